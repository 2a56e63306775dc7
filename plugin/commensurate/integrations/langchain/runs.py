"""Which run belongs to which root run, and what the human said there.

Only the input of a root run (a run without parent) holds a human's words; a sub-agent's input is written by a model.
With a checkpointer a later turn brings only its new message, and a resumed run brings none: what was said earlier is
kept by thread id.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import UUID

from commensurate.guard.pinning import new_in_turn
from commensurate.model.step import Step
from commensurate.model.task import UNKNOWN_TASK, Provenance, Task

MOST_THREADS = 1_000
"""Threads whose words are kept; the one unused for longest is forgotten, and its task is then unknown."""

MOST_STEPS = 50
"""Earlier calls of a thread that are kept as evidence."""

_ONE_TEXT = ("input", "question", "query", "task")


@dataclass(slots=True)
class Thread:
    """What one conversation holds: the human's words in order, and the latest steps."""

    id: str
    words: list[str] = field(default_factory=list)
    steps: deque[Step] = field(default_factory=lambda: deque(maxlen=MOST_STEPS))

    def task(self) -> Task:
        """The human's words as a task; unknown where none were seen."""
        return Task(self.words[0], Provenance.HUMAN, tuple(self.words[1:])) if self.words else UNKNOWN_TASK


class Runs:
    """The tree of the runs that are under way. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._root: dict[UUID, UUID] = {}
        self._thread: dict[UUID, Thread] = {}
        self._by_id: OrderedDict[str, Thread] = OrderedDict()

    def started(self, run: UUID, parent: UUID | None, inputs: Any = None, thread_id: str = "") -> None:
        """Note a run. The input of a root run is taken as the human's words."""
        with self._lock:
            if parent is not None:
                self._root[run] = self._root.get(parent, parent)
                return
            self._root[run] = run
            thread = self._known(thread_id or str(run))
            thread.words += new_in_turn(thread.words, human_words(inputs))
            self._thread[run] = thread

    def ended(self, run: UUID) -> None:
        """Forget a run, and all below it where it was a root."""
        with self._lock:
            root = self._root.pop(run, None)
            if root == run:
                self._thread.pop(run, None)
                self._root = {below: above for below, above in self._root.items() if above != run}

    def thread_of(self, run: UUID) -> Thread:
        """The conversation that a run belongs to; an empty one, of unknown task, where its root was never seen."""
        with self._lock:
            root = self._root.get(run, run)
            return self._thread.get(root) or Thread(str(root))

    def _known(self, thread_id: str) -> Thread:
        thread = self._by_id.pop(thread_id, None) or Thread(thread_id)
        self._by_id[thread_id] = thread
        while len(self._by_id) > MOST_THREADS:
            self._by_id.popitem(last=False)
        return thread


def human_words(inputs: Any) -> list[str]:
    """The human's messages in a root run's input, oldest first. What a model or a summary wrote is left out."""
    if isinstance(inputs, str):
        return [inputs] if inputs.strip() else []
    if not isinstance(inputs, Mapping):
        return []
    messages = inputs.get("messages")
    if messages is not None:
        listed = messages if isinstance(messages, list | tuple) and not _is_pair(messages) else [messages]
        return [said for said in map(_said, listed) if said.strip()]
    single = (inputs[key] for key in _ONE_TEXT if isinstance(inputs.get(key), str))
    return [said for said in single if said.strip()][:1]


def _said(message: Any) -> str:
    if isinstance(message, str):
        return message
    if _is_pair(message):
        return _text(message[1]) if message[0] in ("user", "human") else ""
    if isinstance(message, Mapping):
        return _text(message.get("content")) if message.get("role", message.get("type")) in ("user", "human") else ""
    written_by_host = (getattr(message, "additional_kwargs", None) or {}).get("lc_source")
    return _text(message.content) if getattr(message, "type", "") == "human" and not written_by_host else ""


def _is_pair(message: Any) -> bool:
    return isinstance(message, tuple) and len(message) == 2 and isinstance(message[0], str)


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    parts: Iterable[Any] = content if isinstance(content, list | tuple) else ()
    texts = (
        part if isinstance(part, str) else part.get("text", "") for part in parts if isinstance(part, str | Mapping)
    )
    return "\n".join(text for text in texts if text)
