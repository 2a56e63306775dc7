"""What handlers are given and what all of them together answer."""

from dataclasses import dataclass, field, replace
from typing import Any

from commensurate.integrations.plain import plain


@dataclass(slots=True)
class ToolContext:
    """One tool call as a handler sees it. `success`, `result`, `error` and `duration_ms` are set for tool:after."""

    tool: str
    arguments: dict[str, Any]
    tool_call_id: str = ""
    run_id: str = ""
    session_key: str = ""
    agent_id: str = "agent"
    task: Any = None
    success: bool | None = None
    result: Any = None
    error: str = ""
    duration_ms: float | None = None
    aborted: bool = False
    abort_reason: str = ""

    def seen(self) -> "ToolContext":
        """A handler's own copy: what it does to the arguments is not done to the call."""
        return replace(self, arguments=plain(self.arguments))

    def abort(self, reason: str = "") -> None:
        """Stop the call. The reason is what the model is told."""
        self.aborted, self.abort_reason = True, reason


@dataclass(slots=True)
class ToolEvent:
    """What a handler is given: `event.context`, with the two spellings of its parts, and `messages` for the model."""

    name: str
    context: ToolContext
    messages: list[str] = field(default_factory=list)

    @property
    def tool_name(self) -> str:
        """The tool, in the spelling of OpenClaw's plugin hooks."""
        return self.context.tool

    @property
    def params(self) -> dict[str, Any]:
        """The arguments, in the spelling of OpenClaw's plugin hooks. Changing them changes nothing: return params."""
        return self.context.arguments

    def abort(self, reason: str = "") -> None:
        """Stop the call."""
        self.context.abort(reason)


@dataclass(frozen=True, slots=True)
class HookOutcome:
    """What all handlers together say: blocked or not, the arguments to run with, an approval to ask for."""

    blocked: bool
    params: dict[str, Any]
    reason: str = ""
    approval: dict[str, Any] | None = None
    plugin: str = ""
