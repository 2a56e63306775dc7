"""Two pairs of eyes: the stricter counts, and nothing that one of them warned of is lost."""

import asyncio
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from commensurate import settings
from commensurate.judges.pair import CONTESTED, DISAGREE, PASSES, PairJudge, combine
from commensurate.model.analysis import Analysis
from commensurate.model.decision import Outcome
from commensurate.model.effect import BlastRadius, Environment, Reversibility
from commensurate.model.judgement import Judgement, unjudged
from commensurate.policy.decide import decide
from commensurate.ports import Case
from judges.conftest import DELETES
from judges.test_replay import Saying

GRAVE = Analysis((replace(DELETES, reversibility=Reversibility.IRREVERSIBLE),))
JUDGEMENTS = st.builds(
    Judgement,
    st.sampled_from(["a", "b"]),
    st.one_of(st.none(), st.floats(0, 10)),
    forbidden=st.sampled_from(["", "leave it"]),
    addressed=st.booleans(),
    not_shown=st.integers(0, 1),
)


@given(JUDGEMENTS, JUDGEMENTS)
def test_two_judgements_are_never_milder_than_either(one: Judgement, two: Judgement) -> None:
    """The lower score, every prohibition, every warning; a judge that is down leaves it unjudged."""
    both = combine(one, two)
    if one.score is None or two.score is None:
        assert both.score is None
        return
    assert both.score is not None
    assert both.score <= min(one.score, two.score)
    assert bool(both.forbidden) == bool(one.forbidden or two.forbidden)
    assert both.addressed == (one.addressed or two.addressed)
    assert both.not_shown == max(one.not_shown, two.not_shown)
    far_apart = abs(one.score - two.score) >= DISAGREE and min(one.score, two.score) < PASSES
    assert both.contested is far_apart
    if far_apart:
        assert both.score <= CONTESTED
        assert "disagree" in both.notes[-1]


def test_what_is_grave_is_seen_twice(case: Case) -> None:
    """Production and irreversible acts ask both judges, others only the first."""
    pair = PairJudge(Saying(Judgement("a", 9.0)), Saying(Judgement("b", 2.0)))
    assert pair.judge(case).score == 9.0
    for analysis in (GRAVE, Analysis((replace(DELETES, environment=Environment.PRODUCTION),))):
        judgement = pair.judge(replace(case, analysis=analysis))
        assert judgement.score == 2.0
        assert judgement == asyncio.run(pair.ajudge(replace(case, analysis=analysis)))


def test_what_the_first_stops_costs_no_second_question(case: Case) -> None:
    """A second judge could not pass it."""
    pair = PairJudge(Saying(Judgement("a", 1.0)), Saying(Judgement("b", 9.0)))
    assert pair.judge(replace(case, analysis=GRAVE)).judge == "a"


def test_a_second_judge_that_is_down_leaves_it_unjudged(case: Case) -> None:
    """Two were asked for; one is not enough."""
    pair = PairJudge(Saying(Judgement("a", 9.0)), Saying(unjudged("b", "down")))
    judgement = pair.judge(replace(case, analysis=GRAVE))
    assert judgement.score is None
    assert "b said nothing: down" in judgement.failure


def test_both_judges_must_point_at_words() -> None:
    """What lifts the gravest floors rests on two readings of the human's words, not on one."""
    pointing = Judgement("a", 9.0, act_words=("delete",), object_words=("the build folder",))
    both = combine(pointing, replace(pointing, judge="b", score=8.0))
    assert (both.act_words, both.object_words) == (("delete",), ("the build folder",))
    alone = combine(pointing, replace(pointing, judge="b", act_words=()))
    assert alone.act_words == ()


def test_a_human_decides_where_two_judges_disagree(case: Case) -> None:
    """Neither is believed: not the one that passes it, nor the one that would block it for good."""
    choices = settings.choices(settings.Policy())
    grave = replace(DELETES, reversibility=Reversibility.IRREVERSIBLE, blast_radius=BlastRadius.SEVERAL)
    analysis = Analysis((grave,))
    contested = combine(Judgement("a", 9.5, "asked for"), Judgement("b", 0.5, "a surprise"))
    alone = decide(case.action, case.task, analysis, (), Judgement("b", 0.5, "a surprise"), table=choices.table)
    both = decide(case.action, case.task, analysis, (), contested, table=choices.table)
    assert (alone.outcome, both.outcome) == (Outcome.BLOCK, Outcome.ESCALATE)
