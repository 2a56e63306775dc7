"""Where a statement runs, the effects built from that, and the names of things read from its tokens."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.reading import Reading, Scene
from commensurate.effects.sql.lexer import Kind, Statement, Token
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Operation, Resource, ResourceKind, Reversibility, Trait

LONGEST_EVIDENCE = 400
"""Characters of a statement that an effect quotes."""

ONE, SEVERAL, ENVIRONMENT = BlastRadius.ONE, BlastRadius.SEVERAL, BlastRadius.ENVIRONMENT
REVERSIBLE, COSTLY, IRREVERSIBLE = Reversibility.REVERSIBLE, Reversibility.COSTLY, Reversibility.IRREVERSIBLE


@dataclass(frozen=True, slots=True)
class Name:
    """A possibly qualified name. `known` is False where a placeholder or a template stands for it."""

    text: str
    known: bool = True

    @property
    def last(self) -> str:
        """The name without its qualifiers."""
        return self.text.rsplit(".", 1)[-1]


@dataclass(frozen=True, slots=True)
class Risk:
    """How bad an effect is: what it takes to take it back, and how much it touches."""

    reversibility: Reversibility = REVERSIBLE
    radius: BlastRadius = ONE
    count: int | None = None


MILD = Risk()
"""One thing, taken back at no cost."""


@dataclass(frozen=True, slots=True)
class Place:
    """The scene of one statement. `dialect` is a sqlglot name or "" where it is not known; `depth` counts how often
    a statement was found inside another.
    """

    scene: Scene
    dialect: str = ""
    evidence: str = ""
    depth: int = 0

    def at(self, statement: Statement) -> "Place":
        """The place of this statement, quoting it."""
        text = " ".join(statement.text[: LONGEST_EVIDENCE + 1].split())
        return replace(self, evidence=text if len(text) <= LONGEST_EVIDENCE else text[:LONGEST_EVIDENCE] + "…")

    def effect(
        self, operation: Operation, kind: ResourceKind, name: Name | str, risk: Risk = MILD, *traits: Trait
    ) -> Effect:
        """One effect at this place. Qualifiers of the name, and names of databases, may tell the environment."""
        named = Name(name) if isinstance(name, str) else name
        tells = named.text if kind in {ResourceKind.DATABASE, ResourceKind.SCHEMA} else named.text.rpartition(".")[0]
        found = set(traits)
        if not named.known:
            found.add(Trait.UNRESOLVED)
        if self.scene.elevated:
            found.add(Trait.ELEVATED)
        if self.scene.host:
            found.add(Trait.REMOTE)
        if kind in {ResourceKind.TABLE, ResourceKind.ROW} and is_temporary(named.text):
            found.add(Trait.TEMPORARY)
        return Effect(
            operation,
            Resource(kind, named.text, risk.count),
            risk.reversibility,
            risk.radius,
            self.evidence,
            stricter(self.scene.environment, environment_of(tells)),
            frozenset(found),
        )

    def unknown(self, why: str) -> Reading:
        """Something runs that is not in view: a procedure, a block, a statement that nobody can read."""
        effect = self.effect(Operation.EXECUTE, ResourceKind.DATABASE, "", Risk(COSTLY, SEVERAL), Trait.OPAQUE)
        return Reading((effect,), coverage=Coverage.OPAQUE, notes=(why,))


def is_temporary(name: str) -> bool:
    """True for a table that ends with its session: #t, ##t, temp.t, pg_temp.t."""
    lower = name.lower()
    return lower.startswith(("#", "temp.", "pg_temp.", "tempdb.", "session.", "_session."))


_NAMES = frozenset({Kind.WORD, Kind.QUOTED, Kind.PARAMETER, Kind.STRING})


def name_at(tokens: Sequence[Token], index: int) -> tuple[Name | None, int]:
    """The dotted name that starts at `index`, and the index after it."""
    parts: list[str] = []
    known = True
    while index < len(tokens) and tokens[index].kind in _NAMES:
        token = tokens[index]
        known &= token.kind is not Kind.PARAMETER
        parts.append(token.text)
        index += 1
        dots = 0
        while index < len(tokens) and tokens[index].up == ".":
            index, dots = index + 1, dots + 1
        if not dots:
            break
        parts += [""] * (dots - 1)
    return (Name(".".join(parts), known), index) if parts else (None, index)


def names_at(tokens: Sequence[Token], index: int) -> tuple[list[Name], int]:
    """The comma-separated names that start at `index`, argument lists in parentheses skipped."""
    names: list[Name] = []
    while True:
        name, index = name_at(tokens, index)
        if name is None:
            return names, index
        names.append(name)
        if index < len(tokens) and tokens[index].up == "(":
            index = past_parens(tokens, index)
        if index >= len(tokens) or tokens[index].up != ",":
            return names, index
        index += 1


def past_parens(tokens: Sequence[Token], index: int) -> int:
    """The index after the parenthesis that closes the one at `index`."""
    depth = 0
    while index < len(tokens):
        if tokens[index].up == "(":
            depth += 1
        elif tokens[index].up == ")":
            depth -= 1
            if depth == 0:
                return index + 1
        index += 1
    return index


def skip(tokens: Sequence[Token], index: int, *words: str) -> int:
    """The index after any run of these words."""
    while index < len(tokens) and tokens[index].up in words:
        index += 1
    return index
