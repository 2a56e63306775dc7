"""Finds the calls of a text. Every call counts as made, in whatever branch or function it stands."""

from collections.abc import Iterator, Sequence

from commensurate.effects.options import names
from commensurate.effects.scripts.judging import act_of
from commensurate.effects.scripts.known import ACTS, ROOTS, Act
from commensurate.effects.scripts.lexer import Kind, Token
from commensurate.effects.scripts.syntax import CLOSE, JOINS, OPEN, Call, Text, arguments_at, chain_at, cut, resolved

MOST_CALLS, OF_AN_ACT = 2_000, 6
"""Calls of one text that are read, and for how many each effect counts. What comes after is opaque."""


def calls(text: Text) -> Iterator[Call]:
    """Every call of the text, in order."""
    tokens = text.tokens
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind is Kind.SHELL:
            yield Call("`", ((token,),), token.start, token.end, quoted=token.text)
        if token.kind is Kind.NAME and not _continues(tokens, index):
            call, index = _call_at(text, index)
            if call is not None:
                yield call
        else:
            index += 1
            ended = token.text in CLOSE or token.kind not in {Kind.NAME, Kind.MARK, Kind.LINE}
            if ended and index < len(tokens) and tokens[index].text in JOINS:
                call, index = _method_at(text, index)
                if call is not None:
                    yield call


def _continues(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].text in JOINS


def _call_at(text: Text, index: int) -> tuple[Call | None, int]:
    tokens, start = text.tokens, text.tokens[index].start
    parts, after = chain_at(text, index)
    name = resolved(text, parts)
    following = tokens[after] if after < len(tokens) else None
    if following is None:
        return _bare(text, name, after, start)
    if following.text == "(":
        if parts in (["require"], ["import"]):
            return _required(text, index, after)
        arguments, end = arguments_at(tokens, after)
        return Call(
            name, arguments, start, tokens[end - 1].end if end <= len(tokens) else start, len(parts) > 1
        ), after + 1
    if (
        following.kind in {Kind.TEMPLATE, Kind.STRING}
        and text.language == "javascript"
        and following.start == tokens[after - 1].end
    ):
        return Call(name, ((following,),), start, following.end, len(parts) > 1, following.text), after + 1
    return _bare(text, name, after, start)


def _method_at(text: Text, index: int) -> tuple[Call | None, int]:
    """A method of what a call gave: `require("x").y(…)`, `f(x).delete()`."""
    tokens = text.tokens
    parts: list[str] = []
    while index + 1 < len(tokens) and tokens[index].text in JOINS and tokens[index + 1].kind is Kind.NAME:
        parts.append(tokens[index + 1].text)
        index += 2
    if (
        parts
        and parts[-1] in _tails(text.language)
        and text.language == "ruby"
        and (index >= len(tokens) or tokens[index].text != "(")
    ):
        return Call(".".join(["?", *parts]), (), tokens[index - 1].start, tokens[index - 1].end, method=True), index
    if not parts or index >= len(tokens) or tokens[index].text != "(":
        return None, max(index, 1)
    arguments, end = arguments_at(tokens, index)
    first = tokens[index - 1].start
    return Call(
        ".".join(["?", *parts]), arguments, first, tokens[min(end, len(tokens)) - 1].end, method=True
    ), index + 1


def _required(text: Text, index: int, after: int) -> tuple[Call | None, int]:
    """`require("fs").rmSync(…)` and `require("fs")["rmSync"](…)`; a name that is not literal is code out of view."""
    tokens = text.tokens
    arguments, end = arguments_at(tokens, after)
    start = tokens[index].start
    if len(arguments) < 1 or len(arguments[0]) != 1 or arguments[0][0].kind is not Kind.STRING:
        return Call("require", arguments, start, tokens[min(end, len(tokens)) - 1].end), end
    module = arguments[0][0].text.removeprefix("node:")
    text.modules.append(module)
    root = ROOTS.get(module, module)
    if end < len(tokens) and (tokens[end].text in JOINS or tokens[end].text in "(["):
        parts, at = [root], end
        while at < len(tokens):
            if tokens[at].text in JOINS and at + 1 < len(tokens) and tokens[at + 1].kind is Kind.NAME:
                parts.append(tokens[at + 1].text)
                at += 2
            elif tokens[at].text == "[" and at + 2 < len(tokens) and tokens[at + 2].text == "]":
                member = tokens[at + 1]
                parts.append(member.text if member.kind is Kind.STRING else "*")
                at += 3
            else:
                break
        if at < len(tokens) and tokens[at].text == "(":
            inner, close = arguments_at(tokens, at)
            return Call(".".join(parts), inner, start, tokens[min(close, len(tokens)) - 1].end, len(parts) > 1), at + 1
    return None, end


MOST_WORDS = 60
"""Tokens of a call without parentheses that are looked at."""
_WITHOUT_PARENS = frozenset({"perl", "ruby", "php", "lua"})


def _bare(text: Text, name: str, after: int, start: int) -> tuple[Call | None, int]:
    """A call without parentheses: `unlink "x"`, `system "rm", "-rf", dir`; also a mere mention."""
    tokens = text.tokens
    if text.language == "javascript":
        return _mention(text, name, after, start)
    if text.language == "ruby" and _is_symbol(text, start):
        return None, after
    if text.language not in _WITHOUT_PARENS or (
        name.rsplit(".", maxsplit=1)[-1] not in _tails(text.language) and name not in _tails(text.language)
    ):
        return None, after
    end = after
    depth = 0
    while end < min(len(tokens), after + MOST_WORDS):
        mark = tokens[end]
        depth += 1 if mark.text in OPEN else -1 if mark.text in CLOSE else 0
        if depth < 0 or mark.kind is Kind.LINE or (depth == 0 and mark.kind is not Kind.STRING and mark.text in _ENDS):
            break
        end += 1
    if end == after:
        return (Call(name, (), start, tokens[after - 1].end, "." in name) if "." in name else None), after
    arguments = cut(tokens[after:end])
    return Call(name, arguments, start, tokens[end - 1].end, "." in name), after


_HANDED = frozenset({Act.DELETE, Act.DELETE_TREE, Act.SHELL, Act.SPAWN, Act.DYNAMIC, Act.WRITE})


def _mention(text: Text, name: str, after: int, start: int) -> tuple[Call | None, int]:
    """A function that acts and is handed on, not called: `files.forEach(fs.unlinkSync)`, `(0, eval)(x)`."""
    before = text.source[:start].rstrip()[-1:]
    following = text.tokens[after].text if after < len(text.tokens) else ""
    dotted = "." in text.source[start : text.tokens[after - 1].end] or name == "eval"
    if (
        dotted
        and before != "="
        and following not in {"=", ":"}
        and act_of("javascript", name, method="." in name) in _HANDED
    ):
        return Call(name, (), start, text.tokens[after - 1].end, "." in name), after
    return None, after


def _is_symbol(text: Text, start: int) -> bool:
    return text.source[start - 1 : start] == ":" and text.source[start - 2 : start] != "::"


_ENDS = names("; if unless or and || && do while for foreach then ? = => )")


def _tails(language: str) -> frozenset[str]:
    return _TAILS[language]


_TAILS = {language: frozenset(acts) for language, acts in ACTS.items()}
