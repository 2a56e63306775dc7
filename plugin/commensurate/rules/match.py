"""Which rules an analysis meets. Every rule is held against every effect, through an index, and speaks once."""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase, translate
from functools import cache, lru_cache

from commensurate.model.analysis import Analysis
from commensurate.model.effect import Effect, Operation, ResourceKind
from commensurate.model.finding import Finding
from commensurate.rules.rule import Condition, Rule

_Candidates = tuple[tuple[int, Condition], ...]


def match(rules: Sequence[Rule], analysis: Analysis) -> tuple[Finding, ...]:
    """The findings, in the order of the rules. A rule's evidence is that of the first effect that it meets."""
    index = _index(tuple(rules))
    met: dict[int, str] = {}
    for effect in analysis.effects:
        for position, condition in index.candidates(effect):
            if position not in met and _is_such(condition, effect, analysis):
                met[position] = effect.evidence
    for position, condition in index.without_effect:
        if position not in met and analysis.coverage in condition.coverage:
            met[position] = analysis.notes[0] if analysis.notes else ""
    return tuple(_finding(rules[position], met[position]) for position in sorted(met))


def fits(condition: Condition, effect: Effect, analysis: Analysis) -> bool:
    """True where an effect is what the condition asks for."""
    return _is_of(condition, effect) and _is_such(condition, effect, analysis)


def _is_such(condition: Condition, effect: Effect, analysis: Analysis) -> bool:
    """True where an effect of the right operation and kind is what the condition asks for besides."""
    return (
        effect.reversibility >= condition.at_least_reversibility
        and effect.blast_radius >= condition.at_least_radius
        and condition.traits <= effect.traits
        and not condition.no_trait & effect.traits
        and (not condition.any_trait or bool(condition.any_trait & effect.traits))
        and (not condition.environments or effect.environment in condition.environments)
        and (not condition.at_least_count or (effect.resource.count or 1) >= condition.at_least_count)
        and (not condition.coverage or analysis.coverage in condition.coverage)
        and (not condition.names or any(_glob(name).match(effect.resource.name) for name in condition.names))
        and not (condition.no_names and any(_glob(name).match(effect.resource.name) for name in condition.no_names))
        and (not condition.reaches or any(reaches(effect.resource.name, path) for path in condition.reaches))
        and (condition.also is None or any(fits(condition.also, other, analysis) for other in analysis.effects))
    )


def reaches(name: str, path: str) -> bool:
    """True where a name, as a path or a glob of the shell, stands for `path` or for a folder above it."""
    if not name.startswith("/"):
        return False
    said, there = (text.casefold().strip("/").split("/") for text in (name, path))
    said = [part for part in said if part]
    return len(said) <= len(there) and all(
        fnmatchcase(part, pattern) and not (part.startswith(".") and pattern[0] in "*?[")
        for pattern, part in zip(said, there, strict=False)
    )


class _Index:
    """The conditions that can fit an effect at all, by its operation and its resource's kind."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        everything = [(position, condition) for position, rule in enumerate(rules) for condition in rule.when]
        self.without_effect = tuple(one for one in everything if _asks_for_no_effect(one[1]))
        self._everything = [one for one in everything if one not in self.without_effect]
        self._known: dict[tuple[Operation, ResourceKind], _Candidates] = {}

    def candidates(self, effect: Effect) -> _Candidates:
        """In the order of the rules."""
        key = (effect.operation, effect.resource.kind)
        known = self._known.get(key)
        if known is None:
            known = tuple(one for one in self._everything if _is_of(one[1], effect))
            self._known[key] = known
        return known


@lru_cache(maxsize=16)
def _index(rules: tuple[Rule, ...]) -> _Index:
    return _Index(rules)


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE)


def _is_of(condition: Condition, effect: Effect) -> bool:
    return (not condition.operations or effect.operation in condition.operations) and (
        not condition.kinds or effect.resource.kind in condition.kinds
    )


def _asks_for_no_effect(condition: Condition) -> bool:
    return bool(condition.coverage) and condition == Condition(coverage=condition.coverage)


def _finding(rule: Rule, evidence: str) -> Finding:
    return Finding(rule.id, rule.outcome, rule.reason, rule.instead, evidence, rule.judge_may_clear)
