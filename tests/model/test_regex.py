"""Patterns that wait for their first use."""

import copy
import gc
import pkgutil
import re
from importlib import import_module

import pytest

import commensurate
from commensurate.model.regex import Regex, regex


def test_it_is_the_pattern_that_it_stands_for() -> None:
    """Every method and the source are those of the compiled pattern, before and after the first use."""
    for _ in range(2):
        lazy, real = regex(r"(\w)-(\d)", re.IGNORECASE), re.compile(r"(\w)-(\d)", re.IGNORECASE)
        assert lazy.sub(r"\2", "A-1 b-2") == real.sub(r"\2", "A-1 b-2") == "1 2"
        assert lazy.findall("A-1 b-2") == real.findall("A-1 b-2")
        assert lazy.split("x A-1 y") == real.split("x A-1 y")
        assert [m.span() for m in lazy.finditer("A-1 b-2")] == [m.span() for m in real.finditer("A-1 b-2")]
        assert lazy.match("zA-1", 1) is not None
        assert lazy.fullmatch("zA-1") is None
        assert (lazy.pattern, lazy.flags, lazy.groups) == (real.pattern, real.flags, real.groups)


def test_nothing_is_compiled_before_it_is_used() -> None:
    """A pattern that is wrong is said where it is first used; a copy works as well as the first."""
    wrong = regex("(")
    assert copy.copy(regex("a")).search("cab") is not None
    with pytest.raises(re.error):
        wrong.search("x")


def test_every_pattern_of_the_house_compiles() -> None:
    """Waiting hides no mistake: each pattern of each module that needs no extra is compiled here."""
    skipped = ("integrations", "demo", "__main__")
    for module in pkgutil.walk_packages(commensurate.__path__, "commensurate."):
        if not module.name.split(".")[1].startswith(skipped):
            import_module(module.name)
    found = [one for one in gc.get_objects() if isinstance(one, Regex) and one._source != ("(", 0)]
    assert len(found) > 100
    for one in found:
        re.compile(*one._source)
