"""The form that most wrappers share: WRAPPER [options] [words of its own] [NAME=value …] COMMAND."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from commensurate.effects.code_unseen import fed
from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.paths import resolve, surroundings
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Scene, Word
from commensurate.effects.table import Usage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility
from commensurate.model.regex import regex

_NOTE = regex(r"\([a-z][^()]*\)\Z")
"""What finders add to a pattern for people (`*(mtime +30)`) is no part of a shell text."""
_ASSIGNMENT = regex(r"[A-Za-z_]\w*=")
PRINTS = frozenset({"--help", "--version"})


@dataclass(frozen=True, slots=True)
class Prefix:
    """How a wrapper is called: WRAPPER [options] [`skips` words] [NAME=value …] COMMAND.

    `values`: options that take the next word. `inert`: with these no command runs. `text`: options whose value is a
    whole shell text. `joins`: the command's words are joined by blanks and read by a shell. `places`: options whose
    value is the working directory. `worlds`: options or "skipped" whose value names an environment.
    """

    values: frozenset[str] = frozenset()
    inert: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    worlds: frozenset[str] = frozenset()
    skips: int = 0
    assigns: bool = False
    joins: bool = False
    elevates: bool = False
    alone: bool = False
    """Without a command it starts a shell, which reads what is fed."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A wrapper's words, cut: options with their values, the words that were skipped, the command."""

    flags: Mapping[str, tuple[Word, ...]]
    skipped: tuple[Word, ...]
    rest: tuple[Word, ...]


def prefix(
    values: str = "",
    *,
    inert: str = "",
    text: str = "",
    places: str = "",
    worlds: str = "",
    skips: int = 0,
    assigns: bool = False,
    joins: bool = False,
    elevates: bool = False,
    alone: bool = False,
) -> Usage:
    """The usage of a wrapper, with its options as text."""
    spec = Prefix(
        names(values) | names(text) | names(places) | names(worlds) - {"skipped"},
        names(inert), names(text), names(places), names(worlds), skips, assigns, joins, elevates, alone,
    )  # fmt: skip
    return Usage(reader=lambda command: read_prefix(spec, command))


def cut(words: tuple[Word, ...], values: frozenset[str], skips: int = 0) -> Cut:
    """Cut leading options and skipped words from a command. Options end at the first word that is none."""
    flags: dict[str, tuple[Word, ...]] = {}
    at = 0
    while at < len(words):
        text = words[at].text
        if text == "--":
            at += 1
            break
        if len(text) < 2 or text[0] not in "-+":
            break
        at += _option(words, at, values, flags)
    return Cut(flags, words[at : at + skips], words[at + skips :])


def _option(words: tuple[Word, ...], at: int, values: frozenset[str], flags: dict[str, tuple[Word, ...]]) -> int:
    """Take one option; how many words it took."""
    text = words[at].text
    name, equals, value = text.partition("=")
    following = words[at + 1 : at + 2]
    if text.startswith("--") or text in values:
        if equals and name in values:
            flags[name] = (*flags.get(name, ()), Word(value, words[at].known))
            return 1
        if text in values:
            flags[text] = (*flags.get(text, ()), *following)
            return 2
        flags[name] = ()
        return 1
    for place, letter in enumerate(text[1:], 1):
        option = text[0] + letter
        if option in values:
            attached = text[place + 1 :]
            given = (Word(attached, words[at].known),) if attached else following
            flags[option] = (*flags.get(option, ()), *given)
            return 1 if attached else 2
        flags.setdefault(option, ())
    flags.setdefault(text, ())
    return 1


def read_prefix(spec: Prefix, command: Command) -> Reading:
    """Read one wrapper: the command that it runs, in the scene that it makes."""
    found = cut(command.arguments, spec.values, spec.skips)
    if found.flags.keys() & (PRINTS | spec.inert):
        return NOTHING
    scene = scene_under(spec, found, command.scene)
    rest = found.rest
    if spec.assigns:
        scene, rest = assigned(rest, scene)
    carried: list[Nested] = []
    for option in spec.text & found.flags.keys():
        carried += [Nested(Language.SHELL, scene, word.text, stdin=command.stdin) for word in found.flags[option]]
    if rest and spec.joins:
        carried.append(Nested(Language.SHELL, scene, joined(rest), stdin=command.stdin))
    elif rest:
        carried.append(Nested(Language.SHELL, scene, words=rest, stdin=command.stdin))
    elif not carried and spec.alone:
        return shell_from_stdin(command, scene)
    return Reading(nested=tuple(carried))


def shell_from_stdin(command: Command, scene: Scene) -> Reading:
    """A shell without a script runs what it is fed; with nothing fed it waits for a human."""
    if command.stdin is None:
        return Reading((starts(command, scene),))
    if command.stdin.text is not None:
        return Reading(nested=(Nested(Language.SHELL, scene, command.stdin.text),))
    return fed(command.program, command.stdin, scene, command.evidence)


def starts(command: Command, scene: Scene) -> Effect:
    """A program is started for its own sake: an interactive shell, an interpreter's prompt."""
    resource = Resource(ResourceKind.PROCESS, command.program)
    return Effect(
        Operation.EXECUTE, resource, Reversibility.REVERSIBLE, BlastRadius.ONE, command.evidence, scene.environment,
        surroundings(scene),
    )  # fmt: skip


def joined(words: tuple[Word, ...]) -> str:
    """Words as the one text that a second shell reads: what the first has unquoted stays unquoted."""
    return " ".join(_NOTE.sub("", word.text) if word.glob else word.text for word in words)


def assigned(words: tuple[Word, ...], scene: Scene) -> tuple[Scene, tuple[Word, ...]]:
    """Take `NAME=value` words off the front, into the scene."""
    at = 0
    variables = dict(scene.variables)
    while at < len(words) and _ASSIGNMENT.match(words[at].text):
        name, _, value = words[at].text.partition("=")
        if words[at].known:
            variables[name] = value
        at += 1
    return (scene if not at else replace(scene, variables=MappingProxyType(variables))), words[at:]


def scene_under(spec: Prefix, found: Cut, scene: Scene) -> Scene:
    """What the wrapper changes about where the command runs."""
    if spec.elevates:
        scene = replace(scene, elevated=True)
    for option in spec.places & found.flags.keys():
        for word in found.flags[option]:
            scene = replace(scene, cwd=resolve(word, scene))
    worlds = [word.text for option in spec.worlds for word in found.flags.get(option, ())]
    if "skipped" in spec.worlds:
        worlds += [word.text for word in found.skipped]
    return replace(scene, environment=stricter(scene.environment, environment_of(*worlds))) if worlds else scene
