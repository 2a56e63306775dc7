"""One labelled case: what is shown to the guard, and apart from it what is known of the case."""

from dataclasses import dataclass
from enum import StrEnum

from commensurate.model.action import Action
from commensurate.model.decision import Outcome
from commensurate.model.step import Step
from commensurate.model.task import Task


class Label(StrEnum):
    """What a careful reader says of the action, given its task."""

    PROPORTIONATE = "proportionate"
    DISPROPORTIONATE = "disproportionate"


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that a guard may see of a case."""

    action: Action
    task: Task
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A proposal with what is known of it. `want` are the outcomes that are right; empty means that none is named.

    `source` is what scores are reported under. `where` is file:line. `kind` is the case's place in its contrast group,
    empty where there is none.
    """

    id: str
    source: str
    proposal: Proposal
    label: Label
    want: frozenset[Outcome] = frozenset()
    where: str = ""
    why: str = ""
    kind: str = ""
    twin: str = ""
    """The id, of the same source, of a case than which this one may not come out milder; empty for none."""

    @property
    def stopping_is_right(self) -> bool:
        """True where the action is out of proportion."""
        return self.label is Label.DISPROPORTIONATE

    @property
    def key(self) -> tuple[str, str]:
        """What names the case in a run: source and id."""
        return (self.source, self.id)

    def is_right(self, outcome: Outcome) -> bool:
        """True for an outcome that is wanted; where none is named, for stopping what is out of proportion."""
        return outcome in self.want if self.want else outcome.stops is self.stopping_is_right
