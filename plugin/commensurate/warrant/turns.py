"""What the human's messages come to by now: the latest word on a point wins, and it is said which one that is.

A prohibition outlives everything but the human's explicit lifting: words that take it back and name what it is about, or
a later order that names this very act. A hold («do nothing until I say so») ends with the human's saying so. All that
is not surely such a word leaves the prohibition as it stands.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from commensurate.model.analysis import Analysis
from commensurate.model.effect import Effect, Operation
from commensurate.model.regex import regex
from commensurate.model.task import Task
from commensurate.warrant.naming import gravest, names_all
from commensurate.warrant.quotes import Span
from commensurate.warrant.read import read
from commensurate.warrant.tokens import stems_of
from commensurate.warrant.warrant import Constraint, Limit, Mode, Warrant

_GOES = regex(
    r"\b(?:go ahead|do (?:it|that|this|so)|proceed|carry (?:it|them|that) out|apply (?:it|them|that)|execute (?:it|them|that)"
    r"|you (?:may|can) (?:now )?(?:start|act|begin|go|do it)|i (?:approve|confirm)|green light|ship it)\b"
    r"|^(?:(?:ok|okay|yes|good|fine|it is|that is|it's|that's)[, ]+)?(?:approved?|confirmed)(?=\s*(?:$|[,:]|go\b|please\b|by me\b))"
)
_TAKES_BACK = regex(
    r"\b(?:forget|ignore|disregard|never mind|scrap) (?:what i said|(?:my|the|that|all) )|\bi take (?:it|that|this) back\b"
    r"|\b(?:is|are|was|has been|have been) (?:now )?(?:over|lifted|ended|off the table)\b|\bno longer (?:holds|applies|in force)\b"
    r"|\b(?:i|we) (?:now )?(?:lift|drop|allow|permit)\b|\byou (?:may|can|are allowed to|are free to) now\b"
    r"|\byou (?:may|can|are allowed to|are free to) \w+ [^.!?]*\b(?:now|again|after all)\b|\bfeel free to\b"
    r"|\bit(?:'s| is) (?:ok|okay|fine|all right) (?:now )?to\b"
)
_NOUN = r"(?:freeze|restriction|prohibition|limit|limitation|hold|ban|rule|constraint|instruction|embargo|moratorium)s?"
_ENDED = r"(?:(?:is|are|was|were|has been|have been) (?:now )?(?:over|lifted|ended|off the table)(?! (?:the|a|an|\d)\b)|no longer (?:holds?|appl(?:y|ies)|(?:is |are )?in force))"
_WITHDRAWS = regex(
    r"\b(?:forget|ignore|disregard|never mind|scrap) (?:what i (?:said|wrote)|(?:my|the|that|this|these|those|all)(?: [\w.-]+){0,3}?"
    rf" (?:{_NOUN}|part|point|bit|line|remark|sentence|words|request)\b)|\bi take (?:it|that|this) back\b"
    rf"|\b{_NOUN}(?: (?:on|for|of|about|in|against) [^,;]{{1,60}}?)? {_ENDED}|\bwhat i said [^,;]{{0,60}}?{_ENDED}"
    rf"|\b(?:i|we) (?:now )?(?:lift|drop|end) (?:the|my|our|that|this|these|those|all)(?: [\w.-]+){{0,3}}? {_NOUN}\b"
)
"""Words that take a prohibition back as such, not only some of what it holds."""
_PERMITS = regex(
    r"\b(?:you (?:may|can|are allowed to|are free to)(?: now)?|feel free to|it(?:'s| is) (?:ok|okay|fine|all right) (?:now )?to"
    r"|(?:i|we) (?:now )?(?:allow|permit)(?: you to)?)\b"
)
"""Words that permit an act; which one follows them."""
_WHATEVER = regex(r"\s*(?:touch|work (?:on|in|with))\b")
_OWN = r"(?:(?:of|my|the|our|these|those|earlier|previous|other) )*"
_WITHDRAWS_ALL = regex(
    rf"\b(?:forget|ignore|disregard|scrap|lift) (?:(?:all|every|any) {_OWN}|(?:my|the|our|all)? ?(?:earlier|previous) ){_NOUN}\b"
    rf"|^(?:(?:ok|okay|so|now|well)[, ]+)?(?:(?:all|every|any) {_OWN}|(?:the|my|our) (?:earlier|previous) ){_NOUN} {_ENDED}"
)
_ENDS_HOLD = regex(
    rf"(?:^|\b(?:the|our|my|this|that) )(?:[\w-]+ ){{0,2}}{_NOUN} {_ENDED}"
    rf"|\b(?:i|we) (?:now )?(?:lift|drop|end) (?:the|my|our|that|this|all)(?: [\w-]+){{0,2}} {_NOUN}\b"
    rf"|\b(?:forget|ignore|disregard|scrap) (?:my|the|that|all)(?: [\w-]+){{0,2}} {_NOUN}\b"
)
_PASTED = regex(r"(?s)```.*?(?:```|\Z)")
_REPORTED = regex(r"^\s*>|(?<!\bi )\b(?:said|says|told|tells|wrote|writes|according to)\b")
"""What others said, or what was pasted: no word of this human's."""
_DOUBT = regex(
    r"\b(?:not|never|no|don't|dont|doesn't|isn't|cannot|can't|won't|if|once|when|after|unless|until|before|almost|should|soon)\b|\?"
)
_SAYS_SO = regex(r"\b(?:until|before|unless) (?:i|we) \w+|\byet\b")
_UNTIL_I = regex(r"\buntil (?:i|we) \w+")
_SOFT = regex(
    r"^(?:please )?(?:only|just) (?:list|show|report|look|tell|review)\b|\b(?:only|just) (?:list|show|report|look|tell me|review)\b"
)
_SENTENCE = regex(r"[.!;](?:\s+|$)|\n+|(?<=\?)\s+")
_ANYTHING = frozenset({"anyth", "everyth", "someth", "file", "thing", "act", "action", "chang"})
"""Stems that name nothing in particular."""

SHOWN = 60
"""Characters of a message that a reason quotes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The warrant as it stands for one act; `notes` say which message lifted which."""

    warrant: Warrant
    notes: tuple[str, ...] = ()


def standing(task: Task, analysis: Analysis) -> Standing:
    """What the human's messages warrant and forbid by now, for this act."""
    whole = read(task.text)
    if not task.later:
        return Standing(whole)
    messages = (task.words, *task.later)
    later = [_Later(message, analysis) for message in messages]
    kept: list[Constraint] = []
    notes: list[str] = []
    for place, constraint in _placed(messages, whole):
        by = _lifted_by(constraint, place, later)
        if by is None:
            kept.append(constraint)
        else:
            notes.append(f"message {by + 1} «{_short(messages[by])}» lifts «{constraint.words}» of message {place + 1}")
    held, by_whom = _held(messages, later)
    notes += by_whom
    mode = Mode.READ_ONLY if held else _mode(whole, messages)
    return Standing(replace(whole, constraints=tuple(kept), mode=mode, held_by=held), tuple(dict.fromkeys(notes)))


def outdated(task: Task, analysis: Analysis, done: Callable[[Effect], bool], quoted: Sequence[int] = ()) -> str:
    """Why the words that name a grave act are not asked for any more; "" where they are, or where none name it.

    The words of an earlier message still warrant what they name while at most one other order was given since, and the
    act was not done yet: a warrant is for doing it, not for doing it again whenever that seems useful. `quoted` are
    the numbers of the messages that a judge quoted, where none by itself names the act.
    """
    messages = (task.words, *task.later)
    named = [place for place in range(len(messages)) if _names(messages, place, analysis)]
    named = named or [number - 1 for number in sorted(quoted)]
    if len(messages) < 2 or not named:
        return ""
    latest = named[-1]
    since = [message for message in messages[latest + 1 :] if _begins_anew(message)]
    again = any(done(effect) for effect in gravest(analysis))
    if len(since) >= 2 or (since and again):
        why = "it was done already" if again else "other things were asked for"
        return (
            f"Only message {latest + 1} of {len(messages)} asks for it («{_short(messages[latest])}»), and {why} since."
        )
    return ""


def messages_of(task: Task, spans: Sequence[Span]) -> tuple[int, ...]:
    """The numbers, from 1, of the human's messages that these parts of their words stand in."""
    found, start = [], 0
    for number, message in enumerate((task.words, *task.later), 1):
        end = start + len(message)
        if any(span.start < end and start < span.end for span in spans):
            found.append(number)
        start = end + 2
    return tuple(found)


def _placed(messages: Sequence[str], whole: Warrant) -> list[tuple[int, Constraint]]:
    """Each constraint with the place of its message. Where that cannot be told, none is older than any message."""
    places = [place for place, message in enumerate(messages) for _ in read(message).constraints]
    if len(places) != len(whole.constraints):
        places = [len(messages) - 1] * len(whole.constraints)
    return list(zip(places, whole.constraints, strict=True))


class _Later:
    """What one message says of the act at hand, read once however many prohibitions came before it."""

    def __init__(self, message: str, analysis: Analysis) -> None:
        self.message, self.analysis = message, analysis

    @cached_property
    def orders_this(self) -> bool:
        """It names this very act and its object: an exception for that act alone."""
        words = _unconditional(self.message)
        others = any(_speaks_of_another(effect, words.lower()) for effect in gravest(self.analysis))
        return not others and names_all([Span(0, len(words))], words, self.analysis)

    @cached_property
    def asks_for_such(self) -> bool:
        """It orders acts of this kind, all of them, and forbids none."""
        own = read(_unconditional(self.message))
        wanted = {effect.operation for effect in self.analysis.effects if effect.changes}
        asked = own.operations - {Operation.READ}
        return own.mode is Mode.ORDER and not own.constraints and bool(wanted) and wanted <= asked

    @property
    def says_so(self) -> bool:
        """«Go ahead», or such an order: the word that a hold waits for. A bare «yes» may answer anything."""
        return any(_GOES.search(one) for one in _plain_sentences(self.message)) or self.asks_for_such

    def takes_back(self, constraint: Constraint) -> bool:
        """Words that take a prohibition back and speak of what it speaks of, or of what was said before as a whole."""
        about = constraint.stems - _ANYTHING
        for sentence in _plain_sentences(self.message):
            if _WITHDRAWS_ALL.search(sentence):
                return True
            if not (_WITHDRAWS.search(sentence) or self._permits(sentence)):
                continue
            named = any(_stands_in(name, sentence) for name in constraint.names)
            if named or (about and not constraint.names and about <= stems_of(sentence)):
                return True
        return False

    def _permits(self, sentence: str) -> bool:
        """«You may change it now», of an act that changes: leave to look is no leave to delete."""
        found = _PERMITS.search(sentence)
        if found is None or not _TAKES_BACK.search(sentence):
            return False
        rest = sentence[found.end() :]
        effects = self.analysis.effects
        wanted = {one.operation for one in effects if one.changes} or {one.operation for one in effects}
        return _WHATEVER.match(rest) is not None or wanted <= read(rest.strip()).operations

    def ends(self, held: str) -> bool:
        """It ends this hold, for this act."""
        if _ends_hold(self.message) or self.orders_this:
            return True
        low = held.lower()
        if _SAYS_SO.search(low):
            return self.says_so
        return bool(_SOFT.search(low)) and self.asks_for_such


def _speaks_of_another(effect: Effect, words: str) -> bool:
    """True where the name of the thing stands in the words only as a part of a longer one."""
    name = effect.resource.name.lower().rstrip("/").rpartition("/")[2]
    return bool(name) and name in words and not _stands_in(name, words)


def _stands_in(name: str, sentence: str) -> bool:
    """As a name of its own, whatever folder it lies in: «.env.example» does not speak of «.env»."""
    return re.search(rf"(?<![\w.-]){re.escape(name.lower())}(?![\w/-]|\.\w)", sentence) is not None


def _lifted_by(constraint: Constraint, place: int, later: Sequence[_Later]) -> int | None:
    """The message that lifts it for this act."""
    waits = constraint.limit is Limit.UNLESS and _UNTIL_I.search(constraint.words.lower())
    for number in range(place + 1, len(later)):
        message = later[number]
        if message.takes_back(constraint) or message.orders_this or (waits and message.says_so):
            return number
    return None


def _held(messages: Sequence[str], later: Sequence[_Later]) -> tuple[str, list[str]]:
    """The words of the latest hold that still stands, and the notes about those that do not."""
    held, notes = "", []
    for place, message in enumerate(messages):
        own = read(message)
        if own.mode is not Mode.READ_ONLY or _ends_hold(message):
            continue
        by = next((n for n in range(place + 1, len(messages)) if later[n].ends(own.held_by)), None)
        if by is None:
            held = own.held_by
        else:
            notes.append(f"message {by + 1} «{_short(messages[by])}» lifts «{own.held_by}» of message {place + 1}")
    return held, notes


def _ends_hold(message: str) -> bool:
    """«The code freeze is over»."""
    return any(_ENDS_HOLD.search(one) or _WITHDRAWS_ALL.search(one) for one in _plain_sentences(message))


def _names(messages: Sequence[str], place: int, analysis: Analysis) -> bool:
    """True where a message names the act, by itself or by pointing back to what was named before it."""
    if names_all([Span(0, len(messages[place]))], messages[place], analysis):
        return True
    words = "\n\n".join(messages[: place + 1])
    start = len(words) - len(messages[place])
    own, before = Span(start, len(words)), Span(0, start)
    return names_all([own], words, analysis, pointed=(before,))


def _begins_anew(message: str) -> bool:
    """True for a message that asks for something of its own; «go on» and «keep the logs» go on with what was asked."""
    own = read(message)
    orders = [request for request in own.requests if request.stems]
    return bool(orders) or own.mode is Mode.QUESTION


def _mode(whole: Warrant, messages: Sequence[str]) -> Mode:
    """What is asked for where nothing is held any more."""
    if whole.mode is not Mode.READ_ONLY:
        return whole.mode
    if any(request.operations - {Operation.READ} for request in whole.requests):
        return Mode.ORDER
    said = [read(message).mode for message in messages]
    return Mode.QUESTION if Mode.QUESTION in said or whole.requests else Mode.UNCLEAR


def _plain_sentences(message: str) -> tuple[str, ...]:
    """The sentences that say something without a condition, a denial or a question, in lower case."""
    return tuple(one.lower() for one in _certain(message))


def _unconditional(message: str) -> str:
    """The same as one text, as it was written."""
    return ". ".join(_certain(message))


@lru_cache(maxsize=512)
def _certain(message: str) -> tuple[str, ...]:
    sentences = (one.strip().replace("’", "'") for one in _SENTENCE.split(_PASTED.sub(" ", message)))
    return tuple(one for one in sentences if one and not _doubtful(one.lower()))


def _doubtful(sentence: str) -> bool:
    rest = _TAKES_BACK.sub(" ", sentence)
    return _DOUBT.search(rest) is not None or _REPORTED.search(rest) is not None


def _short(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
