"""The texts that a judge is told, and the sha256 that names them. The one place that knows where they lie."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from commensurate.errors import ConfigError

NAMES = ("judge.md", "brief.md", "judgement.schema.json")
"""The three texts, in the order in which their sha256 is taken."""

PLACE = "{{case}}"
"""Where brief.md takes the case."""

_PACKAGE = Path(__file__).resolve().parent.parent
PLACES = (_PACKAGE / "prompts", _PACKAGE.parent.parent / "prompts")
"""Inside the package (a wheel), then at the root of the repository (a checkout, an editable install)."""

_WIRE_DROPS = frozenset({"$schema", "title", "minimum", "maximum"})
"""Keywords that strict modes of some endpoints refuse. They are checked here instead, on the answer."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a judge is told. `sha` is the sha256 over the three texts, 64 hex digits."""

    system: str
    brief: str
    schema: MappingProxyType[str, Any]
    sha: str

    @property
    def wire_schema(self) -> dict[str, Any]:
        """The schema without the keywords that strict modes refuse."""
        stripped = _without(dict(self.schema), _WIRE_DROPS)
        assert isinstance(stripped, dict)  # noqa: S101 (a dict goes in, a dict comes out)
        return stripped


def load(places: Sequence[Path] = PLACES) -> Prompts:
    """Read the texts from the first place that has them all. Raises ConfigError where none has, or one is unusable."""
    place = next((p for p in places if all((p / name).is_file() for name in NAMES)), None)
    if place is None:
        looked = ", ".join(str(p) for p in places)
        raise ConfigError(f"prompts: {', '.join(NAMES)} are not there (looked in {looked})")
    texts = [(place / name).read_text(encoding="utf-8") for name in NAMES]
    system, brief, schema_text = texts
    if brief.count(PLACE) != 1:
        raise ConfigError(f"{place / 'brief.md'}:1: {PLACE} must stand in it exactly once")
    try:
        schema = json.loads(schema_text)
    except ValueError as error:
        raise ConfigError(f"{place / 'judgement.schema.json'}:1: not JSON: {error}") from None
    sha = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    return Prompts(system, brief, MappingProxyType(schema), sha)


@cache
def prompts() -> Prompts:
    """The texts that ship, read once."""
    return load()


def _without(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {k: _without(v, names) for k, v in value.items() if k not in names}
    return [_without(v, names) for v in value] if isinstance(value, list) else value
