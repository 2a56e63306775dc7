"""What an endpoint supports, in words."""

import json
from typing import Any

from commensurate.judges.endpoint import Endpoint
from commensurate.judges.ping import ping
from judges.faulty_server import FAULTS, GOOD, Answer, completion, good, refused, serving


def sense(request: dict[str, Any], number: int) -> Answer:
    """A model that can tell."""
    score = 1 if "dropdb" in request["messages"][-1]["content"] else 9
    return completion(json.dumps(GOOD | {"score": score}), model="tester")


def test_an_endpoint_that_can_all_is_said_to() -> None:
    """Every form, sense, tokens."""
    with serving(sense) as server:
        found = ping(Endpoint("tester", server.url))
    assert found.works
    assert [form.failure for form in found.forms] == ["", "", ""]
    assert "It counts tokens." in found.words
    assert "It tells a warranted act from an unwarranted one." in found.words


def test_forms_and_parameters_that_are_refused_are_said() -> None:
    """One sentence each."""

    def script(request: dict[str, Any], number: int) -> Answer:
        if "seed" in request:
            return refused("Unknown parameter: seed")
        return (
            sense(request, number) if "response_format" not in request else refused("response_format is not supported")
        )

    with serving(script) as server:
        found = ping(Endpoint("tester", server.url))
    assert found.works
    assert found.words[0].startswith("No answers by a strict JSON schema: refused")
    assert "It does not take the parameter seed; it is asked without." in found.words


def test_a_model_without_sense_does_not_work() -> None:
    """It scores everything alike."""
    with serving(good()) as server:
        found = ping(Endpoint("tester", server.url))
    assert not found.works
    assert any("does NOT tell" in sentence for sentence in found.words)


def test_an_endpoint_that_is_down_does_not_work() -> None:
    """And says so in words."""
    with serving(FAULTS["500"]) as server:
        found = ping(Endpoint("tester", server.url))
    assert not found.works
    assert found.words[-1] == "It gives no usable answer in any form: actions would go unjudged."


def test_a_silent_endpoint_takes_no_longer_than_allowed() -> None:
    """A deadline a question."""
    with serving(FAULTS["slow"]) as server:
        found = ping(Endpoint("tester", server.url), deadline=0.1)
    assert all("no answer within 0.1 s" in form.failure for form in found.forms)
