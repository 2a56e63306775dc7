"""No text of 64 KB hangs a reader or makes it fall over: what costs too much is opaque, and never less than that."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from commensurate.effects.analyze import analyze
from commensurate.model.action import Action
from commensurate.model.analysis import Coverage
from commensurate.model.effect import Operation
from effects import hostile

LONGEST = 0.25
"""Seconds of CPU time: five times what is promised, for a machine that does much else. tests/bench/hostile.py shows more."""
CASES = list(hostile.cases())


def _cost(work: Callable[[], Any]) -> float:
    """The lesser of two, the second only where the first is long: another test may share the processor's caches."""
    costs: list[float] = []
    while len(costs) < 2 and (not costs or costs[0] > LONGEST):
        began = time.process_time()
        work()
        costs.append(time.process_time() - began)
    return min(costs)


@pytest.mark.parametrize(("reader", "text"), CASES, ids=[f"{reader}-{text[:16]!r}" for reader, text in CASES])
def test_a_hostile_text_costs_little(reader: str, text: str) -> None:
    """64 KB of anything is read, or given up, at once; no reader fails."""
    hostile.run(reader, "x")
    notes = hostile.run(reader, text).notes
    assert not any("failed" in note for note in notes), notes[:3]
    assert _cost(lambda: hostile.run(reader, text)) < LONGEST


@pytest.mark.parametrize(
    ("tool", "arguments"), hostile.STRUCTURES, ids=[f"{tool}-{n}" for n, (tool, _) in enumerate(hostile.STRUCTURES)]
)
def test_arguments_that_are_many_or_deep_cost_little(tool: str, arguments: dict[str, Any]) -> None:
    """A tool's arguments are text like any other."""
    action = Action(tool, arguments, hostile.HERE)
    analyze(action)
    assert _cost(lambda: analyze(action)) < LONGEST


LOST = (
    "true a; " * 4_000 + "rm -rf /srv/data",
    "rm " + "a1 " * 20_000 + "/srv/data",
    "echo x | " * 3_000 + "rm -rf /srv/data",
    "if x; then y; fi\n" * 3_000 + "rm -rf /srv/data",
    "] ~ " * 12_000 + "; rm -rf /srv/data",
    "alias?" * 9_000 + "; rm -rf /srv/data",
    "psql -c 'select f(x) from y where z'; " * 1_500 + "rm -rf /srv/data",
    "sh -c '" + "true a; " * 4_000 + "rm -rf /srv/data'",
)


@pytest.mark.parametrize("text", LOST, ids=[text[:12] for text in LOST])
def test_what_stands_behind_the_padding_is_read_or_the_whole_is_opaque(text: str) -> None:
    """Padding pushes nothing out of view unsaid."""
    found = analyze(Action("bash", {"command": text}, hostile.HERE))
    seen = any(e.operation is Operation.DELETE and e.resource.name == "/srv/data" for e in found.effects)
    assert seen or (found.coverage is Coverage.OPAQUE and any(e.operation is Operation.EXECUTE for e in found.effects))


def _script(lines: int) -> str:
    return "".join(
        f'if [ -f "conf/{n}.ini" ]; then\n  cp "conf/{n}.ini" "$out/{n}.ini" # keep it\nfi\n' for n in range(lines)
    )


def _functions(count: int) -> str:
    body = (
        '  if [[ -f "$1/a" && "$2" != "b" ]]; then\n    for f in "$1"/*.log; do\n      echo "file $f: $(wc -l < "$f")" || true\n    done\n'
        '  elif [ -z "${C:-}" ]; then\n    case "$2" in\n      a|b) cp "$1/a" "$1/b" ;;\n      *) echo none ;;\n    esac\n  fi\n'
    )
    return "".join(f"deploy_{n}() {{\n{body * (2 + n % 8)}}}\n" for n in range(count))


def test_functions_are_parted_between_them() -> None:
    """A long script is parsed piece by piece; a piece that ends within a function would be half a command."""
    found = hostile.run("shell", _functions(10) + "rm -rf /srv/data\n")
    assert found.coverage is Coverage.FULL
    assert any(e.operation is Operation.DELETE and e.resource.name == "/srv/data" for e in found.effects)


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        ("shell", _script(250) + "rm -rf /srv/data\n"),
        ("sql", "".join(f"INSERT INTO a (b, c) VALUES ({n}, 'text {n}');\n" for n in range(700)) + "DROP TABLE users;"),
        ("python", "import shutil\n" + "".join(f"def f{n}(x):\n    return x + {n}\n" for n in range(1_000)) + "shutil.rmtree('/srv/data')\n"),
        ("javascript", "const fs = require('fs');\n" + "".join(f"function f{n}(x) {{ return x + {n}; }}\n" for n in range(500)) + "fs.rmSync('/srv/data', {recursive: true});\n"),
    ],
    ids=["shell", "sql", "python", "javascript"],
)  # fmt: skip
def test_an_honest_long_text_is_read_to_its_end(reader: str, text: str) -> None:
    """Budgets are for what is hostile: 20 to 30 KB as an agent writes them lose nothing."""
    assert len(text) > 14_000
    assert any(e.operation is Operation.DELETE for e in hostile.run(reader, text).effects)
