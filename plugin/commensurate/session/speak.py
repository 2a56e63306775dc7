"""Which session rules speak of the act at hand, given what went before. One small counter a pattern."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis
from commensurate.model.effect import Effect, ResourceKind
from commensurate.model.finding import Finding
from commensurate.model.regex import regex
from commensurate.model.session import Refused, Session
from commensurate.rules.match import fits
from commensurate.rules.rule import Condition, Count, Pattern, Rule, Step
from commensurate.session.fold import LOOK, WEIGHT, is_new, named, shape, things_of, trace

CORRESPONDENTS = 2
"""An exchange that goes to more than two is not two parties going round in circles."""

ROUND = 2
"""So many different acts that alternate are one circle: made and deleted, started and stopped, asked and answered."""


class Now:
    """The act at hand beside what went before it."""

    def __init__(self, session: Session, action: Action, analysis: Analysis, at: float) -> None:
        self.session, self.action, self.analysis, self.at = session, action, analysis, at
        self.changing = tuple(effect for effect in analysis.effects if effect.changes)
        self.refused = (*session.refused, *session.denied)
        self.since_resumed = tuple(moment for moment in session.recent if moment.at >= session.resumed)
        self.latest = tuple(moment for moment in self.since_resumed if moment.trace != LOOK)
        """The latest acts that changed something, or tried to: looking in between breaks no streak."""

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
            look = Look(counting, now, fitting)
            found.append(
                Finding(
                    rule.id,
                    step.outcome,
                    rule.reason.replace("{n}", str(count)),
                    rule.instead,
                    fitting[0].evidence,
                    rule.judge_may_clear or _asked_since(look),
                    step.halts,
                    session.id,
                )
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
    return _circle(look.now.action.digest, [moment.digest for moment in look.now.latest])


def _alike(look: Look) -> int:
    now = look.now
    return _circle((shape(now.action), trace(now.analysis)), [(m.shape, m.trace) for m in now.latest])


def _circle(this: Hashable, before: Sequence[Hashable]) -> int:
    """How often it was done, the act at hand included, while no more than ROUND different things were done at all."""
    count, different = 1, {this}
    for one in reversed(before):
        different.add(one)
        if len(different) > ROUND:
            break
        count += one == this
    return count


def _exchange(look: Look) -> int:
    heads = tuple(f"{op} {kind}:" for one in look.counting.of for op in one.operations for kind in one.kinds)
    partners = {trace(look.now.analysis)}
    length = 1
    for moment in reversed(look.now.since_resumed):
        partners.add(moment.trace)
        if not moment.trace.startswith(heads) or len(partners) > CORRESPONDENTS:
            break
        length += 1
    return length


def _after_no(look: Look) -> int:
    return len(_refused_before(look))


def _refused_before(look: Look) -> list[Refused]:
    return [one for one in look.now.refused if any(_same_end(effect, one) for effect in look.fitting)]


def _asked_since(look: Look) -> bool:
    """True where all that was refused before was refused before the human's latest words: those may ask for it."""
    if look.counting.pattern is Pattern.AFTER_NO:
        return all(one.said < look.now.session.said for one in _refused_before(look))
    return False


def _split(look: Look) -> int:
    wholes = {r.name for r in look.now.refused if any(_part_of(e, r) for e in look.fitting)}
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
    now, since = look.now, look.now.session.progress
    waited = bool(since) and now.at - since >= look.counting.seconds
    return now.session.idle + 1 if waited and not is_new(now.session, now.action, now.changing) else 0


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


def _same_end(effect: Effect, refused: Refused) -> bool:
    """The same thing would come to the same end, whatever the tool or the wording: itself, all in it, or what it lies in.

    A path is one thing, whether a reader took it for a file or for a folder; other names are one only of their kind.
    """
    if effect.operation is not refused.operation or not refused.name or not effect.resource.name:
        return False
    this, before = _whole(effect.resource.name), _whole(refused.name)
    kinds = {effect.resource.kind, refused.kind}
    if "/" in before and kinds <= _PLACES:
        return this == before or before.startswith(this.rstrip("/") + "/")
    return len(kinds) == 1 and this == before


def _whole(name: str) -> str:
    """A folder's name stands for all that is in it, however that is written."""
    return _END.sub("", name.lower()) or "/"


_END = regex(r"(?:/+(?:\*+|\.)?)+$")


_PLACES = frozenset(
    {
        ResourceKind.FILE,
        ResourceKind.FOLDER,
        ResourceKind.WORKTREE,
        ResourceKind.REPOSITORY,
        ResourceKind.CACHE,
        ResourceKind.UNKNOWN,
    }
)


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
