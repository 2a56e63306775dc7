"""What calls do that are not of the text: the door from a name to the part that knows it, and what it gives back."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from commensurate.effects.options import names
from commensurate.effects.python_code import database, logs, network, services, system
from commensurate.effects.python_code.folding import environment_value, folded
from commensurate.effects.python_code.guarded import changes_the_guard
from commensurate.effects.python_code.known import (
    DYNAMIC,
    EXECS,
    FILE_READS,
    FILES,
    PERMISSIONS,
    PURE_METHODS,
    SHELL_TEXT,
    SUBPROCESS,
    WRITES_BY_METHOD,
    is_pure,
)
from commensurate.effects.python_code.meanings import canonical
from commensurate.effects.python_code.ports import Acts
from commensurate.effects.python_code.told import Told
from commensurate.effects.python_code.values import (
    UNKNOWN,
    Value,
    as_word,
    constant,
    hole,
    within,
)
from commensurate.effects.python_code.walk import Walker
from commensurate.effects.reading import Word

MOST_EVALUATED = 4
"""Texts inside texts that eval and exec are followed into."""

_SAFE = names("""
    os.getcwd os.getenv os.cpu_count os.getpid os.getppid os.getuid os.geteuid os.getgid os.uname os.getlogin
    os.times os.urandom os.get_terminal_size os.fsencode os.umask os.getloadavg os.strerror os.getpgid os.nice
    os.fdopen os.close os.read os.write os.isatty os.get_exec_path os.environ.get os.environ.items
    os.environ.keys os.environ.copy os.environ os.environ.setdefault os.environ.update os.environ.pop
    os.putenv os.dup os.pipe os.waitpid os.wait os.sched_getaffinity shutil.which shutil.disk_usage
    shutil.get_terminal_size socket.gethostname socket.gethostbyname socket.getaddrinfo sqlite3.connect
    psycopg2.connect psycopg.connect pymysql.connect MySQLdb.connect mysql.connector.connect duckdb.connect
    sqlalchemy.create_engine sqlalchemy.text sqlalchemy.orm.sessionmaker sqlalchemy.orm.Session
    sqlalchemy.select sqlalchemy.inspect sqlalchemy.MetaData sqlalchemy.Table sqlalchemy.Column
    asyncpg.connect cx_Oracle.connect oracledb.connect pyodbc.connect redis.Redis redis.StrictRedis
    redis.from_url pymongo.MongoClient signal.signal signal.alarm atexit.register configparser.ConfigParser
    zipfile.ZipFile tarfile.open ssl.create_default_context subprocess.list2cmdline getpass.getpass
    getpass.getuser resource.getrlimit psutil.cpu_percent psutil.virtual_memory psutil.disk_usage
    psutil.process_iter psutil.Process boto3.client boto3.resource boto3.Session boto3.session.Session
    requests.Session httpx.Client httpx.AsyncClient aiohttp.ClientSession smtplib.SMTP smtplib.SMTP_SSL
    django.setup dotenv.load_dotenv paramiko.SSHClient docker.from_env fabric.Connection
    email.message.EmailMessage asyncio.run sqlalchemy.delete sqlalchemy.update sqlalchemy.insert pwd.getpwuid
    pwd.getpwnam grp.getgrgid ipython.display IPython.display.display urllib.request.Request
    concurrent.futures.ThreadPoolExecutor
""")
"""Calls outside the pure modules that look, connect or prepare, and change nothing by themselves."""


class Calls(Acts):
    """The answers to a walker, from the tables of known.py."""

    def __init__(self) -> None:
        self.evaluated = 0
        self.printed: list[str] = []
        """The texts that are printed, as far as they stand in the code."""

    def acts(self, name: str) -> bool:
        """True where a function of this name does something."""
        return name in FILES or name in _ACTING or name in DYNAMIC

    def takes_functions(self, name: str) -> bool:
        """True where a function of this name sees for itself to the functions that it is given."""
        return name == "builtins.map" or _SPECIALS.get(name) is _partial

    def call(
        self, walker: Walker, callee: Value, positional: Sequence[Value], named: Mapping[str, Value], node: ast.AST
    ) -> Value:
        """Tell what a call does; answer what it gives."""
        told = Told(walker, callee, tuple(positional), named, node)
        name = callee.name
        if not name:
            told.partly("a call of something that is not known")
            return UNKNOWN
        special = _SPECIALS.get(name)
        if special is not None:
            return special(self, told)
        given = folded(told)
        if given is not None:
            return given
        self._act(told)
        return self._given(told)

    def _act(self, told: Told) -> None:
        name = told.callee.name
        acting = _ACTING.get(name)
        if acting is not None:
            acting(told)
        elif changes_the_guard(told):
            return
        elif name in FILES:
            system.file_call(told, FILES[name])
        elif name in FILE_READS:
            system.reads_file(told)
        elif name in DYNAMIC:
            told.opaque(f"{name}(…) runs code that is not in the text")
        elif any(part.startswith("__") and part not in {"__init__", "__name__"} for part in name.split(".")):
            told.opaque(f"{name}(…): reaches behind the language")
        else:
            self._by_method(told)

    def _by_method(self, told: Told) -> None:
        name, method = told.callee.name, told.method
        if services.is_local(told) or network.request(told) or network.cloud(told) or network.speaks(told):
            return
        if method in WRITES_BY_METHOD and told.positional:
            system.writes_file(told, told.positional[0])
        elif (
            database.by_method(told)
            or system.by_method(told)
            or is_pure(name)
            or name in _SAFE
            or services.speaks(told)
        ) or (method in PURE_METHODS and _of_an_object(told)):
            return
        else:
            told.partly(f"{name.removeprefix('builtins.')}(…): not known")

    def _given(self, told: Told) -> Value:
        """What a call gives: an object that remembers how it was made."""
        name = told.callee.name
        if name in FILES or name in SHELL_TEXT:
            return Value(name="str", instance=True)
        if name.startswith("glob.") and told.positional:
            word = as_word(told.positional[0])
            return Value(name="list", instance=True, word=Word(word.text, word.known, glob=True))
        if name in {"os.listdir", "os.scandir", "os.walk", "pathlib.Path.iterdir"}:
            folder = as_word(told.positional[0]) if told.positional else (told.own or Word("."))
            return replace(within(folder), name="list")
        if name in {"pathlib.Path.glob", "pathlib.Path.rglob"}:
            pattern = as_word(told.positional[0]).text if told.positional else "*"
            return replace(within(told.own or Word("."), pattern), name="list")
        own = told.own if name.startswith("pathlib.Path.") else None
        pairs = tuple(told.named.items())
        secret = any(value.secret for value in (*told.positional, *told.named.values())) and is_pure(name)
        return Value(
            name=name,
            instance=True,
            word=own,
            pairs=pairs or None,
            of=told.callee.of,
            arguments=told.positional,
            secret=secret,
        )

    def attribute(self, owner: Value, name: str) -> Value | None:
        """A known attribute of a value."""
        if owner.word is not None and owner.name.startswith("pathlib.Path") and name == "parent":
            head = owner.word.text.rpartition("/")[0]
            return Value(name="pathlib.Path", instance=True, word=replace(owner.word, text=head or ".", glob=False))
        if owner.name == "list" and owner.of is not None:
            return None
        if owner.name == "os" and name in {"sep", "linesep", "devnull"}:
            return constant({"sep": "/", "linesep": "\n", "devnull": "/dev/null"}[name])
        if owner.name == "sys" and name == "executable":
            return constant("python3")
        return None

    def subscript(self, owner: Value, index: Value) -> Value:
        """A part of a value."""
        if owner.name == "os.environ" and index.text is not None:
            return environment_value(index.text)
        if owner.name == "sys.modules" and index.text is not None:
            return Value(name=canonical(index.text))
        if owner.name == "sys.argv":
            return hole("argv")
        if owner.word is not None and owner.word.glob:
            return Value(name="pathlib.Path", instance=True, word=owner.word)
        return Value(name=owner.name, instance=True, of=owner, arguments=(index,), secret=owner.secret)

    def part(self, value: Value, index: int) -> Value:
        """One of the things that a value is unpacked into."""
        if value.word is not None and value.word.glob:
            return Value(name="pathlib.Path" if index == 0 else "list", instance=True, word=value.word)
        return replace(value, items=None) if value.name else UNKNOWN


def _of_an_object(told: Told) -> bool:
    """True for a method of a value, false for a function of a module that nobody knows."""
    owner = told.callee.of
    return owner is not None and (
        owner.instance or not owner.name or owner.name.startswith(("builtins.", "?", "class "))
    )


# Specials: (calls, told) -> value


def _evaluate(calls: Calls, told: Told) -> Value:
    """eval, exec: a literal is read as code of the text; anything else is not in view."""
    text = told.positional[0].text if told.positional else None
    if text is None or calls.evaluated >= MOST_EVALUATED:
        told.opaque(f"{told.method}(…) runs a text that is put together when it runs")
        return UNKNOWN
    calls.evaluated += 1
    try:
        tree = ast.parse(text.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        told.opaque(f"{told.method}(…) runs a text that cannot be read")
        return UNKNOWN
    env: dict[str, Value] = {}
    told.walker.block(tree.body[:-1], env)
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        return told.walker.value(tree.body[-1].value, env)
    told.walker.block(tree.body[-1:], env)
    return UNKNOWN


def _import(_calls: Calls, told: Told) -> Value:
    name = told.positional[0].text if told.positional else None
    if name is None:
        told.opaque("__import__(…) of a name that is not known")
        return UNKNOWN
    told.walker.modules.add(name)
    whole = told.callee.name != "builtins.__import__"
    return Value(name=canonical(name if whole else name.split(".")[0]))


def _getattr(_calls: Calls, told: Told) -> Value:
    if len(told.positional) < 2:
        return UNKNOWN
    owner, name = told.positional[0], told.positional[1].text
    if name is not None:
        return told.walker.member(owner, name)
    if (
        owner.name
        and not owner.instance
        and not is_pure(owner.name)
        and not owner.name.startswith(("builtins.", "class "))
    ):
        told.opaque(f"getattr({owner.name}, …) of a name that is not known")
    return UNKNOWN


def _partial(calls: Calls, told: Told) -> Value:
    """functools.partial(f, …), Thread(target=f, args=…), submit(f, …): f runs with these."""
    target = told.named.get("target") or (told.positional[0] if told.positional else UNKNOWN)
    given = told.named.get("args")
    arguments = given.items if given is not None and given.items is not None else told.positional[1:]
    if target.function is not None:
        told.walker.called(target, arguments, {}, {})
    elif target.name and not target.instance and calls.acts(target.name):
        calls.call(told.walker, target, arguments, {}, told.node)
    return target if told.method == "partial" else UNKNOWN


def _compile(_calls: Calls, told: Told) -> Value:
    return told.positional[0] if told.positional else UNKNOWN


def _print(calls: Calls, told: Told) -> Value:
    calls.printed.append(" ".join(value.text or "" for value in told.positional))
    for value in (*told.positional, *told.named.values()):
        if value.secret or value.name == "os.environ" or (value.of is not None and value.of.name == "os.environ"):
            system.shows_secret(told, value)
    return UNKNOWN


_SPECIALS: dict[str, Callable[[Calls, Told], Value]] = {
    "builtins.eval": _evaluate,
    "builtins.exec": _evaluate,
    "builtins.execfile": _evaluate,
    "builtins.compile": _compile,
    "builtins.__import__": _import,
    "importlib.import_module": _import,
    "importlib.__import__": _import,
    "builtins.getattr": _getattr,
    "builtins.print": _print,
    "sys.stdout.write": _print,
    "pprint.pprint": _print,
    **dict.fromkeys(
        ("functools.partial", "threading.Thread", "multiprocessing.Process", "threading.Timer", "atexit.register"),
        _partial,
    ),
}
_ACTING: dict[str, Callable[[Told], None]] = {
    **dict.fromkeys(SHELL_TEXT, system.shell_line),
    **dict.fromkeys(SUBPROCESS, system.subprocess),
    **dict.fromkeys(EXECS, system.execs),
    **dict.fromkeys(PERMISSIONS, system.permissions),
    **dict.fromkeys(("io.open", "builtins.open", "os.open", "pathlib.Path.open", "gzip.open", "bz2.open", "lzma.open", "codecs.open",
                     "tempfile.open", "zipfile.ZipFile", "tarfile.open", "aiofiles.open"), system.opens),
    **dict.fromkeys(("os.kill", "os.killpg", "os.abort", "signal.pthread_kill", "psutil.Process.kill", "psutil.Process.terminate"),
                    system.kills),
    **dict.fromkeys(logs.FILE_HANDLERS, logs.opens_log),
    **dict.fromkeys(logs.HOST_HANDLERS, logs.sends_log),
    **dict.fromkeys(logs.PROFILERS, logs.profiles),
    "logging.basicConfig": logs.configures,
    "logging.config.dictConfig": logs.from_mapping,
    "logging.config.fileConfig": logs.from_file,
    "os.chdir": system.changes_folder,
    "os.dup2": system.duplicates,
    "os.fork": system.forks,
    "os.setuid": system.elevates,
    "os.chroot": system.elevates,
    "os.reboot": system.kills,
    **dict.fromkeys(("urllib.request.urlopen", "urllib2.urlopen", "urllib.urlopen"), network.urlopen),
    **dict.fromkeys(("pandas.read_sql", "pandas.read_sql_query", "duckdb.sql", "duckdb.query", "duckdb.execute"), database.runs_sql),
    **dict.fromkeys(("django.core.management.call_command", "call_command"), system.management),
    "alembic.command.downgrade": system.alembic,
    "alembic.command.upgrade": system.alembic,
    **dict.fromkeys(("django.core.mail.send_mail", "django.core.mail.send_mass_mail", "yagmail.SMTP.send"), network.mails),
    "sqlite3.complete_statement": lambda _told: None,
}  # fmt: skip
