"""Nouns <-> JSON, versioned: `{"version": 1, "action": {…}}`. What does not have the form asked for is refused.

Nothing is guessed or coerced: unknown keys, keys that stand twice, a number where a text belongs, NaN, lone
surrogates, text that is not UTF-8, too much and too deep are WireErrors whose message starts with the path of the
field. The form of a noun is its dataclass: enumerations are written as their words.
"""

import json
import math
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum, IntEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from commensurate.errors import ActionError, WireError
from commensurate.model.action import Action
from commensurate.model.frozen import freeze, thaw
from commensurate.model.step import Step
from commensurate.model.task import UNKNOWN_TASK, Task

VERSION = 1
LARGEST = 8 * 1024 * 1024
"""Bytes (or characters) of one document. A larger one is refused before it is parsed."""

Noun = TypeVar("Noun")
_Read = Callable[[Any, str], Any]


@dataclass(frozen=True, slots=True)
class Request:
    """What a face is asked: may this action run for this task, after these steps?"""

    action: Action
    task: Task = UNKNOWN_TASK
    steps: tuple[Step, ...] = ()


def dumps(noun: object) -> str:
    """The JSON text of a noun, ASCII only, under its own name."""
    return json.dumps(dump(noun), ensure_ascii=True, allow_nan=False)


def dump(noun: object) -> dict[str, Any]:
    """A noun as plain data under its own name, with the version."""
    return {"version": VERSION, type(noun).__name__.lower(): plain(noun)}


def plain(value: Any) -> Any:
    """A noun, or any value inside one, as plain data: no version, no name. Raises WireError for NaN and infinity."""
    kind: Any = type(value)
    write = _writer(kind)
    return value if write is None else write(value)


@cache
def _writer(kind: Any) -> Callable[[Any], Any] | None:
    """How a value of this class becomes plain data; None where it is plain already."""
    if issubclass(kind, IntEnum):
        return lambda value: value.name.lower()
    if issubclass(kind, Enum):
        return lambda value: value.value
    if is_dataclass(kind):
        names = tuple(part.name for part in fields(kind))
        return lambda value: {name: plain(getattr(value, name)) for name in names}
    if issubclass(kind, frozenset):
        return lambda value: sorted(plain(one) for one in value)
    if issubclass(kind, Mapping):
        return lambda value: {str(key): plain(one) for key, one in value.items()}
    if issubclass(kind, list | tuple):
        return lambda value: [plain(one) for one in value]
    return _finite if issubclass(kind, float) else None


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise WireError(f"$: {value} has no JSON form")
    return value


def loads(text: str | bytes, noun: type[Noun]) -> Noun:
    """Read a noun from its JSON text. Raises WireError, naming the path of what is wrong."""
    return load(parse(text), noun)


def load(data: object, noun: type[Noun]) -> Noun:
    """Read a noun from plain data as `dump` writes it. Raises WireError, naming the path of what is wrong."""
    name = noun.__name__.lower()
    _envelope(data, {name})
    reader: _Read = _reader(noun)  # type: ignore[arg-type]  # (a class is hashable)
    value: Noun = reader(_member(data, name), f"$.{name}")
    return value


def request(text: str | bytes) -> Request:
    """Read `{"version": 1, "action": {…}, "task": {…}, "steps": […]}`; task and steps may be left out."""
    data = parse(text)
    inner = {key: value for key, value in _envelope(data, {"action", "task", "steps"}).items() if key != "version"}
    value: Request = _reader(Request)(inner, "$")
    return value


def parse(text: str | bytes) -> Any:
    """Strict JSON: UTF-8, no duplicate keys, no NaN, no lone surrogates, at most LARGEST. Raises WireError."""
    if len(text) > LARGEST:
        raise WireError(f"$: too large: {len(text):,} bytes, at most {LARGEST:,}")
    try:
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        data = json.loads(decoded, object_pairs_hook=_once, parse_constant=_no_constant)
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        raise WireError(f"$: not UTF-8 at byte {error.start}") from None
    except UnicodeEncodeError:
        raise WireError("$: holds half of a surrogate pair, which is not text") from None
    except RecursionError:
        raise WireError("$: nested too deep") from None
    except ValueError as error:
        raise WireError(f"$: not JSON: {error}") from None
    return data


def _envelope(data: object, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise WireError(f"$: an object is needed, not {_kind(data)}")
    version = data.get("version")
    if version != VERSION or isinstance(version, bool):
        raise WireError(f"$.version: {VERSION} is needed, not {_shown(version)}")
    for key in data:
        if key not in names and key != "version":
            raise WireError(f"$.{key}: not a key that is known here (known: version, {', '.join(sorted(names))})")
    return data


def _member(data: object, name: str) -> object:
    if not isinstance(data, Mapping) or name not in data:
        raise WireError(f"$.{name}: is lacking")
    return data[name]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key[:80]!r} stands twice")
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


@cache
def _reader(wanted: Any) -> _Read:
    origin = get_origin(wanted)
    if wanted is Any or wanted is object:
        return _data
    if origin in {Union, types.UnionType}:
        return _optional(_reader(next(one for one in get_args(wanted) if one is not type(None))))
    if origin in {tuple, frozenset}:
        return _many(_reader(get_args(wanted)[0]), origin)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(_reader(get_args(wanted)[1]))
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return _word(wanted)
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _noun(wanted)
    return _primitive(wanted)


def _data(value: Any, path: str) -> Any:
    try:
        return freeze(value, path=path)
    except ActionError as error:
        raise WireError(str(error)) from None


def _optional(inner: _Read) -> _Read:
    return lambda value, path: None if value is None else inner(value, path)


def _many(inner: _Read, made: Callable[[list[Any]], Any]) -> _Read:
    def read(value: Any, path: str) -> Any:
        if not isinstance(value, list):
            raise WireError(f"{path}: a list is needed, not {_kind(value)}")
        return made([inner(one, f"{path}[{index}]") for index, one in enumerate(value)])

    return read


def _mapping(inner: _Read) -> _Read:
    def read(value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            raise WireError(f"{path}: an object is needed, not {_kind(value)}")
        return freeze({key: inner(one, f"{path}.{key}") for key, one in value.items()})

    return read


def _word(wanted: type[Enum]) -> _Read:
    by_word = {one.name.lower() if isinstance(one, IntEnum) else one.value: one for one in wanted}

    def read(value: Any, path: str) -> Any:
        if not isinstance(value, str) or value not in by_word:
            raise WireError(f"{path}: one of {', '.join(by_word)} is needed, not {_shown(value)}")
        return by_word[value]

    return read


def _primitive(wanted: type) -> _Read:
    fits = (int, float) if wanted is float else (wanted,)

    def read(value: Any, path: str) -> Any:
        if not isinstance(value, fits) or (isinstance(value, bool) and wanted is not bool):
            raise WireError(f"{path}: {_NAMES[wanted]} is needed, not {_kind(value)}")
        return wanted(value)

    return read


def _noun(wanted: type) -> _Read:
    hints = get_type_hints(wanted)
    parts: dict[str, Field[Any]] = {part.name: part for part in fields(wanted)}
    readers: dict[str, _Read] = {}

    def read(value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            raise WireError(f"{path}: an object is needed, not {_kind(value)}")
        given: dict[str, Any] = {}
        for key, one in value.items():
            if key not in parts:
                raise WireError(f"{path}.{key}: not a key that is known here (known: {', '.join(parts)})")
            reader = readers.get(key) or readers.setdefault(key, _reader(hints[key]))
            given[key] = reader(one, f"{path}.{key}")
        for name, part in parts.items():
            if name not in given and part.init and part.default is MISSING and part.default_factory is MISSING:
                raise WireError(f"{path}.{name}: is lacking")
        derived = {name: given.pop(name) for name, part in parts.items() if not part.init and name in given}
        return _made(wanted, given, derived, path)

    return read


def _made(wanted: type, given: dict[str, Any], derived: dict[str, Any], path: str) -> Any:
    try:
        made = wanted(**given)
    except (ActionError, ValueError) as error:
        raise WireError(f"{path}: {error}") from None
    for name, value in derived.items():
        if getattr(made, name) != value:
            raise WireError(f"{path}.{name}: does not belong to the rest")
    return made


_NAMES: Mapping[Any, str] = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def _kind(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return _shown(value)
    names = ((str, "a text"), (int | float, "a number"), (list | tuple, "a list"), (Mapping, "an object"))
    return next((name for kind, name in names if isinstance(value, kind)), type(value).__name__)


def _shown(value: Any) -> str:
    text = json.dumps(thaw(value), default=str)
    return text if len(text) <= 60 else text[:59] + "…"
