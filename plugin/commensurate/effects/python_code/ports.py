"""What the walker asks of whoever knows the functions. The walker itself is handed over as it is."""

import ast
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from commensurate.effects.python_code.values import Value


class TooLong(Exception):
    """The text makes more calls than are followed."""


class Acts(Protocol):
    """What the walker asks of calls and attributes. The table-driven answers live in calls.py."""

    def acts(self, name: str) -> bool:
        """True where a function of this name does something."""
        ...

    def call(
        self, walker: Any, callee: Value, positional: Sequence[Value], named: Mapping[str, Value], node: ast.AST
    ) -> Value:
        """A call of something that is not of the text: add what it does, answer what it gives."""
        ...

    def takes_functions(self, name: str) -> bool:
        """True where a function of this name sees for itself to the functions that it is given."""
        ...

    def attribute(self, owner: Value, name: str) -> Value | None:
        """A known attribute of a value."""
        ...

    def subscript(self, owner: Value, index: Value) -> Value:
        """A part of a value."""
        ...

    def part(self, value: Value, index: int) -> Value:
        """One of the things that a value is unpacked into."""
        ...
