"""The policy file: YAML in, a Policy out; every complaint says file:line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from commensurate.errors import PolicyError
from commensurate.guard import Limits
from commensurate.model.effect import Environment
from commensurate.policy.decide import Mode
from commensurate.rules.checked import Document, YamlError, read
from commensurate.settings.policy import Policy, store_named
from commensurate.settings.runs import SECTIONS, read_runs
from commensurate.settings.words import NONE, Named, meant, one_of

_KEYS = ("version", "mode", "environment", "judge", "store", "channel", "probe", "rules", "table", "limits")
_USUAL = Limits()


def read_policy(path: Path) -> Policy:
    """Read one policy file. Raises PolicyError."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}:1: the policy file cannot be read: {error}") from None
    try:
        document = read(text)
    except YamlError as error:
        raise PolicyError(f"{path}:{error.line}: {error}") from None
    return _File(path, document).policy()


@dataclass(frozen=True, slots=True)
class _File:
    """A policy file being read: every complaint knows its line."""

    path: Path
    document: Document

    def policy(self) -> Policy:
        data = self._mapping(self.document.data if self.document.data is not None else {}, ())
        self._known(data, (*_KEYS, *SECTIONS), ())
        if data.get("version", 1) != 1:
            raise self._wrong("the version is 1", "version")
        own_rules = self._mapping(data.get("rules", {}), ("rules",))
        self._known(own_rules, ("packs", "without"), ("rules",))
        packs = self._texts(own_rules, "packs", "rules")
        return Policy(
            source=str(self.path),
            mode=one_of(Mode, data.get("mode", "full"), self._at("mode")),
            environment=one_of(Environment, data.get("environment", "unknown"), self._at("environment")),
            judge=self._named(data, "judge", "local"),
            store=self._store(data),
            channel=self._named(data, "channel", NONE),
            probe=self._flag(data, "probe"),
            packs=tuple((self.path.parent / Path(name).expanduser(), where) for name, where in packs),
            without=self._texts(own_rules, "without", "rules"),
            table=self._cells(data),
            limits=self._limits(data),
            runs=read_runs(self.document, str(self.path)),
        )

    def _named(self, data: Mapping[str, Any], key: str, usual: str) -> Named:
        given = data.get(key, usual)
        if isinstance(given, str):
            return Named(given, where=self._at(key))
        settings = dict(self._mapping(given, (key,)))
        name = settings.pop("name", usual)
        if not isinstance(name, str):
            raise self._wrong("a name is a text", key, "name")
        return Named(name, settings, self._at(key))

    def _store(self, data: Mapping[str, Any]) -> Named:
        given = data.get("store", "sqlite")
        if isinstance(given, str) and given != "sqlite":
            return store_named(given, self.path.parent, self._at("store"))
        return self._named(data, "store", "sqlite")

    def _cells(self, data: Mapping[str, Any]) -> tuple[tuple[Mapping[str, Any], str], ...]:
        given = data.get("table", [])
        if not isinstance(given, list):
            raise self._wrong("a list of cells is needed", "table")
        return tuple((self._mapping(cell, ("table", i)), self._at("table", i)) for i, cell in enumerate(given))

    def _limits(self, data: Mapping[str, Any]) -> Limits:
        given = self._mapping(data.get("limits", {}), ("limits",))
        self._known(given, ("approval_seconds", "poll_seconds", "judge_seconds", "largest"), ("limits",))
        for name, value in given.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
                raise self._wrong("a number above 0 is needed", "limits", name)
        return replace(_USUAL, **given)

    def _flag(self, data: Mapping[str, Any], key: str) -> bool:
        given = data.get(key, True)
        if not isinstance(given, bool):
            raise self._wrong("true or false is needed", key)
        return given

    def _texts(self, data: Mapping[str, Any], key: str, inside: str) -> tuple[tuple[str, str], ...]:
        given = data.get(key, [])
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise self._wrong("a list of texts is needed", inside, key)
        return tuple((one, self._at(inside, key, index)) for index, one in enumerate(given))

    def _mapping(self, given: object, path: Iterable[str | int]) -> Mapping[str, Any]:
        if not isinstance(given, Mapping) or not all(isinstance(key, str) for key in given):
            raise self._wrong("keys with values are needed", *path)
        return given

    def _known(self, data: Mapping[str, Any], names: tuple[str, ...], path: tuple[str, ...]) -> None:
        for key in data:
            if key not in names:
                raise self._wrong(f"{key!r} is not a key of a policy{meant(key, names)}", *path, key)

    def _at(self, *path: str | int) -> str:
        return f"{self.path}:{self.document.line_of(path)}"

    def _wrong(self, what: str, *path: str | int) -> PolicyError:
        place = ".".join(map(str, path))
        return PolicyError(f"{self._at(*path)}: {place}{': ' if place else ''}{what}")
