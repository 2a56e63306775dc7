"""The Guard as a plugin of the hook registry, in OpenClaw's style: judges last, and pins what it judged."""

from collections.abc import Callable, Mapping
from typing import Any

from commensurate.guard import Guard, message
from commensurate.integrations.hooks import HookApi, ToolContext, ToolEvent
from commensurate.integrations.plain import plain
from commensurate.model.action import Action, Workspace
from commensurate.model.decision import Decision, Outcome
from commensurate.model.task import UNKNOWN_TASK, Provenance, Task

INNERMOST = -1000
"""Asked last, so that the arguments it judges and returns are the ones that run."""

TITLE, DESCRIPTION = 80, 512
"""The longest texts that OpenClaw shows with an approval."""

_SEVERITY = {True: "critical", False: "warning"}


def plugin(guard: Guard, workspace: Workspace = Workspace()) -> Callable[[HookApi], None]:  # noqa: B008 (frozen)
    """A `register(api)` that puts the guard before and behind every tool call.

    The task comes with the call: `ToolContext.task` is a Task, or a text whose provenance is then unknown.
    """
    under_way: dict[tuple[str, str], tuple[Action, Decision]] = {}

    def before(event: ToolEvent) -> Mapping[str, Any]:
        action = _action(event.context, workspace)
        decision = guard.check(action, _task(event.context.task))
        under_way[_key(event.context)] = (action, decision)
        return _answer(decision, event)

    def after(event: ToolEvent) -> None:
        known = under_way.pop(_key(event.context), None)
        if known is not None:
            guard.outcome(*known, result=plain(event.context.result), error=event.context.error or None)

    def register(api: HookApi) -> None:
        api.on("before_tool_call", before, priority=INNERMOST, pins=True)
        api.on("after_tool_call", after)

    return register


def _key(context: ToolContext) -> tuple[str, str]:
    return (context.session_key, context.tool_call_id or context.run_id)


def _action(context: ToolContext, workspace: Workspace) -> Action:
    return Action(
        tool=context.tool,
        arguments=plain(context.arguments),
        workspace=workspace,
        agent=context.agent_id,
        session=context.session_key,
        call_id=context.tool_call_id,
    )


def _task(given: Any) -> Task:
    if isinstance(given, Task):
        return given
    return Task(given, Provenance.UNKNOWN) if isinstance(given, str) else UNKNOWN_TASK


def _answer(decision: Decision, event: ToolEvent) -> dict[str, Any]:
    if decision.outcome is Outcome.BLOCK:
        return {"block": True, "block_reason": message(decision)}
    pinned: dict[str, Any] = {"params": event.params}
    if decision.outcome is Outcome.ESCALATE:
        pinned["require_approval"] = {
            "id": decision.approval,
            "title": (decision.headline or decision.reason)[:TITLE],
            "description": f"{decision.headline} {message(decision)}".strip()[:DESCRIPTION],
            "severity": _SEVERITY[decision.suspicion >= 0.7],
        }
    return pinned
