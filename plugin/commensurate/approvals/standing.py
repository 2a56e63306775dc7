"""What a decision becomes by something outside the action: a human's answer, a halt, a log that is full. Pure."""

from dataclasses import replace

from commensurate.model.action import Action
from commensurate.model.approval import Approval, ApprovalState
from commensurate.model.decision import Decision, Outcome, Voice
from commensurate.model.effect import Trait

_STOPPED = {
    ApprovalState.DENIED: "{who} said no{note}.",
    ApprovalState.EXPIRED: "Nobody said yes in time.",
    ApprovalState.SPENT: "The approval covered one call, and was used already.",
}
_HEADS = {Outcome.BLOCK: "Blocked", Outcome.ESCALATE: "Stopped until a human agrees", Outcome.NOTIFY: "Noted"}


def settled(decision: Decision, approval: Approval, *, spent_now: bool = False) -> Decision:
    """PENDING leaves it escalated; a yes that was spent just now lets it through; everything else stops it."""
    if approval.state is ApprovalState.PENDING:
        return replace(decision, approval=approval.id)
    note = f" ({approval.note})" if approval.note else ""
    who = approval.answered_by or "A human"
    if spent_now:
        return spoken(decision, Outcome.ALLOW, "human", f"{who} said yes{note}.")
    return stopped(
        decision, "human", _STOPPED.get(approval.state, "It was not let through.").format(who=who, note=note)
    )


def halted(decision: Decision, reason: str) -> Decision:
    """The kill switch outranks everything."""
    return stopped(decision, "halt", f"Halted: {reason}")


def is_halted(decision: Decision) -> bool:
    """True where the kill switch spoke, and the action itself was not the reason."""
    return any(voice.source == "halt" for voice in decision.voices)


def unlogged(decision: Decision, failure: str) -> Decision:
    """What the log cannot take is not done, save where all that it does is proven to be looking, and at no secret."""
    seen = decision.analysis
    secret = seen is not None and any(Trait.SECRET in effect.traits for effect in seen.effects)
    looks = seen is not None and seen.proven_read_only and not secret and not decision.outcome.stops
    return spoken(decision, Outcome.NOTIFY if looks else Outcome.BLOCK, "store", failure)


def stopped(decision: Decision, source: str, reason: str) -> Decision:
    """The decision at BLOCK, for a reason that lies outside the action."""
    return spoken(decision, Outcome.BLOCK, source, reason)


def spoken(decision: Decision, outcome: Outcome, source: str, reason: str) -> Decision:
    """The decision with one more voice, which has the last word. A reason that lay inside the action stays in view."""
    before = f" {decision.reason}" if outcome.stops and decision.reason else ""
    return replace(
        decision,
        outcome=outcome,
        reason=f"{reason}{before}",
        headline=decision.headline if outcome is Outcome.ESCALATE else "",
        voices=(*decision.voices, Voice(source, outcome, reason)),
    )


def blank(action: Action) -> Decision:
    """A decision about an action that nothing was read of yet. Whoever makes one gives it a voice."""
    return Decision(Outcome.BLOCK, "", action.digest, suspicion=1.0, session=action.session, agent=action.agent)


def message(decision: Decision) -> str:
    """What a host tells the agent: the outcome, the reason, and what would have been in proportion."""
    instead = f" In proportion would be: {decision.instead}" if decision.instead else ""
    return f"{_HEADS.get(decision.outcome, 'Allowed')}: {decision.reason}{instead}"
