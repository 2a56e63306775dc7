"""What judging has cost: tokens and money per session, with a cap. And the judgements that need not be paid twice."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from commensurate.model.judgement import Judgement

SESSIONS = 10_000
"""How many sessions are remembered; the ones longest idle are forgotten first."""

CACHEABLE = 5.0
"""Judgements below this are never served again: whoever was stopped is judged afresh."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens, and money in whatever currency the prices are in."""

    tokens_in: int = 0
    tokens_out: int = 0
    money: float = 0.0
    calls: int = 0

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.tokens_in + self.tokens_out

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            self.money + other.money,
            self.calls + other.calls,
        )


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that one session may cost; 0 means no cap. `money` counts only where an endpoint has prices."""

    tokens: int = 0
    money: float = 0.0

    def reached(self, cost: Cost) -> str:
        """In words, what was reached; empty where nothing was."""
        if self.tokens and cost.tokens >= self.tokens:
            return f"the session's cap of {self.tokens} judge tokens is reached"
        if self.money and cost.money >= self.money:
            return f"the session's cap of {self.money:g} for the judge is reached"
        return ""


class Spend:
    """Adds up per session, for so many sessions at most. Threads may share it."""

    def __init__(self, sessions: int = SESSIONS) -> None:
        self._sessions = sessions
        self._lock = threading.Lock()
        self._costs: OrderedDict[str, Cost] = OrderedDict()

    def of(self, session: str) -> Cost:
        """What a session has cost so far."""
        with self._lock:
            return self._costs.get(session, Cost())

    def add(self, session: str, cost: Cost) -> None:
        """One more request was paid for."""
        with self._lock:
            self._costs[session] = self._costs.pop(session, Cost()) + cost
            while len(self._costs) > self._sessions:
                self._costs.popitem(last=False)


class Cache:
    """Judgements by what was asked (brief, prompts, model): bounded, least recently used out first.

    Only what let an action pass is kept: a stop is always judged afresh, and nothing that spoke to the judge or met
    a prohibition is remembered in its favour.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, str], Judgement] = OrderedDict()

    def get(self, key: tuple[str, str, str]) -> Judgement | None:
        """What was answered before, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: tuple[str, str, str], judgement: Judgement) -> None:
        """Keep it, if it may be kept."""
        if judgement.score is None or judgement.score < CACHEABLE or judgement.forbidden or judgement.addressed:
            return
        with self._lock:
            self._kept[key] = judgement
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
