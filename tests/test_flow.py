"""The journey of an action, answered by hand: no network, no clock."""

import pytest

from commensurate.flow import AskJudge, Choices, consider
from commensurate.model.action import Action
from commensurate.model.decision import Outcome
from commensurate.model.judgement import Judgement
from commensurate.model.task import Provenance, Task
from commensurate.policy.table import parse


@pytest.fixture
def choices() -> Choices:
    from importlib.resources import files

    text = files("commensurate").joinpath("policy/table.yaml").read_text()
    return Choices((), parse(text, "table.yaml"))


def test_what_is_not_understood_is_put_before_the_judge_and_the_judge_is_heard(choices: Choices) -> None:
    """An action that no reader understands is judged, and a low score stops it."""
    journey = consider(Action("frobnicate", {"target": "everything"}), Task("tidy up", Provenance.HUMAN), choices)
    assert isinstance(next(journey), AskJudge)
    with pytest.raises(StopIteration) as done:
        journey.send(Judgement("fixture", 1.0, "nobody asked for that"))
    assert done.value.value.outcome >= Outcome.ESCALATE
