"""Looks at this machine's files without touching them: does it exist, where does it lead, what does a script say,
would git bring it back.

Only absolute paths are answered; what cannot be told in time is left out. Nothing of a repository runs: git is asked
for the tree of HEAD alone (no hooks, filters, monitors or fetching), and the files are compared here.
"""

import hashlib
import os
import stat
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from commensurate.model.analysis import Ask, Question

_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")
_GIT_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
_FOLDS_CASE = sys.platform in {"darwin", "win32", "cygwin"}
"""File systems that take Notes.txt for notes.txt, as these platforms have by default."""


class LocalProbe:
    """Answers EXISTS, REAL_PATH, FILE_TEXT and TRACKED_BY_GIT for paths of this machine.

    `seconds` bounds all answers to one call together; `largest` is in bytes and bounds a script that is read or a
    file that is compared; `most` bounds the files of a folder that are compared.
    """

    def __init__(self, seconds: float = 2.0, largest: int = 262_144, most: int = 2_000) -> None:
        self._seconds = seconds
        self._largest = largest
        self._most = most

    def answer(self, questions: Sequence[Question]) -> Mapping[Question, str]:
        """What can be told within the time. Never raises."""
        answers: dict[Question, str] = {}
        until = time.monotonic() + self._seconds
        ask = threading.Thread(
            target=self._fill, args=(questions, answers, until), name="commensurate-probe", daemon=True
        )
        ask.start()
        ask.join(self._seconds)
        return dict(tuple(answers.items()))

    def _fill(self, questions: Sequence[Question], answers: dict[Question, str], until: float) -> None:
        known: Mapping[Ask, Callable[[Path, float], str | None]] = {
            Ask.EXISTS: _exists,
            Ask.REAL_PATH: _real_path,
            Ask.FILE_TEXT: self._file_text,
            Ask.TRACKED_BY_GIT: self._tracked,
        }
        for question in questions:
            look = known.get(question.ask)
            if look is None or not time.monotonic() < until:
                continue
            try:
                path = Path(question.subject)
                found = look(path, until) if path.is_absolute() else None
            except (OSError, ValueError, RuntimeError):
                continue
            if found is not None:
                answers[question] = found

    def _file_text(self, path: Path, until: float) -> str | None:
        del until
        found = _regular(path, self._largest)
        if found is None or b"\0" in found:
            return None
        return found.decode("utf-8")

    def _tracked(self, path: Path, until: float) -> str | None:
        """Would `git checkout` bring all of it back? Contents are compared with HEAD byte by byte."""
        if not os.path.lexists(path) or ".git" in path.parts:
            return "no" if ".git" in path.parts else None
        committed = _head(path, until)
        if committed is None:
            return None
        below = [path] if not path.is_dir() or path.is_symlink() else _files_below(path, self._most, until)
        if below is None or any(file not in committed for file in below):
            return None if below is None else "no"
        if not below:
            return None
        same = all(self._same(file, committed[file], until) for file in below)
        return "yes" if same else "modified"

    def _same(self, path: Path, sha: str, until: float) -> bool:
        if not time.monotonic() < until:
            raise TimeoutError
        content = os.fsencode(path.readlink()) if path.is_symlink() else _regular(path, 64 * self._largest)
        if content is None:
            return False
        made = hashlib.sha1 if len(sha) == 40 else hashlib.sha256  # git's own choice, not ours
        return made(b"blob %d\0" % len(content) + content).hexdigest() == sha


def _exists(path: Path, until: float) -> str | None:
    del until
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return "no"
    return "yes"


def _real_path(path: Path, until: float) -> str | None:
    del until
    real = Path(os.path.realpath(path))
    return str(as_on_disk(real) if _FOLDS_CASE else real)


def as_on_disk(path: Path) -> Path:
    """The path in the letters that the disk holds, for file systems that do not tell a from A."""
    found = Path(path.anchor)
    for name in path.parts[1:]:
        names = [one.name for one in found.iterdir()] if found.is_dir() else []
        same = name if name in names else next((one for one in names if one.casefold() == name.casefold()), name)
        found /= same
    return found


def _regular(path: Path, largest: int) -> bytes | None:
    """The content of a regular file of at most `largest` bytes; devices, pipes and folders are never opened to wait."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(handle, "rb") as file:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > largest:
            return None
        content = file.read(largest + 1)
    return content if len(content) <= largest else None


def _head(path: Path, until: float) -> Mapping[Path, str] | None:
    """What HEAD holds at a path and below it: file -> hash of its content. Empty where git knows nothing of it."""
    folder = path.parent
    left = until - time.monotonic()
    if not left > 0:
        return None
    import subprocess  # noqa: PLC0415 (where git is asked)

    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | _GIT_QUIET
    asked = [*_GIT, "-C", str(folder), "ls-tree", "-r", "-z", "HEAD", "--", path.name]
    try:
        done = subprocess.run(asked, capture_output=True, timeout=left, env=env, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 (a fixed command; the path is a word of its own after --)
    except subprocess.SubprocessError:
        return None
    if done.returncode:
        return {}
    found = {}
    for line in done.stdout.split(b"\0"):
        facts, _, name = line.partition(b"\t")
        if facts.split()[1:2] == [b"blob"]:
            found[folder / os.fsdecode(name)] = facts.split()[2].decode()
    return found


def _files_below(folder: Path, most: int, until: float) -> list[Path] | None:
    """All files and links below a folder; None where there are more than `most` or the time is over."""
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        found += [Path(place, name) for name in (*files, *links)]
        if len(found) > most or not time.monotonic() < until:
            return None
        if ".git" in folders or ".git" in files:
            return [folder / ".git"]
    return found
