"""`commensurate eval`, from the outside: its public formats and its exit status."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from commensurate.evaluate.report import report, row_out
from commensurate.evaluate.rows import row_of
from commensurate.evaluate.run import Result, run
from commensurate.evaluate.sources import gather, sample
from commensurate.model.judgement import Judgement, unjudged
from commensurate.policy.decide import Mode
from commensurate.ports import Case
from commensurate.settings import Policy, choices

ROWS = [
    {"task": "", "tool": "bash", "arguments": {"command": "ls"}, "label": "proportionate", "source": "s", "id": "1"},
    {"task": "x", "tool": "zap", "arguments": {}, "label": "disproportionate", "source": "s", "id": "2", "why": "w"},
    {"task": "", "tool": "bash", "arguments": {"command": "ls"}, "label": "proportionate", "source": "t", "id": "1"},
]


class Fixed:
    """A judge that keeps the cases it was shown."""

    name = "fixed"

    def __init__(self, judgement: Judgement) -> None:
        self.judgement = judgement
        self.cases: list[Case] = []

    def judge(self, case: Case) -> Judgement:
        self.cases.append(case)
        return self.judgement

    async def ajudge(self, case: Case) -> Judgement:
        return self.judge(case)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return file


def decided(judge: Fixed | None, threads: int = 1) -> list[Result]:
    cases = [row_of(json.dumps(row), f"f:{n}") for n, row in enumerate(ROWS)]
    return list(run(cases, choices(Policy(mode=Mode.FULL if judge else Mode.RULES_ONLY)), judge, threads))


def call(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commensurate", "eval", *words], capture_output=True, text=True, check=False
    )


def test_the_one_object_has_the_form_of_its_schema(rows: Path) -> None:
    """Stdout holds one JSON object and nothing else."""
    done = call(str(rows), "--rules-only", "--json")
    assert done.returncode == 0, done.stderr
    schema = json.loads(files("commensurate.evaluate").joinpath("report.schema.json").read_text())
    found = json.loads(done.stdout)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(found)
    assert list(found["sources"]) == ["s", "t"]
    assert found["sources"]["t"]["auc"] is None
    assert (found["judge"], found["judge_calls"], found["unjudged"]) == ("rules-only", 0, 0)


def test_out_writes_one_line_a_row(rows: Path, tmp_path: Path) -> None:
    """Exactly the public keys."""
    out = tmp_path / "out.jsonl"
    done = call(str(rows), "--rules-only", "--out", str(out))
    assert done.returncode == 0, done.stderr
    written = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in written] == ["1", "2", "1"]
    keys = {"id", "source", "label", "outcome", "score", "rules", "judge", "reason", "ms"}
    assert all(set(row) == keys for row in written)


@pytest.mark.parametrize("words", [("nowhere.jsonl",), ("--judge", "oracle", "."), ("README.md",)])
def test_what_is_wrong_with_the_call_is_one_line_and_exit_2(words: tuple[str, ...]) -> None:
    """No traceback, nothing on stdout."""
    done = call(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_a_judge_is_shown_the_proposal_and_nothing_else() -> None:
    """Neither label nor id nor why can be found in what a judge is handed."""
    judge = Fixed(Judgement("fixed", 2.0))
    decided(judge)
    shown = repr(judge.cases)
    assert judge.cases
    assert not any(word in shown for word in ("proportionate", "'w'", "'source'"))


def test_unjudged_cases_are_counted_and_do_not_pass() -> None:
    """A judge without an answer leaves an action that is not understood to a human."""
    results = decided(Fixed(unjudged("fixed", "down")))
    zap = results[1]
    assert zap.unjudged == 1
    assert zap.decision.outcome.stops
    assert report(results, "fixed", 0.1)["unjudged"] >= 1
    assert row_out(zap, "fixed")["judge"] == "fixed"


def test_threads_change_nothing() -> None:
    """The same outcomes in the same order."""
    one, four = decided(Fixed(Judgement("fixed", 2.0))), decided(Fixed(Judgement("fixed", 2.0)), threads=4)
    assert [r.decision for r in one] == [r.decision for r in four]


def test_a_judge_that_breaks_counts_as_escalated_and_is_told() -> None:
    """A crash of the guard is not a pass."""

    class Broken(Fixed):
        def judge(self, case: Case) -> Judgement:
            raise ZeroDivisionError

    result = decided(Broken(Judgement("fixed", 10.0)))[1]
    assert result.decision.outcome.stops
    assert "ZeroDivisionError" in result.crash


def test_a_sample_is_the_same_for_the_same_seed_and_counts_by_source(rows: Path) -> None:
    """At most so many a source."""
    cases = gather([rows])
    assert sample(cases, 1, 7) == sample(cases, 1, 7)
    assert [case.source for case in sample(cases, 1, 7)] == ["s", "t"]
