"""Budgets: a warning from four fifths on, a hard stop where the act at hand would go beyond."""

from collections.abc import Callable, Iterable, Mapping

from commensurate.model.analysis import Analysis
from commensurate.model.decision import Outcome
from commensurate.model.effect import Effect
from commensurate.model.finding import Finding
from commensurate.model.session import Sums
from commensurate.model.situation import Budget, Limited, Situation
from commensurate.session.fold import destroys, spawns

WARNS_AT = 0.8
"""The share of a budget from which on every act that uses it is noted."""

_Used = Callable[[Sums, float], float]

USED: Mapping[Limited, _Used] = {
    Limited.ACTS: lambda sums, _now: sums.acts,
    Limited.DESTRUCTIVE: lambda sums, _now: sums.destructive,
    Limited.SUB_AGENTS: lambda sums, _now: sums.sub_agents,
    Limited.ESCALATIONS: lambda sums, _now: sums.escalations,
    Limited.TOKENS: lambda sums, _now: sums.tokens,
    Limited.MONEY: lambda sums, _now: sums.money,
    Limited.MINUTES: lambda sums, now: (now - sums.since) / 60 if sums.since else 0.0,
}

_ADDS: Mapping[Limited, Callable[[Effect], bool]] = {Limited.DESTRUCTIVE: destroys, Limited.SUB_AGENTS: spawns}
"""What an act must do to use a budget; acts use «acts» whatever they do, the rest is used up elsewhere."""


def over_budget(budgets: Iterable[Budget], situation: Situation, analysis: Analysis) -> tuple[Finding, ...]:
    """What the budgets say to the act at hand."""
    found = []
    for budget in budgets:
        for per, scope in situation.sums:
            if per is budget.per:
                finding = _finding(budget, scope.sums, situation.now, analysis)
                found += [finding] if finding else []
    return tuple(found)


_USED_WHEN_WEIGHED = frozenset({Limited.ACTS, Limited.ESCALATIONS})
"""What an act has used already by being weighed."""


def spent_meanwhile(budgets: Iterable[Budget], situation: Situation, analysis: Analysis) -> Finding | None:
    """A budget that an act would pass which a human lets through now, after it was weighed and counted."""
    rest = [budget for budget in budgets if budget.of not in _USED_WHEN_WEIGHED]
    return next((one for one in over_budget(rest, situation, analysis) if one.outcome is Outcome.BLOCK), None)


def _finding(budget: Budget, sums: Sums, now: float, analysis: Analysis) -> Finding | None:
    adds = _added(budget.of, analysis)
    if adds is None:
        return None
    used = USED[budget.of](sums, now)
    name = f"budget.{budget.per}-{budget.of.replace('_', '-')}"
    said = f"{used:g} of {budget.at_most:g} {budget.of.replace('_', ' ')} per {budget.per} are used up"
    within = used + adds <= budget.at_most if adds else used < budget.at_most
    if not within:
        return Finding(
            name, Outcome.BLOCK, f"The budget is spent: {said}.", "Ask a human for a larger budget, or stop here."
        )
    if used + adds >= WARNS_AT * budget.at_most:
        return Finding(name, Outcome.NOTIFY, f"The budget runs out: {said}.")
    return None


def _added(of: Limited, analysis: Analysis) -> float | None:
    """What the act at hand adds; None where it does not touch this budget."""
    if of is Limited.ACTS:
        return 1
    if of in _ADDS:
        return 1 if any(_ADDS[of](effect) for effect in analysis.effects if effect.changes) else None
    return 0
