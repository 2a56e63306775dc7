"""The human's words, cut into sentences, clauses and tokens; a token knows where it stands, so that quotes are verbatim."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from commensurate.model.regex import regex
from commensurate.warrant.token import Token, stem
from commensurate.warrant.tongues import Tongue, glossed, tongue_of

__all__ = ["LONGEST", "Sentence", "Token", "sentences", "stem", "stems", "stems_of", "tokens"]

LONGEST = 100_000
"""Characters of a task that are parsed. A longer task is parsed from its head; what is cut warrants nothing."""

_TOKEN = regex(
    r"`[^`\n]{1,200}`"
    r"|\"[^\"\n]{1,200}\"|(?<![A-Za-z0-9])'[^'\n]{1,200}'(?![A-Za-z0-9])|«[^»\n]{1,200}»|“[^”\n]{1,200}”"
    r"|[\w.+-]+@[\w-]+\.[\w.-]*\w|https?://[^\s,;)>\"']+|www\.[\w./-]+\w"
    r"|~?/?[\w.@$*{}-]+(?:/[\w.@$*{}-]+)+/?|~?/[\w.-]+/?|[\w-]+/(?=[\s,.;:)]|$)"
    r"|(?<![\w.])\.[A-Za-z][\w.-]*\w|--?[A-Za-z][\w-]+|\d{4}-\d\d-\d\d|[$£€]?\d[\d,.:]*\d%?(?![\w-])|\d+[A-Za-z_][\w-]*|\d+|[^\W\d_][\w'’.-]*[\w]|[^\W\d_]|[.!?;:,()\n]|[^\s\w]"
)
_NEXT = regex(r"\s+[A-Z]")
_ABBREVIATIONS = frozenset(
    {
        "ms",
        "prof",
        "st",
        "mme",
        "hr",
        "fr",
        "nr",
        "inc",
        "ltd",
        "e.g",
        "i.e",
        "etc",
        "vs",
        "mr",
        "mrs",
        "dr",
        "no",
        "approx",
    }
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of one sentence, bullet or line, and its words verbatim. `heading` is the heading it stands under."""

    tokens: tuple[Token, ...]
    words: str
    question: bool
    heading: str = ""
    start: int = 0
    """Where its words stand in the text."""
    foreign: bool = False
    """True where its tokens are English for words of another language, and stand in English order."""


def tokens(text: str) -> Iterator[Token]:
    """All tokens of a text, in order."""
    for found in _TOKEN.finditer(text):
        raw = found.group()
        word = raw
        if len(raw) > 1 and raw[0] in "`\"'«“":
            word = raw[1:-1]
        elif raw[-1] in ".'’" and len(raw) > 1:
            word = raw.rstrip(".'’")
        yield Token(raw, word.lower().replace("’", "'"), stem(word), found.start(), found.end())


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text. Line ends and bullets end a sentence; quotes do not."""
    text = text[:LONGEST]
    found: list[Sentence] = []
    current: list[Token] = []
    heading = ""
    for token in tokens(text):
        if token.text == "\n" or token.text in ".!?;":
            heading = _close(found, current, text, heading, question=token.text == "?")
            current = []
            if token.text == "\n" and text[token.end : token.end + 1] == "\n":
                heading = ""
        else:
            current.append(token)
            ends = token.text[-1] == "." and len(token.text) > 1 and not token.quoted
            if ends and token.word not in _ABBREVIATIONS and ("." not in token.word or _NEXT.match(text, token.end)):
                heading = _close(found, current, text, heading, question=False)
                current = []
    _close(found, current, text, heading, question=False)
    tongue = tongue_of(text)
    return found if tongue is None else [_in_english(sentence, tongue) for sentence in found]


def _in_english(sentence: Sentence, tongue: Tongue) -> Sentence:
    words = glossed(sentence.tokens, tongue)
    return replace(sentence, tokens=words, foreign=True) if words else sentence


def _close(found: list[Sentence], current: list[Token], text: str, heading: str, *, question: bool) -> str:
    """Add a sentence; a line that ends in a colon is a heading for those that follow. Returns the heading."""
    while current and current[0].text in {"-", "*", "•", "+", ")", ",", ":"}:
        current = current[1:]
    if not current:
        return heading
    if current[-1].text == ":":
        if len(current) <= 6:
            return current[0].word
        current = current[:-1]
    words = text[current[0].start : current[-1].end]
    found.append(Sentence(tuple(current), words, question, heading, current[0].start))
    return heading


def stems(words: str) -> frozenset[str]:
    """The stems of a table's words, which stand apart by spaces."""
    return frozenset(stem(word) for word in words.split())


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of a name or text: `cleanupAuth_old.py` gives clean-like parts too."""
    return frozenset(stem(part) for part in _PART.findall(text) if len(part) > 1)


_PART = regex(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_]+|\d+")
