"""Plain data made immutable, and its one canonical JSON text. What is not plain data is refused."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from commensurate.errors import ActionError

DEEPEST = 64
"""How deep arguments may nest. Deeper data is refused: no tool needs it, and readers recurse."""


def freeze(value: Any, *, path: str = "$", depth: int = 0) -> Any:
    """Copy plain data (the JSON types, tuples) into an immutable form.

    Raises ActionError, naming the path, for anything else and for nesting deeper than DEEPEST.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if depth >= DEEPEST:
        raise ActionError(f"{path}: nested deeper than {DEEPEST} levels")
    if isinstance(value, Mapping):
        return MappingProxyType(
            {_key(k, path): freeze(v, path=f"{path}.{k}", depth=depth + 1) for k, v in value.items()}
        )
    if isinstance(value, list | tuple):
        return tuple(
            v if type(v) is str else freeze(v, path=f"{path}[{i}]", depth=depth + 1) for i, v in enumerate(value)
        )
    raise ActionError(f"{path}: {type(value).__name__} is not plain data (use JSON types)")


def thaw(value: Any) -> Any:
    """Copy frozen data back into dicts and lists, for libraries that insist on them."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {k: thaw(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [v if type(v) is str else thaw(v) for v in value]
    return value


def canonical(value: Any) -> str:
    """The one JSON text of plain data: sorted keys, no spaces, ASCII only. Equal data, equal text."""
    return json.dumps(thaw(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _key(key: Any, path: str) -> str:
    if not isinstance(key, str):
        raise ActionError(f"{path}: the key {key!r} is not a string")
    return key
