"""The texts that a judge is told, and the sha256 that names them. The one place that knows where they lie."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from commensurate.errors import ConfigError

WARRANT, SURPRISE = "warrant", "surprise"
FRAMINGS: Mapping[str, tuple[str, str, str]] = {
    WARRANT: ("judge.md", "brief.md", "judgement.schema.json"),
    SURPRISE: ("surprise.md", "brief.md", "surprise.schema.json"),
}
"""The ways in which the question is put: what do the words warrant, and what would surprise the human. Each has three
texts, in the order in which their sha256 is taken; both ask for the same fields, each in the order of its thoughts."""

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


def load(places: Sequence[Path] = PLACES, framing: str = WARRANT) -> Prompts:
    """Read the texts from the first place that has them all. Raises ConfigError where none has, or one is unusable."""
    names = FRAMINGS[framing]
    place = next((p for p in places if all((p / name).is_file() for name in names)), None)
    if place is None:
        looked = ", ".join(str(p) for p in places)
        raise ConfigError(f"prompts: {', '.join(names)} are not there (looked in {looked})")
    texts = [(place / name).read_text(encoding="utf-8") for name in names]
    system, brief, schema_text = texts
    if brief.count(PLACE) != 1:
        raise ConfigError(f"{place / names[1]}:1: {PLACE} must stand in it exactly once")
    try:
        schema = json.loads(schema_text)
    except ValueError as error:
        raise ConfigError(f"{place / names[2]}:1: not JSON: {error}") from None
    sha = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    return Prompts(system, brief, MappingProxyType(schema), sha)


@cache
def prompts(framing: str = WARRANT) -> Prompts:
    """The texts that ship, read once."""
    return load(framing=framing)


def _without(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {k: _without(v, names) for k, v in value.items() if k not in names}
    return [_without(v, names) for v in value] if isinstance(value, list) else value
