"""`commensurate check` and `commensurate explain`: may this action run for this task?"""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from commensurate.cli.picture import explained, said
from commensurate.errors import InputError
from commensurate.model.action import Action
from commensurate.model.decision import Decision, Outcome
from commensurate.model.step import Step
from commensurate.model.task import Provenance, Task
from commensurate.settings import Policy, load_guard, load_policy, workspace
from commensurate.wire import LARGEST, Request, dump, parse, request

STATUS = {Outcome.ALLOW: 0, Outcome.NOTIFY: 0, Outcome.ESCALATE: 3, Outcome.BLOCK: 4}
"""Exit statuses. 2 is bad input, and says nothing of the action but that it was not let through."""

COMMAND_TOOL = "bash"
"""The tool whose one argument, `command`, is the command line."""

_Command = Annotated[
    str | None,
    typer.Argument(metavar="COMMAND", help="A command line in quotes; or - for a request as JSON on stdin."),
]
_Words = Annotated[str, typer.Option("--task", "-t", help="What the human asked for, word for word.")]
_Tool = Annotated[str, typer.Option("--tool", help="The tool that would be called.")]
_Arguments = Annotated[str | None, typer.Option("--arguments", help="The tool's arguments, as a JSON object.")]
_Before = Annotated[
    list[str] | None, typer.Option("--step", "--context", help="What happened before; may be given again.")
]
_Cwd = Annotated[str | None, typer.Option("--cwd", help="Where it would run.", show_default="here")]
_World = Annotated[
    str | None, typer.Option("--env", help="What is worked on: production, staging, development, unknown.")
]
_Policy = Annotated[Path | None, typer.Option("--policy", help="A policy file, instead of the usual one.")]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def check(
    command: _Command = None,
    *,
    task: _Words = "",
    tool: _Tool = COMMAND_TOOL,
    arguments: _Arguments = None,
    step: _Before = None,
    cwd: _Cwd = None,
    env: _World = None,
    policy: _Policy = None,
    as_json: _Json = False,
) -> None:
    """May this action run for this task? Exit status 0: yes. 3: ask a human. 4: no. 2: bad input.

    commensurate check --task "clean up the build" 'rm -rf build'

    commensurate check --task "look at the costs" --env production 'aws cloudformation delete-stack --stack-name x'

    commensurate check --task "say hello" --tool send_mail --arguments '{"to": "all@example.com"}'

    echo '{"version": 1, "action": {"tool": "bash", "arguments": {"command": "ls"}}}' | commensurate check -
    """
    chosen = load_policy(policy)
    asked = _request(chosen, command, tool, arguments, (task, step or [], cwd, env))
    decision = _decided(chosen, asked)
    print(json.dumps(dump(decision), indent=2) if as_json else said(decision))
    raise typer.Exit(STATUS[decision.outcome])


def explain(
    command: _Command = None,
    *,
    task: _Words = "",
    tool: _Tool = COMMAND_TOOL,
    arguments: _Arguments = None,
    step: _Before = None,
    cwd: _Cwd = None,
    env: _World = None,
    policy: _Policy = None,
    as_json: _Json = False,
) -> None:
    """Show how a decision comes about: effects, rules, judgement, the cell of the table, every voice. Exits as check.

    commensurate explain --task "free some disk space" 'docker system prune -af --volumes'
    """
    chosen = load_policy(policy)
    asked = _request(chosen, command, tool, arguments, (task, step or [], cwd, env))
    decision = _decided(chosen, asked)
    if as_json:
        print(json.dumps(dump(decision), indent=2))
    else:
        explained(asked.action, decision)
    raise typer.Exit(STATUS[decision.outcome])


def _decided(policy: Policy, asked: Request) -> Decision:
    guard = load_guard(policy)
    try:
        return guard.check(asked.action, asked.task, asked.steps)
    finally:
        guard.close()


def _request(
    policy: Policy,
    command: str | None,
    tool: str,
    arguments: str | None,
    said_of_it: tuple[str, list[str], str | None, str | None],
) -> Request:
    task, steps, cwd, env = said_of_it
    if command == "-":
        return request(sys.stdin.buffer.read(LARGEST + 1))
    if (command is None) == (arguments is None):
        raise InputError("give either a command line or --arguments, or - and a request on stdin")
    place = workspace(policy, cwd, env)
    given = {"command": command} if arguments is None else _object(arguments)
    action = Action(tool, given, place)
    words = Task(task, Provenance.HUMAN if task.strip() else Provenance.UNKNOWN)
    return Request(action, words, tuple(Step(text=text) for text in steps))


def _object(text: str) -> dict[str, Any]:
    data = parse(text)
    if not isinstance(data, dict):
        raise InputError("--arguments: a JSON object is needed")
    return data
