"""The commands that a human uses: the log, approvals and the kill switch, as real processes on one store."""

import json
import os
import sys
from pathlib import Path

import pytest

from cli.test_check import run
from commensurate.guard import Guard
from commensurate.model.action import Action
from commensurate.model.decision import Decision, Outcome
from commensurate.model.task import Provenance, Task
from commensurate.settings import Policy, choices
from commensurate.stores.sqlite import SqliteStore

TASK = Task("tidy", Provenance.HUMAN)
ACTION = Action("no_such_tool", {"password": "hunter2"}, session="s", call_id="1")


def waiting(place: Path) -> tuple[Guard, Decision]:
    guard = Guard(choices(Policy()), store=SqliteStore(place / "log.sqlite"))
    return guard, guard.ask(guard.check(ACTION, TASK))


@pytest.mark.parametrize(("word", "outcome"), [("approve", Outcome.ALLOW), ("deny", Outcome.BLOCK)])
def test_a_human_answers_from_another_process(tmp_path: Path, word: str, outcome: Outcome) -> None:
    """Listed, answered, used."""
    guard, decision = waiting(tmp_path)
    listed = json.loads(run(tmp_path, "approvals", "--json").stdout)
    assert [one["id"] for one in listed] == [decision.approval]
    assert decision.approval.encode() in run(tmp_path, "approvals").stdout
    assert run(tmp_path, word, decision.approval, "--by", "ada").returncode == 0
    assert guard.ask(decision).outcome is outcome
    assert run(tmp_path, word, decision.approval, "--by", "ada").returncode == 2
    assert json.loads(run(tmp_path, "approvals", "--json").stdout) == []


def test_halt_and_resume_from_another_process(tmp_path: Path) -> None:
    """The scope is named, exactly one."""
    guard, _ = waiting(tmp_path)
    look = Action("bash", {"command": "ls"}, session="s")
    assert run(tmp_path, "halt", "--session", "s", "enough").returncode == 0
    assert guard.check(look, TASK).outcome is Outcome.BLOCK
    assert run(tmp_path, "resume", "--session", "s", "it was a test").returncode == 0
    assert guard.check(look, TASK).outcome is Outcome.ALLOW
    for words in (("enough",), ("--all", "--session", "s", "enough"), ("--all", " ")):
        assert run(tmp_path, "halt", *words).returncode == 2


@pytest.mark.slow
def test_a_halt_works_with_a_broken_rule_pack(tmp_path: Path) -> None:
    """Nothing of the policy but the store is needed to stop everything."""
    (tmp_path / "own.yaml").write_text("- broken")
    (tmp_path / "policy.yaml").write_text("rules: {packs: [own.yaml]}\njudge: nobody\n")
    policy = str(tmp_path / "policy.yaml")
    assert run(tmp_path, "check", "--policy", policy, "--task", "x", "ls").returncode == 2
    assert run(tmp_path, "halt", "--policy", policy, "--all", "enough").returncode == 0
    assert run(tmp_path, "check", "--task", "x", "ls").returncode == 4


@pytest.mark.slow
def test_the_log_is_verified_shown_and_taken_elsewhere(tmp_path: Path) -> None:
    """The export verifies like the log; a touched one names its first broken link; no secret is in it."""
    waiting(tmp_path)
    held = json.loads(run(tmp_path, "audit", "verify", "--json").stdout)
    assert held["holds"]
    assert held["records"] >= 2
    assert run(tmp_path, "audit", "verify", "--anchor", held["head"]).returncode == 0
    assert run(tmp_path, "audit", "verify", "--anchor", "0" * 64).returncode == 1
    shown = json.loads(run(tmp_path, "audit", "show", "--json", "--kind", "decision").stdout)
    assert shown[0]["body"]["decision"]["outcome"] == "escalate"
    exported = run(tmp_path, "audit", "export").stdout
    assert b"hunter2" not in exported
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(exported)
    assert run(tmp_path, "audit", "verify", "--file", str(copy)).returncode == 0
    copy.write_bytes(exported.replace(b"escalate", b"allow"))
    touched = run(tmp_path, "audit", "verify", "--file", str(copy))
    assert touched.returncode == 1
    assert b": altered" in touched.stdout
    copy.write_bytes(exported + b"garbage\n")
    assert b"copy.jsonl:%d: $" % (held["records"] + 1) in run(tmp_path, "audit", "verify", "--file", str(copy)).stderr


@pytest.mark.slow
def test_without_a_log_nothing_is_shown_and_none_is_made(tmp_path: Path) -> None:
    """Looking does not write."""
    for words in (("audit", "verify"), ("audit", "show"), ("audit", "export"), ("approvals",)):
        done = run(tmp_path, *words)
        assert done.returncode == 2
        assert b"there is no log yet" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--help",), (), ("check", "--help"), ("audit", "--help"), ("halt", "--help")])
def test_help_teaches(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Every command says what it does."""
    done = run(tmp_path, *words)
    assert b"Usage" in done.stdout + done.stderr
    assert done.returncode == (0 if words else 2)


@pytest.mark.slow
def test_a_command_that_nobody_has_is_bad_input(tmp_path: Path) -> None:
    """Exit status 2."""
    assert run(tmp_path, "chekc").returncode == 2


def test_one_command_does_not_load_the_others(tmp_path: Path) -> None:
    """A hook runs a process a call: what it does not need is not imported."""
    done = run(tmp_path, "check", "--task", "x", "ls", PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.decode().splitlines()}
    assert "commensurate.settings" in loaded
    assert not loaded & {"openai", "jsonschema", "sqlglot", "langchain_core", "asyncio", "commensurate.evaluate"}


def test_policy_says_what_the_guard_runs_on(tmp_path: Path) -> None:
    """And fails where any of it does not load."""
    facts = json.loads(run(tmp_path, "policy", "--json").stdout)
    assert facts["store"] == str(tmp_path / "log.sqlite")
    assert facts["rules"] > 10
    assert run(tmp_path, "policy", COMMENSURATE_JUDGE="nobody").returncode == 2


@pytest.mark.slow
def test_a_command_whose_extra_is_lacking_says_which(tmp_path: Path) -> None:
    """One sentence and exit status 2; the other commands go on."""
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['rich.progress'] = None\n")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = run(tmp_path, "eval", "x.jsonl", "--json", PYTHONPATH=path)
    assert done.returncode == 2
    assert b"eval needs the module 'rich.progress': pip install 'commensurate'" in done.stderr
    assert run(tmp_path, "check", "--task", "look", "ls", PYTHONPATH=path).returncode == 0
    assert run(tmp_path, "--help", PYTHONPATH=path).returncode == 0
