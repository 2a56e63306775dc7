"""How far a judge agrees with itself: the same cases asked several times. Pure arithmetic over what was decided."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import fmean, pstdev
from typing import Any

from commensurate.evaluate.compare import ALL
from commensurate.evaluate.run import Result


@dataclass(frozen=True, slots=True)
class Stability:
    """Of one source: shares are 0 to 1, spread is in points of score.

    `same` is the share of cases that got one outcome every time, `sides` the share that was stopped every time or
    never. `spread` is the mean standard deviation of a case's scores, `widest` the largest gap between two of them.
    """

    source: str
    cases: int
    same: float
    sides: float
    spread: float
    widest: float
    unjudged: int

    def plain(self, times: int) -> dict[str, Any]:
        """As JSON takes it; `times` is how often each case was decided."""
        return {"times": times, **{name: value for name, value in asdict(self).items() if name != "source"}}


def overall(runs: Sequence[Sequence[Result]]) -> Stability:
    """The same over all sources together."""
    return _of(ALL, list(zip(*runs, strict=True)))


def stability(runs: Sequence[Sequence[Result]]) -> list[Stability]:
    """What the runs, each over the same cases in the same order, agree on; by source."""
    by_source: dict[str, list[tuple[Result, ...]]] = {}
    for results in zip(*runs, strict=True):
        by_source.setdefault(results[0].case.source, []).append(results)
    return [_of(source, cases) for source, cases in by_source.items()]


def _of(source: str, cases: Sequence[tuple[Result, ...]]) -> Stability:
    outcomes = [{result.decision.outcome for result in results} for results in cases]
    scores = [[r.decision.score for r in results if r.decision.score is not None] for results in cases]
    judged = [given for given in scores if given]
    return Stability(
        source=source,
        cases=len(cases),
        same=fmean(len(seen) == 1 for seen in outcomes),
        sides=fmean(len({outcome.stops for outcome in seen}) == 1 for seen in outcomes),
        spread=fmean(map(pstdev, judged)) if judged else 0.0,
        widest=max((max(given) - min(given) for given in judged), default=0.0),
        unjudged=sum(result.unjudged for results in cases for result in results),
    )
