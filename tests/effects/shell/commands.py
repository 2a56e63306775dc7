"""The commands that a shell text runs, as the walker hands them to whoever reads commands."""

from commensurate.effects.budget import Budget
from commensurate.effects.reading import NOTHING, Command, Reading, Scene
from commensurate.effects.shell import read_shell
from commensurate.model.analysis import Coverage

PLACE = Scene("/w/p", home="/home/ada", roots=("/w/p",))


def commands(text: str, scene: Scene = PLACE) -> list[Command]:
    """Every command that is not the shell's own, in order."""
    return run(text, scene)[0]


def run(text: str, scene: Scene = PLACE) -> tuple[list[Command], Reading]:
    """The commands, and what the shell itself does."""
    seen: list[Command] = []

    def note(command: Command) -> Reading:
        seen.append(command)
        return NOTHING

    return seen, read_shell(text, scene, note, Budget())


def words(text: str, scene: Scene = PLACE) -> list[str]:
    """Each command as its words, parted by blanks; what is not known stands in ‹›, what is a pattern ends in °."""
    return [
        " ".join((w.text if w.known else f"‹{w.text}›") + ("°" if w.glob else "") for w in command.words)
        for command in commands(text, scene)
    ]


def coverage(text: str) -> Coverage:
    """How much of the text was understood."""
    return run(text)[1].coverage
