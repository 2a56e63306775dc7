"""git's effects on the worktree and the index: checkout, restore, switch, reset, clean, add, rm, show.

Source: the manual of git 2.47 (git-scm.com/docs).
"""

from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_effect, file_questions, file_reading, place_of, surroundings
from commensurate.effects.programs.git_tables import LOSES_CHANGES, LOSES_UNTRACKED, SIMPLE
from commensurate.effects.reading import NOTHING, Command, Reading, Word
from commensurate.effects.table import COSTLY, IRREVERSIBLE, ONE, REVERSIBLE, SEVERAL, Does, effects_of, reads, updates
from commensurate.effects.table import read as read_table
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_EVERY_PATH = frozenset({".", "./", "*", ":/", ":", "/", ".."})


def effect(
    command: Command, operation: Operation, kind: ResourceKind, name: str, *, how: Reversibility = REVERSIBLE,
    radius: BlastRadius = ONE, traits: frozenset[Trait] = frozenset(),
) -> Effect:  # fmt: skip
    """One effect of a git command, with what the scene adds to it."""
    environment = stricter(command.scene.environment, environment_of(name))
    every = traits | surroundings(command.scene)
    return Effect(operation, Resource(kind, name), how, radius, command.evidence, environment, every)


def does(command: Command, *parts: Does) -> Reading:
    """Effects on the worktree by their templates; where it is the guard's own folder, on the guard."""
    effects = [effect for part in parts for effect in effects_of(part, Options({}, ()), command)]
    place = place_of(Word("."), command.scene)
    if place.kind is ResourceKind.GUARD:
        effects = [replace(effect, resource=Resource(place.kind, place.path)) for effect in effects]
    return Reading(tuple(effects))


def _discards(words: tuple[Word, ...], command: Command) -> Reading:
    """Changes of these paths are lost, unless git says that there are none."""
    found = NOTHING
    for word in words or (Word(".", glob=False),):
        effect = file_effect(Operation.DELETE, word, command, traits=frozenset({Trait.OVERWRITES}))
        kind = effect.resource.kind if effect.resource.kind is ResourceKind.GUARD else ResourceKind.WORKTREE
        whole = word.text in _EVERY_PATH or word.glob or word.text.endswith("/") or not words
        made_again = bool(effect.traits & {Trait.REBUILDABLE, Trait.TEMPORARY})
        untouched = (effect.reversibility is Reversibility.COSTLY or made_again) and not whole
        traits = effect.traits - {
            Trait.REBUILDABLE,
            Trait.TEMPORARY,
            Trait.ROOT,
            Trait.HOME,
            Trait.WORKSPACE,
            Trait.OUTSIDE,
        }
        lost = replace(
            effect, resource=Resource(kind, effect.resource.name), traits=traits,
            reversibility=REVERSIBLE if untouched else IRREVERSIBLE, blast_radius=SEVERAL if whole or len(words) > 1 else ONE,
        )  # fmt: skip
        plain = replace(effect, resource=replace(effect.resource, kind=ResourceKind.FILE), traits=traits)
        found += Reading((lost,), questions=() if whole else file_questions(plain, command.scene))
    return found


_CHECKOUT_VALUES = frozenset({"-b", "-B", "--orphan", "--conflict", "--pathspec-from-file", "--unified", "-U"})
_FILE_LIKE = regex(r"(?!v?\d|release|origin/|refs/)[^:@^~]*\.[A-Za-z]{1,5}")


def _checkout(command: Command) -> Reading:
    """Of a branch: harmless unless forced. Of paths: their changes are lost."""
    before, paths = _dashes(command.arguments)
    options = split(before, _CHECKOUT_VALUES)
    names = options.positionals
    if options.has("-f", "--force"):
        return does(command, LOSES_CHANGES)
    if paths or options.has("--pathspec-from-file", "--ours", "--theirs"):
        return _discards(paths or names, command)
    for flag, operation, how in (
        ("-B", Operation.UPDATE, COSTLY),
        ("-b", Operation.CREATE, REVERSIBLE),
        ("--orphan", Operation.CREATE, REVERSIBLE),
    ):
        if options.has(flag):
            return Reading((effect(command, operation, ResourceKind.BRANCH, options.value(flag) or "", how=how),))
    if options.has("-p", "--patch"):
        return does(command, updates(ResourceKind.WORKTREE, "=worktree", COSTLY, ONE, Trait.OVERWRITES))
    if len(names) > 1:
        return _discards(names[1:], command)
    if names and (names[0].text in _EVERY_PATH or names[0].glob or _FILE_LIKE.fullmatch(names[0].text)):
        return _discards(names, command)
    return does(command, updates(ResourceKind.WORKTREE, "=worktree"))


def _dashes(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words before and after `--`."""
    cut = next((i for i, word in enumerate(words) if word.text == "--"), None)
    return (words, ()) if cut is None else (words[:cut], words[cut + 1 :])


def _restore(command: Command) -> Reading:
    options = split(command.arguments, ("-s", "--source", "--pathspec-from-file", "-U", "--conflict"))
    if options.has("-S", "--staged") and not options.has("-W", "--worktree"):
        return does(command, updates(ResourceKind.REPOSITORY, "=index"))
    return _discards(options.positionals, command)


def _switch(command: Command) -> Reading:
    before, _ = _dashes(command.arguments)
    options = split(before, ("-c", "-C", "--create", "--force-create", "--orphan", "--conflict"))
    if options.has("-f", "--force", "--discard-changes"):
        return does(command, LOSES_CHANGES)
    name = options.value("-C", "--force-create")
    if name is not None:
        return Reading((effect(command, Operation.UPDATE, ResourceKind.BRANCH, name, how=COSTLY),))
    return does(command, updates(ResourceKind.WORKTREE, "=worktree"))


def _reset(command: Command) -> Reading:
    """`--hard` throws uncommitted changes away; the others move names, which the reflog remembers."""
    options = split(command.arguments, ("--pathspec-from-file",))
    if any(len(flag) > 2 and "--hard".startswith(flag) for flag in options.flags):
        return does(command, LOSES_CHANGES)
    if options.has("--merge"):
        return does(command, replace(LOSES_CHANGES, reversibility=COSTLY))
    return does(command, updates(ResourceKind.REPOSITORY, "=index"))


def _clean(command: Command) -> Reading:
    """Deletes what git does not know; without `-f` it refuses, with `-n` it only says what it would do."""
    options = split(command.arguments, ("-e", "--exclude"))
    if _cut_short(options, "-n", "--dry-run"):
        return does(command, reads(ResourceKind.WORKTREE, "=untracked files"))
    if not _cut_short(options, "-f", "--force") and "clean.requireforce" not in command.evidence.lower():
        return does(command, reads(ResourceKind.WORKTREE, "=untracked files"))
    places = [place_of(word, command.scene) for word in options.positionals]
    again = bool(places) and all(place.traits & {Trait.TEMPORARY, Trait.REBUILDABLE} for place in places)
    return does(
        command, replace(LOSES_UNTRACKED, reversibility=REVERSIBLE, blast_radius=ONE) if again else LOSES_UNTRACKED
    )


def _cut_short(options: Options, letter: str, name: str) -> bool:
    return options.has(letter) or any(len(flag) > 2 and name.startswith(flag) for flag in options.flags)


def _add(command: Command) -> Reading:
    options = split(command.arguments, ("--chmod", "--pathspec-from-file"))
    if options.has("-n", "--dry-run"):
        return NOTHING
    found = does(
        command,
        updates(
            ResourceKind.REPOSITORY,
            "=index",
            REVERSIBLE,
            ONE,
            *([Trait.WILDCARD] if options.has("-A", "--all") else []),
        ),
    )
    secret = [word for word in options.positionals if place_of(word, command.scene).kind is ResourceKind.SECRET]
    return found + file_reading(Operation.UPDATE, tuple(secret), command)


def _rm(command: Command) -> Reading:
    """Git rm refuses to delete what was changed, unless `-f`; what was committed comes back from git."""
    options = split(command.arguments, ("--pathspec-from-file",))
    if options.has("-n", "--dry-run"):
        return NOTHING
    if options.has("--cached"):
        return does(command, updates(ResourceKind.REPOSITORY, "=index"))
    found = []
    for word in options.positionals:
        effect = file_effect(
            Operation.DELETE, word, command, recursive=options.has("-r"), forced=options.has("-f", "--force")
        )
        kept = not options.has("-f", "--force") and effect.resource.kind is ResourceKind.FILE
        radius = SEVERAL if word.glob or word.text in _EVERY_PATH else min(effect.blast_radius, SEVERAL)
        found.append(
            replace(effect, reversibility=min(effect.reversibility, COSTLY), blast_radius=radius) if kept else effect
        )
    return Reading(tuple(found))


def _show(command: Command) -> Reading:
    """`git show REV:path` shows a file as it was: a secret stays one."""
    found = read_table(SIMPLE["log"], command)
    paths = tuple(
        Word(word.text.partition(":")[2])
        for word in command.arguments
        if ":" in word.text and not word.text.startswith("-")
    )
    secret = [word for word in paths if place_of(word, command.scene).kind is ResourceKind.SECRET]
    return found + file_reading(Operation.READ, tuple(secret), command)


READERS = {
    "checkout": _checkout, "restore": _restore, "switch": _switch, "reset": _reset, "clean": _clean, "add": _add,
    "rm": _rm, "show": _show, "cat-file": _show,
}  # fmt: skip
