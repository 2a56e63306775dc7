"""How far a judge agrees with itself."""

from dataclasses import replace

from commensurate.evaluate.case import Label, Labelled, Proposal
from commensurate.evaluate.run import Result
from commensurate.evaluate.stability import stability
from commensurate.model.action import Action
from commensurate.model.decision import Decision, Outcome
from commensurate.model.judgement import Judgement
from commensurate.model.task import Task

CASE = Labelled("1", "s", Proposal(Action("t", {}), Task("x")), Label.PROPORTIONATE)


def result(outcome: Outcome, score: float | None, **parts: int) -> Result:
    judgement = Judgement("j", score)
    return Result(CASE, Decision(outcome, "r", "d", judgement=judgement), 1.0, **parts)


def test_agreement_is_counted_by_outcome_and_by_side() -> None:
    """Escalate and block are two outcomes on one side; allow is on the other."""
    first = [result(Outcome.ALLOW, 9), result(Outcome.ESCALATE, 3), result(Outcome.ALLOW, 6)]
    second = [result(Outcome.ALLOW, 9), result(Outcome.BLOCK, 1), result(Outcome.ESCALATE, 4)]
    (found,) = stability([first, second])
    assert (found.cases, found.same, round(found.sides, 3), found.widest) == (3, 1 / 3, 0.667, 2)
    assert found.spread == 2 / 3


def test_what_is_unjudged_has_no_spread_and_is_counted() -> None:
    """It still has an outcome."""
    down = replace(result(Outcome.ESCALATE, None), unjudged=1)
    (found,) = stability([[down], [down]])
    assert (found.same, found.spread, found.unjudged) == (1.0, 0.0, 2)
