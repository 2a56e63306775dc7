"""Package managers and build tools, told by their effects."""

import pytest

from commensurate.model.effect import Trait
from effects.programs.told import carries, only_looks, said, told


@pytest.mark.parametrize(
    "line",
    [
        "npm ls", "npm view x", "npm outdated", "npm run", "npm root", "npm publish --dry-run", "npm audit", "npm config get x",
        "pnpm why x", "yarn npm info x", "yarn list", "pip list", "pip show x", "pip index versions x", "pip cache info", "uv tree",
        "uv pip list", "uv export --format requirements-txt", "poetry show", "conda list", "apt list --installed", "apt-get -s install x",
        "apt-cache policy x", "dnf info x", "rpm -qa", "dpkg -l", "pacman -Ss x", "pacman -Qi x", "apk info", "brew list", "brew info x",
        "brew --prefix", "brew search x", "cargo tree", "cargo metadata", "cargo fmt --check", "go version", "go list ./...", "go vet ./...",
        "gem list", "bundle show x", "composer show", "dotnet --info", "snap list", "nix search nixpkgs x", "winget list", "rustup show",
        "make -n deploy", "ruff check .", "black --check .", "eslint src", "mypy src", "prettier --check .", "tsc --noEmit", "tox -l",
        "pytest --collect-only", "just -l", "shellcheck a.sh", "npx eslint src", "uvx ruff check .", "terraform-fmt x",
    ],
)  # fmt: skip
def test_looking_changes_nothing(line: str) -> None:
    """Listing, checking and dry runs."""
    assert line.startswith(("npx", "uvx")) or only_looks(line)


@pytest.mark.parametrize(
    ("line", "effect"),
    [
        ("npm install lodash", "create package reversible one"),
        ("npm ci", "create package reversible one"),
        ("npm uninstall lodash", "delete package reversible one"),
        ("npm publish", "send release irreversible several"),
        ("npm unpublish x --force", "delete release irreversible several"),
        ("npm deprecate x message", "update release costly several"),
        ("yarn npm unpublish", "delete release irreversible several"),
        ("yarn", "create package reversible one"),
        ("npm owner add eve x", "grant permission costly one"),
        ("npm token create", "create key reversible one"),
        ("npm cache clean --force", "delete cache reversible one"),
        ("pip install -r requirements.txt", "create package reversible one"),
        ("pip uninstall -y requests", "delete package reversible one"),
        ("uv add x", "create package reversible one"),
        ("uv publish", "send release irreversible several"),
        ("twine upload dist/a.whl", "send release irreversible several"),
        ("conda env remove -n x", "delete package costly several"),
        ("apt-get purge -y python3", "delete package costly several"),
        ("apt install x", "create package reversible one"),
        ("apt remove x", "delete package reversible one"),
        ("pacman -Rns x", "delete package costly one"),
        ("pacman -Syu", "create package reversible one"),
        ("brew install x", "create package reversible one"),
        ("brew services stop x", "stop service reversible one"),
        ("cargo publish", "send release irreversible several"),
        ("cargo yank --vers 1.0.0 x", "update release costly one"),
        ("cargo clean", "delete file reversible one"),
        ("go build ./...", "create file reversible one"),
        ("gem yank x", "delete release irreversible one"),
        ("nuget push x.nupkg", "send release irreversible several"),
        ("dotnet ef database drop --force", "delete database irreversible environment"),
        ("mix ecto.drop", "delete database irreversible environment"),
        ("snap remove --purge x", "delete package costly several"),
        ("rustup self uninstall", "delete package costly several"),
        ("make test", "execute code reversible one"),
        ("make nuke-prod", "execute code costly several"),
        ("npm run db:reset", "execute code costly several"),
        ("yarn deploy", "execute code costly several"),
        ("just destroyAll", "execute code costly several"),
        ("gradle deployProd", "execute code costly several"),
        ("cargo test", "execute code reversible one"),
        ("go test ./...", "execute code reversible one"),
        ("pytest -q", "execute code reversible one"),
        ("npm test", "execute code reversible one"),
        ("black .", "update file reversible one"),
        ("eslint --fix src", "update file reversible one"),
        ("ruff format src", "update file reversible one"),
        ("gcc a.c -o a", "update file reversible one"),
    ],
)  # fmt: skip
def test_what_they_do_is_told_by_its_effect(line: str, effect: str) -> None:
    """Installs can be taken back, publishing cannot; a target's name is all that is known of it."""
    assert effect in said(line)


@pytest.mark.parametrize(
    ("line", "carried"),
    [
        ("npx -y rimraf src", "rimraf src"), ("npx prisma@latest migrate reset", "prisma migrate reset"),
        ("npm exec -- rimraf x", "rimraf x"), ("npm exec -c 'rm -rf x'", "rm -rf x"), ("pnpm dlx x y", "x y"),
        ("uvx ruff check .", "ruff check ."), ("uv run rm -rf x", "rm -rf x"), ("uv run a.py", "python a.py"),
        ("uv run -m http.server", "python -m http.server"), ("poetry run rm x", "rm x"), ("bundle exec rails s", "rails s"),
        ("conda run -n x rm y", "rm y"), ("cmake -E rm -rf /", "rm -rf /"),
    ],
)  # fmt: skip
def test_what_they_run_is_handed_on(line: str, carried: str) -> None:
    """A tool run through a package manager is read as itself."""
    assert carried in carries(line)


def test_a_telling_name_is_opaque_and_names_its_world() -> None:
    """`make nuke-prod` speaks of production; `make test` is only not in view."""
    reading = told("make nuke-prod")
    assert reading.coverage == "opaque"
    assert reading.effects[0].environment == "production"
    assert told("make test").coverage == "partial"


def test_installing_brings_code_from_elsewhere() -> None:
    """Install scripts run."""
    assert Trait.INBOUND_CODE in told("npm install x").effects[0].traits
