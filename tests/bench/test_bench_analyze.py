"""How long a shell line takes, over lines of our own making. Run with `pytest -m slow tests/bench`."""

import itertools
import statistics
import subprocess
import sys
import time
from typing import Any

import pytest

from commensurate.effects.analyze import analyze
from commensurate.judges.local import LocalJudge
from commensurate.model.action import Action, Workspace
from commensurate.model.step import Step
from commensurate.model.task import Provenance, Task
from commensurate.ports import Case

HERE = Workspace(cwd="/w/p", home="/home/ada", roots=("/w/p",))
PARTS = (
    "ls -la", "git status", "cat README.md", "grep -rn 'x y' src", "cd build && make -j4", "rm -rf build", "npm test",
    "find . -name '*.pyc' -delete", "docker ps -a", "X=1 python -m pytest -q", 'echo "$HOME/$X"', "sudo systemctl restart nginx",
    "for f in a b c; do cp $f d/; done", "cat > f.txt <<'EOF'\nhello\nworld\nEOF", "ssh web1 'uptime; df -h'", "tar czf a.tgz src",
    "curl -sS https://example.com/api | jq .name", "kubectl get pods -n web", "git log --oneline | head -5", "sed -i s/a/b/ f",
)  # fmt: skip
JOINS = (" && ", "; ", " | ", "\n", " || ")


def lines() -> list[str]:
    """Four hundred and twenty lines of one to three parts."""
    pairs = [one + join + other for one, other in itertools.product(PARTS, PARTS[:4]) for join in JOINS]
    return [*PARTS, *pairs][:420]


def actions() -> list[Action]:
    return [Action("bash", {"command": text}, HERE) for text in lines()]


@pytest.mark.slow
def test_how_long_a_line_takes(benchmark: Any) -> None:
    """All lines once a round, in process, tables loaded; median and 99th percentile of a line, in ms, beside it."""
    todo = actions()
    for action in todo:
        analyze(action)
    took = []

    def all_of_them() -> None:
        for action in todo:
            began = time.perf_counter()
            analyze(action)
            took.append((time.perf_counter() - began) * 1000)

    benchmark.pedantic(all_of_them, rounds=3)
    took.sort()
    benchmark.extra_info |= {"median": statistics.median(took), "p99": took[int(len(took) * 0.99)]}


@pytest.mark.slow
def test_how_long_a_judgement_takes(benchmark: Any) -> None:
    """The embedded judge, over ten steps of 2 KB each."""
    steps = tuple(Step("read", {"n": n}, f"line {n} of a long listing\n" * 80) for n in range(10))
    task = Task("Update the notes. Do not touch keep/. " * 5, Provenance.HUMAN)
    action = Action("update_note", {"id": "n-1"}, HERE)
    case = Case(task, action, analyze(action), steps=steps)
    benchmark.pedantic(LocalJudge().judge, args=(case,), rounds=100, warmup_rounds=5)


def test_the_door_loads_neither_parser_nor_table() -> None:
    """What only some actions need is loaded when the first of them comes."""
    code = (
        "import sys; from commensurate.settings import throwaway_guard; throwaway_guard();"
        "print(*[m for m in ('tree_sitter', 'sqlglot', 'yaml', 'asyncio', 'subprocess', 'zoneinfo',"
        "'commensurate.effects.shell', 'commensurate.warrant.lexicon') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
