"""Files, processes and permissions in Python."""

from dataclasses import replace

from commensurate.effects.paths import file_effect, file_questions, is_sink, place_of
from commensurate.effects.python_code.known import RECURSIVE
from commensurate.effects.python_code.told import Told
from commensurate.effects.python_code.values import UNKNOWN, Value, as_word, hole
from commensurate.effects.reading import Language, Nested, Reading, Word
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility, Trait


def touches(told: Told, operation: Operation, word: Word, *, recursive: bool = False, overwrites: bool = False) -> None:
    """One operation on one path."""
    if is_sink(word):
        return
    effect = file_effect(operation, word, told.command, recursive=recursive, overwrites=overwrites)
    told.add(Reading((effect,), questions=file_questions(effect, told.scene)))


def file_call(told: Told, does: tuple[tuple[Operation, int | str, str], ...]) -> None:
    """A function of known.FILES. A move takes away only what it puts elsewhere."""
    recursive = told.callee.name in RECURSIVE
    moves = len(does) > 1 and does[0][0] is Operation.DELETE
    for operation, where, name in does:
        word = (told.own or Word("${_}", known=False)) if where == "self" else as_word(_at(told, where, name), name)
        if moves and operation is Operation.DELETE:
            target = as_word(_at(told, does[1][1], does[1][2]))
            moved = Operation.DELETE if is_sink(target) else Operation.UPDATE
            touches(told, moved, word, recursive=recursive)
            continue
        if operation is Operation.READ and Trait.SECRET not in place_of(word, told.scene).traits:
            continue
        touches(told, operation, word, recursive=recursive, overwrites=operation is Operation.UPDATE)


def _at(told: Told, where: int | str, name: str) -> Value:
    value = told.argument(where if isinstance(where, int) else -1, name)
    return value if value is not UNKNOWN else hole(name)


def reads_file(told: Told) -> None:
    """A file is looked at."""
    word = (
        told.own
        if told.callee.name.startswith("pathlib.Path.") and told.own
        else as_word(told.argument(0, "path", "filepath_or_buffer"))
    )
    if "://" in word.text:
        told.partly(f"{told.callee.name}: reads from {word.text[:80]}")
    else:
        touches(told, Operation.READ, word)


def writes_file(told: Told, value: Value) -> None:
    """A method whose first argument is a file that is written."""
    touches(told, Operation.UPDATE, as_word(value), overwrites=True)


def opens(told: Told) -> None:
    """open(): the mode tells."""
    own = told.callee.name == "pathlib.Path.open"
    word = (
        (told.own or Word("${_}", known=False))
        if own
        else as_word(told.argument(0, "file", "name", "filename", "path"), "file")
    )
    if told.argument(0, "file").data.__class__ is int:
        return
    mode = told.argument(0 if own else 1, "mode")
    text = mode.text if mode is not UNKNOWN else "r"
    if text is None:
        told.partly("open() with a mode that is not known")
        text = "w"
    if "w" in text:
        touches(told, Operation.UPDATE, word, overwrites=True)
    elif "x" in text:
        touches(told, Operation.CREATE, word)
    elif "a" in text or "+" in text or told.callee.name == "os.open":
        touches(told, Operation.READ if told.callee.name == "os.open" else Operation.UPDATE, word)
    else:
        touches(told, Operation.READ, word)


def permissions(told: Told) -> None:
    """chmod, chown."""
    own = told.callee.name.startswith("pathlib.")
    word = (told.own or Word("${_}", known=False)) if own else as_word(told.argument(0, "path"))
    mode = told.argument(0 if own else 1, "mode")
    effect = file_effect(Operation.UPDATE, word, told.command, kind=ResourceKind.PERMISSION)
    place = place_of(word, told.scene)
    found = [effect]
    if place.kind in {ResourceKind.GUARD, ResourceKind.SECRET}:
        found.append(file_effect(Operation.UPDATE, word, told.command))
    if isinstance(mode.data, int) and mode.data & 0o002:
        effect = replace(effect, operation=Operation.GRANT, traits=effect.traits | {Trait.WIDENS, Trait.PUBLIC})
        found[0] = effect
    told.add(Reading(tuple(found)))


def shell_line(told: Told) -> None:
    """A line for the shell."""
    value = told.argument(0, "command", "cmd")
    if value.word is None or (
        not value.word.known and value.word.text.startswith("${") and value.word.text.endswith("}")
    ):
        told.opaque(f"{told.callee.name}(…) runs a command that is not known")
        return
    told.add(Reading(nested=(Nested(Language.SHELL, told.scene, value.word.text),)))


def subprocess(told: Told) -> None:
    """subprocess.run and its kin: a list of words, or with shell=True a line."""
    value = told.argument(0, "args")
    shell = told.named.get("shell")
    cwd = told.named.get("cwd")
    scene = told.scene
    if cwd is not None and cwd.data is not None:
        word = as_word(cwd)
        scene = replace(
            scene,
            cwd=word.text
            if word.known and word.text.startswith(("/", "~"))
            else scene.cwd
            if not scene.cwd
            else f"{scene.cwd}/{word.text}"
            if word.known
            else None,
        )
    if value.items is not None:
        words = tuple(as_word(item) for item in value.items)
        if shell is not None and shell.data is True and words:
            told.add(Reading(nested=(Nested(Language.SHELL, scene, words[0].text),)))
        elif words:
            told.add(Reading(nested=(Nested(Language.SHELL, scene, words=words),)))
        return
    if value.word is None or (
        not value.word.known and value.word.text.startswith("${") and value.word.text.endswith("}")
    ):
        told.opaque(f"{told.callee.name}(…) runs a command that is not known")
        return
    told.add(Reading(nested=(Nested(Language.SHELL, scene, value.word.text),)))


def execs(told: Told) -> None:
    """os.exec*, os.spawn*: a program and its words."""
    values = list(told.positional)
    if told.method.startswith("spawn") and values and told.callee.name.startswith("os.spawn"):
        values = values[1:]
    if len(values) > 1 and values[1].items is not None:
        words = tuple(as_word(item) for item in values[1].items)
        words = (as_word(values[0]), *words[1:])
    elif told.callee.name.startswith("os.") and len(values) > 1:
        words = (as_word(values[0]), *(as_word(value) for value in values[2:]))
    elif values and values[0].items is not None:
        words = tuple(as_word(item) for item in values[0].items)
    else:
        words = tuple(as_word(value) for value in values)
    if not words or not words[0].known:
        told.opaque(f"{told.callee.name}(…) runs a program that is not known")
        return
    told.add(Reading(nested=(Nested(Language.SHELL, told.scene, words=words),)))


def kills(told: Told) -> None:
    """A signal to a process; to -1 or a group it reaches many."""
    target = told.argument(0, "pid")
    everything = isinstance(target.data, int) and target.data in {-1, 0, 1}
    radius = BlastRadius.ENVIRONMENT if everything else BlastRadius.SEVERAL if "pg" in told.method else BlastRadius.ONE
    told.does(Operation.STOP, ResourceKind.PROCESS, as_word(target).text, Reversibility.COSTLY, radius=radius)


def changes_folder(told: Told) -> None:
    """os.chdir: what follows runs there."""
    word = as_word(told.argument(0, "path"))
    cwd = place_of(word, told.scene).path if word.known else None
    told.walker.scene = replace(told.walker.scene, cwd=cwd)


def duplicates(told: Told) -> None:
    """os.dup2 beside a socket hands this machine's shell to someone elsewhere."""
    if "socket" in told.walker.modules:
        told.does(
            Operation.GRANT,
            ResourceKind.HOST,
            "a remote shell",
            Reversibility.IRREVERSIBLE,
            Trait.INBOUND_CODE,
            Trait.OUTBOUND,
        )


def forks(told: Told) -> None:
    """os.fork, in a loop without end in the worst case."""
    told.does(Operation.EXECUTE, ResourceKind.PROCESS, "fork", Reversibility.COSTLY)


def elevates(told: Told) -> None:
    """Becomes another user, or shuts itself in."""
    told.does(Operation.GRANT, ResourceKind.PERMISSION, told.method, Reversibility.COSTLY, Trait.ELEVATED)


def shows_secret(told: Told, value: Value) -> None:
    """A credential of the environment is printed."""
    name = value.word.text if value.word is not None else "the environment"
    told.does(Operation.READ, ResourceKind.SECRET, name.strip("${}"), Reversibility.REVERSIBLE, Trait.SECRET)


def management(told: Told) -> None:
    """Django's call_command is manage.py."""
    words = [as_word(value) for value in told.positional]
    if told.named.get("interactive", UNKNOWN).data is False:
        words.append(Word("--noinput"))
    told.add(Reading(nested=(Nested(Language.SHELL, told.scene, words=(Word("manage.py"), *words)),)))


def alembic(told: Told) -> None:
    """alembic.command.downgrade(config, revision)."""
    words = (Word("alembic"), Word(told.method), as_word(told.argument(1, "revision")))
    told.add(Reading(nested=(Nested(Language.SHELL, told.scene, words=words),)))


def by_method(told: Told) -> bool:
    """Methods that act on files and processes, whatever object they belong to."""
    method, name = told.method, told.callee.name
    chain = " ".join(value.name for value in told.chain())
    if method in {"exec_command", "exec_run"} or (method in {"run", "sudo", "local"} and "fabric" in name):
        value = told.argument(0, "command", "cmd")
        scene = replace(told.scene, host=told.scene.host or "remote", elevated=told.scene.elevated or method == "sudo")
        words = tuple(as_word(item) for item in value.items) if value.items is not None else ()
        if words or value.word is not None:
            text = None if words else value.word.text if value.word is not None else None
            told.add(Reading(nested=(Nested(Language.SHELL, scene, text, words),)))
        else:
            told.opaque(f"{method}(…) runs a command that is not known")
        return True
    if "open_sftp" in chain and method in {"remove", "rmdir", "unlink", "put", "rename", "truncate"}:
        operation = Operation.DELETE if method in {"remove", "rmdir", "unlink"} else Operation.UPDATE
        far = replace(told.command, scene=replace(told.scene, host="remote"))
        told.add(Reading((file_effect(operation, as_word(told.argument(0)), far),)))
        return True
    if method in {"extractall", "extract"}:
        target = told.argument(0 if method == "extractall" else 1, "path")
        touches(told, Operation.CREATE, as_word(target) if target is not UNKNOWN else Word("."))
        return True
    if method in {"terminate", "kill", "send_signal"} and name.startswith(
        ("subprocess.", "psutil.", "multiprocessing.")
    ):
        how = Reversibility.COSTLY if name.startswith("psutil.") else Reversibility.REVERSIBLE
        told.does(Operation.STOP, ResourceKind.PROCESS, "", how)
        return True
    if method == "save" and told.positional and told.positional[0].word is not None:
        writes_file(told, told.positional[0])
        return True
    if method in {"unlink", "rmdir", "rmtree"} and told.own is None and not told.positional:
        told.does(
            Operation.DELETE,
            ResourceKind.FILE,
            "${_}",
            Reversibility.IRREVERSIBLE,
            Trait.UNRESOLVED,
            coverage=Coverage.PARTIAL,
        )
        return True
    return False
