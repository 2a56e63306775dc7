"""Words of a configuration: what is named, what was meant, and which word of an enumeration."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from commensurate.errors import PolicyError

_NO_SETTINGS: Mapping[str, Any] = {}

NONE = "none"
"""The name that leaves a place empty: no judge, no channel."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something plugged in by name, with settings of its own. `where` is file:line of its name."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=lambda: _NO_SETTINGS)
    where: str = ""


def one_of(wanted: Any, given: object, where: str) -> Any:
    """The member that a word names. Raises PolicyError with the place."""
    words = [one.value for one in wanted]
    if given not in words:
        raise PolicyError(f"{where}: one of {', '.join(words)} is needed, not {given!r}{meant(str(given), words)}")
    return wanted(given)


def meant(given: str, known: Iterable[str]) -> str:
    """A question that ends an error: did you mean …? Empty where nothing is close."""
    import difflib  # noqa: PLC0415 (only a mistake needs it)

    close = difflib.get_close_matches(given, list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else ""
