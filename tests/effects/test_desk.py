"""A program that nobody knows."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action


@pytest.mark.parametrize(
    "line", ["frobnicate --help", "frobnicate -h", "frobnicate --version", "frobnicate sub --help"]
)
def test_an_unknown_program_that_is_asked_for_help_only_tells_about_itself(line: str) -> None:
    """Help and version flags are text, not execution."""
    assert analyze(Action("bash", {"command": line})).proven_read_only


@pytest.mark.parametrize(
    "line", ["frobnicate", "frobnicate -h x", "frobnicate --help rm", "./frobnicate --help", "frobnicate -- -h"]
)
def test_anything_else_stays_opaque(line: str) -> None:
    """A flag that may mean something else, and a script of one's own, are not trusted."""
    assert not analyze(Action("bash", {"command": line})).proven_read_only
