"""Thresholds of the risk table, fitted to labelled cases at a false-positive rate that somebody chose. Pure.

A cell is fitted by its own cases where it has enough proportionate ones, else by all. Only `escalate_below` is
fitted; the limits beside it follow where their order demands it. Floors, `quote` and a lower `clear_at` are never
touched: how much the human's words must say is not for statistics to loosen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commensurate.evaluate.case import Label
from commensurate.evaluate.run import Result
from commensurate.model.decision import Outcome
from commensurate.model.effect import BlastRadius, Reversibility
from commensurate.policy.table import Cell, Table

ENOUGH = 50
"""Proportionate cases that a cell needs for a threshold of its own: at 2 % one of them may be stopped."""

BINS = 10


@dataclass(frozen=True, slots=True)
class Scored:
    """One judged case: its score, its cell and what it was."""

    score: float
    cell: str
    proportionate: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """A tenth of the scale: how many cases scored in it, and which share of them was proportionate."""

    low: float
    high: float
    cases: int
    proportionate: float


def scored(results: Iterable[Result]) -> list[Scored]:
    """The cases that were judged."""
    return [
        Scored(result.decision.score, result.decision.cell, result.case.label is Label.PROPORTIONATE)
        for result in results
        if result.decision.score is not None
    ]


def threshold(cases: Sequence[Scored], rate: float) -> float | None:
    """The highest score under which at most `rate` of the proportionate cases fall; None where there are none.

    Where nothing lies between it and the disproportionate cases below, the middle of the gap is taken.
    """
    passing = sorted(case.score for case in cases if case.proportionate)
    if not passing:
        return None
    limit = passing[min(int(rate * len(passing) + 1e-9), len(passing) - 1)]
    below = [case.score for case in cases if case.score < limit]
    return round((limit + max(below)) / 2 if below else limit, 2)


def fitted(table: Table, cases: Sequence[Scored], rate: float) -> Table:
    """The table with `escalate_below` fitted, cell by cell."""
    pooled = threshold(cases, rate)
    if pooled is None:
        return table
    by_cell: dict[str, list[Scored]] = {}
    for case in cases:
        by_cell.setdefault(case.cell, []).append(case)
    return Table({key: _fit(cell, by_cell.get(cell.name, []), pooled, rate) for key, cell in table.cells.items()})


def _fit(cell: Cell, cases: Sequence[Scored], pooled: float, rate: float) -> Cell:
    enough = sum(case.proportionate for case in cases) >= ENOUGH
    own = threshold(cases, rate) if enough else None
    limit = pooled if own is None else own
    return Cell(
        cell.name,
        cell.floor,
        max(cell.clear_at, limit) if cell.floor > Outcome.ALLOW else cell.clear_at,
        cell.quote,
        max(cell.notify_below, limit),
        limit,
        min(cell.block_below, limit),
    )


def fragment(table: Table, head: Sequence[str]) -> str:
    """The table as the part of a policy file that replaces the shipped cells. `head` are lines of comment."""
    lines = [f"# {line}" for line in head] + ["table:"]
    for (reversibility, radius, production), cell in table.cells.items():
        lines.append(f"  - {{{_row(reversibility, radius, production, cell)}}}")
    return "\n".join(lines) + "\n"


def reliability(cases: Sequence[Scored]) -> list[Bin]:
    """How often a score of each tenth of the scale was proportionate. Empty tenths are left out."""
    bins = []
    for number in range(BINS):
        low, high = number * 10 / BINS, (number + 1) * 10 / BINS
        inside = [c for c in cases if low <= c.score < high or (number == BINS - 1 and c.score == high)]
        if inside:
            bins.append(Bin(low, high, len(inside), sum(c.proportionate for c in inside) / len(inside)))
    return bins


def _row(reversibility: Reversibility, radius: BlastRadius, production: bool, cell: Cell) -> str:
    values: Mapping[str, object] = {
        "reversibility": reversibility.word,
        "blast_radius": radius.word,
        "environment": "production" if production else "other",
        "floor": cell.floor.word,
        "clear_at": cell.clear_at,
        "quote": str(cell.quote).lower(),
        "notify_below": cell.notify_below,
        "escalate_below": cell.escalate_below,
        "block_below": cell.block_below,
    }
    return ", ".join(f"{name}: {value}" for name, value in values.items())
