"""Client libraries in Python: a method is read by its name and its data, whosever it is; the project's own functions too."""

import re

from commensurate.effects.options import names
from commensurate.effects.python_code.known import is_pure
from commensurate.effects.python_code.told import Told
from commensurate.effects.python_code.values import plain_data
from commensurate.effects.reading import Reading
from commensurate.effects.sdk import LOCAL, Method, effect_of, of_project, resets
from commensurate.effects.told_by_name import named_destruction
from commensurate.model.analysis import Coverage
from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility, Trait
from commensurate.model.regex import regex

_STANDARD = names(
    "os sys re json time datetime random shutil subprocess pathlib builtins typing __future__ io csv glob"
)


_GRAPH = regex(r"\bMATCH\b[^;]*\b(?:DETACH\s+)?DELETE\b|\bg\.V\(\)\.drop\(\)", re.IGNORECASE)


def speaks(told: Told) -> bool:
    """True where the call was told as one of a client library."""
    data = {name: plain_data(value) for name, value in told.named.items()}
    for index, value in enumerate(told.positional):
        plain = plain_data(value)
        data |= {key: part for key, part in plain.items() if key not in data} if isinstance(plain, dict) else {
            f"argument_{index}": plain
        }  # fmt: skip
    before = [part for part in told.callee.name.split(".")[:-1] if part not in ("builtins", "?")]
    method = Method(before, told.method, data, remote=_remote(told), looped=id(told.node) in told.walker.looped)
    if any(isinstance(part, str) and _GRAPH.search(part) for part in data.values()):
        told.does(
            Operation.DELETE,
            ResourceKind.ROW,
            "",
            Reversibility.IRREVERSIBLE,
            Trait.UNBOUNDED,
            radius=BlastRadius.SEVERAL,
        )
        return True
    effect = effect_of(method, told.scene, told.evidence)
    if effect is not None:
        told.add(Reading((effect,), coverage=Coverage.PARTIAL))
        return True
    return _project(told, data)


def _remote(told: Told) -> bool:
    """True where the text imports something that is neither Python's own nor only computes."""
    return any(
        module.split(".")[0] not in _STANDARD and not is_pure(module) and module.split(".")[0].lower() not in LOCAL
        for module in told.walker.modules
    )


def _project(told: Told, data: dict[str, object]) -> bool:
    """A function of the project whose name says that it destroys: `reset_database()`, `init_db(drop=True)`."""
    name = of_project(told.callee.name.split("."))
    if name == "drop" and told.named.keys() & _OF_FRAMES:
        return False
    if resets(name, data):
        told.does(
            Operation.DELETE, ResourceKind.DATABASE, name, Reversibility.IRREVERSIBLE, Trait.REBUILDS, Trait.OPAQUE,
            radius=BlastRadius.ENVIRONMENT, coverage=Coverage.PARTIAL,
        )  # fmt: skip
        return True
    owner = told.callee.of
    if owner is not None and (owner.instance or is_pure(told.callee.name)):
        return False
    effects = named_destruction(name, told.command)
    if effects:
        told.add(Reading(effects, coverage=Coverage.PARTIAL))
    return bool(effects)


_OF_FRAMES = names("columns axis labels index subset level inplace")
"""Arguments of `drop` on a table in memory."""


def is_local(told: Told) -> bool:
    """True for a method of what lives in this process alone: a test client, a fake store, a window."""
    parts = {part.lower() for part in told.callee.name.split(".")[:-1]}
    if not parts & LOCAL or is_pure(told.callee.name) or parts & {"logging", "logger", "log"}:
        return False
    told.partly(f"{told.callee.name}(…): lives in this process")
    return True
