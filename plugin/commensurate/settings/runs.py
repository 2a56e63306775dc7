"""The policy's sections about runs: budgets, agents and their scopes, freezes and hours. Each error says file:line.

budgets:
- {per: session, of: destructive, at_most: 20}
agents:
builder: {operations: [read, create, update], resources: ["file:src/*"], environments: [development], ceiling: several}
freezes:
- {environment: production, first: 2026-12-18, last: 2027-01-04, zone: Europe/Berlin, reason: Year-end freeze}
hours:
- {environment: production, days: [mon, tue, wed, thu], opens: "09:00", closes: "16:00", zone: UTC, reason: Office hours}
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from commensurate.errors import PolicyError
from commensurate.model.agent import Scope
from commensurate.model.decision import Outcome
from commensurate.model.effect import BlastRadius, Environment, Operation
from commensurate.model.situation import Budget, Limited, Per
from commensurate.probes.calendar import DAYS, Freeze, Hours, PolicyCalendar
from commensurate.rules.checked import Document, YamlError, hold_to
from commensurate.settings.policy import NO_RUNS, Runs

Made = TypeVar("Made")

SECTIONS = ("budgets", "agents", "freezes", "hours")
"""The keys of a policy that this file reads."""


def read_runs(document: Document, source: str) -> Runs:
    """Read the sections of a policy document. Raises PolicyError with file:line."""
    data = document.data if isinstance(document.data, Mapping) else {}
    part = {key: value for key, value in data.items() if key in SECTIONS}
    if not part:
        return NO_RUNS
    try:
        hold_to(Document(part, document.node), SCHEMA)
    except YamlError as error:
        raise PolicyError(f"{source}:{error.line}: {error}") from None
    reader = _Reader(document, source)
    budgets = tuple(reader.budget(one, index) for index, one in enumerate(part.get("budgets", ())))
    entries = tuple(reader.freeze(one, index) for index, one in enumerate(part.get("freezes", ())))
    hours = tuple(reader.hours(one, index) for index, one in enumerate(part.get("hours", ())))
    scopes = {name: _scope(given) for name, given in part["agents"].items()} if "agents" in part else None
    calendar = PolicyCalendar((*entries, *hours)) if entries or hours else None
    return Runs(budgets, scopes, calendar)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One document being read: every complaint knows its line."""

    document: Document
    source: str

    def budget(self, given: Mapping[str, Any], index: int) -> Budget:
        return Budget(Per(given["per"]), Limited(given["of"]), float(given["at_most"]), self._at("budgets", index))

    def freeze(self, given: Mapping[str, Any], index: int) -> Freeze:
        at = ("freezes", index)
        first, last = (self._made(_date, given[key], *at, key) for key in ("first", "last"))
        if first > last:
            raise PolicyError(f"{self._at(*at)}: freezes: the first day lies behind the last")
        world, outcome, reason = _common(given, "block")
        return Freeze(world, first, last, self._zone(given, *at), outcome, reason)

    def hours(self, given: Mapping[str, Any], index: int) -> Hours:
        at = ("hours", index)
        opens, closes = (self._made(time.fromisoformat, given[key], *at, key) for key in ("opens", "closes"))
        if opens == closes:
            raise PolicyError(f"{self._at(*at)}: hours: it opens when it closes")
        world, outcome, reason = _common(given, "escalate")
        return Hours(world, frozenset(given["days"]), opens, closes, self._zone(given, *at), outcome, reason)

    def _zone(self, given: Mapping[str, Any], *at: str | int) -> ZoneInfo:
        return self._made(ZoneInfo, given.get("zone", "UTC"), *at, "zone")

    def _made(self, make: Callable[[Any], Made], value: object, *at: str | int) -> Made:
        try:
            return make(value)
        except (ValueError, TypeError, OSError, ZoneInfoNotFoundError) as error:
            raise PolicyError(f"{self._at(*at)}: {at[0]}.{at[-1]}: {error}") from None

    def _at(self, *path: str | int) -> str:
        return f"{self.source}:{self.document.line_of(path)}"


def _date(given: object) -> date:
    return given if isinstance(given, date) else date.fromisoformat(str(given))


def _common(given: Mapping[str, Any], usual: str) -> tuple[Environment, Outcome, str]:
    return Environment(given["environment"]), Outcome[given.get("outcome", usual).upper()], given["reason"].rstrip(".")


def _scope(given: Mapping[str, Any]) -> Scope:
    usual = Scope()
    return Scope(
        frozenset(map(Operation, given.get("operations", usual.operations))),
        tuple(given.get("resources", usual.resources)),
        frozenset(map(Environment, given.get("environments", usual.environments))),
        BlastRadius[given.get("ceiling", usual.ceiling.word).upper()],
    )


def _several(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": one}


def _entry(required: Sequence[str], properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": dict(properties)}


_TEXT = {"type": "string", "minLength": 1}
_WORLD = {"enum": [str(one) for one in Environment]}
_COMMON = {"environment": _WORLD, "zone": _TEXT, "reason": _TEXT, "outcome": {"enum": ["notify", "escalate", "block"]}}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "budgets": _several(
            _entry(
                ("per", "of", "at_most"),
                {
                    "per": {"enum": [str(one) for one in Per]},
                    "of": {"enum": [str(one) for one in Limited]},
                    "at_most": {"type": "number", "minimum": 0},
                },
            )
        ),
        "agents": {
            "type": "object",
            "additionalProperties": _entry(
                (),
                {
                    "operations": _several({"enum": [str(one) for one in Operation]}),
                    "resources": _several(_TEXT),
                    "environments": _several(_WORLD),
                    "ceiling": {"enum": [one.word for one in BlastRadius]},
                },
            ),
        },
        "freezes": _several(_entry(("environment", "first", "last", "reason"), {**_COMMON, "first": {}, "last": {}})),
        "hours": _several(
            _entry(
                ("environment", "days", "opens", "closes", "reason"),
                {**_COMMON, "days": _several({"enum": list(DAYS)}), "opens": _TEXT, "closes": _TEXT},
            )
        ),
    },
}
"""The form of the sections, as a JSON Schema."""
