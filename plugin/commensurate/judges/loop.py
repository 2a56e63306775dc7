"""One event loop on a thread of its own, shared by the sync and the async faces of all judges.

So that a client is written once, its connections are pooled once, and a total deadline holds for both faces: a task
can be cancelled wherever it waits, a blocking read cannot.
"""

import asyncio
import os
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Loop:
    """Runs coroutines for any thread. Started at first use, and anew in a forked child."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pid = 0

    def submit(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Start the work; the future tells how it ended."""
        return asyncio.run_coroutine_threadsafe(work, self._running())

    @property
    def generation(self) -> int:
        """Changes when the loop had to be started anew: what was bound to the old one is then of no use."""
        self._running()
        return self._pid

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None or self._pid != os.getpid():
                self._loop = asyncio.new_event_loop()
                self._pid = os.getpid()
                threading.Thread(target=self._loop.run_forever, name="commensurate-judge", daemon=True).start()
            return self._loop


LOOP = Loop()
"""The one of this process."""
