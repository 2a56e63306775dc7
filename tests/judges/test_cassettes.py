"""The real client against recorded HTTP exchanges, one cassette a failure.

Recorded with `pytest tests/judges/test_cassettes.py --record-mode=rewrite` from tests/judges/faulty_server.py, which
then listens on PORT; replayed without any server. Only what HTTP can carry is here: slow and broken connections are
in test_openai.py, against the living server.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from commensurate.judges.endpoint import Endpoint
from commensurate.judges.openai import OpenAIJudge, Settings
from commensurate.ports import Case
from judges.faulty_server import FAULTS, Answer, good, serving

PORT = 18765
LASTING = {
    "429": "429",
    "429_retry_much_later": "429",
    "500": "500",
    "503": "503",
    "504": "504",
    "401": "401",
    "refusal": "refused",
    "content_filter": "refused",
    "length": "cut off",
    "cut_json": "not JSON",
    "prose": "not JSON",
    "html": "not a chat completion",
    "lacking": "breaks the schema",
    "score_11": "breaks the schema",
    "extra": "breaks the schema",
    "duplicate_keys": "a key twice",
    "duplicate_envelope": "not a chat completion",
    "empty": "is empty",
    "none": "is empty",
    "no_choices": "not a chat completion",
    "other_model": "other-7b answered",
}
PASSING = ("429_retry_after", "500", "503", "length", "cut_json", "lacking", "duplicate_keys", "empty")


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    """The question is told by its method and path; headers (keys among them) and the long body are not kept."""
    return {
        "match_on": ["method", "path"],
        "before_record_request": _bare,
        "allow_playback_repeats": False,
    }


def _bare(request: Any) -> Any:
    request.headers = {"content-type": "application/json"}
    request.body = json.dumps({"model": json.loads(request.body)["model"]}).encode() if request.body else request.body
    return request


@pytest.fixture
def answers(request: pytest.FixtureRequest) -> Iterator[None]:
    """While recording, the server that gives the answers of this test; while replaying, nothing."""
    if request.config.getoption("--record-mode") is None:
        yield
        return
    name, faults = request.getfixturevalue("name"), 99 if "lasting" in request.node.name else 1

    def script(_: dict[str, Any], number: int) -> Answer:
        return FAULTS[name] if number <= faults and name in FAULTS else good()

    with serving(script, PORT):
        yield


@pytest.fixture
def judge() -> Iterator[OpenAIJudge]:
    made = OpenAIJudge(Settings((Endpoint("tester", f"http://127.0.0.1:{PORT}/v1"),), deadline=4.0, attempts=2))
    yield made
    made.close()


@pytest.mark.vcr
@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize("name", LASTING)
def test_a_lasting_failure_is_unjudged_in_plain_words(name: str, judge: OpenAIJudge, case: Case) -> None:
    """The failure says what was wrong, for the log and for the human who decides instead."""
    judgement = judge.judge(case)
    assert judgement.score is None
    assert LASTING[name] in judgement.failure


@pytest.mark.vcr
@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize("name", PASSING)
def test_a_passing_failure_is_asked_again(name: str, judge: OpenAIJudge, case: Case) -> None:
    """The second answer counts."""
    assert judge.judge(case).score == 9.0
