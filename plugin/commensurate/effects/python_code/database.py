"""Databases in Python: SQL that is executed, and what object mappers do without any."""

import re
from dataclasses import replace

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.options import names
from commensurate.effects.python_code.known import is_pure
from commensurate.effects.python_code.told import Told
from commensurate.effects.python_code.values import UNKNOWN, Value, as_word, plain_data
from commensurate.effects.reading import Language, Nested, Reading, Scene
from commensurate.effects.sql.rows import is_key
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_DIALECTS = (
    ("sqlite", "sqlite"), ("psycopg", "postgres"), ("asyncpg", "postgres"), ("pg8000", "postgres"), ("pymysql", "mysql"),
    ("MySQLdb", "mysql"), ("mysql", "mysql"), ("duckdb", "duckdb"), ("snowflake", "snowflake"), ("bigquery", "bigquery"),
    ("pyodbc", "tsql"), ("pymssql", "tsql"), ("oracledb", "oracle"), ("cx_Oracle", "oracle"), ("clickhouse", "clickhouse"),
)  # fmt: skip
_HOLE = regex(r"\$\{\w+\}")
_EXECUTES = names("""
    execute executemany executescript exec_driver_sql execute_sql raw sql query run_query fetch fetchrow
    fetchval execute_async select_sql do
""")  # fmt: skip
_LOOKING_WORDS = regex(r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*|\()*[A-Za-z]{2,}\b", re.DOTALL)
_STATEMENT = regex(
    r"\s*\(*(?:SELECT|WITH|INSERT|UPDATE|DELETE|DROP|TRUNCATE|ALTER|CREATE|GRANT|REVOKE|MERGE|REPLACE|CALL|EXEC|PRAGMA|VACUUM|COPY|BEGIN|"
    r"EXPLAIN|SHOW|SET|DO|USE|ATTACH|DESCRIBE|ANALYZE|COMMIT|ROLLBACK|LOCK|--|/\*)",
    re.IGNORECASE,
)
_IRREVERSIBLE, _COSTLY = Reversibility.IRREVERSIBLE, Reversibility.COSTLY
_SEVERAL, _ENVIRONMENT = BlastRadius.SEVERAL, BlastRadius.ENVIRONMENT


def dialect_of(told: Told) -> str:
    """What the text's imports speak."""
    return next((dialect for name, dialect in _DIALECTS if any(name in module for module in told.walker.modules)), "")


def runs_sql(told: Told) -> None:
    """A text of SQL is executed."""
    _sql(told, told.argument(0, "sql", "query", "statement"))


def _sql(told: Told, value: Value) -> None:
    if value.name.endswith(("sqlalchemy.text", "sql.expression.text", "sql.SQL")) and value.arguments:
        value = value.arguments[0]
    if value.word is None or (not value.word.known and not _LOOKING_WORDS.match(value.word.text)):
        told.opaque(f"{told.method}(…) runs SQL that is not known")
        return
    text = _HOLE.sub("{unknown}", value.word.text)
    coverage = Coverage.FULL if value.word.known else Coverage.PARTIAL
    told.add(
        Reading(nested=(Nested(Language.SQL, _connected(told), text, dialect=dialect_of(told)),), coverage=coverage)
    )


def _connected(told: Told) -> Scene:
    """The scene, in the world that the connection speaks of."""
    made = [value for at in told.chain() for value in (*at.arguments, *(part for _, part in at.pairs or ()))]
    words = [as_word(value).text for value in made if value.word is not None and len(value.word.text) < 300]
    return replace(told.scene, environment=stricter(told.scene.environment, environment_of(*words)))


def by_method(told: Told) -> bool:
    """Methods that speak to a database, whatever object they belong to."""
    method = told.method
    chain = told.chain()
    names = [value.name for value in chain]
    if method in _EXECUTES and told.positional:
        return _executes(told, told.positional[0])
    if any(".Redis" in name or "StrictRedis" in name or "redis.from_url" in name for name in names):
        return _redis(told)
    if any("MongoClient" in name for name in names):
        return _mongo(told, chain)
    if method == "to_sql":
        return _to_sql(told)
    if method in {"drop_all", "create_all"} or (method in {"drop_tables", "create_tables"}):
        drops = method.startswith("drop")
        radius = _ENVIRONMENT if drops else BlastRadius.ONE
        told.does(
            Operation.DELETE if drops else Operation.CREATE, ResourceKind.SCHEMA, "",
            _IRREVERSIBLE if drops else Reversibility.REVERSIBLE, radius=radius,
        )  # fmt: skip
        return True
    if method in {"delete", "update", "delete_all", "destroy_all", "truncate_table", "drop_table", "bulk_delete", "delete_many",
                  "delete_one", "drop", "drop_collection", "drop_database", "flushall", "flushdb", "delete_instance"}:  # fmt: skip
        return _mapped(told)
    return False


def _executes(told: Told, value: Value) -> bool:
    if value.name in {"sqlalchemy.delete", "sqlalchemy.update"} or value.name.startswith(
        ("sqlalchemy.delete.", "sqlalchemy.update.")
    ):
        table = next(
            (v for v in _made(value) if v.name in {"sqlalchemy.delete", "sqlalchemy.update"} and v.arguments), value
        )
        limited = ".where" in value.name or ".filter" in value.name
        operation = Operation.DELETE if "sqlalchemy.delete" in value.name else Operation.UPDATE
        _rows(told, operation, _label(table.arguments[0] if table.arguments else UNKNOWN), limited=limited)
        return True
    if value.name.startswith("sqlalchemy."):
        if value.name.endswith("text"):
            _sql(told, value)
        return True
    sure = told.method in {"executescript", "executemany", "exec_driver_sql", "execute_sql"} or told.method == "execute"
    text = value.word.text if value.word is not None else None
    if text is not None and (_STATEMENT.match(text) or (sure and text)):
        _sql(told, value)
        return True
    if sure:
        told.opaque(f"{told.method}(…) runs a statement that is not known")
        return True
    return False


def _made(value: Value) -> list[Value]:
    found: list[Value] = []
    at: Value | None = value
    while at is not None and len(found) < 12:
        found.append(at)
        at = at.of
    return found


def _label(value: Value) -> str:
    return value.name.removeprefix("class ").removeprefix("builtins.").rpartition(".")[2] if value.name else ""


def _redis(told: Told) -> bool:
    """A method of a Redis client is a command of Redis."""
    if told.method in {"pipeline", "execute", "close", "from_url", "Redis", "StrictRedis", "lock", "pubsub"}:
        return True
    command = {"delete": "DEL", "execute_command": ""}.get(told.method, told.method.upper())
    words = " ".join([command, *(_quoted(as_word(value).text) for value in told.positional)]).strip()
    told.add(Reading(nested=(Nested(Language.REDIS, _connected(told), words),)))
    return True


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text or not text else text


_CAMEL = regex(r"_(\w)")


def _mongo(told: Told, chain: list[Value]) -> bool:
    """A method of a MongoDB client, in the words of its shell."""
    import json  # noqa: PLC0415 - beside its one use

    method = _CAMEL.sub(lambda m: m[1].upper(), told.method)
    path = told.callee.name.split("MongoClient", 1)[-1].strip(".").split(".")[:-1]
    if method == "dropDatabase":
        text = "db.dropDatabase()"
    elif method == "dropCollection":
        text = f"db.{as_word(told.argument(0)).text}.drop()"
    else:
        collection = path[-1] if path and path[-1] else _subscripted(chain)
        text = f"db.{collection}.{method}({', '.join(json.dumps(plain_data(value)) for value in told.positional)})"
    told.add(Reading(nested=(Nested(Language.MONGO, _connected(told), text),)))
    return True


def _subscripted(chain: list[Value]) -> str:
    first = chain[0] if chain else UNKNOWN
    return (first.arguments[0].text if first.arguments else None) or "collection"


def _to_sql(told: Told) -> bool:
    table = as_word(told.argument(0, "name")).text
    if told.named.get("if_exists", UNKNOWN).text == "replace":
        told.does(
            Operation.DELETE,
            ResourceKind.TABLE,
            table,
            _IRREVERSIBLE,
            Trait.OVERWRITES,
            Trait.REBUILDS,
            radius=_SEVERAL,
        )
    told.does(Operation.CREATE, ResourceKind.ROW, table, radius=_SEVERAL)
    return True


_ALL_ROWS = ("objects", "all")


def _mapped(told: Told) -> bool:
    """Object mappers: `Model.objects.all().delete()`, `session.query(X).delete()`, `session.delete(one)`."""
    method, whole = told.method, told.callee.name
    if whole.startswith("sqlalchemy."):
        return True  # a statement that is only built
    parts = whole.split(".")
    operation = Operation.UPDATE if method == "update" else Operation.DELETE
    if method in {"flushall", "flushdb", "drop_database"}:
        told.does(
            operation,
            ResourceKind.DATABASE,
            as_word(told.argument(0)).text if told.positional else "",
            _IRREVERSIBLE,
            radius=_ENVIRONMENT,
        )
        return True
    if method in {"drop_table", "drop_collection", "truncate_table"}:
        told.does(operation, ResourceKind.TABLE, _table(told, parts), _IRREVERSIBLE, Trait.UNBOUNDED, radius=_SEVERAL)
        return True
    if "objects" in parts or "query" in parts[:-1]:
        _query(told, operation, parts)
        return True
    if method in {"delete_many", "delete_one", "delete_all", "destroy_all", "bulk_delete"}:
        first = told.argument(0, "filter")
        limited = bool(first.pairs) or (first is not UNKNOWN and first.pairs is None and first.items is None)
        _rows(
            told,
            operation,
            _table(told, parts),
            limited=limited and method != "destroy_all",
            one=method == "delete_one",
        )
        return True
    if method == "drop" and not told.positional and not told.named and not is_pure(whole):
        told.does(
            operation,
            ResourceKind.TABLE,
            _table(told, parts),
            _IRREVERSIBLE,
            radius=_SEVERAL,
            coverage=Coverage.PARTIAL,
        )
        return True
    if method in {"delete", "delete_instance"} and not is_pure(whole) and not set(parts) & _BY_KEY:
        told.does(operation, ResourceKind.RECORD, _table(told, parts), _IRREVERSIBLE, coverage=Coverage.PARTIAL)
        return True
    return False


_BY_KEY = frozenset({"cache", "caches", "lru_cache", "registry", "cookies", "headers", "params"})
"""What holds things by key and gets them anew."""


def _table(told: Told, parts: list[str]) -> str:
    if told.positional and told.positional[0].text is not None:
        return told.positional[0].text
    return next((part for part in parts if part[:1].isupper()), parts[-2] if len(parts) > 1 else "").removeprefix(
        "class "
    )


def _query(told: Told, operation: Operation, parts: list[str]) -> None:
    table = next((part for part in parts if part[:1].isupper()), "").removeprefix("class ")
    filters = [
        value
        for value in told.chain()
        if value.instance and value.name.rpartition(".")[2] in {"filter", "filter_by", "get", "where", "exclude"}
    ]
    if not table:
        queried = next((v for v in told.chain() if v.name.endswith(".query") and v.arguments), UNKNOWN)
        table = _label(queried.arguments[0]) if queried.arguments else ""
    keyed = any(
        is_key(key, table) or key in {"pk", "id", "pk__exact"}
        for value in filters
        if not value.name.endswith("exclude")
        for key, _ in value.pairs or ()
    )
    limited = bool(filters) or bool({"first", "get", "limit"} & set(parts))
    _rows(told, operation, table, limited=limited, one=keyed or "first" in parts or "get" in parts)


def _rows(told: Told, operation: Operation, table: str, *, limited: bool, one: bool = False) -> None:
    traits = () if limited or one else (Trait.UNBOUNDED,)
    radius = BlastRadius.ONE if one else _SEVERAL
    told.does(operation, ResourceKind.ROW, table, _IRREVERSIBLE, *traits, radius=radius, count=1 if one else None)
