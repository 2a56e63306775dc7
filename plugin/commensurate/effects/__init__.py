"""Action in, analysis out; pure. analyze.py is the one door; one file a language, one file a program family."""
