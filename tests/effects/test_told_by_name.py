"""Names that speak of destroying, of things that nobody can see into."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.effects.programs.index import misspelt
from commensurate.model.action import Action, Workspace
from commensurate.model.effect import Operation, Trait

PLACE = Workspace(cwd="/home/ada/shop", home="/home/ada")


def destroys(line: str) -> bool:
    effects = analyze(Action("bash", {"command": line}, PLACE)).effects
    return any(effect.operation is Operation.DELETE and Trait.OPAQUE in effect.traits for effect in effects)


@pytest.mark.parametrize(
    "line",
    [
        "npm run db:reset", "yarn drop-tables", "make nuke", "just wipe_prod_data", "./scripts/reset-database.sh",
        "bash tools/purge_users.sh", "somectl delete cluster c1", "sometool apps:destroy shop", "sometool delete-volume v1",
        "frob remove everything --force", "task db:recreate",
    ],
)  # fmt: skip
def test_a_name_that_speaks_of_destroying_is_believed(line: str) -> None:
    """The author of a target, a script or a subcommand said what it does."""
    assert destroys(line)


@pytest.mark.parametrize(
    "line",
    [
        "npm run build", "make clean", "make clean-cache", "npm run reset-cache", "yarn test:reset-db", "./deploy.sh",
        "somectl get cluster c1", "somectl delete cluster c1 --dry-run", "frob remove", "make -n nuke",
        "sometool note 'delete the cluster'", "sometool --title delete-cluster /tmp/x.delete",
    ],
)  # fmt: skip
def test_an_everyday_name_is_not(line: str) -> None:
    """Caches, builds and tests are made again; a dry run does nothing; a verb alone is no act."""
    assert not destroys(line)


@pytest.mark.parametrize("name", ["awss", "gitt", "kubctl", "dockr", "herokuu"])
def test_a_misspelt_name_runs_nothing(name: str) -> None:
    """No such program is installed: its words are no act."""
    assert misspelt(name)
    assert not destroys(f"{name} delete database shop --force")


@pytest.mark.parametrize("name", ["aws", "git", "turso", "neonctl", "x" * 30_000])
def test_other_names_are_no_slips(name: str) -> None:
    """Known programs, and unknown ones that resemble none; endless names cost nothing."""
    assert not misspelt(name)
