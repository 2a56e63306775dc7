"""The shell's own commands: what they change in the shell, and what they run."""

import posixpath
from collections.abc import Callable

from commensurate.effects.code_unseen import unresolved
from commensurate.effects.reading import Reading, Stdin, Word
from commensurate.effects.shell import outputs
from commensurate.effects.shell.process import Process
from commensurate.effects.shell.state import Value
from commensurate.model.analysis import Coverage

Builtin = Callable[[Process, list[Word], Stdin | None, str], outputs.Output]


def _nothing(_walker: Process, _words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    return outputs.EMPTY


def _echo(_walker: Process, words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    return outputs.Output(outputs.echo([word.text for word in words[1:]]), "echo")


def _printf(walker: Process, words: list[Word], _stdin: Stdin | None, evidence: str) -> outputs.Output:
    texts = [word.text for word in words[1:]]
    if texts[:1] == ["-v"] and len(texts) > 2:
        text = outputs.printf(texts[2:])
        known = text is not None and all(word.known for word in words)
        walker.sets(texts[1], evidence)
        walker.state.variables[texts[1]] = Value(text or f"${texts[1]}", known=known)
        return outputs.EMPTY
    return outputs.Output(outputs.printf(texts[1:] if texts[:1] == ["--"] else texts), "printf")


def _pwd(walker: Process, _words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    return outputs.Output(walker.state.scene.cwd or None, "pwd")


def _cd(walker: Process, words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    state = walker.state
    places = [word for word in words[1:] if word.text == "-" or not word.text.startswith("-")]
    if not places:
        state.enter(state.scene.home or "~")
    elif not places[0].known or places[0].glob or places[0].text == "-":
        state.enter(None)
    elif places[0].text:
        state.enter(_joined(state.scene.cwd, places[0].text, state.scene.home))
    return outputs.EMPTY


def _joined(cwd: str | None, place: str, home: str) -> str | None:
    if place == "~" or place.startswith("~/"):
        place = (home or "~") + place[1:]
    if place.startswith(("/", "~")):
        return posixpath.normpath(place)
    return None if cwd is None else posixpath.normpath(posixpath.join(cwd, place))


def _popd(walker: Process, _words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    walker.state.enter(None)
    return outputs.EMPTY


def _alias(walker: Process, words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    for word in words[1:]:
        name, equals, body = word.text.partition("=")
        if equals:
            walker.state.aliases[name] = body
            if name == "commensurate":
                walker.sets("COMMENSURATE_", word.text)
    return outputs.EMPTY


def _unalias(walker: Process, words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    for word in words[1:]:
        walker.state.aliases.pop(word.text, None)
    return outputs.EMPTY


def _eval(walker: Process, words: list[Word], stdin: Stdin | None, evidence: str) -> outputs.Output:
    text = " ".join(word.text for word in words[1:])
    with walker.budget.deeper():
        if any(not word.known for word in words[1:2]) or text.startswith(("$(", "`")):
            walker.add(unresolved(text, walker.state.scene, evidence))
            return outputs.UNKNOWN
        return walker.text(text, stdin)


def _exec(walker: Process, words: list[Word], stdin: Stdin | None, evidence: str) -> outputs.Output:
    rest = words[1:]
    while rest and rest[0].text.startswith("-"):
        rest = rest[2 if rest[0].text == "-a" else 1 :]
    return walker.simple(rest, stdin, evidence, {}, "") if rest else outputs.EMPTY


def _command(walker: Process, words: list[Word], stdin: Stdin | None, evidence: str) -> outputs.Output:
    rest = words[1:]
    while rest and rest[0].text.startswith("-") and rest[0].text != "--":
        if "v" in rest[0].text.lower():
            name = rest[1].text if len(rest) > 1 else ""
            return outputs.Output(f"/usr/bin/{name}\n" if name and "/" not in name else None, "command")
        rest = rest[1:]
    rest = rest[1:] if rest and rest[0].text == "--" else rest
    return walker.plain(rest, stdin, evidence) if rest else outputs.EMPTY


def _time(walker: Process, words: list[Word], stdin: Stdin | None, evidence: str) -> outputs.Output:
    rest = words[1:]
    while rest and rest[0].text in ("-p", "--"):
        rest = rest[1:]
    if rest and rest[0].text.startswith("-"):
        return walker.program(tuple(words), stdin, evidence)
    return walker.simple(rest, stdin, evidence, {}, "") if rest else outputs.EMPTY


def _coproc(walker: Process, words: list[Word], _stdin: Stdin | None, evidence: str) -> outputs.Output:
    return walker.simple(words[1:], None, evidence, {}, "") if words[1:] else outputs.EMPTY


def _trap(walker: Process, words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    rest = [word for word in words[1:] if word.text != "--"]
    if len(rest) > 1 and not rest[0].text.startswith("-"):
        with walker.budget.deeper():
            walker.text(rest[0].text)
    return outputs.EMPTY


def _set(walker: Process, words: list[Word], _stdin: Stdin | None, evidence: str) -> outputs.Output:
    rest = words[1:]
    walker.sets("set", evidence)
    while rest and rest[0].text[:1] in ("-", "+") and rest[0].text != "--":
        rest = rest[2 if rest[0].text in ("-o", "+o") else 1 :]
    if rest and rest[0].text == "--":
        walker.state.arguments = tuple(rest[1:])
    elif rest:
        walker.state.arguments = tuple(rest)
    return outputs.EMPTY


def _shift(walker: Process, words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    count = int(words[1].text) if len(words) > 1 and words[1].text.isdigit() and len(words[1].text) < 4 else 1
    held = walker.state.arguments
    walker.state.arguments = None if held is None else held[count:]
    return outputs.EMPTY


def _read(walker: Process, words: list[Word], stdin: Stdin | None, evidence: str) -> outputs.Output:
    """`read x`: the first line that is fed, where it is known."""
    names: list[str] = []
    rest = [word.text for word in words[1:]]
    while rest:
        text = rest.pop(0)
        if text in ("-p", "-d", "-n", "-N", "-t", "-u", "-i"):
            rest = rest[1:]
        elif text == "-a":
            walker.state.arrays.pop(rest[0] if rest else "", None)
            rest = rest[1:]
        elif not text.startswith("-"):
            names.append(text)
            walker.sets(text, evidence)
    line = stdin.text.split("\n", 1)[0] if stdin is not None and stdin.text else None
    parts = line.split(None, max(0, len(names) - 1)) if line is not None else []
    if stdin is not None and len(stdin.items) == 1:
        walker.state.variables[(names or ["REPLY"])[-1]] = Value(
            stdin.items[0].text, stdin.items[0].known, matches=True
        )
        return outputs.EMPTY
    for index, name in enumerate(names or ["REPLY"]):
        # Only one line is known to be the only one: a loop reads on, and then the value is another.
        single = line is not None and stdin is not None and (stdin.text or "").count("\n") <= 1
        value = parts[index] if index < len(parts) else ""
        walker.state.variables[name] = Value(value) if single else Value(f"${name}", known=False)
    return outputs.EMPTY


def _mapfile(walker: Process, words: list[Word], stdin: Stdin | None, _evidence: str) -> outputs.Output:
    name = next((word.text for word in reversed(words[1:]) if not word.text.startswith("-")), "MAPFILE")
    if stdin is not None and stdin.text is not None:
        walker.state.arrays[name] = tuple(Word(line) for line in stdin.text.splitlines()[:200])
    else:
        walker.state.arrays.pop(name, None)
    return outputs.EMPTY


def _source(walker: Process, words: list[Word], stdin: Stdin | None, evidence: str) -> outputs.Output:
    """`source x`: the file's text runs in this very shell."""
    from commensurate.effects.scripts_at_hand import read_script  # noqa: PLC0415 (rare)

    if len(words) < 2:
        return outputs.EMPTY
    script = read_script(words[1], walker.state.view(), evidence, stdin)
    walker.add(script.reading)
    if script.text is not None:
        with walker.budget.deeper():
            return walker.text(script.text, stdin)
    return outputs.UNKNOWN


def _hash(walker: Process, words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    """`hash -p FILE NAME`: from here on NAME is FILE."""
    texts = [word.text for word in words[1:]]
    if "-p" in texts and len(texts) > texts.index("-p") + 2:
        at = texts.index("-p")
        for name in texts[at + 2 :]:
            walker.state.aliases[name] = texts[at + 1]
    return outputs.EMPTY


def _let(walker: Process, words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    for word in words[1:]:
        name = word.text.partition("=")[0].strip("+-*/% ")
        walker.state.variables[name] = Value(f"${name}", known=False)
    return outputs.EMPTY


def _getopts(walker: Process, words: list[Word], _stdin: Stdin | None, _evidence: str) -> outputs.Output:
    for name in [*(word.text for word in words[2:3]), "OPTARG"]:
        walker.state.variables[name] = Value(f"${name}", known=False)
    return outputs.EMPTY


def _enable(walker: Process, words: list[Word], _stdin: Stdin | None, evidence: str) -> outputs.Output:
    if any(word.text == "-f" for word in words[1:]):
        walker.add(unresolved(evidence, walker.state.scene, evidence))
    return outputs.EMPTY


def _fc(walker: Process, _words: list[Word], _stdin: Stdin | None, evidence: str) -> outputs.Output:
    walker.add(Reading(coverage=Coverage.OPAQUE, notes=(f"{evidence}: runs an earlier command",)))
    return outputs.EMPTY


BUILTINS: dict[str, Builtin] = {
    **dict.fromkeys(
        [
            ":",
            "true",
            "false",
            "test",
            "[",
            "return",
            "exit",
            "break",
            "continue",
            "wait",
            "jobs",
            "fg",
            "bg",
            "disown",
            "type",
            "umask",
            "ulimit",
            "shopt",
            "complete",
            "compgen",
            "compopt",
            "bind",
            "times",
            "logout",
            "suspend",
            "dirs",
            "help",
            "caller",
            "setopt",
            "unsetopt",
            "autoload",
            "local",
            "export",
            "readonly",
            "declare",
            "typeset",
            "unset",
        ],
        _nothing,
    ),
    "echo": _echo,
    "printf": _printf,
    "pwd": _pwd,
    "cd": _cd,
    "chdir": _cd,
    "pushd": _cd,
    "popd": _popd,
    "alias": _alias,
    "unalias": _unalias,
    "eval": _eval,
    "exec": _exec,
    "command": _command,
    "builtin": _command,
    "time": _time,
    "coproc": _coproc,
    "trap": _trap,
    "set": _set,
    "shift": _shift,
    "read": _read,
    "mapfile": _mapfile,
    "readarray": _mapfile,
    "source": _source,
    ".": _source,
    "hash": _hash,
    "let": _let,
    "getopts": _getopts,
    "enable": _enable,
    "fc": _fc,
}
