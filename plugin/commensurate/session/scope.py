"""What an agent may touch: what its mandate and those above it all allow. Closed environments."""

from fnmatch import fnmatchcase

from commensurate.model.agent import Grant, Mandate, Scope
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.decision import Outcome
from commensurate.model.effect import Effect, Operation, Trait
from commensurate.model.finding import Finding
from commensurate.model.situation import Situation

OUTSIDE = "scope.outside"
"""The finding about an act outside the agent's scope. No judge lifts it; a grant does."""

UNSEEN = "scope.unseen"
"""The finding about an act that may do more than could be seen."""

_ASK = "Request an escalation for this task: a human can grant these operations on these things for a while."


def permits(scope: Scope, effect: Effect) -> bool:
    """True where the scope covers the effect."""
    target = f"{effect.resource.kind}:{effect.resource.name}".lower()
    return (
        effect.operation in scope.operations
        and effect.environment in scope.environments
        and effect.blast_radius <= scope.ceiling
        and any(fnmatchcase(target, pattern.lower()) for pattern in scope.resources)
    )


def outside_scope(situation: Situation, analysis: Analysis) -> tuple[Finding, ...]:
    """What lies outside, and what to ask for. Nothing where scopes are not enforced.

    Of an act that was not seen whole, what was seen says nothing of the rest: only a mandate without limits covers it,
    save that who may execute may run the project's own builds and tests.
    """
    for mandate in situation.mandates or ():
        lacking = next((effect for effect in analysis.effects if not _covers(mandate, effect)), None)
        if lacking is not None:
            what = f"{lacking.operation} {lacking.resource.kind} {lacking.resource.name!r} in {lacking.environment}"
            reason = f"Outside of what {_who(mandate, situation)} may do: {what}."
            return (Finding(OUTSIDE, Outcome.ESCALATE, reason, _ASK, lacking.evidence),)
    for mandate in situation.mandates or ():
        if not _seen(analysis) and not _unlimited(mandate):
            why = analysis.notes[0] if analysis.notes else "a part of it is not in view"
            reason = f"It may do more than {_who(mandate, situation)} is allowed to: {why}."
            return (Finding(UNSEEN, Outcome.ESCALATE, reason, _ASK),)
    return ()


def grants_used(situation: Situation, analysis: Analysis) -> tuple[Grant, ...]:
    """The grants that the act at hand needs: of each mandate, one for each effect that only a grant covers."""
    used = {
        grant.id: grant
        for mandate in situation.mandates or ()
        for effect in analysis.effects
        if not permits(mandate.scope, effect)
        for grant in [g for g in mandate.grants if permits(g.scope, effect)][:1]
    }
    for mandate in situation.mandates or ():
        if not _seen(analysis) and not mandate.scope.everything:
            used.update({grant.id: grant for grant in [g for g in mandate.grants if g.scope.everything][:1]})
    return tuple(used.values())


def in_closed(situation: Situation, analysis: Analysis) -> tuple[Finding, ...]:
    """Changes to an environment that is closed now, and what may be one. A proven look is always open."""
    opaque = analysis.coverage is Coverage.OPAQUE
    changing = [effect for effect in analysis.effects if effect.changes or opaque]
    return tuple(
        Finding(
            "calendar.closed", closed.outcome, closed.reason, "Wait until it is open, or ask a human.", effect.evidence
        )
        for closed in situation.closed
        for effect in changing[:64]
        if effect.environment is closed.environment
    )[:1]


def holds(grant: Grant, runs: tuple[str, ...], now: float) -> bool:
    """True where a grant is open for a run, or one above it, at this time."""
    return grant.uses > 0 and now < grant.expires_at and grant.session in ("", *runs)


def _seen(analysis: Analysis) -> bool:
    """True where all was seen, or where what was not is a program of the project that is run for its own sake."""
    runs = [effect for effect in analysis.effects if effect.operation is Operation.EXECUTE]
    known = bool(runs) and not any(Trait.OPAQUE in effect.traits for effect in analysis.effects)
    return analysis.coverage is Coverage.FULL or (analysis.coverage is Coverage.PARTIAL and known)


def _covers(mandate: Mandate, effect: Effect) -> bool:
    return permits(mandate.scope, effect) or any(permits(grant.scope, effect) for grant in mandate.grants)


def _unlimited(mandate: Mandate) -> bool:
    return mandate.scope.everything or any(grant.scope.everything for grant in mandate.grants)


def _who(mandate: Mandate, situation: Situation) -> str:
    """The agent itself, or the one above it whose mandate it cannot go beyond."""
    own = bool(situation.mandates) and mandate is (situation.mandates or (mandate,))[0]
    return "this agent" if own else f"{mandate.agent!r}, which this agent works for,"
