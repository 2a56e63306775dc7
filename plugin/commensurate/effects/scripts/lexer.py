"""Code of a scripting language into words, strings and marks. Only what tells code from strings and comments."""

import re
from enum import StrEnum
from typing import NamedTuple

from commensurate.model.regex import regex


class Kind(StrEnum):
    """What a token is."""

    NAME = "name"
    STRING = "string"
    TEMPLATE = "template"
    """A string with code inside, which stays in it as `${…}`."""
    SHELL = "shell"
    """A string that the shell runs: `…`, %x{…}, qx{…}."""
    NUMBER = "number"
    REGEX = "regex"
    MARK = "mark"
    LINE = "line"
    """The end of a line."""


class Token(NamedTuple):
    """`text` is the unquoted content."""

    kind: Kind
    text: str
    start: int
    end: int


_HERE = r"<<[~-]?(?P<hq>['\"]?)(?P<here>[A-Z_][A-Z0-9_]*)(?P=hq)(?=[^\n]{0,500}\n)"
_COMMON = r"""
| (?P<space>[ \t\r\f]+)
| (?P<line>\n)
| (?P<double>"(?:[^"\\]|\\.)*")
| (?P<single>'(?:[^'\\]|\\.)*')
| (?P<number>\d[\w.]*)
| (?P<name>(?:[$@%]|@@)?[A-Za-z_\u0080-\uffff][\w$]*(?:[?!](?![=:.]))?|\$(?=[`.\[(]))
| (?P<arrow>->|::|\?\.|=>|\.\.\.|&&|\|\||[=!<>]==?|[+\-*/.%]=)
| (?P<mark>.)
"""
_PAIRS = {"{": "}", "(": ")", "[": "]", "<": ">"}
_PERLISH = r"| (?P<percent>%[xqQwWiI]?(?=[{(\[<|!])|(?<![\w$@%&.>])q[qxw]?(?=\s*[{(\[<|!/]))"
_REGEX = (
    r"| (?P<regex>(?<![\w)\]}'\"])[ \t]*(?:/(?![/*\s])(?:[^/\\\n\[]++|\\.|\[(?:[^\]\\\n]|\\.){0,300}+\])++/[a-z]*))"
)
_SUBSTITUTE = (
    r"| (?P<substitute>(?<![\w$@%&>{.])(?:s|tr|y)(?P<sd>[/|!#,~])(?:[^\\\n]|\\.){0,300}?(?P=sd)(?:[^\\\n]|\\.){0,300}?(?P=sd)[a-z]*"
    r"|(?<![\w$@%&>{.])m(?P<md>[/|!#,~{])(?:[^\\\n]|\\.){0,300}?[/|!#,~}][a-z]*)"
)
_MATCH = r"| (?P<match>(?:=~|!~)[ \t]*(?:m|s|tr|y)?(?P<d>[/|!#,])(?:[^\\\n]|\\.){0,300}?(?P=d)(?:(?:[^\\\n]|\\.){0,300}?(?P=d))?[a-z]*)"
_PATTERNS = {
    "javascript": regex(
        r"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z)|\A\#![^\n]*)| (?P<open>`)" + _REGEX + _COMMON,
        re.VERBOSE | re.DOTALL,
    ),
    "perl": regex(
        r"(?P<comment>(?<![$@%])\#[^\n]*|^=\w+.*?(?:^=cut[^\n]*|\Z)|^__(?:END|DATA)__.*)| (?P<tick>`(?:[^`\\]|\\.)*`)|"
        + _HERE
        + _PERLISH
        + _SUBSTITUTE
        + _MATCH
        + _REGEX
        + _COMMON,
        re.VERBOSE | re.DOTALL | re.MULTILINE,
    ),
    "ruby": regex(
        r"(?P<comment>\#[^\n]*|^=begin.*?(?:^=end[^\n]*|\Z))| (?P<tick>`(?:[^`\\]|\\.)*`)|"
        + _HERE
        + _PERLISH
        + _REGEX
        + _COMMON,
        re.VERBOSE | re.DOTALL | re.MULTILINE,
    ),
    "php": regex(
        r"(?P<comment>//[^\n]*|\#(?!\[)[^\n]*|/\*.*?(?:\*/|\Z)|<\?(?:php|=)?|\?>)| (?P<tick>`(?:[^`\\]|\\.)*`)|<?"
        + _HERE
        + _COMMON,
        re.VERBOSE | re.DOTALL,
    ),
    "lua": regex(
        r"(?P<comment>--\[\[.*?(?:\]\]|\Z)|--[^\n]*|\A\#![^\n]*)| (?P<long>\[\[.*?(?:\]\]|\Z))" + _COMMON,
        re.VERBOSE | re.DOTALL,
    ),
    "applescript": regex(r"(?P<comment>--[^\n]*|\#[^\n]*|\(\*.*?(?:\*\)|\Z))" + _COMMON, re.VERBOSE | re.DOTALL),
    "r": regex(r"(?P<comment>\#[^\n]*)" + _COMMON, re.VERBOSE | re.DOTALL),
}
LANGUAGES = frozenset(_PATTERNS)
_ESCAPE = regex(
    r"\\(?:x\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|([0-7]{1,3})|(.))",
    re.DOTALL,
)
_SIMPLE = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "0": "\0",
    "a": "\a",
    "e": "\x1b",
    "s": " ",
    "b": "\b",
    "f": "\f",
    "v": "\v",
}
_INTERPOLATED = {
    "javascript": (),
    "perl": (regex(r"\$\{?(\w+)\}?"), regex(r"@\{?(\w+)\}?")),
    "ruby": (regex(r"#\{([^{}]*)\}"),),
    "php": (regex(r"\{?\$(\w+)[^\s{}\"'/.,;]*\}?"),),
}


MOST_TOKENS = 10_000
"""Of one text. What comes after is not read."""


def lex(text: str, language: str) -> tuple[list[Token], bool]:
    """The tokens of a text, comments and blanks left out; and whether all of it was read: a quotation without an end
    stops it there.
    """
    match = _PATTERNS[language].match
    tokens: list[Token] = []
    position, pending = 0, []
    while position < len(text):
        found = match(text, position)
        if found is None:
            position += 1
            continue
        if len(tokens) > MOST_TOKENS:
            return tokens, False
        start, position, group = position, found.end(), found.lastgroup
        if group in {"here", "hq"}:
            pending.append((found["here"], len(tokens), found["hq"] != "'"))
            tokens.append(Token(Kind.STRING, "", start, position))
        elif group == "open":
            position = _past_template(text, position)
            body = text[start + 1 : position - 1]
            tokens.append(Token(Kind.TEMPLATE if "${" in body else Kind.STRING, _unescaped(body), start, position))
        elif group == "double" and language == "ruby" and "#{" in found.group():
            position = _past_interpolation(text, start + 1)
            body = _unescaped(text[start + 1 : position - 1])
            tokens.append(Token(Kind.TEMPLATE, _braces(body), start, position))
        elif group == "percent":
            token, position = _bracketed(text, start, position)
            tokens.append(token)
        elif group == "line":
            tokens.append(Token(Kind.LINE, "\n", start, position))
            for waiting in pending:
                position = _heredoc(text, position, waiting, tokens)
            pending.clear()
        elif group == "mark" and found.group() in "'\"`":
            return tokens, False
        elif group not in {"space", "comment"}:
            tokens.append(_token(group or "mark", found.group(), start, position, language))
    return tokens, True


_TEMPLATE_MARK = regex(r"\\.|`|\$\{|[{}]", re.DOTALL)


def _past_template(text: str, position: int) -> int:
    """The position after the backtick that ends a template: code inside may hold templates of its own."""
    depth: list[int] = []
    for found in _TEMPLATE_MARK.finditer(text, position):
        mark = found.group()
        code = bool(depth) and depth[-1] >= 0
        if mark == "`":
            if not depth:
                return found.end()
            if code:
                depth.append(-1)
            else:
                depth.pop()
        elif code and mark == "}":
            depth[-1] -= 1
            if depth[-1] < 0:
                depth.pop()
        elif code and mark[-1] == "{":
            depth[-1] += 1
        elif mark == "${":
            depth.append(0)
    return len(text)


def _past_interpolation(text: str, position: int) -> int:
    """The position after the quote that ends a string of Ruby with #{…} in it."""
    depth = 0
    while position < len(text):
        letter = text[position]
        if letter == "\\":
            position += 1
        elif text.startswith("#{", position) or (depth and letter == "{"):
            depth += 1
            position += letter == "#"
        elif depth and letter == "}":
            depth -= 1
        elif letter == '"' and not depth:
            return position + 1
        position += 1
    return len(text)


def _braces(body: str) -> str:
    return body.replace("#{", "${")


_BRACE = regex(r"[{}]")


def holes(template: str) -> list[str]:
    """The code inside a template, each `${…}` with its braces matched."""
    found, at = [], template.find("${")
    while at >= 0:
        depth, end = 1, at + 2
        for brace in _BRACE.finditer(template, end):
            depth += 1 if brace.group() == "{" else -1
            end = brace.end()
            if not depth:
                break
        else:
            end = len(template)
        found.append(template[at + 2 : end - 1])
        at = template.find("${", end)
    return found


def _heredoc(text: str, position: int, here: tuple[str, int, bool], tokens: list[Token]) -> int:
    name, index, interpolates = here
    end = regex(rf"^[ \t]*{name}\b;?", re.MULTILINE).search(text, position)
    body = text[position : end.start() if end else len(text)]
    kind = Kind.TEMPLATE if interpolates else Kind.STRING
    tokens[index] = tokens[index]._replace(kind=kind, text=_holes(body, "ruby") if interpolates else body)
    return end.end() if end else len(text)


def _bracketed(text: str, start: int, position: int) -> tuple[Token, int]:
    """%x{…}, qx(…), q/…/: the brackets may nest."""
    name = text[start:position].strip().lstrip("%")
    while position < len(text) and text[position] in " \t":
        position += 1
    opening = text[position]
    closing = _PAIRS.get(opening, opening)
    depth, at = 1, position + 1
    while at < len(text) and depth:
        if text[at] == "\\":
            at += 1
        elif text[at] == closing:
            depth -= 1
        elif text[at] == opening:
            depth += 1
        at += 1
    body = text[position + 1 : at - 1]
    kind = Kind.SHELL if name in {"x", "qx"} else Kind.STRING if name in {"q", "qw", "w", "i"} else Kind.TEMPLATE
    return Token(kind, _holes(body, "ruby") if kind is not Kind.STRING else body, start, at), at


def _token(group: str, raw: str, start: int, end: int, language: str) -> Token:
    match group:
        case "single":
            body = raw[1:-1]
            plain = (
                _unescaped(body)
                if language in {"javascript", "lua"}
                else body.replace("\\'", "'").replace("\\\\", "\\")
            )
            return Token(Kind.STRING, plain, start, end)
        case "double":
            body = _unescaped(raw[1:-1])
            held = _holes(body, language)
            return Token(Kind.TEMPLATE if held != body else Kind.STRING, held, start, end)
        case "tick":
            body = raw[1:-1]
            return Token(Kind.SHELL, _holes(body, language), start, end)
        case "long":
            return Token(Kind.STRING, raw[2:-2], start, end)
        case "name":
            return Token(Kind.NAME, raw, start, end)
        case "number":
            return Token(Kind.NUMBER, raw, start, end)
        case "regex" | "match" | "d" | "substitute" | "sd" | "md":
            return Token(Kind.REGEX, raw.strip(), start, end)
    return Token(Kind.MARK, raw, start, end)


def _unescaped(body: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1] or match[2] or match[3] or match[4]
        if code:
            number = int(code, 16)
            return chr(number) if number < 0x110000 else ""
        if match[5]:
            return chr(int(match[5], 8))
        return _SIMPLE.get(match[6], match[6])

    return _ESCAPE.sub(one, body) if "\\" in body else body


def _holes(body: str, language: str) -> str:
    """Code inside a string, written `${name}`."""
    for pattern in _INTERPOLATED.get(language, ()):
        body = pattern.sub(lambda m: "${" + m[1].strip() + "}", body)
    return body
