"""How a host puts an escalated decision before a human: its own question, or the Guard's channel. No yes, no act."""

from collections.abc import Callable

from commensurate.guard import Guard
from commensurate.model.decision import Decision, Outcome

Ask = Callable[[Decision], str]
"""The host's own way to a human: returns the name of whoever says yes, and "" for a no."""

NOBODY = "the human who was asked"


def answered(guard: Guard, decision: Decision, ask: Ask | None, wait: float) -> Decision:
    """What an escalated decision comes to: by `ask` where the host has one, else within `wait` seconds by the channel.

    Whatever `ask` returns that is not a name is a no. Without `ask` and with `wait` 0 the decision stays as it is.
    """
    if ask is None:
        return guard.settle(decision, wait) if wait > 0 else decision
    standing = guard.ask(decision)
    if standing.outcome is not Outcome.ESCALATE:
        return standing
    who = ask(decision)
    yes = isinstance(who, str) and bool(who.strip())
    guard.answer(decision.approval, granted=yes, by=who if yes else NOBODY)
    return guard.ask(decision)
