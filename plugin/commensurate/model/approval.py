"""A human's answer to one escalated action: bound to its digest, used once, expiring."""

from dataclasses import dataclass
from enum import StrEnum

from commensurate.model.agent import Grant


class ApprovalState(StrEnum):
    """Where an approval stands."""

    PENDING = "pending"
    GRANTED = "granted"
    DENIED = "denied"
    EXPIRED = "expired"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class Approval:
    """One question to a human about one exact action. Times are seconds since the epoch, UTC."""

    id: str
    digest: str
    session: str
    headline: str
    reason: str
    asked_at: float
    expires_at: float
    state: ApprovalState = ApprovalState.PENDING
    answered_by: str = ""
    answered_at: float | None = None
    note: str = ""
    grant: Grant | None = None
    """What a yes gives, where the question is not about one action but about more than the agent's scope."""
