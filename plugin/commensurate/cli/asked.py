"""How a command line says which judge is asked, and whether what it says is written down."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from commensurate import settings
from commensurate.errors import InputError
from commensurate.ports import Judge

JudgeName = Annotated[str, typer.Option("--judge", help="local, openai, pair, replay or staged.")]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set", help="A setting of the judge, KEY=VALUE in YAML: model=NAME, deadline=60, model.name=replay."
    ),
]
Record = Annotated[Path | None, typer.Option(help="Append what the judge says to this file, to be replayed.")]
AnsweredBy = Annotated[str, typer.Option(help="With --record: who answers, said honestly in the file's header.")]
Texts = Annotated[bool, typer.Option("--texts/--no-texts", help="With --record: keep words, or only places of quotes.")]


def judge_of(name: str, sets: Sequence[str] | None) -> Judge | None:
    """The judge with its settings. Raises ConfigError, InputError."""
    return settings.judge(settings.Named(name, settings_of(sets or ()), "--judge"))


def recorded(judge: Judge | None, path: Path | None, answered_by: str, *, texts: bool) -> Judge | None:
    """The judge, its judgements written down where a file is named. Raises InputError."""
    if path is None or judge is None:
        return judge
    if not answered_by:
        raise InputError("--record: say with --answered-by who answers")
    from commensurate.judges.record import About, RecordingJudge

    return RecordingJudge(judge, path, About(answered_by, f"through the judge {judge.name!r}", texts=texts))


def settings_of(sets: Sequence[str]) -> dict[str, Any]:
    """`KEY=VALUE` texts as nested settings; dots go deeper. Raises InputError."""
    made: dict[str, Any] = {}
    for text in sets:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise InputError(f"--set {text}: KEY=VALUE is needed")
        place = made
        *folders, last = key.strip().split(".")
        for folder in folders:
            place = place.setdefault(folder, {})
            if not isinstance(place, dict):
                raise InputError(f"--set {text}: {folder} has a value already")
        try:
            place[last] = yaml.safe_load(value)
        except yaml.YAMLError as error:
            raise InputError(f"--set {text}: not YAML: {error}") from None
    return made
