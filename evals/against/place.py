"""A place of its own for each row: a home folder and a project in git, so that no row changes what the next one sees.

Guards look at the disk: where the project is, whose home it is. The folders that a row names as its own (home, roots,
cwd) are made here, and renamed in its command. The folder of all places must not lie below /tmp: some guards let
more happen there. It is ~/.cache/commensurate/against, or COMMENSURATE_AGAINST_PLACE.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(os.environ.get("COMMENSURATE_AGAINST_PLACE") or Path.home() / ".cache" / "commensurate" / "against")
KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "PATHEXT")
"""All that a guard inherits of our environment: no keys, no endpoints."""


@dataclass(frozen=True)
class Place:
    """Where a row takes place. `command` is the row's own, its folders renamed."""

    home: Path
    cwd: Path
    command: str
    environment: Mapping[str, str]


@contextmanager
def place_of(question: Mapping[str, Any]) -> Iterator[Place]:
    """The place of one question about a command line; gone afterwards."""
    ROOT.mkdir(parents=True, exist_ok=True)
    base = Path(tempfile.mkdtemp(dir=ROOT))
    try:
        home, project = base / "home", base / "home" / "project"
        names = _names(question, home, project)
        cwd = Path(names.get(_folder(question.get("cwd")), str(project)))
        for folder in {project, cwd, *(Path(new) for new in names.values())}:
            folder.mkdir(parents=True, exist_ok=True)
        _repository(project if not question.get("roots") else Path(names.get(_folder(question["roots"][0]), project)))
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment = {**kept, "HOME": str(home), "DO_NOT_TRACK": "1"}
        yield Place(home, cwd, renamed(question["command"], names), environment)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def renamed(text: str, names: Mapping[str, str]) -> str:
    """The text with each of these folders under its new name, the longest first."""
    if not names:
        return text
    ordered = sorted(names, key=len, reverse=True)
    one = re.compile(r"(?<![\w./-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w.-])")
    return one.sub(lambda met: names[met.group()], text)


def _names(question: Mapping[str, Any], home: Path, project: Path) -> dict[str, str]:
    """Old folder -> new one, of the folders that the row calls its own."""
    names: dict[str, str] = {}
    own = _folder(question.get("home"))
    if own:
        names[own] = str(home)
    for folder in map(_folder, [*question.get("roots", ()), question.get("cwd")]):
        if not folder or folder in names:
            continue
        above = next((old for old in sorted(names, key=len, reverse=True) if folder.startswith(old + "/")), None)
        names[folder] = names[above] + folder[len(above) :] if above else str(project)
    return names


def _folder(told: Any) -> str:
    """An absolute folder below the root; empty for anything else: nothing else can be made here."""
    folder = told.rstrip("/") if isinstance(told, str) else ""
    return folder if folder.startswith("/") and ".." not in folder.split("/") else ""


def _repository(folder: Path) -> None:
    """An empty repository, as `git init` would make it."""
    for name in ("objects", "refs/heads"):
        (folder / ".git" / name).mkdir(parents=True, exist_ok=True)
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / ".git" / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = false\n")
