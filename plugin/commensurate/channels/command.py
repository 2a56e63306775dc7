"""A channel that runs a program of the organisation's: a chat message, a page, a ticket."""

import os
import subprocess
from collections.abc import Sequence

from commensurate.errors import ConfigError
from commensurate.model.approval import Approval
from commensurate.wire import dumps


class CommandChannel:
    """Runs `run` (a program and its words; no shell) with the approval as JSON on standard input.

    The program tells a human and ends; it has `seconds` for that. The answer comes back by `commensurate approve ID`
    or `deny ID`, which it may well call itself when the human has answered.
    """

    def __init__(self, run: Sequence[str], seconds: float = 10.0) -> None:
        if isinstance(run, str) or not run or not all(isinstance(word, str) for word in run):
            raise ConfigError("channel: run is a list of texts, the program first")
        self._run = tuple(run)
        self._seconds = seconds

    def ask(self, approval: Approval) -> None:
        """Run the program. Raises OSError or SubprocessError where it cannot be run, fails, or takes too long."""
        subprocess.run(  # noqa: S603 (the organisation's own words; the approval is data on standard input)
            self._run,
            input=dumps(approval).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=self._seconds,
            check=True,
            env={**os.environ, "COMMENSURATE_APPROVAL": approval.id},
        )
