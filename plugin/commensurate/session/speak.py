"""Which session rules speak of the act at hand, given what went before. One small counter a pattern."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis
from commensurate.model.effect import Effect
from commensurate.model.finding import Finding
from commensurate.model.session import Refused, Session
from commensurate.rules.match import fits
from commensurate.rules.rule import Condition, Count, Pattern, Rule, Step
from commensurate.session.fold import LOOK, WEIGHT, named, shape, things_of, trace

CORRESPONDENTS = 2
"""An exchange that goes to more than two is not two parties going round in circles."""


class Now:
    """The act at hand beside what went before it."""

    def __init__(self, session: Session, action: Action, analysis: Analysis, at: float) -> None:
        self.session, self.action, self.analysis, self.at = session, action, analysis, at
        self.changing = tuple(effect for effect in analysis.effects if effect.changes)

    def fitting(self, conditions: Sequence[Condition]) -> tuple[Effect, ...]:
        """The effects of this act that count."""
        if not conditions:
            return self.changing
        found = []
        for effect in self.changing:
            for condition in conditions:
                if fits(condition, effect, self.analysis):
                    found.append(effect)
                    break
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Look:
    """One rule's look at the act at hand: what it counts, and the effects that fit."""

    counting: Count
    now: Now
    fitting: tuple[Effect, ...]


def speak(
    rules: Iterable[Rule], session: Session, action: Action, analysis: Analysis, at: float
) -> tuple[Finding, ...]:
    """The findings about the run, the act at hand included. An act that only looks adds nothing up."""
    now = Now(session, action, analysis, at)
    if not now.changing:
        return ()
    found = []
    for rule, counting in _about_runs(tuple(rules)):
        fitting = now.fitting(counting.of)
        count = COUNTERS[counting.pattern](Look(counting, now, fitting)) if fitting else 0
        step = _reached(counting.steps, count)
        if step is not None:
            reason = rule.reason.replace("{n}", str(count))
            evidence = fitting[0].evidence
            found.append(
                Finding(rule.id, step.outcome, reason, rule.instead, evidence, rule.judge_may_clear, step.halts)
            )
    return tuple(found)


def _reached(steps: Sequence[Step], count: int) -> Step | None:
    reached = [step for step in steps if count >= step.at_least]
    return max(reached, key=lambda step: (step.outcome, step.halts)) if reached else None


@lru_cache(maxsize=16)
def _about_runs(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, Count], ...]:
    return tuple((rule, rule.session) for rule in rules if rule.session is not None)


def _acts(look: Look) -> int:
    return _summed(look.counting, look.now.session.acts) + 1


def _things(look: Look) -> int:
    return _summed(look.counting, look.now.session.things) + sum(things_of(effect) for effect in look.fitting)


def _summed(counting: Count, sums: Mapping[str, int]) -> int:
    """The sums whose key fits: conditions of a total name operations, kinds and environments only."""
    return sum(count for key, count in sums.items() if not counting.of or any(_fits_key(c, key) for c in counting.of))


def _fits_key(condition: Condition, key: str) -> bool:
    operation, kind, environment = key.split(" ")
    return (
        (not condition.operations or operation in condition.operations)
        and (not condition.kinds or kind in condition.kinds)
        and (not condition.environments or environment in condition.environments)
    )


def _names(look: Look) -> int:
    groups = {
        key.rsplit(" ", 1)[0] for key in look.now.session.acts if any(_fits_key(c, key) for c in look.counting.of)
    }
    known = {(group, name) for group in groups for name in look.now.session.names.get(group, ())}
    return len(known | {(f"{e.operation} {e.resource.kind}", named(e)) for e in look.fitting})


def _blast(look: Look) -> int:
    return look.now.session.blast + sum(WEIGHT[effect.blast_radius] for effect in look.fitting)


def _rate(look: Look) -> int:
    heads = {f"{e.operation} {e.resource.kind}:" for e in look.fitting}
    late = [m for m in look.now.session.recent if look.now.at - m.at <= look.counting.seconds and not m.outcome.stops]
    return 1 + sum(any(moment.trace.startswith(head) for head in heads) for moment in late)


def _same(look: Look) -> int:
    return 1 + _run(moment.digest == look.now.action.digest for moment in reversed(look.now.session.recent))


def _alike(look: Look) -> int:
    this, target = shape(look.now.action), trace(look.now.analysis)
    return 1 + _run(m.shape == this and m.trace == target for m in reversed(look.now.session.recent))


def _exchange(look: Look) -> int:
    heads = tuple(f"{op} {kind}:" for one in look.counting.of for op in one.operations for kind in one.kinds)
    partners = {trace(look.now.analysis)}
    length = 1
    for moment in reversed(look.now.session.recent):
        partners.add(moment.trace)
        if not moment.trace.startswith(heads) or len(partners) > CORRESPONDENTS:
            break
        length += 1
    return length


def _after_no(look: Look) -> int:
    return sum(any(_same_end(effect, refused) for effect in look.fitting) for refused in look.now.session.refused)


def _split(look: Look) -> int:
    wholes = {r.name for r in look.now.session.refused if any(_part_of(e, r) for e in look.fitting)}
    if not wholes:
        return 0
    operations = {effect.operation for effect in look.fitting}
    parts = {m.trace for m in look.now.session.recent if not m.outcome.stops and _within(m.trace, wholes, operations)}
    return len(parts | {trace(look.now.analysis)})


def _chain(look: Look) -> int:
    first = look.counting.first
    return int(first is not None and any(_fits_seen(first, seen) for seen in look.now.session.seen))


def _stopped(look: Look) -> int:
    return look.now.session.stopped_in_a_row


def _idle(look: Look) -> int:
    since = look.now.session.progress
    if not since or look.now.at - since < look.counting.seconds:
        return 0
    return sum(moment.at > since for moment in look.now.session.recent)


COUNTERS: Mapping[Pattern, Callable[[Look], int]] = {
    Pattern.ACTS: _acts,
    Pattern.THINGS: _things,
    Pattern.NAMES: _names,
    Pattern.BLAST: _blast,
    Pattern.RATE: _rate,
    Pattern.SAME: _same,
    Pattern.ALIKE: _alike,
    Pattern.EXCHANGE: _exchange,
    Pattern.AFTER_NO: _after_no,
    Pattern.SPLIT: _split,
    Pattern.CHAIN: _chain,
    Pattern.STOPPED: _stopped,
    Pattern.IDLE: _idle,
}


def _run(same: Iterable[bool]) -> int:
    length = 0
    for one in same:
        if not one:
            break
        length += 1
    return length


def _same_end(effect: Effect, refused: Refused) -> bool:
    """The same thing would come to the same end, whatever the tool or the wording."""
    if (effect.operation, effect.resource.kind) != (refused.operation, refused.kind) or not refused.name:
        return False
    return effect.resource.name.rstrip("/").lower() == refused.name.rstrip("/").lower()


def _part_of(effect: Effect, refused: Refused) -> bool:
    return effect.operation == refused.operation and _lies_in(effect.resource.name, refused.name)


def _within(one: str, wholes: Iterable[str], operations: Iterable[str]) -> bool:
    operation, _, rest = one.partition(" ")
    return one != LOOK and operation in operations and any(_lies_in(rest.partition(":")[2], w) for w in wholes)


def _lies_in(name: str, whole: str) -> bool:
    """`a/b.txt` lies in `a`, in `a/` and in `a/*`; a name lies in a comma-separated list that holds it."""
    stem = whole.rstrip("*").rstrip("/")
    return bool(stem) and name != whole and (name.startswith(stem + "/") or name in whole.split(", "))


def _fits_seen(condition: Condition, seen: str) -> bool:
    operation, kind, trait = seen.split(" ")
    wanted = condition.traits | condition.any_trait
    return (
        (not condition.operations or operation in condition.operations)
        and (not condition.kinds or kind in condition.kinds)
        and (trait in wanted if wanted else trait == "-")
    )
