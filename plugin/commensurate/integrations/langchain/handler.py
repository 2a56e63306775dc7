"""The callback handler: on_tool_start asks the Guard, on_tool_end and on_tool_error tell it what came back.

Synchronous on purpose: LangChain swallows what an asynchronous handler raises.
"""

import inspect
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.tracers.context import register_configure_hook

from commensurate.errors import Blocked
from commensurate.guard import Guard, enforce
from commensurate.integrations.asking import Ask, answered
from commensurate.integrations.langchain.runs import Runs, Thread
from commensurate.integrations.plain import plain
from commensurate.model.action import Action, Workspace
from commensurate.model.decision import Decision, Outcome
from commensurate.model.step import Step
from commensurate.model.task import Task


class CommensurateHandler(BaseCallbackHandler):
    """Stops each tool call that is out of proportion: raises Blocked, or Escalated where nobody said yes.

    The task is the human's words in the root run's input; `task` pins it. An escalation is answered by `ask` (it may
    pause the graph with `interrupt`), else by the Guard's channel in `wait` seconds.
    """

    run_inline = True

    def __init__(
        self,
        guard: Guard,
        *,
        task: Task | None = None,
        agent: str = "agent",
        workspace: Workspace = Workspace(),  # noqa: B008 (frozen)
        ask: Ask | None = None,
        wait: float = 0.0,
    ) -> None:
        self._guard, self._task, self._agent, self._workspace = guard, task, agent, workspace
        self._ask, self._wait, self._runs = ask, wait, Runs()
        self._under_way: dict[UUID, tuple[Action, Decision, Thread]] = {}

    def __init_subclass__(cls) -> None:
        if loose := {"ignore_agent", "ignore_chain", "raise_error", "run_inline"} & vars(cls).keys():
            raise TypeError(f"{cls.__name__} must leave {sorted(loose)} alone: LangChain would let the tool run")
        if inspect.iscoroutinefunction(cls.on_tool_start):
            raise TypeError(f"{cls.__name__}.on_tool_start must not be async: LangChain would let the tool run")

    raise_error = property(lambda _self: True)
    """Always True: otherwise LangChain logs the block and runs the tool."""

    def on_chain_start(
        self, serialized: Any, inputs: Any, *, run_id: UUID, parent_run_id: UUID | None = None, **kwargs: Any
    ) -> None:
        """Note the run; a root run's input holds the human's words."""
        self._runs.started(run_id, parent_run_id, inputs, str((kwargs.get("metadata") or {}).get("thread_id") or ""))

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **kwargs: Any) -> None:
        """Forget the run."""
        self._runs.ended(run_id)

    def on_chain_error(self, error: Any, *, run_id: UUID, **kwargs: Any) -> None:
        """Forget the run."""
        self._runs.ended(run_id)

    def on_tool_start(
        self,
        serialized: Any,
        input_str: str,
        *,
        run_id: UUID,
        parent_run_id: UUID | None = None,
        inputs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """Ask. Raises Blocked, Escalated or Halted where the call must not run."""
        if parent_run_id is not None:
            self._runs.started(run_id, parent_run_id)
        thread = self._runs.thread_of(run_id)
        described = serialized or {}
        if inputs is not None and str(inputs) != input_str:
            raise Blocked("Blocked: another callback handler changed the arguments that were to be judged.")
        action = Action(
            tool=str(described.get("name") or kwargs.get("name") or "tool"),
            arguments=plain(inputs) if inputs is not None else {"input": input_str},
            workspace=self._workspace,
            agent=self._agent,
            session=thread.id,
            call_id=str(kwargs.get("tool_call_id") or run_id),
            description=str(described.get("description") or ""),
        )
        decision = self._guard.check(action, self._task or thread.task(), tuple(thread.steps.copy()))
        if decision.outcome is Outcome.ESCALATE:
            decision = answered(self._guard, decision, self._ask, self._wait)
        self._under_way[run_id] = (action, enforce(decision), thread)

    def on_tool_end(self, output: Any, *, run_id: UUID, **kwargs: Any) -> None:
        """Record what came back; it is evidence for the next call."""
        self._came_back(run_id, result=str(getattr(output, "content", output)))

    def on_tool_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        """Record the failure; it is evidence for the next call."""
        self._came_back(run_id, error=repr(error))

    def _came_back(self, run_id: UUID, result: str = "", error: str = "") -> None:
        self._runs.ended(run_id)
        if run_id in self._under_way:
            action, decision, thread = self._under_way.pop(run_id)
            thread.steps.append(Step(action.tool, action.arguments, result or error))
            self._guard.outcome(action, decision, result=result or None, error=error or None)


def install(handler: CommensurateHandler) -> None:
    """Put the handler before every tool call of this process, in every thread."""
    register_configure_hook(ContextVar("commensurate", default=handler), inheritable=True)
