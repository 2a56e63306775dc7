"""One registered handler, the names it may hook, and what it may answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commensurate.integrations.hooks.call import ToolEvent

ALIASES = {"tool:before": "before_tool_call", "tool:after": "after_tool_call"}
NAMES = frozenset({"before_tool_call", "after_tool_call"})
ANSWER = {"params": dict, "block": bool, "block_reason": str, "require_approval": dict}
"""What a handler may answer, key by key."""

NO_CANONICAL_NAME = frozenset({"*", "bash"})
"""Matchers that OpenClaw refuses: a wildcard, and an alias of `exec` that would never match."""

Handler = Callable[[ToolEvent], Any]


@dataclass(frozen=True, slots=True)
class Hook:
    """One handler, as it was registered. `timeout` is in seconds; an empty `matcher` fits every tool."""

    name: str
    priority: int
    order: int
    handler: Handler
    timeout: float
    matcher: frozenset[str]
    plugin: str
    pins: bool = False
    """True for a judge: the arguments that it answers with are the only ones that may run."""


def wrong(answer: Any) -> str:
    """Why an answer is not one that a handler may give; empty where it is."""
    if answer is None:
        return ""
    if isinstance(answer, Exception):
        return str(answer) or repr(answer)
    if not isinstance(answer, dict):
        return f"it answered {type(answer).__name__}, not a dict or None"
    unknown = sorted(str(key) for key in answer if key not in ANSWER)
    if unknown:
        return f"it answered with unknown keys {unknown}; known: {sorted(ANSWER)}"
    bad = [key for key, value in answer.items() if value is not None and not isinstance(value, ANSWER[key])]
    return f"{bad[0]} must be of type {ANSWER[bad[0]].__name__}" if bad else ""
