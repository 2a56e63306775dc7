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
    apart = "" if action.session else _sha(task.text)
    name = action.call_id if len(action.call_id) <= LONGEST_NAME else _sha(action.call_id)
    return f"{name}:{action.digest}:{apart}"


LONGEST_NAME = 128
"""Characters of a host's name for a call; of a longer one its hash stands in the sums of the run."""

ASKS = 3
"""How often a yes answers for one call: gates are run again after a pause, and a hook may lie behind another one. What
is asked about more often is a loop under a name that is used again, and each round of it counts."""


def memory(decision: Decision, task: Task | None = None) -> str:
    """What is kept of a decision: the hash of the words it rests on, how often it was asked for, and all of it, without
    the secrets in it.
    """
    return f"{_words(task)} 1 {json.dumps({'version': VERSION, 'decision': redact(plain(decision))})}"


def remembered(text: str, action: Action, task: Task | None = None) -> Decision | None:
    """The decision that was kept; at BLOCK where it cannot be read or was made of another action.

    None where it let the action go for other words than the human's are by now, or often enough: that yes is over. A
    no stands.
    """
    words, asks, kept = _parts(text)
    decision = _read(kept, action)
    if decision.outcome.stops:
        return decision
    return decision if asks <= ASKS and (task is None or words == _words(task)) else None


def asked_again(text: str) -> str:
    """The same memory, asked for once more."""
    words, asks, kept = _parts(text)
    return f"{words} {asks + 1} {kept}"


def _parts(text: str) -> tuple[str, int, str]:
    words, _, rest = text.partition(" ")
    asks, _, kept = rest.partition(" ")
    return (words, int(asks), kept) if asks.isascii() and asks.isdigit() else (words, ASKS, rest)


def _words(task: Task | None) -> str:
    if task is None:
        return "-"
    said = "\0".join((task.provenance, task.words, *task.later))
    return _sha(said)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


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
