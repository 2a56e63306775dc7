"""A human's answer to an escalated decision: asked once, waited for, spent once."""

import contextlib
import time
from dataclasses import replace

from commensurate.approvals.machine import FINAL, Happening, advance, aged
from commensurate.approvals.standing import halted, settled, stopped
from commensurate.audit import entry
from commensurate.errors import InputError
from commensurate.guard.failure import failure
from commensurate.guard.limits import Limits
from commensurate.guard.pinning import halted_above
from commensurate.guard.recall import stays
from commensurate.guard.situations import Situations
from commensurate.model.approval import Approval, ApprovalState
from commensurate.model.decision import Decision, Outcome
from commensurate.ports import Channel, Store


class Asking:
    """Asks through the channel, and hears through the store."""

    def __init__(self, store: Store, channel: Channel | None, situations: Situations, limits: Limits) -> None:
        self._store = store
        self._channel = channel
        self._situations = situations
        self._limits = limits

    def ask(self, decision: Decision) -> Decision:
        """Put an escalated decision before a human, once, and say what it stands at now. Does not wait.

        ESCALATE: no answer yet. ALLOW: granted, and the grant is spent by this very call. BLOCK: denied, expired,
        used already, halted, or nobody could be reached.
        """
        return self._asked(decision, last=False)

    def settle(self, decision: Decision, timeout: float | None = None) -> Decision:
        """Wait for a human's answer to an escalated decision: ALLOW once, or BLOCK. `timeout` in seconds.

        Everything but ESCALATE comes back as it is; so does ESCALATE where no channel reaches a human.
        """
        if decision.outcome is not Outcome.ESCALATE or self._channel is None:
            return decision
        deadline = time.monotonic() + self._patience(timeout)
        try:
            while (answer := self._asked(decision, last=not time.monotonic() < deadline)).outcome is Outcome.ESCALATE:
                time.sleep(self._limits.poll_seconds)
        except BaseException:
            self._asked(decision, last=True)
            raise
        return answer

    async def asettle(self, decision: Decision, timeout: float | None = None) -> Decision:  # noqa: ASYNC109 (as settle)
        """As settle, without blocking the event loop. Cancelled, it withdraws the question."""
        import asyncio  # noqa: PLC0415 (30 ms that a process of one sync check need not pay)

        if decision.outcome is not Outcome.ESCALATE or self._channel is None:
            return decision
        deadline = time.monotonic() + self._patience(timeout)
        try:
            while True:
                last = not time.monotonic() < deadline
                answer = await asyncio.to_thread(self._asked, decision, last=last)
                if answer.outcome is not Outcome.ESCALATE:
                    return answer
                await asyncio.sleep(self._limits.poll_seconds)
        except BaseException:
            self._asked(decision, last=True)
            raise

    def answer(self, approval_id: str, *, granted: bool, by: str, note: str = "") -> Approval:
        """A human's answer. Raises InputError for an approval that is not known or not open any more, StoreError."""
        if not by.strip():
            raise InputError("an answer needs the name of who gives it")
        with self._store.writing() as ledger:
            known = ledger.approval(approval_id)
            if known is None:
                raise InputError(f"no approval {approval_id!r} is known")
            open_still = aged(known, self._now())
            answered = advance(open_still, Happening.GRANT if granted else Happening.DENY)
            answered = replace(answered, answered_by=by, answered_at=self._now(), note=note)
            ledger.append("approval", answered.session, entry.approval(answered))
            if not granted:
                self._situations.denied(ledger, answered)
            if answered.grant is not None and granted:
                given = replace(answered.grant, by=by, expires_at=self._now() + answered.grant.expires_at)
                ledger.put_grant(given)
                ledger.append("grant", given.session, entry.grant(given, "given"))
                answered = advance(answered, Happening.SPEND)
            ledger.put_approval(answered)
        return answered

    def _asked(self, decision: Decision, *, last: bool) -> Decision:
        if decision.outcome is not Outcome.ESCALATE:
            return decision
        if not decision.digest or not decision.approval:
            return stopped(decision, "guard", "It cannot be identified exactly, so that no one can approve it.")
        try:
            fresh, answer = self._stands(decision, last=last)
            if fresh is not None and answer.outcome is Outcome.ESCALATE and self._channel is not None:
                self._channel.ask(fresh)
        except Exception as error:  # noqa: BLE001 (no way to ask is a no)
            self._withdraw(decision)
            return stopped(decision, "guard", failure("Nobody could be asked", error))
        return answer

    def _stands(self, decision: Decision, *, last: bool) -> tuple[Approval | None, Decision]:
        """Where the approval stands after this look at it; the approval comes along where it is new."""
        with self._store.writing() as ledger:
            known = ledger.approval(decision.approval)
            approval = aged(known or self._question(decision), self._now())
            if (approval.digest, approval.session) != (decision.digest, decision.session):
                return None, stopped(decision, "guard", "The approval is for another action.")
            halt = halted_above(ledger, decision.session, (decision.agent, *decision.lineage))
            granted = approval.state is ApprovalState.GRANTED and not halt
            against = self._situations.late_yes(ledger, decision) if granted else ""
            spends = granted and not against
            if spends:
                approval = advance(approval, Happening.SPEND)
            elif approval.state not in FINAL and (halt or against or last):
                approval = advance(approval, Happening.EXPIRE)
            answer = settled(decision, approval, spent_now=spends)
            answer = stopped(answer, "budget", against) if against else answer
            answer = halted(answer, halt) if halt else answer
            if approval != known:
                ledger.put_approval(approval)
                ledger.append("approval", approval.session, entry.approval(approval))
            stays(ledger, answer)
        return (approval if known is None else None), answer

    def _question(self, decision: Decision) -> Approval:
        now = self._now()
        until = now + self._limits.approval_seconds
        headline = decision.headline or decision.reason
        return Approval(decision.approval, decision.digest, decision.session, headline, decision.reason, now, until)

    def _withdraw(self, decision: Decision) -> None:
        with contextlib.suppress(Exception):  # it expires by itself, and the action is stopped either way
            self._stands(decision, last=True)

    def _patience(self, timeout: float | None) -> float:
        return self._limits.approval_seconds if timeout is None else min(timeout, self._limits.approval_seconds)

    def _now(self) -> float:
        return self._situations.now()
