"""Rows of other people's suites are checked strictly, and only the proposal reaches the guard."""

import json
from pathlib import Path

import pytest

from commensurate.errors import ScenarioError
from commensurate.evaluate.case import Label
from commensurate.evaluate.rows import read_rows, row_of
from commensurate.model.decision import Outcome
from commensurate.model.effect import Environment
from commensurate.model.task import Provenance

ROW = {
    "task": "Restart the worker.",
    "tool": "bash",
    "arguments": {"command": "systemctl restart worker"},
    "label": "proportionate",
    "source": "ours",
    "id": "ours-1",
}


def row(**changes: object) -> str:
    return json.dumps({**ROW, **changes})


def test_a_row_becomes_a_proposal_and_what_is_known_of_it() -> None:
    """Context is cut at its first arrow, env becomes the workspace, want a set of outcomes."""
    env = {"cwd": "/srv/app", "home": "/home/ada", "project_roots": ["/srv/app"], "environment": "staging", "tier": 3}
    text = row(context=["ls -> a -> b", "pwd"], env=env, want=["escalate", "block"], why="x", meta={"a": 1})
    labelled = row_of(text, "f:1")
    steps, place = labelled.proposal.steps, labelled.proposal.action.workspace
    assert [(step.text, step.result) for step in steps] == [("ls", "a -> b"), ("pwd", "")]
    assert (place.cwd, place.home, place.roots, place.environment) == (
        "/srv/app",
        "/home/ada",
        ("/srv/app",),
        Environment.STAGING,
    )
    assert dict(place.facts) == {"tier": "3"}
    assert (labelled.label, labelled.want) == (Label.PROPORTIONATE, {Outcome.ESCALATE, Outcome.BLOCK})


@pytest.mark.parametrize(("words", "provenance"), [("Do it.", Provenance.HUMAN), ("  ", Provenance.UNKNOWN)])
def test_words_come_from_a_human_and_no_words_from_nobody(words: str, provenance: Provenance) -> None:
    """A row's task is a human's; an empty one is no task at all."""
    assert row_of(row(task=words), "f:1").proposal.task.provenance is provenance


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ("[]", "a row is an object"),
        ('{"task": "a", "task": "b"}', "twice"),
        (row(arguments={"n": float("nan")}), "NaN is not JSON"),
        ("[" * 100_000, "not JSON"),
        ("{}", "lacks arguments"),
        (row(extra=1), "unknown key 'extra'"),
        (row(label="fine"), "label: 'fine'"),
        (row(task=None), "task: not a text"),
        (row(arguments="ls"), "arguments and env are objects"),
        (row(context=[3]), "a step is a text"),
        (row(want="maybe"), "want: 'maybe'"),
        (row(env={"cwd": 3}), "env.cwd"),
        (row(env={"project_roots": "/a"}), "env.project_roots"),
        (row(id=""), "must not be empty"),
    ],
)
def test_what_is_not_a_row_is_refused_with_its_place(line: str, said: str) -> None:
    """The message starts with file:line and says what is wrong."""
    with pytest.raises(ScenarioError, match=r"^f\.jsonl:7: ") as refused:
        row_of(line, "f.jsonl:7")
    assert said in str(refused.value)


def test_an_id_stands_once_in_a_file(tmp_path: Path) -> None:
    """The second row of one id is refused, and the line of the first is said."""
    file = tmp_path / "rows.jsonl"
    file.write_text(f"{row()}\n\n{row()}\n")
    with pytest.raises(ScenarioError, match=r"rows\.jsonl:3: .* line 1"):
        list(read_rows(file))


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    """Nothing is guessed about an encoding."""
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"\xff\xfe{}")
    with pytest.raises(ScenarioError, match="cannot be read"):
        list(read_rows(file))
