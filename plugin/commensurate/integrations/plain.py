"""Host objects made plain data, so that they can be judged, hashed and logged. Nothing is dropped silently."""

import base64
import dataclasses
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from pathlib import PurePath
from typing import Any

DEEPEST = 48
"""Below this depth a value is shown as text; the noun's own limit (64) is never reached by honest hosts."""


def plain(value: Any, depth: int = 0) -> Any:
    """Turn a host's argument into JSON types. What has no JSON form becomes text that names its type."""
    if value is None or (isinstance(value, bool | int | float | str) and not isinstance(value, Enum)):
        return value
    if depth >= DEEPEST:
        return repr(value)
    if isinstance(value, Mapping):
        return {str(key): plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner, depth + 1) for inner in value]
    if isinstance(value, AbstractSet):
        return sorted((plain(inner, depth + 1) for inner in value), key=repr)
    return _object(value, depth)


def _object(value: Any, depth: int) -> Any:
    if isinstance(value, Enum):
        return plain(value.value, depth + 1)
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, bytes | bytearray):
        return {"base64": base64.b64encode(value).decode()}
    if hasattr(value, "model_dump"):
        return plain(value.model_dump(mode="python"), depth + 1)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain({f.name: getattr(value, f.name) for f in dataclasses.fields(value)}, depth + 1)
    return str(value)
