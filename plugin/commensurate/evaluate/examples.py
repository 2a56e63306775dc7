"""Rules held to their examples: what must match does, what must not does not, a known miss is still missed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action, Workspace
from commensurate.model.decision import Decision, Outcome
from commensurate.model.session import Session
from commensurate.rules.match import match
from commensurate.rules.rule import Example, Rule
from commensurate.session.fold import fold
from commensurate.session.speak import speak

PLACE = Workspace(cwd="/home/ada/shop", home="/home/ada", roots=("/home/ada/shop",), user="ada", platform="linux")
"""Where examples are taken to run."""


@dataclass(frozen=True, slots=True)
class Broken:
    """An example that does not hold."""

    rule: Rule
    example: Example
    what: str


def speaks(rule: Rule, example: Example) -> bool:
    """True where the rule speaks of the example; of a run, where it speaks of any act of it that was not refused."""
    if rule.session is not None:
        return any(heard for heard in _run(rule, example))
    action = Action(example.tool, example.arguments, PLACE)
    return bool(match((rule,), analyze(action)))


def _run(rule: Rule, example: Example) -> Iterator[bool]:
    """The acts of a run one after the other: True where the rule speaks of the act at hand."""
    session, now = Session("example"), 0.0
    for part in example.run or (example,):
        for number in range(1, part.times + 1):
            now += part.seconds
            action = Action(part.tool, _numbered(part.arguments, number), PLACE, agent=part.agent)
            analysis = analyze(action)
            yield not part.refused and bool(speak((rule,), session, action, analysis, now))
            outcome = Outcome.BLOCK if part.refused else Outcome.ALLOW
            session = fold(session, action, Decision(outcome, "", action.digest, analysis=analysis), now)


def _numbered(value: Any, number: int) -> Any:
    if isinstance(value, str):
        return value.replace("{n}", str(number))
    if isinstance(value, Mapping):
        return {key: _numbered(one, number) for key, one in value.items()}
    return [_numbered(one, number) for one in value] if isinstance(value, list | tuple) else value


def broken_examples(rules: Iterable[Rule]) -> Iterator[Broken]:
    """All examples that do not hold, in the order of the rules."""
    for rule in rules:
        for examples, wanted, what in (
            (rule.examples.match, True, "should match and does not"),
            (rule.examples.no_match, False, "should not match and does"),
            (rule.examples.known_miss, False, "is no longer missed: move it to match"),
        ):
            for example in examples:
                if speaks(rule, example) is not wanted:
                    yield Broken(rule, example, what)
