"""The command line's one door. Each command is loaded when it is called; no error ends in a traceback.

Exit statuses: 0 done or allowed, 1 a test or a measure failed, 2 bad input or something broken, 3 a human must be
asked, 4 blocked. What goes wrong never ends in 0.
"""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from commensurate.errors import CommensurateError

COMMANDS: Mapping[str, tuple[str, str, str]] = {
    "check": ("check", "check", ""),
    "explain": ("check", "explain", ""),
    "demo": ("demo", "demo", "demo"),
    "eval": ("eval", "app", ""),
    "rules": ("rules", "app", ""),
    "judge": ("judge", "app", ""),
    "audit": ("audit", "app", ""),
    "approvals": ("approvals", "approvals", ""),
    "approve": ("approvals", "approve", ""),
    "deny": ("approvals", "deny", ""),
    "agents": ("grants", "agents", ""),
    "grants": ("grants", "app", ""),
    "policy": ("policy", "policy", ""),
    "halt": ("approvals", "halt", ""),
    "resume": ("approvals", "resume", ""),
}
"""name -> (module in cli/, its Typer app or function, the extra that it needs)."""


class Lazy(TyperGroup):
    """Commands by name; a module is imported when its command is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All that can be imported, in the order of the table."""
        return [name for name in COMMANDS if self.get_command(ctx, name) is not None]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; one that says which extra is lacking; None for a name that nobody has."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, attribute, extra = COMMANDS[cmd_name]
        try:
            found = getattr(import_module(f"commensurate.cli.{module}"), attribute)
        except ModuleNotFoundError as error:
            if error.name == f"commensurate.cli.{module}":
                return None
            return _lacking(cmd_name, error, extra)
        return _command(cmd_name, found)


def _command(name: str, found: Any) -> Any:
    if isinstance(found, typer.Typer):
        made = typer.main.get_command(found)
    else:
        alone = typer.Typer(add_completion=False)
        alone.command(name, context_settings=getattr(found, "context_settings", None))(found)
        made = typer.main.get_command(alone)
    made.name = name
    return made


def _lacking(name: str, error: ModuleNotFoundError, extra: str) -> Any:
    wanted = f"commensurate[{extra}]" if extra else "commensurate"
    sentence = f"{name} needs the module {error.name!r}: pip install '{wanted}'"

    def say() -> None:
        raise CommensurateError(sentence)

    say.__doc__ = sentence
    say.context_settings = {"ignore_unknown_options": True, "allow_extra_args": True}  # type: ignore[attr-defined]
    return _command(name, say)


app = typer.Typer(cls=Lazy, no_args_is_help=True, add_completion=False, rich_markup_mode="rich")


@app.callback()
def _commands() -> None:
    """Asks before each tool call of an AI agent: is this action in proportion to the task?"""


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    try:
        app()
    except CommensurateError as error:
        _stop(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _stop("nobody reads the output")
    except Exception as error:
        if os.environ.get("COMMENSURATE_DEBUG"):
            raise
        _stop(f"something broke, and nothing was let through: {type(error).__name__}: {error}")


def _stop(sentence: str) -> None:
    print(f"commensurate: {sentence}", file=sys.stderr)
    raise SystemExit(2)
