"""A folder that a web server hands to whoever asks."""

from commensurate.effects.paths import file_effect, place_of, surroundings
from commensurate.effects.reading import Command, Reading, Word
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

_OTHERS = frozenset({Trait.HOME, Trait.ROOT, Trait.SYSTEM, Trait.SECRET})


def served(folder: Word, command: Command) -> Reading:
    """The project's own folder is served every day; a home, a drive or keys are laid open."""
    place = place_of(folder, command.scene)
    shown = file_effect(Operation.READ, folder, command, kind=ResourceKind.FOLDER)
    around = surroundings(command.scene)
    resource = Resource(ResourceKind.PROCESS, f"a server for {place.path}")
    started = Effect(
        Operation.EXECUTE, resource, Reversibility.REVERSIBLE, BlastRadius.ONE, command.evidence,
        command.scene.environment, around,
    )  # fmt: skip
    if not (place.traits & _OTHERS or place.kind is ResourceKind.SECRET):
        return Reading((shown, started))
    opened = Effect(
        Operation.GRANT, Resource(ResourceKind.PERMISSION, place.path), Reversibility.COSTLY, BlastRadius.SEVERAL,
        command.evidence, command.scene.environment, around | {Trait.PUBLIC, Trait.WIDENS},
    )  # fmt: skip
    return Reading((shown, started, opened))
