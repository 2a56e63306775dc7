"""Program knowledge as data: what a program, its subcommands and its options do, and the one reader of such tables.

A family file (effects/programs/) holds `PROGRAMS`, a mapping of program name to Usage, and names its source. It is
written with the short builders below: `use`, `case` and one builder an operation (`reads`, `deletes`, …). Names and
options are given as one string, parted by spaces. What a table cannot say is a function of the same file, given as
`reader`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_effect, file_questions, is_sink, surroundings
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reader, Reading, Word, opaque
from commensurate.effects.told_by_carrying import carried
from commensurate.effects.told_by_words import commanded
from commensurate.model.analysis import Coverage, Question
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

PRINTS_ONLY = frozenset({"--help", "--version"})
_NO_COMMANDS: Mapping[str, "Usage"] = {}
_PROSE = frozenset({"-m", "--message", "--title", "--body", "--notes", "--description", "--comment", "--subject"})
"""Options whose values are sentences: a world that they speak of is not the world that is touched."""
_BY_PATH = (ResourceKind.FILE, ResourceKind.FOLDER)
REVERSIBLE, COSTLY, IRREVERSIBLE = Reversibility.REVERSIBLE, Reversibility.COSTLY, Reversibility.IRREVERSIBLE
ONE, SEVERAL, ENVIRONMENT = BlastRadius.ONE, BlastRadius.SEVERAL, BlastRadius.ENVIRONMENT


@dataclass(frozen=True, slots=True)
class Does:
    """A template of effects. `name` says where the resource's name comes from:

    "args" one effect a positional; "first", "second", "last", "rest" (all but the first), "most" (all but the last);
    "none"; "=text" a fixed name; "--option" that option's value ("-o --output": those of any of them).

    With kind FILE or FOLDER the names are paths, and what lies there decides about reversibility, radius and kind;
    a path that is not given has no effect.
    """

    operation: Operation
    kind: ResourceKind = ResourceKind.UNKNOWN
    reversibility: Reversibility = Reversibility.REVERSIBLE
    blast_radius: BlastRadius = BlastRadius.ONE
    name: str = "args"
    traits: frozenset[Trait] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """What happens when the options fit: any of `when` (if given), all of `every`, none of `unless`, at least
    `least` and at most `most` positionals, and the first positional one of `first` (if given; `+*` is any that
    begins so).
    """

    does: tuple[Does, ...]
    when: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    coverage: Coverage = Coverage.FULL
    least: int = 0
    most: int | None = None
    first: frozenset[str] = frozenset()

    def fits(self, options: Options) -> bool:
        """True where these options select the case."""
        given, words = options.flags.keys(), options.positionals
        if len(words) < self.least or (self.most is not None and len(words) > self.most):
            return False
        if self.first and not (words and _begins(words[0].text, self.first)):
            return False
        return (not self.when or bool(self.when & given)) and self.every <= given and not self.unless & given


@dataclass(frozen=True, slots=True)
class Usage:
    """How one program, or one of its subcommands, is used. The first case that fits speaks.

    `values`: options that take a value in the next word. `inert`: options with which it only prints.
    `otherwise`: what an unknown subcommand counts as; None makes it opaque. `shells`: options whose value a shell runs.
    """

    cases: tuple[Case, ...] = ()
    values: frozenset[str] = frozenset()
    inert: frozenset[str] = frozenset()
    commands: Mapping[str, "Usage"] = field(default_factory=lambda: _NO_COMMANDS)
    reader: Reader | None = None
    otherwise: tuple[Does, ...] | None = None
    single_dash_long: bool = False
    shells: frozenset[str] = frozenset()


def _begins(text: str, names: frozenset[str]) -> bool:
    return text in names or any(name[-1] == "*" and text.startswith(name[:-1]) for name in names)


def each(table: Mapping[str, "Usage"]) -> Mapping[str, "Usage"]:
    """A table with the names in its keys (`"ls dir vdir"`) taken apart."""
    return {name: usage for names, usage in table.items() for name in names.split()}


def case(
    *effects: Does,
    when: str = "",
    every: str = "",
    unless: str = "",
    first: str = "",
    least: int = 0,
    most: int | None = None,
    coverage: Coverage = Coverage.FULL,
) -> Case:
    """A case, its options given as one string each. No effects: understood, and nothing happens."""
    sets = [frozenset(text.split()) for text in (when, every, unless, first)]
    return Case(effects, sets[0], sets[1], sets[2], coverage, least, most, sets[3])


def use(
    *cases: Case | Does,
    values: str = "",
    inert: str = "",
    commands: Mapping[str, Usage] = _NO_COMMANDS,
    otherwise: Sequence[Does] | None = None,
    single_dash_long: bool = False,
    shells: str = "",
) -> Usage:
    """A usage. Bare effects at the end are the case that always fits."""
    bare = tuple(part for part in cases if isinstance(part, Does))
    written = tuple(part for part in cases if isinstance(part, Case))
    return Usage(
        cases=(*written, Case(bare)) if bare else written,
        values=frozenset(values.split()),
        inert=frozenset(inert.split()),
        commands=each(commands),
        otherwise=None if otherwise is None else tuple(otherwise),
        single_dash_long=single_dash_long,
        shells=frozenset(shells.split()),
    )


def does(*effects: Does, values: frozenset[str] = frozenset(), inert: frozenset[str] = frozenset()) -> Usage:
    """A usage with one case that always fits."""
    return Usage(cases=(Case(effects),), values=values, inert=inert)


def reads(kind: ResourceKind = ResourceKind.SYSTEM, name: str = "none", *traits: Trait) -> Does:
    """Only looks."""
    return Does(Operation.READ, kind, name=name, traits=frozenset(traits))


def creates(
    kind: ResourceKind, name: str = "args", how: Reversibility = REVERSIBLE, radius: BlastRadius = ONE, *traits: Trait
) -> Does:
    """Makes something new."""
    return Does(Operation.CREATE, kind, how, radius, name, frozenset(traits))


def updates(
    kind: ResourceKind, name: str = "args", how: Reversibility = REVERSIBLE, radius: BlastRadius = ONE, *traits: Trait
) -> Does:
    """Changes what is there."""
    return Does(Operation.UPDATE, kind, how, radius, name, frozenset(traits))


def deletes(
    kind: ResourceKind, name: str = "args", how: Reversibility = IRREVERSIBLE, radius: BlastRadius = ONE, *traits: Trait
) -> Does:
    """Takes away what is there."""
    return Does(Operation.DELETE, kind, how, radius, name, frozenset(traits))


def runs(
    kind: ResourceKind = ResourceKind.CODE,
    name: str = "args",
    how: Reversibility = REVERSIBLE,
    radius: BlastRadius = ONE,
    *traits: Trait,
) -> Does:
    """Runs code whose effects are not in view, or starts a program."""
    return Does(Operation.EXECUTE, kind, how, radius, name, frozenset(traits))


def stops(
    kind: ResourceKind, name: str = "args", how: Reversibility = COSTLY, radius: BlastRadius = ONE, *traits: Trait
) -> Does:
    """Ends or pauses something; its data stays."""
    return Does(Operation.STOP, kind, how, radius, name, frozenset(traits))


def sends(
    kind: ResourceKind, name: str = "args", how: Reversibility = IRREVERSIBLE, radius: BlastRadius = ONE, *traits: Trait
) -> Does:
    """Something leaves for people or machines outside."""
    return Does(Operation.SEND, kind, how, radius, name, frozenset({Trait.OUTBOUND, *traits}))


def grants(
    kind: ResourceKind, name: str = "args", how: Reversibility = COSTLY, radius: BlastRadius = ONE, *traits: Trait
) -> Does:
    """Someone may do more than before."""
    return Does(Operation.GRANT, kind, how, radius, name, frozenset(traits))


def revokes(
    kind: ResourceKind, name: str = "args", how: Reversibility = COSTLY, radius: BlastRadius = ONE, *traits: Trait
) -> Does:
    """Someone may do less than before."""
    return Does(Operation.REVOKE, kind, how, radius, name, frozenset(traits))


READS = use(reads(ResourceKind.FILE, "args"))
"""Only looks, at the files that its positionals name."""

LOOKS = use(reads())
"""Only looks, and what its positionals name is not files."""


def read(usage: Usage, command: Command) -> Reading:
    """Read one command by its table. What the table does not know is opaque, and named."""
    if usage.reader is not None:
        return usage.reader(command)
    options = split(command.arguments, usage.values | usage.shells, single_dash_long=usage.single_dash_long)
    if options.flags.keys() & (PRINTS_ONLY | usage.inert):
        return NOTHING
    if usage.commands and options.positionals:
        return _read_subcommand(usage, command, options)
    return read_cases(usage, command, _unabbreviated(options, usage))


def read_cases(usage: Usage, command: Command, options: Options) -> Reading:
    """Let the first case that fits speak. For readers that have cut the options themselves."""
    for part in usage.cases:
        if part.fits(options):
            return _spoken(part.does, part.coverage, options, command) + _carried(usage, command, options)
    if usage.commands:
        return NOTHING
    return opaque(f"{command.program}: what it does with these options is not known", unknown(command))


def effects_of(part: Does, options: Options, command: Command) -> tuple[Effect, ...]:
    """Fill in one template: the names, the count, the environment that the names and the scene speak of."""
    words = _named(part.name, options)
    if part.kind in _BY_PATH and words:
        several = len(words) > 1 and part.operation is Operation.DELETE
        return tuple(_file(part, word, command, several=several) for word in words if not is_sink(word))
    if part.kind in _BY_PATH and part.name != "none":
        return ()
    radius = part.blast_radius
    if len(words) > 1 or any(word.glob for word in words):
        radius = max(radius, BlastRadius.SEVERAL)
    scene = command.scene
    found = []
    for word in words or (Word(""),):
        extra = {Trait.WILDCARD} if word.glob else set()
        if not word.known:
            extra.add(Trait.UNRESOLVED)
        environment = stricter(scene.environment, environment_of(word.text, *_values(options)))
        resource = Resource(part.kind, word.text)
        traits = part.traits | extra | surroundings(scene)
        found.append(
            Effect(part.operation, resource, part.reversibility, radius, command.evidence, environment, traits)
        )
    return tuple(found)


def unknown(command: Command) -> Effect:
    """The effect of what nobody knows: something runs out of view."""
    resource = Resource(ResourceKind.CODE, command.program)
    traits = frozenset({Trait.OPAQUE}) | surroundings(command.scene)
    return Effect(Operation.EXECUTE, resource, COSTLY, ONE, command.evidence, command.scene.environment, traits)


def _file(part: Does, word: Word, command: Command, *, several: bool) -> Effect:
    found = file_effect(part.operation, word, command, kind=part.kind, traits=part.traits)
    if part.operation is Operation.DELETE:
        less = several and found.reversibility is not REVERSIBLE
        return replace(found, blast_radius=max(found.blast_radius, SEVERAL if less else part.blast_radius))
    worse = max(found.reversibility, part.reversibility)
    return replace(found, reversibility=worse, blast_radius=max(found.blast_radius, part.blast_radius))


def _spoken(parts: Sequence[Does], coverage: Coverage, options: Options, command: Command) -> Reading:
    effects = tuple(effect for part in parts for effect in effects_of(part, options, command))
    questions: tuple[Question, ...] = ()
    if any(part.kind in _BY_PATH and part.operation is not Operation.READ for part in parts):
        questions = tuple(q for effect in effects for q in file_questions(effect, command.scene))
    return Reading(effects, coverage=coverage, questions=questions)


def _carried(usage: Usage, command: Command, options: Options) -> Reading:
    if not usage.shells & options.flags.keys():
        return NOTHING
    texts = (word for name in usage.shells for word in options.flags.get(name, ()))
    return Reading(nested=tuple(Nested(Language.SHELL, command.scene, word.text) for word in texts))


def _read_subcommand(usage: Usage, command: Command, options: Options) -> Reading:
    name = options.positionals[0].text
    inner = usage.commands.get(name)
    if inner is not None:
        index = next(i for i, word in enumerate(command.words) if i and word is options.positionals[0])
        before, after = command.words[1:index], command.words[index + 1 :]
        merged = replace(inner, values=inner.values | usage.values, inert=inner.inert | usage.inert)
        return read(merged, command.shifted((options.positionals[0], *before, *after)))
    for part in usage.cases:
        if part.first and part.fits(options):
            return _spoken(part.does, part.coverage, options, command)
    if usage.otherwise is None:
        said = commanded(command)
        nobody_knows = opaque(f"{command.program} {name}: not a subcommand that is known", unknown(command), *said)
        return nobody_knows + Reading(nested=carried(command))
    return _spoken(usage.otherwise, Coverage.PARTIAL, options, command)


def _unabbreviated(options: Options, usage: Usage) -> Options:
    """Long options may be cut short (getopt_long): `--har` counts as every known option that it begins."""
    known = {name for part in usage.cases for names in (part.when, part.every) for name in names if name[:2] == "--"}
    flags = dict(options.flags)
    for name in options.flags:
        if name[:2] == "--" and len(name) > 2 and name not in known and name not in usage.values:
            for full in known:
                if full.startswith(name):
                    flags[full] = options.flags[name]
    return options if len(flags) == len(options.flags) else Options(flags, options.positionals)


def _named(name: str, options: Options) -> tuple[Word, ...]:
    words = options.positionals
    match name:
        case "args":
            return words
        case "first":
            return words[:1]
        case "second":
            return words[1:2]
        case "last":
            return words[-1:]
        case "rest":
            return words[1:]
        case "most":
            return words[:-1]
        case "none":
            return ()
    if name.startswith("="):
        return (Word(name[1:]),)
    return tuple(word for option in name.split() for word in options.flags.get(option, ()))


def _values(options: Options) -> list[str]:
    return [word.text for name, given in options.flags.items() if name not in _PROSE for word in given]
