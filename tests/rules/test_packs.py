"""The shipped packs: every example is a test, and what a start loads is what the packs say."""

import re
from dataclasses import replace
from importlib.resources import files

import pytest

from commensurate.effects.analyze import analyze
from commensurate.evaluate.examples import PLACE, speaks
from commensurate.evaluate.packs import shipped_packs, shipped_rules
from commensurate.model.action import Action
from commensurate.rules.match import match
from commensurate.rules.parse import compact, expand
from commensurate.rules.rule import Example, Examples, Rule

RULES = shipped_rules()


def examples(part: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.id}:{example.line}:{example.arguments.get('command', example.tool)}")
        for rule in RULES
        for example in getattr(rule.examples, part)
    ]


@pytest.mark.parametrize(("rule", "example"), examples("match"))
def test_a_rule_speaks_of_what_it_says_it_speaks_of(rule: Rule, example: Example) -> None:
    """One case an example."""
    assert speaks(rule, example)


@pytest.mark.parametrize(("rule", "example"), examples("no_match"))
def test_a_rule_is_silent_where_it_says_so(rule: Rule, example: Example) -> None:
    """One case an example."""
    assert not speaks(rule, example)


@pytest.mark.parametrize(("rule", "example"), examples("known_miss"))
def test_a_known_miss_is_still_missed(rule: Rule, example: Example) -> None:
    """Red on the day it is caught: then it moves to match."""
    assert not speaks(rule, example)


def test_what_a_start_loads_is_what_the_packs_say() -> None:
    """If this is red: `python -m commensurate rules compact > packs.json`, and put the file in its place."""
    text = files("commensurate.rules").joinpath("packs.json").read_text("utf-8")
    assert text == compact(shipped_packs())
    assert [told(rule) for rule in expand(text)] == [told(rule) for rule in RULES]


def test_ids_stand_once_over_all_packs_and_begin_with_the_name_of_their_pack() -> None:
    """So that an organisation can name them."""
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.where.startswith(f"packs/{rule.id.partition('.')[0]}.yaml:")


def test_whatever_stops_an_action_says_a_smaller_one() -> None:
    """A refusal without a way on is answered with a workaround."""
    assert not [rule.id for rule in RULES if rule.outcome.stops and not rule.instead]


def test_every_rule_has_examples_for_and_against() -> None:
    """A rule without examples is held to nothing."""
    assert not [rule.id for rule in RULES if not rule.examples.match or not rule.examples.no_match]


def told(rule: Rule) -> str:
    return repr(replace(rule, examples=Examples()))


COMMANDS = [(rule, command) for rule in RULES for command in re.findall("`([^`]+)`", rule.instead) if command[0] != "-"]


@pytest.mark.parametrize(("rule", "command"), COMMANDS, ids=[f"{rule.id}: {command}" for rule, command in COMMANDS])
def test_a_command_that_a_rule_offers_instead_is_let_through(rule: Rule, command: str) -> None:
    """An alternative that is stopped in its turn is no alternative; no rule at all stops it."""
    findings = match(RULES, analyze(Action("bash", {"command": command}, PLACE)))
    assert not [finding.rule for finding in findings if finding.outcome.stops], rule.instead
