"""How much of a difference may be chance: McNemar's exact test, Holm's correction, a bootstrap by task. Pure.

Rows of one task are not independent: a share's interval is drawn by resampling tasks, not rows.
"""

import random
from collections.abc import Hashable, Iterable, Sequence
from math import comb

LEVEL = 0.05
"""A change is called real where its corrected p is below this."""

DRAWS = 400
"""Resamples of a bootstrap: enough for whole percents at the ends of a 95 % interval."""


def mcnemar(newly_right: int, newly_wrong: int) -> float:
    """The exact two-sided p of a paired comparison (McNemar, 1947; the binomial form): 1 where nothing changed."""
    changed = newly_right + newly_wrong
    tail = sum(comb(changed, k) for k in range(min(newly_right, newly_wrong) + 1))
    return min(1.0, 2.0 * tail / (1 << changed))


def holm(values: Sequence[float]) -> list[float]:
    """The p values corrected for there being several of them (Holm, 1979), in their own order."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found, highest = [0.0] * len(values), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, values[place] * (len(values) - rank)))
        found[place] = highest
    return found


def bootstrap(cases: Iterable[tuple[Hashable, bool]], draws: int = DRAWS, seed: int = 0) -> tuple[float, float] | None:
    """The 95 % interval of a share, by resampling tasks: each case is (its task, whether it counts). None for none."""
    by_task: dict[Hashable, list[int]] = {}
    for task, counts in cases:
        both = by_task.setdefault(task, [0, 0])
        both[0] += counts
        both[1] += 1
    tasks = list(by_task.values())
    if not tasks:
        return None
    source = random.Random(seed)  # noqa: S311 (resampling, no secret)
    shares = []
    for _ in range(draws):
        drawn = source.choices(tasks, k=len(tasks))
        shares.append(sum(k for k, _ in drawn) / sum(n for _, n in drawn))
    shares.sort()
    edge = int(0.025 * draws)
    return shares[edge], shares[-1 - edge]
