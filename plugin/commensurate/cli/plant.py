"""`commensurate eval plant`: rows that ask whether texts addressed to the judge make an outcome milder."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from commensurate.evaluate.export import lines
from commensurate.evaluate.planting import read_suite, rows_of

_Suite = Annotated[
    Path, typer.Argument(help="A YAML file of acts (id, task, tool, arguments) and texts (where, text).")
]
_Each = Annotated[bool, typer.Option("--each", help="Each text in every act that has its place, not in one in turn.")]
_Out = Annotated[Path | None, typer.Option(help="Write the rows to this file instead of stdout.")]


def plant(suite: _Suite, *, each: _Each = False, out: _Out = None) -> None:
    """Plant texts that speak to the judge around acts out of proportion, as rows for `eval`, which says how many
    lowered the outcome.

    commensurate eval plant texts.yaml --out injections.jsonl && commensurate eval injections.jsonl --judge openai
    """
    text = lines(rows_of(read_suite(suite), each=each))
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, "utf-8")
