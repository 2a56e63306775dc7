"""Is this action in proportion to the task? Asked before each tool call of an AI agent."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commensurate.errors import Blocked, CommensurateError, Escalated, Halted, Stopped
    from commensurate.guard import Guard, Limits, enforce, message
    from commensurate.model.action import Action, Annotations, Workspace
    from commensurate.model.decision import Decision, Outcome
    from commensurate.model.effect import Environment
    from commensurate.model.step import Step
    from commensurate.model.task import UNKNOWN_TASK, Provenance, Task
    from commensurate.settings import load_guard

__version__ = "0.1.0"
__all__ = [
    "UNKNOWN_TASK", "Action", "Annotations", "Blocked", "CommensurateError", "Decision", "Environment", "Escalated",
    "Guard", "Halted", "Limits", "Outcome", "Provenance", "Step", "Stopped", "Task", "Workspace", "enforce", "load_guard", "message",
]  # fmt: skip

_HOMES = {
    "errors": ("Blocked", "CommensurateError", "Escalated", "Halted", "Stopped"),
    "guard": ("Guard", "Limits", "enforce", "message"),
    "model.action": ("Action", "Annotations", "Workspace"),
    "model.decision": ("Decision", "Outcome"),
    "model.effect": ("Environment",),
    "model.step": ("Step",),
    "model.task": ("UNKNOWN_TASK", "Provenance", "Task"),
    "settings": ("load_guard",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a name of the face when it is first used: importing the package costs next to nothing."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
