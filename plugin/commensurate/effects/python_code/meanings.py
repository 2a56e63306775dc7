"""Names that mean the same, and what a loop over a value sees."""

import ast

from commensurate.effects.python_code.values import UNKNOWN, Value, as_word, constant

EARLIER = {
    **{name: name for name in ["os", "sys", "re", "json", "math", "time", "datetime", "random", "shutil", "subprocess", "requests", "glob", "sqlite3", "socket", "boto3", "redis", "pathlib", "io", "csv", "itertools", "functools", "collections", "string", "logging", "tempfile", "platform", "base64", "pickle", "threading", "asyncio", "httpx"]},
    "pd": "pandas", "np": "numpy", "plt": "matplotlib.pyplot", "Path": "pathlib.Path", "sns": "seaborn",
}  # fmt: skip
"""Names that a text uses without importing them: an earlier cell of a notebook did."""

_ALIASES = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "posix": "os", "nt": "os", "posixpath": "os.path",
            "ntpath": "os.path", "builtins.open": "io.open", "codecs.open": "io.open"}  # fmt: skip


def canonical(name: str) -> str:
    """One name for what has several."""
    head, dot, rest = name.partition(".")
    if head in {"posix", "nt"}:
        return f"os{dot}{rest}"
    if name.startswith("pathlib.") and name.split(".")[1] in {"PosixPath", "WindowsPath", "PurePath"}:
        return "pathlib.Path" + name.partition(".")[2].partition(".")[1] + name.partition(".")[2].partition(".")[2]
    return _ALIASES.get(name, name)


def elements(value: Value) -> tuple[Value, ...]:
    """What a loop over this value sees: its parts where they are known, else one that stands for all."""
    if value.items is not None:
        return value.items
    if value.pairs is not None and value.name == "dict":
        return tuple(constant(key) for key, _ in value.pairs)
    if value.word is not None and value.word.glob:
        return (Value(name="pathlib.Path", instance=True, word=value.word),)
    if value.of is not None and value.name == "list":
        return (value.of,)
    if value.instance and value.of is not None and value.name not in _PLAIN:
        return (Value(name=value.name, instance=True, of=value),)
    return (UNKNOWN,)


_PLAIN = frozenset({"str", "int", "float", "bool", "list", "dict", "tuple", "set", "number"})


def percent(text: str, right: Value) -> str:
    """`text % values`, holes where they are not known."""
    values = [as_word(item).text for item in (right.items or (right,))]
    parts = text.split("%s")
    return "".join(
        part + (values[index] if index < min(len(values), len(parts) - 1) else "") for index, part in enumerate(parts)
    )


def label(node: ast.AST) -> str:
    """What a hole in a text is called."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else "_"
