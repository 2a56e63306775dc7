"""What becomes of an action."""

from dataclasses import dataclass
from enum import IntEnum

from commensurate.model.analysis import Analysis
from commensurate.model.judgement import Judgement


class Outcome(IntEnum):
    """The four answers, the mildest first: the strictest voice wins."""

    ALLOW = 0
    NOTIFY = 1
    ESCALATE = 2
    BLOCK = 3

    @property
    def word(self) -> str:
        """The name that tables, rules and people use."""
        return self.name.lower()

    @property
    def stops(self) -> bool:
        """True where the action does not run as things stand."""
        return self >= Outcome.ESCALATE


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice that the reducer heard: who spoke, for what outcome, and why."""

    source: str
    outcome: Outcome
    reason: str
    instead: str = ""
    cleared: bool = False
    """True where a verified warrant silenced it, as its own text allows. It stays on record."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one action, why, and what would have been in proportion.

    `suspicion` (0 to 1) ranks actions by how doubtful they are, also where no judge was asked. `headline` is set
    for an escalation: one sentence that a human can answer with yes or no.
    """

    outcome: Outcome
    reason: str
    digest: str
    instead: str = ""
    headline: str = ""
    voices: tuple[Voice, ...] = ()
    suspicion: float = 0.0
    cell: str = ""
    analysis: Analysis | None = None
    judgement: Judgement | None = None
    approval: str = ""
    """The id of the approval that waits for, or has had, a human's answer."""
    halt: str = ""
    """Why the session ends with this decision; empty where it goes on."""
    ends: str = ""
    """The id of the session that ends: its own, or the one at the root of a sub-agent's."""
    session: str = ""
    agent: str = ""
    """Whose action it was; set by the guard, which binds approvals and halts to them."""
    call: str = ""
    """The key under which the guard remembers this very call; empty where the host names no calls."""
    lineage: tuple[str, ...] = ()
    """The agents above the one whose action it was."""
    counts: tuple[str, ...] = ()
    """The ids of the scopes that it counts for, set by the guard: a yes that comes later counts there, too."""

    @property
    def score(self) -> float | None:
        """The judge's score, 0 to 10; None where nobody judged."""
        return None if self.judgement is None else self.judgement.score

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that spoke, cleared ones too."""
        return tuple(voice.source.removeprefix("rule:") for voice in self.voices if voice.source.startswith("rule:"))
