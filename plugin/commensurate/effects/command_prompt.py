"""The command prompt of Windows: a line or a batch file in, reading out.

Its own commands are in programs/windows.py; all others are handed on as words. Source: learn.microsoft.com, cmd.
"""

import re
from dataclasses import replace

from commensurate.effects.code_unseen import executes
from commensurate.effects.paths import file_reading, resolve
from commensurate.effects.programs.windows import BUILTINS
from commensurate.effects.reading import Command, Language, Nested, Reading, Scene, Stdin, Word, opaque, together
from commensurate.model.effect import Operation, Trait
from commensurate.model.regex import regex

MAXIMUM, DEEPEST, MOST_COMMANDS = 65_536, 24, 400
"""Characters of a text, levels of code within code, and commands of one text, beyond which it counts as opaque."""

MOST_TOKENS = 20_000
_REDIRECTS = regex(r"\d?>>?(?:&\d)?|<")
_VARIABLE = regex(r"%\w+%|%~?\w|!\w+!")
"""Words, blanks and signs of one line that are read; 64 KB of ordinary text hold about as many."""
_CMD_TOKEN = regex(r'"[^"]*"?|\^.|&&|\|\||[&|()\n]|\d?>>?(?:&\d)?|<|[^\s"^&|()<>]+|\s', re.DOTALL)
_CMD_IF = regex(
    r"if\s+(?:/i\s+)?(?:not\s+)?(?:exist\s+(?:\"[^\"]*\"|\S+)|defined\s+\S+|errorlevel\s+\d+|\S+\s*(?:==|equ|neq|lss|leq|gtr|geq)\s*\S+)\s+(.*)",
    re.IGNORECASE | re.DOTALL,
)
_CMD_FOR = regex(
    r"for\s+(?:/[dlrf]\s+)*(?:(?:\"[^\"]*\"|[^%(\s]\S*)\s+)?%{1,2}(\w)\s+in\s+\((.*?)\)\s+do\s+(.*)",
    re.IGNORECASE | re.DOTALL,
)


def read_cmd(text: str, scene: Scene, _depth: int = 0) -> Reading:
    """Read text of the command prompt or of a batch file."""
    if len(text) > MAXIMUM or _depth > DEEPEST:
        return opaque("cmd: too long or too deep to be read", executes("cmd text", scene, text[:200]))
    told: list[Reading] = []
    if len(text) > 2 and text[0] == text[-1] == '"' and text.count('"') % 2 == 0 and re.search(r"\s", text):
        text = text[1:-1]
    for raw in text.replace("\r\n", "\n").replace("^\n", "").split("\n"):
        if len(told) > MOST_COMMANDS:
            told.append(_too_many(text, scene))
            break
        line = raw.strip().lstrip("@").strip()
        if not line or re.match(
            r"(?:rem\b|::|:\w+|setlocal|endlocal|title\b|color\b|pause\b|cls\b|exit\b|goto\b|shift\b|popd\b)",
            line,
            re.IGNORECASE,
        ):
            continue
        loop, branch = _CMD_FOR.match(line), _CMD_IF.match(line)
        if loop:
            item = loop[2].strip() or "*"
            inner = read_cmd(
                re.sub(r"%{1,2}(?:~\w*)?" + loop[1], item.replace("\\", "\\\\"), loop[3]), scene, _depth + 1
            )
            told.append(inner)
        elif branch:
            told.append(read_cmd(branch[1], scene, _depth + 1))
        else:
            scene = _cmd_line(line, scene, told)
    return together(told)


def _too_many(text: str, scene: Scene) -> Reading:
    unread = executes("cmd text", scene, text[:200], Trait.UNRESOLVED)
    return opaque(f"cmd: more than {MOST_COMMANDS} commands", unread)


def _cmd_line(line: str, scene: Scene, told: list[Reading]) -> Scene:
    """Tell the commands of one line; the scene after it."""
    words: list[Word] = []
    outputs: list[Word] = []
    text: list[str] = []
    source, expects = "", ""
    known, glob, quoted = True, False, False
    tokens = _CMD_TOKEN.findall(line)
    if len(tokens) > MOST_TOKENS:
        told.append(_too_many(line, scene))
    for token in [*tokens[:MOST_TOKENS], "&"]:
        ends = (
            token in ("&", "&&", "|", "||", "(", ")")
            or token.isspace()
            or (token[-1] in "<>0123456789" and _REDIRECTS.fullmatch(token) is not None)
        )
        if not ends:
            piece = token[1:] if token[0] == "^" else token.strip('"') if token[0] == '"' else token
            quoted = quoted or token[0] == '"'
            text.append(piece)
            glob = glob or (token[0] != '"' and any(letter in piece for letter in "*?"))
            known = known and not (("%" in piece or "!" in piece) and _VARIABLE.search(piece))
            continue
        if text or quoted:
            word = Word("".join(text), known, glob)
            (outputs if expects == ">" else words).append(word) if expects != "<" else None
            text, known, glob, quoted, expects = [], True, False, False, ""
        if ">" in token and "&" not in token:
            expects = ">"
        elif token == "<":
            expects = "<"
        elif not token.isspace() and ">" not in token:
            reading, scene = _cmd_command(words, outputs, scene, source)
            told.append(reading)
            if len(told) > MOST_COMMANDS:
                told.append(_too_many(line, scene))
                break
            source = words[0].text.lower() if token == "|" and words else ""
            words, outputs = [], []
    return scene


def _without_starters(words: list[Word]) -> list[Word]:
    """What `call`, `start "" /wait` and their like run."""
    at = 0
    while at < len(words) and (first := words[at].text.lower()) in ("call", "@", "do", "else", "start"):
        at += 1
        while first == "start" and at < len(words) and (not words[at].text or words[at].text[0] == "/"):
            at += 2 if words[at].text.lower() in ("/d", "/node", "/affinity") else 1
    return words[at:]


def _cmd_command(words: list[Word], outputs: list[Word], scene: Scene, source: str) -> tuple[Reading, Scene]:
    words = _without_starters(words)
    evidence = " ".join(word.text for word in words)[:400]
    command = Command(tuple(words) or (Word("rem"),), scene, evidence, Stdin(source=source) if source else None)
    found = file_reading(Operation.UPDATE, tuple(outputs), command, overwrites=True)
    if not words:
        return found, scene
    name = command.program
    if name in ("cd", "chdir", "pushd"):
        target = [word for word in words[1:] if word.text.lower() != "/d"]
        return found, replace(scene, cwd=resolve(target[0], scene)) if target else scene
    if name in ("if", "for"):
        return found + opaque(f"cmd: {name} in a form that is not known", executes(evidence, scene, evidence)), scene
    if name == "set":
        key, _, value = " ".join(word.text for word in words[1:]).partition("=")
        return found, replace(scene, variables={**scene.variables, key.strip('" '): value.strip('"')})
    reader = BUILTINS.get(name)
    if reader is not None:
        return found + reader(command), scene
    return found + Reading(nested=(Nested(Language.SHELL, scene, words=command.words, stdin=command.stdin),)), scene
