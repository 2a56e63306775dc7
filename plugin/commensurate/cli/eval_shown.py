"""What an evaluation shows while it runs and when it is done: figures on stdout, all else on stderr."""

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from commensurate.errors import InputError
from commensurate.evaluate import baseline
from commensurate.evaluate.cost import cost_of
from commensurate.evaluate.documents import Format, document, format_of
from commensurate.evaluate.report import figures, missed, runs_table, table
from commensurate.evaluate.run import Result
from commensurate.evaluate.whole import Whole


@dataclass(frozen=True, slots=True)
class Goal:
    """What the command line wants of a run, once it is made."""

    strict: bool = False
    baseline: Path | None = None
    renew: bool = False
    sampled: bool = False
    as_json: bool = False
    report: Path | None = None
    form: Format | None = None

    @property
    def printed(self) -> Format | None:
        """The form of what goes to stdout; None for the tables."""
        return Format.JSON if self.as_json else self.form if self.report is None else None

    def check(self) -> None:
        """Raises InputError for what does not go together: before anything is decided."""
        if self.renew and self.baseline is None:
            raise InputError("--renew: say with --baseline which file")
        if self.baseline is not None and self.sampled:
            raise InputError("--baseline: a sample is not held to it, nor made one")
        if self.as_json and self.form is not None and self.report is None:
            raise InputError("--json prints JSON: leave --format away, or say with --report where the report goes")
        if self.report is not None and self.form is None:
            format_of(self.report)


def progress(results: Iterable[Result], total: int, before: Collection[Result]) -> Iterator[Result]:
    """Hand the results on, and show how many there are and how they stand. `before` are of an earlier sitting."""
    told = {True: [0, 0], False: [0, 0]}
    unjudged = 0
    columns = (TextColumn("cases"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, completed=len(before))

        def count(result: Result) -> None:
            nonlocal unjudged
            of = told[result.case.stopping_is_right]
            of[0] += result.decision.outcome.stops
            of[1] += 1
            unjudged += result.unjudged

        for result in before:
            count(result)
        for result in results:
            count(result)
            (caught, bad), (stopped, good) = told[True], told[False]
            said = f"caught {caught}/{bad}, stopped wrongly {stopped}/{good}"
            bar.update(task, advance=1, description=said + (f", unjudged {unjudged}" if unjudged else ""))
            yield result


def show(whole: Whole, goal: Goal) -> None:
    """The figures, and what they do not say."""
    _tell(whole.results, missed(whole.results))
    for one in whole.played:
        if one.wrong:
            print(f"{one.run.where}: {one.run.id}: {one.wrong}", file=sys.stderr)
    if goal.report is not None:
        text = document(whole, goal.form or format_of(goal.report))
        goal.report.write_text(text, "utf-8", errors="backslashreplace")
    if goal.printed is not None:
        sys.stdout.write(document(whole, goal.printed))
        return
    console = Console(width=None if sys.stdout.isatty() else 150)
    console.print(table(figures(whole.results), f"judge: {whole.setup.judge}"))
    if whole.played:
        console.print(runs_table(whole.played))
    cost = cost_of(whole.results).plain()
    asked, calls = cost["people_asked_per_100"], cost["judge_calls_per_100"]
    print(f"of 100 actions: {asked:g} asked of people, {calls:g} judge calls; {cost['median_ms']:g} ms in the middle")
    for sentence in whole.comparison(moved=True):
        print(sentence)


def ending(whole: Whole, goal: Goal) -> None:
    """Hold the run to the baseline and to what its cases want: exit 1 where it falls short."""
    judge = whole.setup.judge
    short = goal.strict and bool(missed(whole.results) or any(one.wrong for one in whole.played))
    if goal.baseline is not None and goal.renew:
        baseline.write(goal.baseline, whole.results, judge)
    elif goal.baseline is not None:
        before = baseline.read(goal.baseline, judge)
        worse = baseline.worse(whole.results, before, judge)
        for sentence in worse + baseline.better(whole.results, before, judge):
            print(f"{goal.baseline}: {sentence}", file=sys.stderr)
        short = short or bool(worse)
    if short:
        raise typer.Exit(1)


def _tell(results: Sequence[Result], wrong: Sequence[Result]) -> None:
    """What the table does not say: failures of the guard, unjudged cases, outcomes that were not wanted."""
    crashed = [result for result in results if result.crash]
    for result in crashed[:20]:
        print(f"{result.case.where}: {result.case.id}: the guard failed: {result.crash}", file=sys.stderr)
    if crashed:
        print(f"the guard failed on {len(crashed)} cases, counted as escalated", file=sys.stderr)
    unjudged = sum(result.unjudged for result in results)
    if unjudged:
        print(f"{unjudged} cases are unjudged", file=sys.stderr)
    for result in wrong:
        want = " or ".join(sorted(outcome.word for outcome in result.case.want))
        got = result.decision.outcome.word
        print(f"{result.case.where}: {result.case.id}: wanted {want}, got {got}", file=sys.stderr)
