"""What the agent proposes, before it runs, and where it would run."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commensurate.errors import ActionError
from commensurate.model.effect import Environment
from commensurate.model.frozen import canonical, freeze

_NOTHING: Mapping[str, Any] = freeze({})


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where an action would run, as the host declares it. Empty means that the host did not say.

    `roots` are the folders that belong to the task. `environment` is what the agent was declared to work on.
    `facts` holds whatever else the host says of the place, as plain strings.
    """

    cwd: str = ""
    home: str = ""
    roots: tuple[str, ...] = ()
    user: str = ""
    platform: str = ""
    environment: Environment = Environment.UNKNOWN
    facts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Annotations:
    """A tool's own hints about itself, as MCP names them. None means that the tool does not say.

    Hints are claims of the tool's author: a missing hint counts as destructive, a given one never lowers what a
    reader saw for itself.
    """

    read_only: bool | None = None
    destructive: bool | None = None
    idempotent: bool | None = None
    open_world: bool | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One proposed tool call. Its arguments are copied and frozen: what is judged is what was proposed.

    `digest` (64 hex digits, sha256) identifies the act exactly: tool, arguments, place, agent and session.
    `call_id` is the host's name for this one call. Raises ActionError for arguments that are not plain data.
    """

    tool: str
    arguments: Mapping[str, Any]
    workspace: Workspace = Workspace()
    agent: str = "agent"
    session: str = ""
    call_id: str = ""
    annotations: Annotations = Annotations()
    description: str = ""
    lineage: tuple[str, ...] = ()
    """The agents above this one, the nearest first: a sub-agent may do what all of them may."""
    digest: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.arguments, Mapping):
            raise ActionError(f"$: the arguments are a {type(self.arguments).__name__}, not names with values")
        object.__setattr__(self, "arguments", freeze(self.arguments))
        place = self.workspace
        exact = [self.tool, self.arguments, place.cwd, place.home, list(place.roots), place.environment]
        text = canonical([*exact, self.agent, list(self.lineage), self.session])
        object.__setattr__(self, "digest", hashlib.sha256(text.encode()).hexdigest())

    def __hash__(self) -> int:
        return hash(self.digest)
