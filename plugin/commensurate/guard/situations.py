"""What the store knows of a run, made a Situation for the journey, and what one more decision adds to it.

Both happen inside a write transaction: what was looked at is what is built on, so that no ceiling is overshot by two
processes at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from commensurate.audit import entry
from commensurate.flow import Choices
from commensurate.guard.pinning import agents_over, line_of
from commensurate.model.action import Action
from commensurate.model.agent import READING, Grant, Mandate
from commensurate.model.analysis import Analysis
from commensurate.model.approval import Approval, ApprovalState
from commensurate.model.decision import Decision, Outcome
from commensurate.model.session import Session
from commensurate.model.situation import Closed, Per, Situation
from commensurate.model.task import Task
from commensurate.ports import Calendar, Clock, Ledger
from commensurate.session.budgets import spent_meanwhile
from commensurate.session.fold import REMEMBERED, denied, fold, granted, granted_sums, heard, spent, tally
from commensurate.session.report import tried
from commensurate.session.scope import grants_used, holds, in_closed

_ID: dict[Per, str] = {Per.AGENT: "per agent: ", Per.TASK: "per task: ", Per.DAY: "per day: "}
"""How the ids of scopes begin that are no sessions."""

_NO_SESSION = "without a session: "
"""How the id of the sums begins that acts without a session share, by agent and day: no host that names no sessions
has a session budget without an end."""

_OTHER = (*_ID.values(), _NO_SESSION)


@dataclass(frozen=True, slots=True)
class Situations:
    """Looks a run up, and keeps what adds up."""

    choices: Choices
    clock: Clock
    calendar: Calendar | None = None

    def look(self, ledger: Ledger, action: Action, task: Task) -> Situation:
        """What the ledger and the calendar say at this moment."""
        now = self.now()
        line, agents = line_of(ledger, action.session), agents_over(ledger, action)
        messages = 1 + len(task.later) if task.known else 0
        runs = [heard(ledger.session(name), messages) for name in dict.fromkeys((*line[:1], *line[-1:]))]
        sums = [(Per.SESSION, run) for run in runs]
        sums += [(per, ledger.session(name)) for per, name in self._scopes(agents, task, now, action.session)]
        return Situation(
            session=runs[0] if runs else Session(""),
            now=now,
            sums=tuple(sums),
            mandates=self._mandates(ledger, agents, line, now),
            closed=self._closed(now),
            root=runs[1] if len(runs) > 1 else None,
        )

    def add(self, ledger: Ledger, action: Action, decision: Decision, situation: Situation) -> None:
        """Fold the decision into every scope, spend the grants that it needed, and halt the run where a rule says so."""
        now = situation.now
        if action.session:
            _forget_oldest(ledger, situation.session)
            for run in situation.runs:
                ledger.put_session(fold(run, action, decision, now))
        for _, scope in situation.sums:
            if scope.id.startswith(_OTHER):
                ledger.put_session(tally(scope, decision, now))
        if not decision.outcome.stops and decision.analysis is not None:
            for grant in grants_used(situation, decision.analysis):
                _spend(ledger, grant)
        if decision.halt and decision.ends:
            ended = next((run for run in situation.runs if run.id == decision.ends), situation.session)
            report = tried(fold(ended, action, decision, now))
            reason = f"{decision.halt} It was trying: {'; '.join(report) or 'nothing'}"
            ledger.put_halt(f"session:{decision.ends}", reason)
            ledger.append("halt", decision.ends, entry.ended(decision, reason, report))

    def late_yes(self, ledger: Ledger, decision: Decision) -> str:
        """A human lets an escalated act through now: why a hard stop stands against it, or "" and it counts as done."""
        now, scopes = self.now(), _counted_in(ledger, decision)
        sums = tuple((_per(scope.id), scope) for scope in scopes)
        situation = Situation(Session(decision.session), now, sums, closed=self._closed(now))
        analysis = decision.analysis or Analysis(())
        closed = [one for one in in_closed(situation, analysis) if one.outcome is Outcome.BLOCK]
        stop = spent_meanwhile(self.choices.budgets, situation, analysis) or next(iter(closed), None)
        if stop is not None:
            return stop.reason
        self._done_after_all(ledger, decision, scopes)
        return ""

    def ran(self, ledger: Ledger, decision: Decision) -> None:
        """An escalated act ran: the host has put it before a human in its own way. It counts as done, once."""
        scopes = _counted_in(ledger, decision)
        known = any(refused.digest == decision.digest for scope in scopes for refused in scope.refused)
        approval = ledger.approval(decision.approval) if decision.approval else None
        spent_here = approval is not None and approval.state is ApprovalState.SPENT
        if decision.outcome is Outcome.ESCALATE and known and not spent_here:
            self._done_after_all(ledger, decision, scopes)

    def denied(self, ledger: Ledger, answered: Approval) -> None:
        """A human's no is known to the run and to the one at its root for as long as they last."""
        line = line_of(ledger, answered.session)
        for name in dict.fromkeys((*line[:1], *line[-1:])):
            ledger.put_session(denied(ledger.session(name), answered.digest))

    def _done_after_all(self, ledger: Ledger, decision: Decision, scopes: Sequence[Session]) -> None:
        for scope in scopes:
            other = scope.id.startswith(_OTHER)
            ledger.put_session(granted_sums(scope, decision) if other else granted(scope, decision, self.now()))

    def spend(self, ledger: Ledger, session: str, agent: str, task: Task, *, tokens: int, money: float) -> None:
        """What a host reports that a run has cost, into every scope that it counts for."""
        action = Action("spend", {}, agent=agent, session=session)
        line = line_of(ledger, session)
        names = [name for _, name in self._scopes(agents_over(ledger, action), task, self.now(), session)]
        for name in dict.fromkeys((*line[:1], *line[-1:], *names)):
            ledger.put_session(spent(ledger.session(name), tokens, money))
        ledger.append("spent", session, entry.spent(agent, tokens, money))

    def _scopes(self, agents: tuple[str, ...], task: Task, now: float, session: str) -> Iterator[tuple[Per, str]]:
        """The scopes that are no sessions and that some budget is kept for. A task is known by its first words."""
        wanted = {budget.per for budget in self.choices.budgets}
        day = f"{datetime.fromtimestamp(now, UTC):%Y-%m-%d}"
        words = sha256(task.words.encode("utf-8", "backslashreplace")).hexdigest()[:24]
        if Per.SESSION in wanted and not session:
            yield Per.SESSION, f"{_NO_SESSION}{day} {agents[0]}"
        if Per.AGENT in wanted:
            for agent in agents:
                yield Per.AGENT, f"{_ID[Per.AGENT]}{agent}"
        if Per.TASK in wanted:
            yield Per.TASK, f"{_ID[Per.TASK]}{words}"
        if Per.DAY in wanted:
            yield Per.DAY, f"{_ID[Per.DAY]}{day}"

    def _mandates(
        self, ledger: Ledger, agents: tuple[str, ...], line: tuple[str, ...], now: float
    ) -> tuple[Mandate, ...] | None:
        """The agent's own and those of the agents above it; reading for an agent that nobody gave a scope."""
        given = self.choices.scopes
        if given is None:
            return None
        return tuple(
            Mandate(
                name,
                given.get(name, READING),
                tuple(grant for grant in ledger.grants(name) if holds(grant, line, now)),
            )
            for name in agents
        )

    def now(self) -> float:
        """Seconds since the epoch."""
        return float(self.clock())

    def _closed(self, now: float) -> tuple[Closed, ...]:
        return () if self.calendar is None else self.calendar(now)


def counted(situation: Situation) -> tuple[str, ...]:
    """The ids of the scopes that an act counts for."""
    return tuple(scope.id for _, scope in situation.sums)


def _counted_in(ledger: Ledger, decision: Decision) -> list[Session]:
    names = decision.counts or ((decision.session,) if decision.session else ())
    return [ledger.session(name) for name in names]


def _per(name: str) -> Per:
    return next((per for per, prefix in _ID.items() if name.startswith(prefix)), Per.SESSION)


def _forget_oldest(ledger: Ledger, session: Session) -> None:
    """What was let through is remembered by its call for as long as it is among the latest acts; a no is for ever."""
    oldest = session.recent[0] if len(session.recent) == REMEMBERED else None
    if oldest is not None and oldest.call and not oldest.outcome.stops:
        ledger.put_decided(session.id, oldest.call, "")


def _spend(ledger: Ledger, grant: Grant) -> None:
    spent = replace(grant, uses=grant.uses - 1)
    ledger.put_grant(spent)
    ledger.append("grant", grant.session, entry.grant(spent, "used"))
