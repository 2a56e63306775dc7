"""Law 1 as properties: more evidence never loosens a decision, save where the data itself says so."""

from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commensurate.model.action import Action
from commensurate.model.analysis import Analysis, Coverage
from commensurate.model.decision import Decision, Outcome
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
from commensurate.model.finding import Finding
from commensurate.model.judgement import Judgement, unjudged
from commensurate.model.task import UNKNOWN_TASK, Provenance, Task
from commensurate.policy.decide import PRYING, Mode, decide, wants_judge
from commensurate.policy.table import parse

TABLE = parse(files("commensurate.policy").joinpath("table.yaml").read_text("utf-8"), "table.yaml")
ACTION = Action("bash", {"command": "x"})
HUMAN = Task("Do it.", Provenance.HUMAN)

EFFECTS = st.builds(
    Effect,
    st.sampled_from(Operation),
    st.builds(Resource, st.sampled_from([ResourceKind.FILE, ResourceKind.TABLE])),
    st.sampled_from(Reversibility),
    st.sampled_from(BlastRadius),
    st.just("x"),
    st.sampled_from(Environment),
    st.frozensets(st.sampled_from([Trait.SECRET, Trait.FORCED]), max_size=1),
)
FINDINGS = st.builds(
    Finding, st.sampled_from(["a.a", "a.b"]), st.sampled_from(Outcome), st.just("r"), judge_may_clear=st.booleans()
)
ANALYSES = st.builds(Analysis, st.lists(EFFECTS, max_size=4).map(tuple), st.sampled_from(Coverage))
JUDGED = st.builds(
    Judgement,
    st.just("j"),
    st.floats(0, 10),
    forbidden=st.sampled_from(["", "not that"]),
    addressed=st.booleans(),
    names_act=st.booleans(),
)
JUDGEMENTS = st.one_of(st.none(), st.just(unjudged("j", "down")), JUDGED)
TASKS = st.sampled_from([HUMAN, Task("Do it.", Provenance.MODEL), Task("", Provenance.HUMAN), UNKNOWN_TASK])
SAID = TASKS.filter(lambda task: not task.blank)
MODES = st.sampled_from(Mode)
FOUND = st.lists(FINDINGS, max_size=3).map(tuple)


def decided(
    analysis: Analysis,
    findings: tuple[Finding, ...] = (),
    judgement: Judgement | None = None,
    task: Task = HUMAN,
    mode: Mode = Mode.FULL,
) -> Decision:
    return decide(ACTION, task, analysis, findings, judgement, table=TABLE, mode=mode)


@given(ANALYSES, FOUND, FINDINGS, JUDGEMENTS, TASKS)
def test_another_finding_never_loosens(
    analysis: Analysis, some: tuple[Finding, ...], more: Finding, judgement: Judgement | None, task: Task
) -> None:
    """Rules are added to the voices; none of them takes one away."""
    for mode in Mode:
        one = decided(analysis, some, judgement, task, mode)
        assert one.outcome <= decided(analysis, (*some, more), judgement, task, mode).outcome


@settings(max_examples=400)
@given(ANALYSES, EFFECTS, FOUND, JUDGED, TASKS)
def test_another_effect_never_loosens_what_was_judged_the_same(
    analysis: Analysis, effect: Effect, findings: tuple[Finding, ...], judgement: Judgement, task: Task
) -> None:
    """Also where the new effect weighs more and its own cell is easier to lift."""
    more = replace(analysis, effects=(*analysis.effects, effect))
    assert decided(analysis, findings, judgement, task).outcome <= decided(more, findings, judgement, task).outcome


@given(ANALYSES, EFFECTS, FOUND, TASKS)
def test_another_effect_never_loosens_what_nobody_judged(
    analysis: Analysis, effect: Effect, findings: tuple[Finding, ...], task: Task
) -> None:
    """With the judge down, more effects are more reason to stop."""
    more = replace(analysis, effects=(*analysis.effects, effect))
    down = unjudged("j", "down")
    assert decided(analysis, findings, down, task).outcome <= decided(more, findings, down, task).outcome


@given(ANALYSES, FOUND, JUDGED, st.floats(0, 10), TASKS)
def test_a_lower_score_never_loosens(
    analysis: Analysis, findings: tuple[Finding, ...], judgement: Judgement, score: float, task: Task
) -> None:
    """The lower the score, the stricter or equal the outcome."""
    low, high = sorted((score, judgement.score or 0.0))
    strict = decided(analysis, findings, replace(judgement, score=low), task)
    mild = decided(analysis, findings, replace(judgement, score=high), task)
    assert strict.outcome >= mild.outcome
    assert strict.suspicion >= mild.suspicion


@given(ANALYSES, FOUND, JUDGED, TASKS)
def test_a_prohibition_or_words_to_the_judge_never_loosen(
    analysis: Analysis, findings: tuple[Finding, ...], judgement: Judgement, task: Task
) -> None:
    """What the human forbade needs at least a human's yes; text that speaks to the judge counts against the action."""
    plain = decided(analysis, findings, replace(judgement, forbidden="", addressed=False), task)
    forbidden = decided(analysis, findings, replace(judgement, forbidden="not that", addressed=False), task)
    addressed = decided(analysis, findings, replace(judgement, forbidden="", addressed=True), task)
    assert forbidden.outcome >= max(plain.outcome, Outcome.ESCALATE)
    assert addressed.outcome >= plain.outcome


@given(ANALYSES, FOUND, JUDGED, TASKS)
def test_a_judgement_silences_only_what_its_own_text_lets_it_silence(
    analysis: Analysis, findings: tuple[Finding, ...], judgement: Judgement, task: Task
) -> None:
    """A rule without `judge_may_clear` stands whatever the score is, and so do the task's and the judge's own voice."""
    decision = decided(analysis, findings, judgement, task)
    firm = [finding.outcome for finding in findings if not finding.judge_may_clear]
    assert decision.outcome >= max(firm, default=Outcome.ALLOW)
    clearable = {"table", "coverage", *(f"rule:{f.rule}" for f in findings if f.judge_may_clear)}
    assert {voice.source for voice in decision.voices if voice.cleared} <= clearable


@given(ANALYSES, FOUND, JUDGEMENTS, TASKS)
def test_seeing_less_never_loosens(
    analysis: Analysis, findings: tuple[Finding, ...], judgement: Judgement | None, task: Task
) -> None:
    """An opaque reading is decided at least as strictly as a full one with the same effects."""
    full = decided(replace(analysis, coverage=Coverage.FULL), findings, judgement, task)
    opaque = decided(replace(analysis, coverage=Coverage.OPAQUE), findings, judgement, task)
    assert full.outcome <= opaque.outcome


@given(ANALYSES, FOUND, JUDGEMENTS, SAID)
def test_a_task_that_no_human_gave_never_loosens(
    analysis: Analysis, findings: tuple[Finding, ...], judgement: Judgement | None, task: Task
) -> None:
    """Words of a model send whatever changes anything to a human, whatever the score is."""
    known = decided(analysis, findings, judgement, HUMAN)
    other = decided(analysis, findings, judgement, task)
    assert other.outcome >= known.outcome
    if not task.known and analysis.changes:
        assert other.outcome.stops


@given(ANALYSES, FOUND, JUDGEMENTS)
def test_without_any_words_rules_and_table_decide_and_nothing_lifts_them(
    analysis: Analysis, findings: tuple[Finding, ...], judgement: Judgement | None
) -> None:
    """No score clears a rule or a floor where nobody said anything; what changes anything is noticed, at the least."""
    blank = decided(analysis, findings, judgement, UNKNOWN_TASK)
    alone = decided(analysis, findings, None, UNKNOWN_TASK)
    assert blank.outcome >= alone.outcome >= max((f.outcome for f in findings), default=Outcome.ALLOW)
    if analysis.changes:
        assert alone.outcome >= max([Outcome.NOTIFY, *(TABLE.cell_of(e).floor for e in analysis.effects if e.changes)])
    if judgement is not None and judgement.score is not None:
        assert blank.outcome >= decided(analysis, findings, judgement, HUMAN).outcome


@given(ANALYSES.filter(lambda analysis: analysis.changes), FOUND)
def test_what_nobody_judged_goes_on_only_where_it_is_small_and_in_view(
    analysis: Analysis, findings: tuple[Finding, ...]
) -> None:
    """Law 2: a judge that is down leaves reversible and small acts to the rules, with a notice; else a human is asked."""
    decision = decided(analysis, findings, unjudged("j", "down"))
    small = all(e.reversibility == e.blast_radius == 0 for e in analysis.effects if e.changes)
    if not small or analysis.coverage is Coverage.OPAQUE:
        assert decision.outcome.stops
    else:
        assert decision.outcome >= Outcome.NOTIFY


@given(ANALYSES, FOUND)
def test_a_judge_is_spared_only_where_it_could_not_change_anything(
    analysis: Analysis, findings: tuple[Finding, ...]
) -> None:
    """Asked for whatever is not proven read-only, unless a rule that no warrant lifts has blocked it already."""
    firm = any(f.outcome is Outcome.BLOCK and not f.judge_may_clear for f in findings)
    stops = any(f.outcome.stops for f in findings)
    prying = any(effect.traits & PRYING for effect in analysis.effects)
    assert not wants_judge(UNKNOWN_TASK, analysis, findings)
    assert wants_judge(HUMAN, analysis, findings) is (not firm and (stops or prying or not analysis.proven_read_only))


@given(ANALYSES, FOUND, JUDGEMENTS, TASKS, MODES)
def test_a_stop_has_a_reason_and_an_escalation_a_question(
    analysis: Analysis, findings: tuple[Finding, ...], judgement: Judgement | None, task: Task, mode: Mode
) -> None:
    """Nobody is stopped without being told why, or asked without a sentence to answer."""
    found = tuple(replace(finding, reason="because") for finding in findings)
    told = judgement if judgement is None else replace(judgement, reason="because")
    decision = decided(analysis, found, told, task, mode)
    assert decision.reason
    assert bool(decision.headline) is (decision.outcome is Outcome.ESCALATE)
    assert 0 <= decision.suspicion <= 1


@pytest.mark.parametrize(
    ("trait", "back", "stops"),
    [
        (Trait.OPAQUE, Reversibility.REVERSIBLE, True),
        (Trait.OUTBOUND, Reversibility.COSTLY, True),
        (Trait.OUTBOUND, Reversibility.REVERSIBLE, False),
        (Trait.OVERWRITES, Reversibility.COSTLY, False),
    ],
)
def test_without_any_words_the_unseen_and_what_leaves_go_to_a_human(
    trait: Trait, back: Reversibility, stops: bool
) -> None:
    """A push or a draft can be taken back; data that was posted to a host cannot."""
    place = Resource(ResourceKind.URL, "https://host.example")
    effect = Effect(Operation.UPDATE, place, back, BlastRadius.ONE, "as typed", traits=frozenset({trait}))
    decision = decide(ACTION, UNKNOWN_TASK, Analysis((effect,)), (), None, table=TABLE)
    assert decision.outcome.stops is stops
    assert decision.outcome >= Outcome.NOTIFY


def test_a_partial_reading_without_effects_is_never_silent() -> None:
    """Nothing was seen, and not all was understood: without a judge that is noted at the least."""
    seen = Analysis((), Coverage.PARTIAL)
    assert decide(ACTION, HUMAN, seen, (), None, table=TABLE).outcome >= Outcome.NOTIFY


def test_what_is_out_of_view_in_production_is_weighed_as_production() -> None:
    """A look that is in view there says where the rest happens, too."""
    look = Effect(
        Operation.READ,
        Resource(ResourceKind.FILE),
        Reversibility.REVERSIBLE,
        BlastRadius.ONE,
        "x",
        Environment.PRODUCTION,
    )
    judged = Judgement("fixture", 6.0)
    seen = Analysis((look,), Coverage.OPAQUE)
    assert decide(ACTION, HUMAN, seen, (), judged, table=TABLE).outcome is Outcome.ESCALATE
