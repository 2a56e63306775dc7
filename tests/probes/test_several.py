"""Several probes as one."""

import threading
import time
from collections.abc import Mapping, Sequence

from commensurate.model.analysis import Ask, Question
from commensurate.probes.several import Several

A, B = Question(Ask.EXISTS, "/a"), Question(Ask.EXISTS, "/b")


class Told:
    """Answers with what it was given, or raises it, or waits for it."""

    def __init__(self, given: object) -> None:
        self.given = given

    def answer(self, questions: Sequence[Question]) -> Mapping[Question, str]:
        if isinstance(self.given, BaseException):
            raise self.given
        if isinstance(self.given, threading.Event):
            self.given.wait(30)
            return {}
        return self.given  # type: ignore[return-value]


def test_every_question_goes_to_every_probe_and_the_first_answer_is_heard() -> None:
    """In the order in which the probes were given."""
    probe = Several(Told({A: "yes"}), Told({A: "no", B: "no"}))
    assert probe.answer([A, B]) == {A: "yes", B: "no"}
    assert Several().answer([A]) == {}


def test_a_probe_that_fails_or_hangs_takes_nothing_from_the_others() -> None:
    """In time."""
    never = threading.Event()
    began = time.monotonic()
    probe = Several(Told(never), Told(ValueError()), Told(7), Told({B: "no"}), seconds=0.3)
    assert probe.answer([A, B]) == {B: "no"}
    assert time.monotonic() - began < 20
    never.set()
