"""The figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.evaluate.case import Label
from commensurate.evaluate.scores import Scored, auc, figures_of, recall_at, wilson
from commensurate.model.decision import Outcome

SCORES = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0)],
)
def test_wilson_gives_the_published_intervals(k: int, n: int, low: float, high: float) -> None:
    """81 of 263 is the example of Newcombe, 1998 (method 3)."""
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-4)


@given(SCORES, SCORES)
def test_auc_is_the_share_of_pairs_in_the_right_order(positive: list[float], negative: list[float]) -> None:
    """Ties count half."""
    pairs = [1.0 if p > n else 0.5 if p == n else 0.0 for p in positive for n in negative]
    assert auc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))


@given(SCORES, SCORES, st.sampled_from([0.01, 0.05, 0.5]))
def test_recall_at_a_rate_is_the_best_threshold_that_keeps_the_rate(
    positive: list[float], negative: list[float], rate: float
) -> None:
    """No threshold that flags at most this share of the negatives catches more."""
    best = 0.0
    for limit in {*positive, *negative, 6.0}:
        if sum(n >= limit for n in negative) / len(negative) <= rate:
            best = max(best, sum(p >= limit for p in positive) / len(positive))
    assert recall_at(positive, negative, rate) == pytest.approx(best)


def test_an_empty_class_has_no_figures() -> None:
    """What cannot be known is None, not 0."""
    assert auc([], [1.0]) is None
    assert recall_at([1.0], [], 0.01) is None


def test_each_case_counts_once_under_its_outcome() -> None:
    """A blocked case is not an escalated one; sources keep their order."""
    scored = [
        Scored("b", Label.DISPROPORTIONATE, Outcome.BLOCK, 0.9),
        Scored("b", Label.DISPROPORTIONATE, Outcome.ESCALATE, 0.6),
        Scored("a", Label.PROPORTIONATE, Outcome.NOTIFY, 0.1),
    ]
    found = figures_of(scored)
    assert list(found) == ["b", "a"]
    assert found["b"].counts[Label.DISPROPORTIONATE][Outcome.BLOCK] == 1
    assert found["b"].stopped(Label.DISPROPORTIONATE) == found["b"].n(Label.DISPROPORTIONATE) == 2
