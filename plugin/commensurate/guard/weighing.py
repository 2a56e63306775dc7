"""The journey of one action with its memory around it: recall, consider, keep. Drivers answer what it yields."""

import os
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commensurate.approvals.standing import blank, halted, is_halted, spoken, unlogged
from commensurate.audit import entry
from commensurate.flow import NOTHING_BEFORE, Answer, AskJudge, AskWorld, Choices, Need, consider, reconsider
from commensurate.guard.failure import failure
from commensurate.guard.pinning import agents_over, halt_over, pinned, with_prompt
from commensurate.guard.recall import asked_again, call_key, memory, remembered
from commensurate.guard.situations import Situations, counted
from commensurate.model.action import Action
from commensurate.model.decision import Decision, Outcome
from commensurate.model.situation import Situation
from commensurate.model.step import Step
from commensurate.model.task import Task
from commensurate.ports import Store


@dataclass(frozen=True, slots=True)
class Recall:
    """What does the store know of this call? Answered with a Known."""

    action: Action
    task: Task
    key: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows: why things are halted, what was decided about this call, or why it cannot say."""

    halted: str = ""
    decision: Decision | None = None
    failure: str = ""
    task: Task | None = None
    """The human's words that count; None where the store could not be asked."""
    situation: Situation = NOTHING_BEFORE
    """What adds up so far."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Record this decision. Answered with the decision that stands."""

    action: Action
    task: Task
    decision: Decision
    steps: int


Journey = Generator[Need | Recall | Keep, Any, Decision]
"""Sent: a mapping, a judgement, a Known or a Decision, as the need asks for."""


class Weighing:
    """Tells the journey of an action, and serves the store's part of it."""

    def __init__(self, choices: Choices, store: Store, largest: int, situations: Situations) -> None:
        self._situations = situations
        self._choices = choices
        self._store = store
        self._largest = largest

    def weigh(self, action: Action, task: Task, steps: Sequence[Step]) -> Journey:
        """From proposal to recorded decision."""
        key = call_key(action, task)
        given = task
        known: Known = yield Recall(action, task, key)
        task = known.task or task
        steps = with_prompt(task, given, steps)
        if known.decision is not None:
            return known.decision
        if known.halted:
            decision = halted(blank(action), known.halted)
        else:
            decision = yield from self._considered(action, task, steps, known)
        if known.failure:
            return unlogged(decision, known.failure)
        approval = os.urandom(8).hex() if decision.outcome is Outcome.ESCALATE else ""
        decision = replace(decision, session=action.session, agent=action.agent, call=key, approval=approval)
        kept: Decision = yield Keep(action, task, decision, len(steps))
        return kept

    def _considered(
        self, action: Action, task: Task, steps: Sequence[Step], known: Known
    ) -> Generator[Need, Answer, Decision]:
        """The journey itself. Where the store cannot be read, no judge's time is spent."""
        if _size(action.arguments) > self._largest:
            return spoken(blank(action), Outcome.ESCALATE, "guard", "It is too large to be read.")
        try:
            journey = consider(action, task, self._choices, steps, known.situation)
            need = next(journey)
            while True:
                need = journey.send((yield need) if not (known.failure and isinstance(need, AskJudge)) else None)
        except StopIteration as done:
            return _decision(done)
        except Exception as error:  # noqa: BLE001 (a reader, a rule or the reducer failed: that is a reason, not a crash)
            return self._in_doubt(action, task, failure("it could not be read to the end", error))

    def _in_doubt(self, action: Action, task: Task, why: str) -> Decision:
        """What can be said when reading failed on the way: the journey without world and judge, and a human."""
        try:
            journey = consider(action, task, self._choices)
            need = next(journey)
            while True:
                need = journey.send({} if isinstance(need, AskWorld) else None)
        except StopIteration as done:
            decision = _decision(done)
            return decision if decision.outcome is Outcome.BLOCK else spoken(decision, Outcome.ESCALATE, "guard", why)
        except Exception:  # noqa: BLE001 (the same failure again)
            return spoken(blank(action), Outcome.ESCALATE, "guard", why)

    def recalled(self, need: Recall) -> Known:
        """Look the call up; a call that is asked about again is recorded as such."""
        action = need.action
        try:
            with self._store.writing() as ledger:
                halt = halt_over(ledger, action)
                known = ledger.decided(action.session, need.key) if need.key and not halt else None
                task = pinned(ledger, action.session, need.task)
                decision = remembered(known, action, task) if known else None
                if need.key and known:
                    ledger.put_decided(action.session, need.key, asked_again(known) if decision else "")
                if decision is None:
                    return Known(halt, task=task, situation=self._situations.look(ledger, action, task))
                ledger.append("again", action.session, entry.again(action, decision))
                return Known(decision=decision)
        except Exception as error:  # noqa: BLE001 (a store of somebody else's may raise anything)
            return Known(failure=failure("the store cannot be used", error))

    def kept(self, need: Keep) -> Decision:
        """Record first, return then: the decision that stands, which is the first one where two raced."""
        action, decision = need.action, need.decision
        try:
            with self._store.writing() as ledger:
                halt = halt_over(ledger, action)
                if halt:
                    decision = decision if is_halted(decision) else halted(decision, halt)
                elif decision.call:
                    known = ledger.decided(action.session, decision.call)
                    first = remembered(known, action, need.task) if known else None
                    if first is not None:
                        return first
                situation = self._situations.look(ledger, action, need.task)
                decision = decision if halt else self._again(need, situation)
                above = agents_over(ledger, action)[1:]
                decision = replace(decision, lineage=above, counts=counted(situation))
                if decision.call and not halt:
                    ledger.put_decided(action.session, decision.call, memory(decision, need.task))
                ledger.append("decision", action.session, entry.decided(action, need.task, decision, need.steps))
                self._situations.add(ledger, action, decision, situation)
        except Exception as error:  # noqa: BLE001 (a store of somebody else's may raise anything)
            return unlogged(decision, failure("the log cannot take it", error))
        return decision

    def _again(self, need: Keep, situation: Situation) -> Decision:
        """The decision where the run has gone on while it was made: never milder, and named like the first."""
        first = need.decision
        anew = reconsider(first, need.action, need.task, self._choices, situation)
        if anew is first:
            return first
        approval = (first.approval or os.urandom(8).hex()) if anew.outcome is Outcome.ESCALATE else ""
        return replace(anew, session=first.session, agent=first.agent, call=first.call, approval=approval)


def _decision(done: StopIteration) -> Decision:
    decision: Decision = done.value
    return decision


def _size(value: object) -> int:
    """Characters of all texts in plain data together."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(len(key) + _size(one) for key, one in value.items())
    return sum(_size(one) for one in value) if isinstance(value, tuple) else 0
