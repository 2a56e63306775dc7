"""What pure calls give, where it can be worked out: paths put together, texts changed, literals decoded."""

import base64
import binascii
from dataclasses import replace

from commensurate.effects.options import names
from commensurate.effects.python_code.meanings import elements, percent
from commensurate.effects.python_code.told import Told
from commensurate.effects.python_code.values import (
    MISSING,
    UNKNOWN,
    Value,
    as_word,
    constant,
    hole,
    joined,
    path,
    with_secret,
)
from commensurate.effects.reading import Word
from commensurate.effects.secret_names import is_secret_name

_PATHS = names("""
    pathlib.Path pathlib.PurePath pathlib.PosixPath os.fspath os.path.abspath os.path.realpath
    os.path.normpath os.path.expandvars pathlib.Path.resolve pathlib.Path.absolute os.fsdecode
""")


def environment_value(name: str) -> Value:
    """A variable of the environment."""
    if name in {"HOME", "USERPROFILE"}:
        return constant("~")
    value = hole(name)
    return with_secret(value) if is_secret_name(name) else value


def folded(told: Told) -> Value | None:
    """What a pure call gives, where it can be worked out."""
    name, first = told.callee.name, told.positional[0] if told.positional else UNKNOWN
    own = told.callee.of
    if name in _PATHS:
        return path([as_word(value) for value in told.positional] or [told.own or Word(".")])
    if name in {"os.path.join", "pathlib.Path.joinpath", "posixpath.join"}:
        words = [as_word(value) for value in told.positional]
        return path([told.own, *words] if told.own is not None and name.startswith("pathlib") else words)
    if name in {"os.path.expanduser", "pathlib.Path.expanduser"}:
        return path([as_word(first) if told.positional else told.own or Word("~")])
    if name in {"pathlib.Path.home", "pathlib.Path.cwd", "os.getcwd"}:
        return path([Word("~" if name.endswith("home") else ".")])
    if name == "os.path.dirname":
        word = as_word(first)
        return Value(name="str", instance=True, word=replace(word, text=word.text.rpartition("/")[0] or "."))
    if name in {"os.getenv", "os.environ.get"} and first.text is not None:
        return environment_value(first.text)
    if name.startswith("tempfile.") and not name.endswith(("write", "close")):
        return path([Word("/tmp/tmp.python")])  # noqa: S108 - where it will be, not a file of ours
    if name in {"base64.b64decode", "base64.urlsafe_b64decode", "binascii.unhexlify", "builtins.bytes.fromhex"}:
        return _decoded(name, first)
    if name in {
        "builtins.str",
        "builtins.bytes",
        "shlex.quote",
        "builtins.repr",
        "builtins.format",
        "pathlib.Path.as_posix",
    }:
        secret = first.secret or first.name == "os.environ"
        return (
            replace(first, name="str", secret=secret)
            if told.positional
            else Value(name="str", instance=True, word=told.own)
        )
    if name in {
        "builtins.list",
        "builtins.sorted",
        "builtins.tuple",
        "builtins.reversed",
        "builtins.set",
        "builtins.iter",
        "tqdm.tqdm",
    }:
        return first if told.positional else Value(name="list", instance=True, items=())
    if name == "builtins.map" and len(told.positional) > 1:
        return _mapped(told)
    if name == "builtins.chr" and isinstance(first.data, int) and 0 <= first.data < 0x110000:
        return constant(chr(first.data))
    if own is not None and own.instance and own.word is not None and own.name == "str":
        return _text_method(told, own)
    return None


def _mapped(told: Told) -> Value:
    """map(f, values): f has been told as handed on; here it meets its values."""
    function = told.positional[0]
    if function.function is not None:
        for value in elements(told.positional[1])[:30]:
            told.walker.called(function, (value,), {}, {})
    elif function.name:
        for value in elements(told.positional[1])[:30]:
            told.walker.acts.call(told.walker, function, (value,), {}, told.node)
    return Value(name="list", instance=True)


def _text_method(told: Told, own: Value) -> Value | None:
    word, method = own.word, told.method
    assert word is not None  # noqa: S101 - the caller's condition, for the type checker
    arguments = [as_word(value) for value in told.positional]
    known = word.known and all(argument.known for argument in arguments)
    if method == "join" and told.positional:
        parts = elements(told.positional[0]) if told.positional[0].items is not None else ()
        words = [w for part in parts for w in (word, as_word(part))][1:]
        return joined(words) if parts else Value(name="str", instance=True, word=as_word(told.positional[0]))
    if method in {"strip", "lower", "upper", "rstrip", "lstrip", "encode", "decode", "title", "expandtabs"}:
        changed = {"lower": word.text.lower(), "upper": word.text.upper(), "strip": word.text.strip()}.get(
            method, word.text
        )
        return Value(name="str", instance=True, word=replace(word, text=changed), data=changed if known else MISSING)
    if method == "replace" and len(arguments) > 1 and known:
        return constant(word.text.replace(arguments[0].text, arguments[1].text))
    if method == "split" and known:
        parts_ = word.text.split(arguments[0].text) if arguments and arguments[0].text else word.text.split()
        return Value(name="list", instance=True, items=tuple(constant(part) for part in parts_))
    if method == "format":
        values = tuple(told.positional)
        text = word.text
        for key, value in told.named.items():
            text = text.replace("{" + key + "}", as_word(value, key).text)
        for index in range(len(values)):
            text = text.replace("{" + str(index) + "}", as_word(values[index]).text)
        text = percent(text.replace("{}", "%s"), Value(items=values))
        return joined([Word(text, known and all(v.is_constant for v in told.named.values()))])
    return None


def _decoded(name: str, value: Value) -> Value:
    if value.text is None:
        return Value(name="str", instance=True)
    try:
        if "b64" in name:
            return constant(base64.b64decode(value.text + "=" * (-len(value.text) % 4)))
        return constant(bytes.fromhex(value.text))
    except (ValueError, binascii.Error):
        return Value(name="str", instance=True)
