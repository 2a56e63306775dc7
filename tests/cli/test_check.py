"""`commensurate check` as a real process: a decision or a sentence, never a traceback, never a yes by accident."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ALLOWED, BAD, ESCALATED, BLOCKED = 0, 2, 3, 4


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path


def run(place: Path, *words: str | bytes, stdin: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    env = {
        **os.environ, "HOME": str(place), "PYTHONPATH": os.pathsep.join(sys.path), "COMMENSURATE_JUDGE": "none",
        "COMMENSURATE_STORE": str(place / "log.sqlite"), "COLUMNS": "100", **environ,
    }  # fmt: skip
    command = [sys.executable, "-m", "commensurate", *words]
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=60, env=env, cwd=place, check=False)
    assert b"Traceback" not in done.stderr + done.stdout
    return done


def asked(**more: object) -> bytes:
    return json.dumps({"version": 1, "action": {"tool": "no_such_tool", "arguments": {"x": 1}}, **more}).encode()


def test_what_only_looks_is_allowed(place: Path) -> None:
    """Exit status 0, and the word."""
    done = run(place, "check", "--task", "look around", "ls -l")
    assert done.returncode == ALLOWED
    assert done.stdout.startswith(b"ALLOW")


def test_what_nobody_can_read_is_escalated(place: Path) -> None:
    """Exit status 3, with a question that a human can answer."""
    done = run(place, "check", "--task", "tidy", "--tool", "no_such_tool", "--arguments", '{"x": 1}')
    assert done.returncode == ESCALATED
    assert b"Approve?" in done.stdout


def test_a_blocked_action_exits_with_four(place: Path) -> None:
    """A halt blocks whatever comes."""
    assert run(place, "halt", "--all", "enough").returncode == ALLOWED
    done = run(place, "check", "--task", "look around", "ls -l")
    assert done.returncode == BLOCKED
    assert b"enough" in done.stdout


@pytest.mark.parametrize("stdin", [b"garbage", b"\xff\xfe"])
def test_what_is_no_request_is_bad_input(place: Path, stdin: bytes) -> None:
    """One sentence on stderr, nothing on stdout, exit status 2."""
    done = run(place, "check", "-", stdin=stdin)
    assert (done.returncode, done.stdout) == (BAD, b"")
    assert done.stderr.startswith(b"commensurate: $")


def test_json_is_one_object_that_the_wire_reads(place: Path) -> None:
    """For programs."""
    done = run(place, "check", "--json", "--task", "look around", "ls -l")
    assert json.loads(done.stdout)["decision"]["outcome"] == "allow"
    done = run(place, "explain", "--json", "-", stdin=asked())
    assert json.loads(done.stdout)["decision"]["outcome"] == "escalate"
    assert done.returncode == ESCALATED


def test_explain_shows_how_it_came_about(place: Path) -> None:
    """Effects, cell and voices."""
    done = run(place, "explain", "--task", "free some space", "rm -rf build")
    assert b"Cell of the risk table" in done.stdout
    assert b"Voices" in done.stdout


def test_without_a_task_rules_and_table_decide(place: Path) -> None:
    """An empty task is no human's word: the small goes on with a notice, the rest and the unknown to a human."""
    for words in ((), ("--task", ""), ("--task", "  ")):
        done = run(place, "check", *words, "mkdir new")
        assert (done.returncode, done.stdout[:6]) == (ALLOWED, b"NOTIFY")
        for grave in ("git push --force origin main", "rm -rf src", "./no-such-script.sh"):
            assert run(place, "check", *words, grave).returncode in {ESCALATED, BLOCKED}


NESTED = b'{"version": 1, "action": {"tool": "x", "arguments": ' + b'{"a":' * 60_000 + b"1" + b"}" * 60_000 + b"}}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "stdin",
    [
        b"", b"garbage", b"\xff\xfe\x00", b"null", b"[]", b"{}", b'{"version": 1}', asked()[:-1], asked(extra=1),
        asked(task="words"), asked(task={"words": "x", "provenance": "god"}), asked() + asked(),
        asked().replace(b"1}", b"NaN}"), asked().replace(b'"x": 1', b'"x": 1, "x": 2'), b"\0" * 100, b"[" * 200_000,
        asked().replace(b'"x"', b'"\\ud800"'), NESTED, b'{"version": 1, "action": ' + b"9" * 5_000 + b"}",
    ],
)  # fmt: skip
def test_no_garbage_on_stdin_gets_further(place: Path, stdin: bytes) -> None:
    """One sentence on stderr, nothing on stdout, exit status 2."""
    done = run(place, "check", "-", stdin=stdin)
    assert done.returncode == BAD
    assert done.stdout == b""
    assert done.stderr.startswith(b"commensurate: $")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("size", [1_000_000, 7_000_000, 10_000_000])
def test_ten_megabytes_of_arguments_end_in_time_and_never_in_a_yes(place: Path, size: int) -> None:
    """An error or an escalation."""
    stdin = json.dumps(
        {
            "version": 1,
            "action": {"tool": "bash", "arguments": {"command": "rm " + "x" * size}},
            "task": {"words": "delete x", "provenance": "human"},
        }
    ).encode()
    began = time.monotonic()
    done = run(place, "check", "-", stdin=stdin)
    assert done.returncode in {BAD, ESCALATED, BLOCKED}
    assert time.monotonic() - began < 30


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        [], ["ls", "--arguments", "{}"], ["--arguments", "[]"], ["--arguments", "{"], ["--arguments", '{"a": NaN}'],
        ["--env", "prod", "ls"], ["--policy", "/nowhere/policy.yaml", "ls"], ["--no-such-option", "ls"],
        ["ls", "too", "many"], ["--arguments", '{"a": 1, "a": 2}'],
    ],
)  # fmt: skip
def test_wrong_words_are_bad_input(place: Path, words: list[str]) -> None:
    """Exit status 2, and why."""
    done = run(place, "check", "--task", "x", *words)
    assert done.returncode == BAD
    assert done.stderr
    assert done.stdout == b""


@pytest.mark.slow
@pytest.mark.parametrize("command", [b"rm -rf \xff\xfe", b"\xc3\x28 && rm -rf /", b"rm -rf \xe2\x80\xae/"])
def test_bytes_that_are_no_text_never_pass(place: Path, command: bytes) -> None:
    """On the command line, where nobody can refuse them before."""
    done = run(place, "check", "--task", "tidy", command)
    assert done.returncode in {ESCALATED, BLOCKED}


@pytest.mark.slow
@pytest.mark.parametrize("broken", ["not a database", ""], ids=["garbage", "folder"])
def test_a_broken_store_blocks_what_changes_something(place: Path, broken: str) -> None:
    """And looking goes on with a notice."""
    if broken:
        (place / "log.sqlite").write_text(broken * 1000)
    else:
        (place / "log.sqlite").mkdir()
    assert run(place, "check", "--task", "make it", "mkdir new").returncode == BLOCKED
    done = run(place, "check", "--task", "look around", "ls -l")
    assert done.returncode == ALLOWED
    assert done.stdout.startswith(b"NOTIFY")


def test_a_policy_that_is_wrong_stops_the_start(place: Path) -> None:
    """File, line and what was meant."""
    (place / "policy.yaml").write_text("mode: full\nruels: {}\n")
    done = run(place, "check", "--task", "x", "ls", COMMENSURATE_POLICY=str(place / "policy.yaml"))
    assert done.returncode == BAD
    assert b"policy.yaml:2: ruels" in done.stderr
    assert b"did you mean 'rules'?" in done.stderr
