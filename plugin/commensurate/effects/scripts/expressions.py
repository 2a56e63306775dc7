"""What an expression stands for, as text with holes where that is not known."""

import re
from collections.abc import Sequence

from commensurate.effects.options import names
from commensurate.effects.reading import Word
from commensurate.effects.scripts.lexer import Kind, Token
from commensurate.effects.scripts.syntax import CLOSE, OPEN, Text, arguments_at, chain_at, cut, resolved
from commensurate.model.regex import regex

_HOLE = regex(r"\$\{([^{}]*)\}")


MOST_DEPTH = 6
"""Calls inside the arguments of calls that a path is worked out through."""


def word_of(text: Text, expression: Sequence[Token], depth: int = 0) -> Word:
    """The text of an expression, with holes where it is not known."""
    tokens = [token for token in expression if token.kind is not Kind.LINE]
    if not tokens or depth > MOST_DEPTH:
        return Word("${_}", known=False)
    if len(tokens) == 1:
        return _single(text, tokens[0])
    if (
        tokens[0].text == "("
        and tokens[-1].text == ")"
        and len(arguments_at(tokens, 0)[0]) == 1
        and arguments_at(tokens, 0)[1] == len(tokens)
    ):
        return word_of(text, tokens[1:-1], depth + 1)
    joins = {"javascript": "+", "ruby": "+", "php": ".", "perl": ".", "lua": "..", "applescript": "&", "r": "+"}[
        text.language
    ]
    parts = _split(tokens, joins)
    if len(parts) > 1:
        words = [word_of(text, part, depth + 1) for part in parts]
        return Word("".join(w.text for w in words), all(w.known for w in words), any(w.glob for w in words))
    return _computed(text, tokens, depth)


def _split(tokens: Sequence[Token], mark: str) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    level = 0
    for index, token in enumerate(tokens):
        level += (
            1
            if token.text in OPEN and token.kind is Kind.MARK
            else -1
            if token.text in CLOSE and token.kind is Kind.MARK
            else 0
        )
        member = (
            mark == "."
            and 0 < index < len(tokens) - 1
            and token.text == "."
            and token.start == tokens[index - 1].end
            and tokens[index - 1].kind is Kind.NAME
            and not tokens[index - 1].text.startswith("$")
        )
        if level == 0 and token.kind is Kind.MARK and token.text == mark and not member:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


_HOMES = names("""
    process.env.HOME process.env.USERPROFILE os.homedir ENV.HOME $ENV.HOME $HOME Dir.home $_SERVER.HOME
    $_ENV.HOME
""")


_PATH_JOINS = names("""
    path.join path.resolve File.join path.posix.join File.expand_path Rails.root.join Pathname.new catfile
    os.path.join
""")


def _single(text: Text, token: Token) -> Word:
    if token.kind is Kind.STRING or token.kind is Kind.NUMBER:
        return Word(token.text)
    if token.kind is Kind.TEMPLATE:
        return _filled(text, token.text)
    name = token.text.lstrip("$@")
    if token.kind is Kind.NAME and name in text.values:
        return text.values[name]
    if token.text in {"$HOME", "__dirname", "__DIR__", "__dir__"}:
        return Word("~" if token.text == "$HOME" else ".")
    return Word("${" + (name if name.isidentifier() else "_") + "}", known=False)


def _filled(text: Text, template: str) -> Word:
    known = True

    def one(match: re.Match[str]) -> str:
        nonlocal known
        inner = match[1].strip().lstrip("$@")
        if inner in text.values:
            return text.values[inner].text
        if inner in _HOMES or inner.replace("'", '"') in {'ENV["HOME"]', "os.homedir()", "Dir.home"}:
            return "~"
        known = False
        return "${" + (inner if inner.isidentifier() else "_") + "}"

    return Word(_HOLE.sub(one, template), known)


def _computed(text: Text, tokens: Sequence[Token], depth: int) -> Word:
    if tokens[0].kind is not Kind.NAME:
        return Word("${_}", known=False)
    part = Text(text.language, text.source, text.scene, list(tokens), text.values, text.aliases)
    if tokens[0].text == "new":
        return word_of(text, tokens[1:], depth + 1)
    parts, after = chain_at(part, 0)
    name = resolved(text, parts)
    if name in _HOMES or name.removesuffix("()") in _HOMES:
        return Word("~")
    if after < len(tokens) and tokens[after].text == "(":
        arguments, end = arguments_at(tokens, after)
        if end < len(tokens):
            return Word("${_}", known=False)
        if name in {"getenv", "os.getenv", "ENV.fetch"} and arguments and word_of(text, arguments[0]).text == "HOME":
            return Word("~")
        if name in {"Dir.glob", "glob", "fs.globSync", "File.glob", "glob.sync"} and arguments:
            found = word_of(text, arguments[0], depth + 1)
            return Word(found.text, found.known, glob=True)
        if name in _PATH_JOINS or name in {"String", "Buffer.from", "str"}:
            words = [word_of(text, argument, depth + 1) for argument in arguments]
            return Word("/".join(w.text.rstrip("/") or "/" for w in words), all(w.known for w in words))
    return Word("${_}", known=False)


def words_of(text: Text, expression: Sequence[Token]) -> tuple[Word, ...] | None:
    """The words of a list literal: ["rm", "-rf", x], qw(a b); None where it is none."""
    tokens = [token for token in expression if token.kind is not Kind.LINE]
    if tokens and tokens[0].text == "array" and len(tokens) > 1:
        tokens = tokens[1:]
    if len(tokens) > 1 and tokens[0].text in {"[", "("} and tokens[-1].text in {"]", ")"}:
        return tuple(word_of(text, part) for part in cut(tokens[1:-1]))
    return None
