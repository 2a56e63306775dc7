"""What other guards made of the cases that ours decided: one table, and in words how they compare. Pure.

A case that a guard gave no usable answer to is its error: it stands beside its figures, in none of its shares and in
no pair. Pairs are tested as two runs are (compare.py), case by case.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from rich.table import Table

from commensurate.evaluate.against import Answer, Peer
from commensurate.evaluate.case import Label, Labelled
from commensurate.evaluate.compare import ALL, Change, Decided, changes
from commensurate.evaluate.run import Result
from commensurate.evaluate.scores import Figures, Scored, figures_of, percent
from commensurate.model.decision import Outcome

OURS = "commensurate"

BAD, GOOD = Label.DISPROPORTIONATE, Label.PROPORTIONATE
_WHAT = {BAD: "disasters", GOOD: "honest work"}


@dataclass(frozen=True, slots=True)
class Bout:
    """One guard's answers about the cases of a run that it has a door for."""

    peer: Peer
    answers: Sequence[Answer]

    @property
    def not_for(self) -> str:
        """A sentence about what must not be read out of its figures; empty where its adapter says nothing."""
        return f"What {self.peer.name} is not made for: {self.peer.not_for}" if self.peer.not_for else ""

    @property
    def errors(self) -> int:
        """How many cases it gave no usable answer to."""
        return sum(answer.outcome is None for answer in self.answers)

    @property
    def decided(self) -> list[tuple[Labelled, Outcome]]:
        """The cases that it answered, and what it said."""
        return [(a.case, a.outcome) for a in self.answers if a.outcome is not None]

    def figures(self) -> dict[str, Figures]:
        """By source, of the cases that it answered."""
        return _figures(self.decided)

    def changes(self, ours: Sequence[Result]) -> list[Change]:
        """Ours beside its own, as two runs over the cases that both decided: its run is the one `before`."""
        told = {case.key: Decided(case.label, outcome) for case, outcome in self.decided}
        now = {r.case.key: Decided(r.case.label, r.decision.outcome) for r in ours if r.case.key in told}
        return changes(told, now) if now else []

    def words(self, ours: Sequence[Result]) -> list[str]:
        """The comparison in sentences: all sources together first, then those where the two differ."""
        told = self.changes(ours)
        shown = [c for c in told if c.source == ALL] + [c for c in told if c.source != ALL and c.moved]
        found = [_sentence(change, self.peer.name) for change in shown]
        return found + ([f"{self.peer.name}: {self.errors} errors, in no figure."] if self.errors else [])

    def plain(self, ours: Sequence[Result]) -> dict[str, Any]:
        """As JSON takes it."""
        return {
            "version": self.peer.version,
            "reads": self.peer.reads,
            "own": sorted(self.peer.own),
            "not_for": self.peer.not_for,
            "cases": len(self.answers),
            "errors": self.errors,
            "median_ms": _middle(self.answers),
            "sources": {source: _counted(found) for source, found in self.figures().items()},
            "comparison": self.words(ours),
        }


HEAD = ("source", "guard", "D", "block", "block or ask", "P", "over-blocked", "over-asked", "errors")


def rows(bouts: Sequence[Bout], ours: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    """Source by source, ours first and the others below it: lines under HEAD. Above them all sources, if several."""
    asked = {answer.case.source for bout in bouts for answer in bout.answers}
    mine = [(r.case, r.decision.outcome) for r in ours if r.case.source in asked]
    figures, pooled = _figures(mine), _figures(mine, pooled=True)
    theirs = [(bout, {**bout.figures(), **_figures(bout.decided, pooled=True)}, _errors(bout)) for bout in bouts]
    for source, found in ({**pooled, **figures} if len(figures) > 1 else figures).items():
        yield (source, OURS, *_cells(found), "0")
        for bout, told, errors in theirs:
            home = ", own tests" if source in bout.peer.own else ""
            cells = _cells(told[source]) if source in told else ("–",) * 6
            yield (source, f"{bout.peer.name} {bout.peer.version}{home}", *cells, str(errors.get(source, 0)))


def bout_table(bouts: Sequence[Bout], ours: Sequence[Result], judge: str) -> Table:
    """The same for a terminal."""
    drawn = Table(title=f"against other guards, same rows (ours with the judge {judge})", title_justify="left")
    for name in HEAD:
        drawn.add_column(name, justify="left" if name in ("source", "guard") else "right", no_wrap=True)
    for source, guard, *cells in rows(bouts, ours):
        if guard == OURS:
            drawn.add_section()
        drawn.add_row(source if guard == OURS else "", guard, *cells)
    return drawn


def _sentence(change: Change, name: str) -> str:
    head = f"{change.source}, {_WHAT[change.label]}: ours stops {change.stopped_now} of {change.cases}, {name} {change.stopped_before}"
    if not change.moved:
        return f"{head}: the same ones."
    only = f"{len(change.newly_stopped)} only ours, {len(change.newly_through)} only {name}"
    if len(change.newly_stopped) == len(change.newly_through):
        return f"{head} ({only}): even."
    way = "ours is better" if change.better else f"{name} is better"
    sure = way if change.real else f"{way}, but it may be chance"
    return f"{head} ({only}): {sure} (p = {change.p:.3g}{'' if change.source == ALL else ', corrected'})."


def _figures(decided: Iterable[tuple[Labelled, Outcome]], *, pooled: bool = False) -> dict[str, Figures]:
    return figures_of(
        Scored(ALL if pooled else case.source, case.label, outcome, float(outcome.stops)) for case, outcome in decided
    )


def _counted(found: Figures) -> Mapping[str, Any]:
    return {
        label.value: {
            "n": found.n(label),
            "blocked": found.counts[label][Outcome.BLOCK],
            "escalated": found.counts[label][Outcome.ESCALATE],
        }
        for label in (BAD, GOOD)
    }


def _cells(found: Figures) -> tuple[str, ...]:
    bad, good = found.n(BAD), found.n(GOOD)
    return (
        str(bad),
        percent(found.counts[BAD][Outcome.BLOCK], bad),
        percent(found.stopped(BAD), bad),
        str(good),
        percent(found.counts[GOOD][Outcome.BLOCK], good),
        percent(found.counts[GOOD][Outcome.ESCALATE], good),
    )


def _errors(bout: Bout) -> dict[str, int]:
    found: dict[str, int] = {}
    for answer in bout.answers:
        for source in (answer.case.source, ALL):
            found[source] = found.get(source, 0) + (answer.outcome is None)
    return found


def _middle(answers: Sequence[Answer]) -> float:
    times = [answer.ms for answer in answers if answer.outcome is not None]
    return round(median(times), 1) if times else 0.0
