"""The approval's table, held against every pair of state and happening."""

import itertools

import pytest

from commensurate.approvals.machine import FINAL, TABLE, Happening, advance, aged
from commensurate.errors import InputError
from commensurate.model.approval import Approval, ApprovalState


def standing(state: ApprovalState) -> Approval:
    return Approval("a", "d", "s", "May it?", "why", 0.0, 60.0, state)


@pytest.mark.parametrize(("state", "happening"), list(itertools.product(ApprovalState, Happening)))
def test_what_the_table_does_not_know_cannot_happen(state: ApprovalState, happening: Happening) -> None:
    """Every pair either leads where the table says, or is refused."""
    if (state, happening) in TABLE:
        assert advance(standing(state), happening).state is TABLE[state, happening]
    else:
        with pytest.raises(InputError, match=f"a is {state}"):
            advance(standing(state), happening)


def test_denied_expired_and_spent_are_final() -> None:
    """A no is never undone, and a yes is used once."""
    assert frozenset({ApprovalState.DENIED, ApprovalState.EXPIRED, ApprovalState.SPENT}) == FINAL


def test_only_a_grant_leads_to_being_spent() -> None:
    """Nothing runs on a question that nobody answered."""
    assert [pair for pair, state in TABLE.items() if state is ApprovalState.SPENT] == [
        (ApprovalState.GRANTED, Happening.SPEND)
    ]


@pytest.mark.parametrize("now", [60.0, 61.0, float("inf"), float("nan")])
@pytest.mark.parametrize("state", [ApprovalState.PENDING, ApprovalState.GRANTED])
def test_time_runs_out_for_whatever_is_open(state: ApprovalState, now: float) -> None:
    """Also where the time cannot be told."""
    assert aged(standing(state), now).state is ApprovalState.EXPIRED
    assert aged(standing(state), 59.9).state is state


@pytest.mark.parametrize("state", sorted(FINAL))
def test_time_changes_nothing_that_is_final(state: ApprovalState) -> None:
    """A denied approval stays denied."""
    assert aged(standing(state), 1e12).state is state
