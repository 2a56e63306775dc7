"""The worst 64 KB for every reader. Prints, asserts nothing.

    python tests/bench/hostile.py [--search SECONDS] [--seed N] [--reader NAME …]

Without `--search` it runs the texts that the tests hold. With it, each reader is given texts made of random pieces of its
language for so many seconds, and the worst are printed with the numbers tried. A figure is CPU time, the best of
three; `x` is its ratio to a yardstick (a thousand small SHA-256) that runs beside it, for machines that differ.
"""

import argparse
import hashlib
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "effects"))
import hostile

_SEEN = 40.0
"""Milliseconds from which on a text is measured again."""


def cpu(reader: str, text: str) -> float:
    """Milliseconds of CPU time, the best of three."""
    best = 1e9
    for _ in range(3):
        began = time.process_time()
        hostile.run(reader, text)
        best = min(best, (time.process_time() - began) * 1000)
        if best < _SEEN:
            break
    return best


def yardstick() -> float:
    """Milliseconds for a thousand small SHA-256."""
    began = time.process_time()
    for _ in range(5_000):
        hashlib.sha256(b"x").digest()
    return (time.process_time() - began) * 200


def searched(reader: str, seconds: float, rng: random.Random) -> tuple[int, list[tuple[float, str]]]:
    """How many texts were tried, and the worst."""
    tried, worst, until = 0, list[tuple[float, str]](), time.monotonic() + seconds
    while time.monotonic() < until:
        text = hostile.search(reader, rng)
        tried += 1
        worst = sorted([*worst, (cpu(reader, text), text)], reverse=True)[:5]
    return tried, worst


def main() -> None:
    """One line a reader; under it the worst texts where they were searched."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--search", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--reader", nargs="*", default=list(hostile.TEXTS))
    given = parser.parse_args()
    rng = random.Random(given.seed)
    print(f"{'reader':14}{'texts':>8}{'worst, ms':>12}{'x':>8}  worst text")
    for reader in given.reader:
        hostile.run(reader, "x")
        known = hostile.TEXTS.get(reader, ())
        if given.search:
            tried, worst = searched(reader, given.search, rng)
        else:
            tried, worst = len(known), sorted(((cpu(reader, text), text) for text in known), reverse=True)[:1]
        for number, (took, text) in enumerate(worst):
            head = f"{reader:14}{tried:>8}" if not number else " " * 22
            print(f"{head}{took:>12.1f}{took / yardstick():>8.0f}  {text[:24]!r} … {text[-12:]!r}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
