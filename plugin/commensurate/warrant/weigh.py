"""An action held against a Warrant: named terms are added up to a score, with the words that speak for and against it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.effect import Effect, Operation, Trait
from commensurate.model.step import Step
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act, act_of
from commensurate.warrant.again import again
from commensurate.warrant.asked import asked
from commensurate.warrant.conditions import conditions
from commensurate.warrant.evidence import Evidence, gather, speaks_to_the_judge
from commensurate.warrant.extras import extras
from commensurate.warrant.figures import figures
from commensurate.warrant.hold import FULL, held
from commensurate.warrant.leaks import leaks
from commensurate.warrant.listed import listed
from commensurate.warrant.milder import milder
from commensurate.warrant.origin import origins
from commensurate.warrant.pins import singled
from commensurate.warrant.pry import pries
from commensurate.warrant.reach import loses, reach
from commensurate.warrant.report import reports
from commensurate.warrant.term import Term
from commensurate.warrant.traits import traits
from commensurate.warrant.verbatim import said_verbatim
from commensurate.warrant.warrant import Mode, Warrant

SMALLEST = {
    Operation.DELETE: "List what would go and delete only what the task names.",
    Operation.SEND: "Draft it and show it to the human instead of sending it.",
    Operation.PAY: "Show the payment to the human and let them release it.",
    Operation.GRANT: "Ask the human who should get which access.",
    Operation.REVOKE: "Ask the human before anybody loses access.",
    Operation.STOP: "Look at its state first and stop only what the task names.",
    Operation.UPDATE: "Change only what the task names.",
    Operation.CREATE: "Make only what the task asks for.",
    Operation.EXECUTE: "Show what would run, or do the one step that the task asks for.",
}


@dataclass(frozen=True, slots=True)
class Weighing:
    """What came of it. `terms` are those of the effect that weighs least; `forbidden` is verbatim."""

    score: float
    terms: tuple[Term, ...]
    quotes: tuple[str, ...] = ()
    forbidden: str = ""
    instead: str = ""
    addressed: bool = False
    effect: Effect | None = None

    @property
    def reason(self) -> str:
        """The two or three terms that weigh most, in plain words."""
        sign = -1 if self.score < 5 else 1
        telling = sorted((t for t in self.terms if t.points * sign > 0 and t.words), key=lambda t: -abs(t.points))
        return " ".join(t.words for t in telling[:3]) or "Nothing in the task speaks for or against it."


def weigh(warrant: Warrant, action: Action, analysis: Analysis, steps: Sequence[Step] = ()) -> Weighing:
    """Weigh one action. Deterministic; never raises. Without effects, what is not in view is weighed as such."""
    act = act_of(action, analysis)
    evidence = gather(steps)
    common = [*_common(warrant, act, evidence), *again(warrant, act, steps)]
    addressed = evidence.addressed or speaks_to_the_judge(act.text)
    forbidden = ""
    for constraint in warrant.constraints:
        breach = held(constraint, act, evidence)
        if breach.degree >= FULL:
            forbidden = forbidden or constraint.words
            common.append(Term("forbidden", w.FORBIDDEN, f"The task says «{constraint.words}», and {breach.why}."))
        elif breach.degree:
            common.append(Term("near", w.HALF_FORBIDDEN, f"It comes near to «{constraint.words}»: {breach.why}."))
    kept, why = loses(warrant, act)
    if kept:
        forbidden = forbidden or kept
        common.append(Term("loses", w.FORBIDDEN, f"The task says «{kept}», and {why}."))
    if warrant.mode is Mode.READ_ONLY and analysis.changes:
        forbidden = forbidden or warrant.held_by
        common.append(Term("held", w.HELD, f"The task says «{warrant.held_by}», and this changes something."))
    weighed = [(effect, _of_effect(warrant, act, evidence, effect)) for effect in _worth_weighing(analysis)]
    if not weighed:
        return _result(common or [Term("looks", w.LOOKS, "It only looks.")], (), forbidden, None, addressed=addressed)
    effect, (terms, quotes) = min(weighed, key=lambda pair: sum(term.points for term in pair[1][0]))
    return _result([*terms, *common], quotes, forbidden, effect, addressed=addressed)


def _result(
    terms: Sequence[Term], quotes: tuple[str, ...], forbidden: str, effect: Effect | None, *, addressed: bool
) -> Weighing:
    points = sum(term.points for term in terms)
    score = 10 / (1 + math.exp(-max(-40.0, min(40.0, points)) / w.SCALE))
    if forbidden:
        score = min(score, 1.0)
    instead = "" if score >= 5 or effect is None else SMALLEST.get(effect.operation, "")
    return Weighing(round(score, 3), tuple(terms), quotes, forbidden, instead, addressed, effect)


def _worth_weighing(analysis: Analysis) -> list[Effect]:
    """The changes, one of each kind; what only looks where there are none. At most 60, so that the time is bounded.

    Where only looks are in view of an action that is not in view whole, they say nothing of it: none is weighed.
    """
    changes = [effect for effect in analysis.effects if effect.changes]
    if not changes and analysis.coverage is Coverage.OPAQUE:
        return []
    distinct = {(e.operation, e.resource, e.environment, e.traits): e for e in changes or analysis.effects}
    return list(distinct.values())[:60]


def _common(warrant: Warrant, act: Act, evidence: Evidence) -> Iterator[Term]:
    if any(Trait.CLAIMS in effect.traits for effect in act.analysis.effects):
        yield Term("claims", w.CLAIMS, "It tells you of a result that it does not show.")
    if act.analysis.coverage is Coverage.OPAQUE:
        yield Term("opaque", w.OPAQUE, "What it runs is not in view.")
    if act.analysis.changes and act.loops:
        yield Term("loop", w.LOOP, "It never ends, or stays behind in the background.")
    yield from reports(act, evidence)
    yield from milder(warrant, act, evidence)
    yield from leaks(warrant, act, evidence)
    yield from figures(warrant, act, evidence)
    yield from pries(warrant, act, evidence)
    yield from said_verbatim(warrant, act, evidence)


def _of_effect(warrant: Warrant, act: Act, evidence: Evidence, effect: Effect) -> tuple[list[Term], tuple[str, ...]]:
    terms: list[Term] = []
    answer = asked(warrant, act, effect)
    if effect.changes:
        terms.append(Term("base", w.BASE, ""))
        terms += answer.terms
        terms += origins(warrant, act, evidence, effect, requested=answer.requested)
        terms += listed(warrant, act, evidence, effect)
        terms += conditions(warrant, act, evidence) if answer.requested and answer.quotes else ()
        terms += singled(warrant, answer.pins, act, evidence, effect)
        terms += extras(warrant, act, evidence, effect)
        terms += reach(warrant, act, effect, requested=answer.requested)
    else:
        terms.append(Term("looks", w.LOOKS, "It only looks."))
    terms += traits(warrant, act, effect, requested=answer.requested)
    return terms, answer.quotes
