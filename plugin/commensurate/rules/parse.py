"""A pack's text in, its rules out. What is wrong with a pack is said as `file:line: rule id: what`, and stops the start."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from commensurate.errors import RuleError
from commensurate.model.analysis import Coverage
from commensurate.model.decision import Outcome
from commensurate.model.effect import BlastRadius, Environment, Operation, ResourceKind, Reversibility, Trait
from commensurate.rules.rule import Condition, Count, Example, Examples, Pattern, Rule, Step

SHELL_TOOL = "bash"
"""The tool that an example given as a shell line calls."""

_OUTCOMES = {one.word: one for one in Outcome}
HALT = "halt"
"""The step that ends the session."""

_STEPS = {one.word: one for one in (Outcome.NOTIFY, Outcome.ESCALATE, Outcome.BLOCK)} | {HALT: Outcome.BLOCK}
_REVERSIBILITIES = {one.word: one for one in Reversibility}
_RADII = {one.word: one for one in BlastRadius}


def parse(text: str, source: str) -> tuple[Rule, ...]:
    """Parse and check one pack. Raises RuleError for the first thing that is wrong with it."""
    from commensurate.rules.checked import YamlError, hold_to, read  # noqa: PLC0415 (YAML: not for what ships compact)

    try:
        document = read(text)
    except YamlError as error:
        raise RuleError(f"{source}:{error.line}: {error}") from None
    try:
        hold_to(document, _schema())
    except YamlError as error:
        raise RuleError(f"{source}:{error.line}: {_rule_at(document.data, error.path)}{error}") from None
    lines = [document.line_of((index, "id")) for index in range(len(document.data))]
    places = [
        {part: [document.line_of((i, "examples", part, n)) for n in range(len(given))] for part, given in e.items()}
        for i, e in enumerate(rule["examples"] for rule in document.data)
    ]
    seen: dict[str, int] = {}
    for rule, line in zip(document.data, lines, strict=True):
        if rule["id"] in seen:
            raise RuleError(f"{source}:{line}: {rule['id']}: this id stands already on line {seen[rule['id']]}")
        seen[rule["id"]] = line
    return tuple(
        rule_of(rule, f"{source}:{line}", place) for rule, line, place in zip(document.data, lines, places, strict=True)
    )


def compact(packs: Iterable[tuple[str, str]]) -> str:
    """(source, text) of packs as one JSON text without the examples, one rule a line: what a start loads fast.

    YAML takes 60 ms where this takes 3. Raises RuleError: what is compacted has been held to the schema.
    """
    from commensurate.rules.checked import read  # noqa: PLC0415 (the same)

    lines = []
    for source, text in packs:
        rules = parse(text, source)
        for rule, given in zip(rules, read(text).data, strict=True):
            lean = {key: value for key, value in given.items() if key != "examples"}
            lines.append(json.dumps({"where": rule.where, **lean}, ensure_ascii=False))
    return "[\n" + ",\n".join(lines) + "\n]\n"


def expand(text: str) -> tuple[Rule, ...]:
    """The rules of a compact text, without their examples. It is trusted: a test holds it equal to the packs."""
    return tuple(rule_of(rule, rule["where"], {}) for rule in json.loads(text))


def rule_of(rule: Mapping[str, Any], where: str, lines: Mapping[str, Sequence[int]]) -> Rule:
    """One rule from data that has been held to the schema. `lines` are those of its examples, by part."""
    when = rule.get("when", [])
    session = _count(rule["session"]) if "session" in rule else None
    given = rule.get("examples", {})
    parts = {
        part: tuple(_example(one, line) for one, line in zip(given[part], lines[part], strict=True)) for part in given
    }
    return Rule(
        id=rule["id"],
        title=rule["title"],
        when=tuple(_condition(one) for one in (when if isinstance(when, list) else [when])),
        outcome=_OUTCOMES[rule["outcome"]] if session is None else session.steps[-1].outcome,
        reason=rule["reason"],
        where=where,
        instead=rule.get("instead", ""),
        judge_may_clear=rule.get("judge_may_clear", False),
        examples=Examples(**parts),
        session=session,
    )


def _count(given: Mapping[str, Any]) -> Count:
    of, first = given.get("of", []), given.get("first")
    steps = [Step(n, _STEPS[name], halts=name == HALT) for name, n in given["steps"].items()]
    return Count(
        pattern=Pattern(given["pattern"]),
        steps=tuple(sorted(steps, key=lambda step: (step.outcome, step.halts))),
        of=tuple(_condition(one) for one in (of if isinstance(of, list) else [of])),
        first=None if first is None else _condition(first),
        seconds=float(given.get("seconds", 0)),
    )


def _condition(given: Mapping[str, Any]) -> Condition:
    resource = given.get("resource", {})
    also = given.get("also")
    return Condition(
        operations=frozenset(map(Operation, _several(given.get("operation")))),
        kinds=frozenset(map(ResourceKind, _several(resource.get("kind")))),
        names=tuple(_several(resource.get("name"))),
        no_names=tuple(_several(resource.get("except"))),
        environments=frozenset(map(Environment, _several(given.get("environment")))),
        at_least_reversibility=_REVERSIBILITIES[given.get("reversibility", "reversible")],
        at_least_radius=_RADII[given.get("blast_radius", "one")],
        at_least_count=given.get("count", 0),
        traits=frozenset(map(Trait, _several(given.get("traits")))),
        any_trait=frozenset(map(Trait, _several(given.get("any_trait")))),
        no_trait=frozenset(map(Trait, _several(given.get("without")))),
        coverage=frozenset(map(Coverage, _several(given.get("coverage")))),
        also=None if also is None else _condition(also),
    )


def _several(given: str | list[str] | None) -> list[str]:
    return [] if given is None else [given] if isinstance(given, str) else given


def _example(given: str | list[Any] | Mapping[str, Any], line: int) -> Example:
    if isinstance(given, str):
        return Example(SHELL_TOOL, {"command": given}, line)
    if isinstance(given, list):
        return Example(line=line, run=tuple(_example(one, line) for one in given))
    return Example(line=line, **given)


def _rule_at(data: object, path: Sequence[str | int]) -> str:
    """The words «rule id: » where the breach lies within a rule that has one."""
    index = path[0] if path else None
    rule = data[index] if isinstance(data, list) and isinstance(index, int) else None
    name = rule.get("id") if isinstance(rule, Mapping) else None
    return f"{name}: " if isinstance(name, str) else ""


@cache
def _schema() -> Mapping[str, Any]:
    from commensurate.rules.schema import pack_schema  # noqa: PLC0415 (the same)

    return pack_schema()
