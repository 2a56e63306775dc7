"""Words: quotes taken off, variables, braces and substitutions put in. What cannot be known stays as it was written."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from tree_sitter import Node

from commensurate.effects.budget import Spent
from commensurate.effects.reading import Word
from commensurate.effects.shell.outputs import Output
from commensurate.effects.shell.parameters import parameter
from commensurate.effects.shell.state import State, Value
from commensurate.model.regex import regex

_PLAIN = regex(r"[A-Za-z0-9_@%+=:,./-]+\Z")
_ESCAPED = regex(r"\\(.)", re.DOTALL)
_ESCAPED_IN_QUOTES = regex(r"\\([$`\"\\])")
_GLOB = regex(r"[*?]|\[[^\]]+\]")
_BRACES = regex(r"\{[^{}]*(?:,|\.\.)")
_HIDE = 0xF0000
"""Quoted characters that braces and globs must not see are moved to a private plane while braces expand."""
_ANSI = regex(
    r"\\(?:([abeEfnrtv\\'\"?])|([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c(.))"
)
_ANSI_LETTERS = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
MOST_WORDS = 1000
MOST_PARTS = 2_000
"""Of one word. More is no word that anybody writes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a word. `splits`: an unquoted expansion, cut into fields at blanks. `matches`: stands for many files."""

    text: str
    known: bool = True
    quoted: bool = False
    splits: bool = False
    matches: bool = False
    whole: tuple[Word, ...] | None = None
    """The elements of `"$@"` or `"${a[@]}"`: words of their own."""


Substitute = Callable[[Node], Output]
"""Runs `$(…)` or `<(…)` and gives its output, or its name as a file."""


def text_of(node: Node) -> str:
    """The source of a node."""
    return (node.text or b"").decode("utf-8", "replace")


class Expander:
    """Expands words in one state. `substitute` reads what runs inside them."""

    def __init__(self, state: State, substitute: Substitute) -> None:
        self.state = state
        self.substitute = substitute

    def words(self, node: Node) -> list[Word]:
        """The fields that one word becomes: none, one or several."""
        if node.type in ("word", "number") and not node.child_count:
            text = text_of(node)
            if _PLAIN.match(text):
                return [Word(text)]
        return self.fields(self.pieces(node))

    def value(self, node: Node | None) -> Value:
        """A word as an assignment takes it: neither cut into fields nor matched against files."""
        if node is None:
            return Value("")
        pieces = self.pieces(node)
        text = "".join(_whole(piece) for piece in pieces)
        matches = len(pieces) == 1 and (pieces[0].matches or any(word.glob for word in pieces[0].whole or ()))
        known = all(piece.known and all(word.known for word in piece.whole or ()) for piece in pieces)
        return Value(text, known, matches)

    def fields(self, pieces: list[Piece]) -> list[Word]:
        """Braces, then fields, then globs."""
        if len(pieces) == 1 and pieces[0].whole is not None:
            return list(pieces[0].whole)
        hidden: list[Piece] = []
        text = ""
        for piece in pieces:
            if piece.quoted or piece.splits or not piece.known or piece.matches:
                text += chr(_HIDE + len(hidden))
                hidden.append(piece)
            else:
                text += piece.text
        texts = _braces(text) if "{" in text and _BRACES.search(text) else [text]
        found = []
        for each in texts:
            found += self.cut(each, hidden)
        return found

    def cut(self, text: str, hidden: list[Piece]) -> list[Word]:
        """One word after braces: put the hidden pieces back, cut where unquoted expansions hold blanks."""
        fields: list[_Field] = []
        field = _Field()
        run = ""
        for letter in text:
            index = ord(letter) - _HIDE
            if not 0 <= index < len(hidden):
                run += letter
                continue
            field.literal(run)
            run = ""
            piece = hidden[index]
            if piece.whole is not None and len(piece.whole) > 1:
                for element in piece.whole[:-1]:
                    field.word(element)
                    fields.append(field)
                    field = _Field()
                field.word(piece.whole[-1])
            elif piece.splits and piece.known and not piece.matches and "IFS" in self.state.variables:
                # Cut at other letters than blanks: which words come of it is not known.
                field.piece(replace(piece, known=False))
            elif piece.splits and piece.known and not piece.matches:
                field = _split(piece, field, fields)
            else:
                field.piece(piece)
        field.literal(run)
        fields.append(field)
        return [field.done() for field in fields if field.present]

    def pieces(self, node: Node, *, quoted: bool = False) -> list[Piece]:
        """The parts of a word, in order."""
        kind = node.type
        if kind in _READ_PIECES:
            return _READ_PIECES[kind](self, node, quoted)
        if node.child_count and kind != "brace_expression":
            if node.child_count > MOST_PARTS:
                raise Spent(f"a word of more than {MOST_PARTS} parts")
            return [piece for child in node.children for piece in self.pieces(child, quoted=quoted)]
        return _word(self, node, quoted)

    def string(self, node: Node) -> list[Piece]:
        """What stands in double quotes. Blanks between its parts belong to no node."""
        source = node.text or b""
        at = node.start_byte
        end = at + 1
        found: list[Piece] = []
        for child in node.children:
            if child.type == '"':
                continue
            if child.start_byte > end:
                found.append(_quoted(source[end - at : child.start_byte - at]))
            if child.type != "string_content":
                # The token that opens an expansion takes the blanks before it in.
                text = text_of(child)
                found += [Piece(text[: len(text) - len(text.lstrip())], quoted=True)]
            found += self.pieces(child, quoted=True)
            end = child.end_byte
        if node.end_byte - 1 > end:
            found.append(_quoted(source[end - at : -1]))
        return found or [Piece("", quoted=True)]


class _Field:
    """One word in the making."""

    def __init__(self) -> None:
        self.text = ""
        self.known = True
        self.glob = False
        self.present = False

    def literal(self, run: str) -> None:
        if not run:
            return
        self.present = True
        self.glob = self.glob or bool(_GLOB.search(run))
        self.text += _ESCAPED.sub(r"\1", run)

    def piece(self, piece: Piece) -> None:
        self.present = self.present or piece.quoted or not piece.known or bool(piece.text) or piece.matches
        self.known = self.known and piece.known
        self.glob = self.glob or piece.matches or any(word.glob for word in piece.whole or ())
        # A quoted tilde is a file of that name: say so, for `~` at the start means the home folder everywhere else.
        tilde = piece.quoted and piece.known and not self.text and piece.text.startswith("~") and not piece.matches
        self.text += ("./" if tilde and piece.text != HOME_MARK else "") + _whole(piece)

    def word(self, word: Word) -> None:
        self.present = True
        self.known = self.known and word.known
        self.glob = self.glob or word.glob
        self.text += word.text

    def done(self) -> Word:
        return Word(self.text, self.known, self.glob)


HOME_MARK = "~"
"""How the home folder is written where the host did not say which it is."""


def _whole(piece: Piece) -> str:
    if piece.whole is not None:
        return " ".join(word.text for word in piece.whole)
    return piece.text if piece.quoted or piece.splits or not piece.known else _ESCAPED.sub(r"\1", piece.text)


def _split(piece: Piece, field: _Field, fields: list[_Field]) -> _Field:
    text = piece.text
    parts = text.split()
    if not parts:
        if text and field.present:
            # `rm${IFS}-rf`: nothing but blanks still parts what stands before from what stands behind.
            fields.append(field)
            return _Field()
        return field
    if text[0] in " \t\n" and field.present:
        fields.append(field)
        field = _Field()
    for index, part in enumerate(parts):
        if index:
            fields.append(field)
            field = _Field()
        field.text += part
        field.present = True
        field.glob = field.glob or bool(_GLOB.search(part))
    if text[-1] in " \t\n":
        fields.append(field)
        field = _Field()
    return field


def _braces(text: str) -> list[str]:
    import bracex  # noqa: PLC0415 (rare)

    try:
        return list(bracex.expand(text, keep_escapes=True, limit=MOST_WORDS))
    except (bracex.ExpansionLimitException, ValueError):
        return [text.replace("{", "*").replace("}", "*")]


def _quoted(raw: bytes) -> Piece:
    return Piece(_ESCAPED_IN_QUOTES.sub(r"\1", raw.decode("utf-8", "replace")), quoted=True)


def _word(_self: Expander, node: Node, quoted: bool) -> list[Piece]:
    text = text_of(node)
    if quoted:
        return [Piece(_ESCAPED_IN_QUOTES.sub(r"\1", text), quoted=True)]
    pieces = []
    # An escaped character is as good as quoted: `\*` matches nothing but itself.
    for index, part in enumerate(re.split(r"\\(.)", text, flags=re.DOTALL)):
        if part:
            pieces.append(Piece(part, quoted=bool(index % 2)))
    return pieces


def _raw(_self: Expander, node: Node, _quoted_in: bool) -> list[Piece]:
    return [Piece(text_of(node)[1:-1], quoted=True)]


def _ansi(_self: Expander, node: Node, _quoted_in: bool) -> list[Piece]:
    return [Piece(_ANSI.sub(_ansi_escape, text_of(node)[2:-1]), quoted=True)]


def _ansi_escape(found: "re.Match[str]") -> str:
    letter, octal, short, four, eight, control = found.groups()
    if letter:
        return _ANSI_LETTERS.get(letter, letter)
    if control:
        return chr(ord(control) & 0x1F)
    code = int(octal, 8) & 0xFF if octal else int(short or four or eight, 16)
    return chr(code) if code < 0x110000 else "\ufffd"


def _string(self: Expander, node: Node, _quoted_in: bool) -> list[Piece]:
    return self.string(node)


def _translated(self: Expander, node: Node, quoted: bool) -> list[Piece]:
    return [piece for child in node.children if child.type == "string" for piece in self.pieces(child, quoted=quoted)]


def _expansion(self: Expander, node: Node, quoted: bool) -> list[Piece]:
    found = parameter(node, self.state, self.value)
    written = text_of(node).lstrip()
    if isinstance(found, tuple):
        if not quoted:
            return [Piece("", whole=found)] if found else [Piece("", splits=True)]
        return [Piece("", quoted=True, whole=found)] if found else [Piece("", splits=True)]
    if found is None:
        return [Piece(written, known=False, quoted=quoted)]
    return [Piece(found.text, found.known, quoted, splits=not quoted and found.known, matches=found.matches)]


def _substitution(self: Expander, node: Node, quoted: bool) -> list[Piece]:
    output = self.substitute(node)
    if output.items and node.type == "command_substitution":
        return [Piece("", quoted=quoted, whole=output.items)]
    if output.text is None:
        return [Piece(text_of(node).lstrip(), known=False, quoted=quoted)]
    return [Piece(output.text, quoted=quoted, splits=not quoted and node.type == "command_substitution")]


def _arithmetic(self: Expander, node: Node, quoted: bool) -> list[Piece]:
    for child in node.children:
        self.pieces(child, quoted=True)
    inner = text_of(node).lstrip()[3:-2]
    value = calculate(inner, self.state)
    if value is None:
        return [Piece(text_of(node).lstrip(), known=False, quoted=quoted)]
    return [Piece(value, quoted=quoted)]


@cache
def _tokens() -> "re.Pattern[str]":
    return re.compile(r"\s*(?:(\d{1,9})|([A-Za-z_]\w*)|([-+*/%()]))")


def calculate(text: str, state: State) -> str | None:
    """The value of plain sums; None for anything else."""
    tokens: list[str] = []
    at = 0
    text = text.strip()
    while at < len(text):
        found = _tokens().match(text, at)
        if found is None or len(tokens) > 20:
            return None
        name = found.group(2)
        value = state.variables.get(name) if name else None
        if name and (value is None or not value.known or not value.text.strip().isdigit() or len(value.text) > 9):
            return None
        tokens.append(value.text if value else found.group(1) or found.group(3))
        at = found.end()
    return _sum(tokens)


def _sum(tokens: list[str]) -> str | None:
    """Left to right over + - * where no other operator stands."""
    if not tokens or len(tokens) % 2 == 0 or not all(token.isdigit() for token in tokens[::2]):
        return tokens[0] + tokens[1] if len(tokens) == 2 and tokens[0] == "-" and tokens[1].isdigit() else None
    signs = set(tokens[1::2])
    if not signs <= {"+", "-"} and signs != {"*"}:
        return None
    total = int(tokens[0])
    for sign, number in zip(tokens[1::2], tokens[2::2], strict=True):
        total = total * int(number) if sign == "*" else total + int(number) if sign == "+" else total - int(number)
    return str(total) if abs(total) < 10**12 else None


_READ_PIECES: dict[str, Callable[[Expander, Node, bool], list[Piece]]] = {
    "raw_string": _raw,
    "ansi_c_string": _ansi,
    "string": _string,
    "translated_string": _translated,
    "simple_expansion": _expansion,
    "expansion": _expansion,
    "command_substitution": _substitution,
    "process_substitution": _substitution,
    "arithmetic_expansion": _arithmetic,
    "brace_expression": _word,
    "word": _word,
    "string_content": _word,
}
