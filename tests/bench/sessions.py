"""What a long run costs, and how fast the kill switch is. Prints medians and ratios; asserts nothing.

    python tests/bench/sessions.py [--acts 100000] [--store sqlite|memory] [--hands 10000]

Cost: the median CPU time of a check at act 100, 10,000 and 100,000 of one session (200 acts around each), with the shipped
rules, a budget of every kind, and a judge that answers at once. Halt: the time from `halt` in one process until the
first check in another process on the same store is stopped. Hands: two processes of eight threads each on one store, with
a budget for half of their acts: what was let through, and whether counters equal the records.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from commensurate.audit.chain import verify
from commensurate.guard import Guard
from commensurate.model.action import Action
from commensurate.model.judgement import Judgement
from commensurate.model.situation import Budget, Limited, Per
from commensurate.model.task import Provenance, Task
from commensurate.ports import Case, Store
from commensurate.settings import Policy, choices
from commensurate.stores.memory import MemoryStore
from commensurate.stores.sqlite import SqliteStore

TASK = Task("Rename the class Order to Purchase everywhere.", Provenance.HUMAN)
CHOICES = replace(
    choices(Policy()), budgets=tuple(Budget(per, of, 1e9) for per in Per for of in (Limited.ACTS, Limited.DESTRUCTIVE))
)


@dataclass
class Agrees:
    """A judge that answers at once."""

    name: str = "instant"

    def judge(self, case: Case) -> Judgement:
        """Fits."""
        return Judgement(self.name, 10.0, "fits", quotes=(case.task.words,))

    async def ajudge(self, case: Case) -> Judgement:
        """Fits."""
        return self.judge(case)


def act(number: int) -> Action:
    """One edit of many."""
    arguments = {"path": f"src/f{number % 5000}.py", "old_str": "Order(", "new_str": "Purchase("}
    return Action("edit_file", arguments, session="long", call_id=str(number))


def cost(store: Store, acts: int) -> None:
    """Medians around act 100, 10,000, 100,000."""
    guard = Guard(CHOICES, judge=Agrees(), store=store)
    marks = [mark for mark in (100, 1_000, 10_000, 100_000) if mark <= acts]
    times: dict[int, list[float]] = {mark: [] for mark in marks}
    for number in range(1, acts + 100):
        near = next((mark for mark in marks if abs(number - mark) <= 100), None)
        start = time.process_time()
        guard.check(act(number), TASK)
        if near is not None and number > 20:
            times[near].append(time.process_time() - start)
    first = statistics.median(times[marks[0]])
    for mark in marks:
        median = statistics.median(times[mark])
        print(f"act {mark:>7,}: median {median * 1000:.3f} ms, {median / first:.2f} × act {marks[0]}")


_CHECKER = """
import sys, time
sys.path[:0] = {path!r}
from sessions import CHOICES, TASK, Agrees, act
from commensurate.guard import Guard
from commensurate.stores.sqlite import SqliteStore
guard = Guard(CHOICES, judge=Agrees(), store=SqliteStore(sys.argv[1]))
print("ready", flush=True)
number = 0
while True:
    number += 1
    if guard.check(act(number), TASK).outcome.stops:
        print(time.time(), flush=True)
        break
"""


def halt_latency(rounds: int) -> None:
    """From `halt` here to the first stopped check in another process."""
    delays = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "log.sqlite")
            store = SqliteStore(path)
            guard = Guard(CHOICES, judge=Agrees(), store=store)
            script = _CHECKER.format(path=[*sys.path, str(Path(__file__).parent)])
            other = subprocess.Popen([sys.executable, "-c", script, path], stdout=subprocess.PIPE, text=True)
            assert other.stdout is not None
            other.stdout.readline()
            time.sleep(0.3)
            start = time.time()
            guard.halt("a drill", "all", by="ada")
            delays.append(float(other.stdout.readline()) - start)
            other.wait()
    print(
        f"halt reaches another process in: median {statistics.median(delays) * 1000:.1f} ms, worst {max(delays) * 1000:.1f} ms"
    )


def many_hands(acts: int) -> None:
    """Two processes, eight threads each: no ceiling is overshot, and the sums are those of the records."""
    here = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "log.sqlite")
        command = [sys.executable, str(here / "guard/hands.py"), path]
        rest = [str(acts // 16), "8", str(acts // 2)]
        places = os.pathsep.join([str(here), *sys.path])
        start = time.perf_counter()
        workers = [subprocess.Popen([*command, name, *rest], env=os.environ | {"PYTHONPATH": places}) for name in "ab"]
        assert [worker.wait() for worker in workers] == [0, 0]
        seconds = time.perf_counter() - start
        store = SqliteStore(path)
        decided = [json.loads(r.body)["decision"] for r in store.records() if r.kind == "decision"]
        through = sum(one["outcome"] in ("allow", "notify") for one in decided)
        with store.writing() as ledger:
            counted = sum(ledger.session(f"{name}-{n}").sums.acts for name in "ab" for n in range(8))
        verified, _head = verify(store.records())
    print(
        f"{len(decided):,} acts by 2 × 8 threads in {seconds:.0f} s: {through:,} let through of a budget of {acts // 2:,}"
    )
    print(f"the sums count {counted:,} acts; the chain holds over {verified:,} records")


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acts", type=int, default=10_000)
    parser.add_argument("--store", choices=("sqlite", "memory"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--hands", type=int, default=0)
    given = parser.parse_args()
    if given.hands:
        many_hands(given.hands)
        return
    with tempfile.TemporaryDirectory() as folder:
        cost(MemoryStore() if given.store == "memory" else SqliteStore(Path(folder) / "log.sqlite"), given.acts)
    halt_latency(given.rounds)


if __name__ == "__main__":
    main()
