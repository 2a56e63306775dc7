"""What adds up and what is open or closed at the moment of one action: all that the store and the calendar say."""

from dataclasses import dataclass
from enum import StrEnum

from commensurate.model.agent import Mandate
from commensurate.model.decision import Outcome
from commensurate.model.effect import Environment
from commensurate.model.session import Session


class Per(StrEnum):
    """What a budget is kept for."""

    SESSION = "session"
    AGENT = "agent"
    TASK = "task"
    DAY = "day"


class Limited(StrEnum):
    """What a budget limits. Money is in the currency that the host reports in."""

    ACTS = "acts"
    DESTRUCTIVE = "destructive"
    SUB_AGENTS = "sub_agents"
    ESCALATIONS = "escalations"
    TOKENS = "tokens"
    MONEY = "money"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Budget:
    """At most so much of something, per session, agent, task or day (UTC). `where` is file:line of its entry."""

    per: Per
    of: Limited
    at_most: float
    where: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """An environment that is closed to changes now: a freeze, or outside its hours."""

    environment: Environment
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Situation:
    """The moment of one action. `sums` are the scopes that budgets are kept for, by what they are kept for.

    `root` is the session at the root of a sub-agent's: all that was done below it adds up there, too. `mandates` are
    the agent's own and those of the agents above it; None means that scopes are not enforced.
    """

    session: Session
    now: float = 0.0
    sums: tuple[tuple[Per, Session], ...] = ()
    mandates: tuple[Mandate, ...] | None = None
    closed: tuple[Closed, ...] = ()
    root: Session | None = None

    @property
    def runs(self) -> tuple[Session, ...]:
        """The runs that an act adds to: its own, and the one at the root."""
        return (self.session,) if self.root is None else (self.session, self.root)


def nothing_before(session: str = "") -> Situation:
    """A first action: nothing adds up, nothing is closed, no scope is enforced."""
    return Situation(Session(session))
