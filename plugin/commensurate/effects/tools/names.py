"""A tool's name, cut into words, and the words read as verb and noun."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from commensurate.effects.tools.verbs import LOOK, NOUNS, PAIRS, PUBLIC_NOUNS, PUBLIC_VERBS, VERBS, Verb
from commensurate.model.effect import Operation, ResourceKind
from commensurate.model.regex import regex

_WORD = regex(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_SECOND = frozenset({
    "order", "post", "message", "text", "email", "mail", "call", "comment", "charge", "transfer", "share", "note", "file",
    "record", "log", "score", "rank", "type", "label", "tag", "link", "status", "list", "count", "plan", "place", "watch",
    "mode", "sum", "format", "fund", "store", "head", "mention", "review", "filter", "group", "draft", "command", "script",
    "block", "trade", "purchase", "refund", "scan", "answer", "shell", "final", "sort", "complete", "new", "max", "min",
    "schedule", "deposit", "auth", "connect", "notify", "audit", "track", "ask", "set", "open", "close", "deploy", "index", "build",
})  # fmt: skip
"""Verbs that are nouns as often: any other verb of the name goes before them."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a tool's name says. `verb` is None where none of its words is a verb that is known."""

    words: tuple[str, ...]
    verb: Verb | None
    verb_word: str
    kind: ResourceKind
    noun: str
    public: bool


def split_name(name: str) -> tuple[str, ...]:
    """`mcp__mail__sendEmail`, `gmail.send_email`, `SendEmail` -> their words in lower case.

    What stands before `__` is the server; it stays in front, for its nouns.
    """
    parts = (
        unicodedata.normalize("NFKC", name).removeprefix("mcp__").replace("__", " ").replace(".", " ").replace("/", " ")
    )
    return tuple(word.lower() for word in _WORD.findall(parts))


LONGEST = 400
"""Characters of a name; a longer one is read from its head and its tail."""


@lru_cache(maxsize=1024)
def read_name(name: str, server_words: int = 0) -> Name:
    """Read a name. `server_words` of its first words name the server and give no verb."""
    if len(name) > LONGEST:
        name = f"{name[: LONGEST // 2]} {name[-LONGEST // 2 :]}"
    words = split_name(name)
    tail = words[server_words or _server_words(name) :] or words
    verb_word, verb = _verb_of(tail)
    noun, kind = _noun_of(tail, verb_word)
    if kind is ResourceKind.UNKNOWN:
        noun, kind = _noun_of(words[: len(words) - len(tail)], "")
    public = verb_word in PUBLIC_VERBS or (
        verb is not None and verb.operation is Operation.SEND and noun in PUBLIC_NOUNS
    )
    return Name(words, verb, verb_word, kind, noun, public)


def verb_in(text: str) -> tuple[str, Verb | None]:
    """The first verb of a sentence such as a tool's description ("Deletes one file.")."""
    for word in _WORD.findall(text[:200])[:12]:
        stem = singular(word.lower())
        for form in (word.lower(), stem, stem + "e"):
            if form in VERBS and form not in _SECOND:
                return form, VERBS[form]
    return "", None


def singular(word: str) -> str:
    """The form that the tables hold: "emails" -> "email", "copies" -> "copy"."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _server_words(name: str) -> int:
    before, _, _ = name.removeprefix("mcp__").rpartition("__")
    if not before:
        before = name.rpartition(".")[0]
    return len(split_name(before)) if before else 0


def _verb_of(words: Sequence[str]) -> tuple[str, Verb | None]:
    for position, word in enumerate(words):
        for other in words[position + 1 :]:
            pair = PAIRS.get((word, other)) or PAIRS.get((word, singular(other)))
            if pair is not None and (position == 0 or words[0] not in VERBS or words[0] in _SECOND):
                return word, pair
    known = [word for word in words if word in VERBS]
    if not known:
        return next(((word, verb) for word in words if (verb := _doer(word)) is not None), ("", None))
    first = next((word for word in known if word not in _SECOND), known[0])
    if VERBS[first] is LOOK and _JOINS & set(words):
        joined = [word for before, word in pairwise(words) if before in _JOINS and word in VERBS]
        known = known if words[0] != first else [first, *joined]
        first = max(known, key=lambda word: (VERBS[word].reversibility, VERBS[word] is not LOOK))
    return first, VERBS[first]


_JOINS = frozenset({"and", "or", "then", "n"})


def _doer(word: str) -> Verb | None:
    """`deleter`, `remover`, `destroyer`: what is named after a deed of ruin does it."""
    found = VERBS.get(word[:-1] if word.endswith("er") else "") or VERBS.get(word[:-2] if word.endswith("er") else "")
    return found if found is not None and found.operation is Operation.DELETE else None


def _noun_of(words: Sequence[str], verb_word: str) -> tuple[str, ResourceKind]:
    for word in words:
        if word == verb_word:
            continue
        for form in (word, singular(word)):
            if form in NOUNS:
                return form, NOUNS[form]
    if verb_word in NOUNS:
        return verb_word, NOUNS[verb_word]
    return "", ResourceKind.UNKNOWN
