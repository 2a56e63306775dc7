"""The circuit breaker of one endpoint: a dead endpoint costs no time. Pure; the clock is handed in, in seconds.

| state     | may ask                     | after a success | after a failure                          |
|-----------|-----------------------------|-----------------|------------------------------------------|
| closed    | yes                         | closed, 0       | one more; at `limit` in a row: open      |
| open      | no, until `rest` has passed | closed, 0       | open, as before                          |
| half-open | one trial at a time         | closed, 0       | open, resting twice as long, at most `longest_rest` |
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class State(StrEnum):
    """Where a circuit stands."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class Breaker:
    """The limits. Times are in seconds."""

    limit: int = 4
    rest: float = 15.0
    longest_rest: float = 240.0


@dataclass(frozen=True, slots=True)
class Circuit:
    """Failures in a row, and since when (`since`) the state holds. A trial that never comes back is let go after `rest`."""

    state: State = State.CLOSED
    failures: int = 0
    since: float = 0.0
    rest: float = 0.0


def ask(circuit: Circuit, breaker: Breaker, now: float) -> tuple[bool, Circuit]:
    """May the endpoint be asked now? And the circuit after the question."""
    if circuit.state is State.CLOSED:
        return True, circuit
    if now - circuit.since < (circuit.rest or breaker.rest):
        return False, circuit
    return True, replace(circuit, state=State.HALF_OPEN, since=now)


def succeeded(circuit: Circuit) -> Circuit:  # noqa: ARG001 (a transition is told by the state it leaves)
    """The endpoint answered, whatever it said."""
    return Circuit()


def failed(circuit: Circuit, breaker: Breaker, now: float) -> Circuit:
    """The endpoint did not answer."""
    failures = circuit.failures + 1
    if circuit.state is State.HALF_OPEN:
        rest = min(2 * (circuit.rest or breaker.rest), breaker.longest_rest)
        return Circuit(State.OPEN, failures, now, rest)
    if circuit.state is State.OPEN or failures < breaker.limit:
        return replace(circuit, failures=failures)
    return Circuit(State.OPEN, failures, now, breaker.rest)
