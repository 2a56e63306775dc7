"""How long and how much: the limits of a guard."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much. Seconds and characters.

    `judge_seconds` bounds one judgement even where the judge itself hangs; None trusts the judge's own deadline.
    """

    approval_seconds: float = 600.0
    poll_seconds: float = 0.05
    judge_seconds: float | None = None
    largest: int = 8 * 1024 * 1024
    """Characters of all texts in the arguments together. A larger action goes to a human unread."""
