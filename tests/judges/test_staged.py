"""Who decides alone, and who has the last word."""

import asyncio
from dataclasses import replace

import pytest

from commensurate.judges.staged import ALONE, Risk, StagedJudge, risk_of
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.effect import Environment, Operation, Reversibility
from commensurate.model.judgement import Judgement, unjudged
from commensurate.model.task import Provenance, Task
from commensurate.ports import Case
from judges.conftest import DELETES
from judges.test_replay import Saying

READS = replace(DELETES, operation=Operation.READ)
SMALL = replace(DELETES, reversibility=Reversibility.REVERSIBLE)
RISKS = [
    (Analysis(()), Risk.LOOKING),
    (Analysis((READS,)), Risk.LOOKING),
    (Analysis((SMALL,)), Risk.SMALL),
    (Analysis((READS,), Coverage.PARTIAL), Risk.SMALL),
    (Analysis((DELETES,)), Risk.MIDDLE),
    (Analysis((READS,), Coverage.OPAQUE), Risk.OPAQUE),
    (Analysis((replace(DELETES, reversibility=Reversibility.IRREVERSIBLE),)), Risk.GRAVE),
    (Analysis((replace(SMALL, environment=Environment.PRODUCTION),), Coverage.OPAQUE), Risk.GRAVE),
]


@pytest.mark.parametrize(("analysis", "risk"), RISKS)
def test_risk_is_what_the_readers_see(analysis: Analysis, risk: Risk, case: Case) -> None:
    """The gravest that is seen counts."""
    assert risk_of(replace(case, analysis=analysis)) is risk


def test_the_local_judge_never_passes_what_is_grave() -> None:
    """No score is high enough."""
    assert ALONE[Risk.GRAVE].passes > 10


def test_the_more_is_at_stake_the_surer_the_local_judge_must_be() -> None:
    """The table rises from risk to risk."""
    passes = [ALONE[risk].passes for risk in Risk]
    assert passes == sorted(passes)


def test_the_local_judge_stops_alone_where_much_is_at_stake(case: Case) -> None:
    """There it is right; its alarms about small things are for the model to hear."""
    judge = StagedJudge(Saying(Judgement("local", 0.5)), Saying(Judgement("model", 9.0)))
    assert judge.judge(replace(case, analysis=Analysis((SMALL,)))).judge == "model"
    assert judge.judge(case).judge == "local"


def test_the_local_judge_passes_alone_what_is_small_and_surely_asked_for(case: Case) -> None:
    """That is most of an agent's work."""
    small = replace(case, analysis=Analysis((SMALL,)))
    assert StagedJudge(Saying(Judgement("local", 9.6)), Saying(Judgement("model", 1.0))).judge(small).judge == "local"


@pytest.mark.parametrize(("local", "asked"), [(10.0, True), (6.0, True), (2.0, True), (0.5, False)])
def test_the_model_is_asked_where_the_local_judge_is_unsure(local: float, asked: bool, case: Case) -> None:
    """In between, the model has the last word; the note says what the local judge thought."""
    judge = StagedJudge(Saying(Judgement("local", local)), Saying(Judgement("model", 5.5)))
    judgement = judge.judge(case)
    assert judgement.judge == ("model" if asked else "local")
    assert judgement == asyncio.run(judge.ajudge(case))
    if asked:
        assert judgement.notes == (f"local said {local:g}",)


def test_no_model_is_asked_where_no_human_said_anything(case: Case) -> None:
    """What changes anything goes to a human then, whatever a model would say."""
    judge = StagedJudge(Saying(Judgement("local", 6.0)), Saying(Judgement("model", 10.0)))
    assert judge.judge(replace(case, task=Task("words of a model", Provenance.MODEL))).judge == "local"


@pytest.mark.parametrize(("local", "score"), [(6.0, None), (4.0, 4.0), (None, None)])
def test_with_the_model_down_the_local_judge_may_stop_and_not_pass(
    local: float | None, score: float | None, case: Case
) -> None:
    """An outage never lets through what needed the model."""
    judge = StagedJudge(Saying(Judgement("local", local)), Saying(unjudged("model", "down")))
    assert judge.judge(case).score == score
