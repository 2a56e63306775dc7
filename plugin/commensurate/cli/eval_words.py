"""How a command line says what an evaluation is about, and what becomes of it."""

from pathlib import Path
from typing import Annotated

import typer

from commensurate.evaluate.documents import Format

Paths = Annotated[list[Path], typer.Argument(help="Scenario files (.yaml), row files (.jsonl), or folders of them.")]
RulesOnly = Annotated[bool, typer.Option("--rules-only", help="The rules alone: no task, no judge.")]
PerSource = Annotated[int, typer.Option("--sample", help="At most so many cases a source; 0 is all.")]
Seed = Annotated[int, typer.Option(help="Which sample.")]
Threads = Annotated[int, typer.Option("--concurrency", min=1, help="How many cases at a time.")]
Out = Annotated[
    Path | None, typer.Option(help="Write one JSON line a case to this file, and to FILE.run how it was made.")
]
Resume = Annotated[
    Path | None, typer.Option("--resume", help="Go on with this --out file: what is decided is not asked again.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 1 where a case gets an outcome it does not want.")]
Baseline = Annotated[Path | None, typer.Option(help="Exit 1 where a source got worse than in this file, and say what.")]
Renew = Annotated[bool, typer.Option("--renew", help="With --baseline: write the file anew instead.")]
Compare = Annotated[Path | None, typer.Option(help="An earlier --out file: say what changed, and whether it is real.")]
Report = Annotated[Path | None, typer.Option(help="Write a report: .html, .md, .json, or .xml for JUnit's form.")]
Form = Annotated[Format | None, typer.Option("--format", help="The report's form. Without --report it is printed.")]
Export = Annotated[Path | None, typer.Option(help="Write every case as a row of JSONL to this file, and decide none.")]
Against = Annotated[
    list[str] | None, typer.Option(help="Ask this guard about the same cases: a name, or a path to an adapter.")
]
AgainstSets = Annotated[
    list[str] | None, typer.Option("--against-set", help="A setting of the other guards, KEY=VALUE: model=NAME.")
]
AgainstKept = Annotated[
    Path | None,
    typer.Option("--against-kept", help="Keep the other guards' answers here; what stands there is not asked again."),
]
Shell = Annotated[bool, typer.Option("--shell", help="Only cases whose action is a command line.")]
Price = Annotated[
    str,
    typer.Option(metavar="IN,OUT", help="What a million tokens cost, in and out: then the report says what it cost."),
]
Reruns = Annotated[
    int, typer.Option(min=0, help="Decide all again so often: how far does the judge agree with itself?")
]
