"""The lines of a grammar's text: meanings on the left, phrases on the right. What they mean stands in grammar.py."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from commensurate.effects.table import Case, Does
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility, Trait

Phrase = tuple[str, ...]
_REVERSIBILITIES = {reversibility.word: reversibility for reversibility in Reversibility}
_RADII = {radius.word: radius for radius in BlastRadius}

DEFAULT_REVERSIBILITY: Mapping[Operation, Reversibility] = {
    Operation.READ: Reversibility.REVERSIBLE,
    Operation.CREATE: Reversibility.REVERSIBLE,
    Operation.UPDATE: Reversibility.COSTLY,
    Operation.DELETE: Reversibility.IRREVERSIBLE,
    Operation.EXECUTE: Reversibility.COSTLY,
    Operation.STOP: Reversibility.COSTLY,
    Operation.SEND: Reversibility.COSTLY,
    Operation.PAY: Reversibility.IRREVERSIBLE,
    Operation.GRANT: Reversibility.COSTLY,
    Operation.REVOKE: Reversibility.COSTLY,
}
"""What an operation takes to undo where a line does not say."""


def lines_of(text: str) -> Iterator[tuple[str, str]]:
    """(meaning, phrases) of each line; one without " : " goes on in the next, and so does one before or after a "|"."""
    held = ""
    for line in map(str.strip, text.splitlines()):
        if not line or line[0] == "#":
            continue
        if held and (line[0] == "|" or held[-1] == "|" or " : " not in held):
            held = f"{held} {line}"
            continue
        if held:
            yield _cut(held)
        held = line
    if held:
        yield _cut(held)


def _cut(line: str) -> tuple[str, str]:
    left, colon, right = line.partition(" : ")
    if not colon:
        raise ValueError(f"not a line of a grammar: {line!r}")
    return left, right


def phrases_of(text: str) -> Iterator[Phrase]:
    """Every phrase that the right side of a line lists."""
    for phrase in text.split("|"):
        words = phrase.split()
        if words == ["*"]:
            yield ()
        else:
            yield from product(*(word.split("/") for word in words))


def case_of(left: str) -> Case:
    """What the left side of a line says. Raises ValueError for a word that is no operation, kind or trait."""
    conditions: dict[str, set[str]] = {"when": set(), "unless": set(), "every": set()}
    parts = []
    coverage = Coverage.FULL
    most = None
    for text in left.split(" & "):
        words = text.split()
        mode = ""
        plain = []
        for word in words:
            if word in conditions:
                mode = word
            elif word in (Coverage.PARTIAL, Coverage.OPAQUE):
                coverage = Coverage(word)
            elif word == "alone":
                most = 0
            elif mode:
                conditions[mode].add(word)
            else:
                plain.append(word)
        if plain != ["nothing"]:
            parts.append(_does(plain))
    return Case(
        tuple(parts),
        frozenset(conditions["when"]),
        frozenset(conditions["every"]),
        frozenset(conditions["unless"]),
        coverage,
        most=most,
    )


def _does(words: Sequence[str]) -> Does:
    operation = Operation(words[0])
    back, radius, kind, name = DEFAULT_REVERSIBILITY[operation], BlastRadius.ONE, ResourceKind.UNKNOWN, "args"
    traits = []
    for word in words[1:]:
        if word[0] == "+":
            traits.append(Trait(word[1:]))
        elif word[0] == "@":
            name = word[1:]
        elif word in _REVERSIBILITIES:
            back = _REVERSIBILITIES[word]
        elif word in _RADII:
            radius = _RADII[word]
        else:
            kind = ResourceKind(word)
    return Does(operation, kind, back, radius, name, frozenset(traits))
