"""Which family knows a program. A family is imported when one of its programs is met."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from commensurate.effects.programs.index import FAMILY
from commensurate.effects.table import Usage


def usage_of(program: str) -> Usage | None:
    """The table of a program, by its base name in lower case; None where nobody knows it."""
    family = FAMILY.get(program)
    return None if family is None else _programs(family).get(program)


@cache
def _programs(family: str) -> Mapping[str, Usage]:
    programs: Mapping[str, Usage] = import_module(f"commensurate.effects.programs.{family}").PROGRAMS
    return programs
