"""What every adapter shares: the lines it is asked on and answers on. Nothing here knows a guard.

An adapter is a program. `--about` prints one JSON object, what the guard is, or ends in 3 and says on stderr how to
install it. Without a word it reads JSON lines: first `{"settings": {...}}`, then questions (`n`, `task`, `tool`,
`arguments`, `command`, `steps`, `cwd`, `home`, `roots`, `facts`); it answers each with `{"n": …, "outcome":
"allow" | "notify" | "escalate" | "block", "ms": …}`, or with `{"n": …, "error": "…"}`: a guard that fails has said
nothing, and nothing is never a pass.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from time import perf_counter
from typing import Any

Question = Mapping[str, Any]
Judge = Callable[[Question], str]
"""A question in, one of the four outcomes out; raises whatever goes wrong."""

NOT_INSTALLED = 3


class NotInstalledError(Exception):
    """The guard is not there; the message says how to get it."""


@dataclass(frozen=True)
class About:
    """What a guard is. `own` are sources of rows that come from its own tests."""

    guard: str
    version: str
    not_for: str
    reads: str = "any"
    own: tuple[str, ...] = ()


def serve(says: str, about: Callable[[Mapping[str, Any]], About], opened: Callable[[Mapping[str, Any]], Judge]) -> None:
    """The whole program: `says` is its help, `about` and `opened` are told the settings."""
    parser = argparse.ArgumentParser(description=says, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--about", action="store_true", help="say what the guard is, as JSON")
    given = parser.parse_args()
    settings = json.loads(sys.stdin.readline() or "{}").get("settings", {})
    try:
        known = about(settings)
        judge = opened(settings)
        if given.about:
            print(json.dumps(asdict(known)))
            return
        _answer_all(judge, (json.loads(line) for line in sys.stdin), int(settings.get("concurrency", 1)))
    except NotInstalledError as error:
        print(error, file=sys.stderr)
        sys.exit(NOT_INSTALLED)


def _answer_all(judge: Judge, questions: Iterable[Question], threads: int) -> None:
    with ThreadPoolExecutor(threads) as pool:
        waiting = iter(questions)
        while batch := list(islice(waiting, 4 * threads)):
            for answer in pool.map(lambda question: _answer(judge, question), batch):
                print(json.dumps(answer), flush=True)


def _answer(judge: Judge, question: Question) -> dict[str, Any]:
    start = perf_counter()
    try:
        outcome = judge(question)
    except Exception as error:  # noqa: BLE001 (one row that a guard fails on must not end the others; it is counted)
        return {"n": question["n"], "error": f"{type(error).__name__}: {error}"[:400]}
    return {"n": question["n"], "outcome": outcome, "ms": round(1000 * (perf_counter() - start), 2)}
