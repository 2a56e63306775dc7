"""Shell text in, reading out: parse, guard against misreadings, expand, walk."""

from commensurate.effects.budget import Budget
from commensurate.effects.reading import Reading, Scene, Stdin, Word
from commensurate.effects.shell.runner import Run
from commensurate.effects.shell.state import State
from commensurate.effects.shell.walk import Walker

__all__ = ["read_shell"]


def read_shell(
    text: str,
    scene: Scene,
    run: Run,
    budget: Budget,
    *,
    stdin: Stdin | None = None,
    words: tuple[Word, ...] = (),
) -> Reading:
    """Read a shell text. `run` reads one simple command; `words` are $0, $1 …"""
    walker = Walker(State.of(scene, words), run, budget)
    walker.text(text, stdin)
    return walker.reading()
