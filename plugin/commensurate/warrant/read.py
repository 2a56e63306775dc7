"""The human's words read into a Warrant: requests, constraints, names, mode. The grammar is small and in tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from commensurate.effects.environment import environment_of
from commensurate.model.effect import Environment, Operation
from commensurate.model.regex import regex
from commensurate.warrant import limits
from commensurate.warrant.lexicon import (
    ACT_NOUNS,
    ADJECTIVES,
    ALL_WORDS,
    AMBIGUOUS,
    DETERMINERS,
    LANE_NOUNS,
    LANES,
    LIGHT,
    LOOKERS,
    NEGATORS,
    PARTICLES,
    STOPWORDS,
    VERBS,
)
from commensurate.warrant.tokens import Sentence, Token, sentences, stem, stems
from commensurate.warrant.warrant import Constraint, Limit, Mode, Request, Warrant

_RANGE = regex(r"^\d+x+$", re.IGNORECASE)
_PATHLIKE = regex(r"[/\\@]|^\.|\w\.\w|\d|_|\w-\w|[a-z][A-Z]")
_FREEZE = regex(
    r"\b(?:code|change|deploy(?:ment)?|production|feature)[ -]freeze\b|\bread[ -]only\b(?! \w+ (?:file|replica|user|role))"
    r"|\b(?:only|just) (?:suggest|recommend|propose|look|list|show|plan|draft|report|review|analy[sz]e|tell me)\b"
    r"|\b(?:suggest|recommend|propose) only\b|\bdry[ -]run only\b"
    r"|\b(?:do not|don't|dont|never|please don't) (?:act|execute|do|change|touch|modify|run|apply|take any action)(?: on)?"
    r" (?:anything|any (?:action|change|thing)s?|it yet|yet|until)\b(?! (?:under|in|inside|outside|else|other|within|at|from|about|on|that|which|except|but|to|there|here)\b)|\bno (?:changes|writes|modifications|edits|actions?)\b(?! to\b)"
    r"|\bwithout (?:changing|modifying|touching) anything\b|\bhold off\b|\b(?:until|before|unless) i (?:say|confirm|approve|tell|give|sign)\b"
    r"|\bdon't (?:do|execute) (?:it|them)\b",
    re.IGNORECASE,
)
_ORDERS = frozenset({"please", "to", "then", "and", "also", "just", "now", "let's", "lets", "you", "we", "i", ",", ":", "should",
                     "must", "will", "could", "can", "would", "kindly", "-", "go", "ahead", "or", "finally", "next", "first",
                     "help", "me", "want", "need", "i'd", "i'll", "that", "afterwards", "ll", "and/or", "immediately", "simply"})  # fmt: skip


@lru_cache(maxsize=512)
def read(text: str) -> Warrant:
    """Read a task's words. An empty text gives an unclear warrant that asks for nothing and names nothing."""
    parsed = sentences(text)
    requests: list[Request] = []
    constraints: list[Constraint] = []
    for place, sentence in enumerate(parsed):
        found = limits.constraints_of(sentence)
        constraints += [_filled(constraint, constraints) for constraint in found]
        spans = limits.negated_spans(sentence)
        only = any(constraint.limit is Limit.ONLY for constraint in found)
        asked = list(_requests(sentence, () if only else spans))
        requests += [_reaching_back(request, text, parsed, place) for request in asked]
    held = _FREEZE.search(text[:100_000])
    changing = any(request.operations - {Operation.READ} for request in requests)
    if held is not None and not _contradicted(held.group(0), requests) and not _of_access(held.group(0), requests):
        mode = Mode.READ_ONLY
    elif changing:
        mode = Mode.ORDER
    elif requests or any(sentence.question for sentence in parsed):
        mode = Mode.QUESTION
    else:
        mode = Mode.UNCLEAR
    tokens = [token for sentence in parsed for token in sentence.tokens]
    lanes = _lanes(tokens)
    return Warrant(
        text=text.lower(),
        mode=mode,
        requests=tuple(requests),
        constraints=tuple(constraints),
        names=tuple(dict.fromkeys(_names(tokens))),
        ranges=tuple(token.word for token in tokens if _RANGE.match(token.word)),
        stems=frozenset(_stems(tokens)),
        environments=_environments(tokens, constraints) | lanes,
        lanes=lanes,
        adjectives=frozenset(token.word for token in tokens if token.word in ADJECTIVES),
        mine=any(token.word in {"my", "mine", "our", "i've"} for token in tokens),
        everything=any(token.word in ALL_WORDS for token in tokens),
        held_by=_sentence_of(parsed, held.group(0)) if held is not None and mode is Mode.READ_ONLY else "",
    )


def _filled(constraint: Constraint, before: Sequence[Constraint]) -> Constraint:
    """ONLY without names of its own ("not outside this folder") takes those of the ONLY before it."""
    if constraint.limit is not Limit.ONLY or any("/" in name or "." in name for name in constraint.names):
        return constraint
    named = next((c for c in reversed(before) if c.limit is Limit.ONLY and c.names), None)
    pointed = constraint.words.lower()
    if named is None or not re.search(
        r"\b(?:this|that|these|those|the same|other|outside|elsewhere|else|beyond)\b", pointed
    ):
        return constraint
    return replace(constraint, names=named.names)


def is_name(token: Token) -> bool:
    """True for what names one thing exactly: quoted, a path, an address, an id, a number, an identifier."""
    return token.quoted or (len(token.text) > 1 and bool(_PATHLIKE.search(token.text)) and token.word not in LANES)


def _contradicted(held: str, requests: Sequence[Request]) -> bool:
    """Such as "Only list", "just show" speak of one step where the same task also orders a change."""
    if _RUNS_NOTHING.match(held) is not None:
        return any(request.operations & {Operation.CREATE, Operation.UPDATE} for request in requests)
    listing = re.match(r"(?:only|just) (?:list|show|report|look|tell me|review)", held, re.IGNORECASE)
    return listing is not None and any(
        request.operations - {Operation.READ} and stem(request.verb) not in LOOKERS for request in requests
    )


_RUNS_NOTHING = regex(r"(?:please )?(?:do not|don't|dont|never) (?:run|apply|execute) any", re.IGNORECASE)
"""Where the same task asks for something to be written, this forbids to carry it out and not to write it."""


def _of_access(held: str, requests: Sequence[Request]) -> bool:
    """Such as "share it with Ada, read only": the access is to be read-only, not the work."""
    spoken = held.lower().replace("-", " ") == "read only"
    return spoken and any(Operation.GRANT in request.operations for request in requests)


def _requests(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> Iterator[Request]:
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
        about = frozenset(_stems(objects)) | (frozenset(_stems(words[:start])) if pointed else frozenset())
        quote = "".join(_verbatim(sentence, words[start], (objects or words[start:after])[-1]))
        vague = verb in {"sort-out", "tak-car", "deal-with", "handl", "attend", "attention", "manag", "proces"}
        yield Request(quote, verb, operations, about, vague)


def _verb_at(words: Sequence[Token], position: int) -> tuple[int, str, frozenset[Operation]] | None:
    """The verb that starts here: where it ends, its key, and what it may mean."""
    token = words[position]
    if not token.text[0].isalpha():
        return None
    if token.stem in _TELLING and any(w.word in {"me", "us"} for w in words[position + 1 : position + 3]):
        return position + 1, "tell", frozenset({Operation.READ})
    if token.stem in _ADDRESSES and _addresses(words, position):
        return position + 1, token.stem, frozenset({Operation.SEND})
    for reach in (3, 2, 1):
        ahead = words[position + 1 : position + 1 + reach]
        for other in ahead[-1:] if len(ahead) == reach else ():
            key = f"{token.stem}-{other.stem}"
            if other.word in PARTICLES and key in VERBS:
                return position + 1 + (reach if reach == 1 else 0), key, VERBS[key]
    operations = VERBS.get(token.stem, frozenset() if token.stem in LIGHT else None)
    if operations is None or _is_noun(words, position):
        return None
    if token.stem in LIGHT and position + 1 < len(words):
        near = words[position + 1 : position + 6]
        end = next((i for i, w in enumerate(near) if w.word == "to"), len(near))
        following = [
            ACT_NOUNS[s] for w in near[:end] for s in (w.stem, *limits.parts(w.text), *_inner(w.text)) if s in ACT_NOUNS
        ]
        operations = operations.union(*following) if following else operations
    return (position + 1, token.stem, operations) if operations else None


_NAMED_BEFORE = regex(r"\b(?:that|this|it|them|those|these|him|her|same)\b", re.IGNORECASE)


def _reaching_back(request: Request, text: str, parsed: Sequence[Sentence], place: int) -> Request:
    """A request that points back ("delete that namespace") speaks of the sentence before it, too."""
    sentence = parsed[place]
    if place == 0 or not _NAMED_BEFORE.search(request.words) or sentence.question:
        if _NAMED_BEFORE.search(request.words) and not sentence.question and not limits.negated_spans(sentence):
            return replace(request, words=sentence.words)
        return request
    before = parsed[place - 1]
    if limits.negated_spans(before) or limits.negated_spans(sentence) or before.question:
        return request
    start, end = before.tokens[0].start, sentence.tokens[-1].end
    return replace(request, words=text[start:end]) if end - start < _REACH_BACK else request


_REACH_BACK = 400
"""Characters that a request and the sentence before it may have together."""
_TELLING = stems("let tell show inform update remind-me notify give share alert")


_ADDRESSES = stems("tell ask")
_THEM = frozenset({"him", "her", "them", "everyone", "everybody", "in"})


def _addresses(words: Sequence[Token], position: int) -> bool:
    """True for "tell Tom that …", "ask in #channel": somebody other than the human is to be spoken to."""
    before = words[position - 1].word if position else ""
    if position + 1 >= len(words) or not (position == 0 or before in _ORDERS) or before in {"i", "you", "we", "must"}:
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
        token.word in NEGATORS
        or token.word == "quite"
        or (token.stem == "mak" and following_word in {"sure", "certain"})
    ):
        return True
    if _tells(words, position):
        return True
    if before is None or before.word in _ORDERS:
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
    if word.endswith("ed") and len(word) > 4 and word not in {"need", "feed", "embed", "proceed"}:
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


def _names(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if is_name(token) and not _RANGE.match(token.word):
            yield token.word.strip()


def _stems(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.quoted or _PATHLIKE.search(token.text):
            yield from (part for part in limits.parts(token.word) if part not in STOPWORDS)
        if token.text[0].isalpha() and token.stem not in STOPWORDS and len(token.stem) > 1:
            yield token.stem


def _lanes(tokens: Sequence[Token]) -> frozenset[Environment]:
    """The worlds named as a lane: "the sandbox lane", "the shared tier", "the lower risk side"."""
    found = set()
    for position, token in enumerate(tokens):
        if token.word == "locally":
            found.add(Environment.DEVELOPMENT)
        following = tokens[position + 1 : position + 3]
        if not any(other.word in LANE_NOUNS for other in following):
            continue
        pair = f"{token.word}-{following[0].word}"
        word = next((w for w in (token.word, pair, token.word.split("-")[0]) if w in LANES), None)
        if word is not None:
            found.add(LANES[word])
    return frozenset(found)


def _environments(tokens: Sequence[Token], constraints: Sequence[Constraint]) -> frozenset[Environment]:
    forbidden = {name for c in constraints if c.limit is not Limit.ONLY for name in _PLACE.findall(c.words.lower())}
    words = {token.word for token in tokens if token.word not in forbidden | _COMMON and "/" not in token.word}
    words = {word for word in words if not _SUFFIXED.search(word)}
    return frozenset(environment_of(word) for word in words) - {Environment.UNKNOWN}


_COMMON = frozenset({"test", "local", "live", "testing", "stage", "demo", "ci", "tests", "qa"})
"""Words that name a world only beside "lane" or its like."""
_SUFFIXED = regex(r"\w[_-](?:test|staging|stage|tmp|local)$")
"""A table "orders_staging" or a namespace "log-test" is a name, and not a word for where to work."""
_PLACE = regex(r"\b(?:prod(?:uction)?|staging|live|dev(?:elopment)?)\b")


def _verbatim(sentence: Sentence, first: Token, last: Token) -> Iterator[str]:
    offset = sentence.tokens[0].start
    yield sentence.words[first.start - offset : last.end - offset].rstrip(" ,(")


def _sentence_of(parsed: Sequence[Sentence], words: str) -> str:
    return next((sentence.words for sentence in parsed if words.lower() in sentence.words.lower()), words)
