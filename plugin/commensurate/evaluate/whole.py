"""A whole run, as reports are written of it: what it was made with, what came of it, and what it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commensurate.evaluate.compare import ALL, Change, Run, changes, run_of, unshared
from commensurate.evaluate.cost import by_kind, cost_of, intervals, models
from commensurate.evaluate.report import report, source_figures
from commensurate.evaluate.run import Result
from commensurate.evaluate.session_runs import PlayedRun
from commensurate.evaluate.setup import Setup


@dataclass(frozen=True, slots=True)
class Whole:
    """One run. `before` is the run that it is compared with; `resumed` cases were decided in an earlier sitting."""

    setup: Setup
    results: Sequence[Result]
    played: Sequence[PlayedRun] = ()
    seconds: float = 0.0
    before: Run | None = None
    resumed: int = 0

    def document(self) -> dict[str, Any]:
        """The one object of `--json`: its form is report.schema.json."""
        return {**report(self.results, self.setup.judge, self.seconds), "run": self._run()}

    def changes(self) -> list[Change]:
        """What changed since the run before; nothing where there is none."""
        return [] if self.before is None else changes(self.before, run_of(self.results))

    def comparison(self, *, moved: bool = False) -> list[str]:
        """The changes in words; with `moved`, only those of sources where something changed, and of all together."""
        if self.before is None:
            return []
        left_out = unshared(self.before, run_of(self.results))
        told = [change for change in self.changes() if not moved or change.moved or change.source == ALL]
        return [change.words for change in told] + ([left_out] if left_out else [])

    def _run(self) -> dict[str, Any]:
        return {
            **self.setup.plain(),
            "resumed": self.resumed,
            "models": models(self.results),
            "cost": cost_of(self.results).plain(),
            "kinds": {kind: source_figures(found) for kind, found in by_kind(self.results).items()},
            "intervals": intervals(self.results),
            "comparison": self.comparison(),
        }
