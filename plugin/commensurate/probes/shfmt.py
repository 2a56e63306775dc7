"""A second opinion on shell text: asks shfmt (a process of its own) how it reads it."""

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from commensurate.model.analysis import Ask, Question

DEADLINE = 2.0
"""Seconds for one text. shfmt takes about 2 ms for an everyday one."""
LONGEST = 16 * 1024
"""Characters; longer texts are not asked about."""
MOST = 8
"""Texts in one call; the rest stays unanswered."""
_LARGEST = 16_000_000


class Shfmt:
    """Answers Ask.SHELL_COMMANDS. What shfmt cannot tell, or cannot tell in time, stays unanswered; never raises."""

    def __init__(self, binary: str | None = None, deadline: float = DEADLINE) -> None:
        self._named = binary
        self.deadline = deadline

    @property
    def binary(self) -> str:
        """Where shfmt is; "" where it is nowhere."""
        return find_binary() if self._named is None else self._named

    def answer(self, questions: Sequence[Question]) -> Mapping[Question, str]:
        """What shfmt says to each text."""
        asked = [question for question in questions if question.ask is Ask.SHELL_COMMANDS][:MOST]
        found = {question: self.read(question.subject) for question in asked if len(question.subject) <= LONGEST}
        return {question: text for question, text in found.items() if text is not None}

    def read(self, text: str) -> str | None:
        """The commands of one text, condensed; "invalid" where shfmt refuses it; None where it cannot be asked."""
        if not self.binary:
            return None
        import subprocess  # noqa: PLC0415 (with the parser, 15 ms that only a doubtful text costs)

        from commensurate.effects.shell.compare import INVALID, condense  # noqa: PLC0415 (the same)

        try:
            done = subprocess.run(  # noqa: S603 (fixed words; the text goes to standard input)
                [self.binary, "-ln", "bash", "--to-json"],
                input=text.encode(),
                capture_output=True,
                timeout=self.deadline,
                check=False,
            )
            if done.returncode:
                return INVALID
            return condense(text, done.stdout.decode()) if len(done.stdout) <= _LARGEST else None
        except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError, RecursionError):
            return None


@cache
def find_binary() -> str:
    """Where shfmt is: beside this Python, where its package puts it, else on PATH; "" where it is nowhere."""
    import shutil  # noqa: PLC0415 (the same)

    beside = str(Path(sys.executable).parent)
    return shutil.which("shfmt", path=beside) or shutil.which("shfmt") or ""
