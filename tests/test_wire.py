"""Nouns to JSON and back; whatever does not have the form asked for is refused with its path."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commensurate.errors import WireError
from commensurate.model.action import Action, Annotations, Workspace
from commensurate.model.analysis import Analysis, Ask, Coverage, Question
from commensurate.model.approval import Approval, ApprovalState
from commensurate.model.decision import Decision, Outcome, Voice
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
from commensurate.model.judgement import Judgement
from commensurate.model.record import Record
from commensurate.model.session import Moment, Session
from commensurate.model.step import Step
from commensurate.model.task import Provenance, Task
from commensurate.wire import LARGEST, dumps, load, loads, request

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | NUMBER | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=10,
)
ARGUMENTS = st.dictionaries(TEXT, PLAIN, max_size=4)
WORKSPACES = st.builds(
    Workspace, TEXT, TEXT, st.lists(TEXT, max_size=2).map(tuple), TEXT, TEXT, st.sampled_from(Environment),
    st.dictionaries(TEXT, TEXT, max_size=2),
)  # fmt: skip
TASKS = st.builds(Task, TEXT, st.sampled_from(Provenance), st.lists(TEXT, max_size=3).map(tuple))
STEPS = st.builds(Step, TEXT, ARGUMENTS, TEXT, TEXT)
MAYBE = st.none() | st.booleans()
ACTIONS = st.builds(
    Action, TEXT, ARGUMENTS, WORKSPACES, TEXT, TEXT, TEXT, st.builds(Annotations, MAYBE, MAYBE, MAYBE, MAYBE), TEXT,
    st.lists(TEXT, max_size=2).map(tuple),
)  # fmt: skip
EFFECTS = st.builds(
    Effect,
    st.sampled_from(Operation),
    st.builds(Resource, st.sampled_from(ResourceKind), TEXT, st.none() | st.integers(0, 9)),
    st.sampled_from(Reversibility),
    st.sampled_from(BlastRadius),
    TEXT,
    st.sampled_from(Environment),
    st.frozensets(st.sampled_from(Trait), max_size=3),
)
ANALYSES = st.builds(
    Analysis,
    st.lists(EFFECTS, max_size=2).map(tuple),
    st.sampled_from(Coverage),
    st.lists(st.builds(Question, st.sampled_from(Ask), TEXT), max_size=2).map(tuple),
    st.lists(TEXT, max_size=2).map(tuple),
)
JUDGEMENTS = st.builds(
    Judgement, TEXT, st.none() | st.floats(0, 10), TEXT, quotes=st.lists(TEXT, max_size=2).map(tuple)
)
DECISIONS = st.builds(
    Decision,
    st.sampled_from(Outcome),
    TEXT,
    TEXT,
    voices=st.lists(st.builds(Voice, TEXT, st.sampled_from(Outcome), TEXT, TEXT, st.booleans()), max_size=2).map(tuple),
    suspicion=st.floats(0, 1),
    analysis=st.none() | ANALYSES,
    judgement=st.none() | JUDGEMENTS,
)
APPROVALS = st.builds(
    Approval, TEXT, TEXT, TEXT, TEXT, TEXT, NUMBER, NUMBER, st.sampled_from(ApprovalState), TEXT, st.none() | NUMBER
)
RECORDS = st.builds(Record, st.integers(1, 99), NUMBER, TEXT, TEXT, TEXT, TEXT, TEXT)
MOMENTS = st.builds(Moment, NUMBER, TEXT, TEXT, TEXT, st.sampled_from(Outcome))
SESSIONS = st.builds(
    Session,
    TEXT,
    agent=TEXT,
    actions=st.integers(0, 9),
    acts=st.dictionaries(TEXT, st.integers(0, 9), max_size=3),
    names=st.dictionaries(TEXT, st.lists(TEXT, max_size=2).map(tuple), max_size=2),
    recent=st.lists(MOMENTS, max_size=3).map(tuple),
)
NOUNS = TASKS | STEPS | ACTIONS | DECISIONS | APPROVALS | RECORDS | SESSIONS


@given(NOUNS)
def test_every_noun_comes_back_as_it_went(noun: Any) -> None:
    """Property: reading what was written gives the same noun, and writing that gives the same text."""
    text = dumps(noun)
    back = loads(text, type(noun))
    assert back == noun
    assert dumps(back) == text


@given(ACTIONS)
def test_the_digest_survives_the_wire(action: Action) -> None:
    """Property: it is the same act on the other side."""
    assert loads(dumps(action), Action).digest == action.digest


GOOD = {"version": 1, "action": {"tool": "bash", "arguments": {"command": "ls"}}}


def changed(**action: object) -> str:
    return json.dumps({"version": 1, "action": {**GOOD["action"], **action}})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "$: not JSON"),
        ("[]", "$: an object is needed, not a list"),
        ("null", "$: an object is needed, not null"),
        ('"x"', "$: an object is needed, not a text"),
        ("{}", "$.version: 1 is needed, not null"),
        ('{"version": true}', "$.version: 1 is needed, not true"),
        ('{"version": 2}', "$.version: 1 is needed, not 2"),
        ('{"version": "1"}', '$.version: 1 is needed, not "1"'),
        ('{"version": 1}', "$.action: is lacking"),
        ('{"version": 1, "action": {}, "extra": 1}', "$.extra: not a key"),
        ('{"version": 1, "action": {}}', "$.action.tool: is lacking"),
        ('{"version": 1, "action": []}', "$.action: an object is needed, not a list"),
        (changed(tool=7), "$.action.tool: a text is needed, not a number"),
        (changed(tool=None), "$.action.tool: a text is needed, not null"),
        (changed(arguments=[]), "$.action.arguments: an object is needed, not a list"),
        (changed(arguments="ls"), "$.action.arguments: an object is needed, not a text"),
        (changed(sesion="x"), "$.action.sesion: not a key"),
        (changed(workspace={"environment": "prod"}), "$.action.workspace.environment: one of production, staging"),
        (changed(workspace={"roots": ["a", 7]}), "$.action.workspace.roots[1]: a text is needed, not a number"),
        (changed(annotations={"read_only": 1}), "$.action.annotations.read_only: true or false is needed, not a number"),
        (changed(digest="0" * 64), "$.action.digest: does not belong to the rest"),
        ('{"version": 1, "version": 1}', "$: not JSON: the key 'version' stands twice"),
        (changed() [:-1], "$: not JSON"),
        (changed().replace('"ls"', "NaN"), "$: not JSON: NaN is not JSON"),
        (changed().replace('"ls"', "-Infinity"), "$: not JSON: -Infinity is not JSON"),
        (changed().replace('"ls"', '"\\ud800"'), "$: holds half of a surrogate pair"),
        (changed().replace('"ls"', "[" * 70 + "]" * 70), "$.action.arguments.command"),
        (changed().replace('"ls"', "[" * 90_000 + "]" * 90_000), "$: nested too deep"),
        ("[" * 90_000, "$: "),
        (changed().replace('"ls"', "9" * 5000), "$: not JSON"),
        (changed(command="x" * LARGEST), "$: too large"),
    ],
)  # fmt: skip
def test_what_does_not_have_the_form_is_refused_with_its_path(text: str, said: str) -> None:
    """In time, and in words."""
    began = time.monotonic()
    with pytest.raises(WireError) as raised:
        loads(text, Action)
    assert str(raised.value).startswith(said)
    assert len(str(raised.value)) < 400
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("data", [b"\xff\xfe{}", b'{"version": 1, "x": "\xc3\x28"}', b"\x80"])
def test_text_that_is_not_utf8_is_refused(data: bytes) -> None:
    """Nothing is guessed about encodings."""
    with pytest.raises(WireError, match="not UTF-8 at byte"):
        loads(data, Action)


def test_a_request_needs_an_action_and_may_leave_out_the_rest() -> None:
    """No task is the unknown task."""
    asked = request(json.dumps(GOOD))
    assert asked.action == Action("bash", {"command": "ls"})
    assert not asked.task.known
    full = request(json.dumps({**GOOD, "task": {"words": "x", "provenance": "human"}, "steps": [{"text": "y"}]}))
    assert (full.task, full.steps) == (Task("x", Provenance.HUMAN), (Step(text="y"),))
    with pytest.raises(WireError, match=r"^\$\.action: is lacking"):
        request('{"version": 1}')


@pytest.mark.parametrize("provenance", ["Human", "HUMAN", 1, None, True, ""])
def test_a_provenance_that_is_not_exactly_a_word_gives_no_authority(provenance: object) -> None:
    """Nothing is coerced into a human."""
    with pytest.raises(WireError, match=r"^\$\.task\.provenance: one of human, model, unknown"):
        request(json.dumps({**GOOD, "task": {"words": "x", "provenance": provenance}}))


def test_numbers_keep_their_kind() -> None:
    """A float field takes a whole number, a whole-number field takes no float."""
    record = {"sequence": 1, "at": 5, "kind": "x", "session": "", "body": "{}", "previous": "", "hash": ""}
    assert load({"version": 1, "record": record}, Record).at == 5.0
    with pytest.raises(WireError, match="a whole number is needed"):
        load({"version": 1, "record": {**record, "sequence": 1.0}}, Record)
