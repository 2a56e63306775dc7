"""The words by which a judge says that the human ordered the act and named its object, held against the words themselves,
the effects and the evidence. Pure.

naming.py finds orders by itself and misses many: people say «the old ones can go». Where it finds none, the judge may
point at the words. They count unless the code can see that they do not: words that are not there, that stand in a
prohibition, that ask for something milder or only to look, that speak of another thing, another environment or fewer
things than the action touches; a limit that the action breaks; or a text that tries to sway whoever weighs it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Environment, Operation, Reversibility, Trait
from commensurate.model.judgement import Judgement
from commensurate.model.regex import regex
from commensurate.ports import Case
from commensurate.warrant.act import Act, act_of
from commensurate.warrant.evidence import gather, speaks_to_the_judge
from commensurate.warrant.hold import FULL, held
from commensurate.warrant.lexicon import ALL_WORDS, STOPWORDS, WHOLES
from commensurate.warrant.likeness import other_thing
from commensurate.warrant.naming import POINTERS, gravest, without, worlds_of
from commensurate.warrant.orders import Asked, asked_in, asks_for_it, fits, forbidden_in
from commensurate.warrant.phrases import is_name
from commensurate.warrant.quotes import Span, places, plain
from commensurate.warrant.read import read
from commensurate.warrant.tokens import Sentence, Token, sentences, stems, stems_of
from commensurate.warrant.warrant import Mode

CONFIDENT = 0.7
"""How sure of its side a judge must be for its pointing to lift a floor."""


@dataclass(frozen=True)
class Pointed:
    """What a judge pointed at, found in the human's words. `acts` and `objects` hold only what may be relied on."""

    case: Case
    judgement: Judgement

    @property
    def words(self) -> str:
        """All of the human's words."""
        return self.case.task.text

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """Their sentences."""
        return sentences(self.words)

    @cached_property
    def acts(self) -> Sequence[Asked]:
        """What each of the pointed-at orders may ask for."""
        mode = read(self.words).mode
        found = [(span, s) for span in self.orders for s in self.around(span)]
        return [asked_in(s, span, mode) for span, s in found if not s.question or asks_for_it(s.tokens)]

    @cached_property
    def orders(self) -> Sequence[Span]:
        """Where the words for the order stand."""
        return self._relied(self.judgement.act_words)

    @cached_property
    def objects(self) -> Sequence[Span]:
        """Where the words for the object stand."""
        return self._relied(self.judgement.object_words)

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the words for the object; of the quotes, where those only point («delete it»)."""
        own = self._tokens(self.objects)
        if any(_means_something(token) for token in own):
            return own
        quoted = [span for quote in self.judgement.quotes for span in self._allowed(quote)]
        return [token for token in self._tokens(quoted) if not asked_in(self._of(token), _place(token)).known]

    @cached_property
    def about(self) -> str:
        """The whole sentences in which the object is spoken of."""
        return " ".join(dict.fromkeys(s.words for span in self.objects for s in self.around(span)))

    @cached_property
    def act(self) -> Act:
        """The action, ready to be compared with words."""
        return act_of(self.case.action, self.case.analysis)

    def _relied(self, quotes: Sequence[str]) -> Sequence[Span]:
        return [span for quote in quotes for span in self._allowed(quote)]

    def _allowed(self, quote: str) -> Iterator[Span]:
        """Where a quote stands outside of what forbids."""
        for span in places(quote, plain(self.words)):
            if not any(_meet(span, part) for sentence in self.around(span) for part in forbidden_in(sentence)):
                yield span

    def around(self, span: Span) -> Iterator[Sentence]:
        """The sentences that a span lies in."""
        return (s for s in self.sentences if _meet(span, Span(s.tokens[0].start, s.tokens[-1].end)))

    def _tokens(self, spans: Sequence[Span]) -> Sequence[Token]:
        inside = {t: None for s in self.sentences for t in s.tokens if any(_meet(_place(t), span) for span in spans)}
        return list(inside)

    def _of(self, token: Token) -> Sentence:
        return next(s for s in self.sentences if token in s.tokens)


def why_not(judgement: Judgement, case: Case) -> str:
    """Why the words that a judge points at lift no floor; empty where they do."""
    if not judgement.act_words or not judgement.object_words or not gravest(case.analysis):
        return "the judge points at no words that order the act and name its object"
    pointed = Pointed(case, judgement)
    return next((why for check in _CHECKS if (why := check(pointed))), "")


def _unsure(pointed: Pointed) -> str:
    return "the judge is not sure" if pointed.judgement.confidence < CONFIDENT else ""


def _unsaid(pointed: Pointed) -> str:
    """Every word that is pointed at must be the human's, and stand where nothing is forbidden."""
    for words in (*pointed.judgement.act_words, *pointed.judgement.object_words):
        if next(places(words, plain(pointed.words)), None) is None:
            return "words that it points at are not the human's"
        if not pointed._relied((words,)):  # noqa: SLF001 (one file, one thing)
            return f"«{words}» stands in what the human forbids"
    return ""


def _orders_nothing(pointed: Pointed) -> str:
    """An order is none where it is a question, or read-only was asked for, or it asks for something milder."""
    if read(pointed.words).mode is Mode.READ_ONLY:
        return "the human asked for no change"
    sound = [asked for asked in pointed.acts if asked.orders]
    if not sound:
        return "the words that it points at order nothing"
    mode = read(pointed.words).mode
    if not all(any(fits(asked, effect, mode) for asked in sound) for effect in gravest(pointed.case.analysis)):
        return "the words that it points at ask for something else"
    return ""


def _names_nothing(pointed: Pointed) -> str:
    named = any(_means_something(token) for token in pointed.tokens)
    return "" if named else "the words that it points at name no object"


def _another_world(pointed: Pointed) -> str:
    pointed_at, words, about = (
        _NO_WORLD.sub(" ", text)
        for text in (" ".join(span.of(pointed.words) for span in pointed.objects), pointed.words, pointed.about)
    )
    for effect in gravest(pointed.case.analysis):
        name = effect.resource.name
        said = worlds_of(without(name, pointed_at), without(name, words)) | read(without(name, about)).environments
        if said and effect.environment is not Environment.UNKNOWN and effect.environment not in said:
            return "the human's words speak of another environment"
    return ""


_NO_WORLD = regex(
    r"\b(?:stress|load|smoke|unit|speed|fire)[ -]tests?\b|\b\w+[_-](?:test|staging|stage|tmp|local)\b"
    r"|\b(?:test|demo|dummy)[ -](?:number|row|record|entr(?:y|ie)|account|user|customer|order|mail|message|run|result|case)s?\b"
    r"|\btest[ -](?:data|suite)\b",
    re.IGNORECASE,
)
"""Things that are called after a test and may stand anywhere: the test orders of a shop, a namespace "log-test"."""


def _apart(pointed: Pointed) -> str:
    """Order and object stand in one sentence, or the order points back («Tear that down»)."""
    orders = [s for span in pointed.orders for s in pointed.around(span)]
    about = [s for span in pointed.objects for s in pointed.around(span)]
    near = _points_back(pointed) or any(one.start == other.start for one in orders for other in about)
    return "" if near else "what is ordered and what is named stand apart"


def _points_back(pointed: Pointed) -> bool:
    """A pronoun in the order or beside it."""
    for span in pointed.orders:
        for sentence in pointed.around(span):
            inside = [i for i, token in enumerate(sentence.tokens) if _meet(_place(token), span)]
            if inside and any(t.word in POINTERS for t in sentence.tokens[max(inside[0] - 2, 0) : inside[-1] + 4]):
                return True
    return False


def _named_elsewhere(pointed: Pointed) -> str:
    """What the human names far away from the order is not what the order speaks of."""
    starts = [s.start for s in pointed.sentences]
    near = {starts.index(s.start) for span in (*pointed.orders, *pointed.objects) for s in pointed.around(span)}
    for effect in gravest(pointed.case.analysis):
        name = effect.resource.name.strip("*/ ")
        spans = list(places(name, plain(pointed.words))) if len(name) > 2 else []
        here = {starts.index(s.start) for span in spans for s in pointed.around(span)}
        if here and not any(abs(one - other) <= 1 for one in here for other in near):
            return f"the human speaks of «{name}» elsewhere"
    return ""


def _another_thing(pointed: Pointed) -> str:
    names = [token.word for token in pointed.tokens if is_name(token)]
    return next((why for e in gravest(pointed.case.analysis) if (why := other_thing(names, e.resource.name))), "")


def _too_many(pointed: Pointed) -> str:
    effects = gravest(pointed.case.analysis)
    most = min(_numbers(pointed.tokens), default=None)
    if most is not None and any(_count(effects, effect.operation) > most for effect in effects):
        return f"the human spoke of {most}, the action touches more"
    said = {token.word for token in pointed.tokens}
    plural = any(word.endswith("s") and not word.endswith("ss") for word in said)
    if any(map(_everything, effects)) and not (plural or said & ALL_WORDS):
        return "the human did not speak of all of them"
    return ""


def _breaks_a_limit(pointed: Pointed) -> str:
    constraints, steps = read(pointed.words).constraints, gather(pointed.case.steps)
    broken = (limit.words for limit in constraints if held(limit, pointed.act, steps).degree >= FULL)
    return next((f"the action breaks «{words}»" for words in broken), "")


def _out_of_view(pointed: Pointed) -> str:
    """What is not in view is named only by words that the command itself holds («deploy»: `make deploy-all`)."""
    if pointed.case.analysis.coverage is not Coverage.OPAQUE:
        return ""
    words = " ".join((*pointed.judgement.act_words, *pointed.judgement.object_words))
    return "" if (stems_of(words) - STOPWORDS) & pointed.act.stems else "what it would do is not in view"


def _swayed(pointed: Pointed) -> str:
    """A judge that was told what to say, or an agent that was told what to do, points at nothing that counts."""
    evidence = gather(pointed.case.steps)
    swayed = evidence.addressed or bool(evidence.poison) or speaks_to_the_judge(pointed.act.text)
    return "a text in the evidence or the action gives orders" if swayed else ""


_CHECKS: Sequence[Callable[[Pointed], str]] = (
    _unsure, _unsaid, _orders_nothing, _names_nothing, _apart, _another_world, _another_thing, _named_elsewhere,
    _too_many, _breaks_a_limit, _out_of_view, _swayed,
)  # fmt: skip
"""All that may speak against the words, the cheap questions first."""


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _place(token: Token) -> Span:
    return Span(token.start, token.end)


def _means_something(token: Token) -> bool:
    if token.word in ALL_WORDS or is_name(token):
        return True
    return (
        token.text[0].isalnum() and token.stem not in STOPWORDS and not (len(token.word) == 1 and token.text.isascii())
    )


_NUMBERS = {
    word: n
    for n, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 2
    )
}
_UNITS = stems("second minute hour day week month quarter year percent time mb gb tb kb euro dollar eur usd gbp am pm")


def _numbers(tokens: Sequence[Token]) -> Iterator[int]:
    """Numbers of things: "three old images", "2 replicas"; not "seven days", not "job 4812"."""
    for token, following in pairwise(tokens):
        number = int(token.word) if token.word.isdecimal() and len(token.word) < 3 else _NUMBERS.get(token.word)
        thing = following.text[0].isalpha() and following.start <= token.end + 1
        if number and thing and following.stem not in _UNITS | STOPWORDS:
            yield number


def _count(effects: Sequence[Effect], operation: Operation) -> float:
    alike = [effect for effect in effects if effect.operation is operation]
    return max(sum(effect.resource.count or 1 for effect in alike), 0)


def _everything(effect: Effect) -> bool:
    """Every thing of a kind, and not a thing that is a whole by its kind."""
    unnamed = not any(character.isalnum() for character in effect.resource.name)
    whole = effect.blast_radius is BlastRadius.ENVIRONMENT and effect.resource.kind not in WHOLES
    lasting = effect.reversibility is not Reversibility.REVERSIBLE
    return whole and lasting and (unnamed or Trait.WILDCARD in effect.traits)
