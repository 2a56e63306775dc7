"""A store in one SQLite file: survives restarts and kills, shared by threads and processes, one writer at a time.

WAL with synchronous=FULL: what `writing` has ended without an error is on the disk, as far as the disk keeps its
word. One connection a process, behind a lock; a forked child opens its own. The file is opened when it is first
used, so that a store that cannot be opened stops actions instead of hosts. A file that was removed or replaced under
a running process is an error, never a fresh start.
"""

import os
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commensurate.audit.chain import seal
from commensurate.errors import StoreError, WireError
from commensurate.model.agent import Grant
from commensurate.model.approval import Approval, ApprovalState
from commensurate.model.record import Record
from commensurate.model.session import Session
from commensurate.ports import Clock
from commensurate.wire import dumps, loads

APPLICATION = 0x636D6D73
"""What marks the file as ours (`PRAGMA application_id`): "cmms"."""

VERSION = 1
"""The version of the tables (`PRAGMA user_version`). A file of another version is refused, not guessed at."""

_TABLES = """
CREATE TABLE records (
  sequence INTEGER PRIMARY KEY, at REAL NOT NULL, kind TEXT NOT NULL, session TEXT NOT NULL, body TEXT NOT NULL,
  previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TABLE sessions (id TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE approvals (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, asked_at REAL NOT NULL, approval TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX waiting ON approvals (state, asked_at);
CREATE TABLE decided (
  session TEXT NOT NULL, call TEXT NOT NULL, decision TEXT NOT NULL, PRIMARY KEY (session, call)) STRICT, WITHOUT ROWID;
CREATE TABLE grants (id TEXT PRIMARY KEY, agent TEXT NOT NULL, uses INTEGER NOT NULL, granted TEXT NOT NULL) STRICT;
CREATE INDEX open_grants ON grants (agent, uses);
CREATE TABLE said (session TEXT NOT NULL, words TEXT NOT NULL) STRICT;
CREATE INDEX said_in ON said (session);
CREATE TABLE parents (session TEXT PRIMARY KEY, parent TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE halts (scope TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
_SESSIONS = 256
"""Sessions that are kept as they were read or written."""

_NAP = 0.001
"""Seconds between two attempts to take the writer's lock."""

_BATCH = 500
"""Records read at a time; between batches others may write."""

_TROUBLE = (sqlite3.Error, sqlite3.Warning, OSError, ValueError, OverflowError)
"""What a broken file, a full disk, a lock that is not given, or text that is not UTF-8 raises."""


class SqliteLedger:
    """The inside of one write transaction."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, sessions: "_Sessions") -> None:
        self._connection = connection
        self._sessions = sessions
        self._clock = clock

    def append(self, kind: str, session: str, body: Mapping[str, object]) -> Record:
        """Chain one more record."""
        newest = self._one("SELECT sequence, hash FROM records ORDER BY sequence DESC LIMIT 1")
        record = seal(newest, at=self._clock(), kind=kind, session=session, body=body)
        values = (record.sequence, record.at, kind, session, record.body, record.previous, record.hash)
        self._connection.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        return record

    def session(self, session_id: str) -> Session:
        """The sums of a session so far."""
        found = self._one("SELECT state FROM sessions WHERE id = ?", session_id)
        return Session(session_id) if found is None else self._sessions.read(found[0])

    def put_session(self, session: Session) -> None:
        """Keep the sums."""
        text = dumps(session)
        self._connection.execute("INSERT OR REPLACE INTO sessions VALUES (?, ?)", (session.id, text))
        self._sessions.keep(text, session)

    def approval(self, approval_id: str) -> Approval | None:
        """One approval, or None."""
        found = self._one("SELECT approval FROM approvals WHERE id = ?", approval_id)
        return None if found is None else _read(found[0], Approval)

    def put_approval(self, approval: Approval) -> None:
        """Keep an approval."""
        values = (approval.id, approval.state, approval.asked_at, dumps(approval))
        self._connection.execute("INSERT OR REPLACE INTO approvals VALUES (?, ?, ?, ?)", values)

    def decided(self, session_id: str, call_id: str) -> str | None:
        """What was decided about a call of this id."""
        found = self._one("SELECT decision FROM decided WHERE session = ? AND call = ?", session_id, call_id)
        return None if found is None else str(found[0])

    def put_decided(self, session_id: str, call_id: str, decision: str) -> None:
        """Remember the decision about a call; of one that is over, nothing is kept."""
        if not decision:
            self._connection.execute("DELETE FROM decided WHERE session = ? AND call = ?", (session_id, call_id))
            return
        self._connection.execute("INSERT OR REPLACE INTO decided VALUES (?, ?, ?)", (session_id, call_id, decision))

    def grants(self, agent: str) -> tuple[Grant, ...]:
        """What humans granted this agent and is not used up, oldest first."""
        query = "SELECT granted FROM grants WHERE agent = ? AND uses > 0 ORDER BY rowid"
        return tuple(_read(text, Grant) for (text,) in self._connection.execute(query, (agent,)))

    def put_grant(self, grant: Grant) -> None:
        """Keep a grant."""
        query = (
            "INSERT INTO grants VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET uses = excluded.uses, granted = excluded.granted"
        )
        self._connection.execute(query, (grant.id, grant.agent, grant.uses, dumps(grant)))

    def said(self, session_id: str) -> tuple[str, ...]:
        """What the human said in this session."""
        query = "SELECT words FROM said WHERE session = ? ORDER BY rowid"
        return tuple(str(words) for (words,) in self._connection.execute(query, (session_id,)))

    def put_said(self, session_id: str, words: str) -> None:
        """Pin one more message of the human's."""
        self._connection.execute("INSERT INTO said VALUES (?, ?)", (session_id, words))

    def parent(self, session_id: str) -> str:
        """The session that started this one."""
        found = self._one("SELECT parent FROM parents WHERE session = ?", session_id)
        return "" if found is None else str(found[0])

    def put_parent(self, session_id: str, parent_id: str) -> None:
        """Remember which session started this one."""
        self._connection.execute("INSERT OR IGNORE INTO parents VALUES (?, ?)", (session_id, parent_id))

    def halted(self, session_id: str, agent: str) -> str:
        """Why this session, agent or everything is halted; empty where nothing is."""
        scopes = ("all", f"session:{session_id}", f"agent:{agent}")
        found = self._one("SELECT reason FROM halts WHERE scope IN (?, ?, ?) AND reason <> '' LIMIT 1", *scopes)
        return "" if found is None else str(found[0])

    def put_halt(self, scope: str, reason: str) -> None:
        """Halt a scope; an empty reason resumes it."""
        self._connection.execute("INSERT OR REPLACE INTO halts VALUES (?, ?)", (scope, reason))

    def _one(self, query: str, *values: str) -> Any:
        return self._connection.execute(query, values).fetchone()


class SqliteStore:
    """A Store in the SQLite file at `path`; folder and file are made for the user alone where they are lacking.

    `patience` is how long, in seconds, a writer waits for the others before it gives up with a StoreError.
    """

    def __init__(self, path: str | Path, clock: Clock = time.time, patience: float = 10.0) -> None:
        self.path = Path(path).expanduser().absolute()
        self._clock = clock
        self._patience = patience
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._file = (0, 0)
        self._process = 0
        self._left: list[sqlite3.Connection] = []
        self._writing = False
        self._sessions = _Sessions()

    @contextmanager
    def writing(self) -> Iterator[SqliteLedger]:
        """One write transaction; when the block ends without an error, all of it is on the disk."""
        with self._held() as connection:
            if self._writing:
                raise StoreError("a write transaction is open in this thread already")
            _trying(lambda: self._begin(connection))
            self._writing = True
            try:
                yield SqliteLedger(connection, self._clock, self._sessions)
                connection.execute("COMMIT")
            except BaseException as error:
                self._undo(connection)
                if isinstance(error, _TROUBLE):
                    raise StoreError(f"{self.path}: {error}") from error
                raise
            finally:
                self._writing = False

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Take the writer's lock. SQLite's own waiting sleeps ever longer, up to 100 ms at a time, and a busy process
        would get in first again and again: a halt could wait for seconds.
        """
        connection.execute("PRAGMA busy_timeout=0")
        try:
            self._patiently(lambda: connection.execute("BEGIN IMMEDIATE"), _NAP)
        finally:
            connection.execute(f"PRAGMA busy_timeout={round(self._patience * 1000)}")

    def records(self, after: int = 0) -> Iterator[Record]:
        """All records with a sequence greater than `after`, in the order in which they stand."""
        query = "SELECT rowid, sequence, at, kind, session, body, previous, hash FROM records WHERE rowid > ? ORDER BY rowid LIMIT ?"
        while True:
            with self._held() as connection:
                rows = _trying(lambda last=after, c=connection: c.execute(query, (last, _BATCH)).fetchall())  # type: ignore[misc]
            for row in rows:
                yield Record(*row[1:])
            if len(rows) < _BATCH:
                return
            after = rows[-1][0]

    def approvals(self) -> Sequence[Approval]:
        """The approvals that wait for an answer, oldest first."""
        query = "SELECT approval FROM approvals WHERE state = ? ORDER BY asked_at"
        with self._held() as connection:
            rows = _trying(lambda: connection.execute(query, (ApprovalState.PENDING,)).fetchall())
        return [_read(text, Approval) for (text,) in rows]

    def grants(self) -> Sequence[Grant]:
        """All grants that are not used up, oldest first."""
        with self._held() as connection:
            rows = _trying(
                lambda: connection.execute("SELECT granted FROM grants WHERE uses > 0 ORDER BY rowid").fetchall()
            )
        return [_read(text, Grant) for (text,) in rows]

    def close(self) -> None:
        """Close the file. The next use opens it again."""
        with self._lock:
            if self._connection is not None and self._process == os.getpid():
                self._connection.close()
            self._connection = None

    @contextmanager
    def _held(self) -> Iterator[sqlite3.Connection]:
        """This process's connection, for one thread at a time."""
        if self._process not in {0, os.getpid()}:
            self._forked()
        with self._lock:
            if self._connection is None:
                self._connection = _trying(self._open, str(self.path))
            elif self._moved():
                raise StoreError(f"{self.path}: was removed or replaced while it was in use")
            yield self._connection

    def _forked(self) -> None:
        """In a forked child: the parent's connection is left alone (closing it could harm the parent's file)."""
        self._lock = threading.RLock()
        if self._connection is not None:
            self._left.append(self._connection)
        self._connection, self._process, self._writing = None, 0, False

    def _open(self) -> sqlite3.Connection:
        if self._file == (0, 0):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        found = self.path.stat()
        if self._file not in {(0, 0), (found.st_dev, found.st_ino)}:
            raise StoreError(f"{self.path}: was removed or replaced while it was in use")
        connection = sqlite3.connect(self.path, self._patience, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._file, self._process = (found.st_dev, found.st_ino), os.getpid()
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA synchronous=FULL")
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            self._patiently(lambda: connection.execute("PRAGMA journal_mode=WAL"))
        known = (APPLICATION, VERSION)
        if _marks(connection) == known:
            return
        self._patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
        marks = _marks(connection)
        if marks == (0, 0) and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
            for statement in (
                *_TABLES.split(";"),
                f"PRAGMA application_id={APPLICATION}",
                f"PRAGMA user_version={VERSION}",
            ):
                connection.execute(statement)
        elif marks != known:
            raise StoreError(f"{self.path}: not a log of this version (its marks are {marks[0]:#x}, {marks[1]})")
        connection.execute("COMMIT")

    def _patiently(self, act: Callable[[], object], nap: float = 0.01) -> None:
        """Switching to WAL does not wait for locks by itself: others may be opening the same new file."""
        until = time.monotonic() + self._patience
        while True:
            try:
                act()
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or not time.monotonic() < until:
                    raise
                time.sleep(nap)
            else:
                return

    def _moved(self) -> bool:
        try:
            found = self.path.stat()
        except OSError:
            return True
        return (found.st_dev, found.st_ino) != self._file

    def _undo(self, connection: sqlite3.Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            connection.close()
            self._connection = None


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    return application, version


def _trying(act: Callable[[], Any], place: str = "the log") -> Any:
    try:
        return act()
    except _TROUBLE as error:
        raise StoreError(f"{place}: {error}") from error


def _read(text: str, noun: type[Any]) -> Any:
    try:
        return loads(text, noun)
    except WireError as error:
        raise StoreError(f"the store holds a {noun.__name__} that cannot be read: {error}") from None


class _Sessions:
    """Sessions by their text: what was written or read lately need not be parsed again. Thread-safe by the writer's lock."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Session] = OrderedDict()

    def read(self, text: str) -> Session:
        """The session that a text says. Raises StoreError."""
        found = self._known.get(text)
        return found if found is not None else self.keep(text, _read(text, Session))

    def keep(self, text: str, session: Session) -> Session:
        """Remember what a text says."""
        self._known[text] = session
        while len(self._known) > _SESSIONS:
            self._known.popitem(last=False)
        return session
