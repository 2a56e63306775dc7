"""Whether words of the human name an act and its object: what alone can lift the gravest floors. Pure.

Strict on purpose: a name that is missed costs a question to a human, a name that is imagined costs a database. An
order names the act with a verb that is neither negated nor asked about nor told of the past; it names the object by
its name, by a pattern that its name falls into, or by its kind where it has none. Production must be spoken of, or be part of the name.
"""

import re
from collections.abc import Sequence

from commensurate.effects.environment import environment_of
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.effect import BlastRadius, Effect, Environment, Reversibility
from commensurate.model.regex import regex
from commensurate.warrant.lexicon import ALL_WORDS, KIND_STEMS, NEGATORS, WHOLES
from commensurate.warrant.orders import asks_for_it, forbidden_in, operations_at
from commensurate.warrant.quotes import Span, plain, says_enough
from commensurate.warrant.read import read
from commensurate.warrant.tokens import Sentence, Token, sentences, stems_of

POINTERS = frozenset({"that", "it", "them", "this", "those", "these", "there"})
"""Words of an order that point back to what was named before."""

_TURNS = frozenset({"but", "instead", "then", "rather"})
"""After these a negation no longer holds."""

_RANGE = regex(r"\b(?:\d+x+|\d{3,})\b")
_GLOB = regex(r"[\w./:-]{3,}\*")
_SEPARATORS = regex(r"[/:\\]+")
_IDENTIFIER = regex(r"[\w*~]*[\d_/:*~-][\w./:*~-]*\w|\w+\.\w[\w.]*")


def names_all(spans: Sequence[Span], words: str, analysis: Analysis, pointed: Sequence[Span] = ()) -> bool:
    """True where every grave effect is named by one of the quotes, which stand in the words as `spans`.

    They may point back to each other, and to `pointed`, which by themselves order nothing. Where the action is opaque, only words that hold the very command count: what is not in view cannot be named.
    """
    whole, weighty, near = sentences(words), gravest(analysis), (*spans, *pointed)
    opaque = analysis.coverage is Coverage.OPAQUE
    return bool(weighty) and all(
        any(_verbatim(span.of(words), e) or (not opaque and _names(span, near, words, whole, e)) for span in spans)
        for e in weighty
    )


def gravest(analysis: Analysis) -> Sequence[Effect]:
    """The effects that words must name: those that are not small, else all that change something."""
    changing = [effect for effect in analysis.effects if effect.changes]
    grave = [e for e in changing if (e.reversibility, e.blast_radius) != (Reversibility.REVERSIBLE, BlastRadius.ONE)]
    return grave or changing


def _verbatim(quote: str, effect: Effect) -> bool:
    evidence = plain(effect.evidence).text.strip()
    return says_enough(evidence) and len(evidence.split()) > 1 and evidence in plain(quote).text


def _names(span: Span, spans: Sequence[Span], words: str, whole: Sequence[Sentence], effect: Effect) -> bool:
    """The order names the object itself, or points back («delete that one») to another quote that does."""
    if not any(_orders(sentence, span, effect) for sentence in whole):
        return False
    pointing = bool(POINTERS & set(plain(span.of(words)).text.split()))
    named_in = spans if pointing else (span,)
    return any(_names_object(_allowed(one, words, whole), words, effect) for one in named_in)


def _allowed(span: Span, words: str, whole: Sequence[Sentence]) -> str:
    """The words of a span without what forbids: «tidy up, but never drop users» names no table."""
    text = words
    for part in (part for sentence in whole for part in forbidden_in(sentence)):
        text = text[: part.start] + " " * (part.end - part.start) + text[part.end :]
    return span.of(text)


def _orders(sentence: Sentence, span: Span, effect: Effect) -> bool:
    """True where the sentence, inside the quote, orders the operation."""
    if sentence.heading in NEGATORS or (sentence.question and not asks_for_it(sentence.tokens)):
        return False
    for index, token in enumerate(sentence.tokens):
        inside = span.start <= token.start and token.end <= span.end
        if inside and effect.operation in operations_at(sentence.tokens, index):
            return not _negated(sentence.tokens[:index])
    return False


def _negated(before: Sequence[Token]) -> bool:
    for token in reversed(before):
        if token.word in _TURNS:
            return False
        if token.word in NEGATORS or token.word.endswith("n't"):
            return True
    return False


def _names_object(quote: str, words: str, effect: Effect) -> bool:
    name, world = effect.resource.name, effect.environment
    said = worlds_of(without(name, quote), without(name, words))
    if said and world is not Environment.UNKNOWN and world not in said:
        return False
    text, stems = plain(quote).text, stems_of(quote)
    bare = _bare(name, text)
    if len(bare) > 2 and re.search(rf"(?<!\w){re.escape(bare)}(?!\w|[./-]\w)", text):
        return True
    if _all_parts(name, text):
        return True
    if world is Environment.PRODUCTION and world not in said:
        return False
    last = next((part for part in reversed(_SEPARATORS.split(name)) if part.strip("*. ")), "")
    parts = {p for p in stems_of(last) if environment_of(p) is Environment.UNKNOWN}
    if any(len(p) > 2 for p in parts) and parts <= stems:
        return True
    return _names_set(quote, stems, effect) or _names_kind(quote, stems, effect) or _names_world(said, effect)


def _bare(name: str, text: str) -> str:
    """The name without its marks. What a filter lets through is named by its folder, where all its figures are said."""
    whole, _, narrowed = name.partition("(")
    said = all(re.search(rf"(?<!\d){figure}(?!\d)", text) for figure in re.findall(r"\d+", narrowed))
    return plain(whole if narrowed.endswith(")") and narrowed.startswith("mtime") and said else name).text.strip("*/ ")


def without(name: str, text: str) -> str:
    """The words without the name: a table "orders_staging" says nothing of where it stands."""
    plain_name = name.strip("*/ ")
    suffixed = len(plain_name) > 2 and _SUFFIXED.search(plain_name.lower()) is not None
    return re.sub(re.escape(plain_name), " ", text, flags=re.IGNORECASE) if suffixed else text


_SUFFIXED = regex(r"[a-z0-9][_-](?:test|staging|stage|tmp|local)$")


def _all_parts(name: str, text: str) -> bool:
    """Every part of a longer name stands in the words: «nightly/2025/ in acme-artefacts» names s3://acme-artefacts/nightly/2025/."""
    parts = [part for part in _SEPARATORS.split(plain(name).text) if part.strip("*. ") and part not in _SCHEMES]
    return len(parts) > 1 and all(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) for part in parts)


_SCHEMES = frozenset({"s3", "gs", "az", "http", "https", "file", "git", "ssh"})


def worlds_of(quote: str, words: str) -> frozenset[Environment]:
    """The worlds that the quote speaks of; where it speaks of none, the one that the whole task keeps to."""
    said = environment_of(quote)
    found = read(quote).environments | ({said} - {Environment.UNKNOWN})
    whole = read(words).environments
    return found or (whole if len(whole) == 1 else frozenset())


def _names_world(said: frozenset[Environment], effect: Effect) -> bool:
    """«Tear down the sandbox»: an environment for throwing away is itself the object, where nothing speaks of another."""
    whole = effect.blast_radius is BlastRadius.ENVIRONMENT and effect.resource.kind in WHOLES
    unnamed = not any(character.isalnum() for character in effect.resource.name)
    here = effect.environment in {Environment.UNKNOWN, Environment.DEVELOPMENT}
    return whole and unnamed and here and said == {Environment.DEVELOPMENT}


def _names_set(quote: str, stems: frozenset[str], effect: Effect) -> bool:
    """By a number or pattern that is part of its name ("job 4812", "jobs 48xx", "branches feature/*"), and its kind."""
    patterns = [re.sub(r"x+$", lambda xs: r"\d" * len(xs.group()), p) for p in _RANGE.findall(quote.lower())]
    patterns += [re.escape(p).replace(r"\*", r"[^/]*") for p in _GLOB.findall(quote.lower())]
    falls_in = any(re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", effect.resource.name.lower()) for pattern in patterns)
    return falls_in and bool(KIND_STEMS.get(effect.resource.kind, frozenset()) & stems)


def _names_kind(quote: str, stems: frozenset[str], effect: Effect) -> bool:
    """By its kind alone, where the thing has no name, nothing else is named, and all is said where all is meant."""
    named = any(character.isalnum() for character in effect.resource.name)
    if named or effect.environment is Environment.PRODUCTION or _IDENTIFIER.search(quote):
        return False
    everything = effect.blast_radius is BlastRadius.ENVIRONMENT and effect.resource.kind not in WHOLES
    if everything and not ALL_WORDS & {word.strip(".,;:!") for word in quote.lower().split()}:
        return False
    return bool(KIND_STEMS.get(effect.resource.kind, frozenset()) & stems)
