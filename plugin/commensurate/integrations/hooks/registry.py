"""The registry: who is hooked, in which order they are asked, and how their answers add up."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from commensurate.integrations.hooks.call import HookOutcome, ToolContext, ToolEvent
from commensurate.integrations.hooks.hook import ALIASES, NAMES, NO_CANONICAL_NAME, Handler, Hook, wrong
from commensurate.integrations.hooks.run import Asked, adrive, call, drive

FAILED = "The call is blocked because a before_tool_call hook failed"

CHANGED = "The call is blocked because its arguments were changed after they had been judged"


class Hooks:
    """The hooks of one host. `load` a plugin, then ask `before` (or `abefore`) ahead of each call, `after` behind it."""

    def __init__(self) -> None:
        self._hooks: list[Hook] = []

    def load(self, register: Callable[["HookApi"], Any], plugin: str = "plugin") -> None:
        """Run a plugin's `register(api)`. It must be synchronous, and whatever it raises stops the start."""
        answer = register(HookApi(self, plugin))
        if inspect.isawaitable(answer):
            if inspect.iscoroutine(answer):
                answer.close()
            raise TypeError(f"{plugin}: register must be synchronous")

    def add(self, hook: Hook) -> None:
        """Keep a hook, in the order in which they will be asked."""
        self._hooks = sorted([*self._hooks, hook], key=lambda h: (-h.priority, h.order))

    def __len__(self) -> int:
        return len(self._hooks)

    def before(self, asked: ToolContext) -> HookOutcome:
        """Ask every handler. A handler that fails or takes too long blocks the call."""
        return drive(self._journey(asked))

    async def abefore(self, asked: ToolContext) -> HookOutcome:
        """The same on an event loop: coroutine handlers run on this loop, plain ones in a thread."""
        return await adrive(self._journey(asked))

    def after(self, done: ToolContext) -> list[str]:
        """Tell every tool:after handler. What they raise is returned in words: the call has already run."""
        answers = [
            (hook.plugin, call(hook, ToolEvent(hook.name, done.seen()))) for hook in self._fitting(done, after=True)
        ]
        return [f"{plugin}: {answer!r}" for plugin, answer in answers if isinstance(answer, Exception)]

    def _fitting(self, call: ToolContext, *, after: bool = False) -> list[Hook]:
        name = "after_tool_call" if after else "before_tool_call"
        return [h for h in self._hooks if h.name == name and (not h.matcher or call.tool.lower() in h.matcher)]

    def _journey(self, asked: ToolContext) -> Asked:
        """The reduction, told without running anything: yields whom to ask, is sent what came back."""
        params: dict[str, Any] = asked.arguments
        approval, pinned = None, None
        for hook in self._fitting(asked):
            seen = ToolEvent(hook.name, asked.seen())
            answer = yield hook, seen
            why = wrong(answer)
            if why:
                return HookOutcome(True, params, f"{FAILED}: {why}", plugin=hook.plugin)
            answer = answer or {}
            if answer.get("block") or seen.context.aborted:
                said = answer.get("block_reason") or seen.context.abort_reason or " ".join(seen.messages)
                return HookOutcome(True, params, said or "Blocked by a hook", plugin=hook.plugin)
            if hook.pins:
                pinned = answer.get("params", pinned)
            if approval is None or hook.pins:
                params = params if answer.get("params") is None else answer["params"]
                approval = answer.get("require_approval") or approval
        if pinned is not None and params != pinned:
            return HookOutcome(True, pinned, CHANGED)
        return HookOutcome(False, params, approval=approval)


class HookApi:
    """What a plugin's `register(api)` is given."""

    def __init__(self, hooks: Hooks, plugin: str) -> None:
        self._hooks = hooks
        self.id = plugin

    def on(
        self,
        name: str,
        handler: Handler,
        *,
        priority: int = 0,
        timeout: float = 15.0,
        matcher: Sequence[str] | None = None,
        pins: bool = False,
    ) -> None:
        """Hook a handler. `timeout` is in seconds; `matcher` lists tool names (case does not matter).

        With `pins` the arguments that it answers with are the only ones that may run, and its approval is the one asked.

        Raises ValueError for an unknown hook name, an empty or wildcard matcher, or a timeout that is not positive.
        """
        real = ALIASES.get(name, name)
        if real not in NAMES:
            raise ValueError(f"unknown hook {name!r}; known: {', '.join(sorted(NAMES | set(ALIASES)))}")
        names = frozenset(word.lower() for word in matcher or ())
        if (matcher is not None and not names) or names & NO_CANONICAL_NAME:
            raise ValueError("matcher: a list of tool names; no wildcard, and `exec` rather than `bash`")
        if not timeout > 0:
            raise ValueError("timeout: seconds, more than 0")
        self._hooks.add(Hook(real, priority, len(self._hooks), handler, timeout, names, self.id, pins))
