"""The one reducer. Every voice is heard; the strictest wins; silence is never consent.

More evidence never loosens a decision, with one exception that the data itself must grant: a cell of the table, or a
rule with `judge_may_clear`, is silenced by a judgement that reaches the cell's `clear_at` (and, where the cell asks
for it, rests on verified words of the human that name act and object).
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.decision import Decision, Outcome, Voice
from commensurate.model.effect import BlastRadius, Effect, Environment, Operation, Reversibility, Trait
from commensurate.model.finding import Finding
from commensurate.model.judgement import Judgement
from commensurate.model.task import Task
from commensurate.policy import words
from commensurate.policy.table import Cell, Table


class Mode(StrEnum):
    """Which voices are asked for."""

    FULL = "full"
    RULES_ONLY = "rules_only"
    """The rules alone: no task, no judge, no table. For measuring the deterministic half."""


SMALL = (Reversibility.REVERSIBLE, BlastRadius.ONE)
"""What may go on, with a notice, when nobody could judge it (law 2)."""

OUT_OF_VIEW = (Reversibility.COSTLY, BlastRadius.ONE)
"""What is assumed, at the least, of an action that was not seen whole."""

_Stakes = tuple[tuple[Cell, Effect | None], ...]

PRYING = frozenset({Trait.SECRET, Trait.OUTSIDE, Trait.CLAIMS})
"""Looking at a secret or outside the folders of the task, and claiming a result, is weighed like an act."""


def wants_judge(task: Task, analysis: Analysis, findings: Sequence[Finding]) -> bool:
    """A judge is asked unless there are no words to judge by, the action provably only looks, and where it may, or a
    rule that no warrant lifts has blocked it.
    """
    if task.blank:
        return False
    if any(f.outcome is Outcome.BLOCK and not f.judge_may_clear for f in findings):
        return False
    prying = any(effect.traits & PRYING for effect in analysis.effects)
    return not analysis.proven_read_only or prying or any(f.outcome.stops for f in findings)


def decide(
    action: Action,
    task: Task,
    analysis: Analysis,
    findings: Sequence[Finding],
    judgement: Judgement | None,
    *,
    table: Table,
    mode: Mode = Mode.FULL,
) -> Decision:
    """Reduce all voices to one decision."""
    stakes = _stakes(analysis, table)
    cell, effect = stakes[0]
    lifting = None if task.blank else judgement
    voices = [Voice(f"rule:{f.rule}", f.outcome, f.reason, f.instead, _cleared(f, lifting, stakes)) for f in findings]
    if mode is Mode.FULL:
        voices += _standing(task, analysis, judgement, stakes)
    loud = [voice for voice in voices if not voice.cleared]
    strictest = max(loud, key=lambda voice: voice.outcome, default=words.QUIET)
    halting = next((f for f, v in zip(findings, voices, strict=False) if f.halts and not v.cleared), None)
    instead = strictest.instead or next((v.instead for v in loud if v.instead and v.outcome.stops), "")
    return Decision(
        outcome=strictest.outcome,
        reason=strictest.reason,
        digest=action.digest,
        instead=(instead or words.smaller(effect)) if strictest.outcome.stops else instead,
        headline=words.headline(action, task, effect) if strictest.outcome is Outcome.ESCALATE else "",
        voices=tuple(voices),
        suspicion=_suspicion(strictest.outcome, analysis, findings, judgement, cell),
        cell=cell.name,
        analysis=analysis,
        judgement=judgement,
        halt=halting.reason if halting else "",
        ends=halting.run if halting else "",
    )


def _standing(task: Task, analysis: Analysis, judgement: Judgement | None, stakes: _Stakes) -> list[Voice]:
    """The voices that speak of every action: the task's, the table's, the judge's."""
    if analysis.proven_read_only and judgement is None:
        return []
    voices = []
    effect = stakes[0][1]
    lifting = None if task.blank else judgement
    if not task.known and analysis.changes:
        seen = not any(_out_of_sight(effect) for effect in analysis.effects if effect.changes)
        outcome = Outcome.NOTIFY if task.blank and seen else Outcome.ESCALATE
        voices.append(Voice("task", outcome, words.no_task(task, effect)))
    if effect is not None:
        voices.append(_floor(lifting, stakes))
    if analysis.coverage is Coverage.OPAQUE:
        lifted = _lifts(lifting, stakes)
        voices.append(Voice("coverage", Outcome.ESCALATE, words.opaque(analysis), cleared=lifted))
    if judgement is not None and judgement.score is not None:
        voices.append(Voice("judge", _judged(judgement, stakes), judgement.reason, judgement.instead))
    elif not task.blank:
        voices.append(Voice("unjudged", _unjudged(analysis), words.unjudged(judgement)))
    return voices


def _judged(judgement: Judgement, stakes: _Stakes) -> Outcome:
    """What the score means in the strictest cell. Where two judges disagree, neither passes nor blocks it: a human decides."""
    if judgement.contested:
        return Outcome.ESCALATE
    outcomes = [cell.outcome_of(judgement.score) for cell, _ in stakes if judgement.score is not None]
    return max(*outcomes, Outcome.ESCALATE if judgement.forbidden else Outcome.ALLOW)


def _out_of_sight(effect: Effect) -> bool:
    """What goes to a human where there is no task: what is not in view, and what leaves and cannot be called back."""
    leaves = Trait.OUTBOUND in effect.traits and effect.reversibility is not Reversibility.REVERSIBLE
    return leaves or Trait.OPAQUE in effect.traits


def _floor(judgement: Judgement | None, stakes: _Stakes) -> Voice:
    """The table's voice: the highest floor that the judgement does not lift; where it lifts all, the highest."""
    standing = [stake for stake in stakes if not _lifts(judgement, (stake,))]
    cell, effect = max(standing or stakes, key=lambda stake: _softened(stake[0], judgement))
    reason = "" if effect is None else words.floor(effect)
    return Voice("table", _softened(cell, judgement), reason, words.smaller(effect), cleared=not standing)


def _softened(cell: Cell, judgement: Judgement | None) -> Outcome:
    """A floor of BLOCK becomes a question to a human where the score is high and only the words are not verified."""
    if cell.floor is not Outcome.BLOCK or judgement is None:
        return cell.floor
    return Outcome.ESCALATE if _lifts(replace(judgement, names_act=True), ((cell, None),)) else cell.floor


def _unjudged(analysis: Analysis) -> Outcome:
    small = all((e.reversibility, e.blast_radius) == SMALL for e in analysis.effects if e.changes)
    return Outcome.NOTIFY if small and analysis.coverage is not Coverage.OPAQUE else Outcome.ESCALATE


def _lifts(judgement: Judgement | None, stakes: _Stakes) -> bool:
    """True where the judgement is good enough, in every cell, to silence what its own text lets a warrant silence."""
    if judgement is None or judgement.score is None or judgement.forbidden or judgement.addressed:
        return False
    score = judgement.score
    return all(score >= cell.clear_at and (judgement.names_act or not cell.quote) for cell, _ in stakes)


def _cleared(finding: Finding, judgement: Judgement | None, stakes: _Stakes) -> bool:
    if not finding.judge_may_clear or judgement is None or judgement.score is None:
        return False
    strict = finding.outcome is not Outcome.BLOCK or judgement.names_act
    return strict and judgement.score >= words.CLEARS_A_RULE and _lifts(judgement, stakes)


def _stakes(analysis: Analysis, table: Table) -> _Stakes:
    """Each cell that an effect falls into, with the effect; the one that asks for most stands first.

    All of them are heard: a cell that weighs more may be easier to lift than another one beside it.
    """
    weighed = [(table.cell_of(e), e) for e in analysis.effects if e.changes or Trait.SECRET in e.traits]
    weighed.sort(key=lambda stake: _weight(*stake), reverse=True)
    stakes: dict[str, tuple[Cell, Effect | None]] = {}
    for cell, effect in weighed:
        stakes.setdefault(cell.name, (cell, effect))
    first = analysis.effects[0] if analysis.effects else None
    if analysis.coverage is Coverage.OPAQUE:
        unseen = table.cells[(*OUT_OF_VIEW, any(e.environment is Environment.PRODUCTION for e in analysis.effects))]
        stakes.setdefault(unseen.name, (unseen, first))
    small = table.cells[(*SMALL, False)]
    return tuple(stakes.values()) or ((small, first),)


def _weight(cell: Cell, effect: Effect) -> tuple[int, float, int, bool]:
    return (cell.floor, cell.escalate_below, effect.reversibility, effect.operation is Operation.DELETE)


def _suspicion(
    outcome: Outcome, analysis: Analysis, findings: Sequence[Finding], judgement: Judgement | None, cell: Cell
) -> float:
    """0 to 1: the judge's score where there is one, else the weight of rules, table and coverage."""
    by_rules = max((f.outcome for f in findings), default=Outcome.ALLOW) / 3
    risk = cell.escalate_below / 10 if analysis.changes else 0.0
    if judgement is not None and judgement.score is not None:
        return round(0.9 * (1 - judgement.score / 10) + 0.07 * outcome / 3 + 0.03 * risk, 4)
    return round(0.6 * by_rules + 0.3 * risk + 0.1 * analysis.coverage.depth / 2, 4)
