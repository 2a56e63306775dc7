"""What adds up where it might slip through: below a root, without a session, by a late yes, under a name used again."""

import json
import time
from dataclasses import replace

import pytest

from commensurate.errors import InputError
from commensurate.guard import Guard
from commensurate.guard.recall import ASKS
from commensurate.model.action import Action
from commensurate.model.agent import Grant, Scope
from commensurate.model.decision import Outcome
from commensurate.model.effect import Operation
from commensurate.model.judgement import Judgement
from commensurate.model.session import Session
from commensurate.model.situation import Budget, Limited, Per
from commensurate.model.task import Provenance, Task
from commensurate.session.fold import REMEMBERED
from commensurate.stores.memory import MemoryStore
from guard.hands import TASK, Agrees, draft
from guard.stands import CHOICES, NUKE, Says, guard

ASKED = Task("Delete the 200 old drafts in my mailbox: d1 to d200.", Provenance.HUMAN)


def budget(per: Per, of: Limited, at_most: float, **more: object) -> Guard:
    return guard(choices=replace(CHOICES, budgets=(Budget(per, of, at_most),)), judge=Agrees(), **more)


def spawn(number: int, session: str) -> Action:
    return Action("spawn_agent", {"prompt": f"part {number}"}, session=session, call_id=f"{session}-{number}")


def remove(number: int, session: str = "s", agent: str = "agent") -> Action:
    arguments = {"message_id": f"d{number}"}
    return Action("delete_message", arguments, session=session, agent=agent, call_id=f"{session}-{number}")


def session_of(guarded: Guard, name: str) -> Session:
    with guarded.store.writing() as ledger:
        return ledger.session(name)


def test_what_sub_agents_do_adds_up_at_the_root() -> None:
    """Five agents that each start five more: the budget of the root catches the swarm, not each one's own."""
    guarded = budget(Per.SESSION, Limited.SUB_AGENTS, 7)
    guarded.check(draft(0), TASK)
    outcomes = []
    for child in range(5):
        guarded.started(f"child-{child}", by="s")
        outcomes += [guarded.check(spawn(number, f"child-{child}"), TASK).outcome for number in range(5)]
    assert sum(not outcome.stops for outcome in outcomes) == 7
    assert session_of(guarded, "s").sums.sub_agents == 7


def test_a_rule_about_runs_counts_a_swarm_and_halts_it_at_its_root() -> None:
    """Each below its ceiling, together a disaster: the run at the root ends, and every run below it with it."""
    guarded = guard(judge=Agrees())
    for child in range(40):
        guarded.started(f"child-{child}", by="s" if child < 20 else "child-3")
        guarded.check(spawn(child, f"child-{child}"), TASK)
    assert guarded.check(draft(1, "child-1"), TASK).outcome is Outcome.BLOCK
    halts = [json.loads(r.body) for r in guarded.store.records() if r.kind == "halt"]
    assert halts[0]["scope"] == "session:s"
    assert halts[0]["rules"]


def test_what_one_sub_agent_was_refused_another_does_not_try_again() -> None:
    """The refusal is known at the root."""
    guarded = guard(judge=None)
    wipe = Action("bash", {"command": "rm -rf /srv/data"}, session="s", call_id="1")
    assert guarded.check(wipe, TASK).outcome.stops
    guarded.started("child", by="s")
    again = Action("bash", {"command": "find /srv/data -delete"}, session="child", call_id="2")
    assert "session.denied-again" in guarded.check(again, TASK).rules


def test_spend_of_a_sub_agent_counts_at_the_root() -> None:
    """Money is spent by the run, whoever spends it."""
    guarded = budget(Per.SESSION, Limited.MONEY, 5.0)
    guarded.started("child", by="s")
    guarded.spent("child", money=6.0)
    assert guarded.check(draft(1), TASK).outcome is Outcome.BLOCK


def test_the_budget_of_an_agent_counts_what_works_for_it() -> None:
    """By the lineage that the host tells, and by the runs above."""
    guarded = budget(Per.AGENT, Limited.ACTS, 3)
    guarded.check(draft(0, agent="lead"), TASK)
    guarded.check(replace(draft(1, "x", agent="helper"), lineage=("lead",)), TASK)
    guarded.started("child", by="s")
    guarded.check(draft(2, "child", agent="other"), TASK)
    assert guarded.check(draft(3, "new", agent="lead"), TASK).outcome is Outcome.BLOCK


def test_acts_without_a_session_share_a_budget() -> None:
    """A host that names no sessions has no budget without an end; each agent has its own, anew each day."""
    clock = [1_700_000_000.0]
    guarded = budget(Per.SESSION, Limited.ACTS, 3, clock=lambda: clock[0])
    outcomes = [guarded.check(replace(draft(n, ""), call_id=""), TASK).outcome for n in range(5)]
    assert [outcome.stops for outcome in outcomes] == [False, False, False, True, True]
    assert not guarded.check(draft(9, "", agent="other"), TASK).outcome.stops
    assert not guarded.check(draft(9, "named"), TASK).outcome.stops
    clock[0] += 24 * 3600
    assert not guarded.check(draft(10, ""), TASK).outcome.stops


def test_the_words_of_two_runs_without_a_session_stay_apart() -> None:
    """Sharing a budget is no sharing of a task."""
    judge = Agrees()
    guarded = guard(judge=judge)
    guarded.check(draft(1, ""), TASK)
    guarded.check(draft(2, ""), ASKED)
    assert judge.cases[-1].task == ASKED


def test_the_budget_of_a_task_holds_while_the_human_goes_on_talking() -> None:
    """«go on» is no new task; the same first words in another session are the same task."""
    guarded = budget(Per.TASK, Limited.ACTS, 3)
    for number, later in enumerate([(), ("go on",), ("go on", "and hurry")]):
        assert not guarded.check(draft(number), replace(TASK, later=later)).outcome.stops
    assert guarded.check(draft(4), replace(TASK, later=("go on", "and hurry", "please"))).outcome is Outcome.BLOCK
    assert guarded.check(draft(5, "another"), TASK).outcome is Outcome.BLOCK
    assert not guarded.check(draft(6, "third"), ASKED).outcome.stops


@pytest.mark.parametrize("per", list(Per))
def test_a_late_yes_counts_and_does_not_pass_a_budget(per: Per) -> None:
    """Three questions asked at a time and three answered with yes: the budget of two holds, in every scope."""
    guarded = guard(choices=replace(CHOICES, budgets=(Budget(per, Limited.DESTRUCTIVE, 2),)), judge=None)
    acts = [Action("bash", {"command": f"git branch -D old-{n}"}, session="s", call_id=str(n)) for n in range(3)]
    asked = [guarded.ask(guarded.check(act, TASK)) for act in acts]
    assert all(one.outcome is Outcome.ESCALATE for one in asked)
    for one in asked:
        guarded.answer(one.approval, granted=True, by="ada")
    answers = [guarded.ask(one) for one in asked]
    assert [answer.outcome for answer in answers] == [Outcome.ALLOW, Outcome.ALLOW, Outcome.BLOCK]
    assert "budget" in answers[2].reason
    assert guarded.ask(asked[2]).outcome is Outcome.BLOCK


def test_what_a_host_lets_a_human_approve_in_its_own_way_counts_as_done() -> None:
    """Asked in the host's own window, approved and run: the budgets know it, and no run is halted for being careful."""
    guarded = guard(choices=replace(CHOICES, budgets=(Budget(Per.SESSION, Limited.DESTRUCTIVE, 9),)), judge=None)
    for number in range(9):
        act = Action("bash", {"command": f"git branch -D old-{number}"}, session="s", call_id=str(number))
        decision = guarded.check(act, TASK)
        assert decision.outcome is Outcome.ESCALATE
        for _ in range(2):
            guarded.outcome(act, decision, result="deleted")
        assert session_of(guarded, "s").sums.destructive == number + 1
    last = Action("bash", {"command": "git branch -D old-9"}, session="s", call_id="9")
    assert "budget" in guarded.check(last, TASK).reason


def test_what_failed_or_was_answered_here_is_not_counted_twice() -> None:
    """An error is no doing; a yes that was spent here has counted already."""
    guarded = budget(Per.DAY, Limited.DESTRUCTIVE, 9)
    guarded = guard(choices=guarded.choices, judge=None)
    act = Action("bash", {"command": "git branch -D old"}, session="s", call_id="1")
    decision = guarded.check(act, TASK)
    guarded.outcome(act, decision, error="refused by the human")
    assert session_of(guarded, "s").sums.destructive == 0
    guarded.ask(decision)
    guarded.answer(decision.approval, granted=True, by="ada")
    assert guarded.ask(decision).outcome is Outcome.ALLOW
    guarded.outcome(act, decision, result="deleted")
    assert session_of(guarded, "s").sums.destructive == 1


def test_a_humans_no_is_not_pushed_out_by_other_refusals() -> None:
    """Denied by a human, then a hundred other refusals with small changes in between: the act is still known, in any form."""
    guarded = guard(judge=None)
    wipe = Action("bash", {"command": "git branch -D keep-me"}, session="s", call_id="1")
    asked = guarded.ask(guarded.check(wipe, TASK))
    guarded.answer(asked.approval, granted=False, by="ada")
    other = guard(store=guarded.store, judge=Agrees())
    for number in range(100):
        junk = Action("bash", {"command": f"rm -rf /srv/data{number}"}, session="s", call_id=f"j{number}")
        assert guarded.check(junk, TASK).outcome.stops
        assert not other.check(draft(number), TASK).outcome.stops
    again = Action("bash", {"command": "git branch --delete --force keep-me"}, session="s", call_id="2")
    assert "session.denied-again" in other.check(again, TASK).rules


def test_a_halt_of_the_agent_above_reaches_a_sub_agent_that_waits_for_an_answer() -> None:
    """A yes after the halt changes nothing."""
    guarded = guard()
    waiting = guarded.ask(guarded.check(replace(NUKE, agent="below", lineage=("above",)), TASK))
    guarded.halt("enough", "agent:above", "ada")
    with pytest.raises(InputError):
        guarded.answer(guarded.ask(waiting).approval, granted=True, by="ada")
    assert guarded.ask(waiting).outcome is Outcome.BLOCK


def test_a_name_that_is_used_again_and_again_does_not_hide_a_loop() -> None:
    """Hosts that call every call «call_0» and report no outcome: a yes answers a few times, then each round counts."""
    guarded = guard(judge=Agrees())
    same = Action("send_message", {"to": "analyst", "text": "Could you clarify?"}, session="s", call_id="call_0")
    outcomes = [guarded.check(same, TASK).outcome for _ in range(14 * ASKS)]
    assert any(outcome.stops for outcome in outcomes)
    assert session_of(guarded, "s").actions > 9


def test_a_yes_is_forgotten_with_its_act_and_a_no_never() -> None:
    """What is remembered of calls that were let through is bounded by the latest acts; refusals stay for good."""
    guarded = guard(judge=Says(Judgement("says", 0.0, "no")))
    refused = guarded.check(NUKE, TASK)
    assert refused.outcome.stops
    guarded = guard(store=guarded.store, judge=Agrees())
    for number in range(REMEMBERED * 3):
        assert not guarded.check(draft(number), TASK).outcome.stops
    store = guarded.store
    assert isinstance(store, MemoryStore)
    kept = [text for (session, _), text in store._decisions.items() if session == "s" and text]
    assert len(kept) <= REMEMBERED + 1
    assert guarded.check(NUKE, TASK) == refused


def test_a_run_that_a_human_lets_go_on_is_not_halted_again_at_once() -> None:
    """What rules count begins anew; budgets stay used up."""
    guarded = guard(choices=replace(CHOICES, budgets=(Budget(Per.SESSION, Limited.ACTS, 40),)), judge=Agrees())
    for number in range(9):
        guarded.check(replace(NUKE, arguments={"n": number}, call_id=str(number)), Task("Go on.", Provenance.MODEL))
    assert guarded.check(draft(1), TASK).outcome is Outcome.BLOCK
    guarded.resume("it was a misunderstanding", "session:s", by="ada")
    assert not guarded.check(draft(2), TASK).outcome.stops
    used = session_of(guarded, "s").sums.acts
    outcomes = [guarded.check(draft(number), TASK).outcome for number in range(3, 60)]
    assert sum(not outcome.stops for outcome in outcomes) == 40 - used


def test_looking_in_between_makes_refusals_no_fewer() -> None:
    """A run that is refused, looks, and is refused again is still refused in a row; a change that is let through ends it."""
    guarded = guard(judge=None)
    for number in range(7):
        wipe = Action("bash", {"command": f"rm -rf /srv/data{number}"}, session="s", call_id=f"w{number}")
        guarded.check(wipe, TASK)
        guarded.check(Action("bash", {"command": "ls"}, session="s", call_id=f"l{number}"), TASK)
    halts = [json.loads(r.body) for r in guarded.store.records() if r.kind == "halt"]
    assert halts[0]["scope"] == "session:s"
    assert any("delete file:/srv/data5 (" in act for act in halts[0]["tried"])


def test_a_loop_is_one_also_where_the_host_takes_the_other_agent_for_a_human() -> None:
    """Hosts hand over as a human's what another agent wrote: such words begin no loop anew."""
    guarded = guard(judge=Agrees())
    outcomes = []
    for number in range(14):
        later = tuple(f"Which point do you mean, {n}?" for n in range(number))
        ask = {"to": "analyst", "text": f"Could you clarify point {number}?"}
        action = Action("send_message", ask, session="s", call_id=str(number))
        outcomes.append(guarded.check(action, Task("Write the report.", Provenance.HUMAN, later)).outcome)
    assert outcomes[-1].stops


def test_a_report_of_no_amount_is_refused() -> None:
    """It would make the sums unreadable."""
    for money in (float("nan"), float("inf")):
        with pytest.raises(InputError):
            guard().spent("s", money=money)


def test_words_said_once_more_hold_once_more() -> None:
    """«Change nothing», «go ahead», «change nothing»: the third message is one, though its words are known."""
    guarded = guard(judge=Agrees())
    first, second = "Change nothing.", "Go ahead and tidy up."
    for later in ((), (second,), (second, first), (second, first)):
        guarded.check(draft(len(later)), Task(first, Provenance.HUMAN, later))
    with guarded.store.writing() as ledger:
        assert ledger.said("s") == (first, second, first)
    guarded.said("s", second)
    guarded.said("s", second)
    guarded.check(draft(7), Task(second, Provenance.HUMAN))
    with guarded.store.writing() as ledger:
        assert ledger.said("s") == (first, second, first, second)


def test_a_grant_to_a_sub_agent_needs_one_for_the_agent_above_it() -> None:
    """The human granted the helper; the lead above it may only read: the act waits until the lead is granted it, too."""
    scopes = {"lead": Scope(), "helper": Scope(frozenset(Operation))}
    guarded = guard(choices=replace(CHOICES, scopes=scopes), judge=Agrees())
    guarded.check(Action("bash", {"command": "ls"}, session="s", agent="lead", call_id="0"), TASK)
    guarded.started("child", by="s")
    assert guarded.check(draft(1, "child", agent="helper"), TASK).outcome is Outcome.ESCALATE
    more = Scope(frozenset({Operation.CREATE}))
    until = time.time() + 60
    guarded.granting.grant(Grant("g1", "helper", more, "ada", "the task", until, 5))
    assert guarded.check(draft(2, "child", agent="helper"), TASK).outcome is Outcome.ESCALATE
    guarded.granting.grant(Grant("g2", "lead", more, "ada", "the task", until, 5, "s"))
    assert not guarded.check(draft(3, "child", agent="helper"), TASK).outcome.stops
