"""Calls and dotted names, read from tokens."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from commensurate.effects.reading import Command, Scene, Word
from commensurate.effects.scripts.lexer import Kind, Token

JOINS = frozenset({".", "?.", "->", "::"})


OPEN = frozenset("([{")


CLOSE = frozenset(")]}")


Arguments = tuple[tuple[Token, ...], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its dotted name, the tokens of each argument, whether it is a method of something."""

    name: str
    arguments: Arguments
    start: int
    end: int
    method: bool = False
    quoted: str = ""
    """What is passed as a tagged template or to a call without parentheses."""

    @property
    def last(self) -> str:
        """The name without what stands before it."""
        return self.name.rpartition(".")[2]


@dataclass(slots=True)
class Text:
    """One text being scanned: its tokens, and what its names stand for."""

    language: str
    source: str
    scene: Scene
    tokens: list[Token]
    values: dict[str, Word] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)
    modules: list[str] = field(default_factory=list)
    whole: bool = True
    """False where a quotation does not end: what stands after it was not read."""

    def evidence(self, call: Call) -> str:
        """The words of a call."""
        return " ".join(self.source[call.start : min(call.end, call.start + 300)].split())[:200]

    def command(self, call: Call) -> Command:
        """The call as a command, for what is shared with the shell."""
        return Command((Word(self.language),), replace(self.scene, variables={}), self.evidence(call))


def chain_at(text: Text, index: int) -> tuple[list[str], int]:
    """The dotted name that starts here, members in brackets included."""
    tokens, parts = text.tokens, [text.tokens[index].text]
    index += 1
    while index < len(tokens):
        mark = tokens[index].text
        if mark in JOINS and index + 1 < len(tokens) and tokens[index + 1].kind is Kind.NAME:
            parts.append(tokens[index + 1].text)
            index += 2
        elif (
            mark == "["
            and index + 2 < len(tokens)
            and tokens[index + 1].kind is Kind.STRING
            and tokens[index + 2].text == "]"
        ):
            parts.append(tokens[index + 1].text)
            index += 3
        else:
            break
    return parts, index


def resolved(text: Text, parts: list[str]) -> str:
    """A dotted name, its first part replaced by what it stands for."""
    head = text.aliases.get(parts[0].lstrip("$"), parts[0])
    return ".".join([head, *parts[1:]]) if head else ".".join(parts)


def arguments_at(tokens: Sequence[Token], index: int) -> tuple[Arguments, int]:
    """The arguments in the parentheses that open at `index`, and the index after them."""
    depth, at = 0, index
    while at < len(tokens):
        kind, text = tokens[at].kind, tokens[at].text
        if kind is Kind.MARK:
            depth += 1 if text in OPEN else -1 if text in CLOSE else 0
            if depth == 0:
                break
        at += 1
    return cut(tokens[index + 1 : at]), at + 1


def cut(tokens: Sequence[Token]) -> Arguments:
    """Tokens parted at their commas."""
    parts: list[tuple[Token, ...]] = []
    current: list[Token] = []
    depth = 0
    for token in tokens:
        if token.kind is Kind.MARK:
            depth += 1 if token.text in OPEN else -1 if token.text in CLOSE else 0
            if token.text == "," and depth == 0:
                parts.append(tuple(current))
                current = []
                continue
        if token.kind is not Kind.LINE:
            current.append(token)
    parts.append(tuple(current))
    return tuple(part for part in parts if part)
