"""Shell text in, reading out: parse, guard against misreadings, expand, walk."""

from commensurate.effects.budget import Budget
from commensurate.effects.claims import claim, claims
from commensurate.effects.reading import NOTHING, Reading, Scene, Stdin, Word
from commensurate.effects.shell.runner import Run
from commensurate.effects.shell.state import State
from commensurate.effects.shell.walk import Walker
from commensurate.model.regex import regex

__all__ = ["read_shell"]

_EVIDENCE = 400
_TESTS = regex(r"(?:^|[;&|(!{\n]|\b(?:if|elif|while|until))\s*(?:test\s|\[)|\bcase\b")
"""What is only printed where something holds was looked at."""


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
    printed = walker.text(text, stdin).text
    reading = walker.reading()
    if printed and reading == NOTHING and "$" not in printed and not _TESTS.search(text) and claims(printed):
        return Reading((claim(printed, text[:_EVIDENCE]),))
    return reading
