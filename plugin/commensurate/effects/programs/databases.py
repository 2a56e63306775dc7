"""Clients of SQL databases: what they run, and whom they connect to.

Sources: the manuals of psql 17, of the mysql client 8.4, of the sqlite3 shell 3.47, DuckDB 1.1, ClickHouse 24,
sqlcmd, SQL*Plus, SnowSQL, cqlsh, cockroach 24, trino, beeline.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from commensurate.effects.code_unseen import executes
from commensurate.effects.options import Options, split
from commensurate.effects.paths import file_effect, resolve
from commensurate.effects.programs.database_worlds import in_its_world, world_of
from commensurate.effects.reading import NOTHING, Command, Language, Nested, Reading, Scene, Word, opaque
from commensurate.effects.table import (
    COSTLY,
    SEVERAL,
    Usage,
    reads,
    stops,
    unknown,
    updates,
    use,
)
from commensurate.effects.table import read as by_table
from commensurate.effects.told_by_name import named_destruction
from commensurate.model.analysis import Ask, Coverage, Question
from commensurate.model.effect import Operation, ResourceKind, Trait
from commensurate.model.regex import regex

_HERE = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0", "/tmp", "/var/run/postgresql", ""})  # noqa: S104, S108
DATABASE, ROW, BACKUP = ResourceKind.DATABASE, ResourceKind.ROW, ResourceKind.BACKUP


_UNKNOWN = regex(r"\$\{[^{}]*\}|\$\([^()]*\)|\$[A-Za-z_]\w*|`[^`]*`")
"""What the shell puts in when it runs: a placeholder to the reader of SQL."""


_FILES = frozenset({"sqlite", "duckdb"})
_PRINT_ROWS = frozenset({"mysql", "mariadb", "psql", "sqlite3", "sqlcmd"})
"""Programs that print what a query gives."""
_NO_FILE = frozenset({"", ":memory:"})
"""Dialects whose database is a file that the client opens, and names that are none."""


@dataclass(frozen=True, slots=True)
class Client:
    """How a client is told what to run. `texts` and `scripts`: options whose value is SQL, or a file of it;
    `hosts` and `names`: options that say where. `place`: which positional is the database (None: none is);
    `script_place`: from which positional on the words are SQL.
    """

    dialect: str
    texts: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    values: str = ""
    outputs: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    place: int | None = 0
    script_place: int | None = None
    single_dash_long: bool = False
    language: Language = Language.SQL

    def __call__(self, command: Command) -> Reading:
        """Read one call of this client."""
        every = (*self.texts, *self.scripts, *self.hosts, *self.names, *self.outputs, *self.values.split())
        options = split(command.arguments, frozenset(every), single_dash_long=self.single_dash_long)
        if options.has("--help", "--version", *self.quiet):
            return NOTHING
        scene = self._scene(options, command.scene)
        inner = replace(command, scene=scene)
        found = [self._text(word, scene) for name in self.texts for word in options.flags.get(name, ())]
        found += [self.script(word, inner) for name in self.scripts for word in options.flags.get(name, ())]
        if self.script_place is not None:
            found += [self._text(word, scene) for word in options.positionals[self.script_place :]]
        outputs = [word for name in self.outputs for word in options.flags.get(name, ()) if word.text]
        found += [Reading((file_effect(Operation.UPDATE, word, command, overwrites=True),)) for word in outputs]
        if not found or not any(reading.nested or reading.effects for reading in found):
            found.append(self.fed(inner))
        if self.dialect in _FILES and options.positionals and options.positionals[0].text not in _NO_FILE:
            found.append(Reading((file_effect(Operation.READ, options.positionals[0], command),)))
        return sum(found, NOTHING)

    def _scene(self, options: Options, scene: Scene) -> Scene:
        told = [options.value(name) or "" for name in (*self.hosts, *self.names)]
        if self.place is not None:
            told += [word.text for word in options.positionals[self.place : self.place + 1]]
        hosts = [options.value(name) or "" for name in self.hosts]
        host = next((host for host in hosts if host and host not in _HERE), "")
        return replace(scene, environment=world_of(scene, told), host=scene.host or host)

    def _text(self, word: Word, scene: Scene) -> Reading:
        text = word.text if word.known else _UNKNOWN.sub("{unknown}", word.text)
        reading = Reading(nested=(Nested(self.language, scene, text, dialect=self.dialect),))
        return reading if word.known else replace(reading, coverage=Coverage.PARTIAL)

    def script(self, word: Word, command: Command) -> Reading:
        """A file of statements: its text where it is at hand, else a question to the world."""
        if word.text == "-":
            return self.fed(command)
        path = resolve(word, replace(command.scene, host=""))
        if path is None:
            return opaque(f"{word.text}: a script that cannot be found", unknown(command))
        question = Question(Ask.FILE_TEXT, path)
        text = command.scene.answers.get(question)
        if text is not None:
            return Reading(nested=(Nested(self.language, command.scene, text, dialect=self.dialect),))
        note = f"{path}: a script whose text is not at hand"
        destroyed = named_destruction(word.text, command)
        return Reading((*destroyed, unknown(command)), coverage=Coverage.OPAQUE, questions=(question,), notes=(note,))

    def fed(self, command: Command) -> Reading:
        """What is piped in, or an open prompt."""
        fed = command.stdin
        if fed is not None and fed.text is not None:
            return Reading(nested=(Nested(self.language, command.scene, fed.text, dialect=self.dialect),))
        source = f"what {fed.source} gives" if fed is not None and fed.source else "an open prompt"
        read = [e.resource.name for e in fed.effects if e.operation is Operation.READ] if fed is not None else []
        destroyed = [effect for name in read for effect in named_destruction(name, command)]
        if fed is not None and fed.source in _PRINT_ROWS:
            # Statements that a query puts together: `select concat('drop table ', …) | mysql`.
            destroyed.append(
                executes(f"{command.program} runs {source}", command.scene, command.evidence, Trait.UNRESOLVED)
            )
        return opaque(f"{command.program}: {source} is run, and that is not in view", unknown(command), *destroyed)


_PSQL = Client(
    "postgres", ("-c", "--command"), ("-f", "--file"), ("-h", "--host"), ("-d", "--dbname"),
    "-U --username -p --port -v --set --variable -P --pset -F --field-separator -R --record-separator -T --table-attr",
    ("-o", "--output", "-L", "--log-file"), ("-?", "-V", "-l", "--list"),
)  # fmt: skip
_MYSQL = Client(
    "mysql", ("-e", "--execute"), (), ("-h", "--host"), ("-D", "--database"),
    "-u --user -P --port -S --socket --defaults-file --defaults-extra-file --default-character-set --protocol "
    "--ssl-ca --ssl-mode --login-path --init-command --connect-timeout --pager --tee --delimiter",
    (), ("-?", "-V", "-I"),
)  # fmt: skip
_SQLITE = Client(
    "sqlite", ("-cmd", "--cmd"), ("-init", "--init"), (), (),
    "-separator -nullvalue -newline -vfs -mmap -lookaside -pagecache -maxsize --separator --nullvalue -A",
    (), ("-help", "-version"), 0, 1, single_dash_long=True,
)  # fmt: skip
_DUCKDB = Client(
    "duckdb", ("-c", "-s", "-cmd"), ("-f", "-init"), (), (), "-separator -nullvalue -newline", (),
    ("-help", "-version"), 0, 1, single_dash_long=True,
)  # fmt: skip
_CLICKHOUSE = Client(
    "clickhouse", ("-q", "--query"), ("--queries-file",), ("-h", "--host"), ("-d", "--database"),
    "-u --user --port --format -f --config-file -C --param --output-format --input-format -N -S --structure --file -F",
)  # fmt: skip
_SQLCMD = Client(
    "tsql", ("-Q", "-q", "--query", "--initial-query"), ("-i", "--input-file"), ("-S", "--server"), ("-d", "--database-name"),
    "-U -P -v -l -t -h -s -w -a -H -K -y -Y -m -r -f -V -W -x -u", ("-o", "--output-file"), ("-?",), None,
)  # fmt: skip
_SNOWSQL = Client(
    "snowflake", ("-q", "--query"), ("-f", "--filename"), ("-a", "--accountname", "-h", "--host"),
    ("-c", "--connection", "-d", "--dbname", "-w", "--warehouse"),
    "-u --username -r --rolename -s --schemaname -o --option -D --variable -p --port --config -m --mfa-passcode",
    (), ("-v",), None,
)  # fmt: skip
_CQLSH = Client(
    "", ("-e", "--execute"), ("-f", "--file"), (), ("-k", "--keyspace"),
    "-u --username -p --password --cqlshrc --connect-timeout --request-timeout --encoding -P --protocol-version",
)  # fmt: skip
_COCKROACH = Client(
    "postgres", ("-e", "--execute"), ("-f", "--file"), ("--host",), ("-d", "--database", "--url"),
    "--certs-dir -u --user -p --port --format --set --watch", (), (), None,
)  # fmt: skip
_TRINO = Client(
    "", ("--execute",), ("-f", "--file"), ("--server",), ("--catalog", "--schema"),
    "--user --output-format --session --source --keystore-path --truststore-path --timezone --client-tags", (), (), None,
)  # fmt: skip
_HIVE = Client(
    "hive", ("-e",), ("-f", "-i"), ("-u", "-h"), ("--database",), "-n -p -d --hiveconf --hivevar -w --outputformat", (), (), None,
)  # fmt: skip
_USQL = Client("", ("-c", "--command"), ("-f", "--file"), (), (), "-v --set -P --pset", ("-o", "--out"))


def _sqlplus(command: Command) -> Reading:
    """SQL*Plus: `user/password@database @script`; statements come from its standard input."""
    words = [word for word in command.arguments if not word.text.startswith("-")]
    scripts = [Word(word.text[1:], word.known) for word in words if word.text.startswith("@")]
    scene = replace(command.scene, environment=world_of(command.scene, [w.text.rpartition("@")[2] for w in words]))
    client, inner = Client("oracle"), replace(command, scene=scene)
    return sum((client.script(word, inner) for word in scripts), NOTHING) if scripts else client.fed(inner)


def _subcommand(client: Client, names: Sequence[str], others: Usage) -> Callable[[Command], Reading]:
    """A program of which one subcommand is a client (`cockroach sql`, `clickhouse client`)."""

    def read(command: Command) -> Reading:
        index = next((i for i, word in enumerate(command.words) if i and not word.text.startswith("-")), 0)
        if index and command.words[index].text in names:
            return client(command.shifted((command.words[0], *command.words[1:index], *command.words[index + 1 :])))
        return by_table(others, command)

    return read


_COCKROACH_OTHERS = use(
    commands={
        "version node debug": use(reads(DATABASE)),
        "start start-single-node init demo": use(updates(ResourceKind.SERVICE, "none")),
        "quit": use(stops(ResourceKind.SERVICE, "none", COSTLY, SEVERAL)),
    }
)
_CLICKHOUSE_OTHERS = use(
    commands={"server start stop restart install": use(updates(ResourceKind.SERVICE, "none", COSTLY))}
)

_CLIENTS: dict[str, Callable[[Command], Reading]] = {
    **dict.fromkeys(("psql", "pgcli", "vsql", "gsql", "ysqlsh"), _PSQL),
    **dict.fromkeys(("mysql", "mariadb", "mycli"), _MYSQL),
    **dict.fromkeys(("sqlite3", "sqlite", "litecli", "sqlcipher"), _SQLITE),
    "duckdb": _DUCKDB,
    **dict.fromkeys(("clickhouse-client", "clickhouse-local", "chdb"), _CLICKHOUSE),
    "clickhouse": _subcommand(_CLICKHOUSE, ("client", "local"), _CLICKHOUSE_OTHERS),
    **dict.fromkeys(("sqlcmd", "mssql-cli", "osql", "isql"), _SQLCMD),
    "snowsql": _SNOWSQL,
    "cqlsh": _CQLSH,
    "cockroach": _subcommand(_COCKROACH, ("sql",), _COCKROACH_OTHERS),
    **dict.fromkeys(("trino", "presto", "presto-cli", "trino-cli"), _TRINO),
    **dict.fromkeys(("hive", "beeline", "spark-sql", "impala-shell"), _HIVE),
    "usql": _USQL,
    **dict.fromkeys(("sqlplus", "sql"), _sqlplus),
    "steampipe": _subcommand(Client("postgres", script_place=0, place=None), ("query",), use(commands={"plugin service check": use(reads())})),
}  # fmt: skip

PROGRAMS: dict[str, Usage] = {
    **{name: Usage(reader=in_its_world(reader)) for name, reader in _CLIENTS.items()},
}
