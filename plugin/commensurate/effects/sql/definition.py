"""Statements that define or destroy: DROP, TRUNCATE, ALTER, CREATE, RENAME, GRANT, REVOKE, COMMENT, by their tokens.

Sources: the SQL command references of PostgreSQL 17, MySQL 8.4, MariaDB 11, SQLite 3.47, SQL Server 2022, Oracle 23ai,
Snowflake, BigQuery, ClickHouse and Cassandra 5.
"""

from collections.abc import Callable

from commensurate.effects.options import names
from commensurate.effects.reading import NOTHING, Reading
from commensurate.effects.sql.lexer import Kind, Statement, Token
from commensurate.effects.sql.place import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Name,
    Place,
    Risk,
    name_at,
    names_at,
    skip,
)
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Effect, Operation, ResourceKind, Trait

_Drop = tuple[ResourceKind, Risk]


def _kinds(names: str, kind: ResourceKind, risk: Risk) -> dict[str, _Drop]:
    return dict.fromkeys(names.split(), (kind, risk))


DROPPED: dict[str, _Drop] = {
    **_kinds("TABLE FOREIGN COLLECTION DICTIONARY HYPERTABLE", ResourceKind.TABLE, Risk(IRREVERSIBLE, SEVERAL)),
    **_kinds("DATABASE CATALOG PLUGGABLE", ResourceKind.DATABASE, Risk(IRREVERSIBLE, ENVIRONMENT)),
    **_kinds("SCHEMA KEYSPACE DATASET", ResourceKind.SCHEMA, Risk(IRREVERSIBLE, ENVIRONMENT)),
    **_kinds("OWNED TABLESPACE", ResourceKind.DATABASE, Risk(IRREVERSIBLE, ENVIRONMENT)),
    **_kinds("VIEW MATERIALIZED", ResourceKind.VIEW, Risk(COSTLY, ONE)),
    **_kinds("INDEX STATISTICS SEARCH VECTOR", ResourceKind.INDEX, Risk(COSTLY, ONE)),
    **_kinds(
        "FUNCTION PROCEDURE PROC TRIGGER AGGREGATE ROUTINE RULE OPERATOR MACRO PACKAGE CAST LANGUAGE TRANSFORM",
        ResourceKind.FUNCTION,
        Risk(COSTLY, ONE),
    ),
    **_kinds(
        "SEQUENCE TYPE DOMAIN COLLATION CONVERSION SYNONYM CONSTRAINT DEFAULT TEXT", ResourceKind.SETTING, Risk(COSTLY)
    ),
    **_kinds("USER ROLE LOGIN GROUP SERVICE", ResourceKind.USER, Risk(COSTLY, SEVERAL)),
    **_kinds("POLICY ROW MASKING", ResourceKind.POLICY, Risk(COSTLY, SEVERAL)),
    **_kinds("EXTENSION LIBRARY PLUGIN COMPONENT", ResourceKind.PACKAGE, Risk(COSTLY, SEVERAL)),
    **_kinds("PUBLICATION SUBSCRIPTION SERVER CONNECTION LINK ENDPOINT", ResourceKind.SERVICE, Risk(COSTLY, SEVERAL)),
    **_kinds("EVENT JOB TASK PIPE STREAM ALERT", ResourceKind.SCHEDULE, Risk(COSTLY, ONE)),
    **_kinds("STAGE", ResourceKind.BUCKET, Risk(IRREVERSIBLE, SEVERAL)),
    **_kinds("WAREHOUSE COMPUTE", ResourceKind.INSTANCE, Risk(COSTLY, SEVERAL)),
    **_kinds("SNAPSHOT BACKUP RESTORE DATAFILE LOGFILE", ResourceKind.BACKUP, Risk(IRREVERSIBLE, SEVERAL)),
    **_kinds("KEY CERTIFICATE CREDENTIAL SECRET MASTER SYMMETRIC ASYMMETRIC", ResourceKind.KEY, Risk(IRREVERSIBLE)),
    **_kinds("MODEL", ResourceKind.MODEL, Risk(IRREVERSIBLE)),
    **_kinds("NODE SHARD", ResourceKind.INSTANCE, Risk(IRREVERSIBLE, SEVERAL)),
}
"""What a DROP of each kind means. A kind that is not here counts as several things, costly to bring back."""

_SECOND = names("""
    TABLE VIEW INDEX DATABASE DATA WRAPPER SEARCH POLICY ACCESS KEY BY LINK BODY MAPPING SLOT
""")
_GUARDS = ("IF", "EXISTS", "NOT", "CONCURRENTLY", "ONLY", "ONLINE", "LOCAL")
_TEMPORARY = frozenset({"TEMP", "TEMPORARY", "VOLATILE"})


def drop(statement: Statement, place: Place) -> Reading:
    """DROP kind [IF EXISTS] names [CASCADE]."""
    tokens, ups = statement.tokens, statement.ups
    index = skip(tokens, 1, "UNLOGGED", "PUBLIC", "EXTERNAL", "GLOBAL", "UNDO")
    temporary = index < len(ups) and ups[index] in _TEMPORARY
    index += temporary
    word = ups[index] if index < len(ups) else ""
    kind, risk = DROPPED.get(word, (ResourceKind.UNKNOWN, Risk(COSTLY, SEVERAL)))
    index += 1
    while index < len(ups) and ups[index] in _SECOND:
        index += 1
    names, _ = names_at(tokens, skip(tokens, index, *_GUARDS))
    traits: set[Trait] = set()
    if "CASCADE" in ups:
        traits.add(Trait.RECURSIVE)
        risk = Risk(IRREVERSIBLE, max(risk.radius, SEVERAL))
    if kind is ResourceKind.POLICY:
        traits.add(Trait.WIDENS)
    if "FORCE" in ups:
        traits.add(Trait.FORCED)
    if temporary or (names and all(name.text.startswith("#") for name in names)):
        traits.add(Trait.TEMPORARY)
        risk = Risk(REVERSIBLE, ONE)
    effects = tuple(
        place.effect(Operation.DELETE, kind, name, risk, *traits) for name in names or [Name("", known=False)]
    )
    coverage = Coverage.FULL if word in DROPPED and names else Coverage.PARTIAL
    return Reading(effects, coverage=coverage)


def truncate(statement: Statement, place: Place) -> Reading:
    """TRUNCATE [TABLE] names: all rows go, past triggers and mostly past any log."""
    tokens, ups = statement.tokens, statement.ups
    if "PARTITION" in ups[1:3]:
        return Reading((place.effect(Operation.DELETE, ResourceKind.TABLE, "", Risk(IRREVERSIBLE, SEVERAL)),))
    names, _ = names_at(
        tokens, skip(tokens, 1, "TABLE", "ONLY", "COLUMNFAMILY", "IF", "EXISTS", "MATERIALIZED", "VIEW")
    )
    traits = {Trait.UNBOUNDED} | ({Trait.RECURSIVE} if "CASCADE" in ups else set())
    risk = Risk(IRREVERSIBLE, ENVIRONMENT if "DATABASE" in ups[1:3] or "ALL" in ups[1:2] else SEVERAL)
    return Reading(
        tuple(
            place.effect(Operation.DELETE, ResourceKind.ROW, name, risk, *traits)
            for name in names or [Name("", known=False)]
        )
    )


def rename(statement: Statement, place: Place) -> Reading:
    """RENAME TABLE a TO b: nothing is lost, whoever asks for the old name fails."""
    names, _ = names_at(statement.tokens, skip(statement.tokens, 1, "TABLE", "USER", "COLUMN", *_GUARDS))
    return Reading(
        tuple(place.effect(Operation.UPDATE, ResourceKind.TABLE, name, Risk(COSTLY, ONE)) for name in names)
        or place.unknown("RENAME of what is not known").effects
    )


_ALTERED = {
    "SYSTEM": (ResourceKind.SETTING, Risk(COSTLY, SEVERAL)),
    "DATABASE": (ResourceKind.DATABASE, Risk(COSTLY, SEVERAL)),
    "SCHEMA": (ResourceKind.SCHEMA, Risk(COSTLY, SEVERAL)),
    "KEYSPACE": (ResourceKind.SCHEMA, Risk(COSTLY, SEVERAL)),
    "USER": (ResourceKind.USER, Risk(COSTLY, ONE)),
    "ROLE": (ResourceKind.USER, Risk(COSTLY, ONE)),
    "LOGIN": (ResourceKind.USER, Risk(COSTLY, ONE)),
    "GROUP": (ResourceKind.USER, Risk(COSTLY, ONE)),
    "DEFAULT": (ResourceKind.PERMISSION, Risk(COSTLY, SEVERAL)),
    "POLICY": (ResourceKind.POLICY, Risk(COSTLY, SEVERAL)),
    "INDEX": (ResourceKind.INDEX, Risk(REVERSIBLE, ONE)),
    "VIEW": (ResourceKind.VIEW, Risk(COSTLY, ONE)),
    "MATERIALIZED": (ResourceKind.VIEW, Risk(COSTLY, ONE)),
    "SEQUENCE": (ResourceKind.SETTING, Risk(COSTLY, ONE)),
    "FUNCTION": (ResourceKind.FUNCTION, Risk(COSTLY, ONE)),
    "PROCEDURE": (ResourceKind.FUNCTION, Risk(COSTLY, ONE)),
    "WAREHOUSE": (ResourceKind.INSTANCE, Risk(COSTLY, ONE)),
    "SESSION": (ResourceKind.SETTING, Risk(REVERSIBLE, ONE)),
    "TYPE": (ResourceKind.SETTING, Risk(COSTLY, ONE)),
    "EXTENSION": (ResourceKind.PACKAGE, Risk(COSTLY, ONE)),
}
_POWERS = names("SUPERUSER CREATEROLE CREATEDB BYPASSRLS REPLICATION SYSADMIN ACCOUNTADMIN DB_OWNER DBA")


def alter(statement: Statement, place: Place) -> Reading:
    """ALTER TABLE … and the other ALTERs."""
    tokens, ups = statement.tokens, statement.ups
    index = skip(tokens, 1, "IGNORE", "FOREIGN", "EXTERNAL", "UNLOGGED")
    word = ups[index] if index < len(ups) else ""
    if word == "TABLE":
        return _alter_table(statement, place, skip(tokens, index + 1, *_GUARDS))
    kind, risk = _ALTERED.get(word, (ResourceKind.UNKNOWN, Risk(COSTLY, SEVERAL)))
    name, _ = name_at(tokens, skip(tokens, index + 1, *_GUARDS, "VIEW"))
    effects = [place.effect(Operation.UPDATE, kind, name or Name(""), risk)]
    powers = [word for word in ups[index:] if word in _POWERS]
    if powers:
        effects.append(_granted(place, " ".join(powers), (name or Name("")).text))
    if word == "DEFAULT" and "GRANT" in ups:
        effects.append(_granted(place, "default privileges", ""))
    if word in {"DATABASE", "SCHEMA"} and "DROP" in ups:
        effects.append(place.effect(Operation.DELETE, kind, name or Name(""), Risk(IRREVERSIBLE, SEVERAL)))
    return Reading(tuple(effects), coverage=Coverage.FULL if word in _ALTERED else Coverage.PARTIAL)


def _alter_table(statement: Statement, place: Place, index: int) -> Reading:
    tokens = statement.tokens
    name, index = name_at(tokens, index)
    table = name or Name("", known=False)
    effects = []
    for clause in _clauses(tokens[index:]):
        ups = tuple(token.up for token in clause)
        effects.append(_alteration(ups, clause, table, place))
    return Reading(tuple(effects) or (place.effect(Operation.UPDATE, ResourceKind.TABLE, table, Risk(COSTLY)),))


def _clauses(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """The comma-separated actions of an ALTER TABLE."""
    clauses: list[tuple[Token, ...]] = []
    current: list[Token] = []
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.up, 0)
        if token.up == "," and depth == 0:
            clauses.append(tuple(current))
            current = []
        else:
            current.append(token)
    clauses.append(tuple(current))
    return [clause for clause in clauses if clause]


_MILD_DROPS = names("CONSTRAINT INDEX DEFAULT NOT EXPRESSION IDENTITY PRIMARY FOREIGN CHECK KEY STATISTICS")


def _alteration(ups: tuple[str, ...], clause: tuple[Token, ...], table: Name, place: Place) -> Effect:
    kind = ResourceKind.TABLE
    text = " ".join(ups)
    match ups[0]:
        case "DROP" if ups[1:2] and ups[1] in _MILD_DROPS:
            return place.effect(Operation.UPDATE, kind, table, Risk(COSTLY))
        case "DROP" | "DELETE":
            index = skip(clause, 1, "COLUMN", "PARTITION", "IF", "EXISTS", "FROM", "PART", "(")
            column, _ = name_at(clause, index)
            name = Name(f"{table.text}.{column.text}" if column else table.text, table.known)
            return place.effect(Operation.DELETE, kind, name, Risk(IRREVERSIBLE, SEVERAL))
        case "DISABLE" | "NO" if "ROW LEVEL SECURITY" in text or "ROW SECURITY" in text:
            return place.effect(Operation.GRANT, ResourceKind.POLICY, table, Risk(COSTLY, SEVERAL), Trait.WIDENS)
        case "DISABLE" | "NOCHECK":
            return place.effect(Operation.UPDATE, kind, table, Risk(COSTLY), Trait.BYPASS)
        case "ADD" | "ENABLE" | "COMMENT" | "VALIDATE" | "CLUSTER" | "FORCE":
            return place.effect(Operation.UPDATE, kind, table)
        case "DETACH" | "EXCHANGE" | "TRUNCATE" | "DISCARD" | "CLEAR" | "REPLACE":
            return place.effect(Operation.DELETE, kind, table, Risk(IRREVERSIBLE, SEVERAL))
        case "UPDATE":
            return place.effect(Operation.UPDATE, ResourceKind.ROW, table, Risk(IRREVERSIBLE, SEVERAL))
    mild = ups[0] in {"ALTER", "SET"} and ("DEFAULT" in ups or "STATISTICS" in ups)
    return place.effect(Operation.UPDATE, kind, table, Risk(REVERSIBLE if mild else COSTLY))


_CREATED: dict[str, ResourceKind] = {
    **dict.fromkeys(["TABLE", "COLLECTION"], ResourceKind.TABLE),
    **dict.fromkeys(["DATABASE", "CATALOG"], ResourceKind.DATABASE),
    **dict.fromkeys(["SCHEMA", "KEYSPACE"], ResourceKind.SCHEMA),
    **dict.fromkeys(["VIEW", "MATERIALIZED"], ResourceKind.VIEW),
    **dict.fromkeys(["INDEX", "STATISTICS"], ResourceKind.INDEX),
    **dict.fromkeys(
        ["FUNCTION", "PROCEDURE", "PROC", "TRIGGER", "AGGREGATE", "RULE", "OPERATOR", "MACRO", "PACKAGE", "CAST"],
        ResourceKind.FUNCTION,
    ),
    **dict.fromkeys(["SEQUENCE", "TYPE", "DOMAIN", "COLLATION", "SYNONYM"], ResourceKind.SETTING),
    **dict.fromkeys(["USER", "ROLE", "LOGIN", "GROUP"], ResourceKind.USER),
    **dict.fromkeys(["POLICY", "ROW"], ResourceKind.POLICY),
    **dict.fromkeys(["EXTENSION", "LANGUAGE"], ResourceKind.PACKAGE),
    **dict.fromkeys(["EVENT", "JOB", "TASK", "PIPE", "STREAM"], ResourceKind.SCHEDULE),
    **dict.fromkeys(["PUBLICATION", "SUBSCRIPTION", "SERVER"], ResourceKind.SERVICE),
    **dict.fromkeys(["WAREHOUSE"], ResourceKind.INSTANCE),
    **dict.fromkeys(["STAGE"], ResourceKind.BUCKET),
    **dict.fromkeys(["SECRET"], ResourceKind.SECRET),
    **dict.fromkeys(["MODEL"], ResourceKind.MODEL),
}
_BEFORE_KIND = names("""
    OR REPLACE TEMP TEMPORARY VOLATILE TRANSIENT UNLOGGED UNIQUE GLOBAL LOCAL EXTERNAL FOREIGN RECURSIVE
    CLUSTERED NONCLUSTERED FULLTEXT SPATIAL COLUMNSTORE CONSTRAINT TRUSTED SECURE VIRTUAL PERSISTENT
    EDITIONABLE BITMAP ALTER HYBRID DYNAMIC ICEBERG SEARCH VECTOR DEFINER ALGORITHM SQL INVOKER UNDEFINED
    MERGE TEMPTABLE = FORCE PUBLIC
""")


def create(statement: Statement, place: Place) -> Reading:
    """CREATE [OR REPLACE] kind name. What it creates can be dropped again; what it replaces is gone."""
    tokens, ups = statement.tokens, statement.ups
    index = 1
    while index < len(ups) and (ups[index] in _BEFORE_KIND or (ups[index] not in _CREATED and _definer(tokens[index]))):
        index += 1
    word = ups[index] if index < len(ups) else ""
    kind = _CREATED.get(word, ResourceKind.UNKNOWN)
    name, after = name_at(tokens, skip(tokens, index + 1, *_GUARDS, "VIEW", "ACCESS", "POLICY"))
    named = name or Name("")
    replaces = "REPLACE" in ups[1:index]
    effects = []
    if replaces and kind in {ResourceKind.TABLE, ResourceKind.SCHEMA, ResourceKind.DATABASE}:
        radius = SEVERAL if kind is ResourceKind.TABLE else ENVIRONMENT
        effects.append(
            place.effect(Operation.DELETE, kind, named, Risk(IRREVERSIBLE, radius), Trait.OVERWRITES, Trait.REBUILDS)
        )
    traits = {Trait.PERSISTENT} if word in {"TRIGGER", "EVENT", "JOB", "TASK", "RULE"} else set()
    risk = Risk(COSTLY if replaces or kind is ResourceKind.PACKAGE else REVERSIBLE)
    if replaces:
        traits.add(Trait.OVERWRITES)
    effects.append(place.effect(Operation.CREATE, kind, named, risk, *traits))
    powers = [power for power in ups[after:] if power in _POWERS] if kind is ResourceKind.USER else []
    if powers:
        effects.append(_granted(place, " ".join(powers), named.text))
    known = word in _CREATED and not _calls_more(ups[after:], kind)
    return Reading(tuple(effects), coverage=Coverage.FULL if known else Coverage.PARTIAL)


def _definer(token: Token) -> bool:
    """The parts of MySQL's DEFINER = `user`@`host` between CREATE and the kind."""
    return token.kind in {Kind.QUOTED, Kind.PARAMETER, Kind.STRING} or token.up in {
        "@",
        "ROOT",
        "CURRENT_USER",
        "DEFINER",
    }


def _calls_more(ups: tuple[str, ...], kind: ResourceKind) -> bool:
    """True where CREATE TABLE … AS runs something that may do more than look."""
    if kind is ResourceKind.FUNCTION:
        return False
    return any(word in {"CALL", "EXEC", "EXECUTE", "PROGRAM", "DELETE", "INSERT", "UPDATE"} for word in ups) and (
        "AS" in ups and not {"REFERENCES", "TRIGGER"} & set(ups)
    )


def _granted(place: Place, what: str, whom: str) -> Effect:
    traits = {Trait.WIDENS} | ({Trait.PUBLIC} if whom.upper() in {"PUBLIC", "ANON", "EVERYONE", "GUEST"} else set())
    name = f"{what} to {whom}" if whom else what
    return place.effect(Operation.GRANT, ResourceKind.PERMISSION, Name(name), Risk(COSTLY, SEVERAL), *traits)


def grant(statement: Statement, place: Place) -> Reading:
    """GRANT privileges [ON object] TO whom."""
    return Reading((_granted(place, *_parties(statement, "TO")),))


def revoke(statement: Statement, place: Place) -> Reading:
    """REVOKE privileges [ON object] FROM whom; DENY privileges TO whom."""
    what, whom = _parties(statement, "TO" if statement.ups[0] == "DENY" else "FROM")
    name = f"{what} from {whom}"
    return Reading((place.effect(Operation.REVOKE, ResourceKind.PERMISSION, Name(name), Risk(COSTLY, SEVERAL)),))


def _parties(statement: Statement, before: str) -> tuple[str, str]:
    ups = statement.ups
    cut = len(ups) - 1 - ups[::-1].index(before) if before in ups else len(ups)
    start, end = statement.tokens[0].end, statement.tokens[cut].start if cut < len(ups) else statement.tokens[-1].end
    begin = statement.tokens[0].start
    what = " ".join(statement.text[start - begin : end - begin].split())
    return what[:120], statement.tokens[cut + 1].text if cut + 1 < len(ups) else ""


def comment(statement: Statement, place: Place) -> Reading:
    """COMMENT ON object IS text."""
    name, _ = name_at(statement.tokens, 3)
    return Reading((place.effect(Operation.UPDATE, ResourceKind.SETTING, name or Name("")),))


def nothing(_statement: Statement, _place: Place) -> Reading:
    """Ends with its session, or only looks."""
    return NOTHING


HEADS: dict[str, Callable[[Statement, Place], Reading]] = {
    "DROP": drop,
    "TRUNCATE": truncate,
    "RENAME": rename,
    "ALTER": alter,
    "CREATE": create,
    "GRANT": grant,
    "REVOKE": revoke,
    "DENY": revoke,
    "COMMENT": comment,
}
