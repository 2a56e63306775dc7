"""Weights that were fitted: a forest of small trees over named features. Loading checks that they fit this reader.

A forest is JSON: `reader` (the fingerprint of the features it was fitted to), `features` (their names), `start`, and
`trees`. A tree is a list of nodes, the first its root: [feature, threshold, node if at most that, node if more] or [value].
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NoReturn

from commensurate.errors import JudgeError
from commensurate.learned.directions import direction, fingerprint

AGAIN = "fit them again: .ci/fit_local_judge.py says how"
_SPLIT = 4
"""Parts of a node that is no leaf."""


@dataclass(frozen=True, slots=True)
class Forest:
    """The names of the features and the trees. `start` is what all trees add to."""

    names: tuple[str, ...]
    start: float
    trees: Sequence[Sequence[Sequence[Any]]]

    def log_odds(self, features: Mapping[str, float]) -> float:
        """The log odds that an act with these features is in proportion. What a name is missing for is 0."""
        row = [features.get(name, 0.0) for name in self.names]
        total = self.start
        for tree in self.trees:
            node = tree[0]
            while len(node) == _SPLIT:
                feature, threshold, low, high = node
                node = tree[low if row[feature] <= threshold else high]
            total += node[0]
        return total

    def wrong_turns(self) -> tuple[str, ...]:
        """Features whose direction a tree does not keep to. Empty for weights that are in order."""
        return tuple(sorted({name for tree in self.trees for name in _wrong(self.names, tree, 0)[2]}))


def load(text: str, place: str = "weights") -> Forest:
    """A forest from JSON. Raises JudgeError for weights that were fitted to other features, or are none."""
    try:
        data = json.loads(text, parse_constant=_refuse, parse_float=_finite)
        forest = Forest(tuple(map(str, data["features"])), float(data["start"]), data["trees"])
        fitted_to = str(data["reader"])
        for tree in forest.trees:
            _check(tree, len(forest.names))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise JudgeError(f"{place}: not the weights of a forest ({type(error).__name__}: {error}); {AGAIN}") from None
    if fitted_to != fingerprint(forest.names):
        raise JudgeError(f"{place}: these weights were fitted to other features than this version reads; {AGAIN}")
    return forest


def _finite(number: str) -> float:
    """JSON lets 1e999 stand, which would outweigh every other tree."""
    value = float(number)
    return value if math.isfinite(value) else _refuse(number)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no weight")


def _check(tree: Sequence[Sequence[Any]], names: int) -> None:
    """Every node is a question that leads on, or a value. Raises ValueError, TypeError, IndexError."""
    size = len(tree)
    tree[0]
    for place, node in enumerate(tree):
        if len(node) == 1:
            0.0 + node[0]
            continue
        feature, threshold, low, high = node
        0.0 + threshold
        if not (0 <= feature < names and place < low < size and place < high < size):
            raise ValueError(f"node {place} leads nowhere")
        if not type(feature) is type(low) is type(high) is int:
            raise TypeError(f"node {place} has no place")


def _wrong(names: Sequence[str], tree: Sequence[Sequence[Any]], place: int) -> tuple[float, float, set[str]]:
    """The least and the greatest value below a node, and the features that are asked there against their direction."""
    node = tree[place]
    if len(node) != _SPLIT:
        return node[0], node[0], set()
    low_least, low_most, wrong = _wrong(names, tree, int(node[2]))
    high_least, high_most, others = _wrong(names, tree, int(node[3]))
    found = wrong | others
    turned = direction(names[int(node[0])])
    slack = 1e-9
    if (turned > 0 and low_most > high_least + slack) or (turned < 0 and high_most > low_least + slack):
        found = found | {names[int(node[0])]}
    return min(low_least, high_least), max(low_most, high_most), found


@cache
def shipped() -> Forest:
    """The weights that ship. Raises JudgeError for weights that were fitted to other features."""
    return load(files("commensurate.learned").joinpath("weights.json").read_text("utf-8"), "learned/weights.json")
