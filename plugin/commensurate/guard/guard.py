"""Guard: drives the journey of an action, sync and async, and stands between its decision and the world.

It owns the asking (world, judge, human), the remembering (one decision a call, through the store) and the order of
things: a decision is recorded before it is returned, and what the log cannot take is not done. It decides nothing
itself: flow.consider does, and whatever goes wrong on the way leads to ESCALATE or BLOCK with the reason, never to an
exception in the host and never to ALLOW.
"""

import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

from commensurate.approvals.standing import is_halted, message, stopped
from commensurate.audit import entry
from commensurate.errors import Blocked, Escalated, Halted, InputError, Stopped
from commensurate.flow import AskJudge, AskWorld, Choices
from commensurate.guard.asking import Asking
from commensurate.guard.failure import failure, shown
from commensurate.guard.granting import Granting
from commensurate.guard.judging import Witnesses
from commensurate.guard.limits import Limits
from commensurate.guard.pinning import pin, pinned, root_of
from commensurate.guard.situations import Situations
from commensurate.guard.weighing import Keep, Recall, Weighing
from commensurate.model.action import Action
from commensurate.model.approval import Approval
from commensurate.model.decision import Decision, Outcome, Voice
from commensurate.model.record import Record
from commensurate.model.step import Step
from commensurate.model.task import UNKNOWN_TASK, Task
from commensurate.ports import Calendar, Channel, Clock, Judge, Probe, Store
from commensurate.session.fold import resumed

_USUAL = Limits()


class Guard:
    """Asks, before each tool call, whether the action is in proportion to the task. Thread-safe.

    `channel` reaches a human; without one, `settle` leaves an escalated action escalated, and the host stops it.
    """

    def __init__(
        self,
        choices: Choices,
        *,
        judge: Judge | None = None,
        probe: Probe | None = None,
        store: Store,
        channel: Channel | None = None,
        clock: Clock = time.time,
        calendar: Calendar | None = None,
        limits: Limits = _USUAL,
    ) -> None:
        self.choices = choices
        self.store = store
        self._witnesses = Witnesses(judge, probe, limits.judge_seconds)
        self._situations = Situations(choices, clock, calendar)
        self._weighing = Weighing(choices, store, limits.largest, self._situations)
        self.granting = Granting(store, channel, clock)
        self._asking = Asking(store, channel, self._situations, limits)

    def check(self, action: Action, task: Task, steps: Sequence[Step] = ()) -> Decision:
        """Weigh one action before it runs. Never raises: what goes wrong is a reason in the decision."""
        try:
            journey = self._weighing.weigh(action, task, steps)
            need = next(journey)
            while True:
                need = journey.send(
                    self._witnesses.judged(need.case) if isinstance(need, AskJudge) else self._serve(need)
                )
        except StopIteration as done:
            return _value(done)
        except Exception as error:  # noqa: BLE001 (nothing of ours may break the host or let an action through)
            return self.refuse(failure("the guard failed", error), **_named(action))

    async def acheck(self, action: Action, task: Task, steps: Sequence[Step] = ()) -> Decision:
        """The same without blocking the event loop. A cancelled check decided nothing: the action must not run."""
        import asyncio  # noqa: PLC0415 (30 ms that a process of one sync check need not pay)

        try:
            journey = self._weighing.weigh(action, task, steps)
            need = next(journey)
            while True:
                if isinstance(need, AskJudge):
                    need = journey.send(await self._witnesses.ajudged(need.case))
                else:
                    need = journey.send(await asyncio.to_thread(self._serve, need))
        except StopIteration as done:
            return _value(done)
        except Exception as error:  # noqa: BLE001 (as in check)
            return await asyncio.to_thread(self.refuse, failure("the guard failed", error), **_named(action))

    def check_call(
        self, tool: str, arguments: Mapping[str, Any], task: Task, steps: Sequence[Step] = (), **more: Any
    ) -> Decision:
        """Build the action (`more` are the other fields of Action) and check it. What cannot be read is refused."""
        try:
            action = Action(tool, arguments, **more)
        except Exception as error:  # noqa: BLE001 (whatever a host hands over)
            return self.refuse(failure("the call cannot be read as data", error), tool=shown(tool), **_names(more))
        return self.check(action, task, steps)

    async def acheck_call(
        self, tool: str, arguments: Mapping[str, Any], task: Task, steps: Sequence[Step] = (), **more: Any
    ) -> Decision:
        """As check_call, without blocking the event loop."""
        import asyncio  # noqa: PLC0415 (30 ms that a process of one sync check need not pay)

        try:
            action = Action(tool, arguments, **more)
        except Exception as error:  # noqa: BLE001 (whatever a host hands over)
            why = failure("the call cannot be read as data", error)
            return await asyncio.to_thread(self.refuse, why, tool=shown(tool), **_names(more))
        return await self.acheck(action, task, steps)

    def refuse(
        self, reason: str, *, tool: str = "", session: str = "", agent: str = "agent", call_id: str = ""
    ) -> Decision:
        """Escalate, and record, what cannot even be read as an action. No approval can cover it: it has no digest."""
        voice = Voice("guard", Outcome.ESCALATE, reason)
        decision = Decision(
            Outcome.ESCALATE, reason, "", voices=(voice,), suspicion=1.0, session=session, agent=agent, call=call_id
        )
        try:
            with self.store.writing() as ledger:
                ledger.append("refusal", session, entry.refused(decision, tool))
        except Exception as error:  # noqa: BLE001 (a store of somebody else's may raise anything)
            return stopped(decision, "store", failure("The log cannot take it", error))
        return decision

    def ask(self, decision: Decision) -> Decision:
        """Put an escalated decision before a human, once, and say what it stands at now. Does not wait.

        For hosts that pause and come back. ESCALATE: no answer yet. ALLOW: granted, and the grant is spent by this
        very call. BLOCK: denied, expired, used already, halted, or nobody could be reached.
        """
        return self._asking.ask(decision)

    def settle(self, decision: Decision, timeout: float | None = None) -> Decision:
        """Wait for a human's answer to an escalated decision: ALLOW once, or BLOCK. `timeout` in seconds.

        Everything but ESCALATE comes back as it is; so does ESCALATE where no channel reaches a human. When the time
        is over the question is withdrawn: a later yes changes nothing.
        """
        return self._asking.settle(decision, timeout)

    async def asettle(self, decision: Decision, timeout: float | None = None) -> Decision:  # noqa: ASYNC109 (as settle)
        """As settle, without blocking the event loop. Cancelled, it withdraws the question."""
        return await self._asking.asettle(decision, timeout)

    def answer(self, approval_id: str, *, granted: bool, by: str, note: str = "") -> Approval:
        """A human's answer. Raises InputError for an approval that is not known or not open any more, StoreError."""
        return self._asking.answer(approval_id, granted=granted, by=by, note=note)

    def outcome(
        self, action: Action, decision: Decision, *, result: object = None, error: object = None
    ) -> Record | None:
        """Record what came back after the action ran. None where the log could not take it: the next act will not run.

        The call is over then: the same id with the same act, proposed once more, is a call of its own. An escalated act
        that ran was let through by a human whom the host asked: it counts as done.
        """
        try:
            body = entry.outcome(action, decision, shown(result), shown(error))
            with self.store.writing() as ledger:
                if decision.call and not decision.outcome.stops:
                    ledger.put_decided(action.session, decision.call, "")
                if error is None:
                    self._situations.ran(ledger, decision)
                return ledger.append("outcome", action.session, body)
        except Exception:  # noqa: BLE001 (what is done is done; the host's answer must not be lost over it)
            return None

    def halt(self, reason: str, scope: str = "all", by: str = "") -> None:
        """Stop everything, "session:ID" or "agent:ID", at once and for every process. Raises InputError, StoreError."""
        self._switch("halt", reason, scope, by)

    def resume(self, reason: str, scope: str = "all", *, by: str) -> None:
        """Let it go on. Needs a human's name. Raises InputError, StoreError.

        What rules count in a session that goes on begins anew; budgets stay used up.
        """
        if not by.strip():
            raise InputError("a resume needs the name of the human who lets it go on")
        self._switch("resume", reason, scope, by)

    def said(self, session: str, words: str) -> None:
        """Pin what the human said in this run: the first words are the task, later ones widen or narrow it.

        Raises InputError for a run without a name and for a run of a sub-agent, StoreError.
        """
        if not session.strip() or not words.strip():
            raise InputError("to pin words needs a session and the words")
        with self.store.writing() as ledger:
            if root_of(ledger, session) != session:
                raise InputError(f"{session!r} was started by an agent: no human speaks there")
            if ledger.said(session)[-1:] != (words,):
                pin(ledger, session, words)

    def started(self, session: str, by: str) -> None:
        """Tell that the run `session` was started by the run `by`: it has the words of the run at the root.

        Raises InputError, StoreError.
        """
        if not session.strip() or not by.strip() or session == by:
            raise InputError("a run that was started and the run that started it have two different names")
        with self.store.writing() as ledger:
            ledger.put_parent(session, by)

    def spent(
        self, session: str, *, agent: str = "agent", task: Task = UNKNOWN_TASK, tokens: int = 0, money: float = 0.0
    ) -> None:
        """Report what a run has cost, for the budgets. Raises InputError for what is no amount, StoreError."""
        if not math.isfinite(money):
            raise InputError(f"money is an amount, not {money}")
        with self.store.writing() as ledger:
            words = pinned(ledger, session, task)
            self._situations.spend(ledger, session, agent, words, tokens=tokens, money=money)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def _serve(self, need: AskWorld | Recall | Keep) -> object:
        match need:
            case AskWorld():
                return self._witnesses.seen(need.questions)
            case Recall():
                return self._weighing.recalled(need)
            case Keep():
                return self._weighing.kept(need)

    def _switch(self, kind: str, reason: str, scope: str, by: str) -> None:
        if not reason.strip():
            raise InputError(f"a {kind} needs a reason")
        if scope != "all" and not (scope.startswith(("session:", "agent:")) and scope.split(":", 1)[1]):
            raise InputError(f'the scope is "all", "session:ID" or "agent:ID", not {scope!r}')
        with self.store.writing() as ledger:
            session = scope.removeprefix("session:") if scope.startswith("session:") else ""
            ledger.put_halt(scope, reason if kind == "halt" else "")
            ledger.append(kind, session, {"scope": scope, "reason": reason, "by": by})
            if session and kind == "resume":
                ledger.put_session(resumed(ledger.session(session), self._situations.now()))


def enforce(decision: Decision) -> Decision:
    """The decision itself where the action may run; else raises Blocked, Escalated or Halted with `.decision`."""
    if not decision.outcome.stops:
        return decision
    kind: type[Stopped] = Halted if is_halted(decision) else Blocked if decision.outcome is Outcome.BLOCK else Escalated
    error = kind(message(decision))
    error.decision = decision
    raise error


def _value(done: StopIteration) -> Decision:
    decision: Decision = done.value
    return decision


def _names(more: Mapping[str, Any]) -> dict[str, str]:
    return {name: shown(more[name]) for name in ("session", "agent", "call_id") if name in more}


def _named(action: object) -> dict[str, str]:
    return {name: shown(getattr(action, name, "")) for name in ("tool", "session", "agent", "call_id")}
