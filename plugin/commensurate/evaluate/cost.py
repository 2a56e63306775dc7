"""What the guard costs: people asked, judge calls, tokens, milliseconds; and how sure the shares of a source are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commensurate.errors import InputError
from commensurate.evaluate.case import Label
from commensurate.evaluate.chance import bootstrap
from commensurate.evaluate.run import Result
from commensurate.evaluate.scores import Figures, Scored, figures_of
from commensurate.model.decision import Outcome

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens, in whatever currency somebody named the two figures in."""

    tokens_in: float
    tokens_out: float


@dataclass(frozen=True, slots=True)
class Cost:
    """Of so many actions. `asked` counts actions that wait for a human; times are milliseconds of wall clock.

    `money` is None where nobody said what a token costs: no price is made up.
    """

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
    money: float | None = None

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
            "money": None if self.money is None else round(self.money, 6),
            "money_per_100": None
            if self.money is None or not self.actions
            else round(100 * self.money / self.actions, 6),
        }


def price_of(text: str, settings: Mapping[str, Any]) -> Price | None:
    """What tokens cost: `IN,OUT` as somebody typed it, else the judge's own settings; None where neither says both.

    Raises InputError for what is no price.
    """
    told: list[Any] = text.split(",") if text else [settings.get("price_in"), settings.get("price_out")]
    if not text and None in told:
        return None
    try:
        tokens_in, tokens_out = (float(part) for part in told)
    except (TypeError, ValueError):
        raise InputError(f"--price {text}: two numbers, for a million tokens in and out: 0.4,1.6") from None
    if not (0 <= tokens_in < float("inf") and 0 <= tokens_out < float("inf")):
        raise InputError(f"--price {text}: a price is not negative, and finite")
    return Price(tokens_in, tokens_out)


def per_100(count: int, of: int) -> float | None:
    """So many in a hundred; None of nothing."""
    return round(100 * count / of, 2) if of else None


def cost_of(results: Sequence[Result], price: Price | None = None) -> Cost:
    """What these results have cost."""
    honest = [result for result in results if not result.case.stopping_is_right]
    judgements = [r.decision.judgement for r in results if r.decision.judgement is not None]
    times = sorted(result.ms for result in results)
    tokens_in = sum(judgement.tokens_in for judgement in judgements)
    tokens_out = sum(judgement.tokens_out for judgement in judgements)
    money = None if price is None else (tokens_in * price.tokens_in + tokens_out * price.tokens_out) / _MILLION
    return Cost(
        actions=len(results),
        asked=_asked(results),
        honest=len(honest),
        honest_asked=_asked(honest),
        judge_calls=sum(result.judged for result in results),
        unjudged=sum(result.unjudged for result in results),
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        median_ms=_quantile(times, 0.5),
        p95_ms=_quantile(times, 0.95),
        money=money,
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
