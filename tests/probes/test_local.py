"""The local probe: what it can tell of real files, and what it leaves out."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from commensurate.model.analysis import Ask, Question
from commensurate.probes.local import LocalProbe, as_on_disk


def told(ask: Ask, path: Path | str, probe: LocalProbe | None = None) -> str | None:
    question = Question(ask, str(path))
    return (probe or LocalProbe()).answer([question]).get(question)


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *identity, *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "src").mkdir()
    for name in ("kept.txt", "changed.txt", "src/a.py", "src/b.py"):
        (tmp_path / name).write_text(f"{name}\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    (tmp_path / "changed.txt").write_text("other\n")
    (tmp_path / "new.txt").write_text("new\n")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("kept.txt", "yes"), ("changed.txt", "modified"), ("new.txt", "no"), ("src", "yes"), ("src/a.py", "yes"),
        ("lacking.txt", None), (".git", "no"), (".git/HEAD", "no"), ("", "no"),
    ],
)  # fmt: skip
def test_git_would_bring_back_what_it_holds_unchanged(repository: Path, name: str, answer: str | None) -> None:
    """Committed and the same, committed and changed, or not there."""
    assert told(Ask.TRACKED_BY_GIT, repository / name) == answer


def test_one_file_that_git_does_not_know_speaks_for_its_folder(repository: Path) -> None:
    """All of a folder comes back, or it does not."""
    (repository / "src" / "scratch.py").write_text("x")
    assert told(Ask.TRACKED_BY_GIT, repository / "src") == "no"


def test_one_changed_file_speaks_for_its_folder(repository: Path) -> None:
    """The change would be lost."""
    (repository / "src" / "a.py").write_text("x")
    assert told(Ask.TRACKED_BY_GIT, repository / "src") == "modified"


def test_staged_is_not_committed(repository: Path) -> None:
    """The index goes with the folder."""
    git(repository, "add", "new.txt")
    assert told(Ask.TRACKED_BY_GIT, repository / "new.txt") == "no"


def test_a_link_is_compared_as_a_link(repository: Path) -> None:
    """Not what it leads to."""
    (repository / "link").symlink_to("kept.txt")
    git(repository, "add", "link")
    git(repository, "commit", "-qm", "link")
    assert told(Ask.TRACKED_BY_GIT, repository / "link") == "yes"
    (repository / "link").unlink()
    (repository / "link").symlink_to("new.txt")
    assert told(Ask.TRACKED_BY_GIT, repository / "link") == "modified"


def test_nothing_of_a_repository_runs(repository: Path) -> None:
    """Neither monitors nor filters nor hooks: the agent may have written them."""
    witness = repository / "ran"
    script = repository / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {witness}\ncat\n")
    script.chmod(0o755)
    (repository / ".gitattributes").write_text("* filter=evil diff=evil\n")
    for key in ("core.fsmonitor", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.external"):
        git(repository, "config", key, str(script))
    (repository / "kept.txt").touch()
    assert told(Ask.TRACKED_BY_GIT, repository / "kept.txt") == "yes"
    assert told(Ask.TRACKED_BY_GIT, repository / "changed.txt") == "modified"
    assert not witness.exists()


def test_outside_of_git_nothing_comes_back(tmp_path: Path) -> None:
    """No repository, no help."""
    (tmp_path / "x").write_text("x")
    assert told(Ask.TRACKED_BY_GIT, tmp_path / "x") == "no"


def test_existence(tmp_path: Path) -> None:
    """A dangling link exists; a path below a file does not."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    assert told(Ask.EXISTS, tmp_path / "file") == "yes"
    assert told(Ask.EXISTS, tmp_path / "dangling") == "yes"
    assert told(Ask.EXISTS, tmp_path / "nowhere") == "no"
    assert told(Ask.EXISTS, tmp_path / "file" / "below") == "no"


def test_real_paths_lead_through_links_and_dots(tmp_path: Path) -> None:
    """Where it would end up."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert told(Ask.REAL_PATH, tmp_path / "link" / ".." / "link" / "x") == str(tmp_path.resolve() / "real" / "x")


def test_a_path_takes_the_letters_of_the_disk(tmp_path: Path) -> None:
    """For file systems that do not tell a from A; what is lacking stays as it was written."""
    (tmp_path / "Notes").mkdir()
    (tmp_path / "Notes" / "Plan.TXT").write_text("x")
    assert as_on_disk(tmp_path / "NOTES" / "plan.txt") == tmp_path / "Notes" / "Plan.TXT"
    assert as_on_disk(tmp_path / "notes" / "New") == tmp_path / "Notes" / "New"


def test_the_text_of_a_script_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    """Too long, not text, not there: left out, which counts as not in view."""
    probe = LocalProbe(largest=100)
    for name, content in (("ok.sh", b"rm -rf x\n"), ("long.sh", b"x" * 101), ("nul.sh", b"a\0b"), ("bad.sh", b"\xff")):
        (tmp_path / name).write_bytes(content)
    assert told(Ask.FILE_TEXT, tmp_path / "ok.sh", probe) == "rm -rf x\n"
    for name in ("long.sh", "nul.sh", "bad.sh", "lacking.sh", ""):
        assert told(Ask.FILE_TEXT, tmp_path / name, probe) is None


def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    """A trap for readers."""
    os.mkfifo(tmp_path / "pipe")
    began = time.monotonic()
    assert told(Ask.FILE_TEXT, tmp_path / "pipe") is None
    assert told(Ask.FILE_TEXT, "/dev/zero") is None
    assert told(Ask.TRACKED_BY_GIT, tmp_path / "pipe") in {"no", None}
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("ask", list(Ask))
@pytest.mark.parametrize("subject", ["", "relative", "~", "\0", "/" + "a" * 5000, "s3://bucket", "\ud800", "/\ud800"])
def test_what_cannot_be_told_is_left_out(ask: Ask, subject: str) -> None:
    """No path of this machine, no answer, and never an exception. What is too long or no name is not there."""
    assert told(ask, subject) in {None, "no", subject}


def test_the_time_of_all_answers_together_is_bounded(tmp_path: Path) -> None:
    """Many questions, little time: what was told by then."""
    (tmp_path / "x").write_text("x")
    questions = [Question(Ask.TRACKED_BY_GIT, str(tmp_path / "x" / str(n))) for n in range(10)]
    questions += [Question(Ask.TRACKED_BY_GIT, str(tmp_path / "x"))] * 2000
    began = time.monotonic()
    LocalProbe(seconds=0.2).answer(questions)
    assert time.monotonic() - began < 8
