"""The form of a rule pack, as a JSON Schema (Draft 2020-12). The names come from the nouns themselves, so that the
two cannot part; `commensurate rules schema` prints it for editors.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from commensurate.model.analysis import Coverage
from commensurate.model.decision import Outcome
from commensurate.model.effect import BlastRadius, Environment, Operation, ResourceKind, Reversibility, Trait
from commensurate.rules.rule import Pattern

Schema = dict[str, Any]

TOTALS = (Pattern.ACTS, Pattern.THINGS, Pattern.NAMES)
"""Patterns that look at sums."""


def _text() -> Schema:
    return {"type": "string", "minLength": 1}


def _names(names: Iterable[Enum]) -> Schema:
    return {"enum": [str(one.value) for one in names]}


def _words(names: Iterable[Outcome | Reversibility | BlastRadius]) -> Schema:
    return {"enum": [one.word for one in names]}


def _one_or_several(one: Schema) -> Schema:
    several = {"type": "array", "minItems": 1, "uniqueItems": True, "items": one}
    return {"if": {"type": "array"}, "then": several, "else": one}


def _object(required: Iterable[str], properties: Mapping[str, Schema], **more: Any) -> Schema:
    shape: Schema = {"type": "object", "additionalProperties": False}
    return {**shape, "required": list(required), "properties": dict(properties), **more}


def pack_schema() -> Schema:
    """A pack is a list of rules."""
    resource = _object(
        (),
        {
            "kind": _one_or_several(_names(ResourceKind)),
            "name": _one_or_several(_text()),
            "except": _one_or_several(_text()),
        },
    )
    condition = _object(
        (),
        {
            "operation": _one_or_several(_names(Operation)),
            "resource": {**resource, "minProperties": 1},
            "environment": _one_or_several(_names(Environment)),
            "reversibility": _words(Reversibility),
            "blast_radius": _words(BlastRadius),
            "count": {"type": "integer", "minimum": 1},
            "traits": _one_or_several(_names(Trait)),
            "any_trait": _one_or_several(_names(Trait)),
            "without": _one_or_several(_names(Trait)),
            "coverage": _one_or_several(_names(Coverage)),
            "also": {"$ref": "#/$defs/condition"},
        },
        minProperties=1,
    )
    call = _object(("tool", "arguments"), {"tool": _text(), "arguments": {"type": "object"}})
    examples = {"type": "array", "items": {"if": {"type": "string"}, "then": _text(), "else": call}}
    rule = _object(
        ("id", "title", "when", "outcome", "reason", "examples"),
        {
            "id": {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$"},
            "title": _text(),
            "when": _one_or_several({"$ref": "#/$defs/condition"}),
            "outcome": _words(Outcome),
            "reason": _text(),
            "instead": _text(),
            "judge_may_clear": {"type": "boolean"},
            "examples": _object(("match",), dict.fromkeys(("match", "no_match", "known_miss"), examples)),
        },
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule pack of commensurate",
        "type": "array",
        "minItems": 1,
        "items": {"if": {"type": "object", "required": ["session"]}, "then": _session_rule(rule), "else": rule},
        "$defs": {"condition": condition, "total": _total(condition)},
    }


def _total(condition: Schema) -> Schema:
    """A condition over sums, which keep operations, kinds and environments and nothing else."""
    kept = {name: condition["properties"][name] for name in ("operation", "environment")}
    kind = condition["properties"]["resource"]["properties"]["kind"]
    return _object((), {**kept, "resource": _object(("kind",), {"kind": kind})}, minProperties=1)


def _session_rule(rule: Schema) -> Schema:
    """A rule about a run: `session` in the place of `when` and `outcome`, examples that are lists of actions."""
    count: Schema = {"type": "integer", "minimum": 1}
    steps = _object((), dict.fromkeys(("notify", "escalate", "block", "halt"), count), minProperties=1)
    condition, total = (_one_or_several({"$ref": f"#/$defs/{name}"}) for name in ("condition", "total"))
    properties = {"steps": steps, "seconds": {"type": "number", "exclusiveMinimum": 0}}

    def pattern(names: Iterable[Pattern], of: Schema, required: Iterable[str] = ("of",), **more: Schema) -> Schema:
        named = {"pattern": _names(names), "of": of, **properties, **more}
        return _object(("pattern", "steps", *required), named)

    forms = [
        pattern(TOTALS, total),
        pattern((Pattern.EXCHANGE,), total),
        pattern((Pattern.RATE,), total, ("of", "seconds")),
        pattern((Pattern.AFTER_NO, Pattern.SPLIT), condition),
        pattern((Pattern.CHAIN,), condition, ("of", "first"), first={"$ref": "#/$defs/condition"}),
        pattern((Pattern.SAME, Pattern.ALIKE, Pattern.STOPPED, Pattern.BLAST), condition, ()),
        pattern((Pattern.IDLE,), condition, ("seconds",)),
    ]
    cases = [{"if": {"properties": {"pattern": form["properties"]["pattern"]}}, "then": form} for form in forms]
    count_of = {"times": count, "agent": _text(), "seconds": {"type": "number", "minimum": 0}}
    times = {**count_of, "refused": {"type": "boolean"}}
    call = _object(("tool", "arguments"), {"tool": _text(), "arguments": {"type": "object"}, **times})
    run = {"type": "array", "minItems": 1, "items": {"if": {"type": "string"}, "then": _text(), "else": call}}
    runs = {"type": "array", "items": run}
    session = {
        "type": "object",
        "required": ["pattern", "steps"],
        "properties": {"pattern": _names(Pattern)},
        "allOf": cases,
    }
    kept = {name: rule["properties"][name] for name in ("id", "title", "reason", "instead", "judge_may_clear")}
    return _object(
        ("id", "title", "session", "reason", "examples"),
        {**kept, "session": session, "examples": _object(("match",), {"match": runs, "no_match": runs})},
    )
