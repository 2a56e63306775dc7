"""What judging costs, and what is not paid for twice."""

import pytest

from commensurate.judges.spend import Cache, Cap, Cost, Spend
from commensurate.model.judgement import Judgement, unjudged


def test_costs_add_up_per_session() -> None:
    """One session's spending does not count for another."""
    costs = Spend()
    for _ in range(3):
        costs.add("a", Cost(100, 10, 0.5, 1))
    assert costs.of("a") == Cost(300, 30, 1.5, 3)
    assert costs.of("b") == Cost()


def test_the_sessions_longest_idle_are_forgotten_first() -> None:
    """The memory is bounded."""
    costs = Spend(sessions=2)
    for session in ("a", "b", "a", "c"):
        costs.add(session, Cost(1))
    assert (costs.of("a").tokens, costs.of("b").tokens, costs.of("c").tokens) == (2, 0, 1)


@pytest.mark.parametrize(
    ("cap", "reached"), [(Cap(), False), (Cap(tokens=111), False), (Cap(tokens=110), True), (Cap(money=0.5), True)]
)
def test_a_cap_is_reached_at_its_value(cap: Cap, reached: bool) -> None:
    """0 means none."""
    assert bool(cap.reached(Cost(100, 10, 0.5))) is reached


STOPS = [
    Judgement("j", 4.9),
    Judgement("j", 9, forbidden="x"),
    Judgement("j", 9, addressed=True),
    unjudged("j", "down"),
]


@pytest.mark.parametrize("judgement", STOPS)
def test_nothing_that_led_to_a_stop_is_remembered(judgement: Judgement) -> None:
    """Whoever was stopped is judged afresh."""
    cache = Cache(8)
    cache.put(("b", "p", "m"), judgement)
    assert cache.get(("b", "p", "m")) is None


def test_the_least_used_goes_first() -> None:
    """The cache is bounded."""
    cache = Cache(2)
    for name in "ab":
        cache.put((name, "p", "m"), Judgement("j", 9))
    cache.get(("a", "p", "m"))
    cache.put(("c", "p", "m"), Judgement("j", 9))
    assert [cache.get((name, "p", "m")) is not None for name in "abc"] == [True, False, True]
