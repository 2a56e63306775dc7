"""What the store remembers of a call: one decision a call, and a human's no that stands."""

import hashlib
import json

from commensurate.approvals.standing import blank, is_halted, stopped
from commensurate.audit.redact import redact
from commensurate.errors import WireError
from commensurate.guard.failure import failure
from commensurate.model.action import Action
from commensurate.model.decision import Decision, Outcome
from commensurate.model.task import Task
from commensurate.ports import Ledger
from commensurate.wire import VERSION, loads, plain


def call_key(action: Action, task: Task) -> str:
    """The name of this very call: the host's id and the exact act. Empty where the host names no calls.

    Without a session, ids of different runs may meet (call_1, call_2 …); the task is then part of the name.
    """
    if not action.call_id:
        return ""
    apart = "" if action.session else hashlib.sha256(task.text.encode("utf-8", "backslashreplace")).hexdigest()
    return f"{action.call_id}:{action.digest}:{apart}"


def memory(decision: Decision, task: Task | None = None) -> str:
    """What is kept of a decision: the hash of the words it rests on, and all of it, without the secrets in it."""
    return f"{_words(task)} {json.dumps({'version': VERSION, 'decision': redact(plain(decision))})}"


def remembered(text: str, action: Action, task: Task | None = None) -> Decision | None:
    """The decision that was kept; at BLOCK where it cannot be read or was made of another action.

    None where it let the action go for other words than the human's are by now: that yes is over. A no stands.
    """
    words, _, kept = text.partition(" ")
    decision = _read(kept, action)
    return decision if decision.outcome.stops or task is None or words == _words(task) else None


def _words(task: Task | None) -> str:
    if task is None:
        return "-"
    said = "\0".join((task.provenance, task.words, *task.later))
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


def _read(text: str, action: Action) -> Decision:
    try:
        decision = loads(text, Decision)
    except WireError as error:
        return stopped(blank(action), "store", failure("what was decided about this call cannot be read", error))
    return decision if decision.digest == action.digest else stopped(decision, "store", "It was another action.")


def stays(ledger: Ledger, answer: Decision) -> None:
    """A human's no about a call stands for that call, however often the host asks again."""
    if answer.outcome is Outcome.BLOCK and answer.call and not is_halted(answer):
        ledger.put_decided(answer.session, answer.call, memory(answer))
