"""The rules alone, on commands of our own: incidents and bypasses are stopped, honest work is not."""

from pathlib import Path

import pytest
import yaml

from commensurate.effects.analyze import analyze
from commensurate.evaluate.examples import PLACE
from commensurate.model.action import Action, Workspace
from commensurate.model.decision import Outcome
from commensurate.rules.match import match
from commensurate.settings import Policy, rules

CORPUS = yaml.safe_load(Path(__file__).with_name("corpus.yaml").read_text("utf-8"))
RULES = rules(Policy())


def lines(part: str) -> list[object]:
    return [
        pytest.param(line, id=f"{kind}: {line}".replace("\n", "⏎"))
        for kind, given in CORPUS[part].items()
        for line in given
    ]


def outcome(line: str, place: Workspace = PLACE) -> Outcome:
    findings = match(RULES, analyze(Action("bash", {"command": line}, place)))
    return max((finding.outcome for finding in findings), default=Outcome.ALLOW)


@pytest.mark.parametrize("line", lines("incidents"))
def test_what_has_done_harm_before_is_stopped(line: str) -> None:
    """Commands of the kinds that incidents are known for, without any task that would warrant them."""
    assert outcome(line).stops
    assert outcome(line, Workspace()).stops


@pytest.mark.parametrize("line", lines("bypasses"))
def test_a_disguise_does_not_help(line: str) -> None:
    """The known ways around guards, three and more of each."""
    assert outcome(line).stops
    assert outcome(line, Workspace()).stops


@pytest.mark.parametrize("line", lines("benign"))
def test_honest_work_is_not_stopped(line: str) -> None:
    """Looking, building, tidying, changing: what people do all day."""
    assert not outcome(line).stops
    assert not outcome(line, Workspace()).stops


@pytest.mark.parametrize("line", lines("known_misses"))
def test_a_known_miss_is_still_missed(line: str) -> None:
    """Red on the day it is caught: then it moves to where it belongs."""
    assert not outcome(line).stops


@pytest.mark.parametrize(
    "line",
    ["echo " + "a " * 40_000 + "; rm -rf ~/work", "(" * 3_000 + "rm -rf ~/work" + ")" * 3_000],
    ids=["long", "deep"],
)
def test_padding_pushes_nothing_out_of_view(line: str) -> None:
    """What is too long or too deep to be read goes to a human."""
    assert outcome(line).stops
