"""Budgets, scopes, grants and closed environments, as the journey hears them."""

from dataclasses import replace

import pytest

from commensurate.model.agent import READING, Grant, Mandate, Scope
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.decision import Outcome
from commensurate.model.effect import (
    BlastRadius,
    Effect,
    Environment,
    Operation,
    Resource,
    ResourceKind,
    Reversibility,
)
from commensurate.model.session import Session, Sums
from commensurate.model.situation import Budget, Closed, Limited, Per, Situation
from commensurate.session.budgets import over_budget
from commensurate.session.scope import grants_used, holds, in_closed, outside_scope

DELETE = Effect(
    Operation.DELETE, Resource(ResourceKind.FILE, "src/a.py"), Reversibility.COSTLY, BlastRadius.ONE, "rm src/a.py",
    Environment.DEVELOPMENT,
)  # fmt: skip
LOOK = replace(DELETE, operation=Operation.READ)
NOW = 10_000.0


def used(**sums: float) -> Situation:
    session = Session("s", sums=Sums(since=NOW - 600, **sums))  # type: ignore[arg-type]
    return Situation(session, NOW, ((Per.SESSION, session),))


@pytest.mark.parametrize(
    ("of", "at_most", "sums", "outcome"),
    [
        (Limited.ACTS, 10, {"acts": 5}, None),
        (Limited.ACTS, 10, {"acts": 8}, Outcome.NOTIFY),
        (Limited.ACTS, 10, {"acts": 9}, Outcome.NOTIFY),
        (Limited.ACTS, 10, {"acts": 10}, Outcome.BLOCK),
        (Limited.DESTRUCTIVE, 1, {}, Outcome.NOTIFY),
        (Limited.DESTRUCTIVE, 1, {"destructive": 1}, Outcome.BLOCK),
        (Limited.DESTRUCTIVE, 0, {}, Outcome.BLOCK),
        (Limited.SUB_AGENTS, 1, {"sub_agents": 9}, None),
        (Limited.MONEY, 2.0, {"money": 1.0}, None),
        (Limited.MONEY, 2.0, {"money": 1.7}, Outcome.NOTIFY),
        (Limited.MONEY, 2.0, {"money": 2.0}, Outcome.BLOCK),
        (Limited.TOKENS, 100, {"tokens": 250}, Outcome.BLOCK),
        (Limited.MINUTES, 10, {}, Outcome.BLOCK),
        (Limited.MINUTES, 100, {}, None),
    ],
)
def test_a_budget_warns_at_four_fifths_and_then_stops(
    of: Limited, at_most: float, sums: dict[str, float], outcome: Outcome | None
) -> None:
    """The stop comes before the act that would go beyond."""
    found = over_budget((Budget(Per.SESSION, of, at_most),), used(**sums), Analysis((DELETE,)))
    assert [finding.outcome for finding in found] == ([] if outcome is None else [outcome])


def test_a_budget_of_another_scope_is_not_touched() -> None:
    """Each budget looks at its own sums."""
    assert over_budget((Budget(Per.DAY, Limited.ACTS, 1),), used(acts=50), Analysis((DELETE,))) == ()


def scoped(*scopes: Scope, grants: tuple[Grant, ...] = ()) -> Situation:
    held = tuple(grant for grant in grants if holds(grant, ("s",), NOW))
    mandates = [Mandate(f"agent-{number}", scope, () if number else held) for number, scope in enumerate(scopes)]
    return Situation(Session("s"), NOW, mandates=tuple(mandates))


WIDE = Scope(frozenset(Operation), ("*",))
SOURCES = Scope(frozenset({Operation.READ, Operation.DELETE}), ("file:src/*",), frozenset({Environment.DEVELOPMENT}))


@pytest.mark.parametrize(
    ("scopes", "effect", "inside"),
    [
        ((READING,), LOOK, True),
        ((READING,), DELETE, False),
        ((WIDE,), DELETE, True),
        ((SOURCES,), DELETE, True),
        ((SOURCES,), replace(DELETE, resource=Resource(ResourceKind.FILE, "/etc/passwd")), False),
        ((SOURCES,), replace(DELETE, environment=Environment.PRODUCTION), False),
        ((replace(WIDE, ceiling=BlastRadius.ONE),), replace(DELETE, blast_radius=BlastRadius.SEVERAL), False),
        ((WIDE, READING), DELETE, False),
    ],
)
def test_a_scope_covers_operations_resources_environments_up_to_a_ceiling(
    scopes: tuple[Scope, ...], effect: Effect, inside: bool
) -> None:
    """The default is reading; a sub-agent gets the intersection."""
    found = outside_scope(scoped(*scopes), Analysis((effect,)))
    assert not found if inside else [finding.outcome for finding in found] == [Outcome.ESCALATE]


def test_scopes_that_are_not_enforced_say_nothing() -> None:
    """Without an agents section in the policy nothing is outside."""
    assert outside_scope(Situation(Session("s")), Analysis((DELETE,), Coverage.OPAQUE)) == ()


@pytest.mark.parametrize("coverage", [Coverage.PARTIAL, Coverage.OPAQUE])
def test_what_is_not_in_view_is_outside_of_every_limited_scope(coverage: Coverage) -> None:
    """What happened to be read says nothing of the rest; only a scope without limits, or a grant of all, covers that."""
    analysis = Analysis((DELETE,), coverage)
    assert outside_scope(scoped(SOURCES), analysis)[0].outcome is Outcome.ESCALATE
    assert outside_scope(scoped(WIDE, SOURCES), analysis)[0].outcome is Outcome.ESCALATE
    assert outside_scope(scoped(WIDE), analysis) == ()
    granted = scoped(SOURCES, grants=(replace(GRANT, scope=WIDE),))
    assert outside_scope(granted, analysis) == ()
    assert [grant.id for grant in grants_used(granted, analysis)] == ["g1"]
    assert outside_scope(scoped(SOURCES, grants=(GRANT,)), analysis)[0].outcome is Outcome.ESCALATE


def test_a_grant_of_a_sub_agent_does_not_go_beyond_the_agents_above_it() -> None:
    """The intersection, never more: what the one above may not do is not done for it, unless it was granted that, too."""
    below, above = Mandate("below", READING, (replace(GRANT, scope=WIDE),)), Mandate("above", READING)
    situation = Situation(Session("s"), NOW, mandates=(below, above))
    found = outside_scope(situation, Analysis((DELETE,)))
    assert [one.outcome for one in found] == [Outcome.ESCALATE]
    assert "above" in found[0].reason
    both = replace(situation, mandates=(below, replace(above, grants=(replace(GRANT, id="g2"),))))
    assert outside_scope(both, Analysis((DELETE,))) == ()
    assert {grant.id for grant in grants_used(both, Analysis((DELETE,)))} == {"g1", "g2"}


GRANT = Grant("g1", "a", SOURCES, "ada", "the clean-up", NOW + 60, 1)


@pytest.mark.parametrize(
    ("grant", "covers"),
    [
        (GRANT, True),
        (replace(GRANT, uses=0), False),
        (replace(GRANT, expires_at=NOW), False),
        (replace(GRANT, session="s"), True),
        (replace(GRANT, session="another"), False),
        (replace(GRANT, scope=replace(SOURCES, resources=("file:docs/*",))), False),
    ],
)
def test_a_grant_covers_named_things_for_a_while_and_so_many_uses(grant: Grant, covers: bool) -> None:
    """Expired, used up, of another run or for other things: it covers nothing."""
    situation = scoped(READING, grants=(grant,))
    assert bool(outside_scope(situation, Analysis((DELETE,)))) is not covers
    assert grants_used(situation, Analysis((DELETE,))) == ((grant,) if covers else ())


def test_an_act_inside_the_scope_uses_no_grant() -> None:
    """A grant is spent only where it is needed."""
    assert grants_used(scoped(WIDE, grants=(GRANT,)), Analysis((DELETE,))) == ()


def test_a_closed_environment_is_closed_to_changes_only() -> None:
    """A freeze stops changes there; looking, and changes elsewhere, go on."""
    closed = Closed(Environment.PRODUCTION, Outcome.BLOCK, "year-end freeze")
    situation = Situation(Session("s"), NOW, closed=(closed,))
    production = replace(DELETE, environment=Environment.PRODUCTION)
    assert [f.outcome for f in in_closed(situation, Analysis((production,)))] == [Outcome.BLOCK]
    assert in_closed(situation, Analysis((replace(production, operation=Operation.READ),))) == ()
    assert in_closed(situation, Analysis((DELETE,))) == ()
