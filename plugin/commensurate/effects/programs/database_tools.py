"""Server tools of SQL databases: what they create, drop, dump and restore.

Sources: the manuals of PostgreSQL 17 (client and server applications), MySQL 8.4 and MariaDB 11, SQL Server's bcp,
influx 2, pgBackRest, Barman, WAL-G, XtraBackup, Litestream.
"""

from dataclasses import replace

from commensurate.effects.options import Options, split
from commensurate.effects.programs.database_worlds import in_its_world, world_of
from commensurate.effects.reading import NOTHING, Command, Reading
from commensurate.effects.table import (
    COSTLY,
    ENVIRONMENT,
    IRREVERSIBLE,
    ONE,
    SEVERAL,
    Usage,
    case,
    creates,
    deletes,
    read_cases,
    reads,
    stops,
    updates,
    use,
)
from commensurate.model.effect import ResourceKind, Trait

DATABASE, ROW, BACKUP = ResourceKind.DATABASE, ResourceKind.ROW, ResourceKind.BACKUP

_CONNECTION = (
    "-h --host -p --port -U --username -d --dbname --maintenance-db -u --user -P -S --socket --defaults-file "
    "--defaults-extra-file --login-path --protocol"
)
_TOOLS: dict[str, Usage] = {
    "dropdb": use(
        deletes(DATABASE, "first", IRREVERSIBLE, ENVIRONMENT), values=_CONNECTION, inert="-? -V"
    ),
    "createdb": use(
        creates(DATABASE, "first"), inert="-? -V",
        values=f"{_CONNECTION} -D --tablespace -E --encoding -l --locale -O --owner -T --template --strategy",
    ),
    "dropuser": use(deletes(ResourceKind.USER, "first", COSTLY, SEVERAL), values=_CONNECTION, inert="-? -V"),
    "createuser": use(
        creates(ResourceKind.USER, "first", COSTLY), values=f"{_CONNECTION} -c --connection-limit -g --role --member-of -v",
        inert="-? -V",
    ),
    "pg_dump pg_dumpall": use(
        case(reads(DATABASE, "args"), creates(ResourceKind.FILE, "-f --file"), when="-f --file"),
        reads(DATABASE, "args"),
        values=f"{_CONNECTION} -f --file -F --format -j --jobs -n --schema -N --exclude-schema -t --table -T "
        "--exclude-table --exclude-table-data -E --encoding -S --superuser -Z --compress --role --section --snapshot -l",
        inert="-? -V",
    ),
    "pg_restore": use(
        case(reads(ResourceKind.FILE, "args"), when="-l --list"),
        case(reads(ResourceKind.FILE, "args"), creates(ResourceKind.FILE, "-f --file"), when="-f --file", unless="-d --dbname"),
        case(
            deletes(DATABASE, "-d --dbname", IRREVERSIBLE, ENVIRONMENT, Trait.OVERWRITES, Trait.REBUILDS),
            when="-c --clean",
        ),
        updates(DATABASE, "-d --dbname", COSTLY, SEVERAL),
        values=f"{_CONNECTION} -f --file -F --format -j --jobs -n --schema -N -t --table -T --trigger -I --index -P "
        "--function -L --use-list -S --superuser --role --section --filter",
        inert="-? -V",
    ),
    "pg_ctl": use(
        case(stops(ResourceKind.SERVICE, "none", COSTLY, SEVERAL), first="stop restart kill"),
        case(reads(ResourceKind.SERVICE), first="status logrotate reload"),
        case(updates(DATABASE, "none", COSTLY, SEVERAL), first="promote init initdb"),
        case(updates(ResourceKind.SERVICE, "none"), first="start"),
        values="-D --pgdata -l --log -m --mode -o --options -p -t --timeout -s -w -W -N -U -P",
    ),
    "pg_dropcluster": use(deletes(DATABASE, "args", IRREVERSIBLE, ENVIRONMENT)),
    "pg_createcluster": use(creates(DATABASE, "args", COSTLY)),
    "pg_ctlcluster": use(
        case(reads(ResourceKind.SERVICE), first="status"), stops(ResourceKind.SERVICE, "args", COSTLY, SEVERAL)
    ),
    "pg_lsclusters pg_isready pg_config pg_controldata pg_waldump pg_amcheck pg_checksums": use(
        reads(DATABASE), values=_CONNECTION
    ),
    "pg_resetwal pg_resetxlog": use(
        case(reads(DATABASE), when="-n --dry-run"),
        deletes(ResourceKind.LOG, "args", IRREVERSIBLE, ENVIRONMENT, Trait.BACKUP),
    ),
    "pg_rewind": use(
        case(reads(DATABASE), when="-n --dry-run"),
        updates(DATABASE, "-D --target-pgdata", IRREVERSIBLE, ENVIRONMENT, Trait.OVERWRITES),
        values="-D --target-pgdata --source-pgdata --source-server",
    ),
    "pg_archivecleanup": use(
        case(reads(BACKUP), when="-n --dry-run"), deletes(BACKUP, "args", IRREVERSIBLE, SEVERAL), values="-x"
    ),
    "pg_upgrade": use(
        case(reads(DATABASE), when="-c --check"), updates(DATABASE, "none", IRREVERSIBLE, ENVIRONMENT),
        values="-b -B -d -D -o -O -p -P -U --old-bindir --new-bindir --old-datadir --new-datadir -j",
    ),
    "pg_basebackup pg_receivewal": use(
        creates(BACKUP, "-D --pgdata", COSTLY), values=f"{_CONNECTION} -D --pgdata -F --format -X -c -l --label -T"
    ),
    "pg_repack": use(
        case(reads(DATABASE), when="-N --dry-run"), updates(ResourceKind.TABLE, "-t --table", COSTLY, SEVERAL),
        values=f"{_CONNECTION} -t --table -n -s -o -i -x -T -j",
    ),
    "initdb": use(creates(DATABASE, "-D --pgdata", COSTLY), values="-D --pgdata -U -E -A --auth --locale --wal-segsize -X"),
    "vacuumdb": use(
        case(updates(DATABASE, "args", COSTLY, SEVERAL), when="-f --full -a --all"), updates(DATABASE, "args"),
        values=f"{_CONNECTION} -t --table -n --schema -j --jobs -P --parallel",
    ),
    "reindexdb clusterdb": use(updates(DATABASE, "args", COSTLY), values=f"{_CONNECTION} -t --table -S --schema -i --index -j"),
    "pgbench": use(
        case(deletes(ResourceKind.TABLE, "=pgbench tables", IRREVERSIBLE, SEVERAL, Trait.REBUILDS), when="-i --initialize"),
        updates(ROW, "=pgbench tables", COSTLY, SEVERAL),
        values=f"{_CONNECTION} -c -j -T -t -s -f -D -M -F -I -b -P -R -L --rate --time --scale",
    ),
    "mysqldump mariadb-dump mysqlpump mydumper": use(
        case(reads(DATABASE, "args"), creates(ResourceKind.FILE, "-r --result-file"), when="-r --result-file"),
        reads(DATABASE, "args"),
        values=f"{_CONNECTION} -r --result-file --where -w --ignore-table -T --tab --set-gtid-purged --databases -B -o",
    ),
    "mysqlimport mariadb-import": use(
        case(deletes(ROW, "first", IRREVERSIBLE, SEVERAL, Trait.UNBOUNDED), when="-d --delete"),
        case(updates(ROW, "first", COSTLY, SEVERAL, Trait.OVERWRITES), when="-r --replace"),
        creates(ROW, "first", COSTLY, SEVERAL),
        values=f"{_CONNECTION} -c --columns --fields-terminated-by --lines-terminated-by --ignore-lines",
    ),
    "myloader": use(
        case(deletes(DATABASE, "-B --database", IRREVERSIBLE, ENVIRONMENT, Trait.OVERWRITES), when="-o --overwrite-tables --drop-table"),
        creates(ROW, "-B --database", COSTLY, SEVERAL),
        values=f"{_CONNECTION} -d --directory -B --database -t --threads -s",
    ),
    "mysqlcheck mariadb-check mysqlshow mysqlslap mysqlbinlog mariadb-binlog": use(reads(DATABASE, "args"), values=_CONNECTION),
    "mysql_secure_installation": use(updates(DATABASE, "none", COSTLY, SEVERAL)),
    "mysql_install_db mariadb-install-db": use(creates(DATABASE, "none", COSTLY)),
    "bcp": use(
        case(reads(ResourceKind.TABLE, "first"), creates(ResourceKind.FILE, "last"), when="out queryout"),
        creates(ROW, "first", COSTLY, SEVERAL),
        values="-S -U -P -d -f -F -L -b -e -t -r -a",
    ),
    "sqldiff sqlite3_analyzer": use(reads(DATABASE, "args")),
    "litestream": use(
        commands={
            "restore": use(updates(DATABASE, "last", COSTLY, SEVERAL, Trait.OVERWRITES), values="-o -config -replica"),
            "databases generations snapshots wal version ltx": use(reads(DATABASE)),
            "replicate": use(creates(BACKUP, "none")),
        }
    ),
    "pgbackrest barman wal-g pg_probackup xtrabackup mariabackup": use(
        case(deletes(BACKUP, "args", IRREVERSIBLE, SEVERAL), first="expire delete stanza-delete delete-backup purge delete-instance"),
        case(
            updates(DATABASE, "args", IRREVERSIBLE, ENVIRONMENT, Trait.OVERWRITES),
            first="restore backup-fetch recover wal-fetch copy-back",
        ),
        case(updates(DATABASE, "none", IRREVERSIBLE, ENVIRONMENT, Trait.OVERWRITES), when="--copy-back --move-back"),
        case(reads(BACKUP), first="info check verify list-backup list-backups show-backup show backup-list wal-show list-server"),
        creates(BACKUP, "none"),
        values="--stanza --config --set --type --target --pg1-path --repo -B --instance -D --target-dir --datadir --user",
    ),
}  # fmt: skip


def _mysqladmin(command: Command) -> Reading:
    """mysqladmin: `drop db`, `create db`, shutdown, flush-*, password, and looks."""
    options = split(command.arguments, (frozenset(_CONNECTION.split()) | {"-i", "-w", "-c"}) - {"-p", "-f", "-e"})
    words = options.positionals
    scene = replace(
        command.scene,
        environment=world_of(command.scene, [options.value("-h", "--host") or "", *(w.text for w in words)]),
    )
    inner = replace(command, scene=scene)
    reading = NOTHING
    for index, word in enumerate(words):
        usage = _MYSQLADMIN.get(word.text)
        if usage is not None:
            reading += read_cases(usage, inner, Options({}, words[index + 1 : index + 2]))
    return reading


_MYSQLADMIN: dict[str, Usage] = {
    "drop": use(deletes(DATABASE, "first", IRREVERSIBLE, ENVIRONMENT)),
    "create": use(creates(DATABASE, "first")),
    "shutdown": use(stops(ResourceKind.SERVICE, "none", COSTLY, SEVERAL)),
    "password": use(updates(ResourceKind.USER, "none", COSTLY, ONE)),
    "kill": use(stops(ResourceKind.PROCESS, "first")),
    **dict.fromkeys(
        ("status", "extended-status", "processlist", "variables", "version", "ping"), use(reads(DATABASE))
    ),
    **dict.fromkeys(
        (
            "flush-hosts", "flush-logs", "flush-privileges", "flush-status", "flush-tables", "refresh", "reload",
            "start-replica", "stop-replica", "start-slave", "stop-slave", "debug",
        ),
        use(updates(ResourceKind.SETTING, "none", COSTLY, SEVERAL)),
    ),
}  # fmt: skip

_INFLUX = use(
    commands={
        "delete": use(case(deletes(ROW, "-b --bucket", IRREVERSIBLE, SEVERAL), when="-p --predicate"),
                      deletes(ROW, "-b --bucket", IRREVERSIBLE, SEVERAL, Trait.UNBOUNDED), values="-b --bucket --start --stop -p --predicate -o --org --host -t --token"),
        "bucket": use(
            commands={
                "delete": use(deletes(DATABASE, "-n --name -i --id", IRREVERSIBLE, ENVIRONMENT), values="-n --name -i --id -o --org --host -t --token"),
                "create": use(creates(DATABASE, "-n --name"), values="-n --name -o --org -r --retention"),
                "list ls find": use(reads(DATABASE)),
                "update": use(updates(DATABASE, "-n --name", COSTLY), values="-n --name -i --id -r --retention"),
            }
        ),
        "restore": use(updates(DATABASE, "args", IRREVERSIBLE, ENVIRONMENT, Trait.OVERWRITES)),
        "backup": use(creates(BACKUP, "first")),
        "write": use(creates(ROW, "-b --bucket", COSTLY), values="-b --bucket -o --org -f --file -p --precision --host -t --token"),
        "org user auth task v1 telegrafs dashboards": use(
            case(reads(DATABASE), first="list ls find dbrp shell members export"),
            case(deletes(ResourceKind.ACCOUNT, "rest", IRREVERSIBLE, SEVERAL), first="delete remove rm"),
            updates(DATABASE, "rest", COSTLY), values="-i --id -n --name -o --org --host -t --token"),
        "query ping version config export": use(reads(DATABASE)),
        "setup": use(creates(DATABASE, "none", COSTLY)),
    }
)  # fmt: skip

PROGRAMS: dict[str, Usage] = {
    **{name: usage for names, usage in _TOOLS.items() for name in names.split()},
    **dict.fromkeys(("mysqladmin", "mariadb-admin"), Usage(reader=in_its_world(_mysqladmin))),
    "influx": _INFLUX,
}
