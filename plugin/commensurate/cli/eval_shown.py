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
from commensurate.evaluate.against import Answer, Peer, Remembered, ask
from commensurate.evaluate.bout import Bout, bout_table
from commensurate.evaluate.case import Labelled
from commensurate.evaluate.compare import CAVEAT
from commensurate.evaluate.documents import Format, document, format_of
from commensurate.evaluate.planting import lowered, words_of
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


def bouts_of(peers: Sequence[Peer], cases: Sequence[Labelled], kept: Path | None = None) -> tuple[Bout, ...]:
    """Ask the other guards, one after the other, and show how far each is. `kept` holds what they have answered."""
    found = []
    asked = ask if kept is None else Remembered(kept).ask
    for peer in peers:
        mine = [case for case in cases if peer.takes(case.proposal)]
        answers = list(_shown(peer, asked(peer, mine), len(mine)))
        found.append(Bout(peer, answers))
        left_out = len(cases) - len(mine)
        if left_out:
            print(f"{peer.name} reads command lines only: not asked about {left_out} cases", file=sys.stderr)
    return tuple(found)


def _shown(peer: Peer, answers: Iterable[Answer], total: int) -> Iterator[Answer]:
    columns = (TextColumn(peer.name), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        errors = 0
        for answer in answers:
            errors += answer.outcome is None
            bar.update(task, advance=1, description=f"errors {errors}" if errors else "")
            yield answer


def _tell_bouts(whole: Whole, console: Console) -> None:
    console.print(bout_table(whole.bouts, whole.results, whole.setup.judge))
    for bout in whole.bouts:
        for sentence in (*bout.words(whole.results), *filter(None, [bout.not_for])):
            print(sentence)
    print(CAVEAT)


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
    cost = whole.cost()
    asked, calls = cost["people_asked_per_100"], cost["judge_calls_per_100"]
    print(f"of 100 actions: {asked:g} asked of people, {calls:g} judge calls; {cost['median_ms']:g} ms in the middle")
    if cost["money"] is not None:
        print(f"the judge cost {cost['money']:.4g}, {cost['money_per_100']:.4g} for 100 actions, at these prices")
    for own in whole.disagreeing():
        print(
            f"{own.source}: {own.same:.1%} of {own.cases} cases with one outcome in {whole.times} runs, {own.sides:.1%} on one side"
        )
    for sentence in (*words_of(whole.results), *whole.comparison(moved=True)):
        print(sentence)
    if whole.bouts:
        _tell_bouts(whole, console)


def ending(whole: Whole, goal: Goal) -> None:
    """Hold the run to the baseline and to what its cases want: exit 1 where it falls short."""
    judge = whole.setup.judge
    wrong = missed(whole.results) or lowered(whole.results)[0] or any(one.wrong for one in whole.played)
    short = goal.strict and bool(wrong)
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
