"""The judge behind any OpenAI-compatible endpoint: asks within one total deadline, and never raises for an outage.

Endpoints are asked in order; each has a circuit breaker and retries inside its share of the deadline. Whatever does
not end in one whole, checked answer ends in an unjudged Judgement that says why.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_random_exponential

from commensurate.errors import CommensurateError
from commensurate.judges import breaker
from commensurate.judges.answer import judgement_of
from commensurate.judges.breaker import Breaker, Circuit
from commensurate.judges.brief import Brief, Budget, brief_of
from commensurate.judges.endpoint import Endpoint, Reply, Wire
from commensurate.judges.faults import Fault, Kind
from commensurate.judges.loop import LOOP
from commensurate.judges.prompts import Prompts, prompts
from commensurate.judges.spend import Cache, Cap, Cost, Spend
from commensurate.model.judgement import Judgement, unjudged
from commensurate.ports import Case

_BACKOFF = wait_random_exponential(multiplier=0.25, max=4)


_OURS = 0.97
"""The part of the deadline that endpoints may use: the rest is for saying that they did not answer."""

_NO_CAP, _WHOLE, _USUAL = Cap(), Budget(), Breaker()


@dataclass(frozen=True, slots=True)
class Settings:
    """How the judge is asked. Times are in seconds.

    `deadline` is the most that one judgement may take, retries, waits and fallbacks included. `attempts` is per
    endpoint. `patience` is the part of an endpoint's share of the deadline that one attempt may take. `queue` is
    how many judgements are asked for at a time.
    """

    endpoints: tuple[Endpoint, ...]
    deadline: float = 20.0
    attempts: int = 3
    patience: float = 0.7
    queue: int = 8
    cap: Cap = _NO_CAP
    cache: int = 1024
    budget: Budget = _WHOLE
    breaker: Breaker = _USUAL


class OpenAIJudge:
    """Asks language models. Sync and async callers share one client, one connection pool and one set of circuits."""

    def __init__(
        self, settings: Settings, *, name: str = "openai", texts: Prompts | None = None, spend: Spend | None = None
    ) -> None:
        self.settings = settings
        self.spend = spend or Spend()
        self._name = name
        self._prompts = texts or prompts()
        self._cache = Cache(settings.cache)
        self._wires: list[Wire] = []
        self._circuits = [Circuit() for _ in settings.endpoints]
        self._gate = asyncio.Semaphore(settings.queue)
        self._generation = -1

    @property
    def name(self) -> str:
        """What stands in judgements and reports."""
        return self._name

    def judge(self, case: Case) -> Judgement:
        """Weigh one case. Takes at most the deadline."""
        brief = brief_of(case, self._prompts, self.settings.budget)
        return LOOP.submit(self._within_deadline(brief, case.action.session)).result()

    async def ajudge(self, case: Case) -> Judgement:
        """Weigh one case without blocking the event loop. Takes at most the deadline."""
        brief = brief_of(case, self._prompts, self.settings.budget)
        return await asyncio.wrap_future(LOOP.submit(self._within_deadline(brief, case.action.session)))

    def close(self) -> None:
        """Let go of the connections. The judge can be asked again; it then connects anew."""
        wires, self._wires, made_on, self._generation = self._wires, [], self._generation, -1
        if wires and LOOP.generation == made_on:
            LOOP.submit(_close(wires)).result()

    async def _within_deadline(self, brief: Brief, session: str) -> Judgement:
        try:
            async with asyncio.timeout(self.settings.deadline):
                judgement = await self._ask_in_order(brief, session)
        except TimeoutError:
            judgement = unjudged(self._name, f"no answer within {self.settings.deadline:g} s")
        except Exception as error:  # noqa: BLE001 (whatever else goes wrong is an outage too: a value, not an exception)
            judgement = unjudged(self._name, f"the judge failed: {type(error).__name__}: {error}"[:300])
        return replace(
            judgement,
            prompt_sha=self._prompts.sha,
            brief_sha=brief.sha,
            case_sha=brief.case_sha,
            not_shown=brief.not_shown,
        )

    async def _ask_in_order(self, brief: Brief, session: str) -> Judgement:
        reached = self.settings.cap.reached(self.spend.of(session))
        if reached:
            return unjudged(self._name, reached)
        wires = self._open_wires()
        until = time.monotonic() + self.settings.deadline * _OURS
        failures: list[str] = []
        async with self._gate:
            for index, wire in enumerate(wires):
                key = (brief.sha, self._prompts.sha, wire.endpoint.model)
                known = self._cache.get(key) if not brief.not_shown else None
                if known is not None:
                    return replace(known, tokens_in=0, tokens_out=0, notes=(*known.notes, "answered from the cache"))
                share = (until - time.monotonic()) / (len(wires) - index)
                try:
                    judgement = await self._ask_one(index, brief, session, share)
                except Fault as fault:
                    failures.append(f"{wire.endpoint.model}: {fault}")
                    continue
                if not brief.not_shown:
                    self._cache.put(key, judgement)
                return judgement
        return unjudged(self._name, "; ".join(failures) or "no endpoint is set")

    async def _ask_one(self, index: int, brief: Brief, session: str, share: float) -> Judgement:
        may, self._circuits[index] = breaker.ask(self._circuits[index], self.settings.breaker, time.monotonic())
        if not may:
            raise Fault(Kind.UNREACHABLE, "not asked, it failed several times just now")
        until = time.monotonic() + share
        try:
            async with asyncio.timeout(share):
                judgement = await self._ask_again_and_again(self._wires[index], brief, session, share)
        except TimeoutError:
            self._count_failure(index)
            raise Fault(Kind.TIMEOUT, f"no answer within {share:.3g} s") from None
        except asyncio.CancelledError:
            if time.monotonic() >= until:  # the whole deadline ran out in the same moment as this share of it
                self._count_failure(index)
            raise
        except Fault as fault:
            if fault.treatment.endpoint:
                self._count_failure(index)
            raise
        self._circuits[index] = breaker.succeeded(self._circuits[index])
        return judgement

    def _count_failure(self, index: int) -> None:
        self._circuits[index] = breaker.failed(self._circuits[index], self.settings.breaker, time.monotonic())

    async def _ask_again_and_again(self, wire: Wire, brief: Brief, session: str, share: float) -> Judgement:
        retrying = AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, Fault) and error.treatment.retry),
            stop=stop_after_attempt(self.settings.attempts) | stop_before_delay(share),
            wait=_wait,
            reraise=True,
        )
        async for attempt in retrying:
            with attempt:
                patience = share * self.settings.patience
                try:
                    async with asyncio.timeout(patience):
                        reply = await wire.ask(brief.messages, attempt.retry_state.attempt_number - 1)
                except TimeoutError:
                    raise Fault(Kind.TIMEOUT, f"no answer within {patience:.3g} s") from None
                cost = wire.endpoint.cost_of(reply, brief.tokens)
                self.spend.add(session, cost)
                return self._read(reply, cost, wire.endpoint)
        raise Fault(Kind.BAD_ANSWER, "no attempt was made")  # pragma: no cover (attempts >= 1)

    def _read(self, reply: Reply, cost: Cost, endpoint: Endpoint) -> Judgement:
        text = reply.usable()
        if reply.model and not endpoint.is_model(reply.model):
            said = f"asked for {endpoint.model}, {reply.model[:80]} answered (if that is right, name it in answers_as)"
            raise Fault(Kind.WRONG_MODEL, said)
        try:
            judgement = judgement_of(text, self._prompts, self._name)
        except CommensurateError as error:
            raise Fault(Kind.BAD_ANSWER, str(error)) from None
        notes = () if reply.model else (f"asked for {endpoint.model}; the endpoint does not say which model answered",)
        return replace(judgement, model=reply.model, tokens_in=cost.tokens_in, tokens_out=cost.tokens_out, notes=notes)

    def _open_wires(self) -> list[Wire]:
        """Clients are bound to the loop that they were first used on, and made at first use: openai imports slowly."""
        if self._generation != LOOP.generation:
            self._wires = [Wire(e, self._prompts) for e in self.settings.endpoints]
            self._gate = asyncio.Semaphore(self.settings.queue)
            self._generation = LOOP.generation
        return self._wires


async def _close(wires: Sequence[Wire]) -> None:
    for wire in wires:
        await wire.close()


def _wait(state: RetryCallState) -> float:
    """What the endpoint asked for, else a growing, jittered pause."""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, Fault) and error.retry_after is not None:
        return error.retry_after
    return float(_BACKOFF(state))
