"""Adds readings up, effects alike into one with a count: ten thousand new rows are one effect."""

from dataclasses import dataclass, field, replace

from commensurate.effects.reading import Nested, Reading
from commensurate.model.analysis import Coverage, Question
from commensurate.model.effect import BlastRadius, Effect, Resource, ResourceKind, Reversibility

MOST_EFFECTS = 60
"""Effects of one text, after those alike are added up; irreversible ones may be twice as many. What is over makes the
reading partial.
"""
MOST_NESTED = 200

_Key = tuple[object, ...]


@dataclass(slots=True)
class Sum:
    """What has been added up so far."""

    effects: dict[_Key, Effect] = field(default_factory=dict)
    nested: list[Nested] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    questions: dict[Question, None] = field(default_factory=dict)
    coverage: Coverage = Coverage.FULL

    def take(self, reading: Reading) -> None:
        """Add one more."""
        for effect in reading.effects:
            key = _key(effect)
            known = self.effects.get(key)
            if known is not None:
                self.effects[key] = _both(known, effect)
            elif len(self.effects) < MOST_EFFECTS * (1 + (effect.reversibility > Reversibility.REVERSIBLE)):
                self.effects[key] = effect
            else:
                self._cover(Coverage.PARTIAL)
        self.nested.extend(reading.nested[: MOST_NESTED - len(self.nested)])
        if len(self.nested) >= MOST_NESTED:
            self._cover(Coverage.OPAQUE)
        self.notes.update(dict.fromkeys(reading.notes))
        self.questions.update(dict.fromkeys(reading.questions))
        self._cover(reading.coverage)

    def reading(self) -> Reading:
        """All of it."""
        notes = tuple(self.notes)[:MOST_EFFECTS]
        return Reading(tuple(self.effects.values()), tuple(self.nested), self.coverage, tuple(self.questions), notes)

    def _cover(self, coverage: Coverage) -> None:
        if coverage.depth > self.coverage.depth:
            self.coverage = coverage


def _key(effect: Effect) -> _Key:
    return (effect.operation, effect.resource.kind, effect.resource.name, effect.environment, effect.traits)


def _both(one: Effect, other: Effect) -> Effect:
    if not one.changes:
        return one
    counts = (one.resource.count, other.resource.count)
    count = None if None in counts else sum(c for c in counts if c is not None)
    several = BlastRadius.SEVERAL if one.resource.kind is ResourceKind.ROW else BlastRadius.ONE
    return replace(
        one,
        resource=Resource(one.resource.kind, one.resource.name, count),
        blast_radius=max(one.blast_radius, other.blast_radius, several),
        reversibility=max(one.reversibility, other.reversibility),
    )
