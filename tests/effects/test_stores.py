"""MongoDB's shell, Redis and Cypher in, effects out."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.effects import mongo, redis
from commensurate.effects.programs import usage_of
from commensurate.effects.reading import Command, Reading, Scene, Stdin, Word
from commensurate.effects.table import read
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Environment, Operation, ResourceKind, Reversibility, Trait


def changing(reading: Reading) -> list[tuple[str, str, int | None]]:
    return [(e.operation, e.resource.kind, e.resource.count) for e in reading.effects if e.changes]


D, U, C = Operation.DELETE, Operation.UPDATE, Operation.CREATE
ROW, TABLE, DATABASE, RECORD = ResourceKind.ROW, ResourceKind.TABLE, ResourceKind.DATABASE, ResourceKind.RECORD

MONGO = [
    ("db.dropDatabase()", [(D, DATABASE, None)]),
    ("db.users.drop()", [(D, TABLE, None)]),
    ("db.getCollection('users').drop()", [(D, TABLE, None)]),
    ("db['users'].deleteMany({})", [(D, ROW, None)]),
    ("db.users.deleteMany({_id: 5})", [(D, ROW, 1)]),
    ("db.users.deleteMany({_id: {$in: [1, 2, 3]}})", [(D, ROW, 3)]),
    ("db.users.deleteOne({name: 'x'})", [(D, ROW, 1)]),
    ("db.users.remove({}, true)", [(D, ROW, 1)]),
    ("db.users.updateMany({}, {$set: {a: 1}})", [(U, ROW, None)]),
    ("db.users.insertOne({a: 1})", [(C, ROW, None)]),
    ("db.runCommand({drop: 'users'})", [(D, TABLE, None)]),
    ("db.users.aggregate([{$match: {a: 1}}, {$out: 'copy'}])", [(U, TABLE, None)]),
    ("db.getCollectionNames().forEach(function (c) { db[c].drop() })", [(D, TABLE, None)]),
    ("db.dropUser('bob')", [(D, ResourceKind.USER, None)]),
    ("db.users.find({name: 'drop()'}).limit(5)", []),
    ("// db.users.drop()\nshow collections", []),
    ("db.users.countDocuments({a: {$gt: 5}})", []),
    ("rs.status()", []),
    ("printjson(db.stats())", []),
]


@pytest.mark.parametrize(("text", "effects"), MONGO)
def test_the_shell_of_mongodb(text: str, effects: list[tuple[str, str, int | None]]) -> None:
    """Calls on collections and databases, by their names; strings and comments are not calls."""
    reading = mongo.read(text, Scene())
    assert changing(reading) == effects
    assert reading.coverage is Coverage.FULL


def test_an_empty_filter_is_no_filter() -> None:
    """deleteMany({}) deletes every document."""
    (effect,) = mongo.read("db.users.deleteMany({})", Scene()).effects
    assert Trait.UNBOUNDED in effect.traits
    (effect,) = mongo.read("db.users.deleteMany({status: 'x'})", Scene()).effects
    assert Trait.UNBOUNDED not in effect.traits


def test_the_database_tells_the_environment() -> None:
    """`use prod` and getSiblingDB say where it happens."""
    for text in ("use prod\ndb.dropDatabase()", "db.getSiblingDB('prod').dropDatabase()"):
        (effect,) = mongo.read(text, Scene()).effects
        assert effect.environment is Environment.PRODUCTION


REDIS = [
    ("FLUSHALL", [(D, DATABASE, None)]),
    ("flushdb async", [(D, DATABASE, None)]),
    ("DEL a b c", [(D, RECORD, 3)]),
    ("UNLINK a", [(D, RECORD, 1)]),
    ("HDEL h f", [(D, RECORD, 1)]),
    ("SET a 1", [(U, RECORD, None)]),
    ("INCR a", [(C, RECORD, None)]),
    ("CONFIG SET dir /tmp", [(U, ResourceKind.SETTING, None)]),
    ("SHUTDOWN NOSAVE", [(Operation.STOP, ResourceKind.SERVICE, None)]),
    ("SLAVEOF evil 6379", [(D, DATABASE, None)]),
    ("GET a", []),
    ("KEYS *", []),
    ("CONFIG GET *", []),
    ("INFO", []),
    ("CLIENT LIST", []),
    ("GET a\nTTL a\nHGETALL b", []),
]


@pytest.mark.parametrize(("text", "effects"), REDIS)
def test_commands_of_redis(text: str, effects: list[tuple[str, str, int | None]]) -> None:
    """Each command by the table; keys are counted."""
    reading = redis.read(text, Scene())
    assert changing(reading) == effects
    assert reading.coverage is Coverage.FULL


def test_scripts_and_unknown_commands_are_opaque() -> None:
    """EVAL runs a script; what it calls is told all the same."""
    reading = redis.read("EVAL \"return redis.call('flushall')\" 0", Scene())
    assert reading.coverage is Coverage.OPAQUE
    assert (D, DATABASE, None) in changing(reading)
    assert redis.read("FROBNICATE x", Scene()).coverage is Coverage.OPAQUE


def told(line: str, stdin: Stdin | None = None) -> Reading:
    command = Command(tuple(map(Word, shlex.split(line))), Scene(), line, stdin)
    usage = usage_of(command.program)
    assert usage is not None
    return read(usage, command)


@pytest.mark.parametrize(
    ("line", "worst"),
    [
        ("redis-cli FLUSHALL", (Reversibility.IRREVERSIBLE, BlastRadius.ENVIRONMENT)),
        ("redis-cli -h cache -p 6379 -n 2 flushdb", (Reversibility.IRREVERSIBLE, BlastRadius.ENVIRONMENT)),
        ("valkey-cli DEL a", (Reversibility.IRREVERSIBLE, BlastRadius.ONE)),
        ("mongorestore --drop -d shop dump", (Reversibility.IRREVERSIBLE, BlastRadius.ENVIRONMENT)),
        ("cypher-shell 'MATCH (n) DETACH DELETE n'", (Reversibility.IRREVERSIBLE, BlastRadius.SEVERAL)),
    ],
)
def test_clients_of_stores(line: str, worst: tuple[Reversibility, BlastRadius]) -> None:
    """What a client's command line does."""
    effect = max(told(line).effects, key=lambda e: (e.reversibility, e.blast_radius))
    assert (effect.reversibility, effect.blast_radius) == worst


@pytest.mark.parametrize(
    "line",
    [
        "redis-cli GET a",
        "redis-cli --scan",
        "redis-cli --help",
        "mongodump -d shop",
        "cypher-shell 'MATCH (n) RETURN n LIMIT 5'",
        "mongosh --version",
    ],
)
def test_clients_that_look(line: str) -> None:
    """Reads, scans, dumps and help change nothing."""
    reading = told(line)
    assert reading.coverage is Coverage.FULL
    assert not changing(reading)


def test_what_is_fed_to_a_store_is_its_script() -> None:
    """Commands on standard input are read; an open prompt is opaque."""
    assert [n.text for n in told("redis-cli", Stdin("FLUSHALL")).nested] == ["FLUSHALL"]
    assert [n.text for n in told("mongosh --eval 'db.dropDatabase()'").nested] == ["db.dropDatabase()"]
    assert told("redis-cli").coverage is Coverage.OPAQUE
    assert told("mongosh").coverage is Coverage.OPAQUE


@given(st.text(max_size=200))
def test_no_text_breaks_the_readers(text: str) -> None:
    """Any text has a reading."""
    assert mongo.read(text, Scene()) is not None
    assert redis.read(text, Scene()) is not None
