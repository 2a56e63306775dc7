"""SQL text into statements of tokens, by the lexical rules of a family of dialects. What a token means is not its
business.

Dialects disagree about where a string or a comment ends, and whoever wants to hide a statement uses that. `lex` says
which disagreements a text holds (`Lexed.ambiguous`), so that the caller can read it both ways.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from commensurate.model.regex import regex


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    QUOTED = "quoted"
    """An identifier in quotes; in some dialects a string."""
    STRING = "string"
    NUMBER = "number"
    PARAMETER = "parameter"
    MARK = "mark"


class Token(NamedTuple):
    """`text` is unquoted; `up` is the upper-case text of a word or mark, and "" for anything quoted."""

    kind: Kind
    text: str
    up: str
    start: int
    end: int


class Flavour(StrEnum):
    """How a family of dialects lexes."""

    STANDARD = "standard"
    """A backslash is a letter, comments nest, $tag$ quotes, /*! */ is a comment (PostgreSQL and most others)."""
    MYSQL = "mysql"
    """A backslash escapes, # starts a comment, -- needs a space after it, the content of /*! */ is code."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The tokens of one statement, and the text that they came from."""

    tokens: tuple[Token, ...]
    text: str

    @property
    def ups(self) -> tuple[str, ...]:
        """The upper-case words and marks; "" for anything quoted."""
        return tuple(token.up for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Lexed:
    """All statements of a text. `ambiguous`: another flavour may see other tokens. `broken`: an end is missing."""

    statements: tuple[Statement, ...]
    ambiguous: bool = False
    broken: bool = False


_MARKS = r"::|:=|<=|>=|<>|!=|\|\||[^\s\w]"
_COMMON = r"""
| (?P<block>/\*)
| (?P<number>\d[\w.]*|\.\d\w*)
| (?P<quoted>"[^"]*(?:""[^"]*)*"|`[^`]*`|(?<![\w\])])\[[A-Za-z_][^\],'"\n]{0,127}\])
| (?P<parameter>\$\d+|\?|%s\b|%\(\w+\)s|@@?[\w$.]+|(?<![:\w]):[A-Za-z_]\w*|\{\{?[^{}\n]*\}?\}|<%.{0,200}?%>)
"""
_FIRST = r"(?P<space>\s+)| (?P<word>(?![eEnNbBxXrR]'){}[^\W\d][\w${}]*)| (?P<plain>[(),;={}])| "
_PATTERNS = {
    Flavour.STANDARD: regex(
        _FIRST.format(r"\#{0,2}", r"\#", "*")
        + r"(?P<line>--[^\n]*)"
        + _COMMON
        + r"| (?P<escaped>[eE]'[^'\\]*(?:(?:''|\\.)[^'\\]*)*')"
        + r"| (?P<string>[nNbBxXrR]?'[^']*(?:''[^']*)*')"
        + r"| (?P<dollar>\$(?:[A-Za-z_]\w*)?\$)"
        + rf"| (?P<mark>{_MARKS})",
        re.VERBOSE | re.DOTALL,
    ),
    Flavour.MYSQL: regex(
        _FIRST.format("", "", "")
        + r"(?P<line>--(?=\s|$)[^\n]*|\#[^\n]*)|(?P<code>/\*M?!\d*)|(?P<codeend>\*/)"
        + _COMMON
        + r"| (?P<string>[nNbBxX]?'[^'\\]*(?:(?:''|\\.)[^'\\]*)*')"
        + rf"| (?P<mark>{_MARKS})",
        re.VERBOSE | re.DOTALL,
    ),
}
_AMBIGUOUS = regex(r"\\['\"]|\\\\'|#|--(?!\s|$)|/\*M?!|/\*(?:(?!\*/).)*/\*", re.DOTALL)
_KINDS = {
    "word": Kind.WORD, "quoted": Kind.QUOTED, "string": Kind.STRING, "escaped": Kind.STRING, "number": Kind.NUMBER,
    "parameter": Kind.PARAMETER, "mark": Kind.MARK,
}  # fmt: skip
MOST_TOKENS = 20_000
"""Of one text. What comes after is not read."""
_NEST = regex(r"/\*|\*/")


def lex(text: str, flavour: Flavour = Flavour.STANDARD) -> Lexed:
    """Cut a text into statements at its semicolons. Linear in the length of the text.

    Where a quotation does not end, or MOST_TOKENS are found, the rest is not lexed and the text is broken.
    """
    match = _PATTERNS[flavour].match
    statements: list[Statement] = []
    tokens: list[Token] = []
    position, length, total = 0, len(text), 0
    broken = False
    while position < length:
        found = match(text, position)
        if found is None:
            broken, position = True, position + 1
            continue
        group, start, position = found.lastgroup or "", position, found.end()
        if group == "word":
            raw = found.group()
            tokens.append(Token(Kind.WORD, raw, raw.upper(), start, position))
        elif group == "plain":
            raw = found.group()
            if raw == ";":
                total += len(tokens) + 1
                _close(statements, tokens, text)
                if total > MOST_TOKENS:
                    broken = position < length
                    break
            else:
                tokens.append(Token(Kind.MARK, raw, raw, start, position))
            if total + len(tokens) > MOST_TOKENS:
                broken = True
                break
        elif group == "block":
            position, open_end = _past_comment(text, position, nests=flavour is Flavour.STANDARD)
            broken |= open_end
        elif group == "dollar":
            position = _dollar(text, found.group(), start, tokens)
        elif group in _KINDS:
            token = _token(_KINDS[group], found.group(), start, position)
            if token.up in _ENDLESS or total + len(tokens) > MOST_TOKENS:
                broken = True
                break
            tokens.append(token)
    _close(statements, tokens, text)
    return Lexed(tuple(statements), _AMBIGUOUS.search(text) is not None, broken)


_ENDLESS = frozenset({"'", '"', "`", "\0"})


def _dollar(text: str, tag: str, start: int, tokens: list[Token]) -> int:
    """A string between $tag$ and $tag$; without its end it is the dollar alone, and what follows is read."""
    inside = start + len(tag)
    end = text.find(tag, inside)
    if end < 0:
        tokens.append(Token(Kind.MARK, "$", "$", start, start + 1))
        return inside
    tokens.append(Token(Kind.STRING, text[inside:end], "", start, end + len(tag)))
    return end + len(tag)


def _close(statements: list[Statement], tokens: list[Token], text: str) -> None:
    if tokens:
        statements.append(Statement(tuple(tokens), text[tokens[0].start : tokens[-1].end]))
        tokens.clear()


def _past_comment(text: str, position: int, *, nests: bool) -> tuple[int, bool]:
    """The position after the comment that was just opened, and whether its end is missing."""
    depth = 1
    while depth:
        found = _NEST.search(text, position)
        if found is None:
            return len(text), True
        position = found.end()
        if found.group() == "*/":
            depth -= 1
        elif nests:
            depth += 1
    return position, False


def _token(kind: Kind, raw: str, start: int, end: int) -> Token:
    if kind is Kind.QUOTED:
        mark = raw[0]
        return Token(kind, raw[1:-1].replace(mark * 2, mark), "", start, end)
    if kind is Kind.STRING:
        body = raw[raw.index("'") + 1 : -1]
        return Token(kind, body.replace("''", "'").replace("\\'", "'"), "", start, end)
    return Token(kind, raw, raw.upper() if kind in {Kind.WORD, Kind.MARK} else "", start, end)


_FORMATS = regex(r"%(?:\d+\$)?[Is]\b")


def joined(tokens: Sequence[Token]) -> str:
    """The strings of an expression as one text; what is joined to them by `||` or `+` from elsewhere is the name x."""
    text, joins, hole = "", False, False
    for token in tokens:
        if token.kind is Kind.STRING:
            text += ("" if joins or not text else " ") + ("x" if hole and joins else "") + token.text
            joins = hole = False
        elif token.text in {"||", "|", "+"}:
            joins = bool(text)
        elif text:
            hole = joins or hole
    return _FORMATS.sub("x", text + "x" if hole else text)
