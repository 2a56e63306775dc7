"""Stand-ins that are real implementations of the ports: judges, probes, stores and channels that fail on purpose."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from commensurate.guard import Guard
from commensurate.model.action import Action
from commensurate.model.analysis import Question
from commensurate.model.approval import Approval
from commensurate.model.judgement import Judgement
from commensurate.model.record import Record
from commensurate.model.task import Provenance, Task
from commensurate.ports import Case, Ledger
from commensurate.settings import Policy, choices
from commensurate.stores.memory import MemoryStore

TASK = Task("tidy up the build folder", Provenance.HUMAN)
NUKE = Action("no_such_tool", {"target": "everything"}, session="s", call_id="1")
"""Nothing reads it: opaque, so that it changes something and is escalated."""
LOOK = Action("bash", {"command": "ls -l"}, session="s", call_id="look")
"""Proven to look only."""
CHOICES = choices(Policy())


class Says:
    """A judge that answers with what it was given, or raises it."""

    name = "says"

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.asked = 0

    def judge(self, case: Case) -> Judgement:
        self.asked += 1
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer  # type: ignore[return-value]

    async def ajudge(self, case: Case) -> Judgement:
        return self.judge(case)


class Looks:
    """A probe that answers with what it was given, or raises it."""

    def __init__(self, answer: object) -> None:
        self.given = answer

    def answer(self, questions: Sequence[Question]) -> Mapping[Question, str]:
        if isinstance(self.given, BaseException):
            raise self.given
        return self.given  # type: ignore[return-value]


class Rings:
    """A channel that keeps what it was asked, or raises."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.asked: list[Approval] = []
        self.error = error

    def ask(self, approval: Approval) -> None:
        self.asked.append(approval)
        if self.error is not None:
            raise self.error


class FailingStore(MemoryStore):
    """A store that raises from its n-th transaction on (0 is the first)."""

    def __init__(self, error: Exception, good: int = 0) -> None:
        super().__init__()
        self.error = error
        self.good = good

    @contextmanager
    def writing(self) -> Iterator[Ledger]:  # type: ignore[override]
        self.good -= 1
        if self.good < 0:
            raise self.error
        with super().writing() as ledger:
            yield ledger


def guard(**more: object) -> Guard:
    """A guard with the shipped rules and table, a memory store, and whatever else is given."""
    return Guard(**{"choices": CHOICES, "store": MemoryStore(), **more})  # type: ignore[arg-type]


def records(guarded: Guard) -> list[Record]:
    """All but the pinned words, which tests of their own look at."""
    return [record for record in guarded.store.records() if record.kind != "said"]


def kinds(guarded: Guard) -> list[str]:
    return [record.kind for record in records(guarded)]
