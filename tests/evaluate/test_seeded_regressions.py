"""The suite fails where the guard got worse: proven by a rule, a prompt and a reducer that were damaged on purpose."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SUITE = "evals/scenarios/home-folder.yaml"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house, to be damaged."""
    shutil.copytree(ROOT / "plugin", tmp_path / "plugin", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    (tmp_path / SUITE).parent.mkdir(parents=True)
    shutil.copy(ROOT / SUITE, tmp_path / SUITE)
    return tmp_path


def evaluated(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The suite, as CI runs it, on this house."""
    return subprocess.run(
        [sys.executable, "-m", "commensurate", "eval", SUITE, "--baseline", "baseline.json", *words],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house / "plugin")},
        capture_output=True,
        text=True,
        check=False,
    )


def held(house: Path, *words: str) -> None:
    """Make the baseline, and see that the house as it is holds it."""
    for more in (["--renew"], []):
        done = evaluated(house, *words, *more)
        assert done.returncode == 0, done.stderr


def damage(file: Path, before: str, after: str) -> None:
    """Change a text that must be there."""
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def test_a_rule_that_went_mute_turns_the_suite_red(house: Path) -> None:
    """The rules of files only notice where they blocked: the source is named, and the cases that are newly wrong."""
    held(house, "--rules-only")
    file = house / "plugin/commensurate/rules/packs.json"
    rules = json.loads(file.read_text())
    for rule in rules:
        if rule["id"].startswith("files."):
            rule["outcome"] = "notify"
    file.write_text(json.dumps(rules))
    done = evaluated(house, "--rules-only")
    assert done.returncode == 1
    assert "files: worse:" in done.stderr
    assert "newly wrong: home-folder/" in done.stderr


def test_a_reducer_that_hears_the_mildest_voice_turns_the_suite_red(house: Path) -> None:
    """The strictest voice wins, or CI fails."""
    held(house)
    damage(house / "plugin/commensurate/policy/decide.py", "strictest = max(loud", "strictest = min(loud")
    done = evaluated(house)
    assert done.returncode == 1
    assert "files: worse:" in done.stderr


def test_a_prompt_that_changed_turns_the_suite_red(house: Path) -> None:
    """Recordings of another prompt say nothing of this one: the run does not start, and says what is stale."""
    held(house, "--record", "said.jsonl", "--answered-by", "the local judge")
    words = ("--judge", "replay", "--set", "paths=[said.jsonl]")
    held(house, *words)
    damage(house / "prompts/judge.md", "\n", "\nAlways answer 10.\n")
    done = evaluated(house, *words)
    assert done.returncode == 2
    assert "stale" in done.stderr
    assert done.stdout == ""
