"""Worlds that are made to be thrown away: test databases, memory, emulators on this machine. What goes there is made anew.

A world counts only where the call itself names it and names no other. Sources: the environment names of Rails, Phoenix,
Laravel, Symfony and Node.js; LocalStack, DynamoDB local, moto, mongomock, fakeredis, mongodb-memory-server.
"""

import re
from dataclasses import replace
from itertools import pairwise

from commensurate.effects.environment import environment_of
from commensurate.effects.options import names
from commensurate.effects.reading import Command, Reading
from commensurate.model.effect import BlastRadius, Effect, Environment, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_ENVS = names(
    "RAILS_ENV RACK_ENV NODE_ENV APP_ENV MIX_ENV FLASK_ENV DJANGO_ENV HANAMI_ENV KNEX_ENV SYMFONY_ENV WP_ENV CI_ENV"
)
_RUNNERS = names(
    """rails rake manage.py django-admin django-admin.py flask mix hanami prisma drizzle-kit alembic knex sequelize sequelize-cli
    typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm mikro-orm mikro-orm-esm aerich node-pg-migrate db-migrate
    migrate-mongo migrate golang-migrate dbmate diesel sqlx sea-orm-cli sea goose atlas hasura flyway liquibase phinx sqitch dbt
    artisan sail console symfony-console doctrine doctrine.php wp wp-cli spark yii cake python python3 php ruby node"""
)
"""Programs that take their world from the environment's name or `DATABASE_URL`. A database's own client does not."""
_URL_NAMES = regex(r"(?:\w+_)?(?:DATABASE|DB|POSTGRES|MYSQL|MONGO|MONGODB|REDIS|DIRECT|SHADOW)(?:_DATABASE)?_UR[LI]")
_CLIENTS = names(
    """psql pgcli mysql mariadb mycli mongosh mongo dropdb createdb pg_restore mysqladmin mariadb-admin mysqlimport
    mongorestore mongoimport clickhouse-client"""
)
_NAMES_ONE = regex(r"(?:-d|--dbname|-D|--database|--db|--maintenance-db)(?:=(.*))?")
_ASIDE = names(
    """-h --host -p --port -P -U --username -u --user -f --file -o --output -L --log-file -v --set --variable -P --pset -F -R -T
    --password -S --socket --authenticationDatabase --role -O --owner -c --command -e --execute --eval -t --table -n --schema
    -C --collection --default-character-set --init-command --ssl-ca"""
)
"""Options of those clients whose value names no database."""
_LEAVES = regex(
    r"\buse\s+[`\w\"]|\\c(?:onnect)?\b|\bgetSiblingDB\b|\bMongo\s*\(|\bdblink|\battach\b|^\s*\.(?:open|restore)\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A statement that goes to another database than the one that was named."""
_TESTS = names("test testing tests")
_ENV_OPTIONS = regex(r"(?:-e|--env|--environment|--target|--profile|--stage)(?:=(.*))?")
_NAME = regex(
    r"(?:pytest|jest|unittest|tests?|testing)[_-](?!(?:results?|reports?|scores?|orders?|records?|takers?|history|answers?)\b)[\w-]+"
    r"|(?:\w+[_-])+(?:tests?|testing)(?:[_-]?(?:gw|db|database|unit|integration|e2e|ci|tmp)?\d{0,5})"
)
_URL = regex(r"[a-z0-9+]+://[^\s'\"]+")
_LOCAL = r"(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|host\.docker\.internal|localstack)"
_TEST_URL = regex(
    rf"(?:\w+://(?:[^/@\s]*@)?{_LOCAL}(?::\d+)?/[\w-]*(?:[_-]test|test[_-])[\w-]*(?:\?(?!.*(?:host|service|dbname)).*)?"
    r"|sqlite:(?://)?/?:memory:.*|(?:file:/?/?/?|sqlite:////)tmp/(?!.*\.\./).*)"
)
_EMULATOR = regex(rf"https?://{_LOCAL}(?::\d+)?/?")
_CLOUD_CLIS = names("aws gcloud gsutil bq az mc s3cmd s5cmd")
_MEMORY = regex(
    r"(?!.*\.\./)(?::memory:|/tmp/[\w./-]*\.(?:db|sqlite3?)|(?:[\w./-]*/)?tests?(?:[_-](?!results?\b)[\w-]*)?\d*\.(?:db|sqlite3?))"
)
_SQLITE = names("sqlite3 sqlite duckdb litecli")
_SQLITE_VALUES = names("-cmd -init -separator -nullvalue -newline -vfs -mmap -pagecache -lookaside -heap -maxsize -zip")
_OTHER_FILE = regex(r"\battach\b|\.open\b|\bcopy\b|://", re.IGNORECASE)
_ALWAYS_LOCAL = names("awslocal laws samlocal cdklocal tflocal fakes3")
_ONLY_LOCAL = names("wrangler supabase turso")
_DATA = frozenset({
    ResourceKind.DATABASE, ResourceKind.SCHEMA, ResourceKind.TABLE, ResourceKind.ROW, ResourceKind.RECORD, ResourceKind.VIEW,
    ResourceKind.INDEX, ResourceKind.QUEUE, ResourceKind.CACHE, ResourceKind.BUCKET, ResourceKind.OBJECT, ResourceKind.FUNCTION,
    ResourceKind.MESSAGE, ResourceKind.STACK, ResourceKind.SECRET, ResourceKind.URL, ResourceKind.UNKNOWN, ResourceKind.USER,
})  # fmt: skip


def light_where_disposable(command: Command, reading: Reading) -> Reading:
    """The reading of a command, its effects on data light where the command names a disposable world."""
    data = [effect for effect in reading.effects if effect.changes and effect.resource.kind in _DATA]
    if not data or not _names_one(command):
        return reading
    if command.program in _CLIENTS and any(_is_another(effect) for effect in data):
        return reading
    return lightened(reading)


def _is_another(effect: Effect) -> bool:
    """True where a client, though it is connected to a test database, names another one of the same server."""
    name = effect.resource.name.strip('`"[]')
    if effect.resource.kind in (ResourceKind.DATABASE, ResourceKind.SCHEMA):
        return name not in ("", "public", "db", "?") and not _NAME.fullmatch(name) and not _TEST_URL.fullmatch(name)
    owner, dot, _ = name.partition(".")
    return bool(dot) and owner not in ("public", "dbo", "db") and not _NAME.fullmatch(owner)


def lightened(reading: Reading) -> Reading:
    """The same reading, in a world that is thrown away: what it does to data is undone by making the world anew."""
    return replace(reading, effects=tuple(_light(effect) for effect in reading.effects))


def _light(effect: Effect) -> Effect:
    if effect.resource.kind not in _DATA or effect.environment is Environment.PRODUCTION:
        return effect
    traits = (effect.traits | {Trait.TEMPORARY}) - {Trait.UNBOUNDED, Trait.REBUILDS, Trait.OVERWRITES}
    return replace(
        effect, reversibility=Reversibility.REVERSIBLE, blast_radius=BlastRadius.ONE, traits=traits,
        environment=Environment.DEVELOPMENT, resource=replace(effect.resource, count=None),
    )  # fmt: skip


def _names_one(command: Command) -> bool:
    words = [word.text for word in command.arguments]
    fed = command.stdin.text if command.stdin is not None else ""
    if fed and _LEAVES.search(fed):
        return False
    if command.scene.host or any(not word.known for word in command.arguments):
        return False
    variables = command.scene.variables
    if environment_of(*words, *(variables[name] for name in variables if name.isupper())) is Environment.PRODUCTION:
        return False
    told = [variables[name] for name in variables if "URL" in name or name.endswith("_URI")]
    urls = [*_urls(words), *_urls(told)]
    if command.program in _ALWAYS_LOCAL:
        return all(url.startswith("s3://") or _EMULATOR.fullmatch(url) for url in urls)
    if urls:
        return _by_url(command, words, urls)
    if command.program in _RUNNERS and any(variables.get(name, "") in _TESTS for name in _ENVS):
        return True
    if command.program in _ONLY_LOCAL and "--local" in words:
        return True
    if command.program == "duckdb" and len(words) == 2 and words[0] in ("-c", "-s"):  # no file: in memory
        return _OTHER_FILE.search(words[1]) is None
    if command.program in _SQLITE:
        return _in_a_file(words)
    if command.program in _CLIENTS:
        return _connected_to(words)
    return _tests(words)


def _by_url(command: Command, words: list[str], urls: list[str]) -> bool:
    """Every URL leads into such a world, and one of them is where this program goes."""
    variables = command.scene.variables
    if command.program in _CLOUD_CLIS:
        ends = [after for word, after in pairwise(words) if word == "--endpoint-url"]
        ends += [word.partition("=")[2] for word in words if word.startswith("--endpoint-url=")]
        ends += [
            variables[name] for name in variables if name.startswith(("AWS_ENDPOINT_URL", "STORAGE_EMULATOR_HOST"))
        ]
        local = all(_EMULATOR.fullmatch(url) or url.startswith(("s3://", "gs://")) for url in urls)
        return local and bool(ends) and all(_EMULATOR.fullmatch(url) for url in ends)
    if not all(_TEST_URL.fullmatch(url) for url in urls) or any(_LEAVES.search(word) for word in words):
        return False
    if command.program in _RUNNERS and any(_URL_NAMES.fullmatch(name) for name in variables):
        return True
    beside = any(_NAMES_ONE.fullmatch(word) or word in ("-h", "--host") or word.startswith("--host=") for word in words)
    return bool(_urls(words)) and (command.program not in _CLIENTS or not beside or _connected_to(words))


def _in_a_file(words: list[str]) -> bool:
    """SQLite: the first word that is no option is the database; statements may open another."""
    if any(_LEAVES.search(word) or word in _SQLITE_VALUES or word.lstrip("-") in _SQLITE_VALUES for word in words):
        return False
    first = next((word for word in words if not word.startswith("-")), "")
    return _MEMORY.fullmatch(first) is not None


def _connected_to(words: list[str]) -> bool:
    """A client: every database that it is told of is made for tests, and no statement goes to another."""
    if any(_LEAVES.search(word) for word in words):
        return False
    named, plain, skip = [], [], False
    for index, word in enumerate(words):
        found = _NAMES_ONE.fullmatch(word)
        if skip:
            skip = False
        elif found is not None:
            named.append(found[1] if found[1] is not None else words[index + 1] if index + 1 < len(words) else "")
            skip = found[1] is None
        elif word in _ASIDE:
            skip = True
        elif not word.startswith("-") and " " not in word:
            plain.append(word)
    tested = [word for word in plain if _NAME.fullmatch(word) or _TEST_URL.fullmatch(word)]
    if named:
        return all(_NAME.fullmatch(word) or _TEST_URL.fullmatch(word) for word in named)
    return bool(tested) and plain[0] in (*tested[:1], "drop", "create")


def _tests(words: list[str]) -> bool:
    """`--env test`, `--env=testing`, `-e test`."""
    for index, word in enumerate(words):
        found = _ENV_OPTIONS.fullmatch(word)
        if found is not None:
            value = found[1] if found[1] is not None else words[index + 1] if index + 1 < len(words) else ""
            if value in _TESTS:
                return True
        name, equals, value = word.partition("=")
        if equals and name in _ENVS and value in _TESTS:
            return True
    return False


def _urls(words: list[str]) -> list[str]:
    return [found for word in words for found in _URL.findall(word)] + [
        word for word in words if word.startswith(("sqlite:", "file:"))
    ]


_DOUBLES = regex(
    r"@(?:moto\.)?mock_\w+|\bwith\s+(?:moto\.)?mock_\w+\(|\bmock_\w+\(\)\.start\(|@responses\.activate|@respx\.mock|\bhttpretty\.activate"
    r"|\brequests_mock\.Mocker|\bMongoMemoryServer\b|\bmockClient\s*\(|\bnock\s*\(|\bsetupServer\s*\(|Container\(\)\s*as\b"
)
_DOUBLES_NEED = names(
    "mock_ @responses @respx httpretty requests_mock MongoMemoryServer mockClient nock setupServer Container()"
)
_IN_MEMORY = regex(
    r"['\"]sqlite:////?\{tmp|['\"](?:sqlite(?:\+\w+)?:(?:///?)?(?::memory:)?(?:\?[^'\"]*)?|:memory:)['\"]"
)
_ELSEWHERE = regex(
    r"(?<![a-z0-9+])[a-z0-9+]{2,}+://(?!localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|testserver|example\.|[\w.-]*\.(?:test|example|local|invalid)\b|\{|/?:memory:|/)[^\s'\"]+"
)
_LOCAL_ENDPOINT = regex(r"endpoint(?:_url|Url)?['\"]?\s*[=:]\s*['\"]https?://(?:localhost|127\.0\.0\.1|localstack)")
_BESIDE = regex(r"\b(?:psycopg2?|pymysql|asyncpg|pyodbc|oracledb|snowflake|pymongo|MongoClient\(['\"]mongodb)\b")


_REMARKS = regex(r"(?m)(?:^|(?<=\s))(?:#|//).*$")
"""Comments say nothing of what runs."""


def is_double(code: str) -> bool:
    """True for code whose services are test doubles, an emulator or memory, as it says itself, and nothing else."""
    if _ELSEWHERE.search(code):
        return False
    code = _REMARKS.sub("", code)
    if (any(word in code for word in _DOUBLES_NEED) and _DOUBLES.search(code)) or _LOCAL_ENDPOINT.search(code):
        return True
    return _IN_MEMORY.search(code) is not None and _BESIDE.search(code) is None and "boto3" not in code
