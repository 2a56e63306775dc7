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
        for words in unheard(said, (task.words, *task.later)):
            pin(ledger, session, words)
            said = (*said, words)
    return Task(said[0], Provenance.HUMAN, said[1:]) if said else _without_root(task, root == session)


def unheard(said: Sequence[str], given: Sequence[str]) -> Sequence[str]:
    """Which of the messages that a host hands over are new: those that do not stand, in their order, among the known.

    A host may hand over all of them each time, or the first or the latest alone. Words that are said once more after
    others are new: «change nothing» holds again.
    """
    new, place = [], 0
    for words in given:
        found = next((i for i in range(place, len(said)) if said[i] == words), None)
        if found is not None:
            place = found + 1
        elif words.strip():
            new.append(words)
    return new


def new_in_turn(known: Sequence[str], given: Sequence[str]) -> Sequence[str]:
    """The same for what begins a turn: one message is a new one, save the latest once more; a list holds old ones, too."""
    return given if len(given) == 1 and list(known[-1:]) != list(given) else unheard(known, given)


def pin(ledger: Ledger, session: str, words: str) -> None:
    """Keep one message of the human's."""
    ledger.put_said(session, words)
    digest = sha256(words.encode("utf-8", "backslashreplace")).hexdigest()
    ledger.append("said", session, entry.said(words, digest))


def root_of(ledger: Ledger, session: str) -> str:
    """The session at the root; the session itself where nothing is above it."""
    line = line_of(ledger, session)
    return line[-1] if line and _is_root(ledger, line[-1]) else ""


def line_of(ledger: Ledger, session: str) -> tuple[str, ...]:
    """The session and those above it, the root last; empty for acts without a session."""
    line = [session] if session else []
    while line and len(line) < DEEPEST and not _is_root(ledger, line[-1]):
        line.append(ledger.parent(line[-1]))
    return tuple(line)


def _is_root(ledger: Ledger, session: str) -> bool:
    return ledger.parent(session) in ("", session)


def agents_over(ledger: Ledger, action: Action) -> tuple[str, ...]:
    """The agent and those above it: what the host says, and whose runs lie above this run."""
    above = (ledger.session(name).agent for name in line_of(ledger, action.session)[1:])
    return tuple(dict.fromkeys((action.agent, *action.lineage, *(name for name in above if name))))


def halt_over(ledger: Ledger, action: Action) -> str:
    """Why this run, its agent, or a run or agent above it is halted; empty where nothing is."""
    return halted_above(ledger, action.session, agents_over(ledger, action))


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
