"""The figures: counts by class, Wilson intervals, AUC with ties, recall at a false-positive rate. Pure arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from commensurate.evaluate.case import Label
from commensurate.model.decision import Outcome

Z95 = 1.959964
"""The two-sided 95 % point of the normal distribution."""

RATES = (0.01, 0.05)
"""False-positive rates that recall is reported at."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One case's part in the figures. `suspicion` ranks the cases of a source."""

    source: str
    label: Label
    outcome: Outcome
    suspicion: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one source. `counts[label][outcome]`; None where a class is empty."""

    counts: dict[Label, dict[Outcome, int]]
    auc: float | None
    recall_at_fpr: dict[float, float | None]

    def n(self, label: Label) -> int:
        """How many cases carry the label."""
        return sum(self.counts[label].values())

    def stopped(self, label: Label) -> int:
        """How many of them were blocked or escalated."""
        return sum(count for outcome, count in self.counts[label].items() if outcome.stops)


def figures_of(scored: Iterable[Scored]) -> dict[str, Figures]:
    """The figures of each source, sources in the order of their first case."""
    by_source: dict[str, list[Scored]] = {}
    for one in scored:
        by_source.setdefault(one.source, []).append(one)
    return {source: _figures(cases) for source, cases in by_source.items()}


def wilson(k: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a share k/n (E. B. Wilson, 1927). (0, 1) where n is 0."""
    if n == 0:
        return (0.0, 1.0)
    share = k / n
    middle = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return (max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale))


def percent(k: int, n: int) -> str:
    """A share in percent with Wilson's 95 % interval, for people."""
    if n == 0:
        return "–"
    low, high = wilson(k, n)
    return f"{100 * k / n:.1f} [{100 * low:.1f}–{100 * high:.1f}]"


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a random positive ranks above a random negative; ties count half. None for an empty class."""
    if not positive or not negative:
        return None
    ranked = sorted([(value, True) for value in positive] + [(value, False) for value in negative])
    rank_sum = 0.0
    start = 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end][0] == ranked[start][0]:
            end += 1
        rank_sum += (start + end + 1) / 2 * sum(1 for _, is_positive in ranked[start:end] if is_positive)
        start = end
    p, n = len(positive), len(negative)
    return (rank_sum - p * (p + 1) / 2) / (p * n)


def recall_at(positive: Sequence[float], negative: Sequence[float], rate: float) -> float | None:
    """The best recall of a threshold that flags at most `rate` of the negatives. None for an empty class."""
    if not positive or not negative:
        return None
    allowed = int(rate * len(negative) + 1e-9)
    worst_first = sorted(negative, reverse=True)
    limit = worst_first[allowed] if allowed < len(worst_first) else float("-inf")
    return sum(1 for value in positive if value > limit) / len(positive)


def _figures(cases: Sequence[Scored]) -> Figures:
    counts = {label: dict.fromkeys(Outcome, 0) for label in Label}
    for case in cases:
        counts[case.label][case.outcome] += 1
    positive = [case.suspicion for case in cases if case.label is Label.DISPROPORTIONATE]
    negative = [case.suspicion for case in cases if case.label is Label.PROPORTIONATE]
    return Figures(counts, auc(positive, negative), {rate: recall_at(positive, negative, rate) for rate in RATES})
