"""The human's words read into a Warrant: requests, constraints, names, mode. The grammar is small and in tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from commensurate.effects.environment import environment_of
from commensurate.model.effect import Environment, Operation
from commensurate.model.regex import regex
from commensurate.warrant.asking import reaching_back, requests_of
from commensurate.warrant.counted import counted
from commensurate.warrant.lexicon import (
    ADJECTIVES,
    ALL_WORDS,
    DETERMINERS,
    LANE_NOUNS,
    LANES,
    LOOKERS,
    VERBS,
)
from commensurate.warrant.limits import constraints_of, negated_spans
from commensurate.warrant.phrases import ELSEWHERE, is_name, stems_in
from commensurate.warrant.pins import MOST, pins_of
from commensurate.warrant.tokens import Sentence, Token, sentences, stem
from commensurate.warrant.warrant import Constraint, Limit, Mode, Request, Warrant

_RANGE = regex(r"^\d+x+$", re.IGNORECASE)
_FREEZE = regex(
    r"\b(?:code|change|deploy(?:ment)?|production|feature)[ -]freeze\b(?! (?:is|was|has been) (?:now )?(?:over|lifted|ended|off)\b)|\bread[ -]only\b(?! \w+ (?:file|replica|user|role))"
    r"|\b(?:only|just) (?:suggest|recommend|propose|look|list|show|plan|draft|report|review|analy[sz]e|tell me)\b"
    r"|\b(?:suggest|recommend|propose|look|looking|read|list|calculate|check|plan|report|analy[sz]e) only\b|\bdry[ -]run only\b|\bonly calculate\b"
    r"|\bnothing (?:at all )?(?:is|must|may|should|shall|can|will) (?:to )?(?:be )?(?:changed|modified|touched|done|executed|written|copied|deleted|sent)\b"
    r"|\b(?:do not|don't|dont|never|please don't) (?:act|execute|do|change|touch|modify|run|apply|take any action)(?: on)?"
    r" (?:anything|any (?:action|change|thing)s?|it yet|yet|until)\b(?! (?:under|in|inside|outside|else|other|within|at|from|about|on|that|which|except|but|to|there|here)\b)|\bno (?:changes|writes|modifications|edits|actions?)\b(?! to\b)"
    r"|\bwithout (?:changing|modifying|touching) anything\b|\bhold off\b|\b(?:until|before|unless) i (?:say|confirm|approve|tell|give|sign)\b"
    r"|\bdon't (?:do|execute) (?:it|them)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def read(text: str) -> Warrant:
    """Read a task's words. An empty text gives an unclear warrant that asks for nothing and names nothing."""
    parsed = sentences(text)
    requests: list[Request] = []
    constraints: list[Constraint] = []
    for place, sentence in enumerate(parsed):
        found = constraints_of(sentence)
        constraints += [_filled(constraint, constraints) for constraint in found]
        spans = negated_spans(sentence)
        only = any(constraint.limit is Limit.ONLY for constraint in found)
        asked = list(requests_of(sentence, _forbidding(sentence, spans) if only else spans))
        requests += [reaching_back(request, text, parsed, place) for request in asked]
    spoken = _spoken(text, parsed)
    held = _FREEZE.search(spoken[:100_000])
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
        text=spoken.lower(),
        mode=mode,
        requests=tuple(requests),
        constraints=tuple(constraints),
        names=tuple(dict.fromkeys(_names(tokens))),
        ranges=tuple(token.word for token in tokens if _RANGE.match(token.word)),
        stems=frozenset(stems_in(tokens)),
        environments=_environments(tokens, constraints) | lanes,
        lanes=lanes,
        adjectives=frozenset(token.word for token in tokens if token.word in ADJECTIVES),
        mine=any(token.word in {"my", "mine", "our", "i've"} for token in tokens),
        everything=any(token.word in ALL_WORDS for token in tokens),
        pins=tuple(dict.fromkeys(pin for sentence in parsed for pin in pins_of(sentence.tokens)))[:MOST],
        people=frozenset(_people(parsed)),
        held_by=_sentence_of(parsed, held.group(0)) if held is not None and mode is Mode.READ_ONLY else "",
    )


def _spoken(text: str, parsed: Sequence[Sentence]) -> str:
    """The text, and below it its numbers in figures, and where it is not in English the English for its words."""
    foreign = [" ".join(token.word for token in sentence.tokens) for sentence in parsed if sentence.foreign]
    numbers = " ".join(counted(" ".join([text.lower(), *foreign])))
    return "\n".join([text, *foreign, *([numbers] if numbers else [])])


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


def _forbidding(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The prohibitions of a sentence that also says where changes are to stay, without those that say just that.

    A sentence that is nothing but such a prohibition («do not delete anything else») orders nothing.
    """
    return [(a, b) for a, b in spans if a <= 1 or not any(word.word in ELSEWHERE for word in sentence.tokens[a:b])]


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


def _names(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if is_name(token) and not _RANGE.match(token.word):
            yield token.word.strip()


def _people(parsed: Sequence[Sentence]) -> Iterator[str]:
    for sentence in parsed:
        for position, token in enumerate(sentence.tokens):
            capital = token.text[0].isupper() and not token.quoted and token.text[1:2].islower()
            if (
                capital
                and not token.glossed
                and (position or token.stem not in VERBS)
                and token.word not in DETERMINERS
            ):
                yield token.word


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


def _sentence_of(parsed: Sequence[Sentence], words: str) -> str:
    return next(
        (
            sentence.words
            for sentence in parsed
            if words.lower() in sentence.words.lower()
            or (sentence.foreign and words.lower() in " ".join(token.word for token in sentence.tokens))
        ),
        words,
    )
