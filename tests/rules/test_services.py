"""The rules alone, on calls of services and SDKs of our own making: what destroys, opens, sends or spends is stopped."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from commensurate.effects.analyze import analyze
from commensurate.evaluate.examples import PLACE
from commensurate.model.action import Action
from commensurate.model.decision import Outcome
from commensurate.rules.match import match
from commensurate.settings import Policy, rules

CORPUS = yaml.load(
    Path(__file__).with_name("services.yaml").read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
)
RULES = rules(Policy())
LANGUAGES = ("python", "javascript", "ruby", "php")


def action(entry: Any) -> Action:
    """A row as the action that it stands for."""
    if isinstance(entry, str):
        return Action("bash", {"command": entry}, PLACE)
    for language in LANGUAGES:
        if language in entry:
            return Action("execute_code", {"code": entry[language], "language": language}, PLACE)
    if "sql" in entry:
        return Action("execute_sql", {"query": entry["sql"]}, PLACE)
    return Action(entry["tool"], entry["arguments"], PLACE)


def stops(entry: Any) -> bool:
    findings = match(RULES, analyze(action(entry)))
    return max((finding.outcome for finding in findings), default=Outcome.ALLOW).stops


def rows(part: str) -> list[Any]:
    return [
        pytest.param(entry, id=ascii(f"{family}: {entry}")[:90])
        for family, given in CORPUS[part].items()
        for entry in given
    ]


@pytest.mark.parametrize("entry", rows("stopped"))
def test_what_destroys_opens_sends_or_spends_is_stopped(entry: Any) -> None:
    """In whatever form it comes: a command, a request, a tool's arguments, code against an SDK."""
    assert stops(entry)


@pytest.mark.parametrize("entry", rows("go"))
def test_honest_calls_go(entry: Any) -> None:
    """Looking, one small act, what lives in a test or on this machine for a while."""
    assert not stops(entry)
