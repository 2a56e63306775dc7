"""A channel that writes the question where a human may read it, with the words that answer it."""

import sys
from typing import TextIO

from commensurate.model.approval import Approval


class StreamChannel:
    """Writes to a stream, standard error by default. The answer comes from `commensurate approve` or `deny`."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def ask(self, approval: Approval) -> None:
        """Write the question. Raises OSError or ValueError where nothing can be written."""
        stream = self._stream or sys.stderr
        stream.write(question(approval))
        stream.flush()


def question(approval: Approval) -> str:
    """The question in a few lines: what, why, and how to answer. Control characters are shown, not obeyed."""
    lines = [
        approval.headline,
        approval.reason,
        f"  commensurate approve {approval.id}",
        f"  commensurate deny {approval.id}",
    ]
    return "".join(f"{''.join(_visible(letter) for letter in line)}\n" for line in lines)


def _visible(letter: str) -> str:
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode()
