"""A thousand judgements while everything fails at random, and what our own work around a judgement costs."""

import random
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from commensurate import settings
from commensurate.evaluate.case import Proposal
from commensurate.evaluate.run import drive
from commensurate.judges.breaker import Breaker
from commensurate.judges.endpoint import Endpoint
from commensurate.judges.openai import OpenAIJudge, Settings
from commensurate.model.action import Action, Workspace
from commensurate.model.decision import Outcome
from commensurate.model.judgement import Judgement
from commensurate.model.task import Provenance, Task
from commensurate.policy.decide import SMALL
from commensurate.ports import Case
from judges.faulty_server import FAULTS, Answer, good, serving

TASK = Task("tidy up the workspace and release it", Provenance.HUMAN)
COMMANDS = (
    "rm -rf build", "rm -rf /", "git push --force origin main", "aws s3 rb s3://prod-data --force", "touch notes.txt",
    "psql -c 'DROP TABLE users'", "kubectl delete ns prod", "echo hi > out.txt", "./unknown.sh --all", "mkdir tmp",
    "curl -X POST https://api.example.com/pay -d amount=5", "terraform destroy -auto-approve", "git commit -m x",
)  # fmt: skip
DEADLINE = 2.0
CALLS = 1000


class Timed:
    """Hands cases on, and notes how long each took."""

    name = "timed"

    def __init__(self, inner: OpenAIJudge) -> None:
        self.inner = inner
        self.seconds: list[float] = []

    def judge(self, case: Case) -> Judgement:
        began = time.monotonic()
        try:
            return self.inner.judge(case)
        finally:
            self.seconds.append(time.monotonic() - began)

    async def ajudge(self, case: Case) -> Judgement:
        return self.judge(case)


@contextmanager
def lag_of_the_machine() -> Iterator[list[float]]:
    """By how much a thread that does nothing but sleep is woken too late: what no deadline of ours can help."""
    lags, done = [0.0], threading.Event()

    def doze() -> None:
        while not done.is_set():
            began = time.monotonic()
            time.sleep(0.01)
            lags.append(time.monotonic() - began - 0.01)

    sleeper = threading.Thread(target=doze)
    sleeper.start()
    try:
        yield lags
    finally:
        done.set()
        sleeper.join()


@pytest.mark.slow
def test_a_thousand_calls_under_faults() -> None:
    """None is late by more than a tenth, none raises, and nothing but what is reversible and small runs unjudged."""
    dice = random.Random(4)
    faults = [*FAULTS.values(), *[good(score=s) for s in (1, 5, 9, 10)] * 4]

    def script(request: dict[str, Any], number: int) -> Answer:
        return dice.choice(faults)

    choices = settings.choices(settings.Policy())
    with serving(script) as server:
        endpoint = Endpoint("tester", server.url)
        chosen = Settings((endpoint,), deadline=DEADLINE, attempts=2, cache=0, queue=16)
        judge = Timed(OpenAIJudge(replace(chosen, breaker=Breaker(rest=0.2))))

        def one(number: int) -> tuple[Any, list[Judgement]]:
            command = COMMANDS[number % len(COMMANDS)]
            action = Action(
                "bash", {"command": command}, Workspace("/srv/app", roots=("/srv/app",)), session=str(number)
            )
            return drive(Proposal(action, TASK), choices, judge)

        with ThreadPoolExecutor(8) as pool, lag_of_the_machine() as lags:
            ended = list(pool.map(one, range(CALLS)))
        judge.inner.close()
    late = [seconds for seconds in judge.seconds if seconds > DEADLINE * 1.1 + max(lags)]
    assert not late, (late, max(lags))
    seen: Counter[str] = Counter()
    for decision, judgements in ended:
        unjudged = any(judgement.score is None for judgement in judgements)
        seen["unjudged" if unjudged else "judged" if judgements else "not asked"] += 1
        if unjudged and not decision.outcome.stops:
            effects = decision.analysis.effects
            assert all((e.reversibility, e.blast_radius) == SMALL for e in effects if e.changes), decision
            assert decision.outcome is Outcome.NOTIFY
    assert seen["unjudged"] > 100, seen
    assert seen["judged"] > 20, seen


@pytest.mark.slow
def test_our_overhead_around_an_instant_endpoint(case: Case) -> None:
    """What we put around a call costs less than the call itself, or less than 3 ms: same server, request and answer."""
    import openai

    with serving(good()) as server, openai.OpenAI(api_key="unused", base_url=server.url, max_retries=0) as client:
        judge = OpenAIJudge(Settings((Endpoint("tester", server.url),), cache=0))
        judge.judge(case)
        body = server.seen[-1]
        both = [
            (_seconds(lambda: judge.judge(case)), _seconds(lambda: client.chat.completions.create(**body)))
            for _ in range(220)
        ]
        judge.close()
    ours, bare = (statistics.median(one) for one in zip(*both[20:], strict=True))
    assert ours - bare <= max(0.003, bare), (ours, bare)


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began
