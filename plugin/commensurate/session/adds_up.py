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
    """The findings of session rules, budgets, scopes and the calendar. A sub-agent's act adds to the run at the root."""
    rules = tuple(rules)
    runs = [speak(rules, run, action, analysis, situation.now) for run in situation.runs]
    return (
        *_strictest(finding for findings in runs for finding in findings),
        *over_budget(budgets, situation, analysis),
        *outside_scope(situation, analysis),
        *in_closed(situation, analysis),
    )


def _strictest(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each rule once: of what it says of two runs, the stricter; the nearer run where they are alike."""
    kept: dict[str, Finding] = {}
    for finding in findings:
        known = kept.get(finding.rule)
        if known is None or (finding.outcome, finding.halts) > (known.outcome, known.halts):
            kept[finding.rule] = finding
    return tuple(kept.values())
