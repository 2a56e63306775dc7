"""`commensurate eval`: measures the guard on scenarios and rows, and compares two runs."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from commensurate import __version__, settings
from commensurate.cli import asked, eval_words
from commensurate.cli.eval_shown import Goal, bouts_of, ending, progress, show
from commensurate.cli.plant import plant
from commensurate.effects.analyze import command_line
from commensurate.errors import InputError, ScenarioError
from commensurate.evaluate.against import Peer, peer_of
from commensurate.evaluate.case import Labelled
from commensurate.evaluate.compare import CAVEAT, changes, read_run, unshared
from commensurate.evaluate.cost import price_of
from commensurate.evaluate.export import lines
from commensurate.evaluate.from_log import Chosen, candidates, files
from commensurate.evaluate.packs import RULES_ONLY
from commensurate.evaluate.run import Result, run
from commensurate.evaluate.setup import setup_of
from commensurate.evaluate.sitting import Place, Suite, sit
from commensurate.evaluate.sources import gather, gather_runs, sample
from commensurate.evaluate.stability import Stability, overall, stability
from commensurate.flow import Choices
from commensurate.model.decision import Outcome
from commensurate.policy.decide import Mode
from commensurate.ports import Judge


class Running(TyperGroup):
    """`eval PATHS` is `eval run PATHS`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is not a command's name belongs to `run`. A folder of that name is written ./NAME."""
        return super().parse_args(ctx, args if args and args[0] in self.commands else ["run", *args])


app = typer.Typer(cls=Running, help="Measure the guard: disasters let through, honest work stopped.")


@app.command("run")
def evaluate(
    paths: eval_words.Paths,
    *,
    judge: asked.JudgeName = "local",
    sets: asked.Sets = None,
    record: asked.Record = None,
    answered_by: asked.AnsweredBy = "",
    texts: asked.Texts = True,
    rules_only: eval_words.RulesOnly = False,
    per_source: eval_words.PerSource = 0,
    seed: eval_words.Seed = 0,
    threads: eval_words.Threads = 1,
    out: eval_words.Out = None,
    resumed: eval_words.Resume = None,
    export: eval_words.Export = None,
    as_json: eval_words.AsJson = False,
    report: eval_words.Report = None,
    form: eval_words.Form = None,
    compare: eval_words.Compare = None,
    baseline: eval_words.Baseline = None,
    renew: eval_words.Renew = False,
    strict: eval_words.Strict = False,
    shell: eval_words.Shell = False,
    against: eval_words.Against = None,
    against_sets: eval_words.AgainstSets = None,
    against_kept: eval_words.AgainstKept = None,
    price: eval_words.Price = "",
    reruns: eval_words.Reruns = 0,
) -> None:
    """Measure the guard: disasters let through and honest work stopped, per source.

    `eval compare A B` says what changed between two --out files, `eval from-log` makes candidate scenarios of the
    audit log.
    """
    if out is not None and resumed is not None:
        raise InputError("--resume goes on with its own file: leave --out away")
    goal = Goal(strict, baseline, renew, sampled=per_source > 0, as_json=as_json, report=report, form=form)
    goal.check()
    before = read_run(compare) if compare is not None else None
    suite = _suite(paths, per_source, seed, shell=shell)
    peers = _peers(against or (), against_sets or (), threads)
    if export is not None:
        export.write_text(lines(suite.cases), "utf-8")
        return
    mode = Mode.RULES_ONLY if rules_only else Mode.FULL
    speaker = None if rules_only else asked.judge_of(judge, sets)
    speaker = asked.recorded(speaker, record, answered_by, texts=texts)
    given = asked.settings_of(sets or ())
    cost = price_of(price, given)
    name = RULES_ONLY if rules_only else judge
    setup = setup_of(name, given, mode, suite.cases, suite.runs, release=__version__)
    choices = settings.choices(settings.Policy(mode=mode))
    place = Place(resumed or out, resumed is not None)
    whole = sit(suite, choices, speaker, setup, place=place, threads=threads, shown=progress)
    fresh = [None if rules_only else asked.judge_of(judge, sets) for _ in range(reruns)]
    agreement = _agreement(whole.results, suite.cases, choices, fresh, threads=threads)
    bouts = bouts_of(peers, suite.cases, against_kept)
    whole = replace(whole, before=before, bouts=bouts, price=cost, agreement=agreement, times=1 + reruns)
    show(whole, goal)
    ending(whole, goal)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="An --out file.")],
    now: Annotated[Path, typer.Argument(help="Another one, over the same cases.")],
) -> None:
    """Say what changed between two runs, and whether it is more than chance (McNemar's exact test)."""
    first, second = read_run(before), read_run(now)
    for change in changes(first, second):
        print(change.words)
    left_out = unshared(first, second)
    if left_out:
        print(left_out)
    print(CAVEAT)


@app.command("from-log")
def from_log(
    sequences: Annotated[list[int] | None, typer.Argument(help="Numbers of records; none is all of them.")] = None,
    *,
    session: Annotated[str, typer.Option(help="Only this session.")] = "",
    outcomes: Annotated[list[str] | None, typer.Option("--outcome", help="Only decisions of this outcome.")] = None,
    hide: Annotated[list[str] | None, typer.Option(help="A word that is to be hidden: a company, a project.")] = None,
    policy: Annotated[Path | None, typer.Option(help="A policy file, instead of the usual one.")] = None,
    out: Annotated[Path | None, typer.Option(help="A folder for the files, instead of stdout.")] = None,
) -> None:
    """Candidate scenarios from chosen decisions of the audit log, redacted. Read them before you share them.

    commensurate eval from-log 17 18 --hide acme --out candidates/
    """
    known = {outcome.word for outcome in Outcome}
    if unknown := sorted(set(outcomes or ()) - known):
        raise InputError(f"--outcome {unknown[0]}: one of {', '.join(sorted(known))}")
    chosen = Chosen(frozenset(sequences or ()), session, frozenset(outcomes or ()))
    records = settings.read_store(settings.load_policy(policy)).records(0)
    found = candidates(records, chosen, hide or ())
    if not found:
        raise InputError("the log holds no such decision")
    for name, text in files(found):
        if out is None:
            print(text, end="---\n" if len(found) > 1 else "")
        elif (out / name).exists():
            raise InputError(f"{out / name}: is there already")
        else:
            out.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(text, "utf-8")
            print(out / name)


app.command("plant")(plant)


def _suite(paths: list[Path], per_source: int, seed: int, *, shell: bool) -> Suite:
    cases, runs = gather(paths), gather_runs(paths)
    if shell:
        cases, runs = [case for case in cases if command_line(case.proposal.action) is not None], []
    if not cases and not runs:
        raise ScenarioError("there is no case in these files")
    return Suite(sample(cases, per_source, seed) if per_source else cases, runs)


def _agreement(
    first: Sequence[Result],
    cases: Sequence[Labelled],
    choices: Choices,
    judges: Sequence[Judge | None],
    *,
    threads: int,
) -> list[Stability]:
    """How far these judges agree with the first run: over all sources, then on each."""
    again = [list(progress(run(cases, choices, judge, threads), len(cases), ())) for judge in judges]
    runs = [first[: len(cases)], *again]
    return [overall(runs), *stability(runs)] if again else []


def _peers(names: Sequence[str], sets: Sequence[str], threads: int) -> list[Peer]:
    """The other guards, each known to run. Raises InputError, with how to install it where it is not there."""
    return [peer_of(name, {"concurrency": threads, **asked.settings_of(sets)}) for name in names]
