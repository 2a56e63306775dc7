"""Weights that were fitted: they load or say why not, fit into a wheel, and keep every direction."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from commensurate.errors import JudgeError
from commensurate.learned.directions import direction, fingerprint
from commensurate.learned.forest import Forest, load, shipped

PLACE = files("commensurate.learned").joinpath("weights.json")
WARRANT = Path(__file__).resolve().parents[2] / "plugin/commensurate/warrant"


def small(**other: Any) -> str:
    names = ["points", "coverage"]
    data = {"reader": fingerprint(names), "start": 0.5, "features": names, "trees": [[[0, 1.0, 1, 2], [-1.0], [1.0]]]}
    return json.dumps({**data, **other})


def test_a_forest_adds_up_its_trees() -> None:
    """Each tree gives the value of the leaf that the features lead to; a feature without a value is 0."""
    forest = load(small())
    assert (forest.log_odds({"points": 2.0}), forest.log_odds({})) == (1.5, -0.5)


def test_weights_that_were_fitted_to_other_features_do_not_load() -> None:
    """A stale file is an error in plain words, not a judgement by numbers that mean something else."""
    with pytest.raises(JudgeError, match="fitted to other features than this version reads; fit them again"):
        load(small(features=["points", "steps"]))
    with pytest.raises(JudgeError, match="other features"):
        load(small(reader="0" * 16))


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", small(trees=[[]]), small(trees=[[[0, 1.0, 0, 1], [1.0]]]), small(trees=[[[0, 1.0, 1, 9], [1.0]]]),
        small(trees=[[[7, 1.0, 1, 2], [1.0], [2.0]]]), small(trees=[[[1.0, 2.0]]]), small(trees=[[["x"]]]), small(start=None),
    ],
)  # fmt: skip
def test_what_is_no_forest_does_not_load(text: str) -> None:
    """Cut files, loops and nodes that lead nowhere are found at load."""
    with pytest.raises(JudgeError):
        load(text)


def test_the_shipped_weights_are_small() -> None:
    """They stay far below 5 MB."""
    assert len(PLACE.read_bytes()) < 1_000_000


def test_more_evidence_of_harm_never_raises_what_the_shipped_forest_says() -> None:
    """In every tree, at every node: a feature of harm only lowers, points of the grammar only raise."""
    forest = shipped()
    assert forest.wrong_turns() == ()
    assert any(direction(name) < 0 for name in forest.names)


def test_a_tree_against_its_direction_is_found() -> None:
    """The check is not blind."""
    turned = Forest(("points", "coverage"), 0.0, (((1, 0.5, 1, 2), (-1.0,), (1.0,)), ((0, 1.0, 1, 2), (1.0,), (-1.0,))))
    assert turned.wrong_turns() == ("coverage", "points")


def test_the_shipped_forest_asks_only_for_terms_that_the_grammar_has() -> None:
    """A term that was renamed would be 0 for ever: then the weights are to be fitted again."""
    written = "\n".join(path.read_text("utf-8") for path in WARRANT.glob("*.py"))
    known = set(re.findall(r"\"([a-z_]+)\"", written)) | {"forced", "unbounded"}
    model = (WARRANT.parent / "model/effect.py").read_text("utf-8")
    known |= set(re.findall(r"= \"([a-z_]+)\"", model))
    asked = {name.removeprefix("term:") for name in shipped().names if name.startswith("term:")}
    assert asked - known == set()


def test_a_number_beyond_all_bounds_is_no_weight() -> None:
    """It would make every act look asked for."""
    with pytest.raises(JudgeError, match="not the weights"):
        load('{"reader": "x", "features": [], "start": 1e999, "trees": []}')
