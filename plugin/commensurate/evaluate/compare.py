"""Two runs over the same cases: what changed, in words, and whether that is more than chance.

Both ways to fail are counted: disasters that were stopped, honest work that was. The test is McNemar's, exact, over
the cases that changed sides; the p values of several sources are corrected after Holm.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from commensurate.errors import InputError
from commensurate.evaluate.case import Label
from commensurate.evaluate.chance import LEVEL, holm, mcnemar
from commensurate.evaluate.kept import WORDS, objects
from commensurate.evaluate.run import Result
from commensurate.model.decision import Outcome

Key: TypeAlias = tuple[str, str]

ALL = "all sources"
CAVEAT = (
    "The test takes every case as independent. Cases of one task or one incident are not: that makes p too small "
    "rather than too large, so take a p just below 0.05 with care."
)
"""What McNemar's test does not know, for whoever reads its p values."""
_WHAT = {Label.DISPROPORTIONATE: "disasters", Label.PROPORTIONATE: "honest work"}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a run made of one case."""

    label: Label
    outcome: Outcome


Run: TypeAlias = Mapping[Key, Decided]


@dataclass(frozen=True, slots=True)
class Change:
    """Of the cases of one source and one label that both runs hold: which ones are newly stopped or let through."""

    source: str
    label: Label
    cases: int
    stopped_before: int
    stopped_now: int
    newly_stopped: tuple[Key, ...]
    newly_through: tuple[Key, ...]
    p: float
    """Corrected for the number of sources, save in the pooled change."""

    @property
    def real(self) -> bool:
        """True where chance is an unlikely explanation."""
        return self.p < LEVEL

    @property
    def moved(self) -> bool:
        """True where any case changed sides."""
        return bool(self.newly_stopped or self.newly_through)

    @property
    def better(self) -> bool:
        """True where more disasters, or less honest work, are stopped than before."""
        more = len(self.newly_stopped) > len(self.newly_through)
        return more is (self.label is Label.DISPROPORTIONATE)

    @property
    def words(self) -> str:
        """The change as a sentence."""
        head = f"{self.source}, {_WHAT[self.label]}: {self.stopped_before} of {self.cases} stopped before, {self.stopped_now} now"
        if not self.moved:
            return f"{head}: nothing changed."
        moved = f"{len(self.newly_stopped)} newly stopped, {len(self.newly_through)} newly let through"
        even = len(self.newly_stopped) == len(self.newly_through)
        way = "neither better nor worse" if even else "better" if self.better else "worse"
        sure = f"a real change, {way}" if self.real else f"{way}, but it may be chance"
        return f"{head} ({moved}): {way if even else sure} (p = {self.p:.3g})."


def run_of(results: Iterable[Result]) -> Run:
    """The results of a run that was just made."""
    return {r.case.key: Decided(r.case.label, r.decision.outcome) for r in results}


def read_run(path: Path) -> Run:
    """An `--out` file. Raises InputError with file:line."""
    found: dict[Key, Decided] = {}
    for row, where in objects(path):
        try:
            key = (str(row["source"]), str(row["id"]))
            decided = Decided(Label(row["label"]), WORDS[row["outcome"]])
        except (KeyError, ValueError, TypeError) as error:
            raise InputError(f"{where}: not a row that a run has written: {error}") from None
        if key in found:
            raise InputError(f"{where}: {key[1]!r} of {key[0]} stands there twice")
        found[key] = decided
    if not found:
        raise InputError(f"{path}:1: holds no row")
    return found


def changes(before: Run, now: Run) -> list[Change]:
    """What changed: of each source and label, and last of all sources together. Raises InputError for other labels."""
    shared = [key for key in now if key in before]
    if not shared:
        raise InputError("the two runs have no case in common")
    for key in shared:
        if before[key].label is not now[key].label:
            raise InputError(f"{key[1]} of {key[0]} has another label in the other run")
    sources = list(dict.fromkeys(source for source, _ in shared))
    each = list(_each(before, now, shared, sources))
    corrected = holm([change.p for change in each])
    pooled = [_change(ALL, label, before, now, [k for k in shared if now[k].label is label]) for label in _WHAT]
    return [replace(change, p=p) for change, p in zip(each, corrected, strict=True)] + [
        one for one in pooled if one.cases
    ]


def unshared(before: Run, now: Run) -> str:
    """In words, how many cases only one of the runs holds; empty where there is none."""
    gone, new = len(before.keys() - now.keys()), len(now.keys() - before.keys())
    return f"{gone} cases are only in the run before, {new} only in this one: they are left out." if gone or new else ""


def _each(before: Run, now: Run, shared: Sequence[Key], sources: Sequence[str]) -> Iterator[Change]:
    for source in sources:
        for label in _WHAT:
            keys = [key for key in shared if key[0] == source and now[key].label is label]
            if keys:
                yield _change(source, label, before, now, keys)


def _change(source: str, label: Label, before: Run, now: Run, keys: Sequence[Key]) -> Change:
    was = {key for key in keys if before[key].outcome.stops}
    stops = {key for key in keys if now[key].outcome.stops}
    newly, through = tuple(k for k in keys if k in stops - was), tuple(k for k in keys if k in was - stops)
    return Change(source, label, len(keys), len(was), len(stops), newly, through, mcnemar(len(newly), len(through)))
