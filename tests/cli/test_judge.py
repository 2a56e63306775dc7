"""`commensurate judge`, from the outside."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commensurate.cli.asked import settings_of
from commensurate.errors import InputError
from judges.faulty_server import serving
from judges.test_ping import sense

ROWS = [
    {"task": f"delete the file n{n}.txt", "tool": "bash", "arguments": {"command": f"rm {name}"}, "label": label, "source": "s", "id": f"{label}{n}"}
    for n in range(4)
    for label, name in (("proportionate", f"n{n}.txt"), ("disproportionate", "/etc/passwd"))
]  # fmt: skip


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commensurate", "judge", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def rows(tmp_path: Path) -> str:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)))
    return str(path)


def test_ping_says_what_an_endpoint_supports() -> None:
    """In words or as JSON; the exit status says whether it is of use."""
    with serving(sense) as server:
        done = run("ping", "--set", "model=tester", "--set", f"base_url={server.url}", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["works"] is True
    down = run("ping", "--set", "base_url=http://127.0.0.1:9/v1")
    assert down.returncode == 1
    assert "no usable answer" in down.stdout


@pytest.mark.parametrize(
    "judge",
    [
        "{name: openai, model: tester, base_url: URL, second: framing}",
        "{name: staged, model: {name: openai, model: tester, base_url: URL}}",
        "{name: staged, model: {name: pair, first: {model: tester, base_url: URL}}}",
    ],
)
def test_ping_asks_the_endpoints_of_the_policy(judge: str, tmp_path: Path) -> None:
    """Also those of a judge inside another one."""
    policy = tmp_path / "policy.yaml"
    with serving(sense) as server:
        policy.write_text(f"version: 1\njudge: {judge.replace('URL', server.url)}\n")
        done = run("ping", "--json", COMMENSURATE_POLICY=str(policy))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["works"] is True


def test_calibrate_writes_a_policy_fragment(rows: str, tmp_path: Path) -> None:
    """One that loads as a policy."""
    out = tmp_path / "policy.yaml"
    done = run("calibrate", rows, "--fpr", "0.0", "--out", str(out))
    assert done.returncode == 0, done.stderr
    from commensurate.settings import choices, load_policy

    assert choices(load_policy(out)).table.cells
    assert out.read_text().startswith("# Fitted with the judge 'local'")


def test_stability_reports_agreement(rows: str) -> None:
    """The local judge always agrees with itself."""
    done = run("stability", rows, "-k", "2", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["same"] == 1.0


def test_settings_nest_by_dots() -> None:
    """Values are YAML."""
    assert settings_of(["a.b=1", "a.c=x", "d=[1, 2]"]) == {"a": {"b": 1, "c": "x"}, "d": [1, 2]}


@pytest.mark.parametrize("wrong", ["a", "=1", "a=[", "a.b=1"])
def test_a_setting_that_is_none_is_refused(wrong: str) -> None:
    """In one line."""
    with pytest.raises(InputError):
        settings_of(["a=1", wrong])
