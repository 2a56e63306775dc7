"""Command lines as the shell's walker would hand them over, and readings put in short words. No reader lives here."""

import shlex

from commensurate.effects.programs import usage_of
from commensurate.effects.reading import Command, Reading, Scene, Stdin, Word, opaque
from commensurate.effects.table import read


def command_of(line: str, stdin: Stdin | None = None) -> Command:
    """A simple command from a line without operators; `$` and backticks stay unresolved."""
    words = tuple(Word(text, known=not set("$`") & set(text), glob="*" in text) for text in shlex.split(line))
    return Command(words, Scene(cwd="/work", home="/home/ada"), line, stdin)


def reading_of(line: str, stdin: Stdin | None = None) -> Reading:
    """What the program's table makes of the line."""
    command = command_of(line, stdin)
    usage = usage_of(command.program)
    return opaque("no table") if usage is None else read(usage, command)


def short(reading: Reading) -> list[str]:
    """Each effect as `operation kind name reversibility radius environment`, names that are empty left out."""
    return [
        " ".join(
            filter(
                None,
                (
                    e.operation.value,
                    e.resource.kind.value,
                    e.resource.name,
                    e.reversibility.word,
                    e.blast_radius.word,
                    "" if e.environment.value == "unknown" else e.environment.value,
                ),
            )
        )
        for e in reading.effects
    ]


def worst(line: str) -> tuple[str, str, str]:
    """(operation, reversibility, radius) of the gravest effect; ("nothing", "", "") where there is none."""
    effects = reading_of(line).effects
    if not effects:
        return ("nothing", "", "")
    gravest = max(effects, key=lambda e: (e.reversibility + e.blast_radius, e.reversibility, e.changes))
    return (gravest.operation.value, gravest.reversibility.word, gravest.blast_radius.word)
