"""What the names of a text stand for: imports, simple assignments, functions that it defines."""

from collections.abc import Sequence

from commensurate.effects.options import names
from commensurate.effects.reading import Scene
from commensurate.effects.scripts.expressions import word_of
from commensurate.effects.scripts.judging import act_of
from commensurate.effects.scripts.known import ROOTS
from commensurate.effects.scripts.lexer import Kind, Token, lex
from commensurate.effects.scripts.syntax import CLOSE, JOINS, OPEN, Text, resolved

DEEPEST = 40
"""How deep brackets may nest: the arguments of each call are looked through."""


def depth_of(tokens: Sequence[Token]) -> int:
    """How deep brackets nest at most; those that are never closed count."""
    depth = deepest = 0
    for token in tokens:
        if token.kind is Kind.MARK:
            depth += 1 if token.text in OPEN else -1 if token.text in CLOSE else 0
            deepest = max(deepest, depth)
    return deepest


def prepared(source: str, scene: Scene, language: str) -> Text | None:
    """Lex a text, and learn what its names stand for; None where it is too much."""
    tokens, whole = lex(source, language)
    if depth_of(tokens) > DEEPEST:
        return None
    text = Text(language, source, scene, tokens, whole=whole)
    _learn_imports(text)
    _learn_values(text)
    _learn_definitions(text)
    return text


def _learn_imports(text: Text) -> None:
    """`const {rmSync: r} = require("fs")`, `import fs, {rm} from "fs"`, `use File::Path`."""
    if text.language != "javascript":
        return
    tokens = text.tokens
    bound = 0
    for index, token in enumerate(tokens):
        if token.text not in {"require", "from"} or token.kind is not Kind.NAME:
            continue
        if token.text == "from" and tokens[index + 1 : index + 2] and tokens[index + 1].kind is not Kind.STRING:
            continue
        literal = next((t for t in tokens[index + 1 : index + 3] if t.kind is Kind.STRING), None)
        if literal is None:
            continue
        module = literal.text.removeprefix("node:")
        root = ROOTS.get(module, module)
        text.modules.append(module)
        tail = ""
        if (
            token.text == "require"
            and index + 5 < len(tokens)
            and tokens[index + 4].text == "."
            and tokens[index + 5].kind is Kind.NAME
        ):
            tail = f".{tokens[index + 5].text}"
            if index + 6 < len(tokens) and tokens[index + 6].text == "(":
                continue
        _bind_import(text, tokens[max(0, index - 40, bound) : index], root + tail)
        bound = index


def _bind_import(text: Text, before: Sequence[Token], root: str) -> None:
    starts = [
        i
        for i, token in enumerate(before)
        if token.kind is not Kind.STRING
        and (token.text in {"const", "let", "var", "import", ";"} or (token.text == "," and before[i - 1].text == ")"))
    ]
    words = before[starts[-1] + 1 :] if starts else before
    names = [token for token in words if token.text not in {"=", "await", "type"} and token.kind is not Kind.LINE]
    inside = False
    at = 0
    while at < len(names):
        token = names[at]
        if token.text in {"{", "}"}:
            inside = token.text == "{"
        elif token.kind is Kind.NAME and token.text != "as":
            follows = names[at + 1].text if at + 1 < len(names) else ""
            local = names[at + 2].text if follows in {":", "as"} and at + 2 < len(names) else token.text
            text.aliases[local] = f"{root}.{token.text}" if inside else root
            at += 2 if follows in {":", "as"} else 0
        elif token.text == "*" and at + 2 < len(names):
            text.aliases[names[at + 2].text] = root
            at += 2
        at += 1


def _learn_values(text: Text) -> None:
    """Names that are given one text, and only once."""
    tokens = text.tokens
    seen: set[str] = set()
    for index in range(1, len(tokens) - 1):
        if tokens[index].text != "=" or tokens[index - 1].kind is not Kind.NAME:
            continue
        name = tokens[index - 1].text.lstrip("$@%")
        end = index + 1
        depth = 0
        while end < len(tokens) and not (
            depth == 0 and (tokens[end].text in {";", ","} or tokens[end].kind is Kind.LINE)
        ):
            depth += 1 if tokens[end].text in OPEN else -1 if tokens[end].text in CLOSE else 0
            if depth < 0 or end - index > 60 or tokens[end].text == "=":
                break
            end += 1
        expression = tuple(tokens[index + 1 : end])
        word = word_of(text, expression)
        alias = _alias(text, expression)
        if name in seen:
            text.values.pop(name, None)
            text.aliases.pop(name, None)
        elif alias and text.language in {"javascript", "lua"}:
            text.aliases[name] = alias
        elif word.known:
            text.values[name] = word
        seen.add(name)
        text.defined.add(name)


def _alias(text: Text, expression: Sequence[Token]) -> str:
    """`const rm = fs.rmSync`: the dotted name that is given another."""
    if not expression or expression[0].kind is not Kind.NAME:
        return ""
    parts = [token.text for token in expression if token.text not in JOINS]
    if any(token.kind is not Kind.NAME and token.text not in JOINS for token in expression) or len(parts) < 2:
        return ""
    name = resolved(text, parts)
    return name if act_of(text.language, name, method=True) is not None else ""


_DEFINES = names("function def sub class func fn module struct interface trait package")


def _learn_definitions(text: Text) -> None:
    tokens = text.tokens
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1]
        if token.kind is Kind.NAME and token.text in _DEFINES and following.kind is Kind.NAME:
            text.defined.add(following.text)
            if following.text == "self" and index + 3 < len(tokens):
                text.defined.add(tokens[index + 3].text)
        elif token.kind is Kind.NAME and following.text in {"=>", "->"} and text.language == "javascript":
            text.defined.add(token.text)


def replace_source(text: Text, source: str) -> Text:
    """The same names, in a piece of code that stood inside a string."""
    inner, _ = lex(source, text.language)
    return Text(text.language, source, text.scene, inner, text.values, text.aliases, text.defined, text.modules)
