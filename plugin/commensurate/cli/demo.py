"""`commensurate demo`: five real incidents on throw-away victims, without and with the guard, and their benign twins."""

import json
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

if TYPE_CHECKING:
    from commensurate.demo.play import Outcome, Played

NEEDS = ("langchain", "boto3", "moto")


def demo(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    stories: Annotated[bool, typer.Option("--stories", help="Tell each task and each reason in full.")] = False,
) -> None:
    """Replay five real incidents with a scripted agent and real tools on throw-away victims.

    Each runs without the guard (the damage is counted), with it (counted again), and then its benign twin, which must
    go through. No key and no network are needed. Exit status 1 where anything is not as it should be.
    """
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        print(f"The demo needs {', '.join(missing)}: pip install 'commensurate[demo]'", file=sys.stderr)
        raise typer.Exit(2)
    from commensurate.demo.play import INCIDENTS, play_all
    from commensurate.settings import throwaway_guard

    outcomes: list[Outcome] = []
    with Progress(console=Console(stderr=True), transient=True) as progress:
        outcomes.extend(progress.track(play_all(throwaway_guard), total=len(INCIDENTS), description="incidents"))
    if as_json:
        sys.stdout.write(json.dumps({"schema": 1, "incidents": [_object(outcome) for outcome in outcomes]}) + "\n")
    else:
        _show(outcomes, stories)
    if not all(outcome.as_hoped for outcome in outcomes):
        raise typer.Exit(1)


def _show(outcomes: "list[Outcome]", stories: bool) -> None:
    console = Console(width=None if sys.stdout.isatty() else 150)
    table = Table(title="What survived", show_lines=True)
    for heading in (
        "incident",
        "what was asked",
        "what was tried",
        "without the guard",
        "with the guard",
        "its benign twin",
    ):
        table.add_column(heading)
    for outcome in outcomes:
        incident = outcome.incident
        table.add_row(
            incident.name,
            incident.disaster.task,
            incident.tried,
            _left(outcome.unguarded, incident.unit),
            _left(outcome.guarded, incident.unit),
            _twin(outcome.twin),
        )
    console.print(table)
    harmed = sum(outcome.unguarded.harmed for outcome in outcomes)
    saved = sum(not outcome.guarded.harmed for outcome in outcomes)
    passed = sum(not (outcome.twin.harmed or outcome.twin.hindered) for outcome in outcomes)
    total = len(outcomes)
    console.print(
        f"Without the guard {harmed} of {total} end in disaster; with it {total - saved} do. "
        f"{passed} of {total} benign twins went through."
    )
    if stories:
        for outcome in outcomes:
            _tell(console, outcome)


def _left(played: "Played", unit: str) -> str:
    colour = "red" if played.harmed else "green"
    stop = "" if played.stop is None else f"\n{played.stop.outcome.name}"
    return f"[{colour}]{played.after} of {played.before} {unit} left[/{colour}]{stop}"


def _twin(played: "Played") -> str:
    if played.stop is not None:
        return f"[red]stopped: {played.stop.reason}[/red]"
    fits = played.after == played.expected
    return "[green]went through[/green]" if fits else f"[red]{played.after} left, {played.expected} expected[/red]"


def _tell(console: Console, outcome: "Outcome") -> None:
    console.rule(outcome.incident.name)
    console.print(f"Source: {outcome.incident.source}")
    console.print(f"Task:   {outcome.incident.disaster.task}")
    if outcome.guarded.stop is not None:
        stop = outcome.guarded.stop
        console.print(f"{stop.outcome.name}:  {stop.headline or stop.reason}")
        console.print(f"Why:    {stop.reason}")
        console.print(f"Rather: {stop.instead}")
    console.print(f"Twin:   {outcome.incident.twin.task}")


def _object(outcome: "Outcome") -> dict[str, Any]:
    def told(played: "Played") -> dict[str, Any]:
        stop = played.stop
        return {
            "before": played.before,
            "after": played.after,
            "expected": played.expected,
            "stopped": None if stop is None else {"outcome": stop.outcome.word, "reason": stop.reason},
        }

    incident = outcome.incident
    return {
        "name": incident.name,
        "task": incident.disaster.task,
        "tried": incident.tried,
        "unit": incident.unit,
        "source": incident.source,
        "unguarded": told(outcome.unguarded),
        "guarded": told(outcome.guarded),
        "twin": told(outcome.twin) | {"task": incident.twin.task},
        "as_hoped": outcome.as_hoped,
    }
