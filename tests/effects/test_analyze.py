"""The one door."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.effect import Operation


def line(text: str) -> Analysis:
    return analyze(Action("bash", {"command": text}))


@pytest.mark.parametrize(
    "action",
    [
        Action("bash", {"command": "cat notes.txt"}),
        Action("Bash", {"command": "cat notes.txt", "description": "look"}),
        Action("exec", {"command": ["cat", "notes.txt"]}),
        Action("shell", {"command": ["cat notes.txt"]}),
        Action("anything", {"cmd": "cat notes.txt"}),
        Action("mcp__box__run", {"command": "cat notes.txt", "timeout": 5}),
    ],
)
def test_a_shell_tool_is_known_by_its_name_or_by_the_form_of_its_arguments(action: Action) -> None:
    """Whatever the tool is called, `cat notes.txt` reads one file and nothing else."""
    analysis = analyze(action)
    assert [e.operation for e in analysis.effects] == [Operation.READ]
    assert analysis.proven_read_only


def test_what_nobody_knows_is_opaque_and_named() -> None:
    """A program without a table is opaque, and the note names it."""
    analysis = line("frobnicate --all")
    assert analysis.coverage is Coverage.OPAQUE
    assert "frobnicate" in analysis.notes[0]


def test_an_effect_is_told_once() -> None:
    """The same command twice is the same effect once."""
    assert len(line("cat a; cat a").effects) == 1


@pytest.mark.parametrize("tool", ["javascript", "run_node", "mcp__box__js", "typescript"])
def test_a_tool_named_for_a_language_speaks_it(tool: str) -> None:
    """Code that no argument gives a language is read in the one that the tool is named for."""
    analysis = analyze(Action(tool, {"code": "await orders.sync({ force: true })"}))
    assert [e.operation for e in analysis.effects] == [Operation.DELETE]
