"""Shell text -> syntax tree, by tree-sitter-bash, and what makes the tree doubtful.

A tree without error nodes may still be wrong. The guards here were found by comparing its trees with shfmt's and with
what bash runs: a byte that no leaf covers, a command that spans lines, a leaf without text, a reserved word as a
program, two words with nothing between them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tree_sitter import Language, Node, Parser

from commensurate.effects.options import names
from commensurate.effects.shell.prepare import Prepared
from commensurate.model.regex import regex

_RESERVED = names("if then else elif fi do done case esac while until for in select function { } [[ ]]")
_BLANK = regex(rb"[\s;]*\Z")
_HOLDS_WORDS = frozenset({"command", "file_redirect"})
_WORDS = frozenset({"word", "extglob_pattern"})
_SPACED = regex(rb"(?<!\\)[ \t\n]")
_SYNTAX = regex(r"""[()<>|&;{}$!=\[\n'"\\]""")
HEAVY = 800
"""Signs of syntax in a text that is parsed in one piece; 64 KB of ordinary script hold about 6,000."""
MOST_NODES = 25_000
MOST_DOUBTS = 20
DEEPEST = 150
"""Nodes nested deeper than this are not looked at by the guards: the walker gives up long before."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed text, in one piece or in several that follow one another. `doubts` are the reasons for which it may not
    be what bash would run.
    """

    roots: tuple[Node, ...]
    doubts: tuple[str, ...]

    @property
    def broken(self) -> bool:
        """True where a piece has errors."""
        return any(root.has_error for root in self.roots)


@cache
def _parser() -> Parser:
    import tree_sitter_bash  # noqa: PLC0415 (loads a shared library; only when shell text is met)

    return Parser(Language(tree_sitter_bash.language()))


def parse(prepared: Prepared) -> Tree:
    """Parse plain text. Never raises; time grows with the length of the text, not with its square."""
    doubts = list(prepared.doubts)
    text = prepared.text + prepared.closers
    roots = [_root(text)] if _weight(text) <= HEAVY else list(_pieces(text, prepared.ends, doubts))
    if text.lstrip()[:1] == "\\" and not (roots[0].text or b"").startswith(b"\\"):
        doubts.append("text that the parser skipped")
    for root in roots:
        if root.has_error:
            doubts.append("a syntax that is not understood")
        elif root.descendant_count > MOST_NODES:
            doubts.append("too many words")
        else:
            _guard(root, root.text or b"", root.start_byte, doubts, 0)
    return Tree(tuple(roots), tuple(dict.fromkeys(doubts)))


def _root(text: str) -> Node:
    return _parser().parse(text.encode("utf-8", "surrogatepass")).root_node


def _weight(text: str) -> int:
    """How much syntax a text holds. The parser's recovery from an error takes time with its square."""
    return len(_SYNTAX.findall(text)) if len(text) > HEAVY else 0


def _pieces(text: str, ends: list[int], doubts: list[str]) -> Iterator[Node]:
    """Parse a heavy text piece by piece. A piece ends with a line that is in no quote or bracket; one that has errors
    may be half a compound command, and takes more lines in.
    """
    at = 0
    stops = [*(end for end in ends if end < len(text)), len(text)]
    place = 0
    while at < len(text):
        root = None
        for limit in (HEAVY // 2, HEAVY, HEAVY * 2):
            place, end = _reach(text, at, stops, place, limit)
            if end is None:
                doubts.append("too much syntax on one line")
                yield _root(text[at : _cut(text, at)])
                return
            root = _root(text[at:end])
            if not root.has_error or end == len(text):
                break
        else:
            doubts.append("too much syntax in one command")
            if root is not None:
                yield root
            return
        yield root
        at = end


def _reach(text: str, at: int, stops: list[int], place: int, limit: int) -> tuple[int, int | None]:
    """The last stop up to which the text is no heavier than the limit; None where the first is heavier already."""
    weight, last, start = 0, None, at
    while place < len(stops):
        end = stops[place]
        if end > start:
            weight += len(_SYNTAX.findall(text, start, end))
            if weight > limit and last is not None:
                return place, last
            if weight > limit * 4:
                return place, None
            last, start = end, end
        place += 1
    return place, last


def _cut(text: str, at: int) -> int:
    """Where the text from here on becomes heavy."""
    found = at
    for number, mark in enumerate(_SYNTAX.finditer(text, at)):
        found = mark.start()
        if number >= HEAVY // 2:
            break
    return found


def _guard(node: Node, source: bytes, zero: int, doubts: list[str], depth: int) -> None:
    """Add what makes this node doubtful. `zero` is where the source begins."""
    if depth > DEEPEST or len(doubts) > MOST_DOUBTS:
        doubts.append("nested too deep")
        return
    kind = node.type
    end = node.start_byte
    before: Node | None = None
    holds_words = kind in _HOLDS_WORDS
    for child in node.children:
        start = child.start_byte
        if start == child.end_byte:
            doubts.append("an empty piece of syntax")
        gap = source[end - zero : start - zero]
        if gap and kind != "string" and not _BLANK.match(gap):
            doubts.append("text that the parser skipped")
        elif holds_words and b"\n" in gap:
            doubts.append("a command that goes on in the next line")
        elif holds_words and not gap and before is not None and before.is_named and child.is_named and _word(child):
            doubts.append("words with nothing between them")
        if child.child_count:
            _guard(child, source, zero, doubts, depth + 1)
        elif child.type in _WORDS and _SPACED.search(source, start - zero, child.end_byte - zero):
            doubts.append("a word with a blank in it")
        if child.type == "command_name" and _text(child) in _RESERVED:
            doubts.append("a reserved word in the place of a program")
        end, before = child.end_byte, child
    if node.child_count and node.end_byte > end and not _BLANK.match(source[end - zero : node.end_byte - zero]):
        doubts.append("text that the parser skipped")


def _word(node: Node) -> bool:
    return node.type not in ("file_redirect", "herestring_redirect")


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
