"""What the store knows of a run, made a Situation for the journey, and what one more decision adds to it.

Both happen inside a write transaction: what was looked at is what is built on, so that no ceiling is overshot by two
processes at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from commensurate.audit import entry
from commensurate.flow import Choices
from commensurate.model.action import Action
from commensurate.model.agent import READING, Grant, Scope
from commensurate.model.decision import Decision
from commensurate.model.session import Session
from commensurate.model.situation import Closed, Per, Situation
from commensurate.model.task import Task
from commensurate.ports import Calendar, Clock, Ledger
from commensurate.session.fold import fold, spent, tally
from commensurate.session.scope import grants_used

_Names = Mapping[Per, str]


@dataclass(frozen=True, slots=True)
class Situations:
    """Looks a run up, and keeps what adds up."""

    choices: Choices
    clock: Clock
    calendar: Calendar | None = None

    def look(self, ledger: Ledger, action: Action, task: Task) -> Situation:
        """What the ledger and the calendar say at this moment."""
        now = float(self.clock())
        scopes = self._scopes(action)
        grants = ledger.grants(action.agent) if scopes is not None else ()
        session = ledger.session(action.session) if action.session else Session("")
        sums = tuple((per, ledger.session(name)) for per, name in self._names(action, task, now).items())
        if action.session:
            sums = ((Per.SESSION, session), *sums)
        return Situation(session, now, sums, scopes, grants, self._closed(now))

    def add(self, ledger: Ledger, action: Action, decision: Decision, situation: Situation) -> None:
        """Fold the decision into every scope, spend the grants that it needed, and halt the run where a rule says so."""
        if action.session:
            ledger.put_session(fold(situation.session, action, decision, situation.now))
        for per, scope in situation.sums:
            if per is not Per.SESSION:
                ledger.put_session(tally(scope, decision, situation.now))
        if not decision.outcome.stops and decision.analysis is not None:
            for grant in grants_used(situation, decision.analysis):
                _spend(ledger, grant)
        if decision.halt and action.session:
            reason = f"{decision.halt} It was trying: {_tried(situation.session)}"
            ledger.put_halt(f"session:{action.session}", reason)
            ledger.append(
                "halt", action.session, {"scope": f"session:{action.session}", "reason": reason, "by": "rule"}
            )

    def spend(self, ledger: Ledger, session: str, agent: str, task: Task, *, tokens: int, money: float) -> None:
        """What a host reports that a run has cost, into every scope that it counts for."""
        action = Action("spend", {}, agent=agent, session=session)
        names = self._names(action, task, float(self.clock()))
        for name in (*([session] if session else []), *names.values()):
            ledger.put_session(spent(ledger.session(name), tokens, money))
        ledger.append("spent", session, entry.spent(agent, tokens, money))

    def _names(self, action: Action, task: Task, now: float) -> _Names:
        """The scopes that some budget is kept for, by name."""
        wanted = {budget.per for budget in self.choices.budgets}
        names: dict[Per, Callable[[], str]] = {
            Per.AGENT: lambda: f"agent:{action.agent}",
            Per.TASK: lambda: f"task:{sha256(task.text.encode('utf-8', 'backslashreplace')).hexdigest()[:24]}",
            Per.DAY: lambda: f"day:{datetime.fromtimestamp(now, UTC):%Y-%m-%d}",
        }
        return {per: name() for per, name in names.items() if per in wanted}

    def _scopes(self, action: Action) -> tuple[Scope, ...] | None:
        """The agent's own scope and those of the agents above it; reading for an agent that nobody gave one."""
        given = self.choices.scopes
        if given is None:
            return None
        return tuple(given.get(name, READING) for name in (action.agent, *action.lineage))

    def _closed(self, now: float) -> tuple[Closed, ...]:
        return () if self.calendar is None else self.calendar(now)


def _spend(ledger: Ledger, grant: Grant) -> None:
    spent = replace(grant, uses=grant.uses - 1)
    ledger.put_grant(spent)
    ledger.append("grant", grant.session, entry.grant(spent, "used"))


def _tried(session: Session) -> str:
    latest = [moment.trace for moment in session.recent[-8:]]
    return "; ".join(dict.fromkeys(latest)) or "nothing yet"
