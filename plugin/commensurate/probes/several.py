"""Several probes as one: asked at the same time, waited for together."""

import contextlib
import threading
import time
from collections.abc import Mapping, Sequence

from commensurate.model.analysis import Question
from commensurate.ports import Probe


class Several:
    """Asks all of its probes; the first one in order that answers a question is heard.

    `seconds` bounds all answers to one call together. A probe that raises, or is not done by then, has seen nothing.
    """

    def __init__(self, *probes: Probe, seconds: float = 3.0) -> None:
        self._probes = probes
        self._seconds = seconds

    def answer(self, questions: Sequence[Question]) -> Mapping[Question, str]:
        """What any of them can tell. Never raises."""
        told: list[Mapping[Question, str]] = [{} for _ in self._probes]

        def ask(index: int, probe: Probe) -> None:
            with contextlib.suppress(Exception):  # a probe of somebody else's that fails has seen nothing
                told[index] = dict(probe.answer(questions))

        threads = [
            threading.Thread(target=ask, args=each, name="commensurate-probe", daemon=True)
            for each in enumerate(self._probes)
        ]
        until = time.monotonic() + self._seconds
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        return {question: answer for answers in reversed(list(told)) for question, answer in answers.items()}
