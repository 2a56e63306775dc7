"""What stands in the records: the bodies of the log's kinds of records, as plain data. Pure. Redaction is the chain's."""

from collections.abc import Mapping, Sequence

from commensurate.model.action import Action
from commensurate.model.agent import Grant
from commensurate.model.approval import Approval
from commensurate.model.decision import Decision
from commensurate.model.task import Task
from commensurate.wire import plain

KINDS = (
    "decision", "again", "refusal", "approval", "outcome", "halt", "resume", "grant", "said", "spent",
)  # fmt: skip
"""The kinds of records that a guard writes."""


def decided(action: Action, task: Task, decision: Decision, steps: int) -> Mapping[str, object]:
    """One weighed action: who, what, for which task, after how many steps, and what became of it."""
    body: dict[str, object] = {
        "action": plain(action),
        "task": {"provenance": task.provenance.value, "words": task.words, "later": list(task.later)},
        "steps": steps,
        "decision": plain(decision),
    }
    return body


def again(action: Action, decision: Decision) -> Mapping[str, object]:
    """The same call was asked about once more, and got the same answer."""
    return {"digest": action.digest, "call_id": action.call_id, "outcome": decision.outcome.word}


def refused(decision: Decision, tool: str) -> Mapping[str, object]:
    """Something that could not even be read as an action."""
    return {"tool": tool, "agent": decision.agent, "call": decision.call, "decision": plain(decision)}


def approval(asked: Approval) -> Mapping[str, object]:
    """An approval came to stand where it stands now."""
    return {"approval": plain(asked)}


def grant(given: Grant, what: str) -> Mapping[str, object]:
    """A grant was given, used or revoked."""
    return {"what": what, "grant": plain(given)}


def ended(decision: Decision, reason: str, report: Sequence[str]) -> Mapping[str, object]:
    """A rule ended a run: which rule's words, by whose act, and what the run was trying."""
    rules = [voice.source.removeprefix("rule:") for voice in decision.voices if voice.reason == decision.halt]
    return {
        "scope": f"session:{decision.ends}",
        "reason": reason,
        "by": "rule",
        "rules": rules,
        "agent": decision.agent,
        "session": decision.session,
        "tried": list(report),
    }


def said(words: str, digest: str) -> Mapping[str, object]:
    """A human said something that is pinned, with the sha256 of the words."""
    return {"words": words, "sha256": digest}


def spent(agent: str, tokens: int, money: float) -> Mapping[str, object]:
    """A host reported what an agent's run has cost."""
    return {"agent": agent, "tokens": tokens, "money": money}


def outcome(action: Action, decision: Decision, result: str, error: str) -> Mapping[str, object]:
    """What came back after the action ran, or why it failed."""
    return {
        "tool": action.tool,
        "digest": action.digest,
        "call_id": action.call_id,
        "agent": action.agent,
        "decided": decision.outcome.word,
        "failed": bool(error),
        "result": result,
        "error": error,
    }
