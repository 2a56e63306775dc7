"""What one analysis may spend: how deep, how many commands, how much text. Beyond it, the rest is opaque."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

DEEPEST = 24
"""Carriers inside carriers: `sh -c "ssh h 'sudo sh -c …'"`."""
MOST_STACKED = 120
"""Syntax nested in syntax, summed over all carriers: keeps well clear of Python's recursion limit."""
MOST_COMMANDS = 600
MOST_STATEMENTS = 3_000
MOST_TEXT = 64 * 1024
"""Characters of code in one analysis, nested texts included. More is opaque from there on."""
MOST_STEPS = 3_500
"""Pieces of work in one analysis, each about 10 µs: some for a command, some for each effect that it has."""
STEPS_OF_A_COMMAND = 3
STEPS_OF_AN_EFFECT = 2
MOST_PARSED = 2_500
"""Pieces of work that the shell's parser may do in one analysis, each about 10 µs."""
MOST_TREES = 30
"""Statements of SQL in one analysis that are read by their trees: each takes about a millisecond."""
MOST_TOKENS_PARSED = 1_200
"""Tokens of SQL in one analysis that are read by their trees: about 4 ms a thousand."""


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
    steps: int = 0
    parsed: int = 0
    trees: int = 0
    tokens: int = 0

    @property
    def spent(self) -> bool:
        """True where nothing more can be read, whatever it is."""
        return self.commands > MOST_COMMANDS or self.text > MOST_TEXT or self.steps > MOST_STEPS

    def command(self) -> None:
        """One more command is read. Raises Spent."""
        self.commands += 1
        self.steps += STEPS_OF_A_COMMAND
        if self.commands > MOST_COMMANDS:
            raise Spent(f"more than {MOST_COMMANDS} commands")
        if self.steps > MOST_STEPS:
            raise Spent("more work than one action may ask for")

    def found(self, effects: int) -> None:
        """So many effects were told. Never raises: what was read is kept, and the next command finds the budget spent."""
        self.steps += STEPS_OF_AN_EFFECT * effects

    def parses(self, tokens: int) -> bool:
        """True where one more statement of SQL, so many tokens long, may be read by its tree."""
        self.trees += 1
        self.tokens += tokens
        return self.trees <= MOST_TREES and self.tokens <= MOST_TOKENS_PARSED

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
