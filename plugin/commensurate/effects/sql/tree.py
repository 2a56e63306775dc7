"""SELECT, INSERT, UPDATE, DELETE and MERGE by sqlglot: what is read, what is written, which functions act.

Looking is proven by an allow-list of root nodes and of functions; what is not on it is not proven.
"""

import re
from collections.abc import Iterable, Iterator

from commensurate.effects.reading import Reading
from commensurate.effects.sql.account import unaccounted
from commensurate.effects.sql.lexer import Statement
from commensurate.effects.sql.place import COSTLY, IRREVERSIBLE, ONE, REVERSIBLE, SEVERAL, Name, Place, Risk
from commensurate.effects.sql.rows import Count, Node, Rows, both, passing
from commensurate.effects.sql.words import ACTING, PURE, SECRET_TABLES
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Effect, Operation, ResourceKind, Trait
from commensurate.model.regex import regex

MOST_READ = 20
"""Tables that a statement reads are named up to this many."""

_GUESSES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (regex(r"`\w+[.-]\w+[.\w-]*`|\bSAFE_|\bSTRUCT\("), ("bigquery", "mysql")),
    (regex(r"`"), ("mysql", "bigquery", "spark")),
    (
        regex(r"(?<![\w\])])\[[A-Za-z_]|\bTOP\s*\(?\s*\d|\bNOLOCK\b|(?<!\w)##?\w", re.IGNORECASE),
        ("tsql", "sqlite"),
    ),
    (regex(r"::|\$\$|\$\d|\bILIKE\b|\bRETURNING\b|~\*?", re.IGNORECASE), ("postgres", "duckdb", "snowflake")),
    (regex(r"\bQUALIFY\b|\bFLATTEN\b", re.IGNORECASE), ("snowflake", "bigquery")),
)
_USUAL = ("postgres", "mysql", "sqlite", "tsql", "bigquery", "snowflake", "oracle", "duckdb", "clickhouse")
MOST_DIALECTS = 5


def dialects(text: str, given: str) -> tuple[str, ...]:
    """The dialects to try, the likeliest first."""
    if given:
        return (given,)
    likely = [name for pattern, names in _GUESSES if pattern.search(text) for name in names]
    return tuple(dict.fromkeys([*likely, *_USUAL]))[:MOST_DIALECTS]


def read_tree(statement: Statement, place: Place) -> Reading | None:
    """The reading of one statement, or None where no dialect makes a known tree of it."""
    tree = _parse(statement, place.dialect)
    if tree is None:
        return None
    try:
        if unaccounted(statement, frozenset(node.key for node in tree.walk())):
            return None
        return _read(tree, place)
    except (RecursionError, ValueError, AttributeError, TypeError, KeyError, IndexError):
        return None


def _parse(statement: Statement, given: str) -> Node | None:
    import sqlglot  # noqa: PLC0415 - 230 ms; only texts that need a tree pay for it
    from sqlglot import exp  # noqa: PLC0415 - the same

    roots = (exp.Query, exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Values)
    for dialect in dialects(statement.text, given):
        try:
            trees = sqlglot.parse(statement.text, dialect=dialect)
        except Exception:  # noqa: BLE001, S112 - a parser that crashes has not understood; the next dialect may
            continue
        if len(trees) == 1 and isinstance(trees[0], roots):
            return trees[0]
    return None


def _read(tree: Node, place: Place) -> Reading:
    from sqlglot import exp  # noqa: PLC0415 - loaded by _parse

    reading = Reading()
    targets: set[int] = set()
    for node in tree.walk():
        match node:
            case exp.Insert() if not isinstance(node.parent, exp.When):
                targets.add(id(_table_of(node.this)))
                reading += Reading(tuple(_inserts(node, place)))
            case exp.Update() if not isinstance(node.parent, exp.When):
                targets.add(id(node.this))
                reading += Reading((_rows(Operation.UPDATE, node, [_name(node.this)], place),))
            case exp.Delete() if not isinstance(node.parent, exp.When):
                targets.add(id(node.this))
                reading += Reading((_rows(Operation.DELETE, node, list(_deleted(node)), place),))
            case exp.Merge():
                targets.add(id(node.this))
                reading += Reading(tuple(_merges(node, place)))
            case exp.Into():
                if isinstance(node.this, exp.Table):
                    targets.add(id(node.this))
                    reading += Reading((place.effect(Operation.CREATE, ResourceKind.TABLE, _name(node.this)),))
            case exp.Command():
                reading += place.unknown(f"{str(node.this)[:40]}: a part of the statement is not understood")
            case exp.Func():
                reading += _calls(node, place)
    looked = tuple(_reads(tree, targets, place))
    return reading + Reading(tuple(e for e in looked if e.resource.name or not reading.effects))


def _reads(tree: Node, targets: set[int], place: Place) -> Iterator[Effect]:
    from sqlglot import exp  # noqa: PLC0415 - loaded by _parse

    inner = {cte.alias_or_name.lower() for cte in tree.find_all(exp.CTE)}
    names = [
        _name(table)
        for table in tree.find_all(exp.Table)
        if id(table) not in targets and isinstance(table.this, exp.Identifier)
    ]
    yield from reads((name for name in names if name.text.lower() not in inner), place)


def reads(names: Iterable[Name], place: Place) -> list[Effect]:
    """One look at each table, at most MOST_READ of them; a look at the database where none is named."""
    unique = list(dict.fromkeys(names))[:MOST_READ]
    found = []
    for name in unique or [Name("")]:
        secret = name.text.upper() in SECRET_TABLES or name.last.upper() in SECRET_TABLES
        kind = ResourceKind.SECRET if secret else ResourceKind.TABLE if name.text else ResourceKind.DATABASE
        found.append(place.effect(Operation.READ, kind, name, Risk(), *([Trait.SECRET] if secret else [])))
    return found


def _table_of(e: Node) -> Node:
    from sqlglot import exp  # noqa: PLC0415 - loaded by _parse

    return e.this if isinstance(e, exp.Schema) else e


def _name(e: Node | None) -> Name:
    from sqlglot import exp  # noqa: PLC0415 - loaded by _parse

    if e is None:
        return Name("", known=False)
    table = _table_of(e)
    if not isinstance(table, exp.Table):
        return Name(str(table)[:80], known=False)
    parts = [part.name for part in table.parts]
    known = all(isinstance(part, exp.Identifier) for part in table.parts)
    text = ".".join(parts)
    return Name(f"#{text}" if table.this and table.this.args.get("temporary") else text, known)


def _deleted(node: Node) -> Iterator[Name]:
    from sqlglot import exp  # noqa: PLC0415 - loaded by _parse

    several = node.args.get("tables")
    if several:
        aliases = {table.alias: _name(table) for table in node.find_all(exp.Table) if table.alias}
        yield from (aliases.get(table.name, _name(table)) for table in several)
    else:
        yield _name(node.this)


def _limit(node: Node) -> Count:
    limit = node.args.get("limit")
    number = limit.expression if limit is not None else None
    return int(number.this) if number is not None and number.is_int else Rows.ALL


def _rows(operation: Operation, node: Node, names: list[Name], place: Place) -> Effect:
    where = node.args.get("where")
    joined = bool(node.args.get("using") or node.this.args.get("joins") or node.args.get("tables"))
    count = passing(where.this, names[0].text) if where is not None else Rows.UNKNOWN if joined else Rows.ALL
    return rows(operation, names[0], both(count, _limit(node)), place)


def rows(operation: Operation, name: Name, count: Count, place: Place) -> Effect:
    """The effect of writing to so many rows of a table."""
    if count is Rows.ALL:
        return place.effect(operation, ResourceKind.ROW, name, Risk(IRREVERSIBLE, SEVERAL), Trait.UNBOUNDED)
    if count is Rows.UNKNOWN:
        return place.effect(operation, ResourceKind.ROW, name, Risk(IRREVERSIBLE, SEVERAL))
    assert isinstance(count, int)  # noqa: S101 - for the type checker: the enum's members are exhausted
    risk = Risk(IRREVERSIBLE if count else REVERSIBLE, ONE if count <= 1 else SEVERAL, count)
    return place.effect(operation, ResourceKind.ROW, name, risk)


def _inserts(node: Node, place: Place) -> Iterator[Effect]:
    from sqlglot import exp  # noqa: PLC0415 - loaded by _parse

    values = node.expression
    count = len(values.expressions) if isinstance(values, exp.Values) else None
    conflict = node.args.get("conflict")
    updates = conflict is not None and bool(conflict.expressions)
    name = _name(node.this)
    yield from inserts(name, count, place, replaces=updates or str(node.args.get("alternative")).upper() == "REPLACE")
    if node.args.get("overwrite"):
        yield place.effect(
            Operation.DELETE, ResourceKind.ROW, name, Risk(IRREVERSIBLE, SEVERAL), Trait.OVERWRITES, Trait.UNBOUNDED
        )
    if isinstance(node.this, exp.Directory):
        yield place.effect(Operation.UPDATE, ResourceKind.FOLDER, name, Risk(IRREVERSIBLE, SEVERAL), Trait.OVERWRITES)


def inserts(name: Name, count: int | None, place: Place, *, replaces: bool = False) -> list[Effect]:
    """New rows; where they may replace old ones, those are lost."""
    radius = ONE if count == 1 else SEVERAL
    effects = [place.effect(Operation.CREATE, ResourceKind.ROW, name, Risk(REVERSIBLE, radius, count))]
    if replaces:
        risk = Risk(COSTLY, radius, count)
        effects.append(place.effect(Operation.UPDATE, ResourceKind.ROW, name, risk, Trait.OVERWRITES))
    return effects


def _merges(node: Node, place: Place) -> Iterator[Effect]:
    from sqlglot import exp  # noqa: PLC0415 - loaded by _parse

    name = _name(node.this)
    whens = node.args.get("whens")
    for when in whens.expressions if whens is not None else []:
        act = when.args.get("then")
        if isinstance(act, exp.Insert):
            yield from inserts(name, None, place)
        elif isinstance(act, exp.Update):
            yield rows(Operation.UPDATE, name, Rows.UNKNOWN, place)
        else:
            yield rows(Operation.DELETE, name, Rows.UNKNOWN, place)


def _calls(node: Node, place: Place) -> Reading:
    from sqlglot import exp  # noqa: PLC0415 - loaded by _parse

    anonymous = isinstance(node, exp.Anonymous | exp.AnonymousAggFunc)
    name = str(node.this) if anonymous else node.sql_name()
    owner = ""
    if isinstance(node.parent, exp.Dot) and node.parent.expression is node:
        owner = str(node.parent.this).strip('"`').upper()
    if not owner and not anonymous:
        return calls("NEXTVAL" if isinstance(node, exp.NextValueFor) else "COUNT", "", place)
    return calls(name.upper(), owner, place)


_RUIN = frozenset(
    {"DELETE", "PURGE", "DROP", "TRUNCATE", "WIPE", "DESTROY", "ERASE", "CLEANUP", "NUKE", "OBLITERATE", "TERMINATE"}
)


def calls(name: str, owner: str, place: Place) -> Reading:
    """What calling a function does, by its upper-case name and the schema or package that owns it."""
    full = f"{owner}.{name}" if owner else name
    acts = ACTING.get(full) or ACTING.get(name)
    if acts is not None:
        operation, kind, reversibility, radius, traits = acts
        effect = place.effect(operation, kind, full.lower(), Risk(reversibility, radius), *traits)
        opaque = Trait.OPAQUE in traits
        note = (f"{full.lower()}(…) runs what is not in view",) if opaque else ()
        return Reading((effect,), coverage=Coverage.OPAQUE if opaque else Coverage.FULL, notes=note)
    if owner in {"", "PG_CATALOG", "SYS", "SAFE", "NET", "KEYS", "EXTENSIONS"} and (
        name in PURE or name.startswith("ST_")
    ):
        return Reading()
    if not owner.startswith("PG_") and any(word in _RUIN for word in name.split("_")) and name not in PURE:
        risk = Risk(IRREVERSIBLE, SEVERAL)
        effect = place.effect(Operation.DELETE, ResourceKind.DATABASE, f"{full.lower()}()", risk, Trait.OPAQUE)
        return Reading((effect,), coverage=Coverage.OPAQUE, notes=(f"{full.lower()}(…) is named for what it destroys",))
    return Reading(coverage=Coverage.PARTIAL, notes=(f"{full.lower()}(…): not a built-in function that is known",))
