"""Worlds that are made to be thrown away, and production that is dressed up as one."""

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action
from commensurate.model.effect import Trait

DISPOSABLE = (
    "RAILS_ENV=test rails db:drop",
    "env RAILS_ENV=test bin/rails db:reset",
    "RAILS_ENV=test bundle exec rails db:drop",
    "php artisan migrate:fresh --env=testing",
    "knex migrate:rollback --env test",
    "dropdb app_test",
    "dropdb --if-exists test_app",
    "psql -U postgres -d app_test -c 'DROP TABLE users'",
    "psql app_test -c 'DROP SCHEMA public CASCADE'",
    "mysql -u root -e 'DROP TABLE users' app_test",
    "mysqladmin -u root drop app_test",
    "mongosh app_test --eval 'db.dropDatabase()'",
    "psql postgres://me:x@localhost:5432/app_test -c 'DROP TABLE users'",
    "DATABASE_URL=postgres://localhost/app_test npx prisma migrate reset --force",
    "aws --endpoint-url http://localhost:4566 s3 rb s3://things --force",
    "AWS_ENDPOINT_URL=http://localhost:4566 aws dynamodb delete-table --table-name things",
    "awslocal s3 rb s3://things --force",
    "sqlite3 :memory: 'DROP TABLE users'",
    "duckdb -c 'CREATE TABLE trips (a int); DROP TABLE trips'",
    "sqlite3 /tmp/x.db 'DROP TABLE users'",
    "python -c \"import boto3; from moto import mock_aws\nwith mock_aws():\n    boto3.client('s3').delete_bucket(Bucket='x')\"",
)
DRESSED_UP = (
    "NODE_ENV=test psql -h db.corp.example customers -c 'DROP TABLE users'",
    "psql -h db.corp.example -U test_user -d customers -c 'DROP DATABASE customers'",
    "psql -h db.corp.example customers test_user -c 'DROP TABLE users'",
    "mysql -h db.corp.example -u load_tests customers -e 'DROP TABLE users'",
    "DATABASE_URL=postgres://localhost/x_test psql -d customers -c 'DROP TABLE users'",
    "DATABASE_URL=postgres://prod/x_test rails db:drop",
    "DATABASE_URL=postgres://localhost.corp.example/x_test rails db:drop",
    "PAGE_URL=http://localhost:4566 aws s3 rb s3://customers --force",
    "psql 'postgres://localhost/x_test?host=db.corp.example' -c 'DROP TABLE users'",
    "psql postgres://localhost/x_test -h db.corp.example -d customers -c 'DROP TABLE users'",
    "sqlite3 /tmp/../srv/app.db 'DROP TABLE users'",
    "sqlite3 /srv/customers ':memory:' 'DROP TABLE users'",
    "duckdb -c \"ATTACH '/srv/trips.db' AS t; DROP TABLE t.trips\"",
    "duckdb /srv/trips.db 'DROP TABLE trips'",
    "sqlite3 :memory: \"ATTACH '/srv/app.db' AS a; DROP TABLE a.users\"",
    "aws dynamodb delete-table --table-name blood_test_results",
    "aws dynamodb delete-table --table-name customers --region test_x",
    "sudo -u test_user psql customers -c 'DROP TABLE users'",
    "ssh db_test 'dropdb customers'",
    "bash -c 'dropdb customers' test_x",
    "mysql app_test -e 'DROP DATABASE customers'",
    "mysql app_test -e 'USE customers; DROP TABLE users'",
    "mysql app_test -e 'DROP TABLE customers.users'",
    "psql app_test -c '\\c customers' -c 'DROP TABLE users'",
    "printf '\\\\c customers\\nDROP TABLE users;' | psql app_test",
    "dropdb test_results",
    "dropdb test_prod",
    "mongosh app_test --eval 'db.getSiblingDB(\"customers\").dropDatabase()'",
    "redis-cli -h cache.corp.example -a test_pw flushall",
    "python -c \"import boto3  # with mock_s3() nothing happens\nboto3.client('s3').delete_bucket(Bucket='customers')\"",
    "python -c \"import os; from moto import mock_aws\nwith mock_aws():\n    os.system('aws s3 rb s3://customers --force')\"",
)


def _is_light(command: str) -> bool:
    effects = analyze(Action("bash", {"command": command})).effects
    assert any(effect.changes for effect in effects), command
    return any(Trait.TEMPORARY in effect.traits for effect in effects if effect.changes)


@pytest.mark.parametrize("command", DISPOSABLE)
def test_a_world_that_the_call_names_is_made_anew(command: str) -> None:
    """A test database, an emulator on this machine and memory weigh little."""
    assert _is_light(command)


@pytest.mark.parametrize("command", DRESSED_UP)
def test_a_word_of_tests_elsewhere_in_the_call_makes_nothing_disposable(command: str) -> None:
    """Only where the program goes counts: no user, region, comment, variable it does not read, or outer command."""
    assert not _is_light(command)
