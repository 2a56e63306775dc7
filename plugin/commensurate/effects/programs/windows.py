"""Programs and built-in commands of Windows. Source: learn.microsoft.com/windows-server/administration/windows-commands."""

import base64
import binascii
import re
from collections.abc import Mapping

from commensurate.effects.code_unseen import executes
from commensurate.effects.emptying import emptied
from commensurate.effects.options import Options
from commensurate.effects.paths import file_reading
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reader, Reading, Word, opaque
from commensurate.effects.scripts_at_hand import read_script
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Does,
    Usage,
    creates,
    deletes,
    each,
    effects_of,
    grants,
    reads,
    revokes,
    runs,
    sends,
    stops,
    unknown,
    updates,
)
from commensurate.model.effect import Operation, ResourceKind, Trait
from commensurate.model.regex import regex

K = ResourceKind
_SWITCH = regex(r"/[A-Za-z?][\w-]*(?::.*)?|/-[A-Za-z]")


def _cut(command: Command) -> tuple[set[str], tuple[Word, ...]]:
    """Switches in lower case, without what follows a colon; and the other words."""
    switches = {w.text.lower().partition(":")[0] for w in command.arguments if _SWITCH.fullmatch(w.text)}
    glued = {"/" + part for s in switches if re.fullmatch(r"(?:/[a-z])+", s) for part in s.split("/") if part}
    words = tuple(
        _windows_path(w)
        for w in command.arguments
        if not _SWITCH.fullmatch(w.text) and not re.fullmatch(r"(?:/[a-zA-Z]){2,}", w.text)
    )
    joined = {
        "/" + part
        for w in command.arguments
        if re.fullmatch(r"(?:/[a-zA-Z]){2,}", w.text)
        for part in w.text.lower().split("/")
        if part
    }
    return switches | glued | joined, words


def _windows_path(word: Word) -> Word:
    return Word(
        word.text.replace("\\", "/"),
        word.known and "%" not in word.text,
        word.glob or any(c in word.text for c in "*?"),
    )


def _one(command: Command, part: Does, *words: Word) -> Reading:
    return Reading(effects_of(part, Options({}, words), command))


def _rd(command: Command) -> Reading:
    """`rd` removes an empty folder, with `/s` all that is in it."""
    typed = _as_typed(command)
    if typed is not None:
        return typed
    switches, words = _cut(command)
    if "/?" in switches:
        return NOTHING
    if "/s" in switches:
        return file_reading(Operation.DELETE, words, command, recursive=True, forced="/q" in switches)
    return _one(command, updates(K.FOLDER, "args"), *words)


def _as_typed(command: Command) -> Reading | None:
    """A Unix shell takes the backslashes out of a Windows path: what was typed tells it."""
    if not _DRIVE_PATH.search(command.evidence) or any("\\" in word.text for word in command.arguments):
        return None
    return Reading(nested=(Nested(Language.CMD, command.scene, command.evidence),))


_DRIVE_PATH = regex(r"(?<![\w/])[A-Za-z]:\\[\w.*\\]")


def _del(command: Command) -> Reading:
    typed = _as_typed(command)
    if typed is not None:
        return typed
    switches, words = _cut(command)
    if "/?" in switches:
        return NOTHING
    return file_reading(Operation.DELETE, words, command, recursive="/s" in switches, forced="/f" in switches)


def _format(command: Command) -> Reading:
    switches, words = _cut(command)
    drive = [word for word in words if re.fullmatch(r"[A-Za-z]:/?|/+[?.]/.*|/dev/.*", word.text)]
    return (
        _one(command, deletes(K.DISK, "args", IRREVERSIBLE, ENVIRONMENT), *drive[:1])
        if drive and "/?" not in switches
        else NOTHING
    )


def _copy(command: Command) -> Reading:
    _, words = _cut(command)
    target = words[-1:] if len(words) > 1 else ()
    if words[:1] and words[0].text.lower() == "nul":
        return emptied(target, command)
    return file_reading(Operation.READ, words[:-1] or words, command) + file_reading(
        Operation.UPDATE, target, command, overwrites=True
    )


def _move(command: Command) -> Reading:
    _, words = _cut(command)
    if len(words) > 1 and words[-1].text.lower() == "nul":
        return file_reading(Operation.DELETE, words[:-1], command)
    return file_reading(Operation.UPDATE, words, command)


def _robocopy(command: Command) -> Reading:
    """`/mir` and `/purge` delete in the target what the source lacks; `/l` only lists; `/move` deletes the source."""
    switches, words = _cut(command)
    if switches & {"/l", "/?"}:
        return NOTHING
    found = file_reading(Operation.READ, words[:1], command)
    if switches & {"/mir", "/purge"}:
        return found + file_reading(
            Operation.DELETE, words[1:2], command, recursive=True, traits=frozenset({Trait.UNBOUNDED})
        )
    if switches & {"/mov", "/move"}:
        found += file_reading(Operation.UPDATE, words[:1], command)
    return found + file_reading(Operation.UPDATE, words[1:2], command)


def _looks(command: Command) -> Reading:
    _, words = _cut(command)
    return file_reading(Operation.READ, words, command)


def _cmd(command: Command) -> Reading:
    """`cmd /c TEXT`: the rest of the line is run."""
    words = command.arguments
    for index, word in enumerate(words):
        found = re.match(r"/[ckr](.*)", word.text, re.IGNORECASE | re.DOTALL)
        if found:
            following = words[index + 1 :]
            alone = len(following) == 1 and not found[1]
            rest = [found[1]] if found[1] else []
            rest += [word.text if alone else _requoted(word) for word in following]
            return Reading(nested=(Nested(Language.CMD, command.scene, " ".join(rest)),))
    if command.stdin is not None:
        text = command.stdin.text
        return (
            Reading(nested=(Nested(Language.CMD, command.scene, text),))
            if text is not None
            else opaque("cmd: what it is fed is not known", unknown(command))
        )
    return NOTHING


def _requoted(word: Word) -> str:
    return (
        f'"{word.text}"'
        if re.search(r"[\s]", word.text) and '"' not in word.text and not re.search(r"[&|]", word.text)
        else word.text
    )


_PS_VALUED = (
    "-executionpolicy",
    "-ep",
    "-ex",
    "-exec",
    "-windowstyle",
    "-w",
    "-version",
    "-v",
    "-psconsolefile",
    "-inputformat",
    "-outputformat",
    "-configurationname",
    "-workingdirectory",
    "-wd",
    "-settingsfile",
    "-custompipename",
)


def _powershell(command: Command) -> Reading:
    """`-Command TEXT`, `-EncodedCommand BASE64`, `-File SCRIPT`; without any of them, what is fed to it."""
    words = list(command.arguments)
    index = 0
    while index < len(words):
        text = (
            words[index].text.lower().replace("/", "-", 1)
            if words[index].text[:1] == "/"
            else words[index].text.lower()
        )
        if not text.startswith("-") or text == "-":
            break
        if text in ("-help", "-h", "-?", "--version", "--help"):
            return NOTHING
        if len(text) > 1 and ("-encodedcommand".startswith(text) or text in ("-ec", "-enc")) and text != "-ex":
            return _decoded(words[index + 1].text if words[index + 1 :] else "", command)
        if "-command".startswith(text) and text != "-":
            return _text(words[index + 1 :], command)
        if "-file".startswith(text):
            return _script(words[index + 1 :], command)
        index += 2 if text in _PS_VALUED or any(v.startswith(text) and len(text) > 3 for v in _PS_VALUED) else 1
    rest = words[index:]
    if rest and rest[0].text != "-":
        return _script(rest, command) if rest[0].text.lower().endswith(".ps1") else _text(rest, command)
    return _text([], command)


def _text(words: list[Word], command: Command) -> Reading:
    if words and words[0].text != "-":
        return Reading(nested=(Nested(Language.POWERSHELL, command.scene, " ".join(word.text for word in words)),))
    if command.stdin is None:
        return NOTHING
    if command.stdin.text is None:
        return opaque(
            "powershell: what it is fed is not known",
            executes("powershell runs its input", command.scene, command.evidence),
        )
    return Reading(nested=(Nested(Language.POWERSHELL, command.scene, command.stdin.text),))


def _decoded(text: str, command: Command) -> Reading:
    try:
        decoded = base64.b64decode(text + "=" * (-len(text) % 4), validate=True).decode("utf-16-le")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return opaque(
            "powershell: an encoded command that cannot be decoded",
            executes("encoded command", command.scene, command.evidence, Trait.UNRESOLVED),
        )
    return Reading(nested=(Nested(Language.POWERSHELL, command.scene, decoded),))


def _script(words: list[Word], command: Command) -> Reading:
    if not words:
        return NOTHING
    script = read_script(words[0], command.scene, command.evidence)
    return (
        script.reading
        if script.text is None
        else Reading(nested=(Nested(Language.POWERSHELL, command.scene, script.text),))
    )


def _forfiles(command: Command) -> Reading:
    words = [word.text for word in command.arguments]
    texts = [words[i + 1] for i, word in enumerate(words[:-1]) if word.lower() == "/c"]
    return Reading(
        nested=tuple(
            Nested(Language.CMD, command.scene, text.replace("@path", "*").replace("@file", "*")) for text in texts
        )
    )


def _runs_rest(skip: int) -> Reader:
    def reader(command: Command) -> Reading:
        own = next((i for i, w in enumerate(command.arguments) if w.text.strip() and not _SWITCH.fullmatch(w.text)), 0)
        words = command.arguments[own + skip :]
        text = " ".join(word.text for word in words)
        return Reading(nested=(Nested(Language.CMD, command.scene, text),)) if text else NOTHING

    return reader


def _opaque_code(command: Command) -> Reading:
    """mshta, rundll32, regsvr32 and script hosts run code that is not in view, often from elsewhere."""
    inbound = any("://" in word.text or word.text.startswith("\\\\") for word in command.arguments)
    traits = [Trait.INBOUND_CODE] if inbound else []
    runs = executes(" ".join(w.text for w in command.words), command.scene, command.evidence, *traits)
    return opaque(f"{command.program}: runs code that is not in view", runs)


Rows = tuple[tuple[str, tuple[Does, ...]], ...]


def _spoken(rows: Rows, otherwise: tuple[Does, ...]) -> Reader:
    """The first row whose pattern is found in the command's words speaks (case does not matter)."""
    patterns = [(re.compile(pattern, re.IGNORECASE), parts) for pattern, parts in rows]

    def reader(command: Command) -> Reading:
        text = " ".join(word.text for word in command.arguments)
        if re.search(r"(?:^|\s)(?:/\?|-\?|/help)(?:\s|$)", text):
            return NOTHING
        parts = next((parts for pattern, parts in patterns if pattern.search(text)), otherwise)
        words = tuple(word for word in command.arguments if not _SWITCH.fullmatch(word.text))
        return Reading(tuple(effect for part in parts for effect in effects_of(part, Options({}, words), command)))

    return reader


_SHADOWS = deletes(K.BACKUP, "=shadow copies", IRREVERSIBLE, ENVIRONMENT, Trait.BACKUP, Trait.HIDES)
_LOOKS = (reads(),)
_SAID: Mapping[str, tuple[Rows, tuple[Does, ...]]] = {
    "reg": ((
        (r"^delete\b.*\bhk(?:lm|cr|ey_local_machine|ey_classes_root)", (deletes(K.SETTING, "second", IRREVERSIBLE, SEVERAL, Trait.SYSTEM),)), (r"^delete", (deletes(K.SETTING, "second", IRREVERSIBLE),)),
        (r"^(?:add|import|restore|load|copy)\b.*\\run", (updates(K.SETTING, "second", COSTLY, ONE, Trait.PERSISTENT, Trait.OUTSIDE),)), (r"^(?:query|compare|export|save|flags)", _LOOKS), (r"^unload", (updates(K.SETTING, "second", COSTLY),)),
    ), (updates(K.SETTING, "second", COSTLY),)),
    "vssadmin": (((r"delete", (_SHADOWS,)), (r"resize", (_SHADOWS,)), (r"create|add", (creates(K.SNAPSHOT, "none"),)), (r"revert", (updates(K.DISK, "=volume", IRREVERSIBLE, ENVIRONMENT),))), _LOOKS),
    "wbadmin": (((r"delete", (deletes(K.BACKUP, "=backups", IRREVERSIBLE, ENVIRONMENT, Trait.BACKUP),)), (r"disable|stop", (stops(K.BACKUP, "=backups", COSTLY, SEVERAL, Trait.SKIPS_BACKUP),)), (r"^(?:get|/\?)", _LOOKS), (r"recovery", (updates(K.DISK, "=volume", COSTLY, SEVERAL, Trait.OVERWRITES),))), (creates(K.BACKUP, "none"),)),
    "bcdedit": (((r"/(?:set|delete|deletevalue|import|create|copy|default|timeout|bootsequence|store.*/set)", (updates(K.SYSTEM, "=boot configuration", COSTLY, ENVIRONMENT, Trait.SYSTEM),)),), _LOOKS),
    "wevtutil": (((r"^(?:cl|clear-log)", (deletes(K.LOG, "second", IRREVERSIBLE, SEVERAL, Trait.HIDES),)), (r"^(?:sl|set-log|um|im)", (updates(K.LOG, "second", COSTLY, ONE, Trait.HIDES),))), _LOOKS),
    "net": ((
        (r"^user\s+\S+.*/delete", (deletes(K.USER, "second", COSTLY),)), (r"^user\s+\S+.*/active:no", (revokes(K.USER, "second"),)), (r"^user\s+\S+.*/add", (grants(K.USER, "second", COSTLY, ONE, Trait.WIDENS),)), (r"^user\s+\S+\s+\S+", (updates(K.SECRET, "second", COSTLY),)),
        (r"^(?:localgroup|group)\s+.*/delete", (revokes(K.USER, "rest"),)), (r"^(?:localgroup|group)\s+.*/add", (grants(K.USER, "rest", COSTLY, ONE, Trait.WIDENS, Trait.ELEVATED),)),
        (r"^stop\s", (stops(K.SERVICE, "second", COSTLY),)), (r"^start\s", (updates(K.SERVICE, "second"),)), (r"^(?:pause)\s", (stops(K.SERVICE, "second", COSTLY),)),
        (r"^share\s+.*/delete", (revokes(K.PERMISSION, "second"),)), (r"^share\s+\S+=", (grants(K.PERMISSION, "second", COSTLY, ONE, Trait.WIDENS, Trait.PUBLIC),)), (r"^use\s+\S+.*/delete", (updates(K.VOLUME, "second"),)), (r"^use\s+\S+\s", (creates(K.VOLUME, "second"),)),
        (r"^accounts\s+/", (updates(K.POLICY, "=accounts", COSTLY, SEVERAL),)), (r"^(?:session|file)\s.*/(?:delete|close)", (stops(K.PROCESS, "rest", COSTLY),)), (r"^send|^msg", (sends(K.MESSAGE, "rest"),)),
    ), _LOOKS),
    "netsh": (((r"advfirewall\s+(?:reset|set\s+\w+profiles?\s+state\s+off)|firewall\s+set\s+opmode\s+(?:mode=)?disable", (deletes(K.FIREWALL, "=all rules", COSTLY, ENVIRONMENT, Trait.WIDENS),)), (r"firewall.*(?:delete)", (deletes(K.FIREWALL, "=rule", COSTLY),)), (r"firewall.*(?:add|set)", (updates(K.FIREWALL, "=rule"),)), (r"wlan\s+show.*key=clear", (reads(K.SECRET, "=wifi", Trait.SECRET),)), (r"\bshow\b|\bdump\b", _LOOKS), (r"reset|delete|disable|disabled|set\s+interface", (updates(K.NETWORK, "args", COSTLY, SEVERAL),))), (updates(K.NETWORK, "args", COSTLY),)),
    "icacls": (((r"/(?:grant|setowner)\b.*(?:everyone|\*s-1-1-0|users|todos|jeder).*:", (grants(K.PERMISSION, "first", COSTLY, SEVERAL, Trait.WIDENS, Trait.PUBLIC),)), (r"/(?:grant|setowner)", (grants(K.PERMISSION, "first", COSTLY, ONE, Trait.WIDENS),)), (r"/(?:deny|remove|inheritance|reset|restore|setintegritylevel)", (updates(K.PERMISSION, "first", COSTLY, SEVERAL),))), _LOOKS),
    "takeown": (((r"/r", (grants(K.PERMISSION, "args", COSTLY, SEVERAL, Trait.WIDENS, Trait.RECURSIVE),)),), (grants(K.PERMISSION, "args", COSTLY, ONE, Trait.WIDENS),)),
    "attrib": (((r"(?:^|\s)[+-][rashi]", (updates(K.FILE, "last"),)),), _LOOKS),
    "cipher": (((r"/w", (deletes(K.DISK, "=deleted data", IRREVERSIBLE, ENVIRONMENT, Trait.HIDES),)), (r"/[ed]\b", (updates(K.FILE, "args", COSTLY),))), _LOOKS),
    "diskpart": (((r"^$", (updates(K.DISK, "=disks", COSTLY, ENVIRONMENT),)),), (updates(K.DISK, "=disks", IRREVERSIBLE, ENVIRONMENT),)),
    "schtasks": (((r"/delete", (deletes(K.SCHEDULE, "args", COSTLY),)), (r"/create", (creates(K.SCHEDULE, "args", COSTLY, ONE, Trait.PERSISTENT, Trait.OPAQUE),)), (r"/(?:change|end)", (updates(K.SCHEDULE, "args", COSTLY),)), (r"/run", (runs(K.SCHEDULE, "args", COSTLY),))), _LOOKS),
    "sc": (((r"(?:^|\s)delete\s", (deletes(K.SERVICE, "rest", COSTLY),)), (r"(?:^|\s)(?:stop|pause)\s", (stops(K.SERVICE, "rest", COSTLY),)), (r"(?:^|\s)create\s", (creates(K.SERVICE, "second", COSTLY, ONE, Trait.PERSISTENT),)), (r"(?:^|\s)(?:config|failure|sdset|description)\s", (updates(K.SERVICE, "second", COSTLY),)), (r"(?:^|\s)(?:start|continue|control)\s", (updates(K.SERVICE, "second"),))), _LOOKS),
    "taskkill": ((), (stops(K.PROCESS, "args", COSTLY, SEVERAL),)), "tskill": ((), (stops(K.PROCESS, "args", COSTLY),)),
    "wmic": (((r"shadowcopy.*delete", (_SHADOWS,)), (r"process.*call\s+create", (runs(K.PROCESS, "last", COSTLY, ONE, Trait.OPAQUE),)), (r"call\s+(?:terminate|stopservice)|process.*delete", (stops(K.PROCESS, "args", COSTLY, SEVERAL),)), (r"uninstall", (deletes(K.PACKAGE, "args", COSTLY),)), (r"\b(?:delete|call|create|set)\b", (updates(K.SYSTEM, "args", COSTLY, SEVERAL),))), _LOOKS),
    "fsutil": (((r"usn\s+deletejournal", (deletes(K.LOG, "=journal", IRREVERSIBLE, SEVERAL, Trait.HIDES),)), (r"setzerodata|setvaliddata|setshortname|repair\s+set|behavior\s+set|dirty\s+set|dismount|createnew|delete|enforce|quota\s+(?:disable|modify)", (updates(K.DISK, "args", COSTLY, SEVERAL),))), _LOOKS),
    "certutil": (((r"-urlcache.*https?:|-verifyctl.*https?:", (creates(K.FILE, "last", REVERSIBLE, ONE, Trait.INBOUND_CODE),)), (r"-delstore|-delkey", (deletes(K.CERTIFICATE, "args", COSTLY),)), (r"-addstore|-importpfx", (grants(K.CERTIFICATE, "args", COSTLY, ONE, Trait.WIDENS),)), (r"-decode|-encode", (updates(K.FILE, "last"),)), (r"-exportpfx", (reads(K.SECRET, "args", Trait.SECRET),))), _LOOKS),
    "bitsadmin": (((r"/(?:transfer|create|addfile|resume|complete)", (creates(K.FILE, "last"),)), (r"/setnotifycmdline", (runs(K.CODE, "last", COSTLY, ONE, Trait.OPAQUE, Trait.PERSISTENT),))), _LOOKS),
    "setx": ((), (updates(K.SETTING, "first", REVERSIBLE, ONE, Trait.PERSISTENT),)), "auditpol": (((r"/(?:clear|remove|set|restore)", (updates(K.LOG, "=audit policy", COSTLY, SEVERAL, Trait.HIDES),)),), _LOOKS),
    "manage-bde": (((r"-(?:off|disable|forcerecovery|delete|changekey|changepassword|lock)", (updates(K.DISK, "args", COSTLY, SEVERAL),)), (r"-on", (updates(K.DISK, "args", COSTLY),))), _LOOKS),
    "chkdsk": (((r"/[frxb]\b|/spotfix", (updates(K.DISK, "args", COSTLY),)),), _LOOKS), "sfc": (((r"/(?:scannow|scanfile)", (updates(K.SYSTEM, "=system files", REVERSIBLE),)),), _LOOKS),
    "dism": (((r"/(?:remove|disable|cleanup-image.*resetbase|apply-image|uninstall)", (deletes(K.PACKAGE, "=features", COSTLY, SEVERAL, Trait.SYSTEM),)), (r"/(?:add|enable|restorehealth|set)", (updates(K.SYSTEM, "=features", COSTLY),))), _LOOKS),
    "msiexec": (((r"/x|/uninstall", (deletes(K.PACKAGE, "args", COSTLY),)), (r"https?:", (creates(K.PACKAGE, "args", COSTLY, ONE, Trait.INBOUND_CODE),))), (creates(K.PACKAGE, "args"),)),
    "mklink": ((), (creates(K.FILE, "first"),)), "label": ((), (updates(K.DISK, "args"),)), "subst": ((), (updates(K.VOLUME, "args"),)), "mountvol": (((r"/[dpr]", (stops(K.VOLUME, "args", COSTLY),)),), _LOOKS),
    "cmdkey": (((r"/delete", (deletes(K.SECRET, "=credential", COSTLY),)), (r"/add|/generic", (creates(K.SECRET, "=credential"),))), _LOOKS), "vaultcmd": (((r"/delete", (deletes(K.SECRET, "=credential", COSTLY),)),), _LOOKS),
    "logoff": ((), (stops(K.PROCESS, "=session", COSTLY, SEVERAL),)), "gpupdate": ((), (updates(K.POLICY, "=group policy"),)), "w32tm": (((r"/(?:config|resync|register|unregister)", (updates(K.SYSTEM, "=clock", COSTLY),)),), _LOOKS),
    "compact": (((r"/[cu]\b", (updates(K.FILE, "args"),)),), _LOOKS), "recover": ((), (updates(K.DISK, "args", COSTLY),)), "regedit": (((r"/s|/d", (updates(K.SETTING, "args", COSTLY, SEVERAL),)),), (updates(K.SETTING, "none"),)), "wsl": (((r"--unregister", (deletes(K.INSTANCE, "args", IRREVERSIBLE, SEVERAL),)), (r"--(?:shutdown|terminate|-t)\b", (stops(K.INSTANCE, "args", COSTLY),)), (r"-l\b|--list|--status|--version", _LOOKS)), (runs(K.CODE, "args", COSTLY, ONE, Trait.OPAQUE),)),
}  # fmt: skip
"""Program -> (pattern over its words, effects) in the order in which they are tried, and what it does otherwise."""

BUILTINS: Mapping[str, Reader] = {
    "rd": _rd, "rmdir": _rd, "del": _del, "erase": _del, "deltree": _rd, "format": _format, "copy": _copy, "xcopy": _copy, "move": _move, "ren": _move,
    "rename": _move, "type": _looks, "dir": _looks, "more": _looks, "find": lambda _command: NOTHING, "findstr": lambda _command: NOTHING, "fc": _looks,
    "comp": _looks, "echo": lambda _command: NOTHING, "ver": lambda _command: NOTHING, "vol": lambda _command: NOTHING, "path": lambda _command: NOTHING, "sort": _looks,
    "md": lambda command: file_reading(Operation.CREATE, _cut(command)[1], command), "mkdir": lambda command: file_reading(Operation.CREATE, _cut(command)[1], command),
    "time": lambda _command: NOTHING, "date": lambda _command: NOTHING, "timeout": lambda _command: NOTHING, "where": lambda _command: NOTHING, "tree": _looks, "choice": lambda _command: NOTHING,
    "mklink": _spoken(*_SAID["mklink"]), "start": _runs_rest(0),
}  # fmt: skip
"""What the command prompt reads itself, or means by a name that means something else elsewhere."""

_WSL_VALUES = frozenset(["-d", "--distribution", "-u", "--user", "--cd", "--shell-type"])


def _wsl(command: Command) -> Reading:
    """`wsl [options] COMMAND`: a shell of Linux reads it, and the drives of Windows lie below /mnt."""
    words = list(command.arguments)
    while words and words[0].text.startswith("-") and words[0].text not in ("-e", "--exec", "--"):
        if words[0].text not in (*_WSL_VALUES, "--system", "~"):
            return _spoken(*_SAID["wsl"])(command)
        words = words[2 if words[0].text in _WSL_VALUES else 1 :]
    words = words[1:] if words and words[0].text in ("-e", "--exec", "--", "~") else words
    return Reading(nested=(Nested(Language.SHELL, command.scene, words=tuple(words), stdin=command.stdin),))


PROGRAMS = each(
    {
        "cmd": Usage(reader=_cmd),
        "powershell pwsh powershell_ise pwsh-preview": Usage(reader=_powershell),
        "rd deltree": Usage(reader=_rd),
        "del erase": Usage(reader=_del),
        "format": Usage(reader=_format),
        "copy xcopy": Usage(reader=_copy),
        "move ren": Usage(reader=_move),
        "robocopy": Usage(reader=_robocopy),
        "forfiles": Usage(reader=_forfiles),
        "runas": Usage(reader=_runs_rest(0)),
        "findstr": Usage(reader=lambda _command: NOTHING),
        "mshta rundll32 regsvr32 cscript wscript installutil regasm regsvcs cmstp odbcconf": Usage(reader=_opaque_code),
        "net net1": Usage(reader=_spoken(*_SAID["net"])),
        **{name: Usage(reader=_spoken(*said)) for name, said in _SAID.items() if name not in ("net", "wsl")},
        "wsl": Usage(reader=_wsl),
    }
)  # fmt: skip
