"""The circuit breaker's table, row by row."""

from hypothesis import given
from hypothesis import strategies as st

from commensurate.judges.breaker import Breaker, Circuit, State, ask, failed, succeeded

BREAKER = Breaker(limit=3, rest=10.0, longest_rest=40.0)


def after_failures(count: int, now: float = 0.0) -> Circuit:
    circuit = Circuit()
    for _ in range(count):
        circuit = failed(circuit, BREAKER, now)
    return circuit


def test_it_opens_at_the_limit_and_not_before() -> None:
    """Two failures in a row are bad luck, three are an outage."""
    assert after_failures(2).state is State.CLOSED
    assert after_failures(3).state is State.OPEN


def test_a_success_starts_the_count_anew() -> None:
    """Only failures in a row count."""
    assert failed(succeeded(after_failures(2)), BREAKER, 0.0).failures == 1


def test_an_open_circuit_lets_one_trial_through_after_its_rest() -> None:
    """And no second one while the first is on its way."""
    circuit = after_failures(3)
    assert ask(circuit, BREAKER, 9.9)[0] is False
    may, trial = ask(circuit, BREAKER, 10.0)
    assert (may, trial.state) == (True, State.HALF_OPEN)
    assert ask(trial, BREAKER, 10.1)[0] is False


def test_a_failed_trial_rests_twice_as_long_up_to_the_longest() -> None:
    """A dead endpoint is asked less and less often, and never given up."""
    circuit, now, rests = after_failures(3), 0.0, []
    for _ in range(4):
        now += 1000.0
        _, trial = ask(circuit, BREAKER, now)
        circuit = failed(trial, BREAKER, now)
        rests.append(circuit.rest)
    assert rests == [20.0, 40.0, 40.0, 40.0]


def test_a_trial_that_never_comes_back_does_not_close_the_door_for_good() -> None:
    """After another rest the next one may try."""
    _, trial = ask(after_failures(3), BREAKER, 10.0)
    assert ask(trial, BREAKER, 20.0)[0] is True


@given(st.lists(st.tuples(st.sampled_from(["ask", "fail", "succeed"]), st.floats(0, 100)), max_size=40))
def test_it_always_lets_somebody_through_again(steps: list[tuple[str, float]]) -> None:
    """Whatever happened, after the longest rest a question may be asked; and a success closes it."""
    circuit, now = Circuit(), 0.0
    for what, seconds in steps:
        now += seconds
        if what == "ask":
            _, circuit = ask(circuit, BREAKER, now)
        else:
            circuit = failed(circuit, BREAKER, now) if what == "fail" else succeeded(circuit)
    assert ask(circuit, BREAKER, now + BREAKER.longest_rest)[0] is True
    assert succeeded(circuit).state is State.CLOSED
