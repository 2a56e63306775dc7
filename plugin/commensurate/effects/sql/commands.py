"""All other statements, by their first word: sessions, transactions, files, procedures, blocks, maintenance.

A statement whose text carries another one (EXPLAIN ANALYZE, PREPARE, DO, EXEC '…') hands it on as nested SQL.
"""

from collections.abc import Callable

from commensurate.effects.options import names
from commensurate.effects.reading import NOTHING, Language, Nested, Reading
from commensurate.effects.sql.lexer import Kind, Statement, joined
from commensurate.effects.sql.place import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    MILD,
    ONE,
    REVERSIBLE,
    SEVERAL,
    Name,
    Place,
    Risk,
    name_at,
    names_at,
    past_parens,
    skip,
)
from commensurate.effects.sql.tree import inserts, reads
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait

_Command = Callable[[Statement, Place], Reading]


def _looks(_statement: Statement, place: Place) -> Reading:
    return Reading((place.effect(Operation.READ, ResourceKind.DATABASE, ""),))


def _quiet(_statement: Statement, _place: Place) -> Reading:
    return NOTHING


def _does(
    operation: Operation, kind: ResourceKind, risk: Risk = MILD, *traits: Trait, coverage: Coverage = Coverage.FULL
) -> _Command:
    """A command with one effect on whatever is named last of its leading words."""

    def command(statement: Statement, place: Place) -> Reading:
        name, _ = name_at(statement.tokens, min(len(statement.tokens) - 1, 2))
        return Reading((place.effect(operation, kind, name or Name(""), risk, *traits),), coverage=coverage)

    return command


def _tail(statement: Statement, index: int) -> str:
    start = statement.tokens[0].start
    return statement.text[statement.tokens[index].start - start :] if index < len(statement.tokens) else ""


def _sql(text: str, place: Place) -> Reading:
    return Reading(nested=(Nested(Language.SQL, place.scene, text=text, dialect=place.dialect),))


def _explain(statement: Statement, place: Place) -> Reading:
    """EXPLAIN plans; EXPLAIN ANALYZE runs what it explains."""
    tokens, ups = statement.tokens, statement.ups
    index, runs = 1, False
    while index < len(ups) and not (index > 1 and ups[index - 1] == "="):
        if ups[index] == "(":
            end = past_parens(tokens, index)
            if "SELECT" in ups[index:end] or "WITH" in ups[index:end]:
                break
            runs |= bool({"ANALYZE", "ANALYSE"} & set(ups[index:end]))
            index = end
        elif ups[index] in _EXPLAIN_OPTIONS:
            runs |= ups[index] in {"ANALYZE", "ANALYSE"}
            index += 1
        elif ups[index] == "FORMAT" and ups[index + 1 : index + 2] == ("=",):
            index += 3
        else:
            break
    look = _looks(statement, place)
    return look + _sql(_tail(statement, index), place) if runs and index < len(tokens) else look


_EXPLAIN_OPTIONS = names("""
    ANALYZE ANALYSE VERBOSE QUERY PLAN EXTENDED PARTITIONS AST SYNTAX PIPELINE ESTIMATE LOGICAL FOR
""")


def _set(statement: Statement, place: Place) -> Reading:
    """SET: of the session it ends with the session, GLOBAL stays; PASSWORD and ROLE are of their own kind."""
    ups = statement.ups
    second = ups[1] if len(ups) > 1 else ""
    if second in {"GLOBAL", "PERSIST", "PERSIST_ONLY", "CLUSTER"} or any(
        t.text.lower().startswith(("@@global.", "@@persist")) for t in statement.tokens[1:]
    ):
        return Reading((place.effect(Operation.UPDATE, ResourceKind.SETTING, "", Risk(COSTLY, SEVERAL)),))
    if second == "PASSWORD":
        return Reading((place.effect(Operation.UPDATE, ResourceKind.USER, "", Risk(COSTLY, ONE), Trait.SECRET),))
    if any(
        t.text.lower()
        in {
            "foreign_key_checks",
            "session_replication_role",
            "sql_safe_updates",
            "row_security",
            "@@foreign_key_checks",
        }
        for t in statement.tokens[1:3]
    ):
        return Reading((place.effect(Operation.UPDATE, ResourceKind.SETTING, "", Risk(), Trait.BYPASS),))
    if "(" in ups:
        return Reading(coverage=Coverage.PARTIAL, notes=("SET: an expression that is not looked into",))
    return NOTHING


_READ_PRAGMAS = names("""
    TABLE_INFO TABLE_XINFO TABLE_LIST INDEX_LIST INDEX_INFO INDEX_XINFO FOREIGN_KEY_LIST FOREIGN_KEY_CHECK
    DATABASE_LIST COLLATION_LIST COMPILE_OPTIONS FUNCTION_LIST MODULE_LIST PRAGMA_LIST INTEGRITY_CHECK
    QUICK_CHECK PAGE_COUNT FREELIST_COUNT DATA_VERSION STATS SHOW_TABLES STORAGE_INFO VERSION DATABASE_SIZE
""")
_ACTING_PRAGMAS = frozenset({"WAL_CHECKPOINT", "OPTIMIZE", "INCREMENTAL_VACUUM", "SHRINK_MEMORY"})
_UNSAFE_PRAGMAS = frozenset({"WRITABLE_SCHEMA", "FOREIGN_KEYS", "IGNORE_CHECK_CONSTRAINTS", "DEFER_FOREIGN_KEYS"})


def _pragma(statement: Statement, place: Place) -> Reading:
    name, index = name_at(statement.tokens, 1)
    word = name.last.upper() if name else ""
    bare = index >= len(statement.tokens)
    if word in _READ_PRAGMAS or (bare and word not in _ACTING_PRAGMAS):
        return _looks(statement, place)
    traits = {Trait.BYPASS} if word in _UNSAFE_PRAGMAS else set()
    return Reading((place.effect(Operation.UPDATE, ResourceKind.SETTING, word.lower(), Risk(), *traits),))


def _copy(statement: Statement, place: Place) -> Reading:
    """COPY t FROM/TO file, PROGRAM 'command', STDIN/STDOUT; Snowflake's and Redshift's COPY INTO."""
    tokens, ups = statement.tokens, statement.ups
    index = skip(tokens, 1, "INTO", "BINARY")
    if ups[index : index + 1] == ("(",):
        name, after = Name(""), past_parens(tokens, index)
        inner = _sql(_between(statement, index + 1, after - 1), place)
    else:
        found, after = name_at(tokens, index)
        name, inner = found or Name(""), NOTHING
        after = past_parens(tokens, after) if ups[after : after + 1] == ("(",) else after
    if ups[after + 1 : after + 2] == ("PROGRAM",):
        command = tokens[after + 2].text if after + 2 < len(tokens) else None
        runs = place.effect(Operation.EXECUTE, ResourceKind.CODE, "COPY PROGRAM", Risk(COSTLY, SEVERAL), Trait.REMOTE)
        return inner + Reading((runs,), (Nested(Language.SHELL, place.scene, text=command),))
    word = ups[after] if after < len(ups) else ""
    target = tokens[after + 1].text if after + 1 < len(tokens) else ""
    if word == "TO" and target.upper() in {"STDOUT", "PSTDOUT"}:
        return inner + Reading(tuple(reads([name], place)))
    if word == "TO":
        out = {Trait.OUTBOUND} if "://" in target else set()
        writes = place.effect(Operation.UPDATE, ResourceKind.FILE, target, Risk(IRREVERSIBLE), Trait.OVERWRITES, *out)
        return inner + Reading((writes, *reads([name], place)))
    return inner + Reading(tuple(inserts(name, None, place)))


def _between(statement: Statement, first: int, end: int) -> str:
    tokens, start = statement.tokens, statement.tokens[0].start
    if first >= end or first >= len(tokens):
        return ""
    return statement.text[tokens[first].start - start : tokens[min(end, len(tokens)) - 1].end - start]


def _load(statement: Statement, place: Place) -> Reading:
    """LOAD DATA INFILE, MySQL: rows from a file."""
    ups = statement.ups
    if "TABLE" not in ups:
        return place.unknown("LOAD: code or a library is loaded")
    name, _ = name_at(statement.tokens, ups.index("TABLE") + 1)
    return Reading(tuple(inserts(name or Name(""), None, place, replaces="REPLACE" in ups or "OVERWRITE" in ups)))


def _prepare(statement: Statement, place: Place) -> Reading:
    """PREPARE name AS statement, or FROM 'statement': what is prepared is meant to run."""
    ups = statement.ups
    for word in ("AS", "FROM"):
        if word in ups:
            index = ups.index(word) + 1
            token = statement.tokens[index] if index < len(ups) else None
            if token is not None and token.kind is Kind.STRING:
                return _sql(token.text, place)
            if token is not None and token.kind is not Kind.PARAMETER:
                return _sql(_tail(statement, index), place)
    return place.unknown("PREPARE: the statement is not in view")


_SAFE_PROCEDURES = names("""
    sp_help sp_helptext sp_helpdb sp_who sp_who2 sp_columns sp_tables sp_spaceused sp_lock sp_helpindex
    sp_helpconstraint sp_databases sp_fkeys sp_pkeys sp_statistics sp_depends
""")


def _exec(statement: Statement, place: Place) -> Reading:
    """EXEC/EXECUTE/CALL: a procedure, a prepared statement, or the text of a statement."""
    tokens = statement.tokens
    index = skip(tokens, 1, "IMMEDIATE", "(")
    if index < len(tokens) and tokens[index].kind is Kind.STRING:
        return _sql(joined(tokens[index:]), place)
    name, after = name_at(tokens, index)
    procedure = name.last.lower() if name else ""
    if procedure in _SAFE_PROCEDURES:
        return _looks(statement, place)
    texts = [token.text for token in tokens[after:] if token.kind is Kind.STRING]
    if procedure == "sp_executesql" and texts:
        return _sql(texts[0], place)
    if procedure in ("format", "concat", "concat_ws") and texts:
        return _sql(joined(tokens[after:]), place)
    if procedure == "xp_cmdshell":
        runs = place.effect(Operation.EXECUTE, ResourceKind.CODE, procedure, Risk(COSTLY, SEVERAL), Trait.REMOTE)
        return Reading((runs,), (Nested(Language.SHELL, place.scene, text=texts[0] if texts else None),))
    return place.unknown(f"{statement.ups[0]} {name.text if name else ''}: what the procedure does is not in view")


def _block(statement: Statement, place: Place) -> Reading:
    """DO $$ … $$ and DO 'body': a block of procedural code. Its statements are read, and it stays opaque."""
    bodies = [token for token in statement.tokens[1:] if token.kind is Kind.STRING]
    reading = Reading(coverage=Coverage.OPAQUE, notes=("DO: a block of procedural code",))
    return reading + _sql(bodies[0].text, place) if bodies else place.unknown("DO: what it runs is not in view")


def _vacuum(statement: Statement, place: Place) -> Reading:
    ups = statement.ups
    if "INTO" in ups:
        target = statement.tokens[-1].text
        return Reading((place.effect(Operation.CREATE, ResourceKind.FILE, target, Risk(COSTLY)),))
    risk = Risk(COSTLY, SEVERAL) if "FULL" in ups else Risk()
    name, _ = name_at(statement.tokens, skip(statement.tokens, 1, "FULL", "FREEZE", "VERBOSE", "ANALYZE"))
    return Reading((place.effect(Operation.UPDATE, ResourceKind.TABLE, name or Name(""), risk),))


def _purge(statement: Statement, place: Place) -> Reading:
    """PURGE, RESET MASTER: logs and recycle bins that could have brought things back."""
    return Reading(
        (place.effect(Operation.DELETE, ResourceKind.LOG, _rest(statement), Risk(IRREVERSIBLE, SEVERAL), Trait.BACKUP),)
    )


def _rest(statement: Statement) -> str:
    return " ".join(token.text for token in statement.tokens[1:])[:80]


def _reset(statement: Statement, place: Place) -> Reading:
    if set(statement.ups[1:3]) & {"MASTER", "BINARY", "SLAVE", "REPLICA"}:
        return _purge(statement, place)
    if set(statement.ups[1:2]) & {"PERSIST"}:
        return Reading((place.effect(Operation.UPDATE, ResourceKind.SETTING, "", Risk(COSTLY)),))
    return NOTHING


def _restore(statement: Statement, place: Place) -> Reading:
    if {"VERIFYONLY", "HEADERONLY", "FILELISTONLY", "LABELONLY"} & set(statement.ups):
        return _looks(statement, place)
    name, _ = name_at(statement.tokens, skip(statement.tokens, 1, "DATABASE", "TABLE", "LOG", "FROM"))
    risk = Risk(IRREVERSIBLE, ENVIRONMENT)
    return Reading((place.effect(Operation.UPDATE, ResourceKind.DATABASE, name or Name(""), risk, Trait.OVERWRITES),))


def _backup(statement: Statement, place: Place) -> Reading:
    name, _ = names_at(statement.tokens, 2)
    return Reading((place.effect(Operation.CREATE, ResourceKind.BACKUP, name[0] if name else Name("")),))


def _replace(statement: Statement, place: Place) -> Reading:
    """REPLACE INTO: rows with the same key are deleted first."""
    tokens, ups = statement.tokens, statement.ups
    name, index = name_at(tokens, skip(tokens, 1, "LOW_PRIORITY", "DELAYED", "INTO"))
    count = sum(1 for i, up in enumerate(ups) if up == "(" and ups[i - 1] in {"VALUES", ","} and i > index) or None
    if not {"SELECT", "TABLE", "WITH"} & set(ups):
        return Reading(tuple(inserts(name or Name(""), count, place, replaces=True)))
    tail = next(i for i, up in enumerate(ups) if up in {"SELECT", "TABLE", "WITH"})
    return Reading(tuple(inserts(name or Name(""), None, place, replaces=True))) + _sql(_tail(statement, tail), place)


def _attach(statement: Statement, place: Place) -> Reading:
    strings = [token.text for token in statement.tokens if token.kind is Kind.STRING]
    return Reading((place.effect(Operation.READ, ResourceKind.FILE, strings[0] if strings else ""),))


def _declare(statement: Statement, place: Place) -> Reading:
    """DECLARE c CURSOR FOR query; DECLARE @x type = value; anything else is a block."""
    ups = statement.ups
    if "CURSOR" in ups and "FOR" in ups:
        return _sql(_tail(statement, ups.index("FOR") + 1), place)
    if len(ups) > 1 and statement.tokens[1].kind is Kind.PARAMETER and "SELECT" not in ups:
        return NOTHING
    return place.unknown("DECLARE: a block of procedural code")


def _system(statement: Statement, place: Place) -> Reading:
    """ClickHouse's SYSTEM."""
    stops = {"SHUTDOWN", "KILL", "STOP", "DROP", "SUSPEND"} & set(statement.ups)
    operation = Operation.STOP if stops else Operation.UPDATE
    return Reading((place.effect(operation, ResourceKind.SERVICE, _rest(statement), Risk(COSTLY, SEVERAL)),))


def _show(statement: Statement, place: Place) -> Reading:
    return _looks(statement, place)


_SETTING = _does(Operation.UPDATE, ResourceKind.SETTING, Risk(COSTLY, SEVERAL))

COMMANDS: dict[str, _Command] = {
    **dict.fromkeys(["SHOW", "DESCRIBE", "DESC", "HELP", "CHECKSUM", "CHECK", "FETCH", "MOVE", "LIST"], _show),
    **dict.fromkeys(
        [
            "USE",
            "COMMIT",
            "END",
            "ROLLBACK",
            "ABORT",
            "SAVEPOINT",
            "RELEASE",
            "BEGIN",
            "START",
            "UNLOCK",
            "LOCK",
            "UNLISTEN",
            "LISTEN",
            "DISCARD",
            "DEALLOCATE",
            "CLOSE",
            "OPEN",
            "GO",
            "PRINT",
            "DELIMITER",
            "XA",
            "CHANGEOVER",
            "WAITFOR",
            "SIGNAL",
            "RETURN",
        ],
        _quiet,
    ),
    **dict.fromkeys(("EXPLAIN", "PROFILE"), _explain),
    **dict.fromkeys(("EXEC", "EXECUTE", "CALL"), _exec),
    **dict.fromkeys(
        ("ANALYZE", "ANALYSE", "REFRESH", "REINDEX", "OPTIMIZE", "CHECKPOINT", "MSCK"),
        _does(Operation.UPDATE, ResourceKind.TABLE),
    ),
    **dict.fromkeys(("CLUSTER", "REPAIR"), _does(Operation.UPDATE, ResourceKind.TABLE, Risk(COSTLY, SEVERAL))),
    **dict.fromkeys(("INSTALL", "UNINSTALL"), _does(Operation.CREATE, ResourceKind.PACKAGE, Risk(COSTLY, SEVERAL))),
    **dict.fromkeys(("CHANGE", "STOP", "RECONFIGURE", "SECURITY", "REASSIGN", "DBCC"), _SETTING),
    "SET": _set,
    "RESET": _reset,
    "PRAGMA": _pragma,
    "COPY": _copy,
    "LOAD": _load,
    "UNLOAD": _copy,
    "PREPARE": _prepare,
    "DO": _block,
    "VACUUM": _vacuum,
    "PURGE": _purge,
    "RESTORE": _restore,
    "BACKUP": _backup,
    "REPLACE": _replace,
    "ATTACH": _attach,
    "DETACH": _does(Operation.UPDATE, ResourceKind.DATABASE, Risk(COSTLY, ONE)),
    "DECLARE": _declare,
    "SYSTEM": _system,
    "UNDROP": _does(Operation.CREATE, ResourceKind.TABLE),
    "KILL": _does(Operation.STOP, ResourceKind.PROCESS, Risk(COSTLY, ONE)),
    "SHUTDOWN": _does(Operation.STOP, ResourceKind.SERVICE, Risk(COSTLY, SEVERAL)),
    "FLUSH": _does(Operation.UPDATE, ResourceKind.CACHE, Risk(REVERSIBLE, SEVERAL)),
    "NOTIFY": _does(Operation.SEND, ResourceKind.MESSAGE, Risk(IRREVERSIBLE, ONE)),
    "IMPORT": _does(Operation.CREATE, ResourceKind.TABLE, Risk(COSTLY, SEVERAL)),
    "EXPORT": _does(Operation.CREATE, ResourceKind.FILE, Risk(COSTLY, ONE)),
    "FLASHBACK": _does(Operation.UPDATE, ResourceKind.TABLE, Risk(IRREVERSIBLE, SEVERAL), Trait.OVERWRITES),
    "EXCHANGE": _does(Operation.UPDATE, ResourceKind.TABLE, Risk(COSTLY, SEVERAL)),
    "HANDLER": _show,
    "PUT": _does(Operation.SEND, ResourceKind.FILE, Risk(COSTLY, ONE), Trait.OUTBOUND),
    "GET": _does(Operation.CREATE, ResourceKind.FILE, Risk(COSTLY, ONE)),
    "REMOVE": _does(Operation.DELETE, ResourceKind.OBJECT, Risk(IRREVERSIBLE, SEVERAL)),
}
"""What a statement does by its first word, where the words alone tell."""
