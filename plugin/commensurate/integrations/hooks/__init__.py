"""A hook registry in OpenClaw's style: `register(api)`, `api.on("before_tool_call", handler, priority=…)`.

Semantics as measured on OpenClaw 2026.9.6 (priority high to low, ties in the order of registration; a block is
terminal; the first approval asked for wins and freezes the parameters; the last parameters win; each handler sees its
own copy of the original call; an exception or a timeout blocks), and stricter where that host fails open: an unknown
hook name, an unknown result key, a `block` that is not a bool, and an asynchronous `register` are errors.
"""

from commensurate.integrations.hooks.call import HookOutcome as HookOutcome
from commensurate.integrations.hooks.call import ToolContext as ToolContext
from commensurate.integrations.hooks.call import ToolEvent as ToolEvent
from commensurate.integrations.hooks.registry import HookApi as HookApi
from commensurate.integrations.hooks.registry import Hooks as Hooks
