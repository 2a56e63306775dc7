"""Texts of 64 KB that were found to cost their reader most: each a piece of the language, said again and again.

`search` is how they were found: pieces of a language in random pairs and runs. tests/bench/hostile.py runs it by hand.
"""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from commensurate.effects.budget import Budget
from commensurate.effects.desk import Desk
from commensurate.effects.reading import Language, Nested, Reading, Scene
from commensurate.model.action import Action, Workspace

HERE = Workspace(cwd="/w/p", home="/home/ada", roots=("/w/p",))
PLACE = Scene("/w/p", "/home/ada", ("/w/p",))
FULL = 64 * 1024

ACTIONS: dict[str, Callable[[str], Action]] = {
    "shell": lambda text: Action("bash", {"command": text}, HERE),
    "sql": lambda text: Action("execute_sql", {"sql": text}, HERE),
    "python": lambda text: Action("execute_code", {"code": text}, HERE),
    "javascript": lambda text: Action("execute_code", {"code": text, "language": "javascript"}, HERE),
    "perl": lambda text: Action("execute_code", {"code": text, "language": "perl"}, HERE),
    "ruby": lambda text: Action("execute_code", {"code": text, "language": "ruby"}, HERE),
    "php": lambda text: Action("execute_code", {"code": text, "language": "php"}, HERE),
    "powershell": lambda text: Action("powershell", {"command": text}, HERE),
    "cmd": lambda text: Action("cmd", {"command": text}, HERE),
    "url": lambda text: Action(
        "http_request", {"method": "POST", "url": "https://h.example/" + text, "body": "{}"}, HERE
    ),
    "body": lambda text: Action("http_request", {"method": "POST", "url": "https://h.example/x", "body": text}, HERE),
    "path": lambda text: Action("delete_file", {"path": text}, HERE),
    "written": lambda text: Action("write_file", {"path": "a.py", "content": text}, HERE),
    "edited": lambda text: Action("edit_file", {"path": "a.py", "old_str": text[::2], "new_str": text}, HERE),
    "message": lambda text: Action("send_email", {"to": text.split(), "subject": text[:200], "body": text}, HERE),
    "tool": lambda text: Action("mcp__server__" + text, {"id": text}, HERE),
    "arguments": lambda text: Action("update_record", {str(n): word for n, word in enumerate(text.split())}, HERE),
}
"""Reader -> an action that hands it a text."""

_NESTED = (Language.LUA, Language.R, Language.APPLESCRIPT, Language.MONGO, Language.REDIS, Language.GRAPHQL)


def nested(language: Language, text: str) -> Reading:
    """A text of a language that no tool of its own is read in."""
    return Desk(Budget()).carried(Reading(nested=(Nested(language, PLACE, text),)))


def repeated(piece: str, before: str = "") -> str:
    """A piece again and again, up to 64 KB."""
    return (before + piece * (FULL // len(piece) + 1))[:FULL]


def opened(opening: str, closing: str, inside: str = "x") -> str:
    """Brackets in brackets, up to 64 KB."""
    count = (FULL - len(inside)) // (len(opening) + len(closing))
    return opening * count + inside + closing * count


def then(first: str, second: str) -> str:
    """One piece for 32 KB, then another."""
    return repeated(first)[: FULL // 2] + repeated(second)[: FULL // 2]


def deep(levels: int) -> Any:
    """JSON in JSON."""
    found: Any = "x"
    for _ in range(levels):
        found = {"a": [found]}
    return found


TEXTS: dict[str, tuple[str, ...]] = {
    "shell": (
        repeated("alias?"), repeated("[[[\n"), repeated("cat then "), repeated("] ~ "), repeated("] for "), repeated("sh /* "), then("/", "]]"),
        repeated("== $ "), repeated(") done =~ ) [ "), repeated("E\n sh "), repeated("in ]]"), repeated("echo $(ls); "),
        repeated("rm a1 ", "rm "), repeated("psql -c 'select f(x) from y where z'; "), repeated("f() { g; }\n"),
        opened("$(", ")"), opened("(", ")"), opened("if x; then ", "; fi"), repeated("for a in b; do c; done\n"),
        repeated("cat <<E\nx\nE\n"), repeated("x=$x$x;"), repeated("a | "), repeated("echo {a,b}{c,d}; "),
        repeated("python -c 'import os'; "), repeated("kubectl delete pod x; "), repeated("find . -delete; "),
        repeated("sudo env a=b "), repeated("echo x > y; "), repeated("cd x; rm -rf *; "), repeated("git push -f o m; "),
    ),
    "sql": (
        repeated(");"), then("BEGIN;", "#"), repeated("; - "), repeated("CALL \\ "), repeated("DELETE FROM a WHERE b = f(c);\n"),
        repeated("SELECT f(x) FROM y;\n"), opened("(", ")", "SELECT 1"), opened("CASE WHEN a THEN ", " END", "1"),
        repeated("1,", "DELETE FROM a WHERE b IN ("), repeated("WITH a AS (SELECT 1) ", ""), repeated("'a' || ", "SELECT "),
        repeated("/*"), repeated("UPDATE a SET b = c FROM d;"), repeated("x AND ", "DELETE FROM a WHERE "), repeated("$a$"),
        repeated("EXECUTE 'DROP TABLE x' || y;"), repeated("(a, 1),", "INSERT INTO b VALUES "), repeated("\\! rm x\n"),
    ),
    "python": (
        repeated("<<E\n!"), repeated("é;"), repeated("\n!"), repeated("x=1\n"), then("#!/", "x=1\n"), opened("(", ")"),
        repeated("f("), repeated("x."), repeated("not "), repeated("a=a+a\n"), repeated("os.remove(x)\n"), repeated("'a'"),
        repeated("eval('1')\n"), repeated("1+"), repeated("[1,2],"), repeated("subprocess.run('ls', shell=True)\n"),
        repeated("for a in b: c()\n"), repeated("def f(): f()\n"), repeated("cur.execute('select a(b)')\n"), repeated("x[0]"),
    ),
    "javascript": (
        then("x.", '"b"'), then("for", "x."), repeated("`${"), opened("(", ")"), repeated("x("), repeated("= await "),
        repeated("fs.rmSync('x');"), repeated("exec(`ls`);"), repeated("a => "), repeated("/r/"), repeated("require('x')"),
    ),
    "perl": (repeated("` é "), then("s/", "`"), repeated("system 'ls';"), repeated("unlink x, "), repeated("qw{ "), repeated("<<E\n")),
    "ruby": (repeated("rm return "), repeated("rm'''"), repeated("system 'ls'\n"), repeated('"#{'), repeated("=begin\n"), repeated("rm & "), repeated('//*/x.in"b"--[[')),
    "php": (repeated("-> == "), repeated("$f(x);"), repeated("`c` for "), repeated("<?php "), repeated("?>"), repeated("exec('ls');")),
    "powershell": (
        repeated("#<#"), repeated("call#>"), repeated("!;"), repeated(". <# "), repeated(".&&"), repeated("x & "), repeated("] \\ "), opened("{", "}"),
        opened("(", ")"), repeated("Remove-Item x;"), repeated("iex 'ls';"), repeated("*?"), repeated("$("), repeated('"$x'),
        repeated("a | "), repeated("[IO.File]::Delete('a');"),
    ),
    "cmd": (
        then("#>", "["), repeated("?&&"), repeated("|=="), repeated(".&&"), repeated(") $ "), then("$(", "/s"), repeated("call "),
        repeated("for %x in (a) do "), repeated("if exist a "), repeated("del a & "), repeated('"'), repeated("^"),
    ),
    "url": (repeated("/a"), repeated("../"), repeated("%2A"), repeated("?a=b&"), repeated("@"), repeated("é")),
    "body": (
        opened("[", "]"), opened('{"a":', "}", "1"), repeated('{"query":"mutation{a}"},', "["), repeated("mutation { a } "),
        repeated('\\"'), repeated("a(b:1) ", '{"query":"mutation{'),
    ),
    "path": (repeated("../"), repeated("*"), repeated("[a"), repeated("a/"), repeated("~"), repeated("\\"), repeated("**/")),
    "written": (
        repeated("print("), repeated("echo "), repeated("token = '"), repeated("curl "), repeated("rm -r"), repeated("://a"), repeated("# "),
        repeated("print(token "), repeated("log."), repeated("\n "), repeated("it."), repeated("-----BEGIN "), repeated("sk-"),
    ),
    "edited": (repeated("assert True\n"), repeated("print(token ")),
    "message": (repeated("a@b.example "), repeated("all "), repeated("é ")),
    "tool": (repeated("delete_"), repeated("a"), repeated("Ab"), repeated("_")),
    "arguments": (repeated("all "), repeated("prod "), repeated("/etc/passwd "), repeated("a=b ")),
    "lua": (repeated("= await "), repeated("[["), repeated("os.execute('ls')\n")),
    "r": (repeated("x=1\n return "), repeated("-> */ "), repeated("unlink('x')\n")),
    "applescript": (then("\t", '"'), then("\t", "{"), repeated('do shell script "ls"\n'), repeated("tell ")),
    "mongo": (then("use", ".drop()"), repeated("db.a.drop();"), opened("{", "}"), repeated("db.a.find({a:")),
    "redis": (repeated("eval -x "), repeated("~ "), repeated("del a\n"), repeated("'")),
    "graphql": (repeated('\\"'), opened("{", "}"), repeated("mutation { a } "), repeated('"""'), repeated("...on x "), repeated("x(a:1) ", "mutation {")),
}  # fmt: skip
"""Reader -> its worst texts. A reader that is not in ACTIONS is a nested language."""


def cases() -> Iterator[tuple[str, str]]:
    """(reader, text) of every text."""
    for reader, texts in TEXTS.items():
        for text in texts:
            yield reader, text


def run(reader: str, text: str) -> Any:
    """Have a reader read a text: an Analysis, or the Reading of a nested language."""
    from commensurate.effects.analyze import analyze

    return analyze(ACTIONS[reader](text)) if reader in ACTIONS else nested(Language(reader), text)


STRUCTURES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("update_record", {"a": deep(25)}),
    ("update_record", {f"key{n}": n for n in range(6_000)}),
    ("delete_records", {"ids": list(range(12_000))}),
    ("call_aws", {"service": "ec2", "operation": "TerminateInstances", "parameters": {"InstanceIds": ["i-0"] * 9_000}}),
    ("kubectl_delete", {"name": "x " * 30_000}),
    ("http_request", {"method": "POST", "url": "https://h.example", "body": json.dumps(deep(400))}),
    ("http_request", {"method": "POST", "url": "https://h.example", "json": deep(25)}),
    ("bash", {"command": ["rm", *["a"] * 20_000]}),
    ("bash", {"command": "ls", "env": {f"V{n}": "x" for n in range(4_000)}}),
    ("query", {"query": "select 1", "params": list(range(12_000))}),
)
"""Calls whose arguments are many or deep."""

PIECES: dict[str, str] = {
    "shell": """' " ` $ ( ) { } [ ] ; & | < > << <<- <<< >> && || $( ${ $(( )) <( \\ # ! ~ * ? = rm -rf / x if then fi for in do done case
        esac while function f() eval sh -c echo cat $x ${x:- 1 2>&1 é a{b,c} [[ ]] == x=1 alias trap sudo xargs find "$x" '$(
        {1..9} ,""",
    "sql": """' " ` ( ) [ ] ; , . = < > + - * / % -- /* */ /*! # $$ $a$ \\ E' N' :: := ? :a $1 @a {{ }} SELECT FROM WHERE AND OR NOT
        IN( CASE WHEN THEN ELSE END WITH AS( UNION DELETE UPDATE SET INSERT INTO VALUES( DROP TABLE x 1 'a' "b" BEGIN; COMMIT;
        EXPLAIN EXECUTE DO MERGE USING ON JOIN CAST( a.b f( LIKE BETWEEN EXISTS( \\! \\c GRANT ALTER CREATE TRUNCATE COPY CALL""",
    "powershell": """' " ` $ ( ) { } [ ] ; , . | & < > # <# #> @' '@ @( @{ $( ${ $x = -eq -Path Remove-Item iex Get-ChildItem if else
        foreach function x :: [IO.File]::Delete( % ! /s /q del rd for ^ %x% @echo off set call && || /c cmd powershell -enc""",
    "graphql": """{ } ( ) [ ] : , $ ! @ # " ... mutation query fragment on x x(a:1) deleteUser(id:1) "a" 1 -1 é \\ = | &""",
    "mongo": """db. .drop() .deleteMany( {} { } ( ) [ ] , : ; ' " ` $ use x f( function => var = // /* */ .find() 1 é \\ forEach(""",
    "redis": """del flushall keys * eval " ' \\ 0 {a} set x config shutdown multi exec -x script ; é ~ unlink sort store""",
    "path": """/ .. . ~ * ? [ ] { } a - \\ : é $x %2e ** [!a] @ # = , + '""",
    "": """' " ` ( ) { } [ ] ; , . : = == + - * / \\ < > # // /* */ $ @ ! ? & | && || ^ % ~ x f f( x. x=1 'a' "b" `c` ${ #{ <<E
        =begin =end q( qw{ s/ m/ /r/ => -> :: return if else end def function class import require( eval( exec( system( os.system( rm
        1 é #!/ <?php ?> --[[ ]] lambda: for in async await ** not print( log echo token password :// 0777 assert curl""",
}
"""Reader -> pieces of its language; "" for every other reader."""


def search(reader: str, rng: random.Random) -> str:
    """One text of 64 KB out of pieces of the reader's language."""
    pieces = [*PIECES.get(reader, PIECES[""]).split(), "\n", "\t"]
    parts = [rng.choice(pieces) for _ in range(rng.choice((1, 2, 2, 2, 3, 4, 6)))]
    joined = rng.choice(("", " ", "\n", " ")).join(parts) + rng.choice(("", " ", "\n"))
    way = rng.randrange(5)
    if way == 0 and len(parts) > 1:
        return then(parts[0], parts[1])
    return opened(parts[0], parts[-1]) if way == 1 else repeated(joined)
