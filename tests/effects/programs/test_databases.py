"""Clients and tools of databases, migration tools and task runners."""

import shlex

import pytest

from commensurate.effects.programs import usage_of
from commensurate.effects.programs.known_scripts import script_reader
from commensurate.effects.reading import Command, Language, Reading, Scene, Stdin, Word
from commensurate.effects.table import read
from commensurate.model.analysis import Ask, Coverage, Question
from commensurate.model.effect import BlastRadius, Environment, Operation, ResourceKind, Reversibility, Trait


def told(line: str, scene: Scene | None = None, stdin: Stdin | None = None) -> Reading:
    words = shlex.split(line)
    variables = {}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        variables[name] = value
    command = Command(tuple(map(Word, words)), scene or Scene(variables=variables), line, stdin)
    usage = usage_of(command.program)
    assert usage is not None, command.program
    return read(usage, command)


RESETS = [
    "prisma migrate reset",
    "prisma migrate reset --force --skip-seed",
    "prisma db push --force-reset",
    "prisma db push --schema x.prisma --force-reset --accept-data-loss",
    "supabase db reset",
    "supabase db reset --linked",
    "alembic downgrade base",
    "alembic -c prod.ini downgrade base",
    "flask db downgrade base",
    "rails db:drop",
    "rails db:reset",
    "rake db:drop db:create db:migrate",
    "bin/rails db:migrate:reset",
    "rails db:schema:load",
    "rails db:drop:all RAILS_ENV=production",
    "manage.py flush --no-input",
    "manage.py reset_db",
    "artisan migrate:fresh --seed",
    "artisan db:wipe --force",
    "artisan migrate:reset",
    "console doctrine:database:drop --force",
    "console doctrine:schema:drop --force --full-database",
    "console doctrine:fixtures:load -n",
    "mix ecto.reset",
    "mix ecto.drop",
    "mix do ecto.drop, ecto.create, ecto.migrate",
    "flyway clean",
    "flyway -url=jdbc:postgresql://db/x clean migrate",
    "liquibase drop-all",
    "liquibase --changelog-file c.xml dropAll",
    "knex migrate:rollback --all",
    "sequelize db:drop",
    "sequelize-cli db:migrate:undo:all",
    "typeorm schema:drop -d src/data-source.ts",
    "mikro-orm schema:fresh --run",
    "mikro-orm migration:fresh",
    "dbmate drop",
    "migrate -database postgres://db/x -path m drop -f",
    "atlas schema clean -u postgres://db/x --auto-approve",
    "goose postgres 'host=db' reset",
    "sqlx database reset -y",
    "diesel database reset",
    "sea-orm-cli migrate fresh",
    "graphile-migrate reset --erase",
    "wp db reset --yes",
    "wp site empty --yes",
    "drush sql-drop -y",
    "drush site-install -y",
    "magento setup:uninstall",
    "strapi import --force -f x.tar.gz",
    "payload migrate:fresh",
    "ace migration:fresh",
    "dotnet-ef database drop -f",
    "dotnet-ef database update 0",
    "yii migrate/fresh",
    "dropdb shop",
    "pg_restore --clean -d shop shop.dump",
    "pg_dropcluster 15 main",
    "mysqladmin -u root -pX drop shop",
    "influx bucket delete -n metrics",
]


@pytest.mark.parametrize("line", RESETS)
def test_a_reset_loses_the_whole_database(line: str) -> None:
    """Whatever the tool calls it, the data of the whole database goes for good."""
    worst = max(told(line).effects, key=lambda e: (e.reversibility, e.blast_radius))
    assert worst.operation in {Operation.DELETE, Operation.UPDATE}
    assert worst.reversibility is Reversibility.IRREVERSIBLE
    assert worst.blast_radius is BlastRadius.ENVIRONMENT


LOSSES = [
    "prisma db push --accept-data-loss",
    "drizzle-kit push --force",
    "alembic downgrade -1",
    "rails db:rollback STEP=3",
    "manage.py migrate users zero",
    "manage.py migrate users 0001",
    "knex migrate:rollback",
    "typeorm schema:sync",
    "liquibase rollback-count 3",
    "dbt run --full-refresh",
    "sqlx migrate revert",
    "atlas migrate down",
]


@pytest.mark.parametrize("line", LOSSES)
def test_going_back_loses_something(line: str) -> None:
    """A migration backwards, and a forced one, may drop columns and tables."""
    worst = max(told(line).effects, key=lambda e: (e.reversibility, e.blast_radius))
    assert (worst.reversibility, worst.blast_radius) == (Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL)


FORWARD = [
    "prisma migrate dev --name add-age",
    "prisma migrate deploy",
    "alembic upgrade head",
    "rails db:migrate",
    "manage.py migrate",
    "artisan migrate",
    "flyway migrate",
    "knex migrate:latest",
    "mix ecto.migrate",
    "goose up",
    "sqlx migrate run",
]


@pytest.mark.parametrize("line", FORWARD)
def test_a_migration_forward_is_costly_and_no_more(line: str) -> None:
    """What a migration adds can be migrated back."""
    effects = [effect for effect in told(line).effects if effect.changes]
    assert effects
    assert all(effect.reversibility <= Reversibility.COSTLY for effect in effects)


QUIET = [
    "prisma migrate status",
    "prisma validate",
    "alembic history",
    "alembic upgrade head --sql",
    "rails db:migrate:status",
    "rails routes",
    "rake -T",
    "rails --help",
    "manage.py showmigrations",
    "manage.py sqlflush",
    "manage.py migrate --plan",
    "artisan migrate:status",
    "artisan migrate:fresh --pretend",
    "artisan list",
    "flyway info",
    "liquibase status",
    "liquibase rollback-sql v1",
    "mikro-orm schema:drop --dump",
    "console doctrine:schema:update --dump-sql",
    "supabase db diff",
    "supabase db push --dry-run",
    "wp post list",
    "dbt compile",
    "psql --version",
    "psql -l",
    "mysql --help",
    "pg_dump shop",
    "mysqldump shop",
    "pg_restore -l shop.dump",
    "mysqladmin status",
    "pg_ctl status -D /data",
    "dropdb --help",
]


@pytest.mark.parametrize("line", QUIET)
def test_looking_changes_nothing(line: str) -> None:
    """Status, plans, dumps and help are understood and change nothing."""
    reading = told(line)
    assert reading.coverage is Coverage.FULL
    assert not [effect for effect in reading.effects if effect.changes]


CARRIED = [
    ("psql -c 'DROP TABLE users'", Language.SQL, "DROP TABLE users", "postgres"),
    ("psql -h prod-db shop --command='SELECT 1'", Language.SQL, "SELECT 1", "postgres"),
    ("psql -qAtc 'SELECT 1' shop", Language.SQL, "SELECT 1", "postgres"),
    ("mysql -u root -pSECRET shop -e 'DROP DATABASE test'", Language.SQL, "DROP DATABASE test", "mysql"),
    ("sqlite3 app.db 'DELETE FROM users'", Language.SQL, "DELETE FROM users", "sqlite"),
    ("sqlite3 -header -csv app.db 'SELECT 1'", Language.SQL, "SELECT 1", "sqlite"),
    ("duckdb -c 'SELECT 1' x.duckdb", Language.SQL, "SELECT 1", "duckdb"),
    ("sqlcmd -S prod -Q 'DROP TABLE x'", Language.SQL, "DROP TABLE x", "tsql"),
    ("clickhouse client --query 'SELECT 1'", Language.SQL, "SELECT 1", "clickhouse"),
    ("snowsql -q 'DROP TABLE x'", Language.SQL, "DROP TABLE x", "snowflake"),
    ("cqlsh -e 'TRUNCATE x'", Language.SQL, "TRUNCATE x", ""),
    ("cockroach sql -e 'DROP DATABASE x'", Language.SQL, "DROP DATABASE x", "postgres"),
    ("wp db query 'DROP TABLE wp_posts'", Language.SQL, "DROP TABLE wp_posts", ""),
    ("typeorm query 'DROP TABLE x'", Language.SQL, "DROP TABLE x", ""),
    ("rails runner 'User.delete_all'", Language.RUBY, "User.delete_all", ""),
    ("manage.py shell -c 'print(1)'", Language.PYTHON, "print(1)", ""),
    ("artisan tinker --execute='User::truncate();'", Language.PHP, "User::truncate();", ""),
]


@pytest.mark.parametrize(("line", "language", "text", "dialect"), CARRIED)
def test_what_a_client_carries_is_handed_on(line: str, language: Language, text: str, dialect: str) -> None:
    """SQL and code in options and words go to the reader of their language, with the dialect that the client speaks."""
    assert [(n.language, n.text, n.dialect) for n in told(line).nested] == [(language, text, dialect)]


def test_what_is_fed_to_a_client_is_its_script() -> None:
    """`echo … | psql` and `psql < file` run what is fed; unknown input is opaque, and so is an open prompt."""
    fed = told("psql shop", stdin=Stdin("DROP TABLE users"))
    assert [nested.text for nested in fed.nested] == ["DROP TABLE users"]
    assert told("psql shop", stdin=Stdin(None, source="curl")).coverage is Coverage.OPAQUE
    assert told("mysql -u root shop").coverage is Coverage.OPAQUE


def test_a_script_is_asked_for_and_read_when_its_text_is_known() -> None:
    """`psql -f` asks the world for the file, and reads the answer."""
    question = Question(Ask.FILE_TEXT, "/work/drop.sql")
    scene = Scene(cwd="/work")
    asked = told("psql -f drop.sql shop", scene)
    assert asked.questions == (question,)
    assert asked.coverage is Coverage.OPAQUE
    read_ = told("psql -f drop.sql shop", Scene(cwd="/work", answers={question: "DROP TABLE users"}))
    assert [nested.text for nested in read_.nested] == ["DROP TABLE users"]


@pytest.mark.parametrize(
    ("line", "world"),
    [
        ("RAILS_ENV=production rails db:drop", Environment.PRODUCTION),
        ("rails db:drop RAILS_ENV=staging", Environment.STAGING),
        ("rails db:drop -e production", Environment.PRODUCTION),
        ("DISABLE_DATABASE_ENVIRONMENT_CHECK=1 rails db:drop", Environment.PRODUCTION),
        ("DATABASE_URL=postgres://x@prod-db/shop prisma migrate reset", Environment.PRODUCTION),
        ("flyway -url=jdbc:postgresql://staging-db/x clean", Environment.STAGING),
        ("dropdb -h prod-db shop", Environment.PRODUCTION),
        ("migrate -database postgres://localhost/x drop", Environment.DEVELOPMENT),
        ("dbt run --full-refresh --target prod", Environment.PRODUCTION),
    ],
)
def test_the_world_is_read_from_variables_and_connections(line: str, world: Environment) -> None:
    """What stands before the command, in its options and its connection string tells the environment."""
    assert told(line).effects[0].environment is world


@pytest.mark.parametrize(
    "line", ["psql -h prod-db shop -c 'SELECT 1'", "psql postgres://app@prod-db/shop -c 'SELECT 1'"]
)
def test_the_world_of_a_connection_goes_with_the_sql(line: str) -> None:
    """Nested SQL runs where its client is connected."""
    assert told(line).nested[0].scene.environment is Environment.PRODUCTION


def test_a_switched_off_check_is_told() -> None:
    """DISABLE_DATABASE_ENVIRONMENT_CHECK is there to drop production."""
    (effect,) = told("DISABLE_DATABASE_ENVIRONMENT_CHECK=1 rake db:drop").effects
    assert {Trait.BYPASS, Trait.FORCED} <= effect.traits


@pytest.mark.parametrize(
    "line", ["rake nuke", "artisan shop:wipe-all", "manage.py runscript cleanup", "prisma frobnicate"]
)
def test_tasks_that_nobody_knows_are_opaque(line: str) -> None:
    """A project's own task does what nobody can see."""
    assert told(line).coverage is Coverage.OPAQUE


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("manage.py", True),
        ("./src/manage.py", True),
        ("artisan", True),
        ("bin/rails", True),
        ("bin/console", True),
        ("vendor/bin/drush", True),
        ("console", False),
        ("main.py", False),
    ],
)
def test_well_known_scripts_are_programs(path: str, known: bool) -> None:
    """`python manage.py` is Django's own command line."""
    assert (script_reader(path) is not None) is known


def test_kinds_are_those_that_rules_speak_of() -> None:
    """A reset is a deletion of a database or schema that rebuilds."""
    (effect,) = told("supabase db reset").effects
    assert effect.resource.kind is ResourceKind.DATABASE
    assert Trait.REBUILDS in effect.traits
