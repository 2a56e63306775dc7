"""What adds up over a run: sums, the latest acts, what was refused, what was seen. One value a scope.

A scope is a session ("session-1"), and for budgets also an agent, a task and a day, each under an id of its own
("per agent: kiro", "per task: 1f3a…", "per day: 2026-11-20"). Everything in it is bounded, so that an action costs
the same at the start of a run and after a hundred thousand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from commensurate.model.decision import Outcome
from commensurate.model.effect import Operation, ResourceKind
from commensurate.model.frozen import freeze

_NOTHING: Mapping[str, int] = freeze({})
_NO_NAMES: Mapping[str, tuple[str, ...]] = freeze({})


@dataclass(frozen=True, slots=True)
class Moment:
    """One of the latest acts. `at` is in seconds since the epoch; `shape` is equal for near-identical calls."""

    at: float
    digest: str
    trace: str
    """What it did, in a few words: «send message:analyst»; «look» for an act that changed nothing."""
    shape: str
    outcome: Outcome
    call: str = ""
    """The name under which the decision about this very call is remembered; empty where the host names no calls."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What an act that was stopped would have done: the effect's key, which other wordings share.

    `said` is how many messages the human had written by then: newer words may ask for what older ones did not.
    """

    operation: Operation
    kind: ResourceKind
    name: str
    digest: str
    said: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """What budgets limit. Minutes run from `since` (seconds since the epoch) to the latest act."""

    acts: int = 0
    destructive: int = 0
    sub_agents: int = 0
    escalations: int = 0
    tokens: int = 0
    money: float = 0.0
    since: float = 0.0
    latest: float = 0.0


@dataclass(frozen=True, slots=True)
class Session:
    """The sums of one scope so far. Only acts that were let through count as done."""

    id: str
    agent: str = ""
    """Whose run it is: the agent that acted in it first."""
    actions: int = 0
    stopped_in_a_row: int = 0
    escalated_in_a_row: int = 0
    sums: Sums = Sums()
    acts: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    """Acts by «operation kind environment»."""
    things: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    """Things touched, by the same key: counts where an act says them, estimates where it does not."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_NAMES)
    """Distinct names by «operation kind», at most 256 each, as short hashes."""
    seen: tuple[str, ...] = ()
    """«operation kind trait» of everything done so far, sorted."""
    blast: int = 0
    """Cumulative blast radius: 1 for one thing, 10 for several, 1,000 for a whole environment."""
    progress: float = 0.0
    """When something new was last done, in seconds since the epoch."""
    idle: int = 0
    """Changes since then that were nothing new."""
    said: int = 0
    """Messages that the human has written so far."""
    resumed: float = 0.0
    """When a human let the run go on after a halt, in seconds since the epoch: streaks begin anew there."""
    recent: tuple[Moment, ...] = ()
    """The latest acts, newest last, at most 64."""
    refused: tuple[Refused, ...] = ()
    """What was stopped, newest last, at most 64."""
    denied: tuple[Refused, ...] = ()
    """What a human said no to, newest last, at most 64: no number of other refusals makes the run forget it."""
