"""Channels: what a human is shown, and what a program is handed."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from commensurate.channels.command import CommandChannel
from commensurate.channels.stream import StreamChannel
from commensurate.errors import ConfigError
from commensurate.model.approval import Approval
from commensurate.wire import loads

APPROVAL = Approval("abc123", "d" * 64, "s", 'Kiro wants to delete the stack "x". Approve?', "Why.", 1.0, 61.0)


def test_a_stream_shows_the_question_and_how_to_answer() -> None:
    """Headline, reason, and the two commands."""
    stream = io.StringIO()
    StreamChannel(stream).ask(APPROVAL)
    lines = stream.getvalue().splitlines()
    assert lines[0] == APPROVAL.headline
    assert lines[2:] == ["  commensurate approve abc123", "  commensurate deny abc123"]


def test_a_stream_obeys_no_control_characters() -> None:
    """A name of a file must not paint a yes over the question."""
    stream = io.StringIO()
    StreamChannel(stream).ask(Approval("a", "d", "s", "x\x1b[2K\rharmless\nApproved \u202e", "", 1.0, 2.0))
    assert "\x1b" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()
    assert stream.getvalue().count("\n") == 4


def test_a_program_is_handed_the_approval_as_json(tmp_path: Path) -> None:
    """On standard input, with its id in the environment, and without a shell."""
    script = "import os,sys,pathlib; pathlib.Path(sys.argv[1]).write_text(os.environ['COMMENSURATE_APPROVAL'] + sys.stdin.read())"
    CommandChannel([sys.executable, "-c", script, str(tmp_path / "; touch x")]).ask(APPROVAL)
    told = (tmp_path / "; touch x").read_text()
    assert told.startswith("abc123")
    assert loads(told.removeprefix("abc123"), Approval) == APPROVAL
    assert json.loads(told.removeprefix("abc123"))["version"] == 1


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["/no/such/program"], OSError),
        ([sys.executable, "-c", "raise SystemExit(1)"], subprocess.CalledProcessError),
        ([sys.executable, "-c", "import time; time.sleep(30)"], subprocess.TimeoutExpired),
    ],
)
def test_a_program_that_does_not_do_it_is_an_error(words: list[str], error: type[Exception]) -> None:
    """The guard then knows that nobody was asked."""
    with pytest.raises(error):
        CommandChannel(words, seconds=0.5).ask(APPROVAL)


@pytest.mark.parametrize("words", ["notify-send", [], [1], None])
def test_a_program_is_given_as_words(words: object) -> None:
    """Not as one text for a shell."""
    with pytest.raises(ConfigError):
        CommandChannel(words)  # type: ignore[arg-type]
