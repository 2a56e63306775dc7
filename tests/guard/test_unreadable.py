"""On a store that cannot be read nothing changes anything, whatever the judge says and however it came to be unreadable."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from commensurate.model.action import Action
from commensurate.model.decision import Outcome
from commensurate.stores.sqlite import SqliteStore
from guard.hands import TASK, Agrees, draft
from guard.stands import LOOK, guard


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 400)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def torn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : len(data)] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


def rewritten(table: str, column: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute(f"UPDATE {table} SET {column} = '{{}}'")

    return spoil


def without(table: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute(f"DROP TABLE {table}")

    return spoil


SPOILED: dict[str, Callable[[Path], None]] = {
    "garbage": garbage,
    "cut off": cut_off,
    "torn": torn,
    "a folder in its place": lambda path: (path.unlink(), path.mkdir())[1],
    "sums that cannot be read": rewritten("sessions", "state"),
    "no sums": without("sessions"),
    "no halts": without("halts"),
    "no parents": without("parents"),
    "no words": without("said"),
    "no memory of calls": without("decided"),
    "no log": without("records"),
}


@pytest.mark.parametrize("how", list(SPOILED))
def test_nothing_is_changed_on_a_store_that_cannot_be_read(tmp_path: Path, how: str) -> None:
    """What changes something is blocked; a proven look goes on with a notice, so that a human can see what is wrong."""
    path = tmp_path / "log.sqlite"
    store = SqliteStore(path)
    assert not guard(store=store, judge=Agrees()).check(draft(1), TASK).outcome.stops
    store.close()
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)
    SPOILED[how](path)
    spoiled = guard(store=SqliteStore(path, patience=0.1), judge=Agrees())
    assert spoiled.check(draft(2), TASK).outcome is Outcome.BLOCK
    assert spoiled.check(Action("no_such_tool", {"n": 1}, session="s", call_id="x"), TASK).outcome is Outcome.BLOCK
    assert spoiled.check(LOOK, TASK).outcome in (Outcome.NOTIFY, Outcome.BLOCK)
