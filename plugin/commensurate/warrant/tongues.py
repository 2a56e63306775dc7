"""Tasks in German, Spanish and French: their words are read as English ones, so that one grammar serves all.

It is no translation: word for word, with the verb and its negation put where English has them. Quotes stay verbatim.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from types import ModuleType

from commensurate.model.regex import regex
from commensurate.warrant import words_de, words_es, words_fr
from commensurate.warrant.token import Token, stem

_WORD = regex(r"[^\W\d_]+")
_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "of",
        "to",
        "is",
        "are",
        "for",
        "please",
        "not",
        "with",
        "it",
        "that",
        "this",
        "on",
        "my",
        "me",
        "you",
        "i",
        "from",
        "be",
        "have",
        "which",
        "how",
        "what",
        "all",
    ]
)
_FEWEST = 2
"""So many little words of a language, and more than of English, make a text one of that language."""
_SHORT = 9
"""In a text of fewer words one is enough, where none is English."""
_OMITTED = "-"


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: its little words, its words as English ones, and its verbs that are cut in two."""

    marks: frozenset[str]
    exact: Mapping[str, tuple[str, str]]
    """A word -> the English one, and its part of speech: "verb", "noun", or "" for the small words."""
    starts: Mapping[str, Sequence[tuple[str, str, str]]]
    """The first two letters -> beginnings of words with the same, the longest first."""
    pairs: Mapping[str, Sequence[tuple[str, str]]]
    """What stands at the end of a clause -> beginnings of verbs, and what they mean together with it."""
    german: bool = False
    """True where verbs stand last and nouns are capital."""
    clitics: frozenset[str] = frozenset()

    def english(self, word: str) -> tuple[str, str, str] | None:
        """The English word, its part of speech, and what of the word is left; None for a word that is not known."""
        found = self.exact.get(word)
        if found is not None:
            return (*found, "")
        for start, meaning, part in self.starts.get(word[:2], ()):
            if word.startswith(start):
                return meaning, part, word[len(start) :]
        return None


def _tongue(module: ModuleType, *, german: bool = False, clitics: str = "") -> Tongue:
    exact: dict[str, tuple[str, str]] = {}
    starts: dict[str, list[tuple[str, str, str]]] = {}
    for table, part in ((module.WORDS, ""), (module.VERBS, "verb"), (module.NOUNS, "noun")):
        for line in table.strip().splitlines():
            meaning, _, forms = line.partition(": ")
            for form in forms.split():
                if form.endswith("*"):
                    starts.setdefault(form[:2], []).append((form[:-1], meaning, part))
                else:
                    exact.setdefault(form, (meaning, part))
    for found in starts.values():
        found.sort(key=lambda entry: -len(entry[0]))
    ends: dict[str, list[tuple[str, str]]] = {}
    for line in module.PAIRS.strip().splitlines():
        end, _, verbs = line.partition(": ")
        ends[end] = [(start, meaning) for start, _, meaning in (verb.partition("=") for verb in verbs.split())]
    return Tongue(frozenset(module.MARKS.split()), exact, starts, ends, german, frozenset(clitics.split()))


@cache
def _tongues() -> tuple[Tongue, ...]:
    return (
        _tongue(words_de, german=True),
        _tongue(words_es, clitics="lo la los las le les melo mela noslo nosla"),
        _tongue(words_fr, clitics="le la les leur lui moi y en nous"),
    )


@lru_cache(maxsize=256)
def tongue_of(text: str) -> Tongue | None:
    """The language of a text, where it is one of those that are known and not English."""
    words = [word.lower() for word in _WORD.findall(text[:_HEAD])]
    english = sum(word in _ENGLISH for word in words)
    best, most = None, 0
    for tongue in _tongues():
        marks = sum(word in tongue.marks for word in words)
        verbs = sum(len(word) >= _LAST_OF_A_COMPOUND and _is_verb(tongue, word) for word in words)
        needed = 1 if len(words) < _SHORT and not english and verbs else _FEWEST
        if marks >= needed and marks > english and 2 * marks + verbs > most:
            best, most = tongue, 2 * marks + verbs
    return best


def _is_verb(tongue: Tongue, word: str) -> bool:
    known = tongue.english(word)
    if known is not None and known[1] == "verb":
        return known[0] != word
    return any(word.startswith(start) for verbs in tongue.pairs.values() for start, _ in verbs)


_HEAD = 4_000
"""Characters by which the language is told."""


def glossed(words: Sequence[Token], tongue: Tongue) -> tuple[Token, ...]:
    """The words of a sentence as English ones, in about the order that English has."""
    found = [token for position, word in enumerate(words) for token in _gloss(word, position, tongue)]
    if len(found) > _LONGEST:
        return tuple(found)
    clauses: list[list[Token]] = [[]]
    joints: list[str] = []
    for token in found:
        if token.word in _JOINTS or (token.word in _OPENERS and clauses[-1]):
            joints.append(token.word)
            clauses.append([token])
        else:
            clauses[-1].append(token)
    for clause in clauses:
        _joined(clause, tongue)
    if tongue.german:
        for place in range(len(clauses) - 1, -1, -1):
            _turned(clauses, place, joints)
    return tuple(token for clause in clauses for token in clause)


_LONGEST = 600
"""Words of a sentence that are put in order; what is longer is no sentence."""
_JOINTS = frozenset({",", ":", "(", ")", "and", "or", "but", "-", "because"})
_OPENERS = frozenset({"before", "until", "unless", "without", "once", "if"})


def _gloss(token: Token, position: int, tongue: Tongue) -> Iterator[Token]:
    """One word as English ones: a compound as two, none for a word that English leaves out."""
    if token.quoted or not token.text[0].isalpha() or any(c in "/@_." or c.isdigit() for c in token.text[:-1]):
        yield token
        return
    word = token.word
    head, mark, rest = word.partition("'")
    if mark and len(head) <= _ELISION and rest:
        if head in {"n", "jusqu"}:
            yield _as(token, "never" if head == "n" else "until", "")
        word = rest
    stump, mark, clitic = word.rpartition("-")
    ends = mark and clitic in tongue.clitics
    known = tongue.english(stump if ends else word)
    if known is None:
        yield token
        return
    meaning, part, left = known
    noun = part == "noun" or (part == "verb" and tongue.german and position > 0 and token.text[0].isupper())
    for english in meaning.split():
        if english != _OMITTED:
            yield _as(token, english, "noun" if noun else part)
    if ends or (part == "verb" and any(left.endswith(end) for end in tongue.clitics) and not tongue.german):
        yield _as(token, "them", "")
    elif noun and len(left) >= _LAST_OF_A_COMPOUND:
        other = tongue.english(left) or tongue.english(left.lstrip("sen"))
        if other is not None and other[1] == "noun":
            yield _as(token, other[0], "noun")


_ELISION = 5
_LAST_OF_A_COMPOUND = 4


def _as(token: Token, english: str, part: str) -> Token:
    return Token(
        token.text,
        english,
        stem(english),
        token.start,
        token.end,
        glossed=True,
        noun=part == "noun",
        verb=part == "verb",
    )


def _joined(clause: list[Token], tongue: Tongue) -> None:
    """Put a verb that is cut in two together: "trag sie aus" -> "unsubscribe them"."""
    while clause and clause[-1].word in _TRAILING:
        clause.pop()
    last = clause[-1].text.lower() if clause else ""
    for start, meaning in tongue.pairs.get(last, ()):
        for place, token in enumerate(clause[:-1]):
            if token.text.lower().startswith(start) and not token.noun:
                clause[place] = _as(token, meaning, "verb")
                clause.pop()
                return


_TRAILING = frozenset({"please", "now"})


def _turned(clauses: list[list[Token]], place: int, joints: Sequence[str]) -> None:
    """Put a verb from the end of its clause before what it speaks of, and a negation before the verb."""
    clause = clauses[place]
    end = len(clause)
    while end and clause[end - 1].word in _AUXILIARY:
        end -= 1
    verbs = [index for index, token in enumerate(clause[:end]) if token.verb]
    negator = next((token for token in clause if token.word in {"never", "no"}), None)
    if not verbs or (negator is None and verbs[-1] == 0):
        return
    verb = clause[verbs[-1]]
    last = verbs[-1] == end - 1 and end > 1
    if last and any(token.word in _PAST for token in clause):
        clause[verbs[-1]] = replace(verb, verb=False, noun=True)
        return
    if not last and negator is None:
        return
    moved = [*([_as(negator, "never", "")] if negator is not None else []), verb]
    clause[:] = [token for token in clause if token is not verb and token is not negator]
    while last and place and joints[place - 1] in {"and", "or", ","} and not _has_verb(clauses[place - 1]):
        place -= 1
    lead = next((i for i, token in enumerate(clauses[place]) if token.word not in _LEADS), len(clauses[place]))
    clauses[place][lead:lead] = moved


_PAST = frozenset({"has", "have", "was", "were"})


def _has_verb(clause: Sequence[Token]) -> bool:
    return any(token.verb or token.word in _AUXILIARY for token in clause)


_AUXILIARY = frozenset({"will", "can", "must", "should", "has", "have", "is", "are", "was", "were", "want"})
_LEADS = frozenset(
    {"please", "can", "you", "i", "we", "will", "should", "must", "want", "also", "then", "now", "if", "that", "only",
     "without", "me", "to", "until", "before", "once", "unless", "after", "just", *_JOINTS}
)  # fmt: skip


@lru_cache(maxsize=1024)
def english_of(word: str) -> str:
    """The English for a verb of any of the languages, as it may stand in a tool's name; empty where there is none."""
    for tongue in _tongues():
        known = tongue.english(word)
        if known is not None and known[1] == "verb":
            return known[0]
    return ""
