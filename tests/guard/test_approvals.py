"""A human's answer: asked once, bound to one exact action, spent once, and over when its time is over."""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from commensurate import Decision, Guard, Limits, Outcome
from commensurate.errors import InputError, StoreError
from commensurate.model.approval import ApprovalState
from commensurate.stores.sqlite import SqliteStore
from guard.stands import NUKE, TASK, FailingStore, Rings, guard, kinds

FAST = Limits(poll_seconds=0.01)


def when_asked(guarded: Guard, act: Callable[[], object]) -> None:
    """Act, in a thread, as soon as a question waits for its answer."""

    def run() -> None:
        until = time.monotonic() + 30
        while not guarded.store.approvals() and time.monotonic() < until:
            time.sleep(0.01)
        act()

    threading.Thread(target=run, daemon=True).start()


def settle(guarded: Guard, decision: Decision, how: str, timeout: float | None = None) -> Decision:
    if how == "sync":
        return guarded.settle(decision, timeout)
    return asyncio.run(guarded.asettle(decision, timeout))


HOW = pytest.mark.parametrize("how", ["sync", "async"])


def test_a_grant_lets_the_action_through_exactly_once() -> None:
    """Asked, granted, spent; the second use is blocked."""
    guarded = guard()
    decision = guarded.check(NUKE, TASK)
    assert guarded.ask(decision).outcome is Outcome.ESCALATE
    guarded.answer(decision.approval, granted=True, by="ada")
    allowed = guarded.ask(decision)
    assert allowed.outcome is Outcome.ALLOW
    assert "ada" in allowed.reason
    assert guarded.ask(decision).outcome is Outcome.BLOCK


@HOW
@pytest.mark.parametrize(("granted", "outcome"), [(True, Outcome.ALLOW), (False, Outcome.BLOCK)])
def test_settle_waits_for_the_answer(granted: bool, outcome: Outcome, how: str) -> None:
    """The channel asks once; the answer comes through the store."""
    channel = Rings()
    guarded = guard(channel=channel, limits=FAST)
    decision = guarded.check(NUKE, TASK)
    when_asked(guarded, lambda: guarded.answer(decision.approval, granted=granted, by="ada", note="as said"))
    assert settle(guarded, decision, how).outcome is outcome
    assert [asked.id for asked in channel.asked] == [decision.approval]
    assert channel.asked[0].digest == NUKE.digest


@HOW
@pytest.mark.parametrize("timeout", [0.05, 0.0, -1.0, float("nan")])
def test_no_answer_in_time_is_a_no_and_a_late_yes_changes_nothing(timeout: float, how: str) -> None:
    """Whoever was told no must not find the action done later."""
    guarded = guard(channel=Rings(), limits=FAST)
    decision = guarded.check(NUKE, TASK)
    assert settle(guarded, decision, how, timeout).outcome is Outcome.BLOCK
    with pytest.raises(InputError):
        guarded.answer(decision.approval, granted=True, by="ada")
    assert settle(guarded, decision, how, 0.05).outcome is Outcome.BLOCK


@HOW
def test_a_no_stands_however_often_the_host_asks_again(how: str) -> None:
    """Hosts run their gate again after a pause; the call stays blocked, and nobody is asked twice."""
    channel = Rings()
    guarded = guard(channel=channel, limits=FAST)
    decision = guarded.check(NUKE, TASK)
    guarded.ask(decision)
    guarded.answer(decision.approval, granted=False, by="ada")
    assert settle(guarded, decision, how).outcome is Outcome.BLOCK
    again = guarded.check(NUKE, TASK)
    assert again.outcome is Outcome.BLOCK
    assert settle(guarded, again, how).outcome is Outcome.BLOCK
    assert len(channel.asked) == 1


def test_a_host_that_pauses_and_comes_back_finds_its_question_again(tmp_path: Path) -> None:
    """Across processes: the same call has the same approval, asked once."""
    path, channel = tmp_path / "log.sqlite", Rings()
    before = guard(store=SqliteStore(path), channel=channel)
    first = before.ask(before.check(NUKE, TASK))
    guard(store=SqliteStore(path)).answer(first.approval, granted=True, by="ada")
    after = guard(store=SqliteStore(path), channel=channel)
    assert after.ask(after.check(NUKE, TASK)).outcome is Outcome.ALLOW
    assert len(channel.asked) == 1


def test_an_approval_does_not_cover_a_changed_action() -> None:
    """The approval's id under another digest opens nothing."""
    guarded = guard()
    decision = guarded.check(NUKE, TASK)
    guarded.ask(decision)
    guarded.answer(decision.approval, granted=True, by="ada")
    other = guarded.check(replace(NUKE, arguments={"target": "more"}, call_id="2"), TASK)
    assert guarded.ask(replace(other, approval=decision.approval)).outcome is Outcome.BLOCK
    assert guarded.ask(replace(decision, session="t")).outcome is Outcome.BLOCK
    assert guarded.ask(decision).outcome is Outcome.ALLOW


def test_threads_that_race_for_a_grant_get_it_once(tmp_path: Path) -> None:
    """Spent atomically, over connections."""
    path = tmp_path / "log.sqlite"
    guarded = guard(store=SqliteStore(path))
    decision = guarded.check(NUKE, TASK)
    guarded.ask(decision)
    guarded.answer(decision.approval, granted=True, by="ada")
    outcomes: list[Outcome] = []
    guards = [guard(store=SqliteStore(path)) for _ in range(8)]
    threads = [threading.Thread(target=lambda g=g: outcomes.append(g.ask(decision).outcome)) for g in guards]  # type: ignore[misc]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [Outcome.ALLOW] + [Outcome.BLOCK] * 7


@HOW
def test_a_halt_reaches_what_waits_for_an_answer(how: str) -> None:
    """Within a poll, and above a grant."""
    guarded = guard(channel=Rings(), limits=Limits())
    decision = guarded.check(NUKE, TASK)
    halted_at: list[float] = []

    def halt() -> None:
        guarded.halt("enough")
        halted_at.append(time.monotonic())

    when_asked(guarded, halt)
    assert settle(guarded, decision, how).outcome is Outcome.BLOCK
    assert time.monotonic() - halted_at[0] < 2


def test_a_halt_outranks_a_grant() -> None:
    """A yes that was given before is not used after."""
    guarded = guard()
    decision = guarded.check(NUKE, TASK)
    guarded.ask(decision)
    guarded.answer(decision.approval, granted=True, by="ada")
    guarded.halt("enough")
    assert guarded.ask(decision).outcome is Outcome.BLOCK
    guarded.resume("go on", by="ada")
    assert guarded.ask(decision).outcome is Outcome.BLOCK


def test_an_approval_expires_by_the_clock() -> None:
    """A grant that was not used in its time is worth nothing."""
    now = [1000.0]
    guarded = guard(clock=lambda: now[0], limits=Limits(approval_seconds=60))
    decision = guarded.check(NUKE, TASK)
    guarded.ask(decision)
    guarded.answer(decision.approval, granted=True, by="ada")
    now[0] += 60
    assert guarded.ask(decision).outcome is Outcome.BLOCK


@HOW
@pytest.mark.parametrize("error", [OSError("no network"), ValueError(), StoreError("x")], ids=repr)
def test_a_channel_that_fails_is_a_no(error: Exception, how: str) -> None:
    """Nobody could be asked, and nobody can say yes later."""
    guarded = guard(channel=Rings(error), limits=FAST)
    decision = guarded.check(NUKE, TASK)
    assert settle(guarded, decision, how).outcome is Outcome.BLOCK
    with pytest.raises(InputError):
        guarded.answer(decision.approval, granted=True, by="ada")


@HOW
def test_without_a_channel_an_escalation_stays_one(how: str) -> None:
    """Nobody would hear the question: the host stops the action, at once."""
    guarded = guard()
    decision = guarded.check(NUKE, TASK)
    assert settle(guarded, decision, how) == decision


@HOW
def test_a_store_that_fails_while_waiting_is_a_no(how: str) -> None:
    """The answer could not be trusted."""
    guarded = guard(channel=Rings(), store=FailingStore(StoreError("gone"), 4), limits=FAST)
    decision = guarded.check(NUKE, TASK)
    assert decision.outcome is Outcome.ESCALATE
    assert settle(guarded, decision, how).outcome is Outcome.BLOCK


def test_a_cancelled_wait_withdraws_its_question() -> None:
    """The host has gone; a yes would let nothing through."""
    guarded = guard(channel=Rings(), limits=FAST)
    decision = guarded.check(NUKE, TASK)

    async def run() -> None:
        wait = asyncio.create_task(guarded.asettle(decision))
        await asyncio.sleep(0.1)
        wait.cancel()
        with pytest.raises(asyncio.CancelledError):
            await wait

    asyncio.run(run())
    assert guarded.store.approvals() == []
    with pytest.raises(InputError):
        guarded.answer(decision.approval, granted=True, by="ada")


def test_every_turn_of_an_approval_is_a_record() -> None:
    """Asked, granted, spent."""
    guarded = guard()
    decision = guarded.check(NUKE, TASK)
    guarded.ask(decision)
    answered = guarded.answer(decision.approval, granted=True, by="ada", note="the old one")
    guarded.ask(decision)
    assert (answered.state, answered.answered_by, answered.note) == (ApprovalState.GRANTED, "ada", "the old one")
    assert kinds(guarded) == ["decision", "approval", "approval", "approval"]


@pytest.mark.parametrize(("approval", "by"), [("nope", "ada"), ("", "ada"), ("known", " ")])
def test_an_answer_names_a_known_approval_and_a_human(approval: str, by: str) -> None:
    """Else it is refused."""
    guarded = guard()
    decision = guarded.check(NUKE, TASK)
    guarded.ask(decision)
    with pytest.raises(InputError):
        guarded.answer(decision.approval if approval == "known" else approval, granted=True, by=by)
