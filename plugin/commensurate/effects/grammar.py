"""Subcommand grammars as text: programs whose words say what they do (`docker volume rm`, `heroku apps:destroy`).

A grammar is one text, a line a meaning:

    OPERATION [KIND] [REVERSIBILITY] [RADIUS] [+trait …] [@name] [alone] [when OPTION …] [every …] [unless …] [& …] : phrases
    values OPTION …  : phrases        these options take a value below these phrases ("*" means everywhere)
    call NAME        : phrases        a function of the family reads it
    carry NAME       : phrases        the same, where the words behind the first positional are a command of their own
    nothing          : phrases        it only prints

Phrases are separated by "|", the alternatives of one word by "/", and "*" stands for any one word. The longest
phrase wins; of its lines, the first whose options fit; `alone` asks that nothing follows the phrase. `@name` is what table.Does calls name, with alternatives
between "|": `@--name|first`. What no line knows is read by its verb (verbs.py) where the grammar says so, else opaque.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from commensurate.effects.grammar_lines import Phrase, case_of, lines_of, phrases_of
from commensurate.effects.options import Options
from commensurate.effects.reading import NOTHING, Command, Reading, Word, opaque
from commensurate.effects.table import Case, Does, effects_of
from commensurate.effects.told_by_words import commanded
from commensurate.effects.verbs import kind_of, loss_of, meaning_of
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, ResourceKind, Reversibility, Trait


@dataclass(frozen=True, slots=True)
class Match:
    """One command whose phrase was found. `before` are the words ahead of the phrase's end that are no part of it."""

    command: Command
    grammar: "Grammar"
    phrase: Phrase
    before: tuple[Word, ...]
    rest: tuple[Word, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """The phrase and the positionals behind it."""
        return (*(Word(text) for text in self.phrase), *self.options.positionals)

    @property
    def values(self) -> frozenset[str]:
        """The options that take a value here."""
        return self.grammar.values_of(self.phrase)

    @property
    def options(self) -> Options:
        """All words but the phrase, cut into options and positionals."""
        return lex(self.before + self.rest, self.grammar, self.values)


Special = Callable[[Match], Reading]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A parsed text. `switches`, where given, are the only options without a value: all others take one.

    `verbs` is how far an unknown phrase is trusted to mean what its verb says; None makes it opaque.
    """

    cases: Mapping[Phrase, tuple[Case, ...]]
    calls: Mapping[Phrase, str]
    values: Mapping[Phrase, frozenset[str]]
    prefixes: frozenset[Phrase]
    branches: frozenset[Phrase] = frozenset()
    carriers: frozenset[Phrase] = frozenset()
    specials: Mapping[str, Special] = field(default_factory=dict)
    switches: frozenset[str] | None = None
    inert: frozenset[str] = frozenset()
    single_dash_long: bool = False
    verbs: Coverage | None = None
    fallback: Special | None = None

    def __call__(self, command: Command) -> Reading:
        """Read one command: a grammar is a Reader."""
        return _read(self, command)

    def below(self, word: str) -> "Grammar":
        """The grammar of one subcommand as a program of its own (docker-compose is docker's compose)."""
        cut = {phrase[1:]: found for phrase, found in self.cases.items() if phrase[:1] == (word,)}
        calls = {phrase[1:]: found for phrase, found in self.calls.items() if phrase[:1] == (word,)}
        values = {phrase[1:]: found for phrase, found in self.values.items() if phrase[:1] == (word,)}
        values[()] = values.get((), frozenset()) | self.values.get((), frozenset())
        prefixes = frozenset(phrase[1:] for phrase in self.prefixes if phrase[:1] == (word,))
        branches = frozenset(phrase[:-1] for phrase in prefixes if len(phrase) > 1)
        carriers = frozenset(phrase[1:] for phrase in self.carriers if phrase[:1] == (word,))
        return replace(
            self, cases=cut, calls=calls, values=values, prefixes=prefixes, branches=branches, carriers=carriers
        )

    def values_of(self, phrase: Phrase) -> frozenset[str]:
        """The options that take a value below this phrase."""
        none: frozenset[str] = frozenset()
        return none.union(*(self.values.get(phrase[:length], none) for length in range(len(phrase) + 1)))


def parse(
    text: str,
    specials: Mapping[str, Special] | None = None,
    *,
    switches: str | None = None,
    inert: str = "",
    single_dash_long: bool = False,
    verbs: Coverage | None = None,
    fallback: Special | None = None,
) -> Grammar:
    """Parse a grammar. `fallback` reads what no phrase knows. Raises ValueError for a line that is none, KeyError for a call that nobody defines."""
    cases: dict[Phrase, tuple[Case, ...]] = {}
    calls: dict[Phrase, str] = {}
    values: dict[Phrase, frozenset[str]] = {}
    carriers: set[Phrase] = set()
    for left, right in lines_of(text):
        keyword, *more = left.split()
        case = case_of(left) if keyword not in ("values", "call", "carry") else None
        for phrase in phrases_of(right):
            if keyword == "values":
                values[phrase] = values.get(phrase, frozenset()) | frozenset(more)
            elif keyword in ("call", "carry"):
                calls[phrase] = more[0]
                carriers |= {phrase} if keyword == "carry" else set()
            elif case is not None:
                cases[phrase] = (*cases.get(phrase, ()), case)
    for name in calls.values():
        (specials or {})[name]
    known = {*cases, *calls, *values}
    prefixes = frozenset(phrase[:length] for phrase in known for length in range(len(phrase) + 1))
    branches = frozenset(phrase[:-1] for phrase in prefixes if len(phrase) > 1)
    return Grammar(
        cases,
        calls,
        values,
        prefixes,
        branches=branches,
        carriers=frozenset(carriers),
        specials=specials or {},
        switches=None if switches is None else frozenset(switches.split()),
        inert=frozenset(inert.split()) | {"--help"},
        single_dash_long=single_dash_long,
        verbs=verbs,
        fallback=fallback,
    )


class Sealed:
    """A grammar whose text is parsed when the program is first met: a family has many, a session meets few."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Grammar]) -> None:
        self._make = make
        self._made: Grammar | None = None

    def __call__(self, command: Command) -> Reading:
        """Read one command: a Reader."""
        return self.opened(command)

    @property
    def opened(self) -> Grammar:
        """The parsed grammar. Raises what `parse` raises."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def below(self, word: str) -> "Sealed":
        """The grammar of one subcommand as a program of its own (docker-compose is docker's compose)."""
        return Sealed(lambda: self.opened.below(word))


def grammar(
    text: str,
    specials: Mapping[str, Special] | None = None,
    *,
    switches: str | None = None,
    inert: str = "",
    single_dash_long: bool = False,
    verbs: Coverage | None = None,
    fallback: Special | None = None,
) -> Sealed:
    """A grammar to be parsed on first use. See `parse`."""
    return Sealed(
        lambda: parse(
            text,
            specials,
            switches=switches,
            inert=inert,
            single_dash_long=single_dash_long,
            verbs=verbs,
            fallback=fallback,
        )
    )


def lex(words: Sequence[Word], rules: Grammar, values: frozenset[str], *, leading: bool = False) -> Options:
    """Cut words into options and positionals, by what this grammar knows of its options.

    With `leading`, the first positional ends the options: all after it belongs to what is carried.
    """
    flags: dict[str, list[Word]] = {}
    positionals: list[Word] = []
    for word, given in _pairs(words, rules, values, leading):
        if word is None:
            positionals.extend(given)
        else:
            for name in _names(word, rules, values):
                flags.setdefault(name, []).extend(given)
    return Options({name: tuple(found) for name, found in flags.items()}, tuple(positionals))


def _read(rules: Grammar, command: Command) -> Reading:
    match = _match(rules, command)
    name = rules.calls.get(match.phrase)
    carries = match.phrase in rules.carriers
    options = lex(match.before + match.rest, rules, match.values, leading=True) if carries else match.options
    if options.flags.keys() & rules.inert:
        return NOTHING
    if name is not None:
        return rules.specials[name](match)
    for case in rules.cases.get(match.phrase, ()):
        if case.fits(options):
            effects = tuple(effect for part in case.does for effect in fill(part, options, command))
            looks = all(part.operation is Operation.READ for part in case.does)
            unsure = looks and match.phrase in rules.branches and bool(options.positionals)
            return Reading(
                effects, coverage=max(case.coverage, Coverage.PARTIAL, key=_depth) if unsure else case.coverage
            )
    return rules.fallback(match) if rules.fallback is not None else _by_verb(match, options)


def _depth(coverage: Coverage) -> int:
    return coverage.depth


def fill(part: Does, options: Options, command: Command) -> tuple[Effect, ...]:
    """Fill in a template, trying the alternatives of its name in turn."""
    for name in part.name.split("|"):
        named = effects_of(replace(part, name=name), options, command)
        if any(effect.resource.name for effect in named):
            return tuple(_many(effect) for effect in named)
    return effects_of(replace(part, name="none"), options, command)


def _many(effect: Effect) -> Effect:
    """A name that another command will list stands for any number of things."""
    listed = Trait.UNRESOLVED in effect.traits and re.search(r"\$\(|`", effect.resource.name) is not None
    return replace(effect, blast_radius=max(effect.blast_radius, BlastRadius.SEVERAL)) if listed else effect


def _by_verb(match: Match, options: Options) -> Reading:
    rules, command = match.grammar, match.command
    words = [*match.phrase, *(word.text for word in options.positionals)]
    if not words:
        return NOTHING if tuple(rules.prefixes) == ((),) or not command.arguments else unknown_subcommand(match)
    if words[0] in ("help", "version"):
        return NOTHING
    if rules.verbs is None or not all(word.known for word in options.positionals[:3]):
        return unknown_subcommand(match)
    for index, text in enumerate(words[:5]):
        meaning = meaning_of(text)
        if meaning is not None:
            name = "rest" if len(words) > index + 1 else "none"
            kind = kind_of(*words[: index + 1])
            back, radius = (
                loss_of(kind) if meaning.operation is Operation.DELETE else (meaning.reversibility, BlastRadius.ONE)
            )
            part = Does(meaning.operation, kind, back, radius, name)
            tail = Options(options.flags, options.positionals[max(0, index - len(match.phrase)) :])
            return Reading(fill(part, tail, command), coverage=rules.verbs)
    return unknown_subcommand(match)


def unknown_subcommand(match: Match) -> Reading:
    """Opaque, with the words that nobody knows."""
    command = match.command
    words = " ".join([command.program, *match.phrase, *(word.text for word in match.rest[:2])])
    part = Does(Operation.EXECUTE, ResourceKind.CODE, Reversibility.COSTLY, traits=frozenset({Trait.OPAQUE}))
    named = Options({}, (Word(command.program),))
    return opaque(f"{words}: what it does is not known", *effects_of(part, named, command), *commanded(command))


def _match(rules: Grammar, command: Command) -> Match:
    phrase: Phrase = ()
    before: list[Word] = []
    words = command.arguments
    index = 0
    spoken: tuple[Phrase, int, int] | None = None
    while index < len(words):
        word = words[index]
        longer = _step(rules, phrase, word)
        if longer is not None:
            phrase = longer
            index += 1
            if phrase in rules.cases or phrase in rules.calls:
                spoken = (phrase, len(before), index)
        elif word.text.startswith("-") and word.text != "--" and len(word.text) > 1:
            taken = 2 if _takes(word.text, words[index + 1 : index + 2], rules, rules.values_of(phrase)) else 1
            before.extend(words[index : index + taken])
            index += taken
        else:
            break
    if spoken is not None and phrase != spoken[0]:
        phrase, kept, index = spoken
        del before[kept:]
    return Match(command, rules, phrase, tuple(before), tuple(words[index:]))


def _step(rules: Grammar, phrase: Phrase, word: Word) -> Phrase | None:
    if not word.known:
        return None
    for text in (word.text, "*"):
        if (*phrase, text) in rules.prefixes and not (text == "*" and word.text.startswith("-")):
            return (*phrase, text)
    return None


def _pairs(
    words: Sequence[Word], rules: Grammar, values: frozenset[str], leading: bool
) -> Iterator[tuple[Word | None, tuple[Word, ...]]]:
    index = 0
    while index < len(words):
        word = words[index]
        text = word.text
        index += 1
        if text == "--":
            yield None, tuple(words[index:])
            return
        if len(text) < 2 or text[0] != "-":
            if leading:
                yield None, tuple(words[index - 1 :])
                return
            yield None, (word,)
        elif "=" in text and (text.startswith("--") or rules.single_dash_long):
            name, _, value = text.partition("=")
            yield Word(name), (Word(value, word.known, word.glob),)
        elif _takes(text, words[index : index + 1], rules, values):
            yield word, (words[index],) if index < len(words) else (Word(""),)
            index += 1
        else:
            yield word, (Word(_attached(text, rules, values)),)


def _takes(text: str, following: Sequence[Word], rules: Grammar, values: frozenset[str]) -> bool:
    if "=" in text:
        return False
    if rules.switches is not None:
        return text not in rules.switches and bool(following) and not following[0].text.startswith("--")
    if text in values or text.startswith("--") or rules.single_dash_long:
        return text in values
    letters = _cluster(text, values)
    return bool(letters) and letters[-1] in values and len(letters) == len(text) - 1


def _cluster(text: str, values: frozenset[str]) -> list[str]:
    """The one-letter options of a cluster, up to the first that takes a value."""
    found = []
    for letter in text[1:]:
        found.append("-" + letter)
        if found[-1] in values:
            break
    return found


def _attached(text: str, rules: Grammar, values: frozenset[str]) -> str:
    if text.startswith("--") or rules.single_dash_long or rules.switches is not None:
        return ""
    letters = _cluster(text, values)
    return text[len(letters) + 1 :] if letters[-1] in values else ""


def _names(word: Word, rules: Grammar, values: frozenset[str]) -> list[str]:
    text = word.text
    if text.startswith("--") or rules.single_dash_long or text in values or rules.switches is not None:
        return [text]
    return [text, *_cluster(text, values)] if len(text) > 2 else [text]
