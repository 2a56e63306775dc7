"""THE JOURNEY of one action, told without touching the world.

The generator yields what it needs to know and is sent the answers; whoever drives it (guard.py, an eval, a test)
does the asking, sync or async. Nothing else may assemble a second pipeline.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

from commensurate.model.action import Action
from commensurate.model.agent import Scope
from commensurate.model.analysis import Question
from commensurate.model.decision import Decision, Outcome
from commensurate.model.effect import Effect, Operation, Reversibility
from commensurate.model.finding import Finding
from commensurate.model.judgement import Judgement
from commensurate.model.situation import Budget, Situation, nothing_before
from commensurate.model.step import Step
from commensurate.model.task import Task
from commensurate.policy.decide import Mode, decide, wants_judge
from commensurate.policy.table import Table
from commensurate.ports import Case
from commensurate.rules.match import match
from commensurate.rules.rule import Rule
from commensurate.session.adds_up import adds_up
from commensurate.session.fold import done_before


@dataclass(frozen=True, slots=True)
class AskWorld:
    """Look at the world. The answer is a mapping; what is left out counts as the worse answer."""

    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class AskJudge:
    """Weigh this case. The answer is a Judgement, or None where there is no judge."""

    case: Case


Need = AskWorld | AskJudge
Answer = Mapping[Question, str] | Judgement | None


@dataclass(frozen=True, slots=True)
class Choices:
    """The organisation's choices that the journey needs."""

    rules: tuple[Rule, ...]
    table: Table
    mode: Mode = Mode.FULL
    budgets: tuple[Budget, ...] = ()
    scopes: Mapping[str, Scope] | None = None
    """What each agent may touch, by its id; an agent that is not named may read. None: scopes are not enforced."""


NOTHING_BEFORE = nothing_before()
"""The situation of a first action."""


def consider(
    action: Action, task: Task, choices: Choices, steps: Sequence[Step] = (), situation: Situation = NOTHING_BEFORE
) -> Generator[Need, Answer, Decision]:
    """Read, look, match, ask if in doubt, decide."""
    from commensurate.effects.analyze import analyze  # noqa: PLC0415 (readers and lexicon load with the first action)
    from commensurate.warrant.concern import concerns  # noqa: PLC0415 (the same)
    from commensurate.warrant.ground import ground  # noqa: PLC0415 (the same)

    analysis = analyze(action)
    if analysis.questions:
        answers = yield AskWorld(analysis.questions)
        if isinstance(answers, Mapping) and answers:
            analysis = analyze(action, answers)
    findings = match(choices.rules, analysis) + adds_up(choices.rules, choices.budgets, situation, action, analysis)
    judgement = None
    looks = analysis.proven_read_only and not task.blank
    doubted = wants_judge(task, analysis, findings) or (looks and concerns(task, action, analysis, steps))
    if choices.mode is Mode.FULL and doubted:
        case = Case(task, action, analysis, findings, tuple(steps))
        answer = yield AskJudge(case)
        judgement = ground(answer, case) if isinstance(answer, Judgement) else None
        findings += _of_an_earlier_turn(case, judgement, choices, situation)
    return decide(action, task, analysis, findings, judgement, table=choices.table, mode=choices.mode)


EARLIER_TURN = "task.earlier-turn"
"""The finding about a grave act that only words of an earlier turn ask for. No judge lifts it; newer words do."""


_TAKES = frozenset({Operation.DELETE, Operation.PAY, Operation.REVOKE, Operation.GRANT})


def _is_grave(effect: Effect, table: Table) -> bool:
    """What the table wants the human's very words for, and what takes or gives something for good."""
    for_good = effect.reversibility is Reversibility.IRREVERSIBLE and effect.operation in _TAKES
    return effect.changes and (for_good or table.cell_of(effect).quote)


def _of_an_earlier_turn(
    case: Case, judgement: Judgement | None, choices: Choices, situation: Situation
) -> tuple[Finding, ...]:
    """The words of an earlier turn still warrant the steps that follow from it, but not for ever what is grave."""
    from commensurate.warrant.turns import outdated  # noqa: PLC0415 (as in consider)

    grave = [effect for effect in case.analysis.effects if _is_grave(effect, choices.table)]
    if not case.task.later or not grave or judgement is None or judgement.score is None:
        return ()
    why = outdated(
        case.task,
        case.analysis,
        lambda effect: any(done_before(run, effect) for run in situation.runs),
        judgement.messages,
    )
    ask = "Ask the human whether it is still wanted."
    return (Finding(EARLIER_TURN, Outcome.ESCALATE, why, ask, grave[0].evidence),) if why else ()


def reconsider(decision: Decision, action: Action, task: Task, choices: Choices, situation: Situation) -> Decision:
    """The same decision where the run has gone on meanwhile: nothing is read or judged again, only added up.

    It can only become stricter: what was decided counts as a voice of its own.
    """
    analysis = decision.analysis
    if analysis is None:
        return decision
    findings = match(choices.rules, analysis) + adds_up(choices.rules, choices.budgets, situation, action, analysis)
    anew = decide(action, task, analysis, findings, decision.judgement, table=choices.table, mode=choices.mode)
    return anew if anew.outcome > decision.outcome or (anew.halt and not decision.halt) else decision
