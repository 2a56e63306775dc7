"""What a sentence asks for: its verbs in order, told apart from nouns, reports and what the human will do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from commensurate.model.effect import Operation
from commensurate.model.regex import regex
from commensurate.warrant.idioms import idioms_in
from commensurate.warrant.lexicon import (
    ACT_NOUNS,
    AMBIGUOUS,
    DETERMINERS,
    LIGHT,
    NEGATORS,
    PARTICLES,
    VERBS,
)
from commensurate.warrant.limits import negated_spans
from commensurate.warrant.phrases import LONGEST_QUOTE, is_name, parts, stems_in
from commensurate.warrant.pins import pins_of
from commensurate.warrant.terse import reports, terse
from commensurate.warrant.token import IRREGULAR
from commensurate.warrant.tokens import Sentence, Token, stem, stems
from commensurate.warrant.warrant import Request

BEFORE_ORDERS = frozenset({"please", "to", "then", "and", "also", "just", "now", "let's", "lets", "you", "we", "i", ",", ":", "should",
                     "must", "will", "could", "can", "would", "kindly", "-", "go", "ahead", "or", "finally", "next", "first",
                     "help", "me", "want", "need", "i'd", "i'll", "that", "afterwards", "ll", "and/or", "immediately", "simply"})  # fmt: skip
"""Words after which a verb orders."""


def requests_of(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> Iterator[Request]:
    """Each verb of the sentence that asks for something; `spans` are the prohibitions in it."""
    words = sentence.tokens
    starts: list[tuple[int, int, str, frozenset[Operation]]] = []
    position = 0
    while position < len(words):
        token = words[position]
        found = None if any(a <= position < b for a, b in spans) or is_name(token) else _verb_at(words, position)
        if found is not None:
            starts.append((position, found[0], found[1], found[2]))
            position = found[0]
        else:
            position += 1
    for index, (start, after, verb, operations) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(words)
        end = min([end, *(a for a, _ in spans if a >= after)])
        objects = words[after:end]
        if not objects and index + 1 < len(starts):
            objects = words[after : starts[index + 2][0] if index + 2 < len(starts) else len(words)]
        pointed = any(token.word in _POINTERS for token in objects)
        behind = verb == "go-awai" or (not objects and start > 0)
        objects = words[:start] if behind else objects
        about = frozenset(stems_in(objects)) | (frozenset(stems_in(words[:start])) if pointed else frozenset())
        quote = (
            sentence.words[:LONGEST_QUOTE]
            if sentence.foreign
            else _verbatim(sentence, words[start], (objects or words[start:after])[-1])
        )
        vague = verb in {"sort-out", "tak-car", "deal-with", "handl", "attend", "attention", "manag", "proces"}
        pins = pins_of(objects) if behind else pins_of([words[start], *objects], opens=start == 0)
        yield Request(quote, verb, operations, about, vague, tuple(pins))
    if spans:
        return
    for verb, operations in () if reports(sentence) else idioms_in(sentence):
        yield Request(sentence.words, verb, operations, frozenset(stems_in(words)), pins=tuple(pins_of(words)))
    if not starts:
        yield from terse(sentence)


def _verb_at(words: Sequence[Token], position: int) -> tuple[int, str, frozenset[Operation]] | None:
    """The verb that starts here: where it ends, its key, and what it may mean."""
    token = words[position]
    if not token.text[0].isalpha() or (token.glossed and not token.verb):
        return None
    if token.stem in _TELLING and any(w.word in {"me", "us"} for w in words[position + 1 : position + 3]):
        return position + 1, "tell", frozenset({Operation.READ})
    if token.stem in _ADDRESSES and _addresses(words, position):
        return position + 1, token.stem, frozenset({Operation.SEND})
    pair = _pair_at(words, position)
    if pair is not None:
        return pair
    if token.word == "go" and position and words[position - 1].word in _MAY_GO and not _goes_on(words, position):
        return position + 1, "go-awai", frozenset({Operation.DELETE})
    operations = VERBS.get(token.stem, frozenset() if token.stem in LIGHT else None)
    if operations is None or (not token.verb and _is_noun(words, position)):
        return None
    if token.stem in LIGHT and position + 1 < len(words):
        near = words[position + 1 : position + 6]
        end = next((i for i, w in enumerate(near) if w.word == "to"), len(near))
        following = [
            ACT_NOUNS[s] for w in near[:end] for s in (w.stem, *parts(w.text), *_inner(w.text)) if s in ACT_NOUNS
        ]
        operations = operations.union(*following) if following else operations
    return (position + 1, token.stem, operations) if operations else None


def _pair_at(words: Sequence[Token], position: int) -> tuple[int, str, frozenset[Operation]] | None:
    """A verb with its particle, next to it or behind what it speaks of: "throw my changes of today away"."""
    token = words[position]
    for reach in range(1, _PAIRS_REACH):
        if position + reach >= len(words):
            return None
        other = words[position + reach]
        key = f"{token.stem}-{other.stem}"
        if other.word in PARTICLES and key in VERBS and (reach <= _NEAR or other.word in _SPLIT):
            return position + 1 + (reach if reach == 1 else 0), key, VERBS[key]
        if other.text in {",", "(", ":"}:
            return None
    return None


_NEAR = 3
_PAIRS_REACH = 9
_SPLIT = frozenset({"away", "out", "off", "down", "back", "rid", "on", "up"})
"""Particles that may stand far behind their verb."""
_MAY_GO = frozenset({"can", "may", "could", "should", "must", "to", "shall", "will"})


def _goes_on(words: Sequence[Token], position: int) -> bool:
    """True where "go" means to move or to proceed, and not that a thing may be thrown away."""
    following = words[position + 1] if position + 1 < len(words) else None
    if following is not None and following.text[0].isalnum() and following.word not in _AFTER_GONE:
        return True
    before = words[position - 1].word
    return before in {"to", "will"} and (
        position < 2 or words[position - 2].word not in {"have", "has", "need", "needs"}
    )


_AFTER_GONE = frozenset(
    {
        "too",
        "now",
        "and",
        "as",
        "then",
        "if",
        "except",
        "but",
        "please",
        "since",
        "entirely",
        "completely",
        "today",
        "first",
        "away",
    }
)
_NAMED_BEFORE = regex(r"\b(?:that|this|it|them|those|these|him|her|same)\b", re.IGNORECASE)


def reaching_back(request: Request, text: str, parsed: Sequence[Sentence], place: int) -> Request:
    """A request that points back ("delete that namespace") speaks of the sentence before it, too."""
    sentence = parsed[place]
    if place == 0 or not _NAMED_BEFORE.search(request.words) or sentence.question:
        if _NAMED_BEFORE.search(request.words) and not sentence.question and not negated_spans(sentence):
            return replace(request, words=sentence.words)
        return request
    before = parsed[place - 1]
    if _POINTS.search(request.words) and not negated_spans(before):
        request = replace(
            request,
            stems=request.stems | frozenset(stems_in(before.tokens)),
            pins=(*request.pins, *pins_of(before.tokens)),
        )
    if negated_spans(before) or negated_spans(sentence) or before.question:
        return request
    start, end = before.start, sentence.start + len(sentence.words)
    return replace(request, words=text[start:end]) if end - start < _REACH_BACK else request


_POINTS = regex(r"\b(?:it|them|those|these|that one|this one|that|this)\b", re.IGNORECASE)
_REACH_BACK = 400
"""Characters that a request and the sentence before it may have together."""
_TELLING = stems("let tell show inform update remind-me notify give share alert")


_ADDRESSES = stems("tell ask")
_THEM = frozenset({"him", "her", "them", "everyone", "everybody", "in"})


def _addresses(words: Sequence[Token], position: int) -> bool:
    """True for "tell Tom that …", "ask in #channel": somebody other than the human is to be spoken to."""
    before = words[position - 1].word if position else ""
    if (
        position + 1 >= len(words)
        or not (position == 0 or before in BEFORE_ORDERS)
        or before in {"i", "you", "we", "must"}
    ):
        return False
    following = words[position + 1]
    return following.word in _THEM or (following.text[0].isupper() and following.word != "i" and not following.quoted)


def _inner(text: str) -> tuple[str, ...]:
    """The stems of the parts of a name in mixed case: "AdministratorAccess" speaks of access."""
    return tuple(stem(part) for part in _INNER.findall(text)) if not text.islower() else ()


_INNER = regex(r"[A-Z][a-z]{2,}")


def _is_noun(words: Sequence[Token], position: int) -> bool:
    """True where a word that could be a verb is none here, or tells of something rather than asking for it."""
    token, before = words[position], words[position - 1] if position else None
    following_word = words[position + 1].word if position + 1 < len(words) else ""
    if (
        (token.word in NEGATORS and token.word != "stop")
        or token.word == "quite"
        or (token.stem == "mak" and following_word in {"sure", "certain"})
    ):
        return True
    if _tells(words, position) or _own(words, position):
        return True
    if before is None or before.word in BEFORE_ORDERS:
        following = words[position + 1] if position + 1 < len(words) else None
        ends = following is None or following.text in {",", ")"} or following.word in _AFTER_NOUN
        return before is not None and before.word in {"and", "or", ","} and ends and token.stem in AMBIGUOUS
    if before.word == "by" and token.word.endswith("ing"):
        return False
    if before.word in DETERMINERS:
        return (
            token.stem in AMBIGUOUS or not token.word.endswith("ing") or before.word in {"the", "a", "an", "my", "this"}
        )
    asks = before.word in _PASSIVE or before.word.endswith("ly")
    return before.text[0].isalnum() and not asks and token.stem in AMBIGUOUS


_POINTERS = frozenset({"it", "them", "those", "these", "they", "this", "that", "one", "ones", "both", "each", "all"})
_AFTER_NOUN = frozenset({"is", "are", "was", "were", "has", "have", "fails", "and", "must", "should", "do", "does"})
_PASSIVE = frozenset({"be", "get", "gets", "getting", "want"})
_ASKS_ING = frozenset(
    {"start", "begin", "help", "by", "try", "keep", "finish", "consider", "with", "of", "for", "mind", "and", "then"}
)


def _own(words: Sequence[Token], position: int) -> bool:
    """Such as "I'll fix it", "I will send it myself", "we deploy on Friday": what the human does is not asked for."""
    before = [word.word for word in words[max(0, position - 3) : position]]
    while before and before[-1] in _BETWEEN:
        before.pop()
    near = before[-1] if before else ""
    return near in {"i'll", "we'll", "he'll", "she'll", "they'll"} or (
        near == "will" and len(before) > 1 and before[-2] in {"i", "we", "he", "she", "they"}
    )


_BETWEEN = frozenset({"then", "just", "also", "probably", "later", "simply"})


def _tells(words: Sequence[Token], position: int) -> bool:
    """Such as "returns", "was deleted", "I'm heading": told, not asked for. "must be deleted" and "help finding" ask."""
    word = words[position].word
    before = words[position - 1].word if position else ""
    opening = all(other.word.endswith("ly") for other in words[:position])
    following = words[position + 1].word if position + 1 < len(words) else ""
    if word.endswith("s") and not word.endswith("ss"):
        told = not opening or (position == 0 and words[position].stem in AMBIGUOUS)
        if told or following in _AFTER_NOUN:
            return True
    if (
        (word.endswith("ed") or word in IRREGULAR)
        and len(word) > 3
        and word
        not in {"need", "feed", "embed", "proceed", "shred", "speed", "seed", "exceed", "heed", "weed", "reseed"}
    ):
        near = {other.word for other in words[max(0, position - 5) : position]}
        return not near & _PASSIVE or bool(near & {"was", "were", "has", "had"})
    if word.endswith("ing") and len(word) > 5:
        return not opening and before not in _ASKS_ING and not _goes_along(words, position)
    return False


def _goes_along(words: Sequence[Token], position: int) -> bool:
    """True for a participle that says how an order is to be carried out: "copy it, overwriting the old one"."""
    first = VERBS.get(words[0].stem, frozenset())
    own = VERBS.get(words[position].stem, frozenset())
    changes = bool(first - {Operation.READ})
    return bool(first) and words[position].stem not in AMBIGUOUS and (changes or Operation.DELETE not in own)


def _verbatim(sentence: Sentence, first: Token, last: Token) -> str:
    offset = sentence.start
    return sentence.words[first.start - offset : last.end - offset].rstrip(" ,(")
