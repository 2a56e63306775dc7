"""Where an approval goes from where it stands: (state, what happened) -> state, as a table. Pure.

What is not in the table cannot happen. Denied, expired and spent are final: a human's no, an answer that came too
late and a yes that was used are never undone. A new call needs a new approval.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from commensurate.errors import InputError
from commensurate.model.approval import Approval, ApprovalState


class Happening(StrEnum):
    """What can happen to an approval."""

    GRANT = "grant"
    """A human said yes."""
    DENY = "deny"
    """A human said no."""
    SPEND = "spend"
    """The approved action is let through, once."""
    EXPIRE = "expire"
    """Its time ran out, or whoever waited for it has gone."""


TABLE: Mapping[tuple[ApprovalState, Happening], ApprovalState] = {
    (ApprovalState.PENDING, Happening.GRANT): ApprovalState.GRANTED,
    (ApprovalState.PENDING, Happening.DENY): ApprovalState.DENIED,
    (ApprovalState.PENDING, Happening.EXPIRE): ApprovalState.EXPIRED,
    (ApprovalState.GRANTED, Happening.SPEND): ApprovalState.SPENT,
    (ApprovalState.GRANTED, Happening.DENY): ApprovalState.DENIED,
    (ApprovalState.GRANTED, Happening.EXPIRE): ApprovalState.EXPIRED,
}
"""All that is possible. A yes may be taken back until it is used."""

FINAL = frozenset(state for state in ApprovalState if not any(before is state for before, _ in TABLE))
"""The states that nothing leads out of."""


def advance(approval: Approval, happening: Happening) -> Approval:
    """The approval after what happened. Raises InputError for what the table does not know."""
    state = TABLE.get((approval.state, happening))
    if state is None:
        raise InputError(f"approval {approval.id} is {approval.state}: {happening} is not possible any more")
    return replace(approval, state=state)


def aged(approval: Approval, now: float) -> Approval:
    """The approval at this time: expired where its time has run out, or where the time cannot be told."""
    open_still = (approval.state, Happening.EXPIRE) in TABLE
    return advance(approval, Happening.EXPIRE) if open_still and not now < approval.expires_at else approval
