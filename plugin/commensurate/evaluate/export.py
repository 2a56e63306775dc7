"""Every case as a row of the public form, for other harnesses. What is written here is read again by rows.py."""

import json
from collections.abc import Iterable
from typing import Any

from commensurate.evaluate.case import Labelled
from commensurate.model.action import Workspace
from commensurate.model.effect import Environment
from commensurate.model.frozen import thaw
from commensurate.model.step import Step


def row_of_case(case: Labelled) -> dict[str, Any]:
    """One case as a row. `meta.kind` is its place in a contrast group, where it has one."""
    proposal = case.proposal
    row: dict[str, Any] = {
        "source": case.source,
        "id": case.id,
        "task": proposal.task.text,
        "tool": proposal.action.tool,
        "arguments": thaw(proposal.action.arguments),
        "context": [_step(step) for step in proposal.steps],
        "env": _env(proposal.action.workspace),
        "label": case.label.value,
        "want": [outcome.word for outcome in sorted(case.want)],
        "why": case.why,
        "meta": {"kind": case.kind} if case.kind else {},
        "twin": case.twin,
    }
    return {key: value for key, value in row.items() if value not in ([], {}, "") or key in {"task", "arguments"}}


def lines(cases: Iterable[Labelled]) -> str:
    """All cases as JSON lines. What is half of a surrogate pair stays an escape."""
    return "".join(json.dumps(row_of_case(case)) + "\n" for case in cases)


def _step(step: Step) -> str | dict[str, Any]:
    if not step.tool:
        return f"{step.text} -> {step.result}" if step.result else step.text
    return {"tool": step.tool, "arguments": thaw(step.arguments), "result": step.result}


def _env(place: Workspace) -> dict[str, Any]:
    known: dict[str, Any] = {
        "cwd": place.cwd,
        "home": place.home,
        "platform": place.platform,
        "user": place.user,
        "project_roots": list(place.roots),
    }
    if place.environment is not Environment.UNKNOWN:
        known["environment"] = place.environment.value
    return {**dict(place.facts), **{name: value for name, value in known.items() if value}}
