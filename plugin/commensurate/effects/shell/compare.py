"""A second opinion on a shell text: the commands that shfmt sees, laid beside those that tree-sitter saw.

`condense` turns shfmt's typed syntax tree (`shfmt --to-json`) into the words of each simple command and the bodies of
the heredocs; the probe sends that as its answer. `settle` compares.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tree_sitter import Node

from commensurate.effects.budget import Budget
from commensurate.effects.shell.expand import text_of
from commensurate.effects.shell.parse import parse
from commensurate.effects.shell.prepare import CLOSE, OPEN, Prepared, prepare
from commensurate.effects.shell.redirect import words_behind
from commensurate.model.regex import regex

INVALID = "invalid"
_NUMBER = regex(f"{OPEN}\\d+{CLOSE}")
_NOT_WORDS = frozenset({"variable_assignment", "file_redirect", "herestring_redirect", "heredoc_redirect"})
_ELSEWHERE = frozenset({"[", "unset", "let", "time", "coproc", "!"})
"""Programs that one of the two parsers takes for syntax: their words are not compared."""


def condense(text: str, tree: str) -> str:
    """Shfmt's tree of this text as compact JSON. Raises ValueError, KeyError or TypeError for anything else."""
    source = text.encode("utf-8", "surrogatepass")
    commands: list[list[str]] = []
    heredocs: list[str] = []
    stack: list[Any] = [json.loads(tree)]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            if node.get("Type") == "CallExpr" and node.get("Args"):
                commands.append([_slice(arg, source) for arg in node["Args"]])
            if node.get("Hdoc"):
                heredocs.append(_slice(node["Hdoc"], source))
            stack.extend(value for key, value in node.items() if key != "Hdoc" and isinstance(value, dict | list))
    return json.dumps({"commands": commands, "heredocs": heredocs})


def settle(text: str, answer: str) -> bool:
    """True where the other parser saw the same commands in the same words. Anything else leaves the doubt."""
    try:
        theirs = json.loads(answer)
        commands = Counter(
            _normal(words) for words in theirs["commands"] if words[0] not in _ELSEWHERE and words[0][:1] != "["
        )
        heredocs = Counter(_body(body) for body in theirs["heredocs"] if _body(body).strip())
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return False
    prepared = prepare(text)
    if prepared.closers:
        return False
    tree = parse(prepared, Budget())
    ours = Counter(words for root in tree.roots for words in _commands(root))
    return not tree.broken and commands == ours and heredocs == Counter(_bodies(prepared))


def _normal(words: list[str]) -> tuple[str, ...]:
    """Words in the form that the scanner gives them: backticks as `$(`, continued lines joined."""
    return tuple(_NUMBER.sub(OPEN, prepare(word).text) for word in words)


def _slice(node: dict[str, dict[str, int]], source: bytes) -> str:
    return source[node["Pos"]["Offset"] : node["End"]["Offset"]].decode("utf-8", "replace")


def _commands(root: Node) -> Iterator[tuple[str, ...]]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "command":
            words = [
                _NUMBER.sub(OPEN, (child.text or b"").decode("utf-8", "replace"))
                for child in node.children
                if child.type not in _NOT_WORDS
            ]
            words += _behind(node)
            while words and words[0] in _ELSEWHERE - {"[", "let"}:
                words = words[1:]
            if words and words[0] not in _ELSEWHERE and words[0][:1] != "[":
                yield tuple(words)
        stack.extend(node.children)


def _behind(node: Node) -> list[str]:
    """Words of this command that the parser took for further targets of a redirection."""
    parent = node.parent
    if parent is None or parent.type != "redirected_statement":
        return []
    return [text_of(target) for target in words_behind(parent.children_by_field_name("redirect"))]


def _bodies(prepared: Prepared) -> Iterator[str]:
    return (_body(heredoc.body) for heredoc in prepared.heredocs if heredoc.body.strip())


def _body(text: str) -> str:
    """A body without its tabs; shfmt counts the delimiter's line in."""
    text = text if text.endswith("\n") else text[: text.rfind("\n") + 1]
    return "\n".join(line.lstrip("\t") for line in text.splitlines())
