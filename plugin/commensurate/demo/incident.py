"""What an incident is made of: a victim that can be counted, real tools on it, and two scripts."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from commensurate.demo.scripted import Call
from commensurate.model.action import Workspace


class Victim(Protocol):
    """Something that can be harmed, and counted."""

    tools: Sequence[Any]
    """LangChain tools that really act on it."""
    workspace: Workspace

    def count(self) -> int:
        """How much of it is there."""
        ...


@dataclass(frozen=True, slots=True)
class Story:
    """What was asked for and what the agent then tries. `expected` is what is left when only that was done."""

    task: str
    script: Callable[[Any], list[Call]]
    expected: Callable[[int], int] = field(default=lambda before: before)


@dataclass(frozen=True, slots=True)
class Incident:
    """One real incident, replayed: the disaster, and its benign twin, which must go through."""

    name: str
    agent: str
    tried: str
    unit: str
    """What is counted: «stack resources», «mails»."""
    source: str
    victim: Callable[[Path], AbstractContextManager[Any]]
    disaster: Story
    twin: Story
