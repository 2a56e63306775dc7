"""What is plugged into the house: Judge, Probe, Store, Channel, Clock. Each is a small Protocol with real
implementations that ship, among them ones for tests (the replay judge, the memory store).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from commensurate.model.action import Action
from commensurate.model.agent import Grant
from commensurate.model.analysis import Analysis, Question
from commensurate.model.approval import Approval
from commensurate.model.finding import Finding
from commensurate.model.judgement import Judgement
from commensurate.model.record import Record
from commensurate.model.session import Session
from commensurate.model.situation import Closed
from commensurate.model.step import Step
from commensurate.model.task import Task


@dataclass(frozen=True, slots=True)
class Case:
    """All that a judge is told of one action. Only `task` holds a human's words; the rest is evidence."""

    task: Task
    action: Action
    analysis: Analysis
    findings: tuple[Finding, ...] = ()
    steps: tuple[Step, ...] = ()


class Judge(Protocol):
    """Weighs an action against its task. Never raises for an outage: an unjudged Judgement says what failed."""

    @property
    def name(self) -> str:
        """What stands in judgements and reports."""
        ...

    def judge(self, case: Case) -> Judgement:
        """Weigh one case."""
        ...

    async def ajudge(self, case: Case) -> Judgement:
        """Weigh one case without blocking the event loop."""
        ...


class Probe(Protocol):
    """Looks at the world without touching it. What it cannot tell, it leaves out."""

    def answer(self, questions: Sequence[Question]) -> Mapping[Question, str]:
        """Answer what can be answered."""
        ...


class Ledger(Protocol):
    """The inside of one write transaction: what is read here is what the write builds on."""

    def append(self, kind: str, session: str, body: Mapping[str, object]) -> Record:
        """Chain one more record. `body` is plain data, redacted before it is written."""
        ...

    def session(self, session_id: str) -> Session:
        """The sums of a session so far; a new one where it is not known."""
        ...

    def put_session(self, session: Session) -> None:
        """Keep the sums."""
        ...

    def approval(self, approval_id: str) -> Approval | None:
        """One approval, or None."""
        ...

    def put_approval(self, approval: Approval) -> None:
        """Keep an approval."""
        ...

    def decided(self, session_id: str, call_id: str) -> str | None:
        """What was decided about a call of this id, as the JSON text that `put_decided` was given; None if new.

        An empty text says the same as None: the call is over, and whatever comes under its id is a call of its own.
        """
        ...

    def put_decided(self, session_id: str, call_id: str, decision: str) -> None:
        """Remember the decision about a call, as JSON text. An empty text: the call is over, and may be forgotten."""
        ...

    def grants(self, agent: str) -> tuple[Grant, ...]:
        """What humans granted this agent and is not used up, oldest first; expired ones may be among them."""
        ...

    def put_grant(self, grant: Grant) -> None:
        """Keep a grant; with no uses left it is as good as revoked."""
        ...

    def said(self, session_id: str) -> tuple[str, ...]:
        """What the human said in this session or in the one above it, verbatim, the first words first."""
        ...

    def put_said(self, session_id: str, words: str) -> None:
        """Pin one more message of the human's."""
        ...

    def parent(self, session_id: str) -> str:
        """The session that started this one; empty for a root."""
        ...

    def put_parent(self, session_id: str, parent_id: str) -> None:
        """Remember which session started this one. The first word on it stands."""
        ...

    def halted(self, session_id: str, agent: str) -> str:
        """The reason why this session, agent or everything is halted; empty where nothing is."""
        ...

    def put_halt(self, scope: str, reason: str) -> None:
        """Halt (`scope` is "all", "session:ID" or "agent:ID"); an empty reason resumes."""
        ...


class Store(Protocol):
    """Keeps records, sessions and approvals; survives restarts; one writer at a time.

    Raises StoreError where it cannot: whatever waited for the write has then not happened.
    """

    def writing(self) -> AbstractContextManager[Ledger]:
        """One write transaction; all of it is kept, or none."""
        ...

    def records(self, after: int = 0) -> Iterator[Record]:
        """All records with a sequence greater than `after`, in order."""
        ...

    def approvals(self) -> Sequence[Approval]:
        """The approvals that wait for an answer, oldest first."""
        ...

    def grants(self) -> Sequence[Grant]:
        """All grants that are not used up, oldest first; expired ones may be among them."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


class Channel(Protocol):
    """Reaches a human, and brings the answer back through the store."""

    def ask(self, approval: Approval) -> None:
        """Put the question before a human. Returns at once; raises where nobody can be reached."""
        ...


Clock = Callable[[], float]
"""Seconds since the epoch, UTC."""

Calendar = Callable[[float], tuple[Closed, ...]]
"""What is closed to changes at a time (seconds since the epoch, UTC)."""
