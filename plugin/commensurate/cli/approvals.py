"""`commensurate approvals`, `approve`, `deny`, `halt`, `resume`: a human's word, through the store."""

import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column
from rich.table import Table as Rows

from commensurate.errors import InputError
from commensurate.flow import Choices
from commensurate.guard import Guard
from commensurate.policy.table import Table
from commensurate.settings import load_policy, read_store, store
from commensurate.wire import dump, plain

_Id = Annotated[str, typer.Argument(metavar="ID", help="The approval's id, as `commensurate approvals` lists it.")]
_By = Annotated[str, typer.Option("--by", help="Who says so.", show_default="the user of this shell")]
_Note = Annotated[str, typer.Option("--note", help="Why; the agent is told.")]
_Reason = Annotated[str, typer.Argument(metavar="REASON", help="Why. It stands in the log.")]
_Session = Annotated[str, typer.Option("--session", help="Only this session.")]
_Agent = Annotated[str, typer.Option("--agent", help="Only this agent.")]
_All = Annotated[bool, typer.Option("--all", help="Everything on this store.")]
_Policy = Annotated[Path | None, typer.Option("--policy", help="A policy file, instead of the usual one.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def approvals(*, policy: _Policy = None, as_json: _Json = False) -> None:
    """The actions that wait for a human's answer."""
    waiting = read_store(load_policy(policy)).approvals()
    if as_json:
        print(json.dumps([plain(one) for one in waiting], indent=2))
        return
    table = Rows(Column("id", no_wrap=True), "until (UTC)", "session", "question")
    for one in waiting:
        until = datetime.fromtimestamp(one.expires_at, UTC).strftime("%H:%M:%S")
        table.add_row(*(escape(cell) for cell in (one.id, until, one.session, one.headline)))
    Console().print(table if waiting else "Nothing waits for an answer.")


def approve(
    approval_id: _Id, *, by: _By = "", note: _Note = "", policy: _Policy = None, as_json: _Json = False
) -> None:
    """Say yes to one waiting action: this exact one, once, before it expires.

    commensurate approve 807316fea428df51 --by ada --note "the old stack only"
    """
    _answer(approval_id, granted=True, by=by, note=note, policy=policy, as_json=as_json)


def deny(approval_id: _Id, *, by: _By = "", note: _Note = "", policy: _Policy = None, as_json: _Json = False) -> None:
    """Say no to one waiting action. A no stands: asking again about the same call gets the same answer."""
    _answer(approval_id, granted=False, by=by, note=note, policy=policy, as_json=as_json)


def halt(
    reason: _Reason,
    *,
    session: _Session = "",
    agent: _Agent = "",
    everything: _All = False,
    by: _By = "",
    policy: _Policy = None,
) -> None:
    """The kill switch: nothing more is let through, in any process on this store, also what waits for approval.

    commensurate halt --all "it deletes backups"
    """
    scope = _scope(session, agent, everything)
    with guard_for_humans(policy) as guard:
        guard.halt(reason, scope, by or getpass.getuser())
    print(f"Halted: {scope}")


def resume(
    reason: _Reason,
    *,
    session: _Session = "",
    agent: _Agent = "",
    everything: _All = False,
    by: _By = "",
    policy: _Policy = None,
) -> None:
    """Take a halt back. The scope is the one that was halted."""
    scope = _scope(session, agent, everything)
    with guard_for_humans(policy) as guard:
        guard.resume(reason, scope, by=by or getpass.getuser())
    print(f"Resumed: {scope}")


def _answer(approval_id: str, *, granted: bool, by: str, note: str, policy: Path | None, as_json: bool) -> None:
    with guard_for_humans(policy) as guard:
        answered = guard.answer(approval_id, granted=granted, by=by or getpass.getuser(), note=note)
    print(json.dumps(dump(answered), indent=2) if as_json else f"{answered.state.capitalize()}: {answered.headline}")


@contextmanager
def guard_for_humans(policy: Path | None) -> Iterator[Guard]:
    """A guard for a human's word alone: it holds no rules, so that a broken pack cannot keep anyone from halting."""
    kept = store(load_policy(policy).store)
    try:
        yield Guard(Choices((), Table({})), store=kept)
    finally:
        kept.close()


def _scope(session: str, agent: str, everything: bool) -> str:
    named = [f"session:{session}"] * bool(session) + [f"agent:{agent}"] * bool(agent) + ["all"] * everything
    if len(named) != 1:
        raise InputError("give one of --session, --agent and --all")
    return named[0]
