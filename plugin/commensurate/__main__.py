"""`python -m commensurate`."""

from commensurate.cli.main import main

if __name__ == "__main__":
    main()
