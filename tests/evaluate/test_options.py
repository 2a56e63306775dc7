"""The words that `commensurate eval` says and understands are the same ones."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROW = {"task": "", "tool": "bash", "arguments": {"command": "ls"}, "label": "proportionate", "source": "s"}


def call(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "commensurate", "eval", *words], capture_output=True, text=True, check=False
    )


def test_a_run_that_was_stopped_goes_on_with_resume(tmp_path: Path) -> None:
    """From the command line, with the file that --out wrote."""
    rows, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    rows.write_text("".join(json.dumps({**ROW, "id": str(n)}) + "\n" for n in range(3)))
    assert call(str(rows), "--out", str(out)).returncode == 0
    whole = out.read_text()
    out.write_text("".join(whole.splitlines(keepends=True)[:1]))
    done = call(str(rows), "--resume", str(out), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["run"]["resumed"] == 1
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == ["0", "1", "2"]


def test_every_option_that_a_message_names_exists() -> None:
    """What an error tells people to type can be typed."""
    folder = Path(__file__).resolve().parents[2] / "plugin" / "commensurate"
    files = [
        *(f for f in (folder / "evaluate").glob("*.py") if f.stem != "page_style"),
        *(folder / "cli").glob("eval*.py"),
    ]
    named = {option for file in files for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", file.read_text())}
    known = set(re.findall(r"--[a-z][a-z-]+", call("run", "--help").stdout + call("from-log", "--help").stdout))
    assert named - known <= {"--about", "--no-texts"}
