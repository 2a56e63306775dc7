"""`commensurate audit`: does the log hold, what stands in it, and take it elsewhere."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from commensurate.audit.chain import verify as verify_chain
from commensurate.errors import ChainBroken, InputError
from commensurate.model.record import Record
from commensurate.settings import load_policy, read_store
from commensurate.wire import loads, plain

app = typer.Typer(no_args_is_help=True, help="The log: verify its chain, show it, take it elsewhere.")

_Policy = Annotated[Path | None, typer.Option("--policy", help="A policy file, instead of the usual one.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def verify(
    *,
    anchor: Annotated[str, typer.Option(help="A head hash kept from before: it must still stand in the log.")] = "",
    exported: Annotated[Path | None, typer.Option("--file", help="An export, instead of the log itself.")] = None,
    policy: _Policy = None,
    as_json: _Json = False,
) -> None:
    """Check every link of the chain. Exit 1, naming the first broken one, where it does not hold.

    The chain shows records that were altered, taken out, put in or moved. A tail that was cut off, or a log that was
    written anew, shows only against an anchor: keep the head hash that this command prints where no agent writes.

    commensurate audit verify --anchor 5a894bf0451d487ad8fde9cf552c16be…
    """
    try:
        count, head = verify_chain(_exported(exported) if exported else _records(policy), anchor)
    except ChainBroken as error:
        _print({"holds": False, "broken": str(error)}) if as_json else print(f"BROKEN at {error}")
        raise typer.Exit(1) from None
    if as_json:
        _print({"holds": True, "records": count, "head": head, "anchored": bool(anchor)})
        return
    print(f"The chain holds: {count} records, head {head}")
    if not anchor:
        print("Without --anchor a tail that was cut off cannot be seen.")


@app.command()
def show(
    *,
    last: Annotated[int, typer.Option(min=1, help="So many of the newest records.")] = 20,
    session: Annotated[str | None, typer.Option(help="Only this session.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind: decision, approval, outcome, halt …")] = None,
    policy: _Policy = None,
    as_json: _Json = False,
) -> None:
    """The newest records, oldest first."""
    chosen = [
        record
        for record in _records(policy)
        if (session is None or record.session == session) and (kind is None or record.kind == kind)
    ][-last:]
    if as_json:
        _print([_opened(record) for record in chosen])
        return
    table = Table("#", "when (UTC)", "kind", "session", "what")
    for record in chosen:
        when = datetime.fromtimestamp(record.at, UTC).strftime("%Y-%m-%d %H:%M:%S")
        row = (str(record.sequence), when, record.kind, record.session, _what(json.loads(record.body)))
        table.add_row(*(escape(cell) for cell in row))
    Console().print(table)


@app.command()
def export(
    *, after: Annotated[int, typer.Option(min=0, help="Only records after this one.")] = 0, policy: _Policy = None
) -> None:
    """All records as JSON lines on stdout, each with its hash: `audit verify --file` checks them elsewhere."""
    for record in _records(policy, after):
        sys.stdout.write(json.dumps(plain(record)) + "\n")


def _records(policy: Path | None, after: int = 0) -> Iterator[Record]:
    return read_store(load_policy(policy)).records(after)


def _exported(path: Path) -> Iterator[Record]:
    number = 0
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):  # noqa: B007 (an error names it)
                yield loads(f'{{"version": 1, "record": {line}}}', Record)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    except InputError as error:
        raise InputError(f"{path}:{number}: {error}") from None


def _opened(record: Record) -> dict[str, Any]:
    return {**plain(record), "body": json.loads(record.body)}


def _what(body: dict[str, Any]) -> str:
    decision = body.get("decision")
    if isinstance(decision, dict):
        tool = body.get("action", {}).get("tool") or body.get("tool", "")
        return f"{decision['outcome']} {tool}: {decision['reason']}"
    if "approval" in body:
        return f"{body['approval']['state']} {body['approval']['id']}: {body['approval']['headline']}"
    return ", ".join(f"{name}: {value}" for name, value in islice(body.items(), 5) if value)


def _print(value: object) -> None:
    print(json.dumps(value, indent=2))
