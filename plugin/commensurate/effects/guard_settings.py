"""The environment variables that say what a guard runs on: who sets or unsets one changes the guard."""

from collections.abc import Iterable

from commensurate.effects.paths import surroundings
from commensurate.effects.reading import Command, Nested, Scene
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility

_PREFIX = "COMMENSURATE_"
"""settings/ reads COMMENSURATE_POLICY, _STORE, _JUDGE and _ENVIRONMENT; plug-ins may read more."""


def changed(names: Iterable[str], scene: Scene, evidence: str) -> tuple[Effect, ...]:
    """The effects of setting or unsetting these variables: one for each that is a guard's."""
    return tuple(
        Effect(
            Operation.UPDATE, Resource(ResourceKind.GUARD, name), Reversibility.COSTLY, BlastRadius.SEVERAL,
            evidence, scene.environment, surroundings(scene),
        )
        for name in names
        if name.startswith(_PREFIX)
    )  # fmt: skip


def changed_under(command: Command, carried: Iterable[Nested]) -> tuple[Effect, ...]:
    """The effects of running something in an environment where a guard's variables are others than before."""
    held = command.scene.variables
    found: dict[str, None] = {}
    for nested in carried:
        given = nested.scene.variables
        if given is not held:
            found |= dict.fromkeys(name for name, value in given.items() if held.get(name) != value)
    return changed(found, command.scene, command.evidence)
