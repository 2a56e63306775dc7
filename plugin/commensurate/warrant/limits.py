"""Prohibitions and limits: "do not …", "never", "without …ing", "only … in X", "leave X alone", "no X", "once Y is done"."""

from collections.abc import Iterator, Sequence

from commensurate.model.effect import Operation
from commensurate.warrant.bounds import capped, kept, needed, only
from commensurate.warrant.clauses import new_clause
from commensurate.warrant.exempt import exempted
from commensurate.warrant.lexicon import ANY, NEGATORS, TOUCHERS, USERS, VERBS
from commensurate.warrant.phrases import CHANGES, ELSEWHERE, content_of, most, names_in, verbatim
from commensurate.warrant.tokens import Sentence, Token
from commensurate.warrant.warrant import Constraint, Limit

_ENDS = frozenset({"but", "however", "instead", "although", "because", "since", ";"})
_RESTARTS = frozenset({"just", "please", "then", "make", "only", "ensure", "use", "fix", "keep", "do"})
_CONDITIONS = frozenset({"without", "until", "unless", "before"})
_FIRST = frozenset({"once", "after", "when"})
_TELLS = frozenset(
    {"need", "know", "think", "have", "want", "care", "see", "understand", "believe", "remember", "like"}
)
"""After "I don't" these tell something and forbid nothing."""
_NO_IDIOMS = frozenset({"longer", "matter", "problem", "one", "need", "later", ""})


def negated_spans(sentence: Sentence) -> list[tuple[int, int]]:
    """Where in the sentence a prohibition stands: token positions from its negator to its end."""
    words = sentence.tokens
    spans: list[tuple[int, int]] = []
    position = 0
    while position < len(words):
        if _negates(words, position) and not _told(words, position):
            end = _end(words, position + 1)
            spans.append((position, end))
            position = end
        else:
            position += 1
    return spans


def constraints_of(sentence: Sentence) -> list[Constraint]:
    """All limits that a sentence sets."""
    spans = negated_spans(sentence)
    found = [constraint for span in spans for constraint in _forbidden(sentence, span)]
    bounds = (
        kept(sentence),
        only(sentence),
        capped(sentence),
        needed(sentence, forbids=bool(spans)),
        exempted(sentence),
    )
    return found + [bound for bound in bounds if bound is not None]


def _negates(words: Sequence[Token], position: int) -> bool:
    word = words[position].word
    following = words[position + 1].word if position + 1 < len(words) else ""
    if following in {"forget", "hesitate", "worry", "mind", "miss", "fail", "be"} or (
        following == "to" and word == "not"
    ):
        return False
    speaker = words[position - 1].word if position else ""
    if speaker in {"i", "we", "they", "you", "do"} and following in _TELLS:
        return False
    if word == "stop":
        return following.endswith("ing")
    if word == "no" and following in {"circumstances", "account", "event"}:
        return True
    if word == "no":
        before = words[position - 1].text if position else ""
        told = any(other.word in {"is", "are", "was", "has", "have"} for other in words[position + 1 : position + 5])
        opens = before in {"", ",", ":", "-", "and", "but"}
        return opens and not told and following not in _NO_IDIOMS and not following.isdigit()
    if word in {"isn't", "aren't", "doesn't", "didn't", "can't", "cannot", "won't"}:
        before = words[position - 1].word if position else ""
        return before in {"you", "we", "agents", "must", "changes", "it"} and word in {"can't", "cannot"}
    if word == "not":
        before = words[position - 1].word if position else ""
        if following in {"sure", "only", "yet", "currently", "older", "newer", "working", "found", "able", "just"}:
            return False
        return before in {
            "do",
            "must",
            "should",
            "may",
            "can",
            "please",
            "to",
            "shall",
            "but",
            "will",
            "and",
            ",",
            "is",
            "are",
            "",
        } and not (before in {"is", "are"} and not following.endswith(("ed", "en")))
    if word == "nothing" and following in {"goes", "leaves", "happens", "moves"}:
        return True
    if word == "off" and position and words[position - 1].stem in {"hand", "finger", "paw"}:
        return True
    if word == "nothing":
        bound = any(other.word in {"be", "must", "may", "should"} for other in words[position + 1 :])
        return (
            following in {"else", "outside", "other"}
            or (following == "in" and bound)
            or any(other.word == "be" for other in words[position + 1 : position + 4])
        )
    return word in NEGATORS


def _end(words: Sequence[Token], start: int) -> int:
    for position in range(start, len(words)):
        word = words[position].word
        if word in _ENDS or word == "except" or (words[position].text == "," and _starts_anew(words, position + 1)):
            return position
        if (
            word in {"and", "then"}
            and position > start
            and position + 1 < len(words)
            and words[position + 1].word in _RESTARTS
        ):
            return position
    return len(words)


def _told(words: Sequence[Token], start: int) -> bool:
    """True for a clause that forbids nothing, before an order: «wird nicht mehr gebraucht, lösch ihn»."""
    comma = next((i for i in range(start, len(words) - 1) if words[i].text == ","), start)
    after = words[comma + 1] if comma > start else None
    return after is not None and after.glossed and after.verb and not any(w.verb for w in words[start:comma])


def _starts_anew(words: Sequence[Token], position: int) -> bool:
    if new_clause(words, position) or _speaks_of_another(words, position):
        return True
    return (
        position < len(words)
        and words[position].word in (_RESTARTS | {"but", "and"})
        and (words[position].word != "and" or (position + 1 < len(words) and words[position + 1].word in _RESTARTS))
    )


def _speaks_of_another(words: Sequence[Token], position: int) -> bool:
    """True after a comma where somebody else acts: ", the council sees the list on Thursday"."""
    if position >= len(words) or words[position].word not in {"the", "my", "our", "their", "his", "her"}:
        return False
    rest = words[position : position + 7]
    acts = [w for w in rest[2:] if w.word.endswith("s") and w.stem in VERBS and w.word != w.stem]
    return bool(acts) and not any(w.word in {"and", "or", "nor"} for w in rest)


def _forbidden(sentence: Sentence, span: tuple[int, int]) -> Iterator[Constraint]:
    start, end = span
    words = sentence.tokens[start:end]
    negator = words[0].word
    body = list(words[1:])
    condition: frozenset[str] = frozenset()
    for position, token in enumerate(body):
        if token.word in _CONDITIONS and position > 0 and negator != "without":
            condition = frozenset(content_of(body[position + 1 :]))
            body = body[:position]
            break
    verbs = frozenset(
        token.stem for token in body[:6] if token.stem in VERBS or token.stem in TOUCHERS or token.stem in USERS
    )
    first = _first_verb(body)
    operations, looking = _operations(first, verbs)
    if any(token.word in ELSEWHERE for token in body) and not names_in(body):
        yield Constraint(Limit.ONLY, verbatim(sentence, words), CHANGES, verbs=verbs)
        return
    if negator == "no" or (negator == "without" and first is None):
        operations, looking = CHANGES, True
        if negator == "without":
            return
    yield Constraint(
        Limit.UNLESS if condition else Limit.FORBID,
        verbatim(sentence, words),
        operations,
        tuple(names_in(body)),
        frozenset(content_of(_core(body))) - ({first} if first is not None else set()),
        looking,
        condition,
        verbs,
        most(body),
    )


def _core(body: Sequence[Token]) -> Sequence[Token]:
    """What a prohibition speaks of, without when and where: "open the valve | while it is hot"."""
    for position, token in enumerate(body):
        purpose = token.word == "to" and position + 1 < len(body) and body[position + 1].word in _PURPOSES
        if position > 1 and (purpose or token.word in _QUALIFIES):
            return body[:position]
    return body


_PURPOSES = frozenset(
    {"pass", "make", "get", "force", "work", "hide", "fix", "avoid", "save", "speed", "reduce", "achieve"}
)
_QUALIFIES = frozenset(
    {
        "after",
        "between",
        "during",
        "while",
        "when",
        "once",
        "across",
        "by",
        "because",
        "since",
        "so",
        "for",
        "per",
    }
)


def _first_verb(body: Sequence[Token]) -> str | None:
    for token in body[:5]:
        if token.stem in TOUCHERS or token.stem in USERS or token.stem in VERBS:
            return token.stem
    return None


def _operations(first: str | None, verbs: frozenset[str]) -> tuple[frozenset[Operation], bool]:
    if first is None:
        return CHANGES, False
    if verbs & TOUCHERS:
        return CHANGES, False
    if first in USERS:
        return ANY, True
    operations = VERBS.get(first, CHANGES)
    more = frozenset().union(*(VERBS.get(verb, frozenset()) for verb in verbs)) if verbs else frozenset()
    return operations | more, operations == {Operation.READ}
