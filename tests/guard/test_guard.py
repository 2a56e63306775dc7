"""The guard: one decision a call, recorded first."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commensurate import Action, Blocked, Escalated, Halted, Outcome, Provenance, Task, enforce
from commensurate.audit.chain import verify
from commensurate.errors import InputError
from commensurate.model.judgement import Judgement
from commensurate.stores.sqlite import SqliteStore
from guard.stands import LOOK, NUKE, TASK, Says, guard, kinds, records

BAD = Judgement("says", 0.0, "no")
GOOD = Judgement("says", 10.0, "yes")


def test_a_decision_is_recorded_before_it_is_returned() -> None:
    """Whoever holds a decision finds it in the log, in a chain that holds."""
    guarded = guard()
    decision = guarded.check(NUKE, TASK)
    assert decision.outcome is Outcome.ESCALATE
    assert kinds(guarded) == ["decision"]
    assert json.loads(records(guarded)[0].body)["decision"]["outcome"] == "escalate"
    assert verify(guarded.store.records())[0] == 2, "the pinned words, and the decision"


def test_what_only_looks_is_let_through() -> None:
    """No judge is needed for it, and the log still knows."""
    guarded = guard()
    assert guarded.check(LOOK, TASK).outcome is Outcome.ALLOW
    assert kinds(guarded) == ["decision"]


def test_asking_again_about_the_same_call_gives_the_same_decision() -> None:
    """A second, milder answer never undoes the first: the judge is not even asked."""
    judge = Says(BAD)
    guarded = guard(judge=judge)
    first = guarded.check(NUKE, TASK)
    judge.answer = GOOD
    assert guarded.check(NUKE, TASK) == first
    assert judge.asked == 1
    assert kinds(guarded) == ["decision", "again"]


def test_the_same_call_gets_the_same_decision_after_a_restart(tmp_path: Path) -> None:
    """The store remembers, not the process."""
    path = tmp_path / "log.sqlite"
    first = guard(store=SqliteStore(path), judge=Says(BAD)).check(NUKE, TASK)
    assert guard(store=SqliteStore(path), judge=Says(GOOD)).check(NUKE, TASK) == first


def test_a_changed_action_under_the_same_call_id_is_judged_anew() -> None:
    """The digest is part of the call."""
    judge = Says(GOOD)
    guarded = guard(judge=judge)
    guarded.check(NUKE, TASK)
    guarded.check(replace(NUKE, arguments={"target": "other"}), TASK)
    assert judge.asked == 2


@pytest.mark.parametrize(
    ("other", "task", "asked"),
    [
        (replace(NUKE, session="t"), TASK, 2),
        (replace(NUKE, call_id="2"), TASK, 2),
        (replace(NUKE, call_id=""), TASK, 2),
        (NUKE, TASK, 1),
        (NUKE, Task("something else", Provenance.HUMAN), 2),
    ],
)
def test_a_call_is_known_by_session_id_and_digest(other: Action, task: Task, asked: int) -> None:
    """Another session, another id or no id at all is another call; a yes that rests on fewer words is over."""
    judge = Says(GOOD)
    guarded = guard(judge=judge)
    guarded.check(NUKE, TASK)
    guarded.check(other, task)
    assert judge.asked == asked


def test_a_remembered_yes_is_over_when_the_human_says_more_and_a_no_is_not() -> None:
    """Hosts that number their calls anew in each turn: what was allowed before «stop» is not allowed after it."""
    judge = Says(GOOD)
    guarded = guard(judge=judge)
    made = Action("mkdir", {"path": "x"}, session="s", call_id="1")
    assert not guarded.check(made, TASK).outcome.stops
    judge.answer = BAD
    guarded.said("s", "Stop, change nothing any more.")
    assert guarded.check(made, TASK).outcome.stops
    judge.answer = GOOD
    guarded.said("s", "Go on.")
    assert guarded.check(made, TASK).outcome.stops


def test_without_a_session_the_task_tells_two_runs_apart() -> None:
    """Hosts that number their calls anew in each run must not inherit another run's yes."""
    judge = Says(GOOD)
    guarded = guard(judge=judge)
    lost = replace(NUKE, session="")
    guarded.check(lost, TASK)
    guarded.check(lost, Task("something else", Provenance.HUMAN))
    guarded.check(lost, TASK)
    assert judge.asked == 2


def test_a_call_is_over_when_its_outcome_is_recorded() -> None:
    """A host that gives the same id once more gets a judgement once more; a stop is not lifted that way."""
    judge = Says(GOOD)
    guarded = guard(judge=judge)
    made = Action("mkdir", {"path": "x"}, session="s", call_id="1")
    decision = guarded.check(made, TASK)
    assert not decision.outcome.stops
    guarded.outcome(made, decision, result="done")
    judge.answer = BAD
    assert guarded.check(made, TASK).outcome.stops
    stopped = guarded.check(NUKE, TASK)
    guarded.outcome(NUKE, stopped, error="blocked")
    judge.answer = GOOD
    assert guarded.check(NUKE, TASK) == stopped


def test_a_halt_stops_even_what_only_looks_and_is_recorded() -> None:
    """At once, for its scope, until a human takes it back."""
    guarded = guard()
    guarded.halt("it deletes backups", "session:s", "ada")
    stopped = guarded.check(LOOK, TASK)
    assert stopped.outcome is Outcome.BLOCK
    assert "it deletes backups" in stopped.reason
    assert guarded.check(replace(LOOK, session="t"), TASK).outcome is Outcome.ALLOW
    guarded.resume("it was a test", "session:s", by="ada")
    assert guarded.check(LOOK, TASK).outcome is Outcome.ALLOW
    assert kinds(guarded) == ["halt", "decision", "decision", "resume", "decision"]


def test_a_halt_outranks_a_decision_that_was_made_before_it() -> None:
    """A call that was allowed is stopped when it is asked about again."""
    guarded = guard()
    assert guarded.check(LOOK, TASK).outcome is Outcome.ALLOW
    guarded.halt("enough")
    assert guarded.check(LOOK, TASK).outcome is Outcome.BLOCK


def test_a_halt_that_comes_while_the_judge_thinks_stops_the_action() -> None:
    """What is read at the start is read again when the decision is kept."""
    guarded = guard(judge=Says(GOOD))

    class Slow(Says):
        def judge(self, case: object) -> Judgement:
            guarded.halt("enough")
            return GOOD

    slow = guard(judge=Slow(GOOD), store=guarded.store)
    assert slow.check(replace(NUKE, tool="mkdir"), TASK).outcome is Outcome.BLOCK


@pytest.mark.parametrize(("reason", "scope"), [("", "all"), (" ", "all"), ("x", "everything"), ("x", "session:")])
def test_a_halt_needs_a_reason_and_a_scope(reason: str, scope: str) -> None:
    """The log has to say why, and of what."""
    with pytest.raises(InputError):
        guard().halt(reason, scope)


def test_a_resume_needs_a_name() -> None:
    """Somebody answers for it."""
    with pytest.raises(InputError):
        guard().resume("go on", by=" ")


def test_enforce_raises_what_stops_an_action_and_carries_the_decision() -> None:
    """For hosts that think in exceptions."""
    guarded = guard()
    assert enforce(guarded.check(LOOK, TASK)).outcome is Outcome.ALLOW
    escalated = guarded.check(NUKE, TASK)
    with pytest.raises(Escalated) as raised:
        enforce(escalated)
    assert raised.value.decision is escalated
    with pytest.raises(Blocked):
        enforce(replace(escalated, outcome=Outcome.BLOCK))
    guarded.halt("enough")
    with pytest.raises(Halted):
        enforce(guarded.check(LOOK, TASK))


def test_what_came_back_is_recorded_without_its_secrets() -> None:
    """The result of a tool is evidence, and may hold anything."""
    guarded = guard()
    decision = guarded.check(LOOK, TASK)
    guarded.outcome(LOOK, decision, result={"password": "x", "text": "AKIAIOSFODNN7EXAMPLE"})
    guarded.outcome(LOOK, decision, error=ValueError("token=abc123secret"))
    done, failed = (json.loads(record.body) for record in records(guarded)[1:])
    assert (done["failed"], failed["failed"]) == (False, True)
    assert "AKIAIOSFODNN7EXAMPLE" not in records(guarded)[1].body
    assert "abc123secret" not in records(guarded)[2].body


def test_the_sums_of_the_session_are_kept() -> None:
    """Counted in the transaction that records the decision."""
    guarded = guard()
    guarded.check(LOOK, TASK)
    guarded.check(NUKE, TASK)
    guarded.check(NUKE, TASK)
    with guarded.store.writing() as ledger:
        session = ledger.session("s")
    assert (session.actions, session.stopped_in_a_row) == (2, 1)
    assert [moment.digest for moment in session.recent] == [LOOK.digest, NUKE.digest]


def test_a_remembered_decision_holds_no_secret(tmp_path: Path) -> None:
    """The evidence of an effect may quote one; the file does not."""
    store = SqliteStore(tmp_path / "log.sqlite")
    action = Action("bash", {"command": "PGPASSWORD=hunter2 psql -c 'drop table x'"}, session="s", call_id="1")
    guard(store=store).check(action, TASK)
    store.close()
    assert b"hunter2" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
