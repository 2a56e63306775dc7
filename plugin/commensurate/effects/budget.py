"""What one analysis may spend: how deep, how many commands, how much text. Beyond it, the rest is opaque."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

DEEPEST = 16
"""Carriers inside carriers: `sh -c "ssh h 'sudo sh -c …'"`."""
MOST_STACKED = 120
"""Syntax nested in syntax, summed over all carriers: keeps well clear of Python's recursion limit."""
MOST_COMMANDS = 600
MOST_STATEMENTS = 3_000
MOST_TEXT = 64 * 1024
"""Characters of code in one analysis, nested texts included. More is opaque from there on."""


class Spent(Exception):
    """The budget is used up. Only the door catches it, so it never leaves the package."""


@dataclass(slots=True)
class Budget:
    """A mutable account, one for each analysis."""

    depth: int = 0
    stacked: int = 0
    commands: int = 0
    statements: int = 0
    text: int = 0

    def command(self) -> None:
        """One more command is read. Raises Spent."""
        self.commands += 1
        if self.commands > MOST_COMMANDS:
            raise Spent(f"more than {MOST_COMMANDS} commands")

    def statement(self) -> None:
        """One more statement is read. Raises Spent."""
        self.statements += 1
        if self.statements > MOST_STATEMENTS:
            raise Spent(f"more than {MOST_STATEMENTS} statements")

    def take(self, text: str) -> None:
        """So much more text is read. Raises Spent."""
        self.text += len(text)
        if self.text > MOST_TEXT:
            raise Spent(f"more than {MOST_TEXT} characters of code")

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One carrier further in. Raises Spent."""
        if self.depth >= DEEPEST:
            raise Spent(f"more than {DEEPEST} commands inside one another")
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    @contextmanager
    def inside(self) -> Iterator[None]:
        """One level of syntax further in. Raises Spent."""
        if self.stacked >= MOST_STACKED:
            raise Spent(f"syntax nested deeper than {MOST_STACKED}")
        self.stacked += 1
        try:
            yield
        finally:
            self.stacked -= 1
