"""`commensurate eval`: measures the guard on scenarios and rows, and compares two runs."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from commensurate import __version__, settings
from commensurate.cli import asked, eval_words
from commensurate.cli.eval_shown import Goal, ending, progress, show
from commensurate.errors import InputError, ScenarioError
from commensurate.evaluate.compare import changes, read_run, unshared
from commensurate.evaluate.export import lines
from commensurate.evaluate.from_log import Chosen, candidates, files
from commensurate.evaluate.packs import RULES_ONLY
from commensurate.evaluate.setup import setup_of
from commensurate.evaluate.sitting import Place, Suite, sit
from commensurate.evaluate.sources import gather, gather_runs, sample
from commensurate.model.decision import Outcome
from commensurate.policy.decide import Mode


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
    suite = _suite(paths, per_source, seed)
    if export is not None:
        export.write_text(lines(suite.cases), "utf-8")
        return
    mode = Mode.RULES_ONLY if rules_only else Mode.FULL
    speaker = None if rules_only else asked.judge_of(judge, sets)
    speaker = asked.recorded(speaker, record, answered_by, texts=texts)
    given = asked.settings_of(sets or ())
    name = RULES_ONLY if rules_only else judge
    setup = setup_of(name, given, mode, suite.cases, suite.runs, release=__version__)
    choices = settings.choices(settings.Policy(mode=mode))
    place = Place(resumed or out, resumed is not None)
    whole = sit(suite, choices, speaker, setup, place=place, threads=threads, shown=progress)
    whole = replace(whole, before=before)
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


def _suite(paths: list[Path], per_source: int, seed: int) -> Suite:
    cases, runs = gather(paths), gather_runs(paths)
    if not cases and not runs:
        raise ScenarioError("there is no case in these files")
    return Suite(sample(cases, per_source, seed) if per_source else cases, runs)
