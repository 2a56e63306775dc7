"""What a running shell knows: variables, functions, aliases, folder, files written. Mutable; one for each process."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tree_sitter import Node

from commensurate.effects.environment import environment_of, stricter
from commensurate.effects.reading import Scene, Word
from commensurate.effects.shell.prepare import Heredoc
from commensurate.model.regex import regex

_WORLD = regex(
    r"(?:^|_)(?:ENV|ENVIRONMENT|PROFILE|STAGE|CONTEXT|CLUSTER|PROJECT|ACCOUNT|HOST|HOSTNAME|URL|URI|DATABASE|DB|DSN"
    r"|NAMESPACE|WORKSPACE|KUBECONFIG|PGSERVICE|PGHOST|PGDATABASE)\Z"
)
"""Variables whose value says which world a command works on."""
_BUILD_MODES = frozenset({"NODE_ENV", "BABEL_ENV"})
"""`NODE_ENV=production npm run build` is how a build is made, wherever it goes."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a variable holds. With `matches` it stands for the files that a pattern will match, quoted or not."""

    text: str
    known: bool = True
    matches: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Routine:
    """A function's body, with the source that its nodes point into."""

    body: Node
    heredocs: tuple[Heredoc, ...] = ()


@dataclass(slots=True)
class State:
    """One shell process. A subshell gets a copy, whose changes are lost."""

    scene: Scene
    variables: dict[str, Value] = field(default_factory=dict)
    arrays: dict[str, tuple[Word, ...]] = field(default_factory=dict)
    functions: dict[str, Routine] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    arguments: tuple[Word, ...] | None = ()
    """What $1, $2 … stand for; None where that is not known."""
    references: dict[str, str] = field(default_factory=dict)
    """`declare -n x=y`: x is y."""
    zero: Word | None = None
    """What $0 stands for."""
    calling: tuple[Routine, ...] = ()
    """The functions that are being read, outermost first."""
    files: dict[str, str | None] = field(default_factory=dict)
    fetched: set[str] = field(default_factory=set)
    programs: dict[str, str] = field(default_factory=dict)
    """Programs that the line itself put under other names, by resolved path."""
    links: dict[str, str] = field(default_factory=dict)
    """Where the links lead that the line itself made."""
    pipes: int = 0

    @classmethod
    def of(cls, scene: Scene, words: tuple[Word, ...] = ()) -> "State":
        """A new process in a scene, with $0, $1 …: it inherits variables and sees the files that were written."""
        variables = {name: Value(text) for name, text in scene.variables.items()}
        found = cls(scene, variables, files=dict(scene.files), fetched=set(scene.fetched), links=dict(scene.links))
        found.zero, found.arguments = (words[0], words[1:]) if words else (None, ())
        return found

    def fork(self) -> "State":
        """A subshell. Files that it writes are seen by all."""
        return replace(
            self,
            variables=dict(self.variables),
            arrays=dict(self.arrays),
            functions=dict(self.functions),
            aliases=dict(self.aliases),
        )

    def view(self) -> Scene:
        """The scene as a command sees it."""
        if not self.variables and not self.files and not self.links:
            return self.scene
        known = {name: value.text for name, value in self.variables.items() if value.known and not value.matches}
        worlds = [text for name, text in known.items() if _WORLD.search(name) and name not in _BUILD_MODES]
        environment = self.scene.environment
        if worlds:
            environment = stricter(environment, environment_of(*worlds))
        return replace(
            self.scene,
            variables=MappingProxyType(known),
            files=MappingProxyType(dict(self.files)),
            fetched=frozenset(self.fetched),
            links=MappingProxyType(dict(self.links)) if self.links else self.scene.links,
            environment=environment,
        )

    def enter(self, folder: str | None) -> None:
        """Change the working directory; None where it cannot be known."""
        self.scene = replace(self.scene, cwd=folder)


def merge(state: State, before: Mapping[str, Value], doubtful: bool) -> None:
    """After a part that may not have run: what it changed is no longer known."""
    if not doubtful:
        return
    for name, value in list(state.variables.items()):
        old = before.get(name)
        if old != value:
            state.variables[name] = Value(f"${name}", known=False)
