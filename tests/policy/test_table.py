"""The risk table: what a start loads is what the file for people says."""

from importlib.resources import files

import pytest

from commensurate.errors import PolicyError
from commensurate.policy.table import compact, expand, parse


def test_what_a_start_loads_is_what_the_table_says() -> None:
    """If this is red, make table.json anew, in policy/:

    python -c 'import sys; from commensurate.policy.table import compact; print(end=compact(sys.stdin.read()))' <table.yaml
    """
    shelf = files("commensurate.policy")
    text, loaded = (shelf.joinpath(name).read_text("utf-8") for name in ("table.yaml", "table.json"))
    assert loaded == compact(text)
    assert expand(loaded) == parse(text, "table.yaml")


def test_a_compact_table_that_lacks_a_cell_does_not_load() -> None:
    """It is held to the same rules as the file for people."""
    with pytest.raises(PolicyError, match="lacking"):
        expand("[]")
