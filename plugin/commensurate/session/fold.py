"""The sums of a scope after one more decision, or one more report of spend. Pure: the same records give the same sums,
however they are grouped.
"""

import hashlib
from collections.abc import Mapping, Sequence
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
_WRITTEN = frozenset({ResourceKind.FILE, ResourceKind.CODE, ResourceKind.DOCUMENT})
_TALK = frozenset({Operation.SEND, Operation.PAY})
"""Other words to the same party are nothing new."""


def fold(session: Session, action: Action, decision: Decision, now: float) -> Session:
    """One more decided act. `now` is in seconds since the epoch."""
    effects = changes(decision)
    moment = Moment(now, action.digest, trace(decision.analysis), shape(action), decision.outcome, decision.call)
    stops = decision.outcome.stops
    counted = replace(
        session,
        agent=session.agent or action.agent,
        actions=session.actions + 1,
        stopped_in_a_row=_streak(session.stopped_in_a_row, counts=stops, ends=bool(effects) and not stops),
        escalated_in_a_row=_streak(
            session.escalated_in_a_row, counts=decision.outcome is Outcome.ESCALATE, ends=bool(effects)
        ),
        sums=_counted(session.sums, decision, effects, now),
        recent=(*session.recent, moment)[-REMEMBERED:],
    )
    if stops:
        return _refused(counted, action, effects)
    return _done(counted, decision, now, new=is_new(session, action, effects))


def tally(scope: Session, decision: Decision, now: float) -> Session:
    """The sums alone, for a scope that only budgets look at."""
    return replace(scope, actions=scope.actions + 1, sums=_counted(scope.sums, decision, changes(decision), now))


def spent(session: Session, tokens: int, money: float) -> Session:
    """The host reported spend. Negative reports count as nothing: spend is never given back."""
    sums = session.sums
    more = replace(sums, tokens=sums.tokens + max(0, tokens), money=sums.money + max(0.0, money))
    return replace(session, sums=more)


def granted(session: Session, decision: Decision, now: float) -> Session:
    """A human let an escalated act through: what was counted as refused is done after all."""
    after = replace(
        session,
        refused=tuple(refused for refused in session.refused if refused.digest != decision.digest),
        denied=tuple(denied for denied in session.denied if denied.digest != decision.digest),
        stopped_in_a_row=0,
        escalated_in_a_row=0,
    )
    return _done(granted_sums(after, decision), decision, now, new=True)


def denied(session: Session, digest: str) -> Session:
    """A human said no to an escalated act: what it would have done is kept apart from other refusals."""
    no = tuple(refused for refused in session.refused if refused.digest == digest)
    rest = tuple(refused for refused in session.refused if refused.digest != digest)
    return replace(session, refused=rest, denied=(*session.denied, *no)[-REMEMBERED:]) if no else session


def granted_sums(scope: Session, decision: Decision) -> Session:
    """The same, for a scope that only budgets look at."""
    return replace(scope, sums=_with_done(scope.sums, changes(decision)))


def heard(session: Session, messages: int) -> Session:
    """The human wrote more: refusals in a row begin anew, since they may be answered by that. All else stays.

    Loops go on counting: some hosts hand over as a human's what another agent wrote.
    """
    if messages <= session.said:
        return session
    return replace(session, stopped_in_a_row=0, escalated_in_a_row=0, said=messages)


def resumed(session: Session, now: float) -> Session:
    """A human let a halted run go on: what rules count begins anew. What was refused, and used up of a budget, stays."""
    fresh = Session(session.id)
    begun = replace(session, acts=fresh.acts, things=fresh.things, names=fresh.names, blast=fresh.blast)
    progress = now if session.progress else session.progress
    return replace(begun, stopped_in_a_row=0, escalated_in_a_row=0, resumed=now, progress=progress, idle=0)


def things_of(effect: Effect) -> int:
    """How many things an effect touches: what it says, else what its blast radius suggests."""
    return max(1, effect.resource.count or WEIGHT[effect.blast_radius])


def key_of(effect: Effect) -> str:
    """«operation kind environment»."""
    return f"{effect.operation} {effect.resource.kind} {effect.environment}"


def group_of(effect: Effect) -> str:
    """«operation kind»: what distinct names are kept by."""
    return f"{effect.operation} {effect.resource.kind}"


def named(effect: Effect) -> str:
    """A short hash of the resource's name: names may be secret, counts are not."""
    return hashlib.sha256(effect.resource.name.lower().encode("utf-8", "replace")).hexdigest()[:10]


def done_before(session: Session, effect: Effect) -> bool:
    """True where the run did the same to the same thing before."""
    return named(effect) in session.names.get(group_of(effect), ())


def trace(analysis: Analysis | None) -> str:
    """What a session remembers of an act: «send message:analyst», «delete file:a.txt», or «look»."""
    effect = main_effect(analysis)
    return LOOK if effect is None else f"{effect.operation} {effect.resource.kind}:{effect.resource.name[:80]}"


def main_effect(analysis: Analysis | None) -> Effect | None:
    """The gravest of the effects that change something."""
    changing = [effect for effect in analysis.effects if effect.changes] if analysis else []
    return max(changing, key=lambda e: (e.reversibility, e.blast_radius), default=None)


def changes(decision: Decision) -> list[Effect]:
    """The effects that change something."""
    return [effect for effect in (decision.analysis.effects if decision.analysis else ()) if effect.changes]


def shape(action: Action) -> str:
    """Equal for calls of one tool that differ in numbers, in what is appended, or in the end of a long text."""
    rough = {key: _rough(value) for key, value in action.arguments.items()}
    return hashlib.sha256(canonical([action.tool, rough]).encode()).hexdigest()[:12]


def _rough(value: object) -> object:
    if isinstance(value, str):
        return " ".join(_CHANGING.sub("#", value.lower()).split()[:8])
    return type(value).__name__ if not isinstance(value, bool) else value


def _streak(length: int, *, counts: bool, ends: bool) -> int:
    """What neither counts nor ends it leaves it as it is: a look between two refusals makes them no fewer."""
    return length + 1 if counts else 0 if ends else length


def _counted(sums: Sums, decision: Decision, effects: list[Effect], now: float) -> Sums:
    done = sums if decision.outcome.stops else _with_done(sums, effects)
    return replace(
        done,
        acts=sums.acts + 1,
        escalations=sums.escalations + (decision.outcome is Outcome.ESCALATE),
        since=sums.since or now,
        latest=now,
    )


def _with_done(sums: Sums, effects: list[Effect]) -> Sums:
    return replace(
        sums,
        destructive=sums.destructive + any(destroys(effect) for effect in effects),
        sub_agents=sums.sub_agents + any(spawns(effect) for effect in effects),
    )


def destroys(effect: Effect) -> bool:
    """True for what deletes, or cannot be taken back."""
    return effect.operation is Operation.DELETE or effect.reversibility is Reversibility.IRREVERSIBLE


def spawns(effect: Effect) -> bool:
    """True for the start of a sub-agent."""
    return effect.resource.kind is ResourceKind.AGENT and effect.operation in (Operation.CREATE, Operation.EXECUTE)


def is_new(session: Session, action: Action, effects: Sequence[Effect]) -> bool:
    """True where a thing is touched that was not touched before, or touched in a way that is not one of the latest."""
    if any(not done_before(session, effect) for effect in effects):
        return True
    lasting = [e for e in effects if e.operation not in _TALK and e.resource.kind is not ResourceKind.AGENT]
    if not lasting:
        return False
    rewritten = any(e.resource.kind in _WRITTEN and e.operation is not Operation.EXECUTE for e in lasting)
    this = shape(action)
    return all(m.shape != this or (rewritten and m.digest != action.digest) for m in session.recent)


def _refused(session: Session, action: Action, effects: list[Effect]) -> Session:
    new = tuple(
        Refused(e.operation, e.resource.kind, e.resource.name[:200], action.digest, session.said) for e in effects[:16]
    )
    return replace(session, refused=(*session.refused, *new)[-REMEMBERED:])


def _done(session: Session, decision: Decision, now: float, *, new: bool) -> Session:
    acts, things, names = dict(session.acts), dict(session.things), dict(session.names)
    seen, blast, changed = set(session.seen), session.blast, False
    for effect in decision.analysis.effects if decision.analysis else ():
        seen |= {f"{group_of(effect)} {trait}" for trait in (*effect.traits, "-")}
        if not effect.changes:
            continue
        key, group, name = key_of(effect), group_of(effect), named(effect)
        acts[key] = acts.get(key, 0) + 1
        things[key] = things.get(key, 0) + things_of(effect)
        blast += WEIGHT[effect.blast_radius]
        changed = True
        known = names.get(group, ())
        if name not in known:
            names[group] = (*known, name)[:DISTINCT]
    fresh = changed and (new or not session.progress)
    return replace(
        session, acts=acts, things=things, names=names, seen=tuple(sorted(seen)), blast=blast,
        progress=now if fresh else session.progress, idle=0 if fresh else session.idle + changed,
    )  # fmt: skip
