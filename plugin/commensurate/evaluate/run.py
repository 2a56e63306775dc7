"""Drives the one journey over labelled cases. It shows the guard nothing but the proposal."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from time import perf_counter

from commensurate.effects.analyze import analyze
from commensurate.evaluate.case import Labelled, Proposal
from commensurate.flow import AskJudge, Choices, consider
from commensurate.model.action import Action
from commensurate.model.decision import Decision, Outcome
from commensurate.model.judgement import Judgement
from commensurate.model.session import Session
from commensurate.model.situation import Situation
from commensurate.ports import Judge
from commensurate.session.fold import fold

_BATCH = 32
"""Cases a thread has in hand at most: bounds what is lost when a run is stopped."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case. `judged` counts calls of the judge, `unjudged` those without a usable answer.

    `crash` is set where the guard itself failed: the case then counts as escalated, as it would in a host.
    """

    case: Labelled
    decision: Decision
    ms: float
    judged: int = 0
    unjudged: int = 0
    crash: str = ""


def run(cases: Iterable[Labelled], choices: Choices, judge: Judge | None, threads: int = 1) -> Iterator[Result]:
    """Decide every case, in order. With several threads the judge must be safe to call from each of them."""
    if threads <= 1:
        yield from (_result(case, choices, judge) for case in cases)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting = iter(cases)
        while batch := list(islice(waiting, _BATCH * threads)):
            yield from pool.map(lambda case: _result(case, choices, judge), batch)


def drive(proposal: Proposal, choices: Choices, judge: Judge | None) -> tuple[Decision, list[Judgement]]:
    """One journey. The world is not asked: a case speaks of another machine than this one."""
    journey = consider(proposal.action, proposal.task, choices, proposal.steps, _situation(proposal))
    judgements: list[Judgement] = []
    try:
        need = next(journey)
        while True:
            if isinstance(need, AskJudge):
                answer = judge.judge(need.case) if judge is not None else None
                judgements += [answer] if answer is not None else []
                need = journey.send(answer)
            else:
                need = journey.send({})
    except StopIteration as done:
        decision: Decision = done.value
        return decision, judgements


async def adrive(proposal: Proposal, choices: Choices, judge: Judge | None) -> tuple[Decision, list[Judgement]]:
    """The same journey, for harnesses that wait for many answers at a time."""
    journey = consider(proposal.action, proposal.task, choices, proposal.steps, _situation(proposal))
    judgements: list[Judgement] = []
    try:
        need = next(journey)
        while True:
            answer = await judge.ajudge(need.case) if judge is not None and isinstance(need, AskJudge) else None
            judgements += [answer] if answer is not None else []
            need = journey.send(answer if isinstance(need, AskJudge) else {})
    except StopIteration as done:
        decision: Decision = done.value
        return decision, judgements


def _situation(proposal: Proposal) -> Situation:
    """What the earlier steps add up to, as far as they are given as calls and not as text: one a second."""
    session, now = Session(proposal.action.session), 0.0
    for step in proposal.steps:
        now += 1.0
        if step.tool:
            action = Action(step.tool, step.arguments, proposal.action.workspace)
            decision = Decision(Outcome.ALLOW, "it was done", action.digest, analysis=analyze(action))
            session = fold(session, action, decision, now)
    return Situation(session, now + 1.0)


def _result(case: Labelled, choices: Choices, judge: Judge | None) -> Result:
    start = perf_counter()
    judgements: list[Judgement] = []
    crash = ""
    try:
        decision, judgements = drive(case.proposal, choices, judge)
    except Exception as error:  # noqa: BLE001 (one broken case must not end a long run; it is reported and counted)
        crash = f"{type(error).__name__}: {error}"
        decision = Decision(Outcome.ESCALATE, f"The guard failed: {crash}", case.proposal.action.digest, suspicion=0.5)
    ms = (perf_counter() - start) * 1000
    unjudged = sum(1 for judgement in judgements if not judgement.judged)
    return Result(case, decision, ms, len(judgements), unjudged, crash)
