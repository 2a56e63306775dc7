"""Shell text -> syntax tree, by tree-sitter-bash, and what makes the tree doubtful.

A tree without error nodes may still be wrong. The guards here were found by comparing its trees with shfmt's and with
what bash runs: a byte that no leaf covers, a command that spans lines, a leaf without text, a reserved word as a
program, two words with nothing between them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tree_sitter import Language, Node, Parser
from tree_sitter import Tree as Parsed

from commensurate.effects.budget import MOST_PARSED, Budget
from commensurate.effects.options import names
from commensurate.effects.shell.prepare import Prepared
from commensurate.model.regex import regex

_RESERVED = names("if then else elif fi do done case esac while until for in select function { } [[ ]]")
_BLANK = regex(rb"[\s;]*\Z")
_HOLDS_WORDS = frozenset({"command", "file_redirect"})
_WORDS = frozenset({"word", "extglob_pattern"})
_SPACED = regex(rb"(?<!\\)[ \t\n]")
_SYNTAX = regex(r"""[()<>|&;{}$!=\[\n'"\\]""")
_COMPOUND = regex(r"(?<![^\s;&|(])(?:if|fi|case|esac|do|done|\{|\})(?![^\s;&|)])")
_OPENS = names("if case do {")
"""Words that open and close compound commands, wherever they stand: they only say where it is best to part a text."""
HEAVY = 800
"""Signs of syntax in a text that is parsed in one piece; 64 KB of ordinary script hold about 6,000."""
_LONG_RUN = regex(rb"[^ \t\n]{300}")
"""So much without a blank: the parser's scanner may look through all of it from each letter."""
OF_A_RETRY = 150
"""What it costs to parse more of a broken text only to find it broken again."""
CHUNK = 1024
"""Bytes that the parser is handed at a time."""
MOST_NODES = 12_000
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
def _language() -> Language:
    import tree_sitter_bash  # noqa: PLC0415 (loads a shared library; only when shell text is met)

    return Language(tree_sitter_bash.language())


@cache
def _parser() -> Parser:
    return Parser(_language())


def parse(prepared: Prepared, budget: Budget) -> Tree:
    """Parse plain text. Never raises; what would take more than the budget has is not parsed, and that is a doubt."""
    doubts = list(prepared.doubts)
    text = prepared.text + prepared.closers
    if _weight(text) <= HEAVY:
        root = _root(text, budget)
        roots = [root] if root is not None else []
    else:
        roots = list(_pieces(text, prepared.ends, doubts, budget))
    if not roots:
        doubts.append("too much syntax on one line")
    elif text.lstrip()[:1] == "\\" and not (roots[0].text or b"").startswith(b"\\"):
        doubts.append("text that the parser skipped")
    nodes = sum(root.descendant_count for root in roots)
    for root in roots:
        if root.has_error:
            doubts.append("a syntax that is not understood")
        elif nodes > MOST_NODES:
            doubts.append("too many words")
        else:
            _guard(root, root.text or b"", root.start_byte, doubts, 0)
    return Tree(tuple(roots), tuple(dict.fromkeys(doubts)))


def _root(text: str, budget: Budget) -> Node | None:
    """The tree of a text; None where the budget does not allow it. Recovery from an error costs more than the text."""
    if budget.parsed > MOST_PARSED:
        return None
    source = text.encode("utf-8", "surrogatepass")
    if _LONG_RUN.search(source) and _counted(source, budget) is None:
        return None
    root = _parser().parse(source).root_node
    budget.parsed += 1 + len(source) // 45
    if root.has_error:
        budget.parsed += len(_SYNTAX.findall(text)) ** 2 // 400
    return root


def _whole(text: str, budget: Budget) -> Node | None:
    """The tree of a text that was broken when less of it was parsed; None where it is still broken."""
    tree = _counted(text.encode("utf-8", "surrogatepass"), budget)
    if tree is None or tree.root_node.has_error:
        budget.parsed += OF_A_RETRY
        return None
    return _root(text, budget)


def _counted(source: bytes, budget: Budget) -> Parsed | None:
    """Parse while the budget lasts; None where it did not. The parser says so whenever it has done a hundred operations,
    and asks for the text again wherever its scanner looks far ahead: both count. The nodes have no text.
    """

    def read(offset: int, _point: object) -> bytes:
        budget.parsed += 1
        return source[offset : offset + CHUNK] if budget.parsed <= MOST_PARSED else b""

    def stop(_offset: int, _error: bool) -> bool:
        budget.parsed += 1
        return budget.parsed > MOST_PARSED

    # A parser of its own: another thread may come in between while it calls back.
    try:
        tree = Parser(_language()).parse(read, encoding="utf8", progress_callback=stop)
    except ValueError:
        # That is how the binding says that it was stopped.
        return None
    return tree if budget.parsed <= MOST_PARSED else None


def _weight(text: str) -> int:
    """How much syntax a text holds. The parser's recovery from an error takes time with its square."""
    return len(_SYNTAX.findall(text)) if len(text) > HEAVY else 0


def _pieces(text: str, ends: list[int], doubts: list[str], budget: Budget) -> Iterator[Node]:
    """Parse a heavy text piece by piece. A piece ends with a line that is in no quote or bracket; one that has errors
    may be half a compound command, and takes more lines in. One that stays broken is kept, and the next begins behind
    the first attempt.
    """
    at = place = 0
    stops = [*(end for end in ends if end < len(text)), len(text)]
    while at < len(text):
        begins = at
        place, end = _reach(text, at, stops, place, HEAVY // 2)
        root = _root(text[at : _cut(text, at) if end is None else end], budget)
        if root is not None and root.has_error and end is not None:
            for limit in (HEAVY, HEAVY * 2):
                further, later = _reach(text, begins, stops, place, limit)
                whole = _whole(text[begins:later], budget) if later is not None else None
                if whole is not None:
                    root, place, end = whole, further, later
                    break
        if root is not None:
            yield root
        if root is None or end is None:
            doubts.append("too much syntax on one line")
            return
        at = end


def _reach(text: str, at: int, stops: list[int], place: int, limit: int) -> tuple[int, int | None]:
    """The last stop up to which the text is no heavier than the limit; better one where no compound command is open,
    even if the text is up to three times as heavy there. None where the first is heavier already.
    """
    weight, last, start = 0, None, at
    opened = 0
    closed: tuple[int, int] | None = None
    within: tuple[int, int] | None = None
    while place < len(stops):
        end = stops[place]
        if end > start:
            weight += len(_SYNTAX.findall(text, start, end))
            if weight > limit and last is not None:
                within = within or (place, last)
                if closed or weight > limit * 3:
                    return closed or within
            if weight > limit * 4:
                return place, None
            opened += sum(1 if word in _OPENS else -1 for word in _COMPOUND.findall(text, start, end))
            last, start = end, end
            if not opened:
                closed = (place + 1, end)
        place += 1
    return within or (place, last)


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
