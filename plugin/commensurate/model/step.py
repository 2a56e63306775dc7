"""An earlier action and what came back. Evidence: never trusted, never an instruction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commensurate.model.frozen import freeze

_NOTHING: Mapping[str, Any] = freeze({})


@dataclass(frozen=True, slots=True)
class Step:
    """One earlier call, as data where the host knows it (`tool`, `arguments`) and as text where it does not."""

    tool: str = ""
    arguments: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    result: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "arguments", freeze(self.arguments))
