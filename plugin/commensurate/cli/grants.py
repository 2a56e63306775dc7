"""`commensurate agents` and `commensurate grants`: who may do what, what was granted on top, and taking it back."""

import getpass
import json
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column
from rich.table import Table as Rows

from commensurate.cli.approvals import guard_for_humans
from commensurate.errors import InputError
from commensurate.guard.granting import told
from commensurate.model.agent import READING, Grant, Scope
from commensurate.model.effect import BlastRadius, Environment, Operation
from commensurate.settings import load_policy, read_store
from commensurate.wire import plain

app = typer.Typer(no_args_is_help=True, help="What humans granted agents on top of their scopes.")

_Policy = Annotated[Path | None, typer.Option("--policy", help="A policy file, instead of the usual one.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_By = Annotated[str, typer.Option("--by", help="Who says so.", show_default="the user of this shell")]


def agents(*, policy: _Policy = None, as_json: _Json = False) -> None:
    """The agents of the policy and their scopes. An agent that is not named may read, and nothing else."""
    scopes = load_policy(policy).runs.scopes
    if as_json:
        print(json.dumps(None if scopes is None else {name: plain(scope) for name, scope in scopes.items()}, indent=2))
        return
    if scopes is None:
        print("The policy names no agents: scopes are not enforced. Add an `agents:` section to enforce them.")
        return
    table = Rows("agent", "may", "up to")
    for name, scope in (*scopes.items(), ("any other", READING)):
        table.add_row(escape(name), escape(told(scope)), scope.ceiling.word)
    Console().print(table)


@app.command("list")
def list_grants(*, policy: _Policy = None, as_json: _Json = False) -> None:
    """The grants that are open."""
    now = time.time()
    found = [grant for grant in read_store(load_policy(policy)).grants() if grant.expires_at > now]
    if as_json:
        print(json.dumps([plain(grant) for grant in found], indent=2))
        return
    table = Rows(Column("id", no_wrap=True), "agent", "may", "uses left", "until (UTC)", "by", "for")
    for grant in found:
        until = datetime.fromtimestamp(grant.expires_at, UTC).strftime("%Y-%m-%d %H:%M")
        cells = (grant.id, grant.agent, told(grant.scope), str(grant.uses), until, grant.by, grant.reason)
        table.add_row(*map(escape, cells))
    Console().print(table if found else "No grant is open.")


@app.command("give")
def give(
    agent: Annotated[str, typer.Argument(metavar="AGENT", help="The agent's id.")],
    reason: Annotated[str, typer.Argument(metavar="REASON", help="The task that it is for.")],
    *,
    operation: Annotated[list[Operation], typer.Option("--operation", help="What it may do; may be repeated.")],
    resource: Annotated[list[str], typer.Option("--resource", help='A glob over "kind:name", as "file:src/*".')],
    environment: Annotated[
        list[Environment] | None, typer.Option("--env", help="Where; everywhere if left out.")
    ] = None,
    ceiling: Annotated[str, typer.Option(help="one, several or environment.")] = "one",
    minutes: Annotated[float, typer.Option(help="How long it holds.")] = 60.0,
    uses: Annotated[int, typer.Option(help="How many acts it covers.")] = 1,
    session: Annotated[str, typer.Option(help="Only this run.")] = "",
    by: _By = "",
    policy: _Policy = None,
    as_json: _Json = False,
) -> None:
    """Grant an agent named operations on named things, for a while.

    commensurate grants give builder "tidy up the old stack" --operation delete --resource "stack:old-*" --uses 3
    """
    if ceiling.upper() not in BlastRadius.__members__:
        raise InputError(f"the ceiling is one, several or environment, not {ceiling!r}")
    worlds = frozenset(environment or Environment)
    scope = Scope(frozenset(operation), tuple(resource), worlds, BlastRadius[ceiling.upper()])
    who = by or getpass.getuser()
    grant = Grant(secrets.token_hex(6), agent, scope, who, reason, time.time() + minutes * 60, uses, session)
    with guard_for_humans(policy) as guard:
        given = guard.granting.grant(grant)
    print(json.dumps(plain(given), indent=2) if as_json else f"Granted {given.id}: {agent} may {told(scope)}.")


@app.command("revoke")
def revoke(
    agent: Annotated[str, typer.Argument(metavar="AGENT", help="The agent's id.")],
    grant: Annotated[str, typer.Argument(metavar="ID", help="The grant's id, as `grants list` shows it.")],
    reason: Annotated[str, typer.Argument(metavar="REASON", help="Why. It stands in the log.")],
    *,
    by: _By = "",
    policy: _Policy = None,
) -> None:
    """Take a grant back, at once."""
    with guard_for_humans(policy) as guard:
        guard.granting.revoke(agent, grant, by=by or getpass.getuser(), reason=reason)
    print(f"Revoked {grant}.")
