"""Who acts, what it may touch, and what a human granted it on top. Least privilege: the default scope is reading."""

from dataclasses import dataclass

from commensurate.model.effect import BlastRadius, Environment, Operation


@dataclass(frozen=True, slots=True)
class Scope:
    """What an agent may touch without asking for more: operations × resources × environments, up to a ceiling.

    `resources` are case-insensitive globs over «kind:name», such as "file:src/*" or "*". What is not in view (a script
    that nobody can read) needs a scope without limits, save the project's own builds and tests, for which `execute` does.
    """

    operations: frozenset[Operation] = frozenset({Operation.READ})
    resources: tuple[str, ...] = ("*",)
    environments: frozenset[Environment] = frozenset(Environment)
    ceiling: BlastRadius = BlastRadius.ENVIRONMENT

    @property
    def everything(self) -> bool:
        """True where nothing lies outside of it."""
        return (
            self.operations == frozenset(Operation)
            and "*" in self.resources
            and self.environments == frozenset(Environment)
            and self.ceiling is BlastRadius.ENVIRONMENT
        )


READING = Scope()
"""The default scope."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a human granted an agent on top of its scope, for a while and so many uses. Times in seconds, epoch, UTC.

    `session` binds it to one run; empty means any run of the agent.
    """

    id: str
    agent: str
    scope: Scope
    by: str
    reason: str
    expires_at: float
    uses: int
    session: str = ""


@dataclass(frozen=True, slots=True)
class Mandate:
    """What one agent may do here and now: its scope, and the grants of its own that hold in this run at this time."""

    agent: str
    scope: Scope = READING
    grants: tuple[Grant, ...] = ()
