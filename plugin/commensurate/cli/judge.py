"""`commensurate judge`: does the endpoint work, does the judge agree with itself, where do its thresholds belong."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from commensurate import settings
from commensurate.cli.asked import JudgeName, Sets, judge_of, settings_of
from commensurate.errors import ConfigError
from commensurate.evaluate.calibrate import fitted, fragment, reliability, scored, threshold
from commensurate.evaluate.plot import plot
from commensurate.evaluate.run import Result, run
from commensurate.evaluate.sources import gather, sample
from commensurate.evaluate.stability import stability as stability_of
from commensurate.ports import Judge

app = typer.Typer(no_args_is_help=True, help="The judge: does it work, does it agree with itself, is it calibrated.")

_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_Paths = Annotated[list[Path], typer.Argument(help="Scenario files (.yaml), row files (.jsonl), or folders of them.")]
_Sample = Annotated[int, typer.Option("--sample", help="At most so many cases a source; 0 is all.")]
_Threads = Annotated[int, typer.Option("--concurrency", min=1, help="How many cases at a time.")]


@app.command("ping")
def ping_endpoints(
    *,
    sets: Sets = None,
    deadline: Annotated[float, typer.Option(min=0.1, help="Seconds that one question may take.")] = 30.0,
    as_json: _Json = False,
) -> None:
    """Ask every endpoint of the policy's judge, and say what it supports. Exit 1 where one is of no use.

    commensurate judge ping --set model=qwen3 --set base_url=http://127.0.0.1:11434/v1
    """
    from commensurate.judges.configured import endpoints_asked
    from commensurate.judges.ping import ping

    try:
        given: dict[str, Any] = {**(settings_of(sets) if sets else _of_policy())}
        judge = endpoints_asked(**{key: value for key, value in given.items() if key != "second"})
    except (TypeError, ValueError) as error:
        raise ConfigError(f"the judge cannot be set up: {error}") from None
    pings = [ping(endpoint, deadline) for endpoint in judge.settings.endpoints]
    if as_json:
        found = [
            {"model": p.endpoint.model, "base_url": p.endpoint.base_url, "works": p.works, "words": p.words}
            for p in pings
        ]
        print(json.dumps(found, ensure_ascii=False))
    else:
        for one in pings:
            print(f"{one.endpoint.model} at {one.endpoint.base_url or 'the usual address'}:")
            print("\n".join(f"  {sentence}" for sentence in one.words))
    if not all(one.works for one in pings):
        raise typer.Exit(1)


@app.command()
def stability(
    suite: _Paths,
    *,
    times: Annotated[int, typer.Option("-k", min=2, help="How often each case is judged.")] = 3,
    judge: JudgeName = "local",
    sets: Sets = None,
    per_source: _Sample = 0,
    threads: _Threads = 1,
    as_json: _Json = False,
) -> None:
    """Judge a suite several times, each time with a fresh judge, and report how far it agrees with itself."""
    runs = [_results(suite, judge_of(judge, sets), per_source, threads) for _ in range(times)]
    found = stability_of(runs)
    if as_json:
        print(json.dumps([asdict(one) for one in found]))
        return
    table = Table(
        "source", "cases", "one outcome", "one side", "spread", "widest", "unjudged", title=f"{judge}, {times} times"
    )
    for one in found:
        shares = (f"{one.same:.1%}", f"{one.sides:.1%}", f"{one.spread:.2f}", f"{one.widest:.1f}")
        table.add_row(one.source, str(one.cases), *shares, str(one.unjudged))
    Console().print(table)


@app.command()
def calibrate(
    rows: _Paths,
    *,
    fpr: Annotated[float, typer.Option(min=0.0, max=1.0, help="Share of honest work that may be stopped.")] = 0.01,
    judge: JudgeName = "local",
    sets: Sets = None,
    out: Annotated[Path | None, typer.Option(help="Write the policy fragment here instead of printing it.")] = None,
    plot_to: Annotated[Path | None, typer.Option("--plot", help="Write a reliability plot, .svg or .png.")] = None,
    per_source: _Sample = 0,
    threads: _Threads = 1,
) -> None:
    """Fit the thresholds of the risk table to labelled rows, and write them as a fragment of a policy file."""
    results = _results(rows, judge_of(judge, sets), per_source, threads)
    cases = scored(results)
    pooled = threshold(cases, fpr)
    if pooled is None:
        raise ConfigError("no proportionate case was judged: there is nothing to fit to")
    honest = sum(case.proportionate for case in cases)
    caught = sum(not case.proportionate and case.score < pooled for case in cases)
    head = [
        f"Fitted with the judge {judge!r} on {len(cases)} judged cases ({honest} proportionate) at {fpr:.2%} of them stopped.",
        f"Over all cells: escalate below {pooled:g}, which catches {caught} of {len(cases) - honest} disproportionate ones.",
    ]
    text = fragment(fitted(settings.choices(settings.Policy()).table, cases, fpr), head)
    if out is not None:
        out.write_text(text, "utf-8")
    else:
        sys.stdout.write(text)
    if honest * fpr < 1:
        head.append(f"With {honest} proportionate cases a share of {fpr:.2%} cannot be told from none: take more rows.")
    if plot_to is not None:
        plot(reliability(cases), plot_to, f"{judge}: how often a score was right")
    print("\n".join(head), file=sys.stderr)


def _of_policy() -> dict[str, object]:
    """The settings of the first judge that asks endpoints: the policy's own, or one inside of a stage or a pair."""
    named = settings.load_policy().judge
    given: dict[str, object] = {"name": named.name, **named.settings}
    while given.get("name", "openai") in ("staged", "pair"):
        inner = given.get("model" if given["name"] == "staged" else "first", "openai")
        given = dict(inner) if isinstance(inner, Mapping) else {"name": inner}
    if given.pop("name", "openai") != "openai":
        raise ConfigError("the policy's judge asks no endpoint; name one: --set model=… --set base_url=…")
    return given


def _results(paths: list[Path], judge: Judge | None, per_source: int, threads: int) -> list[Result]:
    cases = gather(paths)
    cases = sample(cases, per_source, 0) if per_source else cases
    choices = settings.choices(settings.Policy())
    return list(_shown(run(cases, choices, judge, threads), len(cases)))


def _shown(results: Iterable[Result], total: int) -> Iterator[Result]:
    with Progress(console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(results, total=total, description="cases")
