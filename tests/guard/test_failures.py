"""Nothing fails open: whatever breaks on the way stops what changes something, says why, and raises nothing."""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from commensurate import Action, Decision, Guard, Limits, Outcome
from commensurate.errors import StoreError
from commensurate.flow import Choices
from commensurate.model.judgement import Judgement
from commensurate.policy.table import Table
from guard.stands import LOOK, NUKE, TASK, FailingStore, Looks, Says, guard, kinds

BROKEN = [
    ValueError("x"), RecursionError(), MemoryError(), TimeoutError(), KeyError(1), StopIteration(), AssertionError(),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), OSError(5, "i/o"), StoreError("gone"),
]  # fmt: skip
WRITE = Action("bash", {"command": "git push --force origin main"}, session="s", call_id="w")


class Mute(Exception):
    """An error that cannot even say what it is."""

    def __str__(self) -> str:
        raise RuntimeError


def check(guarded: Guard, action: Any, how: str) -> Decision:
    if how == "sync":
        return guarded.check(action, TASK)
    return asyncio.run(guarded.acheck(action, TASK))


HOW = pytest.mark.parametrize("how", ["sync", "async"])


@HOW
@pytest.mark.parametrize("error", [*BROKEN, Mute()], ids=lambda error: type(error).__name__)
def test_a_judge_that_raises_leaves_the_action_unjudged(error: Exception, how: str) -> None:
    """Nobody judged it: it goes to a human, and the log knows why."""
    guarded = guard(judge=Says(error))
    decision = check(guarded, NUKE, how)
    assert decision.outcome is Outcome.ESCALATE
    assert decision.judgement is not None
    assert type(error).__name__ in decision.judgement.failure
    assert kinds(guarded) == ["decision"]


@HOW
@pytest.mark.parametrize(
    "answer",
    [
        None, "allow", 10, {"score": 10}, True, Judgement("x", float("nan")), Judgement("x", float("inf")),
        Judgement("x", -1.0), Judgement("x", 10.5), Judgement("x", True), Judgement("x", "10"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_an_answer_that_is_no_judgement_leaves_the_action_unjudged(answer: object, how: str) -> None:
    """A score is a number from 0 to 10, given by a Judgement; all else is no answer."""
    decision = check(guard(judge=Says(answer)), NUKE, how)
    assert decision.outcome is Outcome.ESCALATE
    assert decision.score is None


def test_a_judge_that_hangs_is_left_behind_in_time() -> None:
    """The guard's own limit, where the judge keeps none."""
    done = threading.Event()

    class Hangs(Says):
        def judge(self, case: object) -> Judgement:
            done.wait(30)
            return Judgement("x", 10.0)

        async def ajudge(self, case: object) -> Judgement:
            await asyncio.sleep(30)
            return Judgement("x", 10.0)

    guarded = guard(judge=Hangs(None), limits=Limits(judge_seconds=0.05))
    began = time.monotonic()
    assert check(guarded, NUKE, "sync").outcome is Outcome.ESCALATE
    assert check(guarded, replace(NUKE, call_id="2"), "async").outcome is Outcome.ESCALATE
    assert time.monotonic() - began < 5
    done.set()


@HOW
@pytest.mark.parametrize("answer", [*BROKEN, Mute(), None, 7, [], {"path": "yes"}, "yes"], ids=type)
def test_a_probe_that_fails_has_seen_nothing(answer: object, how: str) -> None:
    """The same decision as without a probe."""
    action = Action("bash", {"command": "rm notes.txt; sh ./x.sh"}, session="s")
    blind = check(guard(), action, how)
    decision = check(guard(probe=Looks(answer)), action, how)
    assert (decision.outcome, decision.voices) == (blind.outcome, blind.voices)


@HOW
@pytest.mark.parametrize("good", [0, 1])
@pytest.mark.parametrize("error", [*BROKEN, Mute()], ids=lambda error: type(error).__name__)
def test_what_the_log_cannot_take_is_not_done(error: Exception, good: int, how: str) -> None:
    """Reading or writing fails: whatever changes something is blocked, whatever the judge says."""
    guarded = guard(store=FailingStore(error, good), judge=Says(Judgement("x", 10.0)))
    decision = check(guarded, WRITE, how)
    assert decision.outcome is Outcome.BLOCK
    assert type(error).__name__ in decision.reason


@HOW
@pytest.mark.parametrize("good", [0, 1])
def test_looking_goes_on_with_a_notice_where_the_log_is_down(good: int, how: str) -> None:
    """An outage of the store does not blind an agent that only looks; a human hears of it."""
    decision = check(guard(store=FailingStore(StoreError("disk full"), good)), LOOK, how)
    assert decision.outcome is Outcome.NOTIFY
    assert "disk full" in decision.reason


@HOW
@pytest.mark.parametrize("good", [0, 1])
def test_a_credential_is_not_shown_where_the_log_is_down(good: int, how: str) -> None:
    """Looking at a secret is weighed like an act: a full disk is no way to it."""
    look = Action("bash", {"command": "cat ~/.aws/credentials"}, session="s", call_id="look")
    judge = Says(Judgement("x", 10.0))
    assert check(guard(store=FailingStore(StoreError("disk full"), good), judge=judge), look, how).outcome.stops


def test_no_judge_is_paid_for_what_cannot_be_recorded() -> None:
    """The store is asked first."""
    judge = Says(Judgement("x", 10.0))
    guard(store=FailingStore(StoreError("gone")), judge=judge).check(NUKE, TASK)
    assert judge.asked == 0


@HOW
def test_a_pipeline_that_breaks_goes_to_a_human(how: str) -> None:
    """A table without cells is as broken as it gets."""
    guarded = guard(choices=Choices((), Table({})))
    decision = check(guarded, NUKE, how)
    assert decision.outcome is Outcome.ESCALATE
    assert kinds(guarded) == ["decision"]


@HOW
@pytest.mark.parametrize("rubbish", [None, 7, "rm -rf /", {"tool": "bash"}, object()], ids=type)
def test_what_is_no_action_goes_to_a_human(rubbish: object, how: str) -> None:
    """A host that hands over something else gets an answer, not an exception."""
    guarded = guard()
    assert check(guarded, rubbish, how).outcome is Outcome.ESCALATE
    assert kinds(guarded) == ["refusal"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"a": object()}, {"a": {1, 2}}, {1: 2}, None, "text", {"a": b"bytes"}, {"a": 10**5000},
        {"a": threading.Lock()},
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_a_call_that_cannot_be_read_as_data_is_refused(arguments: Any) -> None:
    """No digest, no approval; a human hears of it."""
    guarded = guard()
    sync = guarded.check_call("tool", arguments, TASK, session="s")
    other = asyncio.run(guarded.acheck_call("tool", arguments, TASK, session="s"))
    assert [sync.outcome, other.outcome] == [Outcome.ESCALATE] * 2
    assert kinds(guarded) == ["refusal", "refusal"]
    assert guarded.ask(sync).outcome is Outcome.BLOCK


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    "arguments",
    [
        {"text": "x" * (9 * 1024 * 1024)},
        {"command": "rm " + "a" * 3_000_000},
        {"command": "\ud800 rm -rf /"},
        {"command": "rm -rf \0/"},
        {"n": float("nan")},
        nested(63),
        nested(10_000),
        {f"key{n}": n for n in range(20_000)},
    ],
    ids=["9 MB", "3 MB", "surrogate", "nul", "nan", "deep", "deeper", "wide"],
)
def test_monsters_never_pass_and_never_raise(arguments: dict[str, Any]) -> None:
    """Too large, too deep, no text, no number: an answer in time that stops them."""
    began = time.monotonic()
    decision = guard().check_call("bash", arguments, TASK, session="s", call_id="1")
    assert decision.outcome.stops
    assert time.monotonic() - began < 20


def test_a_refusal_that_cannot_be_recorded_blocks() -> None:
    """The log again."""
    decision = guard(store=FailingStore(StoreError("gone"))).refuse("no such thing")
    assert decision.outcome is Outcome.BLOCK


@pytest.mark.parametrize("clock", [lambda: float("nan"), lambda: float("-inf"), lambda: 0.0, lambda: 1 / 0])
def test_a_clock_gone_mad_never_lets_an_escalation_through(clock: Callable[[], float]) -> None:
    """An approval whose time cannot be told is over."""
    guarded = guard(clock=clock)
    decision = guarded.check(NUKE, TASK)
    assert decision.outcome.stops
    assert guarded.ask(decision).outcome.stops


def test_a_cancelled_check_decides_nothing_and_raises() -> None:
    """Whoever was cancelled has no answer; the next check of that call is a first one."""

    class Slow(Says):
        async def ajudge(self, case: object) -> Judgement:
            await asyncio.sleep(30)
            return Judgement("x", 10.0)

    guarded = guard(judge=Slow(Judgement("x", 0.0)))

    async def run() -> None:
        check = asyncio.create_task(guarded.acheck(NUKE, TASK))
        await asyncio.sleep(0.05)
        check.cancel()
        with pytest.raises(asyncio.CancelledError):
            await check

    asyncio.run(run())
    assert kinds(guarded) == []
    assert guarded.check(NUKE, TASK).outcome.stops


def test_a_judge_that_is_cancelled_from_within_is_an_outage() -> None:
    """Nobody cancelled the check itself: it has to answer."""
    assert check(guard(judge=Says(asyncio.CancelledError())), NUKE, "async").outcome is Outcome.ESCALATE


@HOW
@pytest.mark.parametrize("task", [None, "delete it", 7], ids=type)
@pytest.mark.parametrize("steps", [(), None, [None], ["text"]], ids=repr)
def test_a_task_or_steps_of_another_kind_never_let_anything_through(task: Any, steps: Any, how: str) -> None:
    """A host that hands over something else."""
    guarded = guard(judge=Says(Judgement("x", 10.0)))
    for action in (NUKE, replace(NUKE, session="", call_id="")):
        if how == "sync":
            assert guarded.check(action, task, steps).outcome.stops
        else:
            assert asyncio.run(guarded.acheck(action, task, steps)).outcome.stops


def test_threads_that_ask_about_one_call_get_one_decision() -> None:
    """The first one that is recorded stands, whatever the other judges say."""
    scores = iter([Judgement("x", float(score)) for score in range(10)])
    lock = threading.Lock()

    class Wavers(Says):
        def judge(self, case: object) -> Judgement:
            with lock:
                return next(scores)

    guarded = guard(judge=Wavers(None))
    decisions: list[Decision] = []
    threads = [threading.Thread(target=lambda: decisions.append(guarded.check(NUKE, TASK))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({decision.outcome for decision in decisions}) == 1
    assert len({decision.score for decision in decisions}) == 1
    assert kinds(guarded).count("decision") == 1


def test_a_remembered_decision_that_cannot_be_read_blocks() -> None:
    """Somebody wrote into the store."""
    guarded = guard()
    decision = guarded.check(NUKE, TASK)
    with guarded.store.writing() as ledger:
        ledger.put_decided("s", decision.call, '{"version": 1, "decision": {"outcome": "allow"}}')
    assert guarded.check(NUKE, TASK).outcome is Outcome.BLOCK
