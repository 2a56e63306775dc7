"""Earlier outputs read as tables: which row speaks of a thing, whose it is, what state it is in."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from commensurate.model.regex import regex
from commensurate.warrant.lexicon import ADJECTIVES

MOST_ROWS = 2_000
"""Lines of one output that are read as rows."""

_OWNERS = frozenset(
    {
        "owner",
        "user",
        "author",
        "assignee",
        "created_by",
        "createdby",
        "creator",
        "owned_by",
        "maintainer",
        "uid",
        "committer",
    }
)
_SHIELDS = frozenset(
    {
        "protected",
        "locked",
        "shared",
        "deletion_protection",
        "deletionprotection",
        "do_not_delete",
        "retain",
        "immutable",
    }
)
_YES, _NO = (
    frozenset({"true", "yes", "on", "1", "enabled", "y"}),
    frozenset({"false", "no", "off", "0", "disabled", "n"}),
)
_CELLS = regex(r"[^\s,|;]+")
_AGE = regex(r"\b(\d+) (minute|hour|day|week|month|year)s? ago\b|\b(today|yesterday|just now)\b", re.IGNORECASE)
_DAYS = {"minute": 0.0, "hour": 0.04, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
STALE_AFTER = 30.0
"""Days without a change after which a thing may be called stale. Source: GitHub's stale branches (three months) and the
default of common stale-bots (60 days) lie above it; what is younger than a week is called active."""
ACTIVE_WITHIN = 7.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a listing: its cells in lower case, `named` those that have a column or a key."""

    cells: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    line: str
    age: float | None = None

    def owner(self) -> str:
        """Whose it is, as the listing says; empty where it does not."""
        return next((value for key, value in self.named if key in _OWNERS), "")

    def shielded(self) -> bool:
        """True where the row says that the thing is protected, locked or shared."""
        if any(key in _SHIELDS and value in _YES for key, value in self.named):
            return True
        return any(cell in {"protected", "locked", "[protected]", "(protected)"} for cell in self.cells)

    def agrees(self, adjective: str) -> bool | None:
        """Whether the row is what an adjective of the task says; None where it does not say."""
        same, other = ADJECTIVES[adjective]
        for key, value in self.named:
            if key in same and value in _YES | _NO:
                return value in _YES
            if key in other and value in _YES | _NO:
                return value in _NO
        if any(cell in other for cell in self.cells):
            return False
        if any(cell in same for cell in self.cells):
            return True
        if self.age is not None and adjective in ADJECTIVES["stale"][0]:
            return True if self.age >= STALE_AFTER else (False if self.age <= ACTIVE_WITHIN else None)
        return None


def rows_of(name: str, outputs: Sequence[str]) -> list[Row]:
    """The rows of earlier outputs that speak of a name: a cell is the name, a path that the name ends with, or its last part."""
    wanted = name.strip().lower().rstrip("/")
    if len(wanted) < 2:
        return []
    keys = [wanted]
    start = wanted.find("/")
    while start >= 0:
        part = wanted[start + 1 :]
        if len(part) > 4 and ("/" in part or "." in part or start == wanted.rfind("/")):
            keys.append(part)
        start = wanted.find("/", start + 1)
    found = [row for output in outputs for key in keys for row in _index(output).get(key, ())]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=256)
def _index(output: str) -> Mapping[str, Sequence[Row]]:
    """Cell -> the rows that hold it."""
    table: dict[str, list[Row]] = {}
    for row in _read_rows(output.splitlines()[:MOST_ROWS]):
        for cell in dict.fromkeys(row.cells):
            table.setdefault(cell, []).append(row)
    return table


def _read_rows(lines: Sequence[str]) -> Iterator[Row]:
    header: tuple[str, ...] = ()
    for line in lines:
        raw = _CELLS.findall(line)
        if not raw:
            continue
        cells = tuple(cell.strip("()[]{}'\"").lower() for cell in raw)
        if _is_header(raw):
            header = cells
            continue
        named = [tuple(cell.split("=", 1)) for cell in cells if "=" in cell] + [
            (a.rstrip(":"), b) for a, b in itertools.pairwise(cells) if a.endswith(":") and len(a) > 1
        ]
        if header and len(cells) >= len(header) - 1:
            named += [(head, cell.split("=", 1)[-1]) for head, cell in zip(header, cells, strict=False)]
        age = _AGE.search(line)
        yield Row(cells, tuple((k, v) for k, v in named), line, _days(age) if age else None)


def _is_header(raw: Sequence[str]) -> bool:
    return len(raw) > 1 and all(
        cell[0].isupper() and "=" not in cell and not any(c.isdigit() for c in cell) for cell in raw
    )


def _days(found: re.Match[str]) -> float:
    if found.group(3):
        return 1.0 if found.group(3).lower() == "yesterday" else 0.0
    return float(found.group(1)) * _DAYS[found.group(2).lower()]
