"""What a few words of a limit name, speak of and count."""

from collections.abc import Iterator, Sequence

from commensurate.model.effect import Operation
from commensurate.model.regex import regex
from commensurate.warrant.lexicon import ANY, LANES, STOPWORDS
from commensurate.warrant.tokens import Sentence, Token, stem

CHANGES = ANY - {Operation.READ}
_EXACT = regex(r"[/\\@*]|^\.|\w\.\w|^--?\w|_|\d")
_PART = regex(r"[^\W\d_]+|\d+")
_LIMITS = frozenset({
    "more", "longer", "over", "above", "exceed", "beyond", "greater", "larger",
    "max", "maximum", "most", "least", "older", "newer", "fewer",
})  # fmt: skip
NUMBER = regex(r"^[$£€]?(\d[\d,]*(?:\.\d+)?)([a-z%]*)$")


ELSEWHERE = frozenset({"outside", "elsewhere", "other", "beyond", "else"})
"""With these a prohibition speaks of everything but what was named before."""

_PATHLIKE = regex(r"[/\\@]|^\.|\w\.\w|\d|_|\w-\w|[a-z][A-Z]")

LONGEST_QUOTE = 400
"""Characters of a sentence in another language that stand for its parts."""


def is_name(token: Token) -> bool:
    """True for what names one thing exactly: quoted, a path, an address, an id, a number, an identifier."""
    return token.quoted or (
        not token.glossed and len(token.text) > 1 and bool(_PATHLIKE.search(token.text)) and token.word not in LANES
    )


def stems_in(tokens: Sequence[Token]) -> Iterator[str]:
    """The stems of what some words speak of, and of the parts of names."""
    for token in tokens:
        if token.quoted or _PATHLIKE.search(token.text):
            yield from (part for part in parts(token.word) if part not in STOPWORDS)
        if token.text[0].isalpha() and token.stem not in STOPWORDS and len(token.stem) > 1:
            yield token.stem
        if token.glossed and token.text[0].isalpha():
            yield stem(token.text)


def parts(name: str) -> list[str]:
    """The stems of the words in a name."""
    return [stem(part) for part in _PART.findall(name) if len(part) > 1]


def most(body: Sequence[Token]) -> tuple[float, str] | None:
    """The number that must not be passed, and its unit; None where there is none."""
    for position, token in enumerate(body):
        if token.word not in _LIMITS:
            continue
        for following in body[position + 1 : position + 4]:
            found = NUMBER.match(following.word)
            if found is not None:
                place = body.index(following)
                unit = found.group(2) or (body[place + 1].stem if place + 1 < len(body) else "")
                return float(found.group(1).replace(",", "")), unit
    return None


def names_in(words: Sequence[Token]) -> list[str]:
    """What some words name exactly."""
    return [
        w.word
        for w in words
        if (w.quoted or (not w.glossed and _EXACT.search(w.text))) and not NUMBER.match(w.word) and len(w.word) > 1
    ]


def content_of(words: Sequence[Token]) -> Iterator[str]:
    """The stems of what some words speak of."""
    for token in words:
        if token.quoted or (not token.glossed and _EXACT.search(token.text)):
            yield from (part for part in parts(token.word) if part not in STOPWORDS)
        elif token.text[0].isalpha() and token.stem not in STOPWORDS and len(token.stem) > 1:
            yield token.stem


def verbatim(sentence: Sentence, words: Sequence[Token]) -> str:
    """Some words of a sentence as they stand there; the whole of it where it is in another language."""
    if sentence.foreign:
        return sentence.words[:LONGEST_QUOTE]
    offset = sentence.start
    before = sentence.tokens.index(words[0])
    first = words[0]
    if before and sentence.tokens[before - 1].word in {"do", "must", "should", "please", "may", "can"}:
        first = sentence.tokens[before - 1]
    return sentence.words[first.start - offset : words[-1].end - offset]
