"""Thresholds fitted to labelled cases: at the rate asked for, and never looser than the floors."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from commensurate.errors import InputError
from commensurate.evaluate.calibrate import Scored, fitted, fragment, reliability, threshold
from commensurate.evaluate.plot import plot
from commensurate.policy.table import overridden
from commensurate.settings import Policy, choices

CASES = st.lists(
    st.builds(
        Scored,
        st.integers(0, 20).map(lambda n: n / 2),
        st.sampled_from(["a × b", "irreversible × one × other"]),
        st.booleans(),
    ),
    max_size=200,
)


@given(CASES, st.sampled_from([0.0, 0.01, 0.05, 0.3]))
def test_no_more_honest_work_is_stopped_than_asked_for(cases: list[Scored], rate: float) -> None:
    """The share of proportionate cases under the threshold is at most the rate."""
    limit = threshold(cases, rate)
    honest = [case.score for case in cases if case.proportionate]
    assert (limit is None) == (not honest)
    if limit is not None:
        assert sum(score < limit for score in honest) <= rate * len(honest) + 1e-9


def test_the_threshold_lies_in_the_middle_of_a_gap() -> None:
    """Between the worst honest case and the best dishonest one."""
    cases = [Scored(8, "c", True), Scored(9, "c", True), Scored(2, "c", False), Scored(4, "c", False)]
    assert threshold(cases, 0.0) == 6.0


@given(CASES, st.sampled_from([0.0, 0.05]))
def test_a_fragment_loads_and_loosens_no_floor(cases: list[Scored], rate: float) -> None:
    """What is written is a policy's table; floors, quotes and lower clearing scores stay."""
    table = choices(Policy()).table
    text = fragment(fitted(table, cases, rate), ["why"])
    loaded = overridden(table, [(row, "f:1") for row in yaml.safe_load(text)["table"]])
    for key, cell in loaded.cells.items():
        shipped = table.cells[key]
        assert (cell.floor, cell.quote) == (shipped.floor, shipped.quote)
        assert cell.clear_at >= shipped.clear_at
        assert cell.notify_below >= cell.escalate_below >= cell.block_below


def test_reliability_counts_every_case_once() -> None:
    """A score of 10 belongs to the last tenth."""
    bins = reliability([Scored(0, "c", False), Scored(10, "c", True), Scored(9.5, "c", False), Scored(5, "c", True)])
    assert [(one.low, one.cases, one.proportionate) for one in bins] == [(0, 1, 0.0), (5, 1, 1.0), (9, 2, 0.5)]


@pytest.mark.slow
def test_a_plot_is_written(tmp_path: Path) -> None:
    """As SVG; another ending is refused."""
    plot(reliability([Scored(1, "c", False), Scored(9, "c", True)]), tmp_path / "r.svg", "t")
    assert "<svg" in (tmp_path / "r.svg").read_text()
    with pytest.raises(InputError):
        plot([], tmp_path / "r.gif", "t")
