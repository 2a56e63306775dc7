"""How much may be chance."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.evaluate.chance import bootstrap, holm, mcnemar


@pytest.mark.parametrize(
    ("right", "wrong", "p"),
    [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (1, 9, 0.021484375), (10, 10, 1.0)],
)
def test_mcnemar_is_the_two_sided_binomial_test(right: int, wrong: int, p: float) -> None:
    """1 against 9 is 2 × (1 + 10) / 2¹⁰; five of five are not enough, six of six are."""
    assert mcnemar(right, wrong) == pytest.approx(p)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_does_not_care_which_run_comes_first(right: int, wrong: int) -> None:
    """Symmetric, and equal to the sum of what is at most as likely."""
    n = right + wrong
    exact = sum(comb(n, k) for k in range(n + 1) if comb(n, k) <= comb(n, right)) / 2**n
    assert mcnemar(right, wrong) == mcnemar(wrong, right) == pytest.approx(exact)


def test_holm_corrects_the_smallest_most() -> None:
    """The example with three p values; order is kept, and no larger p gets a smaller correction."""
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert holm([0.9, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def test_rows_of_one_task_are_not_taken_for_many() -> None:
    """Forty rows of two tasks tell less than forty rows of forty tasks."""
    rows = [n < 20 for n in range(40)]
    clustered = bootstrap([(right, right) for right in rows])
    apart = bootstrap(list(enumerate(rows)))
    assert clustered == (0.0, 1.0)
    assert apart is not None
    assert 0.2 < apart[0] < 0.5 < apart[1] < 0.8


def test_the_bootstrap_gives_the_same_interval_each_time() -> None:
    """And none where there is nothing."""
    cases = [(n // 3, n % 4 == 0) for n in range(60)]
    assert bootstrap(cases) == bootstrap(cases)
    assert bootstrap([]) is None
