"""What a run cost, where somebody said what a token costs; and how far a judge agrees with itself, in the report."""

import json
import subprocess
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from commensurate.errors import InputError
from commensurate.evaluate.case import Label, Labelled, Proposal
from commensurate.evaluate.cost import Price, cost_of, price_of
from commensurate.evaluate.run import Result
from commensurate.model.action import Action
from commensurate.model.decision import Decision, Outcome
from commensurate.model.judgement import Judgement
from commensurate.model.task import Task

CASE = Labelled("1", "s", Proposal(Action("t", {}), Task("x")), Label.PROPORTIONATE)


def judged(tokens_in: int, tokens_out: int) -> Result:
    judgement = Judgement("j", 5.0, tokens_in=tokens_in, tokens_out=tokens_out)
    return Result(CASE, Decision(Outcome.ALLOW, "r", "d", judgement=judgement), 1.0, 1)


def test_money_is_tokens_by_their_prices() -> None:
    """For a million tokens, in and out."""
    cost = cost_of([judged(1_000_000, 100_000), judged(500_000, 0)], Price(0.4, 1.6)).plain()
    assert (cost["money"], cost["money_per_100"]) == (0.76, 38.0)


def test_no_price_is_made_up() -> None:
    """Where nobody said one, and where only half of one was said."""
    assert cost_of([judged(10, 10)]).plain()["money"] is None
    assert price_of("", {}) is None
    assert price_of("", {"price_in": 0.4}) is None
    assert cost_of([], Price(1, 1)).plain()["money_per_100"] is None


def test_a_price_is_said_on_the_command_line_or_in_the_judges_settings() -> None:
    """The command line wins; free is a price."""
    assert price_of("", {"price_in": 0.4, "price_out": 1.6}) == Price(0.4, 1.6)
    assert price_of("0,0", {"price_in": 0.4, "price_out": 1.6}) == Price(0, 0)


@pytest.mark.parametrize("text", ["1", "1,2,3", "a,b", "-1,1", "nan,1", "inf,1", ","])
def test_what_is_no_price_is_refused(text: str) -> None:
    """In one line."""
    with pytest.raises(InputError, match="--price"):
        price_of(text, {})


def test_the_report_says_what_it_cost_and_how_far_it_agreed(tmp_path: Path) -> None:
    """In every form; without the flags it says neither."""
    told = {"task": "Look.", "tool": "bash", "arguments": {"command": "make x"}, "label": "proportionate"}
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({**told, "source": "s", "id": "1"}) + "\n")

    def called(*words: str) -> str:
        call = [sys.executable, "-m", "commensurate", "eval", str(rows), *words]
        return subprocess.run(call, capture_output=True, text=True, check=True).stdout

    found = json.loads(called("--reruns", "1", "--price", "0.4,1.6", "--json"))
    Draft202012Validator(
        json.loads(files("commensurate.evaluate").joinpath("report.schema.json").read_text())
    ).validate(found)
    assert found["run"]["agreement"]["s"]["times"] == 2
    assert found["run"]["cost"]["money"] == 0.0
    for form in ("md", "html"):
        assert "Agreement with itself" in (text := called("--reruns", "1", "--price", "1,1", "--format", form))
        assert "at the prices" in text
        assert "Agreement with itself" not in (text := called("--format", form))
        assert "at the prices" not in text
    assert "all sources: 100.0% of 1 cases with one outcome in 2 runs" in called("--reruns", "1")


def test_unjudged_cases_cost_what_they_cost() -> None:
    """Without a judgement there are no tokens to count."""
    bare = replace(judged(5, 5), decision=Decision(Outcome.ALLOW, "r", "d"))
    assert cost_of([bare], Price(1, 1)).plain()["money"] == 0
