"""Tools that take SQL in parts: {"query": …}, {"sql": …}, {"sql_keyword": "DELETE", "table_name": …, "conditions": …}.

The parts are put together into the one statement that they describe, and that is read as any other.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.reading import Reading, Scene
from commensurate.effects.sql.script import read
from commensurate.model.regex import regex

_TEXT_KEYS = ("query", "sql", "statement", "sql_query", "sql_statement", "queries", "statements", "script")
_DATABASE_KEYS = (
    "database", "db", "database_name", "dbname", "connection", "connection_string", "dsn", "url", "host", "project",
    "project_id", "schema", "environment", "env", "profile", "branch", "target",
)  # fmt: skip
_TABLE_KEYS = ("table_name", "table", "relation")
_KEYWORD_KEYS = ("sql_keyword", "keyword", "operation", "statement_type")
_CONDITION_KEYS = ("conditions", "where", "condition", "filters")
_STARTS_AS_SQL = regex(
    r"(?is)\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*|\()*(?:SELECT|WITH|INSERT|UPDATE|DELETE|DROP|TRUNCATE|ALTER|CREATE|GRANT|REVOKE|MERGE|"
    r"REPLACE|CALL|EXEC|EXECUTE|EXPLAIN|SHOW|DESCRIBE|DESC|PRAGMA|COPY|VACUUM|ANALYZE|SET|USE|BEGIN|START|COMMIT|ROLLBACK|DO|"
    r"VALUES|RENAME|LOCK|ATTACH|DECLARE)\b"
)


def looks_like_sql(text: str) -> bool:
    """True where a text starts as a statement of SQL does."""
    return _STARTS_AS_SQL.match(text) is not None


def read_structured(arguments: Mapping[str, Any], scene: Scene, *, sql_only: bool = True) -> Reading | None:
    """Read a tool's arguments as SQL; None where they are not. With `sql_only` False any text under a known key counts
    (the tool itself said that it takes SQL).
    """
    world = environment_of(*(str(arguments[key]) for key in _DATABASE_KEYS if isinstance(arguments.get(key), str)))
    scene = replace(scene, environment=stricter(scene.environment, world))
    keyword, table = _first(arguments, _KEYWORD_KEYS), _first(arguments, _TABLE_KEYS)
    if isinstance(keyword, str) and isinstance(table, str) and looks_like_sql(keyword):
        return read(_assembled(keyword, table, arguments), scene)
    found = [value for key in _TEXT_KEYS if key in arguments for value in _texts(arguments[key])]
    found = found or [text for value in arguments.values() if isinstance(value, Mapping) for text in _texts(value)]
    if not found or (sql_only and not any(looks_like_sql(text) for text in found)):
        return None
    reading = Reading()
    for text in found:
        reading += read(text, scene, dialect=_dialect(arguments))
    return reading


def _dialect(arguments: Mapping[str, Any]) -> str:
    given = str(arguments.get("dialect") or arguments.get("engine") or arguments.get("db_type") or "").lower()
    return _DIALECTS.get(given, "")


_DIALECTS = {
    **{name: name for name in ["mysql", "sqlite", "bigquery", "snowflake", "oracle", "duckdb", "clickhouse", "redshift", "tsql", "spark"]},
    "postgres": "postgres", "postgresql": "postgres", "pg": "postgres", "mariadb": "mysql", "mssql": "tsql",
    "sqlserver": "tsql", "sqlite3": "sqlite",
}  # fmt: skip


def _first(arguments: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((arguments[key] for key in keys if arguments.get(key) is not None), None)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return [text for part in value for text in _texts(part)]
    if isinstance(value, Mapping):
        return [text for key in _TEXT_KEYS if key in value for text in _texts(value[key])]
    return []


def _assembled(keyword: str, table: str, arguments: Mapping[str, Any]) -> str:
    """The statement that the parts describe. A text that holds a whole statement stays as it is."""
    words = keyword.upper().split()
    columns = _list(arguments.get("columns"))
    where = " AND ".join(_condition(text) for text in _list(_first(arguments, _CONDITION_KEYS)))
    tail = f" WHERE {where}" if where else ""
    match words[0]:
        case "SELECT":
            return f"SELECT {', '.join(map(_quoted, columns)) or '*'} FROM {table}{tail}"
        case "DELETE":
            return f"DELETE FROM {table}{tail}"
        case "UPDATE":
            values = _list(arguments.get("update_values") or arguments.get("values"))
            pairs = [f"{_quoted(column)} = {_literal(value)}" for column, value in zip(columns, values, strict=False)]
            return f"UPDATE {table} SET {', '.join(pairs) or 'x = 1'}{tail}"
        case "INSERT" | "REPLACE":
            return f"{words[0]} INTO {table} VALUES {_values(arguments)}"
        case "CREATE" | "DROP" | "TRUNCATE" | "ALTER":
            kind = words[1] if len(words) > 1 else "TABLE"
            return f"{words[0]} {kind} {table}" + (" ADD COLUMN x int" if words[0] == "ALTER" else "")
    return f"{keyword} {table}{tail}"


def _values(arguments: Mapping[str, Any]) -> str:
    rows = arguments.get("insert_values") or arguments.get("values") or ()
    if isinstance(rows, list | tuple) and rows and isinstance(rows[0], list | tuple):
        return ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
    return f"({', '.join(map(_literal, _list(rows))) or '1'})"


def _list(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _condition(value: Any) -> str:
    if isinstance(value, Mapping):
        return " AND ".join(f"{_quoted(key)} = {_literal(part)}" for key, part in value.items())
    text = str(value)
    match = re.fullmatch(r"\s*([\w.]+)\s*=\s*([A-Za-z][\w ]*)", text)
    return f"{match[1]} = '{match[2]}'" if match else text


def _quoted(value: Any) -> str:
    text = str(value)
    return text if re.fullmatch(r"[\w.*]+", text) else '"' + text.replace('"', '""') + '"'


def _literal(value: Any) -> str:
    text = str(value)
    return text if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else "'" + text.replace("'", "''") + "'"
