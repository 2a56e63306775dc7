"""Orders without a verb that stands out: "workers to six", "refund for order 77", "must be public"; and what only tells."""

from collections.abc import Iterator

from commensurate.model.effect import Operation
from commensurate.warrant.lexicon import ACT_NOUNS, AMBIGUOUS, DETERMINERS, VERBS
from commensurate.warrant.phrases import is_name, stems_in
from commensurate.warrant.pins import pins_of
from commensurate.warrant.tokens import Sentence
from commensurate.warrant.warrant import Request


def reports(sentence: Sentence) -> bool:
    """True for a sentence that tells of what was: "I had it removed", "why was it deleted?"."""
    words = {token.word for token in sentence.tokens}
    return bool(words & _PAST) or (sentence.question and bool(words & _ASKS_ABOUT) and "please" not in words)


_PAST = frozenset({"had", "was", "were", "got", "did", "didn't", "already", "yesterday's"})
_ASKS_ABOUT = frozenset({"why", "when", "who", "what", "which", "how", "does", "do", "is", "are", "whether"})


def terse(sentence: Sentence) -> Iterator[Request]:
    """An order without a verb: "workers to six", "heating to 19 in the bedroom"; or a state that is to be: "must be public"."""
    words = sentence.tokens
    if sentence.question:
        return
    plain = not any(w.word in _FINITE or (w.word.endswith(("ed", "s")) and w.stem in VERBS) for w in words[1:])
    plain = plain and words[0].word not in _FINITE | DETERMINERS
    for position, token in enumerate(words) if plain else ():
        told = (
            token.word.endswith(("ed", "ing")) or token.quoted or is_name(token) or (token.glossed and not token.verb)
        )
        found = ACT_NOUNS.get(token.stem) or (VERBS.get(token.stem) if token.stem in AMBIGUOUS else None)
        after = words[position + 1] if position + 1 < len(words) else None
        joined = after is None or after.stem not in VERBS or after.word in DETERMINERS or is_name(after)
        if found and found != _LOOKS and not told and joined and position <= _TERSE:
            yield Request(sentence.words, token.stem, found, frozenset(stems_in(words)), pins=tuple(pins_of(words)))
            return
    for position, token in enumerate(words[1:], 1):
        following = words[position + 1].word if position + 1 < len(words) else ""
        sets = token.word == "to" and position <= _TERSE and (following[:1].isdigit() or following in _SMALL_NUMBERS)
        shall = token.word == "be" and words[position - 1].word in {"shall", "should", "must"}
        if sets or shall:
            operations = {Operation.UPDATE} if sets else {Operation.UPDATE, Operation.GRANT, Operation.CREATE}
            yield Request(
                sentence.words, "set", frozenset(operations), frozenset(stems_in(words)), pins=tuple(pins_of(words))
            )
            return


_LOOKS = frozenset({Operation.READ})
_FINITE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "does",
        "did",
        "do",
        "i",
        "we",
        "he",
        "she",
        "they",
        "it's",
        "i'm",
        "i've",
        "there",
        "that's",
        "isn't",
        "aren't",
        "was",
        "can't",
        "won't",
        "will",
        "would",
    ]
)
_TERSE = 8
"""Words that may stand before the "to" of such an order."""
_SMALL_NUMBERS = frozenset(
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "hundred",
        "half",
    ]
)
