"""What is taken out of an order: "everything except X", "X is off limits", "be careful not to remove X"."""

from collections.abc import Sequence

from commensurate.model.regex import regex
from commensurate.warrant.lexicon import KEEPERS, NEGATORS, VERBS
from commensurate.warrant.phrases import CHANGES, content_of, names_in
from commensurate.warrant.tokens import Sentence, Token
from commensurate.warrant.warrant import Constraint, Limit

_TAKES = r"(?:delete|remove|drop|wipe|erase|destroy|lose|purge|trash|clear|overwrite)"
_TAKEN = r"(?:deleted|removed|dropped|wiped|erased|destroyed|lost|purged|trashed|cleared|overwritten|touched)"
_TAKING = (
    r"(?:deleting|removing|dropping|wiping|erasing|destroying|losing|purging|trashing|clearing|overwriting|touching)"
)
_FORMS = tuple(
    regex(form)
    for form in (
        r"\b(?:everything|anything|all(?: [\w-]+){0,4}?|the rest) (?:except(?: for)?|besides|apart from|other than|excluding) (?P<x>.+)",
        r"\b(?:everything|all) but (?P<x>(?:the|my|our|those|these|for)\b.+)",
        r"(?P<x>[^,;:]{2,80}?) (?:is|are) (?:strictly )?(?:off[ -]limits|taboo|untouchable|to stay|to be kept)\b",
        rf"(?P<x>[^,;:]{{2,80}}?) (?:is|are) (?:not|never) to be {_TAKEN}\b",
        r"\bhands off (?:of )?(?P<x>.+)",
        r"(?:^|[,;] |\b(?:but|just) )not (?P<x>(?:the|my|our|those|these) .+)",
        rf"\b(?:no circumstances|not under any circumstances|(?:careful|sure|remember|try|want you|beware) not to)(?: ever)? {_TAKES} (?P<x>.+)",
        rf"\b(?:nobody|no one) (?:should|may|must|can|is to|is allowed to) {_TAKES} (?P<x>.+)",
        rf"\b(?:don't|do not|never) want (?P<x>[^,;:]{{2,80}}?) (?:to be )?{_TAKEN}\b",
        rf"\b(?:sure|certain|ensure|that) (?:that )?(?P<x>[^,;:]{{2,80}}?) (?:aren't|isn't|are not|is not|don't get|never get) {_TAKEN}\b",
        rf"\b{_TAKING} (?P<x>[^,;:]{{2,80}}?) (?:is|would be) (?:strictly )?(?:forbidden|prohibited|not allowed|off[ -]limits|out of the question)\b",
    )
)
_LEADS = frozenset({"but", "then", "because", "since", "though", "so", "which", ".", ",", ";", "("})
_LONGEST = 600
"""Characters of a sentence that are looked through."""


def exempted(sentence: Sentence) -> Constraint | None:
    """What stays as it is though the order speaks of all. Of «keep everything except X», nothing: there X may go."""
    words = sentence.tokens
    line = " ".join(token.word for token in words)[:_LONGEST]
    for number, form in enumerate(_FORMS):
        found = form.search(line)
        if found is None or sentence.question:
            continue
        start, end = line.count(" ", 0, found.start("x")), line.count(" ", 0, found.end("x")) + 1
        before = words[: line.count(" ", 0, found.start())]
        if number < _EXCEPTIONS and not _takes_all(before, words[start:end]):
            continue
        subject = _subject(words[start:end])
        stems = frozenset(content_of(subject))
        if stems or names_in(subject):
            return Constraint(Limit.KEEP, sentence.words, CHANGES, tuple(names_in(subject)), stems)
    return None


def _takes_all(before: Sequence[Token], spared: Sequence[Token]) -> bool:
    """True for an order over a whole; «keep all except X» is none, and which «the latest» is, no name tells."""
    orders = any(w.stem in VERBS for w in before) and not any(w.stem in KEEPERS or w.word in _SPARES for w in before)
    return orders and not any(w.word in _SELECTS or w.word.isdecimal() for w in spared)


_SELECTS = frozenset({"latest", "last", "newest", "oldest", "first", "recent", "current", "active", "one"})
_EXCEPTIONS = 2
"""So many of the forms take something out of a whole."""
_SPARES = NEGATORS | {"not", "no", "nothing", "without", "avoid", "skip", "ignore", "exclude"}


def _subject(words: Sequence[Token]) -> Sequence[Token]:
    """The words up to where the sentence goes on with something else: "the photos | and then delete the cache"."""
    for position, token in enumerate(words):
        onward = token.word == "and" and position + 1 < len(words) and words[position + 1].word in VERBS
        if position and (token.word in _LEADS or onward):
            return words[:position]
    return words
