"""One call, and the ways to tell what it does. Shared by the parts that know system, databases and network."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.paths import surroundings
from commensurate.effects.python_code.values import UNKNOWN, Value
from commensurate.effects.reading import Command, Reading, Scene, Word
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

if TYPE_CHECKING:
    from commensurate.effects.python_code.walk import Walker


@dataclass(frozen=True, slots=True)
class Told:
    """A call of `callee` in the text, with its arguments."""

    walker: "Walker"
    callee: Value
    positional: tuple[Value, ...]
    named: Mapping[str, Value]
    node: ast.AST

    @property
    def method(self) -> str:
        """The last part of the name that is called."""
        return self.callee.name.rpartition(".")[2]

    @property
    def own(self) -> Word | None:
        """The text of the object that a method is called on."""
        return self.callee.of.word if self.callee.of is not None else None

    @property
    def scene(self) -> Scene:
        """Where it runs. The shell's variables are not Python's."""
        return replace(self.walker.scene, variables={})

    @property
    def evidence(self) -> str:
        """The words of the call."""
        return self.walker.evidence(self.node)

    @property
    def command(self) -> Command:
        """The call as a command, for what is shared with the shell."""
        return Command((Word("python"),), self.scene, self.evidence)

    def argument(self, index: int, *names: str) -> Value:
        """An argument by its place or its name."""
        for name in names:
            if name in self.named:
                return self.named[name]
        return self.positional[index] if 0 <= index < len(self.positional) else UNKNOWN

    def chain(self) -> list[Value]:
        """The objects that the method was reached through, the nearest first."""
        found: list[Value] = []
        value = self.callee.of
        while value is not None and len(found) < 12:
            found.append(value)
            value = value.of
        return found

    def add(self, reading: Reading) -> None:
        """Note what it does."""
        self.walker.add(reading)

    def partly(self, why: str) -> None:
        """Not known: neither safe nor forbidden."""
        self.add(Reading(coverage=Coverage.PARTIAL, notes=(f"python: {why}",)))

    def opaque(self, why: str) -> None:
        """Code runs that is not in view."""
        effect = self.effect(Operation.EXECUTE, ResourceKind.CODE, self.callee.name, Reversibility.COSTLY, Trait.OPAQUE)
        self.add(Reading((effect,), coverage=Coverage.OPAQUE, notes=(f"python: {why}",)))

    def effect(
        self,
        operation: Operation,
        kind: ResourceKind,
        name: str,
        how: Reversibility = Reversibility.REVERSIBLE,
        *traits: Trait,
    ) -> Effect:
        """One effect on one thing."""
        world = (
            stricter(self.scene.environment, environment_of(name))
            if kind is not ResourceKind.CODE
            else self.scene.environment
        )
        every = frozenset(traits) | surroundings(self.scene)
        return Effect(operation, Resource(kind, name), how, BlastRadius.ONE, self.evidence, world, every)

    def does(
        self, operation: Operation, kind: ResourceKind, name: str, how: Reversibility = Reversibility.REVERSIBLE, *traits: Trait,
        radius: BlastRadius = BlastRadius.ONE, count: int | None = None, coverage: Coverage = Coverage.FULL,
    ) -> None:  # fmt: skip
        """Note one effect."""
        effect = self.effect(operation, kind, name, how, *traits)
        effect = replace(effect, blast_radius=radius, resource=Resource(kind, name, count))
        self.add(Reading((effect,), coverage=coverage))
