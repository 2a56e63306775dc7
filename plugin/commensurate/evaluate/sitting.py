"""One sitting of a run: what was decided before stands, the rest is decided and kept as it comes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from commensurate.evaluate.case import Labelled
from commensurate.evaluate.kept import Kept, resume
from commensurate.evaluate.run import Result, run
from commensurate.evaluate.session_runs import SessionRun, play
from commensurate.evaluate.setup import Setup
from commensurate.evaluate.whole import Whole
from commensurate.flow import Choices
from commensurate.ports import Judge

Shown: TypeAlias = Callable[[Iterable[Result], int, Collection[Result]], Iterator[Result]]
"""Hands results on while it shows them: the results, how many there will be, those of an earlier sitting."""


@dataclass(frozen=True, slots=True)
class Suite:
    """What a run is about."""

    cases: Sequence[Labelled]
    runs: Sequence[SessionRun] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run is kept; `resumed` where what stands there already is not to be decided again."""

    file: Path | None = None
    resumed: bool = False


def sit(
    suite: Suite, choices: Choices, judge: Judge | None, setup: Setup, *, place: Place, threads: int, shown: Shown
) -> Whole:
    """Decide what is not decided yet. Runs of sessions are short and are played anew. Raises InputError."""
    start = perf_counter()
    known = resume(place.file, setup, suite.cases) if place.file is not None and place.resumed else {}
    resumed = len(known)
    kept = None if place.file is None else Kept(place.file, setup, known.values())
    fresh = run((case for case in suite.cases if case.key not in known), choices, judge, threads)
    for result in shown(fresh, len(suite.cases), list(known.values())):
        known[result.case.key] = result
        if kept is not None:
            kept.add(result)
    played = [play(one, choices, judge) for one in suite.runs]
    results = [known[case.key] for case in suite.cases] + [one.result() for one in played]
    if kept is not None:
        kept.finish(results)
    return Whole(setup, results, played, perf_counter() - start, resumed=resumed)
