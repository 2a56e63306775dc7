"""All effects of one action, how much of it was understood, and what only the world can answer."""

from dataclasses import dataclass
from enum import StrEnum

from commensurate.model.effect import Effect, Trait


class Coverage(StrEnum):
    """How much of an action was understood. An incomplete reading is evidence: neither safe nor forbidden."""

    FULL = "full"
    PARTIAL = "partial"
    """The program is known, some of what it was told is not."""
    OPAQUE = "opaque"
    """Something would run that is not in view, or the text is not surely understood."""

    @property
    def depth(self) -> int:
        """0 for full, 1 for partial, 2 for opaque: the larger, the less is known."""
        return _DEPTH[self]


_DEPTH = {Coverage.FULL: 0, Coverage.PARTIAL: 1, Coverage.OPAQUE: 2}


class Ask(StrEnum):
    """What can be asked of the world."""

    TRACKED_BY_GIT = "tracked_by_git"
    """subject: a path. Answer: "yes" (committed, unmodified), "modified" or "no"."""
    REAL_PATH = "real_path"
    """subject: a path. Answer: the path with symbolic links resolved and in the case that the disk holds."""
    EXISTS = "exists"
    """subject: a path. Answer: "yes" or "no"."""
    FILE_TEXT = "file_text"
    """subject: a path of a script. Answer: its text."""
    SHELL_COMMANDS = "shell_commands"
    """subject: shell text of a shape that one parser is known to misread. Answer: what another one (shfmt) made of it,
    as condensed by effects/shell/compare.py, or "invalid" where that one refuses the text."""
    VERSIONED = "versioned"
    """subject: a bucket URL such as s3://name. Answer: "yes" or "no"."""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact about the world that the effects hang on. Unanswered, the worse answer is assumed."""

    ask: Ask
    subject: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one action would do. `notes` say, in words, what could not be read and why."""

    effects: tuple[Effect, ...]
    coverage: Coverage = Coverage.FULL
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """True where anything but looking would happen, or may happen out of view."""
        return self.coverage is Coverage.OPAQUE or any(effect.changes for effect in self.effects)

    @property
    def proven_read_only(self) -> bool:
        """True where all of it was understood and all of it only looks. To show a credential or to claim a result is more."""
        more = any(effect.traits & _MORE_THAN_A_LOOK for effect in self.effects)
        return self.coverage is Coverage.FULL and not more and not any(effect.changes for effect in self.effects)


_MORE_THAN_A_LOOK = frozenset({Trait.SECRET, Trait.CLAIMS})
