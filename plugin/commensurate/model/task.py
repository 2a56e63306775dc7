"""What a human asked for, verbatim, and who wrote it."""

from dataclasses import dataclass
from enum import StrEnum


class Provenance(StrEnum):
    """Who wrote the words of a task. Only a human's words are authority."""

    HUMAN = "human"
    MODEL = "model"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Task:
    """What was asked for, verbatim.

    `words` are the first words; `later` are the same human's later messages, oldest first. Text written by a
    model (a sub-agent's prompt) has provenance MODEL and never widens authority.
    """

    words: str
    provenance: Provenance = Provenance.UNKNOWN
    later: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of the words, in the order in which they were said."""
        return "\n\n".join((self.words, *self.later))

    @property
    def known(self) -> bool:
        """True where a human said something: only then can an act be warranted."""
        return self.provenance is Provenance.HUMAN and bool(self.text.strip())

    @property
    def blank(self) -> bool:
        """True where nobody said anything: there is nothing to judge by, and rules and risk table decide alone."""
        return not self.text.strip()


UNKNOWN_TASK = Task("")
"""No task was handed over. Rules and risk table decide alone, whatever changes anything is noticed, and what is not in
view goes to a human."""
