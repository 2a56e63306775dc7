"""The one door of this floor: what the run so far says to the act at hand."""

from collections.abc import Iterable

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis
from commensurate.model.finding import Finding
from commensurate.model.situation import Budget, Situation
from commensurate.rules.rule import Rule
from commensurate.session.budgets import over_budget
from commensurate.session.scope import in_closed, outside_scope
from commensurate.session.speak import speak


def adds_up(
    rules: Iterable[Rule], budgets: Iterable[Budget], situation: Situation, action: Action, analysis: Analysis
) -> tuple[Finding, ...]:
    """The findings of session rules, budgets, scopes and the calendar."""
    return (
        *speak(rules, situation.session, action, analysis, situation.now),
        *over_budget(budgets, situation, analysis),
        *outside_scope(situation, analysis),
        *in_closed(situation, analysis),
    )
