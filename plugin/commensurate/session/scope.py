"""What an agent may touch: its scope and those above it, and what a human granted on top. Closed environments."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from commensurate.model.agent import Grant, Scope
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.decision import Outcome
from commensurate.model.effect import Effect
from commensurate.model.finding import Finding
from commensurate.model.situation import Situation

OUTSIDE = "scope.outside"
"""The finding about an act outside the agent's scope. No judge lifts it; a grant does."""

UNSEEN = "scope.unseen"
"""The finding about an act that may do more than could be seen."""


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
    """What lies outside, and what to ask for. Nothing where scopes are not enforced."""
    if situation.scopes is None:
        return ()
    found = []
    lacking = [effect for effect in analysis.effects if not _covered(effect, situation)]
    if lacking:
        effect = lacking[0]
        what = f"{effect.operation} {effect.resource.kind} {effect.resource.name!r} in {effect.environment}"
        reason = f"Outside of what this agent may do: {what}."
        ask = "Request an escalation for this task: a human can grant these operations on these things for a while."
        found.append(Finding(OUTSIDE, Outcome.ESCALATE, reason, ask, effect.evidence))
    if analysis.coverage is Coverage.OPAQUE and not lacking:
        why = analysis.notes[0] if analysis.notes else "it is not in view"
        found.append(Finding(UNSEEN, Outcome.ESCALATE, f"It may do more than this agent is allowed to: {why}."))
    return tuple(found)


def grants_used(situation: Situation, analysis: Analysis) -> tuple[Grant, ...]:
    """The grants that the act at hand needs: one for each effect that only a grant covers."""
    if situation.scopes is None:
        return ()
    used = {
        grant.id: grant
        for effect in analysis.effects
        if not all(permits(scope, effect) for scope in situation.scopes)
        for grant in _first(g for g in situation.grants if _open(g, situation) and permits(g.scope, effect))
    }
    return tuple(used.values())


def in_closed(situation: Situation, analysis: Analysis) -> tuple[Finding, ...]:
    """Changes to an environment that is closed now. A proven look is always open."""
    changing = [effect for effect in analysis.effects if effect.changes]
    return tuple(
        Finding(
            "calendar.closed", closed.outcome, closed.reason, "Wait until it is open, or ask a human.", effect.evidence
        )
        for closed in situation.closed
        for effect in changing[:64]
        if effect.environment is closed.environment
    )[:1]


def _covered(effect: Effect, situation: Situation) -> bool:
    if all(permits(scope, effect) for scope in situation.scopes or ()):
        return True
    return any(_open(grant, situation) and permits(grant.scope, effect) for grant in situation.grants)


def _open(grant: Grant, situation: Situation) -> bool:
    return grant.uses > 0 and grant.expires_at > situation.now and grant.session in ("", situation.session.id)


def _first(grants: Iterable[Grant]) -> list[Grant]:
    return list(grants)[:1]
