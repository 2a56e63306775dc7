"""A chat model that says what its script says: the agent's decisions are given, everything else is real."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

Call = tuple[str, dict[str, Any]]
"""One tool call of a script: the tool's name and its arguments."""


class ScriptedModel(BaseChatModel):
    """Proposes one call of its script a turn, then says `closing`. It never learns from what comes back."""

    script: list[Call]
    closing: str = "Done."
    turn: int = 0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> "ScriptedModel":  # noqa: ARG002
        """The script already knows the tools."""
        return self

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:  # noqa: ARG002
        if self.turn < len(self.script):
            name, arguments = self.script[self.turn]
            call = {"name": name, "args": arguments, "id": f"call-{uuid4().hex[:12]}", "type": "tool_call"}
            message = AIMessage(content="", tool_calls=[call])
        else:
            message = AIMessage(content=self.closing)
        self.turn += 1
        return ChatResult(generations=[ChatGeneration(message=message)])
