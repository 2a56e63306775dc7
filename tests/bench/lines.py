"""What a shell line costs, and what the tables of programs weigh. Prints, asserts nothing.

    python tests/bench/lines.py [rows.jsonl …]

Lines: median, 99th percentile and worst of the analysis of each command among the rows (or of the lines of
test_bench_analyze.py), in CPU time, the best of three; `x` is the ratio to a thousand small SHA-256 beside it.
Tables: the memory that a family takes once one of its programs is met, by tracemalloc, heaviest first, and whether
importing the door had loaded it already. Imports: what a fresh process pays for the door and for a whole guard.
"""

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from commensurate.effects.analyze import analyze
from commensurate.effects.programs.index import FAMILY
from commensurate.model.action import Action, Workspace

_LOADED = frozenset(sys.modules)
HERE = Workspace(cwd="/w/p", home="/home/ada", roots=("/w/p",))
_FACES = {
    "the door": "from commensurate.effects.analyze import analyze",
    "all public names": "from commensurate import Action, Guard, Task, load_guard",
    "and a guard": "from commensurate.settings import throwaway_guard; throwaway_guard()",
}


def lines(files: Sequence[Path]) -> list[str]:
    """The commands among the rows of these files, or lines of our own."""
    if not files:
        sys.path.insert(0, str(Path(__file__).parent))
        return list(import_module("test_bench_analyze").lines())
    rows = [json.loads(line) for file in files for line in file.read_text().splitlines() if line.strip()]
    return [text for row in rows if isinstance(text := row.get("arguments", {}).get("command"), str)]


def yardstick() -> float:
    """Milliseconds for a thousand small SHA-256."""
    began = time.process_time()
    for _ in range(5_000):
        hashlib.sha256(b"x").digest()
    return (time.process_time() - began) * 200


def measure(texts: Sequence[str]) -> None:
    """Median, p99 and worst over the lines."""
    best = [1e9] * len(texts)
    for _ in range(4):  # the first round loads the tables
        for number, text in enumerate(texts):
            action = Action("bash", {"command": text}, HERE)
            began = time.process_time()
            analyze(action)
            best[number] = min(best[number], (time.process_time() - began) * 1000)
    took, yard = sorted(best), yardstick()
    for name, value in (("median", statistics.median(took)), ("p99", took[int(len(took) * 0.99)]), ("worst", took[-1])):
        print(f"{name:8}{value:>9.3f} ms{value / yard:>8.2f} x   of {len(took)} lines")


def tables() -> None:
    """The memory of each family, loaded in a process where nothing else of it was."""
    found = []
    for family in sorted(set(FAMILY.values())):
        name = f"commensurate.effects.programs.{family}"
        code = (
            "import tracemalloc; import commensurate.effects.desk, commensurate.effects.grammar, commensurate.effects.paths;"
            f"tracemalloc.start(); from importlib import import_module; import_module({name!r}); print(tracemalloc.get_traced_memory()[0])"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        found.append((int(run.stdout) / 1024, family, name in _LOADED))
    for size, family, early in sorted(found, reverse=True):
        print(f"{family:18}{size:>9.0f} KiB  {'loaded by the door' if early else 'lazy'}")
    print(f"{'all':18}{sum(size for size, _, _ in found):>9.0f} KiB")


def imports() -> None:
    """CPU time of a fresh process beyond the interpreter's own, the best of five."""
    for name, code in _FACES.items():
        timer = f"import time; b = time.process_time(); {code}; print((time.process_time() - b) * 1000)"
        runs = [
            subprocess.run([sys.executable, "-c", timer], capture_output=True, text=True, check=True) for _ in range(5)
        ]
        took = min(float(run.stdout) for run in runs)
        print(f"{name:18}{took:>9.1f} ms{took / yardstick():>8.0f} x")


def main() -> None:
    """Lines, tables, imports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", type=Path)
    given = parser.parse_args()
    measure(lines(given.rows))
    imports()
    tables()


if __name__ == "__main__":
    main()
