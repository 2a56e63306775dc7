"""A whole run, as reports are written of it: what it was made with, what came of it, and what it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commensurate.evaluate.bout import Bout
from commensurate.evaluate.compare import ALL, CAVEAT, Change, Run, changes, run_of, unshared
from commensurate.evaluate.cost import Price, by_kind, cost_of, intervals, models
from commensurate.evaluate.report import report, source_figures
from commensurate.evaluate.run import Result
from commensurate.evaluate.session_runs import PlayedRun
from commensurate.evaluate.setup import Setup
from commensurate.evaluate.stability import Stability


@dataclass(frozen=True, slots=True)
class Whole:
    """One run. `before` is the run that it is compared with; `resumed` cases were decided in an earlier sitting;
    `bouts` are what other guards made of the same cases. `agreement` is how far the judge agreed with itself where the
    cases were decided several times, `times` in all.
    """

    setup: Setup
    results: Sequence[Result]
    played: Sequence[PlayedRun] = ()
    seconds: float = 0.0
    before: Run | None = None
    resumed: int = 0
    bouts: Sequence[Bout] = ()
    price: Price | None = None
    agreement: Sequence[Stability] = ()
    times: int = 1

    def document(self) -> dict[str, Any]:
        """The one object of `--json`: its form is report.schema.json."""
        return {**report(self.results, self.setup.judge, self.seconds), "run": self._run()}

    def cost(self) -> dict[str, Any]:
        """What it has cost, as JSON takes it."""
        return cost_of(self.results, self.price).plain()

    def changes(self) -> list[Change]:
        """What changed since the run before; nothing where there is none."""
        return [] if self.before is None else changes(self.before, run_of(self.results))

    def moved(self) -> list[Change]:
        """What changed, all sources together first; sources where nothing did are left out."""
        found = self.changes()
        pooled = [change for change in found if change.source == ALL]
        return pooled + [change for change in found if change.moved and change.source != ALL]

    def disagreeing(self) -> list[Stability]:
        """How far the judge agreed with itself: over all sources, and on those where it did not always."""
        return [one for one in self.agreement if one.source == ALL or one.same < 1 or one.unjudged]

    def comparison(self, *, moved: bool = False) -> list[str]:
        """The changes in words; with `moved`, those of all together first, then of sources where something changed."""
        if self.before is None:
            return []
        left_out = unshared(self.before, run_of(self.results))
        told = [change.words for change in (self.moved() if moved else self.changes())]
        return told + ([left_out] if left_out else []) + [CAVEAT]

    def _run(self) -> dict[str, Any]:
        return {
            **self.setup.plain(),
            "resumed": self.resumed,
            "models": models(self.results),
            "cost": self.cost(),
            "kinds": {kind: source_figures(found) for kind, found in by_kind(self.results).items()},
            "intervals": intervals(self.results),
            "comparison": self.comparison(),
            **({"agreement": {one.source: one.plain(self.times) for one in self.agreement}} if self.agreement else {}),
            **({"against": {bout.peer.name: bout.plain(self.results) for bout in self.bouts}} if self.bouts else {}),
        }
