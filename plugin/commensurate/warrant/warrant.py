"""The Warrant: what the human's words ask for, name, limit and forbid. Each part keeps its words verbatim."""

from dataclasses import dataclass
from enum import StrEnum

from commensurate.model.effect import Environment, Operation


class Mode(StrEnum):
    """What kind of thing was asked for."""

    QUESTION = "question"
    """Something is to be found out or shown; nothing is to change."""
    READ_ONLY = "read_only"
    """The human said so: read-only, only suggest, do nothing yet, a freeze."""
    ORDER = "order"
    """Something is to be done."""
    UNCLEAR = "unclear"
    """No word was understood as asking for anything: other languages, fragments, an empty task."""


class Limit(StrEnum):
    """What a constraint does."""

    FORBID = "forbid"
    ONLY = "only"
    """Changes are to stay with what it names."""
    KEEP = "keep"
    """What it names is to stay as it is."""
    UNLESS = "unless"
    """Forbidden until a condition is met."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked for: the verb, the operations that it may mean, and the stems of what it speaks of."""

    words: str
    verb: str
    operations: frozenset[Operation]
    stems: frozenset[str]
    vague: bool = False
    pins: tuple[str, ...] = ()
    """The exact words by which it picks out what is meant (see pins.py)."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One limit. `operations` are those it forbids; `names` what it names exactly; `stems` its other content words.

    `looking` is True where it forbids to look, run or use, too. `condition` holds the stems of what must have happened
    first.
    """

    limit: Limit
    words: str
    operations: frozenset[Operation]
    names: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()
    looking: bool = False
    condition: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    most: tuple[float, str] | None = None
    """A number that must not be passed, and its unit ("" where none is given)."""


@dataclass(frozen=True, slots=True)
class Warrant:
    """All that was read from a task. `names` are exact (paths, ids, addresses, quoted words), in lower case."""

    text: str
    mode: Mode
    requests: tuple[Request, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    names: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    """Number patterns such as "48xx", as written in lower case."""
    stems: frozenset[str] = frozenset()
    environments: frozenset[Environment] = frozenset()
    lanes: frozenset[Environment] = frozenset()
    """The environments that were named as a lane or a side on which to stay."""
    adjectives: frozenset[str] = frozenset()
    mine: bool = False
    everything: bool = False
    pins: tuple[str, ...] = ()
    """The pins of the whole task."""
    people: frozenset[str] = frozenset()
    """Words with a capital inside a sentence, in lower case: names, for the most part."""
    held_by: str = ""
    """The words that make it READ_ONLY."""

    @property
    def operations(self) -> frozenset[Operation]:
        """Everything that any of the requests may mean."""
        return frozenset().union(*(request.operations for request in self.requests))
