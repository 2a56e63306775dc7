"""The command prompt of Windows: a line or a batch file in, reading out.

Its own commands are in programs/windows.py; all others are handed on as words. Source: learn.microsoft.com, cmd.
"""

import re
from dataclasses import replace

from commensurate.effects.code_unseen import executes
from commensurate.effects.paths import file_reading, resolve
from commensurate.effects.programs.windows import BUILTINS
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Scene, Stdin, Word, opaque
from commensurate.model.effect import Operation
from commensurate.model.regex import regex

MAXIMUM, DEEPEST = 65_536, 24
"""Characters of a text, and levels of code within code, beyond which it counts as opaque."""

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
    found = NOTHING
    if len(text) > 2 and text[0] == text[-1] == '"' and text.count('"') % 2 == 0 and re.search(r"\s", text):
        text = text[1:-1]
    for raw in text.replace("\r\n", "\n").replace("^\n", "").split("\n"):
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
            found += read_cmd(
                re.sub(r"%{1,2}(?:~\w*)?" + loop[1], item.replace("\\", "\\\\"), loop[3]), scene, _depth + 1
            )
        elif branch:
            found += read_cmd(branch[1], scene, _depth + 1)
        else:
            reading, scene = _cmd_line(line, scene)
            found += reading
    return found


def _cmd_line(line: str, scene: Scene) -> tuple[Reading, Scene]:
    found = NOTHING
    words: list[Word] = []
    outputs: list[Word] = []
    text, source, expects = "", "", ""
    known = glob = quoted = False
    known = True
    for token in [*_CMD_TOKEN.findall(line), "&"]:
        ends = (
            token in ("&", "&&", "|", "||", "(", ")")
            or token.isspace()
            or (re.fullmatch(r"\d?>>?(?:&\d)?|<", token) is not None)
        )
        if not ends:
            piece = token[1:] if token[0] == "^" else token.strip('"') if token[0] == '"' else token
            quoted = quoted or token[0] == '"'
            text += piece
            glob = glob or (token[0] != '"' and any(letter in piece for letter in "*?"))
            known = known and not re.search(r"%\w+%|%~?\w|!\w+!", piece)
            continue
        if text or quoted:
            word = Word(text, known, glob)
            (outputs if expects == ">" else words).append(word) if expects != "<" else None
            text, known, glob, quoted, expects = "", True, False, False, ""
        if ">" in token and "&" not in token:
            expects = ">"
        elif token == "<":
            expects = "<"
        elif not token.isspace() and ">" not in token:
            reading, scene = _cmd_command(words, outputs, scene, source)
            found += reading
            source = words[0].text.lower() if token == "|" and words else ""
            words, outputs = [], []
    return found, scene


def _cmd_command(words: list[Word], outputs: list[Word], scene: Scene, source: str) -> tuple[Reading, Scene]:
    while words and words[0].text.lower() in ("call", "@", "do", "else", "start"):
        rest = [
            word
            for word in words[1:]
            if not (
                words[0].text.lower() == "start" and (word.text == "" or re.match(r"/[a-z]", word.text, re.IGNORECASE))
            )
        ]
        words = rest
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
