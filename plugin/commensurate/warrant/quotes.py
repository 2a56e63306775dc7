"""Finds a judge's quotes in the human's words. Forgiving in what carries no meaning, strict in everything else.

Upper and lower case, runs of white space, quotation marks and apostrophes, kinds of dashes, and the compatibility
forms of Unicode may differ. Every word must stand there, in its order.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from commensurate.model.regex import regex

SHORTEST = 8
"""Characters that a quote without an identifier must have, besides two words: less stands in any text by chance."""

_MARKS = dict.fromkeys(map(ord, "“”„‟«»‹›\"'‘’‚‛`´′″")) | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_EDGES = " .,;:!?()[]_"
_ELLIPSIS = regex(r"\s*(?:\[?\(?(?:\.\.\.|…)\)?\]?)\s*")
_IDENTIFIER = regex(r"(?=[\w./:@*~-]*[\d_/:@*~.-])[\w./:@*~-]*\w[\w./:@*~-]{2,}")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text, in characters, as slices count them."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part itself."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in its plain form; `at[i]` is where its i-th character stands in the original."""

    text: str
    at: tuple[int, ...]


@lru_cache(maxsize=64)
def plain(text: str) -> Plain:
    """Casefolded, without quotation marks, with one form for dashes and white space."""
    characters: list[str] = []
    at: list[int] = []
    for index, original in enumerate(text):
        for character in _form(original):
            blank = character.isspace()
            if blank and (not characters or characters[-1] == " "):
                continue
            characters.append(" " if blank else character)
            at.append(index)
    return Plain("".join(characters), tuple(at))


@lru_cache(maxsize=1024)
def _form(character: str) -> str:
    return unicodedata.normalize("NFKC", character).translate(_MARKS).casefold()


def locate(quote: str, words: Plain) -> Span | None:
    """Where a quote stands in the words, on the edges of words; None where it does not."""
    return next(places(quote, words), None)


def places(quote: str, words: Plain) -> Iterator[Span]:
    """Everywhere that a quote stands in the words, on the edges of words."""
    sought = plain(quote).text.strip(_EDGES)
    if sought:
        for found in re.finditer(_on_edges(sought), words.text):
            yield Span(words.at[found.start()], words.at[found.end() - 1] + 1)


def _on_edges(sought: str) -> str:
    before, after = r"(?<!\w)" if sought[0].isalnum() else "", r"(?!\w)" if sought[-1].isalnum() else ""
    return before + re.escape(sought) + after


def pieces(quote: str) -> Iterator[str]:
    """A quote that leaves something out is as many quotes as it has parts."""
    return (piece for piece in _ELLIPSIS.split(quote) if piece.strip(_EDGES))


def says_enough(quote: str) -> bool:
    """True where a quote is long enough to mean something: two words and eight characters, or an identifier."""
    return (len(quote.split()) >= 2 and len(quote.strip()) >= SHORTEST) or bool(_IDENTIFIER.search(quote))
