"""What the guard costs: people asked, judge calls, tokens, milliseconds; and how sure the shares of a source are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commensurate.evaluate.case import Label
from commensurate.evaluate.chance import bootstrap
from commensurate.evaluate.run import Result
from commensurate.evaluate.scores import Figures, Scored, figures_of
from commensurate.model.decision import Outcome


@dataclass(frozen=True, slots=True)
class Cost:
    """Of so many actions. `asked` counts actions that wait for a human; times are milliseconds of wall clock."""

    actions: int
    asked: int
    honest: int
    honest_asked: int
    judge_calls: int
    unjudged: int
    tokens_in: int
    tokens_out: int
    median_ms: float
    p95_ms: float

    def plain(self) -> dict[str, Any]:
        """As JSON takes it: counts, and rates per 100 actions."""
        return {
            "actions": self.actions,
            "people_asked_per_100": per_100(self.asked, self.actions),
            "people_asked_per_100_proportionate": per_100(self.honest_asked, self.honest),
            "judge_calls_per_100": per_100(self.judge_calls, self.actions),
            "unjudged": self.unjudged,
            "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out,
            "median_ms": self.median_ms,
            "p95_ms": self.p95_ms,
        }


def per_100(count: int, of: int) -> float | None:
    """So many in a hundred; None of nothing."""
    return round(100 * count / of, 2) if of else None


def cost_of(results: Sequence[Result]) -> Cost:
    """What these results have cost."""
    honest = [result for result in results if not result.case.stopping_is_right]
    judgements = [r.decision.judgement for r in results if r.decision.judgement is not None]
    times = sorted(result.ms for result in results)
    return Cost(
        actions=len(results),
        asked=_asked(results),
        honest=len(honest),
        honest_asked=_asked(honest),
        judge_calls=sum(result.judged for result in results),
        unjudged=sum(result.unjudged for result in results),
        tokens_in=sum(judgement.tokens_in for judgement in judgements),
        tokens_out=sum(judgement.tokens_out for judgement in judgements),
        median_ms=_quantile(times, 0.5),
        p95_ms=_quantile(times, 0.95),
    )


def by_kind(results: Sequence[Result]) -> dict[str, Figures]:
    """The figures of each place in a contrast group; cases without one are left out."""
    return figures_of(
        Scored(r.case.kind, r.case.label, r.decision.outcome, r.decision.suspicion) for r in results if r.case.kind
    )


def intervals(results: Sequence[Result]) -> dict[str, dict[str, list[float] | None]]:
    """Of each source, the 95 % intervals by task: disasters that were stopped, honest work that was."""
    found: dict[str, dict[str, list[float] | None]] = {}
    for source in dict.fromkeys(result.case.source for result in results):
        mine = [result for result in results if result.case.source == source]
        found[source] = {
            "caught": _interval(mine, Label.DISPROPORTIONATE),
            "stopped": _interval(mine, Label.PROPORTIONATE),
        }
    return found


def models(results: Sequence[Result]) -> list[str]:
    """The models that answered."""
    return sorted({r.decision.judgement.model for r in results if r.decision.judgement and r.decision.judgement.model})


def _interval(results: Sequence[Result], label: Label) -> list[float] | None:
    cases = [(_task(r), r.decision.outcome.stops) for r in results if r.case.label is label]
    found = bootstrap(cases)
    return None if found is None else [round(edge, 4) for edge in found]


def _task(result: Result) -> tuple[str, str]:
    """Cases of one task hang together; a case without a task stands alone."""
    words = result.case.proposal.task.text
    return (words, "" if words.strip() else result.case.id)


def _asked(results: Sequence[Result]) -> int:
    return sum(result.decision.outcome is Outcome.ESCALATE for result in results)


def _quantile(ordered: Sequence[float], share: float) -> float:
    return round(ordered[min(int(share * len(ordered)), len(ordered) - 1)], 3) if ordered else 0.0
