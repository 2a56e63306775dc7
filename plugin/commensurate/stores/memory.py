"""A store that lives as long as its process. For tests, evals and trials: nothing of it survives a restart."""

import threading
import time
from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from commensurate.audit.chain import seal
from commensurate.errors import StoreError
from commensurate.model.agent import Grant
from commensurate.model.approval import Approval, ApprovalState
from commensurate.model.record import Record
from commensurate.model.session import Session
from commensurate.ports import Clock


@dataclass
class MemoryLedger:
    """The inside of one transaction: it reads through to what is kept, and writes into layers of its own."""

    clock: Clock
    records: list[Record]
    sessions: MutableMapping[str, Session]
    approvals: MutableMapping[str, Approval]
    decisions: MutableMapping[tuple[str, str], str]
    halts: MutableMapping[str, str]
    granted: MutableMapping[str, Grant]
    words: MutableMapping[str, tuple[str, ...]]
    parents: MutableMapping[str, str]
    new: list[Record] = field(default_factory=list)

    def append(self, kind: str, session: str, body: Mapping[str, object]) -> Record:
        """Chain one more record."""
        newest = next((chain[-1] for chain in (self.new, self.records) if chain), None)
        previous = None if newest is None else (newest.sequence, newest.hash)
        record = seal(previous, at=self.clock(), kind=kind, session=session, body=body)
        self.new.append(record)
        return record

    def session(self, session_id: str) -> Session:
        """The sums of a session so far."""
        return self.sessions.get(session_id, Session(session_id))

    def put_session(self, session: Session) -> None:
        """Keep the sums."""
        self.sessions[session.id] = session

    def approval(self, approval_id: str) -> Approval | None:
        """One approval, or None."""
        return self.approvals.get(approval_id)

    def put_approval(self, approval: Approval) -> None:
        """Keep an approval."""
        self.approvals[approval.id] = approval

    def decided(self, session_id: str, call_id: str) -> str | None:
        """What was decided about a call of this id."""
        return self.decisions.get((session_id, call_id))

    def put_decided(self, session_id: str, call_id: str, decision: str) -> None:
        """Remember the decision about a call."""
        self.decisions[(session_id, call_id)] = decision

    def grants(self, agent: str) -> tuple[Grant, ...]:
        """What humans granted this agent and is not used up."""
        return tuple(grant for grant in self.granted.values() if grant.agent == agent and grant.uses > 0)

    def put_grant(self, grant: Grant) -> None:
        """Keep a grant."""
        self.granted[grant.id] = grant

    def said(self, session_id: str) -> tuple[str, ...]:
        """What the human said in this session."""
        return self.words.get(session_id, ())

    def put_said(self, session_id: str, words: str) -> None:
        """Pin one more message of the human's."""
        self.words[session_id] = (*self.said(session_id), words)

    def parent(self, session_id: str) -> str:
        """The session that started this one."""
        return self.parents.get(session_id, "")

    def put_parent(self, session_id: str, parent_id: str) -> None:
        """Remember which session started this one."""
        self.parents.setdefault(session_id, parent_id)

    def halted(self, session_id: str, agent: str) -> str:
        """Why this session, agent or everything is halted; empty where nothing is."""
        scopes = ("all", f"session:{session_id}", f"agent:{agent}")
        return next((reason for scope in scopes if (reason := self.halts.get(scope, ""))), "")

    def put_halt(self, scope: str, reason: str) -> None:
        """Halt a scope; an empty reason resumes it."""
        self.halts[scope] = reason


class MemoryStore:
    """A Store in memory: thread-safe, one writer at a time, and a write that fails leaves nothing behind."""

    def __init__(self, clock: Clock = time.time) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._writing = False
        self._records: list[Record] = []
        self._sessions: dict[str, Session] = {}
        self._approvals: dict[str, Approval] = {}
        self._decisions: dict[tuple[str, str], str] = {}
        self._halts: dict[str, str] = {}
        self._granted: dict[str, Grant] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._parents: dict[str, str] = {}

    @contextmanager
    def writing(self) -> Iterator[MemoryLedger]:
        """One write transaction; what it wrote is kept when its block ends well."""
        with self._lock:
            if self._writing:
                raise StoreError("a write transaction is open in this thread already")
            kept: tuple[dict[Any, Any], ...] = (
                self._sessions, self._approvals, self._decisions, self._halts, self._granted, self._words, self._parents,
            )  # fmt: skip
            layers: list[Any] = [ChainMap({}, below) for below in kept]
            ledger = MemoryLedger(self._clock, self._records, *layers)
            self._writing = True
            try:
                yield ledger
            finally:
                self._writing = False
            self._records.extend(ledger.new)
            for below, layer in zip(kept, layers, strict=True):
                below.update(layer.maps[0])
            for call in [call for call, decision in layers[2].maps[0].items() if not decision]:
                del self._decisions[call]

    def records(self, after: int = 0) -> Iterator[Record]:
        """All records with a sequence greater than `after`, in order."""
        with self._lock:
            found = self._records[max(after, 0) :]
        return iter(found)

    def approvals(self) -> Sequence[Approval]:
        """The approvals that wait for an answer, oldest first."""
        with self._lock:
            waiting = [a for a in self._approvals.values() if a.state is ApprovalState.PENDING]
        return sorted(waiting, key=lambda approval: approval.asked_at)

    def grants(self) -> Sequence[Grant]:
        """All grants that are not used up, oldest first."""
        with self._lock:
            return [grant for grant in self._granted.values() if grant.uses > 0]

    def close(self) -> None:
        """Let go: nothing is held."""
