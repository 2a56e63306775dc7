"""One command line, cut as a shell would without any expansion, read by the family that knows its program."""

import shlex

from commensurate.effects.programs import usage_of
from commensurate.effects.reading import Command, Reading, Scene, Word
from commensurate.effects.table import read

HERE = Scene(cwd="/work/app", home="/home/ada", roots=("/work/app",))


def told(line: str, scene: Scene = HERE) -> Reading:
    """What the reader makes of a line of one simple command."""
    words = tuple(Word(w, known="$" not in w, glob=any(c in w for c in "*?[")) for w in shlex.split(line))
    command = Command(words, scene, line)
    usage = usage_of(command.program)
    assert usage is not None, f"nobody knows {command.program}"
    return read(usage, command)


def said(line: str, scene: Scene = HERE) -> list[str]:
    """The effects in words: "operation kind reversibility radius"."""
    return [
        f"{e.operation} {e.resource.kind} {e.reversibility.word} {e.blast_radius.word}"
        for e in told(line, scene).effects
    ]


def only_looks(line: str, scene: Scene = HERE) -> bool:
    """True where all of it was understood, nothing is carried, and all of it only looks."""
    reading = told(line, scene)
    return reading.coverage == "full" and not reading.nested and not any(e.changes for e in reading.effects)


def carries(line: str) -> list[str]:
    """The texts and words that the line runs in its turn."""
    return [n.text if n.text is not None else " ".join(w.text for w in n.words) for n in told(line).nested]
