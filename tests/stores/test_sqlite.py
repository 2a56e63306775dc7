"""The SQLite store among other processes, on broken files, and under SIGKILL."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commensurate.audit.chain import verify
from commensurate.errors import ChainBroken, StoreError
from commensurate.stores.sqlite import SqliteStore

WRITER = """
import sys
from commensurate.stores.sqlite import SqliteStore
store = SqliteStore(sys.argv[1])
for number in range(int(sys.argv[2])):
    with store.writing() as ledger:
        record = ledger.append("decision", "s", {"n": number, "padding": "x" * (number % 7 * 500)})
    print(record.sequence, record.hash, flush=True)
"""


def start(path: Path, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), str(count)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)


def write(store: SqliteStore, count: int = 1) -> None:
    for number in range(count):
        with store.writing() as ledger:
            ledger.append("decision", "s", {"n": number})


@pytest.mark.slow
def test_a_killed_writer_loses_no_record_that_it_acknowledged(tmp_path: Path) -> None:
    """SIGKILL at 50 random moments: the chain holds, and what was acknowledged is there, word for word."""
    path = tmp_path / "log.sqlite"
    acknowledged: dict[int, str] = {}
    chance = random.Random(7)
    for _ in range(50):
        writer = start(path, 100_000)
        assert writer.stdout is not None
        lines = [writer.stdout.readline()]
        time.sleep(chance.uniform(0.0, 0.05))
        writer.send_signal(signal.SIGKILL)
        rest, _ = writer.communicate()
        for line in [*lines, *rest.splitlines()]:
            sequence, _, digest = line.strip().partition(" ")
            if len(digest) == 64:
                acknowledged[int(sequence)] = digest
    kept = {record.sequence: record.hash for record in SqliteStore(path).records()}
    verify(SqliteStore(path).records())
    assert len(acknowledged) >= 50
    assert acknowledged.items() <= kept.items()


def test_two_processes_write_one_chain(tmp_path: Path) -> None:
    """A new file opened by two at once; every record lands once."""
    path = tmp_path / "log.sqlite"
    writers = [start(path, 60) for _ in range(2)]
    assert [writer.communicate() and writer.returncode for writer in writers] == [0, 0]
    assert verify(SqliteStore(path).records())[0] == 120


def test_a_forked_child_writes_on_without_harming_its_parent(tmp_path: Path) -> None:
    """The child opens a connection of its own."""
    store = SqliteStore(tmp_path / "log.sqlite")
    write(store)
    child = os.fork()
    if child == 0:
        try:
            write(store)
            os._exit(0)
        except BaseException:  # noqa: BLE001 (a child never returns into the test run)
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    write(store)
    assert verify(store.records())[0] == 3


def test_the_file_is_for_its_user_alone(tmp_path: Path) -> None:
    """What an agent was asked, and did, is nobody else's business."""
    store = SqliteStore(tmp_path / "new" / "log.sqlite")
    write(store)
    assert store.path.stat().st_mode & 0o777 == 0o600
    assert store.path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("content", [b"not a database" * 100, os.urandom(4096), b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_that_is_no_log_is_an_error_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    """Nothing is repaired by starting anew."""
    path = tmp_path / "log.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError):
        write(SqliteStore(path))
    with pytest.raises(StoreError):
        list(SqliteStore(path).records())
    assert path.read_bytes() == content


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """Only a file with our mark and version is written to."""
    path = tmp_path / "log.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE customers (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match="not a log of this version"):
        write(SqliteStore(path))


def test_a_log_that_is_damaged_in_the_middle_is_an_error_or_a_broken_chain(tmp_path: Path) -> None:
    """Overwritten pages never read as a log that holds."""
    path = tmp_path / "log.sqlite"
    store = SqliteStore(path)
    write(store, 200)
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(os.urandom(size // 2))
    with pytest.raises((StoreError, ChainBroken)):
        verify(SqliteStore(path).records())


@pytest.mark.parametrize("what", ["removed", "replaced"])
def test_a_log_that_vanishes_under_a_running_process_is_an_error(tmp_path: Path, what: str) -> None:
    """The process neither writes into a file that nobody sees nor begins a new one."""
    path = tmp_path / "log.sqlite"
    store = SqliteStore(path)
    write(store)
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)
    if what == "replaced":
        write(SqliteStore(path))
    for _ in range(2):
        with pytest.raises(StoreError, match=r"removed or replaced|No such file"):
            write(store)
        store.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_an_error(tmp_path: Path) -> None:
    """A disk that takes nothing."""
    (tmp_path / "dead").mkdir(mode=0o500)
    with pytest.raises(StoreError):
        write(SqliteStore(tmp_path / "dead" / "log.sqlite"))


@pytest.mark.parametrize("path", ["/proc/nowhere/log.sqlite", "/dev/null/log.sqlite", "/"])
def test_a_place_that_takes_no_file_is_an_error(path: str) -> None:
    """Not a folder, not writable, not a file."""
    with pytest.raises(StoreError):
        write(SqliteStore(path))


def test_a_writer_that_never_lets_go_makes_the_others_fail_in_time(tmp_path: Path) -> None:
    """No wait without an end."""
    path = tmp_path / "log.sqlite"
    write(SqliteStore(path))
    began = time.monotonic()
    with SqliteStore(path).writing() as ledger:
        ledger.append("decision", "s", {})
        with pytest.raises(StoreError, match="locked"):
            write(SqliteStore(path, patience=0.2))
    assert time.monotonic() - began < 5


def test_a_clock_that_tells_no_time_is_an_error(tmp_path: Path) -> None:
    """NaN is not a time."""
    with pytest.raises(StoreError):
        write(SqliteStore(tmp_path / "log.sqlite", clock=lambda: float("nan")))


def test_text_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    """A session named by half a surrogate pair cannot be kept."""
    store = SqliteStore(tmp_path / "log.sqlite")
    with pytest.raises(StoreError), store.writing() as ledger:
        ledger.append("decision", "\ud800", {})
    write(store)
    assert json.loads(next(iter(store.records())).body) == {"n": 0}
