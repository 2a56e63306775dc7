"""A rule, as its YAML says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Optional

from commensurate.model.analysis import Coverage
from commensurate.model.decision import Outcome
from commensurate.model.effect import BlastRadius, Environment, Operation, ResourceKind, Reversibility, Trait


@dataclass(frozen=True, slots=True)
class Condition:
    """What an effect must be for a rule to speak. Empty sets and zeroes mean: whatever it is."""

    operations: frozenset[Operation] = frozenset()
    kinds: frozenset[ResourceKind] = frozenset()
    names: tuple[str, ...] = ()
    """Case-insensitive globs over the resource's name; one of them must fit."""
    no_names: tuple[str, ...] = ()
    """None of these globs may fit the name."""
    reaches: tuple[str, ...] = ()
    """Absolute paths; the resource's name, as a path or a glob of the shell, must stand for one of them or a folder
    above it."""
    environments: frozenset[Environment] = frozenset()
    at_least_reversibility: Reversibility = Reversibility.REVERSIBLE
    at_least_radius: BlastRadius = BlastRadius.ONE
    at_least_count: int = 0
    traits: frozenset[Trait] = frozenset()
    """All of these."""
    any_trait: frozenset[Trait] = frozenset()
    no_trait: frozenset[Trait] = frozenset()
    """None of these."""
    coverage: frozenset[Coverage] = frozenset()
    """How much of the action was understood: one of these."""
    also: Optional["Condition"] = None
    """What some effect of the same action, this one or another, must be besides."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example action: a shell line, or a tool with arguments. `line` is where it stands in its file.

    Of a rule about a run, an example is a list of actions: `run`. There an action may stand for `times` calls, with
    "{n}" in its texts counting them from 1, by an `agent` of its own, each `seconds` after the one before; a `refused`
    action is one that was stopped.
    """

    tool: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict, hash=False)
    line: int = 0
    run: tuple["Example", ...] = ()
    times: int = 1
    agent: str = "agent"
    seconds: float = 1.0
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Examples:
    """What holds a rule to its word. A known miss is a match that readers do not see yet."""

    match: tuple[Example, ...] = ()
    no_match: tuple[Example, ...] = ()
    known_miss: tuple[Example, ...] = ()


class Pattern(StrEnum):
    """What a session rule looks at. The numbers of its steps are counted with the act at hand."""

    ACTS = "acts"
    """Acts that fit, since the session began."""
    THINGS = "things"
    """Things touched by acts that fit, since the session began."""
    NAMES = "names"
    """Distinct names (recipients, hosts, repositories …) touched by acts that fit."""
    BLAST = "blast"
    """Cumulative blast radius: 1 for one thing, 10 for several, 1,000 for a whole environment."""
    RATE = "rate"
    """Acts that fit within the latest `seconds`."""
    SAME = "same"
    """Exactly the same act that changes something, again and again, with one other act in between at most."""
    ALIKE = "alike"
    """Near-identical acts on the same thing (numbers differ, text grows), with one other in between at most."""
    EXCHANGE = "exchange"
    """Acts that fit, in a row, to at most two correspondents, with nothing else done in between."""
    AFTER_NO = "after_no"
    """Acts whose effect was refused before, in whatever form."""
    SPLIT = "split"
    """Acts that fit, on parts of what was refused as a whole."""
    CHAIN = "chain"
    """An act that fits, after an act that fitted `first`."""
    STOPPED = "stopped"
    """Acts stopped in a row."""
    IDLE = "idle"
    """Changes that were nothing new since the latest that was, at least `seconds` ago."""


@dataclass(frozen=True, slots=True)
class Step:
    """From `at_least` on the rule speaks for `outcome`; `halts` ends the session."""

    at_least: int
    outcome: Outcome
    halts: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What a rule about a run counts, and from where on it speaks. `steps` rise: notify, escalate, block, halt."""

    pattern: Pattern
    steps: tuple[Step, ...]
    of: tuple[Condition, ...] = ()
    """What an act must be to count; nothing here means: any act that changes something."""
    first: Condition | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule, with the examples that hold it to its word. `where` is file:line of its id.

    A rule is itself and no other: rules are compared by identity, so that indexes over them cost nothing.
    """

    id: str
    title: str
    when: tuple[Condition, ...]
    """One of these must fit one effect."""
    outcome: Outcome
    reason: str
    where: str
    instead: str = ""
    judge_may_clear: bool = False
    examples: Examples = Examples()
    session: Count | None = None
    """Set for a rule about a run; `when` is then empty, and `outcome` is that of the last step."""
