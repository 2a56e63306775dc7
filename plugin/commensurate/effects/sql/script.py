"""A whole text of SQL: its statements, the transaction around them, the commands of the client it is typed into."""

import re
from collections.abc import Iterable
from dataclasses import replace

from commensurate.effects.budget import Budget
from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.reading import Language, Reading, Scene, opaque
from commensurate.effects.sql.client import meta_commands
from commensurate.effects.sql.commands import COMMANDS
from commensurate.effects.sql.definition import HEADS
from commensurate.effects.sql.lexer import Flavour, Kind, Statement, lex
from commensurate.effects.sql.place import Place, Risk
from commensurate.effects.sql.plain import LOOKS, look, worst, write
from commensurate.effects.sql.sums import Sum
from commensurate.effects.sql.tree import read_tree
from commensurate.model.effect import BlastRadius, Effect, Operation, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

LONGEST = 262_144
"""Characters. A longer text is opaque."""
DEEPEST = 40
"""How deep parentheses may nest before a statement is not parsed: parsers recurse."""
MOST_NESTED = 4
"""How often a statement may be found inside another."""

_MYSQL = names("""
    mysql mariadb singlestore doris starrocks bigquery clickhouse spark hive databricks snowflake
""")
_ROLLS_BACK_DDL = frozenset({"postgres", "sqlite", "redshift", "tsql", "duckdb"})
_WORDS_OF_RUIN = regex(r"\b(?:DROP|DELETE|TRUNCATE|UPDATE|ALTER|GRANT|REVOKE|INSERT|EXEC|COPY|CALL)\b", re.IGNORECASE)


def read(text: str, scene: Scene, *, dialect: str = "", budget: Budget | None = None) -> Reading:
    """What running this text would do. `dialect` is a sqlglot name, or "" where it is not known. `budget` is that of
    the whole analysis: it says how many statements may still be read by their trees.
    """
    return _read(text, Place(scene, dialect), budget or Budget())


def _read(text: str, place: Place, budget: Budget) -> Reading:
    if len(text) > LONGEST:
        return opaque(f"SQL of {len(text)} characters is not read", _ruin(place, "SQL"))
    text, reading = meta_commands(text, place)
    dialect = place.dialect
    flavours = [Flavour.MYSQL if dialect in _MYSQL else Flavour.STANDARD]
    lexed = lex(text, flavours[0])
    if not dialect and lexed.ambiguous:
        flavours.append(Flavour.MYSQL)
    readings = []
    for flavour in flavours:
        lexed = lexed if flavour is flavours[0] else lex(text, flavour)
        found = _statements(lexed.statements, place, budget)
        if lexed.broken:
            found += _broken(text, place)
        readings.append(found)
    return _nested(_of_the_session(text, reading + _agreed(readings)), place, budget)


_MADE = regex(
    r"\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:GLOBAL\s+|LOCAL\s+)?TEMP(?:ORARY)?\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"`]?([\w.]+)",
    re.IGNORECASE,
)


def _of_the_session(text: str, reading: Reading) -> Reading:
    """Tables that the text itself makes for this session: to drop or empty them loses nothing."""
    made = {name.lower() for name in _MADE.findall(text)}
    if not made:
        return reading
    effects = tuple(
        replace(
            effect, traits=(effect.traits | {Trait.TEMPORARY}) - {Trait.UNBOUNDED}, reversibility=Reversibility.REVERSIBLE,
            blast_radius=BlastRadius.ONE,
        ) if effect.resource.name.lower() in made else effect
        for effect in reading.effects
    )  # fmt: skip
    return replace(reading, effects=effects)


def _agreed(readings: list[Reading]) -> Reading:
    """Where dialects see different statements, all of them count."""
    first = readings[0]
    for other in readings[1:]:
        if other != first:
            first += other
    return replace(first, effects=tuple(dict.fromkeys(first.effects)))


def _broken(text: str, place: Place) -> Reading:
    why = "SQL: a quotation or a comment does not end"
    effects = (_ruin(place.at(Statement((), text)), ""),) if _WORDS_OF_RUIN.search(text) else ()
    return opaque(why, *effects)


def _ruin(place: Place, name: str) -> Effect:
    risk = Risk(Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL)
    return place.effect(Operation.EXECUTE, ResourceKind.DATABASE, name, risk, Trait.OPAQUE)


def _nested(reading: Reading, place: Place, budget: Budget) -> Reading:
    """Read the SQL inside the SQL; what else is carried stays for others."""
    inside = [nested for nested in reading.nested if nested.language is Language.SQL]
    reading = replace(reading, nested=tuple(n for n in reading.nested if n.language is not Language.SQL))
    for nested in inside:
        if place.depth >= MOST_NESTED or not nested.text:
            reading += place.unknown("SQL inside SQL inside SQL is not followed further")
        else:
            reading += _read(nested.text, replace(place, depth=place.depth + 1), budget)
    return reading


def _statements(statements: Iterable[Statement], place: Place, budget: Budget) -> Reading:
    """The statements in order. What stands between BEGIN and ROLLBACK is undone again."""
    done, open_ = Sum(), None
    read_one = _Reader(place, budget)
    for statement in statements:
        head = _control(statement, place.dialect)
        if head == "begin":
            open_ = Sum()
        elif head == "rollback" and open_ is not None:
            done.take(_undone(open_.reading(), ddl_undone=place.dialect in _ROLLS_BACK_DDL))
            open_ = None
        elif head == "commit" and open_ is not None:
            done.take(open_.reading())
            open_ = None
        else:
            (done if open_ is None else open_).take(read_one(statement))
    if open_ is not None:
        done.take(open_.reading())
    return done.reading()


class _Reader:
    """Reads the statements of one text: the same words once, and only so many by their trees."""

    def __init__(self, place: Place, budget: Budget) -> None:
        self.place = place
        self.budget = budget
        self.known: dict[str, Reading] = {}

    def __call__(self, statement: Statement) -> Reading:
        """One statement: by its words where they settle it, else by its tree."""
        if statement.ups[0] == "USE" and len(statement.tokens) > 1:
            world = environment_of(statement.tokens[-1].text)
            self.place = replace(
                self.place, scene=replace(self.place.scene, environment=stricter(self.place.scene.environment, world))
            )
            self.known.clear()
        found = self.known.get(statement.text)
        if found is None:
            found = self._read(statement, self.place.at(statement))
            self.known[statement.text] = found
        return found

    def _read(self, statement: Statement, place: Place) -> Reading:
        found = _by_words(statement, place)
        if found is not None:
            return found
        return _by_tree(statement, place, parse=self.budget.parses(len(statement.tokens)))


def _control(statement: Statement, dialect: str) -> str:
    ups = statement.ups
    rest = set(ups[1:])
    match ups[0]:
        case "BEGIN" if dialect != "tsql" or rest & {"TRAN", "TRANSACTION"}:
            return "begin" if len(ups) == 1 or ups[1] in _TRANSACTION else ""
        case "START" if "TRANSACTION" in rest:
            return "begin"
        case "ROLLBACK" | "ABORT" if "TO" not in rest and "PREPARED" not in rest:
            return "rollback"
        case "COMMIT" | "END":
            return "commit"
    return ""


_TRANSACTION = frozenset(["TRAN", "TRANSACTION", "WORK", "IMMEDIATE", "EXCLUSIVE", "DEFERRED", "ISOLATION", "READ"])
_DATA = frozenset({ResourceKind.ROW})
_DEFINITIONS = frozenset(
    {ResourceKind.TABLE, ResourceKind.SCHEMA, ResourceKind.INDEX, ResourceKind.VIEW, ResourceKind.FUNCTION}
)


def _undone(reading: Reading, *, ddl_undone: bool) -> Reading:
    """The effects of a transaction that is rolled back. One definition may have committed all that stood before it."""
    if not ddl_undone and any(e.changes and e.resource.kind in _DEFINITIONS for e in reading.effects):
        return reading
    kinds = _DATA | _DEFINITIONS if ddl_undone else _DATA
    effects = tuple(
        replace(e, reversibility=Reversibility.REVERSIBLE) if e.resource.kind in kinds else e for e in reading.effects
    )
    return replace(reading, effects=effects)


def _by_words(statement: Statement, place: Place) -> Reading | None:
    """One statement by its words; None where they do not settle it."""
    head = statement.ups[0]
    if "\\" in statement.ups:
        return worst(statement, place)
    if head == "BEGIN" and len(statement.tokens) > 1 and statement.ups[1] not in _TRANSACTION:
        return _by_words(_without_first(statement), place)
    if head in HEADS:
        return HEADS[head](statement, place)
    if head in LOOKS:
        return look(statement, place)
    if head in {"DELETE", "UPDATE", "INSERT"}:
        return write(statement, place)
    if head in COMMANDS:
        return COMMANDS[head](statement, place)
    if head == "" and statement.tokens[0].kind is Kind.PARAMETER:
        return place.unknown(f"{statement.tokens[0].text}: the statement is put in when it runs")
    return None if head == "MERGE" else worst(statement, place)


def _by_tree(statement: Statement, place: Place, *, parse: bool) -> Reading:
    """One statement by its tree, else the worst that its words allow."""
    found = read_tree(statement, place) if parse and _depth(statement) <= DEEPEST else None
    return found if found is not None else worst(statement, place)


def _without_first(statement: Statement) -> Statement:
    """What stands after the BEGIN of a block."""
    rest = statement.tokens[1:]
    return Statement(rest, statement.text[rest[0].start - statement.tokens[0].start :])


def _depth(statement: Statement) -> int:
    depth = deepest = 0
    for up in statement.ups:
        depth += 1 if up in {"(", "CASE", "[", "SELECT"} else -1 if up in {")", "END", "]"} else 0
        deepest = max(deepest, depth)
    return deepest
