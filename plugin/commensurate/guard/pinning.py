"""The task, pinned outside the transcript: what the human said in a run stays, whatever a compaction forgets.

A sub-agent's run has the words of the run at its root; the prompt that a model wrote for it is evidence, no more.
"""

from collections.abc import Sequence
from hashlib import sha256

from commensurate.audit import entry
from commensurate.model.action import Action
from commensurate.model.step import Step
from commensurate.model.task import Provenance, Task
from commensurate.ports import Ledger

DEEPEST = 32
"""Runs above a run that are looked at for the root; a longer line of ancestors has no known task."""

PROMPT = "the prompt that a model wrote for this run"


def pinned(ledger: Ledger, session: str, task: Task) -> Task:
    """The words that count for this run. New words of a human's are pinned, with their hash in the log."""
    if not session:
        return task
    root = root_of(ledger, session)
    said = ledger.said(root)
    if task.provenance is Provenance.HUMAN and root == session:
        for words in (task.words, *task.later):
            if words.strip() and words not in said:
                pin(ledger, session, words)
                said = (*said, words)
    return Task(said[0], Provenance.HUMAN, said[1:]) if said else _without_root(task, root == session)


def pin(ledger: Ledger, session: str, words: str) -> None:
    """Keep one message of the human's."""
    ledger.put_said(session, words)
    digest = sha256(words.encode("utf-8", "backslashreplace")).hexdigest()
    ledger.append("said", session, entry.said(words, digest))


def root_of(ledger: Ledger, session: str) -> str:
    """The session at the root; the session itself where nothing is above it."""
    for _ in range(DEEPEST):
        above = ledger.parent(session)
        if not above or above == session:
            return session
        session = above
    return ""


def halt_over(ledger: Ledger, action: Action) -> str:
    """Why this run, its agent, or a run or agent above it is halted; empty where nothing is."""
    return halted_above(ledger, action.session, (action.agent, *action.lineage))


def halted_above(ledger: Ledger, session: str, agents: Sequence[str]) -> str:
    """The same, for a session and agents by name. What is started by a run that is halted is halted with it."""
    for _ in range(DEEPEST):
        reason = next((said for agent in agents if (said := ledger.halted(session, agent))), "")
        above = ledger.parent(session) if session else ""
        if reason or not above or above == session:
            return reason
        session = above
    return "more runs above it than can be looked at"


def with_prompt(task: Task, given: Task, steps: Sequence[Step]) -> Sequence[Step]:
    """The steps, with what was handed over as the task among them where it is not the human's words."""
    if given.provenance is Provenance.HUMAN or task == given or not given.text.strip():
        return steps
    return (*steps, Step(text=PROMPT, result=given.text))


def _without_root(task: Task, is_root: bool) -> Task:
    """A sub-agent's task that calls itself a human's is not believed: its root said nothing that is known."""
    if is_root or task.provenance is not Provenance.HUMAN:
        return task
    return Task(task.words, Provenance.MODEL, task.later)
