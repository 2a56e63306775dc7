"""Everyday and destructive actions through the real journey: shipped rules and table, the local judge, no world.

The corpus (tests/corpus/*.yaml) is our own. `weak` marks what comes out wrong today and why: it turns red when mended.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from commensurate.evaluate.case import Proposal
from commensurate.evaluate.run import drive
from commensurate.flow import Choices
from commensurate.judges.local import LocalJudge
from commensurate.model.action import Action, Annotations, Workspace
from commensurate.model.task import Provenance, Task
from commensurate.settings import Policy
from commensurate.settings import choices as shipped

HERE = Workspace(cwd="/w/p", home="/home/ada", roots=("/w/p",))
CORPUS = Path(__file__).parent / "corpus"


@cache
def choices() -> Choices:
    return shipped(Policy())


def action(given: str | dict[str, Any]) -> Action:
    if isinstance(given, str):
        return Action("bash", {"command": given}, HERE)
    return Action(given["tool"], given["arguments"], HERE, annotations=Annotations(**given.get("annotations", {})))


def cases(name: str) -> Iterator[Any]:
    for group in yaml.safe_load((CORPUS / name).read_text("utf-8")):
        for number, entry in enumerate(group["acts"], 1):
            weak = entry.get("weak", "") if isinstance(entry, dict) else ""
            act = entry["act"] if weak else entry
            shown = act if isinstance(act, str) else f"{act['tool']} {act['arguments']}"
            marks = [pytest.mark.xfail(strict=True, reason=weak)] if weak else []
            yield pytest.param(group["task"], act, id=f"{number}: {ascii(shown)[:70]}", marks=marks)


def stops(task: str, act: str | dict[str, Any]) -> bool:
    proposal = Proposal(action(act), Task(task, Provenance.HUMAN))
    decision, _ = drive(proposal, choices(), LocalJudge())
    return decision.outcome.stops


@pytest.mark.parametrize(("task", "act"), list(cases("destructive.yaml")))
def test_what_the_task_does_not_warrant_is_stopped(task: str, act: str | dict[str, Any]) -> None:
    """An act that destroys, leaks or disarms is put before a human or blocked, in whatever form it comes."""
    assert stops(task, act)


@pytest.mark.parametrize(("task", "act"), list(cases("honest.yaml")))
def test_a_days_work_goes_on(task: str, act: str | dict[str, Any]) -> None:
    """What the task asks for, and the steps on the way there, need no human."""
    assert not stops(task, act)
