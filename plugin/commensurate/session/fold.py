"""The sums of a scope after one more decision, or one more report of spend. Pure: the same records give the same sums,
however they are grouped.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis
from commensurate.model.decision import Decision, Outcome
from commensurate.model.effect import BlastRadius, Effect, Operation, ResourceKind, Reversibility
from commensurate.model.frozen import canonical
from commensurate.model.regex import regex
from commensurate.model.session import Moment, Refused, Session, Sums

REMEMBERED = 64
"""Latest acts and refusals that a session keeps."""

DISTINCT = 256
"""Distinct names that are kept by operation and kind. Ceilings lie far below; beyond it the count stands still."""

WEIGHT: Mapping[BlastRadius, int] = {BlastRadius.ONE: 1, BlastRadius.SEVERAL: 10, BlastRadius.ENVIRONMENT: 1_000}
"""What one act adds to the cumulative blast radius, and how many things it is taken to touch where it does not say."""

LOOK = "look"

_CHANGING = regex(r"[0-9a-f]{8,}|\d+")


def fold(session: Session, action: Action, decision: Decision, now: float) -> Session:
    """One more decided act. `now` is in seconds since the epoch."""
    effects = [effect for effect in (decision.analysis.effects if decision.analysis else ()) if effect.changes]
    moment = Moment(now, action.digest, trace(decision.analysis), shape(action), decision.outcome)
    stops = decision.outcome.stops
    counted = replace(
        session,
        actions=session.actions + 1,
        stopped_in_a_row=session.stopped_in_a_row + 1 if stops else 0,
        escalated_in_a_row=session.escalated_in_a_row + 1 if decision.outcome is Outcome.ESCALATE else 0,
        sums=_counted(session.sums, decision, effects, now),
        recent=(*session.recent, moment)[-REMEMBERED:],
    )
    return _refused(counted, action, effects) if stops else _done(counted, decision, now)


def tally(scope: Session, decision: Decision, now: float) -> Session:
    """The sums alone, for a scope that only budgets look at."""
    effects = [effect for effect in (decision.analysis.effects if decision.analysis else ()) if effect.changes]
    return replace(scope, actions=scope.actions + 1, sums=_counted(scope.sums, decision, effects, now))


def spent(session: Session, tokens: int, money: float) -> Session:
    """The host reported spend. Negative reports count as nothing: spend is never given back."""
    sums = session.sums
    more = replace(sums, tokens=sums.tokens + max(0, tokens), money=sums.money + max(0.0, money))
    return replace(session, sums=more)


def granted(session: Session, decision: Decision, now: float) -> Session:
    """A human let an escalated act through: what was counted as refused is done after all."""
    effects = [effect for effect in (decision.analysis.effects if decision.analysis else ()) if effect.changes]
    sums = session.sums
    after = replace(
        session,
        refused=tuple(refused for refused in session.refused if refused.digest != decision.digest),
        stopped_in_a_row=0,
        escalated_in_a_row=0,
        sums=replace(
            sums,
            destructive=sums.destructive + any(destroys(effect) for effect in effects),
            sub_agents=sums.sub_agents + any(spawns(effect) for effect in effects),
        ),
    )
    return _done(after, decision, now)


def things_of(effect: Effect) -> int:
    """How many things an effect touches: what it says, else what its blast radius suggests."""
    return max(1, effect.resource.count or WEIGHT[effect.blast_radius])


def key_of(effect: Effect) -> str:
    """«operation kind environment»."""
    return f"{effect.operation} {effect.resource.kind} {effect.environment}"


def named(effect: Effect) -> str:
    """A short hash of the resource's name: names may be secret, counts are not."""
    return hashlib.sha256(effect.resource.name.lower().encode("utf-8", "replace")).hexdigest()[:10]


def trace(analysis: Analysis | None) -> str:
    """What a session remembers of an act: «send message:analyst», «delete file:a.txt», or «look»."""
    effect = main_effect(analysis)
    return LOOK if effect is None else f"{effect.operation} {effect.resource.kind}:{effect.resource.name[:80]}"


def main_effect(analysis: Analysis | None) -> Effect | None:
    """The gravest of the effects that change something."""
    changing = [effect for effect in analysis.effects if effect.changes] if analysis else []
    return max(changing, key=lambda e: (e.reversibility, e.blast_radius), default=None)


def shape(action: Action) -> str:
    """Equal for calls of one tool that differ in numbers, in what is appended, or in the end of a long text."""
    rough = {key: _rough(value) for key, value in action.arguments.items()}
    return hashlib.sha256(canonical([action.tool, rough]).encode()).hexdigest()[:12]


def _rough(value: object) -> object:
    if isinstance(value, str):
        return " ".join(_CHANGING.sub("#", value.lower()).split()[:8])
    return type(value).__name__ if not isinstance(value, bool) else value


def _counted(sums: Sums, decision: Decision, effects: list[Effect], now: float) -> Sums:
    done = not decision.outcome.stops
    return replace(
        sums,
        acts=sums.acts + 1,
        destructive=sums.destructive + (done and any(destroys(effect) for effect in effects)),
        sub_agents=sums.sub_agents + (done and any(spawns(effect) for effect in effects)),
        escalations=sums.escalations + (decision.outcome is Outcome.ESCALATE),
        since=sums.since or now,
        latest=now,
    )


def destroys(effect: Effect) -> bool:
    """True for what deletes, or cannot be taken back."""
    return effect.operation is Operation.DELETE or effect.reversibility is Reversibility.IRREVERSIBLE


def spawns(effect: Effect) -> bool:
    """True for the start of a sub-agent."""
    return effect.resource.kind is ResourceKind.AGENT and effect.operation in (Operation.CREATE, Operation.EXECUTE)


def _refused(session: Session, action: Action, effects: list[Effect]) -> Session:
    new = tuple(Refused(e.operation, e.resource.kind, e.resource.name[:200], action.digest) for e in effects[:16])
    return replace(session, refused=(*session.refused, *new)[-REMEMBERED:])


def _done(session: Session, decision: Decision, now: float) -> Session:
    acts, things, names = dict(session.acts), dict(session.things), dict(session.names)
    seen, blast, fresh = set(session.seen), session.blast, False
    for effect in decision.analysis.effects if decision.analysis else ():
        seen |= {f"{effect.operation} {effect.resource.kind} {trait}" for trait in (*effect.traits, "-")}
        if not effect.changes:
            continue
        key, group, name = key_of(effect), f"{effect.operation} {effect.resource.kind}", named(effect)
        acts[key] = acts.get(key, 0) + 1
        things[key] = things.get(key, 0) + things_of(effect)
        blast += WEIGHT[effect.blast_radius]
        known = names.get(group, ())
        if name not in known:
            fresh = True
            names[group] = (*known, name)[:DISTINCT]
    return replace(
        session, acts=acts, things=things, names=names, seen=tuple(sorted(seen)), blast=blast,
        progress=now if fresh or not session.progress else session.progress,
    )  # fmt: skip
