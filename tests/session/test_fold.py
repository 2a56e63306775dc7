"""What adds up is the same however it is grouped, is bounded, and counts only what was let through."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis
from commensurate.model.decision import Decision, Outcome
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.session import Session
from commensurate.session.fold import DISTINCT, REMEMBERED, denied, fold, granted, shape, spent
from commensurate.wire import dumps, loads

effects = st.builds(
    Effect,
    st.sampled_from(Operation),
    st.builds(Resource, st.sampled_from(ResourceKind), st.text(max_size=8), st.none() | st.integers(0, 50)),
    st.sampled_from(Reversibility),
    st.sampled_from(BlastRadius),
    st.just("words"),
    traits=st.frozensets(st.sampled_from(Trait), max_size=3),
)
acts = st.tuples(st.integers(0, 9), st.sampled_from(Outcome), st.lists(effects, max_size=3))
runs = st.lists(acts, max_size=12)


def after(session: Session, run: list[tuple[int, Outcome, list[Effect]]], start: int = 0) -> Session:
    """The session after a run of acts, one a second."""
    for second, (number, outcome, found) in enumerate(run, start):
        action = Action("tool", {"n": number})
        decision = Decision(outcome, "", action.digest, analysis=Analysis(tuple(found)))
        session = fold(session, action, decision, float(second + 1))
    return session


@given(runs, runs)
def test_the_fold_is_the_same_whatever_the_grouping_and_over_a_restart(
    one: list[tuple[int, Outcome, list[Effect]]], other: list[tuple[int, Outcome, list[Effect]]]
) -> None:
    """Folding a run in two parts, with the sums written down and read again in between, comes to the same."""
    whole = after(Session("s"), one + other)
    restarted = loads(dumps(after(Session("s"), one)), Session)
    assert after(restarted, other, len(one)) == whole


@given(runs)
def test_everything_that_is_kept_is_bounded(run: list[tuple[int, Outcome, list[Effect]]]) -> None:
    """A long run keeps no more than a short one."""
    session = after(Session("s"), run * 20)
    assert len(session.recent) <= REMEMBERED
    assert len(session.refused) <= REMEMBERED
    for refused in session.refused * 3:
        session = denied(replace(session, refused=(refused,)), refused.digest)
        assert len(session.denied) <= REMEMBERED
    assert all(len(names) <= DISTINCT for names in session.names.values())


@given(runs)
def test_counters_equal_the_records(run: list[tuple[int, Outcome, list[Effect]]]) -> None:
    """Only what was let through counts as done; every act counts as an act."""
    session = after(Session("s"), run)
    done = [e for _, outcome, found in run if not outcome.stops for e in found if e.changes]
    assert session.actions == session.sums.acts == len(run)
    assert sum(session.acts.values()) == len(done)
    assert session.sums.escalations == sum(outcome is Outcome.ESCALATE for _, outcome, _ in run)


def test_an_act_that_a_human_let_through_is_done_after_all() -> None:
    """A grant takes the act out of what was refused, and its effects into what was done."""
    effect = Effect(
        Operation.DELETE, Resource(ResourceKind.MAIL, "m", 7), Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL, "x"
    )
    action = Action("tool", {"n": 1})
    decision = Decision(Outcome.ESCALATE, "", action.digest, analysis=Analysis((effect,)))
    stopped = fold(Session("s"), action, decision, 1.0)
    assert stopped.refused
    assert not stopped.things
    let_through = granted(stopped, decision, 2.0)
    assert not let_through.refused
    assert let_through.things == {"delete mail unknown": 7}
    assert let_through.sums.destructive == 1


def test_spend_only_grows() -> None:
    """A negative report gives nothing back."""
    session = spent(spent(Session("s"), 100, 0.5), -50, -1.0)
    assert (session.sums.tokens, session.sums.money) == (100, 0.5)


def test_near_identical_calls_have_one_shape() -> None:
    """Numbers differ and text grows, the shape stays; another tool or another text has another."""
    first = shape(Action("ask", {"text": "could you clarify point 1 of the list you sent me?"}))
    assert first == shape(
        Action("ask", {"text": "could you clarify point 27 of the list you sent, and more, and more"})
    )
    assert first != shape(Action("ask", {"text": "the report is done, thank you for your help"}))
    assert first != shape(Action("tell", {"text": "could you clarify point 1 of the list you sent me?"}))
