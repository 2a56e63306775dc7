"""What readers read and what they answer. A reader takes one command and says what it would do.

Readers never call each other: what a command carries (`sh -c`, `ssh host '…'`, `psql -c`) goes into
`Reading.nested`, and analyze.py reads it in its turn, with the scene that the carrier set.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from commensurate.model.analysis import Coverage, Question
from commensurate.model.effect import Effect, Environment
from commensurate.model.frozen import freeze

_NOTHING: Mapping[Any, str] = freeze({})
KEPT_LINES = "# the lines that are there"
"""Stands for what `crontab -l` prints: lines that are no news to whoever takes them over."""
_NO_FILES: Mapping[str, str | None] = _NOTHING


class Language(StrEnum):
    """What a nested text is written in."""

    SHELL = "shell"
    SQL = "sql"
    PYTHON = "python"
    JAVASCRIPT = "javascript"
    PERL = "perl"
    RUBY = "ruby"
    PHP = "php"
    LUA = "lua"
    R = "r"
    APPLESCRIPT = "applescript"
    POWERSHELL = "powershell"
    CMD = "cmd"
    GRAPHQL = "graphql"
    MONGO = "mongo"
    REDIS = "redis"


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a command runs. `cwd` is None once it cannot be known (after `cd "$X"`).

    `host` is "" on this machine, else the remote host or container. `variables` are those that the line itself
    assigned. `answers` are what the world said to the questions of an earlier reading. `files` are those that the
    line itself wrote, by resolved path: their text, or None where that cannot be known. `fetched` are those among
    them that came from another machine.
    """

    cwd: str | None = ""
    home: str = ""
    roots: tuple[str, ...] = ()
    host: str = ""
    environment: Environment = Environment.UNKNOWN
    elevated: bool = False
    variables: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    answers: Mapping[Question, str] = field(default_factory=lambda: _NOTHING)
    files: Mapping[str, str | None] = field(default_factory=lambda: _NO_FILES)
    fetched: frozenset[str] = frozenset()
    links: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Links that the line itself made: their path, and where they lead."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a command line after quotes and expansions.

    `known` is False where it holds an expansion that could not be resolved (the unresolved part stands in `text` as
    it was written). `glob` is True where an unquoted `*`, `?` or `[` will be expanded when it runs.
    """

    text: str
    known: bool = True
    glob: bool = False


@dataclass(frozen=True, slots=True)
class Stdin:
    """What is fed to a command. `text` is None where it cannot be known; `effects` are those of what feeds it;
    `source` is the name of the program that feeds it; `items` are words that stand for its lines, where a program
    that lists things (find, ls, git ls-files) feeds it.
    """

    text: str | None = None
    effects: tuple[Effect, ...] = ()
    source: str = ""
    items: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """One simple command, ready to be read: words[0] is the program as written, `evidence` the words as typed."""

    words: tuple[Word, ...]
    scene: Scene
    evidence: str
    stdin: Stdin | None = None

    @property
    def program(self) -> str:
        """The program's base name, without folders, a leading backslash or `.exe`, in lower case."""
        name = self.words[0].text
        if name.isascii() and name.isalnum() and name.islower():
            return name
        name = name.lstrip("\\").replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].lower()
        return name.removesuffix(".exe")

    @property
    def arguments(self) -> tuple[Word, ...]:
        """All words but the program."""
        return self.words[1:]

    def shifted(self, words: tuple[Word, ...]) -> "Command":
        """The same command with other words: what a wrapper runs."""
        return replace(self, words=words)


@dataclass(frozen=True, slots=True)
class Nested:
    """What a command carries and runs: either `text` in a language, or `words` of one more command (shell only)."""

    language: Language
    scene: Scene
    text: str | None = None
    words: tuple[Word, ...] = ()
    stdin: Stdin | None = None
    dialect: str = ""
    """Of SQL: a sqlglot name, where the client tells it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one command."""

    effects: tuple[Effect, ...] = ()
    nested: tuple[Nested, ...] = ()
    coverage: Coverage = Coverage.FULL
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()

    def __add__(self, other: "Reading") -> "Reading":
        worse = max(self.coverage, other.coverage, key=lambda c: c.depth)
        return Reading(
            self.effects + other.effects,
            self.nested + other.nested,
            worse,
            self.questions + other.questions,
            self.notes + other.notes,
        )


Reader = Callable[[Command], Reading]


def together(readings: Iterable[Reading]) -> Reading:
    """The sum of many readings, each effect, question and note once. Linear, where adding one by one is not."""
    kept = tuple(readings)
    if len(kept) == 1:
        return kept[0]
    return Reading(
        tuple(dict.fromkeys(effect for reading in kept for effect in reading.effects)),
        tuple(nested for reading in kept for nested in reading.nested),
        max((reading.coverage for reading in kept), key=lambda c: c.depth, default=Coverage.FULL),
        tuple(dict.fromkeys(question for reading in kept for question in reading.questions)),
        tuple(dict.fromkeys(note for reading in kept for note in reading.notes)),
    )


NOTHING = Reading()
"""Understood, and without any effect."""


def opaque(why: str, *effects: Effect) -> Reading:
    """Not surely understood, for the reason given."""
    return Reading(effects, coverage=Coverage.OPAQUE, notes=(why,))
