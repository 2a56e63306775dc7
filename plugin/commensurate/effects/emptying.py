"""A file that is emptied: nothing of what it held is left, though the file itself stays."""

from dataclasses import replace

from commensurate.effects.paths import file_reading
from commensurate.effects.reading import Command, Reading, Word
from commensurate.model.effect import Operation, ResourceKind, Reversibility, Trait

_KEPT = (".log", ".out", ".tmp", ".lock", ".pid", ".txt~")


def emptied(words: tuple[Word, ...], command: Command) -> Reading:
    """As good as deleted where it lies outside the task's own folders; inside, git may have it."""
    return thrown_away(file_reading(Operation.UPDATE, words, command, overwrites=True))


def thrown_away(found: Reading) -> Reading:
    """The same writing, where nothing is written."""
    effects = tuple(
        replace(effect, operation=Operation.DELETE, reversibility=Reversibility.IRREVERSIBLE)
        if effect.operation is Operation.UPDATE
        and Trait.OVERWRITES in effect.traits
        and effect.reversibility is not Reversibility.REVERSIBLE
        and effect.traits & {Trait.OUTSIDE, Trait.SYSTEM}
        and effect.resource.kind in (ResourceKind.FILE, ResourceKind.SECRET)
        and not effect.resource.name.endswith(_KEPT)
        else effect
        for effect in found.effects
    )
    return replace(found, effects=effects)
