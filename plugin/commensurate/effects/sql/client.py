"""What a database client does with a line before any SQL: psql's backslashes, sqlite3's dots, mysql's words.

Sources: the manuals of psql 17, of the sqlite3 shell 3.47 and of the mysql client 8.4.
"""

import re
from collections.abc import Callable

from commensurate.effects.options import names
from commensurate.effects.reading import Language, Nested, Reading
from commensurate.effects.sql.place import COSTLY, ENVIRONMENT, IRREVERSIBLE, Place, Risk
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation, ResourceKind, Trait
from commensurate.model.regex import regex

_PSQL = regex(r"(?:^|(?<=;))[ \t]*\\(?P<name>[A-Za-z!?]+\+?S?)[ \t]*(?P<rest>[^\n]*)$", re.MULTILINE)
_DOT = regex(r"^[ \t]*\.(?P<name>[A-Za-z]+)(?:[ \t]+(?P<rest>[^\n]*))?$", re.MULTILINE)
_MYSQL = regex(
    r"^[ \t]*(?:(?P<name>source|system|tee|pager|edit|delimiter|\\!|\\\.|\\[A-Za-z])[ \t]+(?P<rest>[^\n]*)|\\[qhsctrpuW#])$",
    re.MULTILINE | re.IGNORECASE,
)
_GEXEC = regex(r"\\gexec\b")
_G_PIPE = regex(r"\\(?:g|gx)[ \t]+(\S[^\n]*)")
_G_END = regex(r"\\(?:gx|gdesc|gset(?:[ \t]+\w+)?|watch(?:[ \t]+[\w.=]+)?|crosstabview[^\n]*|[gG])[ \t]*(?=\n|$)")

_QUIET_PSQL = names("""
    q quit x t a pset echo qecho warn timing set unset if elif else endif conninfo encoding errverbose f h
    help prompt p print r reset C H T html password bind parse
""")
_QUIET_DOT = names("""
    tables schema mode headers header help databases dbinfo indexes indices width show quit exit timer stats
    echo fullschema nullvalue separator explain eqp print changes version bail lint progress limit scanstats
    dump sha3sum crlf prompt dbconfig connection expert auth selftest vfsinfo vfslist vfsname columns rows
    maxrows types multiline
""")


MOST_COMMANDS = 100
"""Different commands of the client that one text may hold."""


def meta_commands(text: str, place: Place) -> tuple[str, Reading]:
    """The text without the client's own commands, and what these do."""
    reading = Reading()
    if "\\" in text:
        if place.dialect in {"mysql", "mariadb"}:
            text = re.sub(r"\\[gG](?=\s|;|$)", ";", text)
        elif place.dialect in {"", "postgres"}:
            text, reading = _psql(text, place)
    if place.dialect in {"mysql", "mariadb"}:
        text, found = _each(_MYSQL, text, place, _mysql_command)
        reading += found
    if place.dialect in {"", "sqlite", "duckdb"} and "." in text:
        text, found = _each(_DOT, text, place, _dot_command)
        reading += found
    return text, reading


def _each(
    pattern: re.Pattern[str], text: str, place: Place, command: Callable[[str, str, Place], Reading]
) -> tuple[str, Reading]:
    met: dict[tuple[str, str], None] = {}

    def one(match: re.Match[str]) -> str:
        met[(match.group("name") or "").lower(), (match.group("rest") or "").strip()] = None
        return ""

    text = pattern.sub(one, text)
    if len(met) > MOST_COMMANDS:
        return text, place.unknown(f"more than {MOST_COMMANDS} commands of the client")
    return text, sum((command(name, rest, place) for name, rest in met), Reading())


def _psql(text: str, place: Place) -> tuple[str, Reading]:
    reading = Reading()
    if _GEXEC.search(text):
        reading += place.unknown("\\gexec: runs whatever the query returns")
        text = _GEXEC.sub(";", text)
    text = _G_END.sub(";", text)
    for target in _G_PIPE.findall(text):
        reading += _output(target, place)
    text, found = _each(_PSQL, _G_PIPE.sub(";", text), place, _psql_command)
    return text, reading + found


def _psql_command(name: str, rest: str, place: Place) -> Reading:
    if name == "!":
        return _shell(rest, place)
    if name in {"i", "ir", "include", "include_relative"}:
        return _script(rest, place)
    if name in {"o", "out", "w", "write"}:
        return _output(rest, place) if rest else Reading()
    if name == "copy":
        return _copy(rest, place)
    if name in {"c", "connect"}:
        return Reading(coverage=Coverage.PARTIAL, notes=(f"\\connect {rest}: the rest runs on another database",))
    if name in {"e", "edit", "ef", "ev"}:
        return place.unknown(f"\\{name}: runs what an editor leaves")
    if name == "password":
        return Reading((place.effect(Operation.UPDATE, ResourceKind.USER, rest, Risk(COSTLY), Trait.SECRET),))
    if name.startswith("lo_"):
        operation = (
            Operation.DELETE if name == "lo_unlink" else Operation.READ if name == "lo_list" else Operation.CREATE
        )
        return Reading((place.effect(operation, ResourceKind.OBJECT, rest, Risk(IRREVERSIBLE)),))
    looks = name in _QUIET_PSQL or name.startswith(("d", "l", "z", "s", "?"))
    if looks and "`" not in rest:
        return Reading((place.effect(Operation.READ, ResourceKind.DATABASE, ""),))
    return place.unknown(f"\\{name}: not a command of psql that is known")


def _dot_command(name: str, rest: str, place: Place) -> Reading:
    if name in {"shell", "system"}:
        return _shell(rest, place)
    if name == "read":
        return _shell(rest[1:], place) if rest.startswith("|") else _script(rest, place)
    if name in {"output", "once", "excel", "log", "trace"}:
        return _output(rest, place) if rest and rest not in {"off", "stdout", "stderr"} else Reading()
    if name == "import":
        table = rest.rsplit(maxsplit=1)[-1] if rest else ""
        return Reading((place.effect(Operation.CREATE, ResourceKind.ROW, table, Risk(COSTLY)),))
    if name in {"save", "backup", "clone"}:
        return Reading((place.effect(Operation.UPDATE, ResourceKind.FILE, rest, Risk(COSTLY), Trait.OVERWRITES),))
    if name == "restore":
        risk = Risk(IRREVERSIBLE, ENVIRONMENT)
        return Reading((place.effect(Operation.UPDATE, ResourceKind.DATABASE, rest, risk, Trait.OVERWRITES),))
    if name == "load":
        return place.unknown(f".load {rest}: a library is loaded and run")
    if name == "open":
        fresh = "--new" in rest
        operation = Operation.DELETE if fresh else Operation.READ
        risk = Risk(IRREVERSIBLE) if fresh else Risk()
        return Reading(
            (place.effect(operation, ResourceKind.DATABASE, rest.rsplit(maxsplit=1)[-1] if rest else "", risk),)
        )
    if name == "cd":
        return Reading(coverage=Coverage.PARTIAL, notes=(f".cd {rest}",))
    if name in _QUIET_DOT:
        return Reading((place.effect(Operation.READ, ResourceKind.DATABASE, ""),))
    return place.unknown(f".{name}: not a command of the client that is known")


def _mysql_command(name: str, rest: str, place: Place) -> Reading:
    if name in {"system", "\\!"}:
        return _shell(rest, place)
    if name in {"source", "\\."}:
        return _script(rest, place)
    if name in {"tee", "\\t"}:
        return _output(rest, place)
    if name in {"pager", "\\p"}:
        return _shell(rest, place) if name == "pager" else Reading()
    if name in {"edit", "\\e"}:
        return place.unknown("edit: runs what an editor leaves")
    return Reading()


def _shell(command: str, place: Place) -> Reading:
    return Reading(nested=(Nested(Language.SHELL, place.scene, text=command),))


def _script(path: str, place: Place) -> Reading:
    return place.unknown(f"{path or 'a file'}: a script that is not in view")


def _output(target: str, place: Place) -> Reading:
    target = target.strip()
    if target.startswith("|"):
        return _shell(target[1:], place)
    effect = place.effect(Operation.UPDATE, ResourceKind.FILE, target, Risk(IRREVERSIBLE), Trait.OVERWRITES)
    return Reading((effect,))


_COPY = regex(
    r"(?P<what>\(.*\)|[\w.\"]+(?:\s*\([^)]*\))?)\s+(?P<way>from|to)\s+(?:program\s+'(?P<program>(?:[^']|'')*)'|(?P<target>\S+))",
    re.IGNORECASE | re.DOTALL,
)


def _copy(rest: str, place: Place) -> Reading:
    r"""\copy: the client's own COPY; files and programs are those of this machine."""
    match = _COPY.match(rest[:2_000])
    if match is None:
        return place.unknown("\\copy: not understood")
    reading = Reading()
    if match["what"].startswith("("):
        reading += Reading(nested=(Nested(Language.SQL, place.scene, text=match["what"][1:-1], dialect=place.dialect),))
    elif match["way"].lower() == "from":
        reading += Reading((place.effect(Operation.CREATE, ResourceKind.ROW, match["what"], Risk(COSTLY)),))
    else:
        reading += Reading((place.effect(Operation.READ, ResourceKind.TABLE, match["what"]),))
    if match["program"] is not None:
        return reading + _shell(match["program"].replace("''", "'"), place)
    target = match["target"].strip("'")
    if match["way"].lower() == "to" and target.lower() not in {"stdout", "pstdout"}:
        reading += _output(target, place)
    return reading
