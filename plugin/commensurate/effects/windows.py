"""PowerShell, and by name the command prompt (command_prompt.py): text in, reading out.

A text is cut into commands and each command into words. Cmdlets are described by cmdlets.py; programs are handed on as
words, and programs/windows.py knows those of Windows. Sources: learn.microsoft.com (Windows commands, cmd, PowerShell).
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from commensurate.effects import http
from commensurate.effects.cmdlets import ALIASES, CMDLETS, Call, found_by, read_cmdlet
from commensurate.effects.code_unseen import executes
from commensurate.effects.command_prompt import read_cmd
from commensurate.effects.options import names
from commensurate.effects.paths import MOST_NAMES, file_reading, resolve
from commensurate.effects.powershell_plain import besides, piped_in, plainer
from commensurate.effects.powershell_text import Said, Unclosed, heavy, pipelines
from commensurate.effects.reading import (
    NOTHING,
    Command,
    Language,
    Nested,
    Reading,
    Scene,
    Stdin,
    Word,
    opaque,
    together,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

__all__ = ["read_cmd", "read_powershell"]

MAXIMUM, DEEPEST, MOST_COMMANDS = 65_536, 24, 400
"""Characters of a text, levels of code within code, and commands of one text, beyond which it counts as opaque."""

LAST_NAMES = 100
"""Of a command of very many words, so many of the last are read with the first."""
_KEYWORDS = names("""
    if else elseif foreach for while do switch try catch finally function filter param
    begin process end until class trap data in using workflow parallel
""")
_WITH_VALUES = """
    path literalpath destination name newname id filter include exclude value itemtype computername uri
    outfile infile method body headers credential encoding scriptblock filepath argumentlist verb identity
    inputobject driveletter disknumber logname member group scope executionpolicy sessionname property
    erroraction warningaction variable totalcount tail first last target type displayname taskname action
    trigger to from subject smtpserver attachments useragent contenttype command commandname profile enabled
    cn
"""
_VALUED = _WITH_VALUES.split()
_TARGETS = (
    "path",
    "literalpath",
    "name",
    "id",
    "identity",
    "driveletter",
    "disknumber",
    "logname",
    "taskname",
    "uri",
    "computername",
    "displayname",
    "member",
    "filepath",
    "to",
)
_FETCH = regex(
    r"\b(?:iwr|irm|invoke-webrequest|invoke-restmethod|curl|wget|start-bitstransfer|downloadstring|downloaddata|net\.webclient|httpclient)\b",
    re.IGNORECASE,
)
_HIDDEN = regex(r"frombase64string|-bxor|\[char\]|-join|gzipstream|securestring", re.IGNORECASE)
_ASSIGNED = regex(
    r"(?:^|[;\n{(])\s*\$([A-Za-z_]\w*)\s*=\s*(?:'([^'\n]*)'|\"([^\"$`\n]*)\")\s*(?=$|[;\n)}])", re.MULTILINE
)
_DOTNET = regex(
    r"\[(?:System\.)?IO\.(File|Directory|FileInfo|DirectoryInfo)\]::(\w+)\((.*)\)", re.IGNORECASE | re.DOTALL
)
_METHOD = regex(r"\.(Delete|Kill|Remove\w*|Terminate|Stop|Shutdown|Clear)\(", re.IGNORECASE)
_RUNS = regex(
    r"\[(?:System\.)?(?:Diagnostics\.Process\]::Start|Reflection\.Assembly\]::Load\w*|scriptblock\]::Create|Activator\])",
    re.IGNORECASE,
)


def read_powershell(text: str, scene: Scene, _depth: int = 0) -> Reading:
    """Read PowerShell text. What is too long, too deep or not closed is opaque."""
    if len(text) > MAXIMUM or _depth > DEEPEST or (not _depth and heavy(text)):
        return opaque("powershell: too long or too deep to be read", executes("powershell text", scene, text[:200]))
    text = plainer(text)
    literals = {**_literals(text), **{name.lower(): value for name, value in scene.variables.items()}}
    try:
        lines, whole = pipelines(text, literals, MOST_COMMANDS)
    except Unclosed:
        return opaque("powershell: a quote or a bracket is not closed", executes("powershell text", scene, text[:200]))
    told: list[Reading] = [besides(text, scene)] if not _depth else []
    if not whole:
        unread = executes("powershell text", scene, text[:200], Trait.UNRESOLVED)
        told.append(opaque(f"powershell: more than {MOST_COMMANDS} commands", unread))
    for line in lines:
        fed: tuple[Word, ...] = ()
        source = ""
        for said in line:
            if len(said.words) > MOST_NAMES:
                said.words[MOST_NAMES:] = said.words[-LAST_NAMES:]
                told.append(opaque(f"powershell: more than {MOST_NAMES} words"))
            evidence = " ".join(word.text for word in said.words)[:400] or text[:200]
            reading, name, targets = _said(said, scene, evidence, fed=fed, source=source, depth=_depth)
            told.append(reading)
            fed = targets or fed
            source = name or source
            if name in ("set-location", "push-location") and targets:
                scene = replace(scene, cwd=resolve(targets[0], scene))
    return together(told)


def _literals(text: str) -> Mapping[str, str]:
    found: dict[str, str | None] = {}
    for match in _ASSIGNED.finditer(text):
        name = match[1].lower()
        found[name] = None if name in found else (match[2] if match[2] is not None else match[3])
    return {name: value for name, value in found.items() if value is not None}


def _said(
    said: Said, scene: Scene, evidence: str, *, fed: tuple[Word, ...], source: str, depth: int
) -> tuple[Reading, str, tuple[Word, ...]]:
    """One command of a pipeline: what it does, its cmdlet's name, and what it passes on."""
    command = Command(tuple(said.words) or (Word("{}"),), scene, evidence)
    found = file_reading(Operation.UPDATE, tuple(said.outputs), command, overwrites=True)
    words = _after_assignment(said.words)
    name = _name(words[0].text) if words else ""
    remote = name in ("invoke-command", "enter-pssession") and any(_flag(word).startswith("c") for word in words[1:])
    inner = replace(scene, host="another machine") if remote else scene
    runs = name == "invoke-expression" and bool(said.groups)
    for group in said.groups if not runs else ():
        found += read_powershell(_each(group, fed) if name == "foreach-object" else group, inner, depth + 1)
    if not words:
        return found, "", fed
    if name in _KEYWORDS:
        return found, "", ()
    if name in ("return", "throw", "exit", "break", "continue"):
        rest = replace(command, words=tuple(words[1:]))
        return (found + _called(rest, said, fed, source, depth) if words[1:] and name == "return" else found), "", ()
    if not said.bare or re.match(r"[$\d'\"@\[(-]", words[0].text):
        return found + _expression(words, command), "", tuple(words[:1]) if len(words) == 1 else fed
    command = replace(command, words=tuple(words))
    reading = _called(command, said, fed, source, depth)
    return found + reading, name, _passes_on(name, command)


def _each(group: str, fed: tuple[Word, ...]) -> str:
    """What is run for each of what is piped in, with its names in the place of `$_`."""
    if not fed or not all(word.known and re.fullmatch(r"[\w./\\:* -]+", word.text) for word in fed):
        return group
    named = ",".join(f"'{word.text}'" for word in fed)
    return _PIPED.sub(lambda _: named, group)


_PIPED = regex(r"\$(?:_|PSItem)(?:\.(?:FullName|PSPath))?(?![\w.])", re.IGNORECASE)


def _after_assignment(words: list[Word]) -> list[Word]:
    if len(words) > 1 and words[1].text in ("=", "+=") and words[0].text.startswith("$"):
        return words[2:]
    return words


def _name(text: str) -> str:
    plain = text.replace("/", "\\").rsplit("\\", 1)[-1].lower().removesuffix(".exe")
    return plain if plain in ("curl", "wget") else ALIASES.get(plain, plain)


def _flag(word: Word) -> str:
    return word.text[1:].partition(":")[0].lower() if re.match(r"-[A-Za-z]", word.text) else ""


def _passes_on(name: str, command: Command) -> tuple[Word, ...]:
    call = _call(name, command, ())
    if name == "get-childitem":
        return found_by(call)
    if name == "get-process" and not call.targets:
        return (Word("*", glob=True),)
    return call.targets


def _call(name: str, command: Command, fed: tuple[Word, ...]) -> Call:
    """Cut parameters from what they are given. What is piped in counts where nothing is named."""
    flags: dict[str, Word] = {}
    loose: list[Word] = []
    words = list(command.arguments)
    while words:
        word = words.pop(0)
        flag = _flag(word)
        if not flag:
            loose.append(word)
        elif ":" in word.text:
            flags[_whole(flag)] = Word(word.text.partition(":")[2], word.known)
        elif _takes(flag) and words and not _flag(words[0]):
            flags[_whole(flag)] = words.pop(0)
            while words and flags[_whole(flag)].text.endswith(","):
                more = words.pop(0)
                flags[_whole(flag)] = Word(flags[_whole(flag)].text + more.text, more.known, more.glob)
        else:
            flags[_whole(flag)] = Word("")
            if flag in ("rf", "fr"):
                flags["recurse"] = flags["force"] = Word("")
    named = [flags[key] for key in _TARGETS if key in flags and flags[key].text]
    targets = tuple(part for word in (*named, *loose) for part in _listed(word))
    return Call(name, flags, targets or fed, command)


def _whole(flag: str) -> str:
    for full in (
        "path",
        "recurse",
        "force",
        "whatif",
        "destination",
        "confirm",
        "literalpath",
        "name",
        "append",
        *_VALUED,
    ):
        if full == flag or (len(flag) > 2 and full.startswith(flag)):
            return full
    return {
        "r": "recurse",
        "fo": "force",
        "f": "force",
        "wi": "whatif",
        "lp": "literalpath",
        "n": "name",
        "id": "id",
        "dest": "destination",
    }.get(flag, flag)


def _takes(flag: str) -> bool:
    return _whole(flag) in _VALUED


def _listed(word: Word) -> list[Word]:
    parts = [part.strip("'\" ") for part in word.text.split(",")]
    return [Word(part, word.known, word.glob) for part in parts if part]


def _called(command: Command, said: Said, fed: tuple[Word, ...], source: str, depth: int) -> Reading:
    name = _name(command.words[0].text)
    scene, evidence = command.scene, command.evidence
    if not command.words[0].known:
        return opaque(
            "powershell: what is called is not known",
            executes(command.words[0].text, scene, evidence, Trait.UNRESOLVED),
        )
    call = _call(name, command, fed)
    if name == "invoke-expression":
        return _evaluated(call, said, source, depth)
    if name in ("invoke-webrequest", "invoke-restmethod"):
        return _requested(call, piped=bool(source))
    if name == "start-process" and call.targets:
        arguments = call.flags.get("argumentlist", Word(""))
        program = call.flags.get("filepath", call.targets[0])
        inner = replace(scene, elevated=scene.elevated or call.flags.get("verb", Word("")).text.lower() == "runas")
        words = (
            program,
            *(Word(part, arguments.known) for part in re.split(r"[,\s]+", arguments.text) if part),
            *call.targets[1:],
        )
        return Reading(nested=(Nested(Language.SHELL, inner, words=words),))
    reading = read_cmdlet(call) if name in CMDLETS or "-" in name else None
    if reading is not None:
        return reading
    return Reading(
        nested=(Nested(Language.SHELL, scene, words=command.words, stdin=Stdin(source=source) if source else None),)
    )


def _evaluated(call: Call, said: Said, source: str, depth: int) -> Reading:
    """`iex TEXT`, `… | iex`: text is run; what is fetched or decoded first is not in view."""
    scene, evidence = call.command.scene, call.command.evidence
    hidden = " ".join([*said.groups, *(word.text for word in call.targets), source])
    if _FETCH.search(hidden):
        return opaque(
            "powershell: runs what it fetches", executes("what is fetched", scene, evidence, Trait.INBOUND_CODE)
        )
    if said.groups or not call.targets or not all(word.known for word in call.targets):
        traits = [Trait.UNRESOLVED] if _HIDDEN.search(hidden) or not said.groups else []
        found = opaque(
            "powershell: runs text that is not in view", executes("Invoke-Expression", scene, evidence, *traits)
        )
        for group in said.groups:
            found += read_powershell(group, scene, depth + 1)
        return found
    return read_powershell(" ".join(word.text for word in call.targets), scene, depth + 1)


def _requested(call: Call, *, piped: bool) -> Reading:
    url = call.flags.get("uri", call.targets[0] if call.targets else Word(""))
    method = call.flags.get("method", Word("")).text
    body = call.flags.get("body")
    sent = file_reading(Operation.READ, (call.flags["infile"],), call.command) if "infile" in call.flags else NOTHING
    if piped and method:
        sent += piped_in(call.command)
    found = sent + http.request_effects(
        method,
        url.text,
        body.text if body else None,
        call.command.scene,
        call.command.evidence,
        sends=sent.effects,
    )
    target = call.flags.get("outfile")
    return found + file_reading(Operation.CREATE, (target,), call.command) if target else found


def _expression(words: list[Word], command: Command) -> Reading:
    """What begins with a value: harmless, unless a .NET method changes something."""
    text = " ".join(word.text for word in words)
    dotnet = _DOTNET.search(text)
    if dotnet:
        return _dotnet(dotnet[2].lower(), dotnet[3], command)
    if _RUNS.search(text):
        return opaque("powershell: runs code or a program by .NET", executes(text, command.scene, command.evidence))
    if _METHOD.search(text):
        traits = frozenset({Trait.UNRESOLVED})
        effect = Effect(
            Operation.DELETE,
            Resource(ResourceKind.UNKNOWN, text[:80]),
            Reversibility.COSTLY,
            BlastRadius.ONE,
            command.evidence,
            command.scene.environment,
            traits,
        )
        return Reading((effect,), coverage=Coverage.PARTIAL)
    return Reading(coverage=Coverage.PARTIAL if "::" in text or "(" in text else Coverage.FULL)


def _dotnet(method: str, arguments: str, command: Command) -> Reading:
    names = tuple(Word(part[1] or part[2]) for part in re.finditer(r"'([^']*)'|\"([^\"$]*)\"", arguments))
    names = names or (Word(arguments.partition(",")[0].strip(), known=False),)
    if method == "delete":
        return file_reading(Operation.DELETE, names[:1], command, recursive="true" in arguments.lower())
    if method.startswith(("write", "create", "append", "open")):
        return file_reading(Operation.UPDATE, names[:1], command, overwrites=method.startswith(("write", "create")))
    if method in ("move", "copy", "replace"):
        return file_reading(Operation.UPDATE, names[:2], command, overwrites=True)
    return file_reading(Operation.READ, names[:1], command)
