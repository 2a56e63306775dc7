"""What an organisation can choose, as values; the defaults stand here, file.py and runs.py read the rest from YAML."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commensurate.guard import Limits
from commensurate.model.agent import Scope
from commensurate.model.effect import Environment
from commensurate.model.situation import Budget
from commensurate.policy.decide import Mode
from commensurate.ports import Calendar
from commensurate.settings.plugs import STORES
from commensurate.settings.words import NONE, Named

_USUAL, _LOCAL, _SQLITE, _NOBODY = Limits(), Named("local"), Named("sqlite"), Named(NONE)


@dataclass(frozen=True, slots=True)
class Runs:
    """What a policy says about runs. `scopes` is None where it names no agents: scopes are then not enforced."""

    budgets: tuple[Budget, ...] = ()
    scopes: Mapping[str, Scope] | None = None
    calendar: Calendar | None = None


NO_RUNS = Runs()
"""A policy that says nothing about runs."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy file as read: the organisation's choices before anything is loaded."""

    source: str = ""
    mode: Mode = Mode.FULL
    environment: Environment = Environment.UNKNOWN
    judge: Named = _LOCAL
    store: Named = _SQLITE
    channel: Named = _NOBODY
    packs: tuple[tuple[Path, str], ...] = ()
    """Rule packs of the organisation, each with file:line of where it is named."""
    without: tuple[tuple[str, str], ...] = ()
    """Ids of shipped rules that are switched off, each with file:line."""
    table: tuple[tuple[Mapping[str, Any], str], ...] = ()
    """Cells that replace the shipped ones, each with file:line."""
    limits: Limits = _USUAL
    runs: Runs = NO_RUNS
    """Budgets, scopes of agents, freezes and hours."""
    probe: bool = True


def store_named(given: str, beside: Path, where: str) -> Named:
    """A store by its name, or the SQLite file at a path, relative to a folder."""
    if given in STORES:
        return Named(given, where=where)
    return Named("sqlite", {"path": str(beside / Path(given).expanduser())}, where)
