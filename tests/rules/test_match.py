"""Rules meet effects."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Trait,
)
from commensurate.rules.match import match
from commensurate.rules.rule import Condition, Rule

EFFECT = Effect(
    Operation.DELETE,
    Resource(ResourceKind.FOLDER, "/home/Ada", count=3),
    Reversibility.COSTLY,
    BlastRadius.SEVERAL,
    "rm -r /home/Ada",
    Environment.STAGING,
    frozenset({Trait.HOME, Trait.RECURSIVE}),
)
SENDS = replace(EFFECT, operation=Operation.SEND, evidence="curl")


def rule(*when: Condition, outcome: Outcome = Outcome.BLOCK) -> Rule:
    return Rule("a.b", "A", when, outcome, "because", "p.yaml:1")


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        (Condition(operations=frozenset({Operation.DELETE, Operation.READ})), True),
        (Condition(operations=frozenset({Operation.READ})), False),
        (Condition(kinds=frozenset({ResourceKind.FOLDER})), True),
        (Condition(kinds=frozenset({ResourceKind.FILE})), False),
        (Condition(names=("/home/*",)), True),
        (Condition(names=("/HOME/ada", "x")), True),
        (Condition(names=("/home",)), False),
        (Condition(no_names=("/var/*",)), True),
        (Condition(no_names=("/home/*",)), False),
        (Condition(environments=frozenset({Environment.STAGING})), True),
        (Condition(environments=frozenset({Environment.PRODUCTION})), False),
        (Condition(at_least_reversibility=Reversibility.COSTLY), True),
        (Condition(at_least_reversibility=Reversibility.IRREVERSIBLE), False),
        (Condition(at_least_radius=BlastRadius.ONE), True),
        (Condition(at_least_radius=BlastRadius.ENVIRONMENT), False),
        (Condition(at_least_count=3), True),
        (Condition(at_least_count=4), False),
        (Condition(traits=frozenset({Trait.HOME, Trait.RECURSIVE})), True),
        (Condition(traits=frozenset({Trait.HOME, Trait.FORCED})), False),
        (Condition(any_trait=frozenset({Trait.HOME, Trait.FORCED})), True),
        (Condition(any_trait=frozenset({Trait.FORCED})), False),
        (Condition(no_trait=frozenset({Trait.FORCED})), True),
        (Condition(no_trait=frozenset({Trait.HOME})), False),
        (Condition(coverage=frozenset({Coverage.FULL})), True),
        (Condition(coverage=frozenset({Coverage.OPAQUE})), False),
        (Condition(traits=frozenset({Trait.HOME}), also=Condition(operations=frozenset({Operation.SEND}))), True),
        (Condition(traits=frozenset({Trait.HOME}), also=Condition(operations=frozenset({Operation.PAY}))), False),
    ],
)
def test_every_part_of_a_condition_counts(condition: Condition, fits: bool) -> None:
    """One table row a part, fitting and not."""
    assert bool(match((rule(condition),), Analysis((EFFECT, SENDS)))) is fits


def test_a_rule_speaks_once_with_the_evidence_of_the_first_effect_it_meets() -> None:
    """Two effects and two alternatives that fit are one finding."""
    both = rule(Condition(operations=frozenset({Operation.SEND})), Condition(kinds=frozenset({ResourceKind.FOLDER})))
    (finding,) = match((both,), Analysis((EFFECT, SENDS)))
    assert (finding.rule, finding.evidence) == ("a.b", "rm -r /home/Ada")


def test_a_condition_about_coverage_alone_speaks_without_any_effect() -> None:
    """What was not understood at all has no effects that a rule could meet."""
    opaque = rule(Condition(coverage=frozenset({Coverage.OPAQUE})))
    (finding,) = match((opaque,), Analysis((), Coverage.OPAQUE, notes=("no reader",)))
    assert finding.evidence == "no reader"
    assert not match((opaque,), Analysis(()))


_EFFECTS = st.builds(
    replace,
    st.just(EFFECT),
    operation=st.sampled_from(Operation),
    reversibility=st.sampled_from(Reversibility),
    blast_radius=st.sampled_from(BlastRadius),
    traits=st.frozensets(st.sampled_from(Trait), max_size=4),
)
_CONDITIONS = st.builds(
    Condition,
    operations=st.frozensets(st.sampled_from(Operation), max_size=3),
    at_least_radius=st.sampled_from(BlastRadius),
    traits=st.frozensets(st.sampled_from(Trait), max_size=1),
    no_trait=st.frozensets(st.sampled_from(Trait), max_size=2),
    also=st.none() | st.builds(Condition, operations=st.frozensets(st.sampled_from(Operation), max_size=2)),
)


@given(st.lists(_CONDITIONS, min_size=1, max_size=3), st.lists(_EFFECTS, max_size=4), st.lists(_EFFECTS, max_size=4))
def test_more_effects_never_silence_a_rule(when: list[Condition], some: list[Effect], more: list[Effect]) -> None:
    """Law 1, at the rules' floor."""
    rules = (rule(*when),)
    assert len(match(rules, Analysis(tuple(some)))) <= len(match(rules, Analysis(tuple(some + more))))
