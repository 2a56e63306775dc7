"""What builtins and redirections need of the shell that runs them. walk.py is the one that does."""

from typing import Protocol

from tree_sitter import Node

from commensurate.effects.budget import Budget
from commensurate.effects.reading import Reading, Stdin, Word
from commensurate.effects.shell.expand import Expander
from commensurate.effects.shell.outputs import Output
from commensurate.effects.shell.state import State, Value


class Process(Protocol):
    """A shell in the middle of a text."""

    state: State
    budget: Budget

    def sets(self, name: str, evidence: str) -> None:
        """A variable is set or unset."""
        ...

    def add(self, reading: Reading) -> None:
        """Take over what was read."""
        ...

    def text(self, text: str, stdin: Stdin | None = None) -> Output:
        """Read one more text in this shell."""
        ...

    def words(self, node: Node) -> list[Word]:
        """The words that one node becomes."""
        ...

    def expander(self) -> Expander:
        """Expands words in the present state."""
        ...

    def body_of(self, text: str) -> str | None:
        """The text of a heredoc by its placeholder."""
        ...

    def simple(
        self, words: list[Word], stdin: Stdin | None, evidence: str, own: dict[str, Value], typed: str
    ) -> Output:
        """Run words as a command: alias, function, builtin or program."""
        ...

    def plain(self, words: list[Word], stdin: Stdin | None, evidence: str) -> Output:
        """Run words as a builtin or program."""
        ...

    def program(self, words: tuple[Word, ...], stdin: Stdin | None, evidence: str) -> Output:
        """Run words as a program."""
        ...
