"""Prohibitions and limits: "do not …", "never", "without …ing", "only … in X", "leave X alone", "no X", "once Y is done"."""

from collections.abc import Iterator, Sequence

from commensurate.model.effect import Operation
from commensurate.model.regex import regex
from commensurate.warrant.clauses import new_clause
from commensurate.warrant.lexicon import ANY, KEEPERS, NEGATORS, STOPWORDS, TOUCHERS, UNTOUCHED, USERS, VERBS
from commensurate.warrant.tokens import Sentence, Token, stem, stems
from commensurate.warrant.warrant import Constraint, Limit

CHANGES = ANY - {Operation.READ}
_EXACT = regex(r"[/\\@*]|^\.|\w\.\w|^--?\w|_|\d")
_PART = regex(r"[^\W\d_]+|\d+")
_ENDS = frozenset({"but", "however", "instead", "although", "because", "since", ";"})
_RESTARTS = frozenset({"just", "please", "then", "make", "only", "ensure", "use", "fix", "keep", "do"})
_CONDITIONS = frozenset({"without", "until", "unless", "before"})
_FIRST = frozenset({"once", "after", "when"})
_LIMITS = frozenset({
    "more", "longer", "over", "above", "exceed", "beyond", "greater", "larger",
    "max", "maximum", "most", "least", "older", "newer", "fewer",
})  # fmt: skip
_UNITS = frozenset(
    {"s", "sec", "second", "min", "minute", "hour", "day", "week", "month", "mb", "gb", "%", "percent", "m", "h", "d"}
)
_NUMBER = regex(r"^[$£€]?(\d[\d,]*(?:\.\d+)?)([a-z%]*)$")


def parts(name: str) -> list[str]:
    """The stems of the words in a name."""
    return [stem(part) for part in _PART.findall(name) if len(part) > 1]


def negated_spans(sentence: Sentence) -> list[tuple[int, int]]:
    """Where in the sentence a prohibition stands: token positions from its negator to its end."""
    words = sentence.tokens
    spans: list[tuple[int, int]] = []
    position = 0
    while position < len(words):
        if _negates(words, position):
            end = _end(words, position + 1)
            spans.append((position, end))
            position = end
        else:
            position += 1
    return spans


def constraints_of(sentence: Sentence) -> list[Constraint]:
    """All limits that a sentence sets."""
    words = sentence.tokens
    found = [constraint for span in negated_spans(sentence) for constraint in _forbidden(sentence, span)]
    kept = _kept(sentence)
    if kept is not None:
        found.append(kept)
    only = _only(sentence)
    if only is not None:
        found.append(only)
    capped = _capped(sentence)
    if capped is not None:
        found.append(capped)
    needed = _needed(sentence)
    if needed is not None:
        found.append(needed)
    return found if words else []


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
    if word == "no":
        before = words[position - 1].text if position else ""
        told = any(other.word in {"is", "are", "was", "has", "have"} for other in words[position + 1 : position + 5])
        opens = before in {"", ",", ":", "-", "and", "but", "("}
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
    if word == "nothing":
        return following in {"else", "outside", "in", "other"}
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


def _starts_anew(words: Sequence[Token], position: int) -> bool:
    if new_clause(words, position):
        return True
    return (
        position < len(words)
        and words[position].word in (_RESTARTS | {"but", "and"})
        and (words[position].word != "and" or (position + 1 < len(words) and words[position + 1].word in _RESTARTS))
    )


def _forbidden(sentence: Sentence, span: tuple[int, int]) -> Iterator[Constraint]:
    start, end = span
    words = sentence.tokens[start:end]
    negator = words[0].word
    body = list(words[1:])
    condition: frozenset[str] = frozenset()
    for position, token in enumerate(body):
        if token.word in _CONDITIONS and position > 0 and negator != "without":
            condition = frozenset(_content(body[position + 1 :]))
            body = body[:position]
            break
    verbs = frozenset(
        token.stem for token in body[:6] if token.stem in VERBS or token.stem in TOUCHERS or token.stem in USERS
    )
    first = _first_verb(body)
    operations, looking = _operations(first, verbs)
    if any(token.word in _ELSEWHERE for token in body) and not _names(body):
        yield Constraint(Limit.ONLY, _cut(sentence, words), CHANGES, verbs=verbs)
        return
    if negator == "no" or (negator == "without" and first is None):
        operations, looking = CHANGES, True
        if negator == "without":
            return
    yield Constraint(
        Limit.UNLESS if condition else Limit.FORBID,
        _cut(sentence, words),
        operations,
        tuple(_names(body)),
        frozenset(_content(_core(body))) - ({first} if first is not None else set()),
        looking,
        condition,
        verbs,
        _most(body),
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


def _kept(sentence: Sentence) -> Constraint | None:
    """Such as "leave X alone", "keep X unchanged", "preserve X", "X must stay as it is"."""
    words = sentence.tokens
    for position, token in enumerate(words):
        if token.stem not in KEEPERS or not (position == 0 or words[position - 1].word in _BEFORE_KEEP):
            continue
        rest = words[position + 1 :]
        ends = next((i for i, w in enumerate(rest) if w.word in UNTOUCHED or w.text in {",", "("}), len(rest))
        subject = rest[:ends] or words[:position]
        if token.stem == "leav" and not any(
            w.word in {"alone", "untouched", "as", "intact", "unchanged"} for w in rest
        ):
            continue
        if rest and rest[0].word in {"in", "it", "me", "track", "going", "within", "inside", "to", "on"}:
            continue
        return Constraint(
            Limit.KEEP,
            sentence.words,
            CHANGES,
            tuple(_names(subject)),
            frozenset(_content(subject)),
            verbs=frozenset({token.stem}),
        )
    return None


_TELLS = frozenset(
    {"need", "know", "think", "have", "want", "care", "see", "understand", "believe", "remember", "like"}
)
"""After "I don't" these tell something and forbid nothing."""
_NO_IDIOMS = frozenset({"longer", "matter", "problem", "one", "need", "later", ""})
_STAYS = stems("stay remain keep confine restrict limit")
_ELSEWHERE = frozenset({"outside", "elsewhere", "other", "beyond", "else"})
"""With these a prohibition speaks of everything but what was named before."""
_BEFORE_KEEP = frozenset({"and", "please", "to", "must", "should", "but", ",", "will", ":", "also", "always", "just"})


def _only(sentence: Sentence) -> Constraint | None:
    """Such as "Only modify files in X", "Modify X only", "Delete ONLY within X", "limited to X", "stay in X", "nothing outside X"."""
    words = sentence.tokens
    marks = [
        i
        for i, w in enumerate(words)
        if w.word in {"only", "solely", "exclusively", "limited", "restricted", "contained", "outside"}
    ]
    marks = [
        i
        for i in marks
        if words[i].word != "outside" or (i and words[i - 1].word in {"nothing", "files", "anything", "changes"})
    ]
    stays = any(w.stem in _STAYS for w in words)
    marks = marks or [i for i, w in enumerate(words) if stays and w.word in {"within", "inside"}]
    if not marks:
        return None
    first = marks[0]
    verbs = [w.stem for w in words if w.stem in VERBS or w.stem in TOUCHERS]
    if words[first].word == "contained" and not _names(words):
        return None
    operations = frozenset().union(*(VERBS.get(v, frozenset()) for v in verbs[:3])) if verbs else frozenset()
    deletes = bool(operations) and operations <= {Operation.DELETE, Operation.UPDATE, Operation.STOP}
    operations = (operations & {Operation.DELETE, Operation.STOP}) if deletes else CHANGES
    if verbs and words[first].word != "outside" and all(VERBS.get(v) == frozenset({Operation.READ}) for v in verbs):
        operations = frozenset({Operation.READ})
    after = [w for w in words[first + 1 :] if w.text not in {"(", ")"}]
    names = tuple(_names(after)) or tuple(_names(words[:first]))
    stems = frozenset(_content(after)) or frozenset(_content(words[:first]))
    return Constraint(Limit.ONLY, sentence.words, operations, names, stems, verbs=frozenset(verbs))


def _capped(sentence: Sentence) -> Constraint | None:
    """A number that an order sets: "the last 7 days", "at most 20 rows", "up to 5 mails"."""
    words = sentence.tokens
    for position, token in enumerate(words):
        if token.word not in _CAPS or (token.word == "most" and (position == 0 or words[position - 1].word != "at")):
            continue
        for place in range(position + 1, min(position + 3, len(words))):
            found = _NUMBER.match(words[place].word)
            if found is not None:
                unit = found.group(2) or (words[place + 1].stem if place + 1 < len(words) else "")
                most = (float(found.group(1).replace(",", "")), unit)
                return Constraint(
                    Limit.FORBID, sentence.words, CHANGES, stems=frozenset(_content(words[place + 1 :])), most=most
                )
    return None


_CAPS = frozenset({"last", "past", "most", "maximum", "max"})


def _needed(sentence: Sentence) -> Constraint | None:
    """Such as "X requires approval", "once Y is done, X", "wait until Y"."""
    words = sentence.tokens
    for position, token in enumerate(words):
        if token.word == "before" and 0 < position < len(words) - 1:
            return _first(sentence, position)
        if token.word in {"requires", "require", "needs"} and any(w.stem in _APPROVALS for w in words[position:]):
            before = words[:position]
            operations = frozenset().union(*(VERBS.get(w.stem, frozenset()) for w in before)) or CHANGES
            return Constraint(
                Limit.UNLESS, sentence.words, operations - {Operation.READ}, tuple(_names(before)), frozenset(_content(before)),
                condition=frozenset(_content(words[position + 1 :])),
            )  # fmt: skip
    return None


def _first(sentence: Sentence, position: int) -> Constraint | None:
    """Such as "take a backup before migrating", "ask before deleting anything": what must have gone before."""
    before, after = sentence.tokens[:position], sentence.tokens[position + 1 :]
    verb = next((w.stem for w in after[:3] if w.stem in VERBS), None)
    operations = VERBS.get(verb or "", frozenset()) - {Operation.READ}
    if not operations or not before or negated_spans(sentence):
        return None
    condition = frozenset(_content(before)) | frozenset(w.stem for w in before if w.stem in _APPROVALS)
    stems_after = frozenset(_content(after)) - {verb or ""}
    return Constraint(
        Limit.UNLESS,
        sentence.words,
        operations,
        tuple(_names(after)),
        stems_after,
        condition=condition,
        verbs=frozenset({verb or ""}),
    )


_APPROVALS = stems("ask approval approve sign-off signoff permission confirmation review consent")


def _most(body: Sequence[Token]) -> tuple[float, str] | None:
    for position, token in enumerate(body):
        if token.word not in _LIMITS:
            continue
        for following in body[position + 1 : position + 4]:
            found = _NUMBER.match(following.word)
            if found is not None:
                place = body.index(following)
                unit = found.group(2) or (body[place + 1].stem if place + 1 < len(body) else "")
                return float(found.group(1).replace(",", "")), unit
    return None


def _names(words: Sequence[Token]) -> list[str]:
    return [
        w.word for w in words if (w.quoted or _EXACT.search(w.text)) and not _NUMBER.match(w.word) and len(w.word) > 1
    ]


def _content(words: Sequence[Token]) -> Iterator[str]:
    for token in words:
        if token.quoted or _EXACT.search(token.text):
            yield from (part for part in parts(token.word) if part not in STOPWORDS)
        elif token.text[0].isalpha() and token.stem not in STOPWORDS and len(token.stem) > 1:
            yield token.stem


def _cut(sentence: Sentence, words: Sequence[Token]) -> str:
    offset = sentence.tokens[0].start
    before = sentence.tokens.index(words[0])
    first = words[0]
    if before and sentence.tokens[before - 1].word in {"do", "must", "should", "please", "may", "can"}:
        first = sentence.tokens[before - 1]
    return sentence.words[first.start - offset : words[-1].end - offset]
