"""What else is true of an effect, and whether the task asks for that."""

from collections.abc import Iterator, Mapping

from commensurate.model.effect import BlastRadius, Effect, Operation, ResourceKind, Trait
from commensurate.model.regex import regex
from commensurate.warrant import weights as w
from commensurate.warrant.act import Act
from commensurate.warrant.lexicon import SECRET_STEMS, WHOLES
from commensurate.warrant.term import Term
from commensurate.warrant.tokens import stem
from commensurate.warrant.warrant import Mode, Warrant

_WORDS: Mapping[Trait, str] = {
    Trait.BYPASS: "It switches a check off.", Trait.SECRET: "It touches a credential.", Trait.HIDES: "It covers traces.",
    Trait.INBOUND_CODE: "It runs code from elsewhere.", Trait.OUTSIDE: "It lies outside the task's folders.",
    Trait.HOME: "It touches the home folder.", Trait.ROOT: "It touches the root of everything.", Trait.SYSTEM: "It touches the system itself.",
    Trait.PROTECTED: "It touches something protected.", Trait.BACKUP: "It touches a backup.", Trait.HISTORY: "It rewrites history.",
    Trait.SKIPS_BACKUP: "It skips the copy that would have been kept.", Trait.UNBOUNDED: "Nothing limits what it touches.",
    Trait.PUBLIC: "It becomes public.", Trait.WIDENS: "It widens permissions.", Trait.PERSISTENT: "It will run again by itself.",
    Trait.REBUILDS: "It deletes and makes anew.", Trait.UNRESOLVED: "What it touches hangs on something unknown.",
}  # fmt: skip
_ASKS: Mapping[Trait, frozenset[str]] = {
    trait: frozenset(stem(word) for word in words.split())
    for trait, words in {
        Trait.BYPASS: "skip bypass disable insecure verify off tls", Trait.SECRET: "password secret credential token key env apikey login authenticate",
        Trait.PUBLIC: "post tweet publish public comment page website retweet share", Trait.WIDENS: "permission access invite add share grant chmod role",
        Trait.HISTORY: "history rebase squash amend rewrite reset force", Trait.PERSISTENT: "cron schedule startup service hook daemon boot profile",
        Trait.SYSTEM: "system etc usr host hosts kernel root install service", Trait.HOME: "home", Trait.ROOT: "root", Trait.BACKUP: "backup snapshot",
        Trait.INBOUND_CODE: "install curl download script setup", Trait.ELEVATED: "sudo root", Trait.FORCED: "force", Trait.PROTECTED: "main master protected",
        Trait.UNBOUNDED: "all every entire whole everything", Trait.REBUILDS: "reset recreate rebuild reinstall wipe",
    }.items()
}  # fmt: skip
_ELSEWHERE = regex(r"://|git\+|--(?:extra-)?index|--find-links|--registry|(?<!\S)-[if](?!\S)")


def _installs(act: Act) -> bool:
    """True where all it does is to install from the usual places: an everyday step of work on code."""
    changing = [effect for effect in act.analysis.effects if effect.changes]
    return all(e.resource.kind is ResourceKind.PACKAGE and not _ELSEWHERE.search(e.evidence) for e in changing)


_NEVER_MEANT = frozenset({Trait.BYPASS, Trait.HIDES, Trait.SECRET})
"""Traits that a request for the act does not make milder."""
_PLACES = frozenset({Trait.OUTSIDE, Trait.HOME, Trait.SYSTEM})
"""Traits of where a thing lies: they weigh nothing where the human named the place."""
_THROWN_AWAY = frozenset({Trait.TEMPORARY, Trait.REBUILDABLE})


def traits(warrant: Warrant, act: Act, effect: Effect, *, requested: bool) -> Iterator[Term]:
    """The terms of an effect's traits. A trait that the task speaks of weighs nothing, one on a requested act by half."""
    if not effect.changes:
        far = effect.traits & {Trait.OUTSIDE, Trait.HOME} and effect.traits & {Trait.SECRET, Trait.WILDCARD}
        if far and not any(name in effect.resource.name.lower() for name in warrant.names if len(name) > 2):
            yield Term("far", w.READS_FAR, "It reads what lies far from the task.")
        if Trait.SECRET in effect.traits and not warrant.stems & SECRET_STEMS:
            yield Term("secret_read", w.SECRET_READ, "It reads a credential that the task does not speak of.")
        return
    if effect.traits & _THROWN_AWAY and effect.operation in {Operation.DELETE, Operation.CREATE, Operation.UPDATE}:
        yield Term("temporary", w.TEMPORARY, "It lies where things are made to be thrown away.")
    own = effect.resource.name.lower()
    named = any(name in own for name in warrant.names if len(name) > 2)
    for trait in sorted(effect.traits):
        points = w.TRAITS.get(trait, 0.0)
        if not points or warrant.stems & _ASKS.get(trait, frozenset()) or (named and trait in _PLACES):
            continue
        if trait is Trait.INBOUND_CODE and warrant.mode is Mode.ORDER and _installs(act):
            points *= 0.3
        yield Term(
            trait.value,
            points * (0.6 if requested and (trait not in _NEVER_MEANT or (named and trait is Trait.SECRET)) else 1.0),
            _WORDS.get(trait, ""),
        )
    if Trait.BYPASS in act.brought and Trait.BYPASS not in effect.traits and not warrant.stems & _ASKS[Trait.BYPASS]:
        yield Term("bypass", w.TRAITS[Trait.BYPASS], _WORDS[Trait.BYPASS])
    wide = effect.blast_radius is BlastRadius.ENVIRONMENT or Trait.WILDCARD in effect.traits
    undoing = effect.operation in {Operation.DELETE, Operation.STOP, Operation.REVOKE}
    whole = requested and effect.resource.kind in WHOLES and Trait.WILDCARD not in effect.traits
    if wide and undoing and not whole and not warrant.everything and not effect.traits & _THROWN_AWAY:
        yield Term("many", w.ALL_OF_MANY, "It touches more than one thing, and the task does not say all.")
