"""Orders in the human's words: which operations a verb asks for where it stands, and what is no order. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from commensurate.model.effect import Effect, Operation, ResourceKind, Reversibility
from commensurate.warrant.asking import BEFORE_ORDERS
from commensurate.warrant.lexicon import (
    ACT_NOUNS,
    DETERMINERS,
    KEEPERS,
    KIND_STEMS,
    LIGHT,
    NEGATORS,
    PARTICLES,
    STOPWORDS,
    VERBS,
)
from commensurate.warrant.limits import negated_spans
from commensurate.warrant.phrases import is_name
from commensurate.warrant.quotes import Span
from commensurate.warrant.tokens import Sentence, Token, stem, stems, stems_of
from commensurate.warrant.warrant import Mode

VAGUE = frozenset(map(stem, ("handle", "process", "manage", "attend", "attention", "address")))
_VAGUE_PAIRS = frozenset("-".join(map(stem, pair)) for pair in (("sort", "out"), ("take", "care"), ("deal", "with")))
"""Verbs that leave open what is to be done: they name no operation."""

_OF_PAIRS = frozenset(pair.partition("-")[0] for pair in _VAGUE_PAIRS)

_MILDER = frozenset(map(stem, ("archive", "rotate", "detach", "strip", "move", "sort", "unsubscribe")))
"""Verbs that may end in something being gone, and do not name its deletion."""

_REQUESTS = frozenset({"can", "could", "would", "will", "please"})
_BE = frozenset({"be", "get", "been"})
_REACH = 5
"""How many tokens after its verb a particle may stand ("tear the old stack down")."""


def operations_at(tokens: Sequence[Token], index: int) -> frozenset[Operation]:
    """What the verb at this place may ask for; nothing where it is no verb, or tells of the past."""
    token = tokens[index]
    before = tokens[index - 1].word if index else ""
    past = token.word.endswith("ed") and before not in _BE
    if token.quoted or past or before in DETERMINERS:
        return frozenset()
    following = [t.word for t in tokens[index + 1 : index + 1 + _REACH] if t.word in PARTICLES]
    pairs = [pair for p in following if (pair := f"{token.stem}-{stem(p)}") in VERBS]
    if token.stem in VAGUE or _VAGUE_PAIRS & set(pairs):
        return frozenset()
    found = VERBS[pairs[0]] if pairs else VERBS.get(token.stem, frozenset())
    return frozenset(found) - ({Operation.DELETE} if token.stem in _MILDER else set())


def asks_for_it(tokens: Sequence[Token]) -> bool:
    """«Could you delete it?» asks for it, «should we delete it?» does not."""
    words = [token.word for token in tokens]
    return "please" in words or any(a in _REQUESTS and b == "you" for a, b in pairwise(words))


def forbidden_in(sentence: Sentence) -> Sequence[Span]:
    """The parts of a sentence that forbid; all of it under a heading such as «Never:»."""
    tokens = sentence.tokens
    if sentence.heading in NEGATORS:
        return (Span(tokens[0].start, tokens[-1].end),)
    return [Span(tokens[start].start, tokens[end - 1].end) for start, end in negated_spans(sentence)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a part of a sentence asks for: operations of the verbs that are known, and their stems.

    `left_open` where its words leave open what is to be done ("can go", "sort it out"), `unknown` where a word that no
    table knows stands in a verb's place.
    """

    known: frozenset[Operation]
    stems: frozenset[str]
    left_open: bool = False
    unknown: bool = False

    @property
    def orders(self) -> bool:
        """False where nothing is asked for but to look, or nothing at all."""
        return bool(self.known - {Operation.READ}) if self.known else self.left_open or self.unknown


def asked_in(sentence: Sentence, span: Span, mode: Mode = Mode.ORDER) -> Asked:
    """What the words of a sentence ask for that lie in a span, in a task of this mode.

    A word that no table knows may be a verb where a verb stands: nowhere in a task that only asks, anywhere in one of
    another language. What is to be left or kept as it is, is asked for by nothing.
    """
    known: frozenset[Operation] = frozenset()
    stems: set[str] = set()
    left_open = unknown = False
    for index, token in enumerate(sentence.tokens):
        inside = span.start < token.end and token.start < span.end
        if not inside or token.stem in KEEPERS or not any(map(str.isalpha, token.text)):
            continue
        found = _quoted_verbs(token) if token.quoted else _meant_at(sentence.tokens, index, mode)
        if found:
            known |= found
            stems |= {token.stem} if not token.quoted else stems_of(token.word)
        elif _disposes(sentence.tokens, index) or token.stem in VAGUE or _of_a_vague_pair(sentence.tokens, index):
            left_open = True
        else:
            unknown = unknown or _may_be_a_verb(sentence.tokens, index, mode)
    return Asked(known, frozenset(stems), left_open, unknown)


def fits(asked: Asked, effect: Effect, mode: Mode) -> bool:
    """True where an order may ask for this effect. What destroys for good needs words that ask for that, or that leave
    it open; a word that no table knows does so only in another language.
    """
    if effect.operation is not Operation.DELETE or effect.reversibility is Reversibility.REVERSIBLE:
        return bool(asked.known - {Operation.READ}) if asked.known else asked.left_open or asked.unknown
    if not asked.known:
        return asked.left_open or (asked.unknown and mode is Mode.UNCLEAR)
    return Operation.DELETE in asked.known or bool(asked.stems & _ALSO_DELETES.get(effect.resource.kind, frozenset()))


def _meant_at(tokens: Sequence[Token], index: int, mode: Mode) -> frozenset[Operation]:
    token = tokens[index]
    light = token.stem in LIGHT
    if token.word in _OPEN or (token.stem in STOPWORDS and not light):
        return frozenset()
    following = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if token.stem in _GIVING and following not in _US:
        return frozenset({Operation.GRANT})
    noun = index > 0 and tokens[index - 1].word in DETERMINERS
    if noun:
        return ACT_NOUNS.get(token.stem, frozenset()) if mode is not Mode.QUESTION else frozenset()
    found = operations_at(tokens, index)
    return frozenset() if light and found <= {Operation.READ} else found


def _disposes(tokens: Sequence[Token], index: int) -> bool:
    """«They can go», «I want it gone»; not «go live», «rows go over»."""
    following = tokens[index + 1].word if index + 1 < len(tokens) else ""
    return tokens[index].word in _OPEN and following not in _GOES_SOMEWHERE


def _of_a_vague_pair(tokens: Sequence[Token], index: int) -> bool:
    """The verb of "sort … out", "take care", "deal with"."""
    near = tokens[index + 1 : index + 1 + _REACH]
    return (
        tokens[index].stem in _OF_PAIRS and any(t.word in PARTICLES for t in near) and not operations_at(tokens, index)
    )


def _may_be_a_verb(tokens: Sequence[Token], index: int, mode: Mode) -> bool:
    token = tokens[index]
    known = token.stem in _KNOWN or token.word in NEGATORS or token.noun or is_name(token)
    if known or mode is Mode.QUESTION or (index > 0 and token.text[0].isupper()):
        return False
    return mode is Mode.UNCLEAR or index == 0 or tokens[index - 1].word in BEFORE_ORDERS


def _quoted_verbs(token: Token) -> frozenset[Operation]:
    return frozenset().union(*(VERBS.get(part, frozenset()) for part in stems_of(token.word)))


_OPEN = frozenset({"go", "goes", "gone", "away", "rid", "ditch", "toss", "zap", "yank", "sunset", "goodbye"})
"""Words of orders that leave the operation open: "the old ones can go", "I want it gone"."""
_GOES_SOMEWHERE = frozenset(
    {
        "over",
        "out",
        "live",
        "ahead",
        "on",
        "to",
        "into",
        "through",
        "back",
        "for",
        "with",
        "in",
        "up",
        "down",
        "from",
        "wrong",
    }
)

_GIVING = stems("give")
_US = frozenset({"", "me", "us", "it", "this", "that"})
"""«Give Ada the role» grants; «give me the list» tells, «give it a try» tries."""

_KNOWN = frozenset().union(VERBS, STOPWORDS, LIGHT, ACT_NOUNS, *KIND_STEMS.values())

_K = ResourceKind
_ALSO_DELETES: Mapping[ResourceKind, frozenset[str]] = {
    kind: stems(words)
    for kinds, words in (
        ((_K.DISK, _K.VOLUME), "format reformat partition repartition flash initialise initialize image"),
        ((_K.INSTANCE, _K.WORKLOAD, _K.PROCESS, _K.SERVICE), "terminate kill recycle recreate replace redeploy"),
        ((_K.CONTAINER,), "restart reboot bounce terminate kill recycle recreate replace redeploy"),
        ((_K.KEY, _K.SECRET, _K.CACHE, _K.LOG), "rotate replace renew invalidate expire refresh"),
        ((_K.DATABASE, _K.SCHEMA, _K.TABLE, _K.INDEX), "recreate reseed truncate replace restore rebuild"),
        ((_K.HISTORY, _K.WORKTREE, _K.BRANCH, _K.REPOSITORY), "squash rewrite revert undo rebase restore rollback"),
        ((_K.FILE, _K.FOLDER, _K.OBJECT), "replace overwrite move rename"),
    )
    for kind in kinds
}  # fmt: skip
"""Verbs that ask for things of these kinds to be gone, though elsewhere they do not."""
