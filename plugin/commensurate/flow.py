"""THE JOURNEY of one action, told without touching the world.

The generator yields what it needs to know and is sent the answers; whoever drives it (guard.py, an eval, a test)
does the asking, sync or async. Nothing else may assemble a second pipeline.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

from commensurate.model.action import Action
from commensurate.model.agent import Scope
from commensurate.model.analysis import Question
from commensurate.model.decision import Decision
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
    doubted = wants_judge(analysis, findings) or (analysis.proven_read_only and concerns(task, action, analysis, steps))
    if choices.mode is Mode.FULL and doubted:
        answer = yield AskJudge(Case(task, action, analysis, findings, tuple(steps)))
        judgement = ground(answer, task, analysis) if isinstance(answer, Judgement) else None
    return decide(action, task, analysis, findings, judgement, table=choices.table, mode=choices.mode)


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
