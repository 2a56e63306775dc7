"""`commensurate rules`, from the outside."""

import json
import subprocess
import sys
from pathlib import Path

from commensurate.rules.schema import pack_schema

PACK = """\
- id: ours.never
  title: Never speaks
  when: {operation: pay, resource: {kind: guard}}
  outcome: block
  reason: A test.
  examples:
    match: [ls]
    no_match: [pwd]
"""


def call(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commensurate", "rules", *words], capture_output=True, text=True, check=False
    )


def test_an_example_that_does_not_hold_is_named_with_file_and_line(tmp_path: Path) -> None:
    """Exit 1, and the line of the example."""
    pack = tmp_path / "ours.yaml"
    pack.write_text(PACK)
    done = call("test", str(pack))
    assert done.returncode == 1
    assert f"{pack}:7: ours.never: should match and does not: ls" in done.stdout
    assert "1 rules, 2 examples, 1 broken" in done.stdout


def test_a_pack_that_does_not_load_is_one_line_and_exit_2(tmp_path: Path) -> None:
    """No traceback."""
    pack = tmp_path / "ours.yaml"
    pack.write_text(PACK.replace("guard", "gard"))
    done = call("test", str(pack))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"commensurate: {pack}:3: ours.never: when.resource.kind: 'gard' is not known")


def test_the_schema_is_printed_for_editors() -> None:
    """The very schema that packs are held to."""
    assert json.loads(call("schema").stdout) == pack_schema()


def test_an_unknown_rule_is_exit_2() -> None:
    """And the message says where the ids are."""
    done = call("show", "no.such")
    assert done.returncode == 2
    assert "rules list" in done.stderr
