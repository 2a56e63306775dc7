"""The one door: an action in, its analysis out."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from commensurate.effects.budget import Budget, Spent
from commensurate.effects.code_unseen import executes
from commensurate.effects.desk import CMDLET, Desk
from commensurate.effects.options import names
from commensurate.effects.reading import Language, Nested, Reading, Scene, Stdin, Word, opaque
from commensurate.model.action import Action
from commensurate.model.analysis import Analysis, Question
from commensurate.model.effect import Trait
from commensurate.model.regex import regex

_NO_ANSWERS: Mapping[Question, str] = {}
_SHELL_TOOLS = names(
    "bash sh zsh shell exec run_command terminal execute_command run_shell_command run_terminal_cmd run_in_terminal "
    "shell_command local_shell execute_bash bash_tool process cmd_controller.execute execute_shell shell_exec "
    "execute_shell_command runcommand command_line cli console container.exec exec_command unified_exec"
)
_WINDOWS_TOOLS = {
    **dict.fromkeys(("powershell", "pwsh"), Language.POWERSHELL), **dict.fromkeys(("cmd", "cmd.exe"), Language.CMD)
}  # fmt: skip
_PYTHON_TOOLS = names(
    "python python_repl execute_python run_python ipython jupyter code_interpreter execute_code run_code notebook "
    "execute_ipython_cell python_interpreter"
)
_SQL_TOOLS = names("sql query execute_sql run_sql run_query execute_query sql_query sql_db_query")
_SHELL_KEYS = ("command", "cmd", "script", "commands", "command_line", "shell_command", "bash_command")
_SQL_KEYS = ("query", "sql", "statement", "statements")
_CODE_KEYS = ("code", "source", "python_code", "script", "cell")
_PLACE_KEYS = ("cwd", "workdir", "working_dir", "working_directory", "workingdirectory", "directory")
_SQL_STARTS = names(
    "select insert update delete drop create alter truncate with merge grant revoke explain show describe replace "
    "begin call vacuum copy use set pragma analyze"
)


def analyze(action: Action, answers: Mapping[Question, str] = _NO_ANSWERS) -> Analysis:
    """Read an action into its effects. `answers` are what the world said to an earlier analysis's questions.

    Never raises: what cannot be read is opaque.
    """
    scene = scene_of(action, answers)
    desk = Desk(Budget())
    try:
        reading = desk.carried(_reading(action, scene))
        if len({key.lower() for key in action.arguments}) < len(action.arguments):
            why = f"{action.tool}: two arguments have one name"
            reading += opaque(why, executes(action.tool, scene, action.tool))
    except (Spent, RecursionError) as error:
        reading = opaque(
            f"{action.tool}: too much to read ({error})", executes(action.tool, scene, action.tool, Trait.UNRESOLVED)
        )
    except Exception as error:  # noqa: BLE001 (the one door: whatever fails inside, the action is opaque, not unread)
        why = f"{action.tool}: its reader failed ({type(error).__name__})"
        reading = opaque(why, executes(action.tool, scene, action.tool, Trait.UNRESOLVED))
    return Analysis(
        tuple(dict.fromkeys(reading.effects)),
        reading.coverage,
        tuple(question for question in dict.fromkeys(reading.questions) if question not in answers),
        tuple(dict.fromkeys(reading.notes)),
    )


def scene_of(action: Action, answers: Mapping[Question, str] = _NO_ANSWERS) -> Scene:
    """Where the action would run, as the host and the call itself say."""
    place = action.workspace
    cwd = place.cwd
    for key, value in action.arguments.items():
        if key.lower() in _PLACE_KEYS and isinstance(value, str) and value:
            cwd = value if value.startswith(("/", "~")) or not cwd else f"{cwd}/{value}"
    return Scene(cwd, place.home, place.roots, environment=place.environment, answers=answers)


def command_line(action: Action) -> str | None:
    """What a shell is handed to run; None where the tool is no Unix shell, or is handed no command line."""
    if action.tool.rpartition("__")[2].lower() not in _SHELL_TOOLS:
        return None
    carried = _shell({key.lower(): value for key, value in action.arguments.items()}, scene_of(action))
    told = () if carried is None else [one for one in carried.nested if one.language is Language.SHELL]
    lines = [one.text if one.text is not None else shlex.join(word.text for word in one.words) for one in told]
    return "\n".join(lines) or None


def _reading(action: Action, scene: Scene) -> Reading:
    """What the action carries, by its tool's name and the form of its arguments."""
    name = action.tool.rpartition("__")[2].lower()
    arguments = {key.lower(): value for key, value in action.arguments.items()}
    if name in _WINDOWS_TOOLS:
        found = _text(arguments, _SHELL_KEYS)
        if found is not None:
            return Reading(nested=(Nested(_WINDOWS_TOOLS[name], scene, found),))
    if name in _PYTHON_TOOLS:
        found = _text(arguments, (*_CODE_KEYS, "input", *_SHELL_KEYS))
        language = _language(arguments)
        if found is not None:
            return Reading(nested=(Nested(language, scene, found),))
    if name not in _SHELL_TOOLS:
        from commensurate.effects.tools.remote import read_remote  # noqa: PLC0415 (not for shells)

        remote = read_remote(action, scene)
        if remote is not None:
            return remote
    if name in _SHELL_TOOLS or _only(arguments, _SHELL_KEYS):
        carried = _shell(arguments, scene)
        if carried is not None:
            return carried
    if name in _SQL_TOOLS or (_speaks_sql(arguments) and not _SEARCHES.search(name)) or "sql_keyword" in arguments:
        from commensurate.effects.sql import read_structured  # noqa: PLC0415 (only for tools that take SQL)

        structured = read_structured(arguments, scene, sql_only=name == "query" or name not in _SQL_TOOLS)
        if structured is not None:
            return structured
    if _only(arguments, ("code",)):
        found = _text(arguments, ("code",))
        if found is not None:
            return Reading(nested=(Nested(_language(arguments, name), scene, found),))
    from commensurate.effects.tools import read_tool  # noqa: PLC0415 (only for tools with arguments of their own)

    return read_tool(action, scene)


_PLAIN_VERBS = names(
    "delete drop update insert create alter truncate copy use set replace call begin show analyze merge"
)
_STATEMENT = regex(
    r"(?:from|into|only|table|tables|database|databases|schema|schemas|view|index|user|role|column|columns|temp\w*|or|unique|function|trigger|if|status"
    r"|procedure|materialized|extension|sequence|type|create|processlist|grants|variables|transaction|[\w.\"`\[\]]+(?:\s+\w+)?\s+set"
    r"|[\w.\"`]+\s*(?:;|$|cascade|restart|\())\b|[\w.\"`]+\s*;?\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""What follows the first word of a statement, where that word is one of plain English too."""
_SEARCHES = regex(r"search|find|lookup|look_up|google|browse|ask_|question")
"""In the name of a tool: what stands in `query` are words to look for, whatever they look like."""
_MONGO = regex(r"\s*(?:db|rs|sh)\.[A-Za-z_$][\w.$]*\(")
"""A call of MongoDB's shell, typed where a shell is read: the terminal may sit at its prompt."""


def _shell(arguments: Mapping[str, Any], scene: Scene) -> Reading | None:
    """A command as text, or as a list of words; several where several are given. `env` is what it inherits."""
    fed = arguments.get("stdin")
    stdin = Stdin(fed) if isinstance(fed, str) else None
    brought, scene = _environment(arguments.get("env"), scene)
    arguments = {**arguments, **_with_arguments(arguments)}
    found = [nested for key in _SHELL_KEYS if (nested := _line(key, arguments.get(key), scene, stdin)) is not None]
    if not found:
        others = (_line(key, arguments.get(key), scene, stdin) for key in ("input", "args", "argv"))
        found = [nested for nested in others if nested is not None][:1]
    # PowerShell behind a tool that is named like a shell: a Unix shell would find no such program.
    told = [Nested(Language.POWERSHELL, scene, one.text) for one in found if one.text and CMDLET.match(one.text)]
    told += [Nested(Language.MONGO, scene, one.text) for one in found if one.text and _MONGO.match(one.text)]
    return Reading(nested=(*brought, *told, *found)) if found else None


def _with_arguments(arguments: Mapping[str, Any]) -> Mapping[str, str]:
    """`{"command": "rm", "args": ["-rf", "x"]}`: the one command line that the two make."""
    key = next((key for key in _SHELL_KEYS if isinstance(arguments.get(key), str) and arguments[key].strip()), None)
    more = next((arguments[name] for name in ("args", "argv", "arguments", "params") if arguments.get(name)), None)
    if key is None or more is None:
        return {}
    if isinstance(more, str):
        return {key: f"{arguments[key]} {more}"}
    if isinstance(more, tuple) and all(isinstance(part, str | int | float) for part in more):
        return {key: f"{arguments[key]} {shlex.join(map(str, more))}"}
    return {}


def _line(key: str, value: Any, scene: Scene, stdin: Stdin | None) -> Nested | None:
    if isinstance(value, str):
        return Nested(Language.SHELL, scene, value, stdin=stdin)
    if not (isinstance(value, tuple) and value and all(isinstance(part, str) for part in value)):
        return None
    if key == "commands" or len(value) == 1 or " " in value[0]:
        return Nested(Language.SHELL, scene, "\n".join(value), stdin=stdin)
    return Nested(Language.SHELL, scene, words=tuple(Word(part) for part in value), stdin=stdin)


def _environment(given: Any, scene: Scene) -> tuple[tuple[Nested, ...], Scene]:
    """The variables that a call sets: the scene with them, and their assignment, for some are run by programs."""
    if not isinstance(given, Mapping):
        return (), scene
    known = {name: value for name, value in given.items() if isinstance(value, str) and name.isidentifier()}
    line = "; ".join(f"{name}={shlex.quote(value)}" for name, value in known.items())
    return (Nested(Language.SHELL, scene, line),), replace(
        scene, variables=MappingProxyType({**scene.variables, **known})
    )


def _text(arguments: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((arguments[key] for key in keys if isinstance(arguments.get(key), str)), None)


_LANGUAGES = {
    **dict.fromkeys(("javascript", "js", "typescript", "ts", "node", "nodejs", "deno", "bun"), Language.JAVASCRIPT),
    **dict.fromkeys(("bash", "sh", "shell", "zsh"), Language.SHELL), "sql": Language.SQL, "ruby": Language.RUBY,
    "perl": Language.PERL, "php": Language.PHP, "powershell": Language.POWERSHELL, "pwsh": Language.POWERSHELL,
}  # fmt: skip


def _language(arguments: Mapping[str, Any], tool: str = "") -> Language:
    """The language that the call states, or that the tool is named for (`run_node`, `js_repl`); else Python."""
    stated = arguments.get("language", arguments.get("lang"))
    said = re.split(r"[^a-z]+", tool) if stated is None else [str(stated).lower()]
    return next((_LANGUAGES[word] for word in said if word in _LANGUAGES), Language.PYTHON)


_BESIDE = names(
    "timeout timeout_ms description workdir cwd working_dir working_directory run_in_background background "
    "is_background explanation reason language lang env shell restart directory yield_time_ms justification "
    "with_escalated_permissions sandbox_permissions login tty max_output_tokens intent thought"
)
"""Arguments that may stand beside a command or code without making the tool something else."""


def _only(arguments: Mapping[str, Any], keys: tuple[str, ...]) -> bool:
    """True where the arguments are one command (or code) and at most what says how to run it."""
    return any(key in arguments for key in keys) and all(key in keys or key in _BESIDE for key in arguments)


def _speaks_sql(arguments: Mapping[str, Any]) -> bool:
    text = _text(arguments, _SQL_KEYS)
    if text is None:
        return any(_speaks_sql(value) for value in arguments.values() if isinstance(value, Mapping))
    words = text.lstrip("( \n\t;").split(None, 1)
    first = words[0].lower().rstrip(";") if words else ""
    if first not in _SQL_STARTS:
        return False
    return "sql" in arguments or (
        len(words) > 1 and (first not in _PLAIN_VERBS or _STATEMENT.match(words[1]) is not None)
    )
