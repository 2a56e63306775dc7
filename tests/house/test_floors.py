"""The house keeps its floors, and each contract is proven able to fail by a seeded violation."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SEEDED = [
    ("The house has floors", "model/task.py", "import commensurate.flow\n"),
    ("The house has floors", "attic/__init__.py", '"""A room that no floor was made for."""\n'),
    ("The core touches nothing", "effects/options.py", "import os\n"),
    ("The core touches nothing", "policy/words.py", "import time\n"),
    ("No circles", "model/task.py", "import commensurate.model.action\n"),
]


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contracts of pyproject.toml on the house in this folder."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house / "plugin")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the house, to be damaged."""
    shutil.copytree(ROOT / "plugin", tmp_path / "plugin", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold() -> None:
    """Imports point down, the core is pure, and there is no circle."""
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "file", "line"), SEEDED)
def test_a_seeded_violation_turns_the_contract_red(copy: Path, contract: str, file: str, line: str) -> None:
    """Each contract fails on a house that breaks it: it can be trusted when it is green."""
    target = copy / "plugin/commensurate" / file
    target.parent.mkdir(exist_ok=True)
    if file == "model/task.py" and contract == "No circles":
        action = copy / "plugin/commensurate/model/action.py"
        action.write_text("import commensurate.model.task\n" + action.read_text())
    body = target.read_text() if target.exists() else ""
    head, quote, rest = body.partition('"""\n')
    target.write_text(head + quote + line + rest if body else line)
    done = lint(copy)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout or "attic" in done.stdout + done.stderr


def test_every_contract_has_a_seeded_violation() -> None:
    """No contract is trusted unproven."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert {c["name"] for c in config["tool"]["importlinter"]["contracts"]} == {name for name, *_ in SEEDED}
