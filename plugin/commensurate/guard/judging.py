"""Asking the judge and the world: what comes back is checked, and whatever fails is an answer that says so."""

import contextvars
import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from commensurate.guard.failure import failure
from commensurate.model.analysis import Question
from commensurate.model.judgement import Judgement, unjudged
from commensurate.ports import Case, Judge, Probe


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Whoever can be asked. `seconds` bounds one judgement; None trusts the judge's own deadline."""

    judge: Judge | None = None
    probe: Probe | None = None
    seconds: float | None = None

    def seen(self, questions: tuple[Question, ...]) -> Mapping[Question, str]:
        """What the probe can tell; nothing where it fails."""
        if self.probe is None:
            return {}
        try:
            answers = self.probe.answer(questions)
            return {q: answers[q] for q in questions if isinstance(answers.get(q), str)}
        except Exception:  # noqa: BLE001 (what is not answered counts as the worse answer)
            return {}

    def judged(self, case: Case) -> Judgement | None:
        """The judgement; an unjudged one where the judge fails; None where there is no judge."""
        judge, seconds = self.judge, self.seconds
        if judge is None:
            return None
        try:
            answer = judge.judge(case) if seconds is None else _within(seconds, lambda: judge.judge(case))
            return _heard(answer)
        except Exception as error:  # noqa: BLE001 (a judge that fails leaves the action unjudged)
            return unjudged(type(judge).__name__, failure("the judge failed", error))

    async def ajudged(self, case: Case) -> Judgement | None:
        """As judged, without blocking the event loop."""
        import asyncio  # noqa: PLC0415 (30 ms that a process of one sync check need not pay)

        judge = self.judge
        if judge is None:
            return None
        try:
            return _heard(await asyncio.wait_for(judge.ajudge(case), self.seconds))
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            return unjudged(type(judge).__name__, "the judge was cancelled from within.")
        except Exception as error:  # noqa: BLE001 (as in judged)
            return unjudged(type(judge).__name__, failure("the judge failed", error))


def _heard(answer: object) -> Judgement:
    """A judgement whose score is a number from 0 to 10, or an unjudged one that says what came instead."""
    if not isinstance(answer, Judgement):
        return unjudged("judge", f"the judge answered with {type(answer).__name__}")
    score: object = answer.score
    if score is None or (isinstance(score, int | float) and not isinstance(score, bool) and 0 <= score <= 10):
        return answer
    return unjudged(answer.judge, f"the judge gave the score {score!r}")


def _within(seconds: float, call: Callable[[], Judgement]) -> Judgement:
    """Call in a thread of its own, and wait for so long. Raises TimeoutError, or what the call raised."""
    answers: queue.SimpleQueue[Judgement | BaseException] = queue.SimpleQueue()
    inside = contextvars.copy_context()

    def run() -> None:
        try:
            answers.put(inside.run(call))
        except BaseException as error:  # noqa: BLE001 (it is raised where it is waited for)
            answers.put(error)

    threading.Thread(target=run, name="commensurate-judge", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no answer within {seconds:g} s") from None
    if isinstance(answer, BaseException):
        raise answer
    return answer
