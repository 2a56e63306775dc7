"""The suite is held to what it could do before."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from commensurate.errors import InputError
from commensurate.evaluate import baseline
from commensurate.evaluate.case import Label, Labelled, Proposal
from commensurate.evaluate.run import Result, run
from commensurate.evaluate.session_runs import play
from commensurate.evaluate.sources import gather, gather_runs
from commensurate.judges.local import LocalJudge
from commensurate.model.action import Action
from commensurate.model.decision import Decision, Outcome
from commensurate.model.task import Task
from commensurate.settings import Policy, choices

ROOT = Path(__file__).resolve().parents[2]
LS = Action("bash", {"command": "ls"})


def results(*given: tuple[str, str, Outcome]) -> list[Result]:
    """(source, id, outcome) of cases that must not be stopped."""
    return [
        Result(
            Labelled(id_, source, Proposal(LS, Task("")), Label.PROPORTIONATE), Decision(outcome, "", LS.digest), 0.0
        )
        for source, id_, outcome in given
    ]


BEFORE = [("s", "1", Outcome.ALLOW), ("s", "2", Outcome.BLOCK), ("t", "1", Outcome.NOTIFY)]
WORSE = [
    ("the same", BEFORE, []),
    ("better", [("s", "1", Outcome.ALLOW), ("s", "2", Outcome.ALLOW), ("t", "1", Outcome.ALLOW)], []),
    (
        "one more is wrong",
        [("s", "1", Outcome.ESCALATE), BEFORE[1], BEFORE[2]],
        ["s: worse: 0 of 2 right, 1 of 2 right in the baseline; newly wrong: 1"],
    ),
    ("a case is gone", [BEFORE[0], BEFORE[2]], ["s: 1 cases, 2 in the baseline: cases are missing"]),
    ("a source is gone", BEFORE[:2], ["t: 0 cases, 1 in the baseline: cases are missing"]),
    ("a new source is all right", [*BEFORE, ("u", "1", Outcome.ALLOW)], []),
    (
        "a new source is not",
        [*BEFORE, ("u", "1", Outcome.BLOCK)],
        ["u: 0 of 1 right, and the baseline does not know this source: renew it"],
    ),
]


@pytest.mark.parametrize(("now", "said"), [row[1:] for row in WORSE], ids=[row[0] for row in WORSE])
def test_what_got_worse_is_said_in_words(
    tmp_path: Path, now: Sequence[tuple[str, str, Outcome]], said: list[str]
) -> None:
    """More wrong outcomes in a source, or fewer cases to be wrong about; a gain elsewhere does not pay for a loss."""
    file = tmp_path / "baseline.json"
    baseline.write(file, results(*BEFORE), "local")
    assert baseline.worse(results(*now), baseline.read(file, "local"), "local") == said


def test_what_got_better_is_said_too(tmp_path: Path) -> None:
    """So that someone renews the baseline."""
    file = tmp_path / "baseline.json"
    baseline.write(file, results(*BEFORE), "local")
    now = results(("s", "1", Outcome.ALLOW), ("s", "2", Outcome.ALLOW), ("t", "1", Outcome.ALLOW))
    assert baseline.better(now, baseline.read(file, "local"), "local") == [
        "s: better: 2 of 2 right, 1 of 2 right in the baseline"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": 1, "judge": "replay", "sources": {}}',
        '{"schema": 2, "judge": "local", "sources": {}}',
        '{"schema": 1, "judge": "local", "sources": {"s": {"cases": 3, "right": 1, "wrong": []}}}',
        '{"schema": 1, "judge": "local", "sources": {"s": 3}}',
    ],
)
def test_what_is_no_baseline_of_this_judge_holds_nothing(tmp_path: Path, text: str) -> None:
    """It is an error, not a pass."""
    file = tmp_path / "baseline.json"
    file.write_text(text)
    with pytest.raises(InputError):
        baseline.read(file, "local")
    with pytest.raises(InputError):
        baseline.read(tmp_path / "none.json", "local")


@pytest.mark.slow
def test_the_suite_is_not_worse_than_its_baseline() -> None:
    """`commensurate eval evals/scenarios --baseline evals/baseline.json --renew` writes it anew, for all to see."""
    suite = [ROOT / "evals" / "scenarios"]
    chosen, judge = choices(Policy()), LocalJudge()
    found = list(run(gather(suite), chosen, judge)) + [play(r, chosen, judge).result() for r in gather_runs(suite)]
    assert baseline.worse(found, baseline.read(ROOT / "evals" / "baseline.json", "local"), "local") == []


def test_the_shipped_baseline_says_what_it_counts() -> None:
    """Right and wrong add up, and every wrong case has its id."""
    data = json.loads((ROOT / "evals" / "baseline.json").read_text())
    assert data["judge"] == "local"
    assert baseline.read(ROOT / "evals" / "baseline.json", "local")
