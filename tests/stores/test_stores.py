"""What every store must do, held against each one that ships."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from commensurate.audit.chain import verify
from commensurate.errors import StoreError
from commensurate.model.agent import Grant, Scope
from commensurate.model.approval import Approval, ApprovalState
from commensurate.model.session import Session
from commensurate.ports import Ledger, Store
from commensurate.stores.memory import MemoryStore
from commensurate.stores.sqlite import SqliteStore


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / "deep" / "log.sqlite")


def approval(name: str, asked_at: float = 1.0) -> Approval:
    return Approval(name, "d" * 64, "s", "May it?", "why", asked_at, asked_at + 60)


def test_records_are_chained_in_the_order_in_which_they_were_written(store: Store) -> None:
    """Sequences run from 1, across transactions and inside one."""
    for number in range(3):
        with store.writing() as ledger:
            ledger.append("decision", "s", {"n": number})
            ledger.append("outcome", "s", {"n": number})
    assert [record.sequence for record in store.records()] == [1, 2, 3, 4, 5, 6]
    assert verify(store.records())[0] == 6
    assert [record.sequence for record in store.records(after=4)] == [5, 6]


def test_a_transaction_that_fails_leaves_nothing_behind(store: Store) -> None:
    """All of it is kept, or none."""
    with pytest.raises(ZeroDivisionError), store.writing() as ledger:
        write_everything_and_fail(ledger)
    assert list(store.records()) == []
    with store.writing() as ledger:
        assert ledger.session("s") == Session("s")
        assert ledger.approval("a") is None
        assert ledger.decided("s", "c") is None
        assert ledger.halted("s", "agent") == ""


def test_what_was_put_is_read_inside_the_transaction_and_after_it(store: Store) -> None:
    """A write builds on what it reads."""
    with store.writing() as ledger:
        ledger.put_session(Session("s", actions=1, acts={"delete mail unknown": 2}))
        ledger.put_decided("s", "c", "text")
        assert ledger.session("s").actions == 1
        assert ledger.decided("s", "c") == "text"
    with store.writing() as ledger:
        assert ledger.session("s").acts == {"delete mail unknown": 2}
        assert ledger.decided("s", "c") == "text"
        assert ledger.decided("other", "c") is None


def test_grants_words_and_parents_are_kept(store: Store) -> None:
    """What a human granted and said, and which run started which; a grant without uses is gone, a parent stays."""
    grant = Grant("g", "a", Scope(), "ada", "why", 9.0, 2)
    with store.writing() as ledger:
        ledger.put_grant(grant)
        ledger.put_grant(replace(grant, id="h"))
        ledger.put_grant(replace(grant, uses=0))
        for words in ("one", "two", "one"):
            ledger.put_said("s", words)
        ledger.put_parent("child", "s")
        ledger.put_parent("child", "another")
    with store.writing() as ledger:
        assert ledger.grants("a") == (replace(grant, id="h"),)
        assert ledger.grants("b") == ()
        assert ledger.said("s") == ("one", "two", "one")
        assert ledger.said("t") == ()
        assert ledger.parent("child") == "s"
        assert ledger.parent("s") == ""


def test_of_a_call_that_is_over_nothing_is_remembered(store: Store) -> None:
    """An empty text forgets it; what was decided about others stays."""
    with store.writing() as ledger:
        ledger.put_decided("s", "1", "yes")
        ledger.put_decided("s", "2", "no")
    with store.writing() as ledger:
        ledger.put_decided("s", "1", "")
        ledger.put_decided("s", "never", "")
        assert not ledger.decided("s", "1")
    with store.writing() as ledger:
        assert not ledger.decided("s", "1")
        assert not ledger.decided("s", "never")
        assert ledger.decided("s", "2") == "no"


def test_the_approvals_that_wait_come_oldest_first(store: Store) -> None:
    """Answered ones do not wait any more."""
    with store.writing() as ledger:
        for name, asked_at in (("late", 3.0), ("early", 1.0), ("middle", 2.0)):
            ledger.put_approval(approval(name, asked_at))
        ledger.put_approval(Approval("done", "d", "s", "", "", 0.0, 1.0, ApprovalState.DENIED))
    assert [one.id for one in store.approvals()] == ["early", "middle", "late"]


@pytest.mark.parametrize("scope", ["all", "session:s", "agent:a"])
def test_a_halt_holds_for_its_scope_until_it_is_taken_back(store: Store, scope: str) -> None:
    """Everything, one session, or one agent."""
    with store.writing() as ledger:
        ledger.put_halt(scope, "enough")
    with store.writing() as ledger:
        assert ledger.halted("s", "a") == "enough"
        assert ledger.halted("other", "other") == ("enough" if scope == "all" else "")
        ledger.put_halt(scope, "")
        assert ledger.halted("s", "a") == ""


def test_a_transaction_inside_a_transaction_is_refused(store: Store) -> None:
    """It could not be kept or dropped apart from the outer one."""
    with store.writing(), pytest.raises(StoreError), store.writing():
        pass


def test_secrets_never_reach_the_records(store: Store) -> None:
    """The store redacts whoever writes."""
    with store.writing() as ledger:
        ledger.append("decision", "s", {"password": "hunter2", "command": "PGPASSWORD=hunter2 psql"})
    assert "hunter2" not in next(iter(store.records())).body


def test_threads_write_one_after_the_other(store: Store) -> None:
    """Eight threads, one chain, no sum lost."""
    run_threads(8, lambda: count(store, 25))
    with store.writing() as ledger:
        assert ledger.session("s").actions == 200
    assert verify(store.records())[0] == 200


def write_everything_and_fail(ledger: Ledger) -> None:
    ledger.append("decision", "s", {})
    ledger.put_session(Session("s", actions=1))
    ledger.put_approval(approval("a"))
    ledger.put_decided("s", "c", "{}")
    ledger.put_halt("all", "stop")
    raise ZeroDivisionError


def count(store: Store, times: int) -> None:
    for _ in range(times):
        with store.writing() as ledger:
            ledger.append("decision", "s", {})
            ledger.put_session(Session("s", actions=ledger.session("s").actions + 1))


def run_threads(number: int, work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
