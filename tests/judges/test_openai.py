"""The client against a real server on loopback that fails in every way that we know of."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from commensurate import settings
from commensurate.evaluate.case import Proposal
from commensurate.evaluate.run import drive
from commensurate.judges import configured
from commensurate.judges.breaker import Breaker
from commensurate.judges.endpoint import Endpoint, Form
from commensurate.judges.openai import OpenAIJudge, Settings
from commensurate.judges.pair import PairJudge
from commensurate.judges.prompts import SURPRISE, prompts
from commensurate.judges.spend import Cap
from commensurate.model.action import Action
from commensurate.model.decision import Outcome
from commensurate.model.task import Provenance, Task
from commensurate.ports import Case
from judges.faulty_server import FAULTS, GOOD, Answer, completion, good, refused, serving

JudgeAt = Callable[..., OpenAIJudge]


@pytest.fixture
def judge_at() -> Iterator[JudgeAt]:
    """Makes judges of one or more endpoints, and closes them in the end."""
    made: list[OpenAIJudge] = []

    def make(*urls: str, form: Form | None = None, **settings: Any) -> OpenAIJudge:
        endpoints = tuple(Endpoint("tester", url, form=form) for url in urls)
        made.append(OpenAIJudge(Settings(endpoints, **({"deadline": 3.0} | settings))))
        return made[-1]

    yield make
    for judge in made:
        judge.close()


def test_a_whole_answer_becomes_a_judgement(case: Case, judge_at: JudgeAt) -> None:
    """Every field of the answer arrives, with the model, the tokens and the shas that name the question."""
    with serving(good()) as server:
        judgement = judge_at(server.url).judge(case)
    assert judgement.failure == ""
    assert (judgement.score, judgement.confidence, judgement.quotes) == (9.0, 0.9, ("delete the build folder",))
    assert (judgement.judge, judgement.model, judgement.tokens_in, judgement.tokens_out) == (
        "openai",
        "tester-1",
        1000,
        100,
    )
    assert judgement.prompt_sha == prompts().sha
    assert len(judgement.brief_sha) == len(judgement.case_sha) == 64


def test_sync_and_async_callers_get_the_same(case: Case, judge_at: JudgeAt) -> None:
    """Both faces share one client."""
    with serving(good()) as server:
        judge = judge_at(server.url, cache=0)
        assert asyncio.run(judge.ajudge(case)) == judge.judge(case)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_leaves_the_action_unjudged_within_the_deadline(name: str, case: Case, judge_at: JudgeAt) -> None:
    """Whatever is not one whole, checked answer is unjudged, with a reason, and in time."""
    with serving(FAULTS[name]) as server:
        judge = judge_at(server.url, deadline=0.2)
        began = time.monotonic()
        judgement = judge.judge(case)
        took = time.monotonic() - began
    assert judgement.score is None, name
    assert judgement.failure.startswith(("tester: ", "no answer within"))
    assert judgement.brief_sha
    assert took < 15, "the server itself would take 30 s"


@pytest.mark.parametrize(
    "name", ["cut", "429_retry_after", "503", "garbage", "prose", "duplicate_keys", "length", "score_11"]
)
def test_a_passing_fault_is_retried_within_the_deadline(name: str, case: Case, judge_at: JudgeAt) -> None:
    """The second answer counts where the first was a fault that can pass."""
    with serving(lambda request, number: FAULTS[name] if number == 1 else good()) as server:
        judgement = judge_at(server.url).judge(case)
    assert judgement.score == 9.0
    assert len(server.seen) == 2


@pytest.mark.parametrize("name", ["refusal", "content_filter", "401", "404", "400", "429_retry_much_later", "huge"])
def test_a_lasting_fault_is_not_retried(name: str, case: Case, judge_at: JudgeAt) -> None:
    """A refusal stays a refusal; a Retry-After beyond the deadline is not waited for."""
    with serving(FAULTS[name]) as server:
        began = time.monotonic()
        judgement = judge_at(server.url, deadline=60.0).judge(case)
        assert time.monotonic() - began < 30
    assert judgement.score is None
    assert len(server.seen) == 1


def test_a_cut_answer_is_retried_with_more_room(case: Case, judge_at: JudgeAt) -> None:
    """The second request may answer at twice the length."""
    with serving(lambda request, number: FAULTS["length"] if number == 1 else good()) as server:
        judge_at(server.url).judge(case)
    assert [r["max_tokens"] for r in server.seen] == [2000, 4000]


def test_nobody_listening_is_unjudged(case: Case, judge_at: JudgeAt) -> None:
    """A closed port is an outage like any other."""
    with serving(good()) as server:
        url = server.url
    assert "cannot be reached" in judge_at(url).judge(case).failure


def test_a_dead_endpoint_is_not_asked(case: Case, judge_at: JudgeAt) -> None:
    """After a few failures in a row nobody waits for the endpoint, until it has rested."""
    with serving(FAULTS["slow"]) as server:
        judge = judge_at(server.url, deadline=1.0, breaker=Breaker(limit=2, rest=60))
        for _ in range(2):
            judge.judge(case)
        asked = len(server.seen)
        judgement = judge.judge(case)
        assert len(server.seen) == asked, "the third call is not put to the endpoint"
    assert "not asked" in judgement.failure


def test_what_an_action_can_provoke_never_opens_the_circuit(case: Case, judge_at: JudgeAt) -> None:
    """A refused or garbled answer may be the action's doing; others are still judged."""
    faults = iter([FAULTS["refusal"]] * 8)
    with serving(lambda request, number: next(faults, good())) as server:
        judge = judge_at(server.url, breaker=Breaker(limit=2))
        for _ in range(8):
            assert judge.judge(case).score is None
        assert judge.judge(case).score == 9.0


def test_the_second_endpoint_answers_where_the_first_fails(case: Case, judge_at: JudgeAt) -> None:
    """Endpoints are asked in order, and a slow first one leaves the second its share of the deadline."""
    with serving(FAULTS["slow"]) as slow, serving(good(score=8)) as sound:
        judgement = judge_at(slow.url, sound.url, deadline=1.0).judge(case)
    assert judgement.score == 8.0


@pytest.mark.parametrize(
    ("takes", "words"),
    [
        (Form.JSON_OBJECT, "Invalid parameter: 'response_format' of type 'json_schema' is not supported"),
        (Form.NONE, "response_format is not supported by this server"),
    ],
)
def test_the_form_of_the_answer_is_found_out_once(takes: Form, words: str, case: Case, judge_at: JudgeAt) -> None:
    """An endpoint that refuses a form is asked in the next weaker one, and later calls begin with it."""

    def script(request: dict[str, Any], number: int) -> Answer:
        asked = request.get("response_format", {"type": "none"})["type"]
        return completion("```json\n" + json.dumps(GOOD) + "\n```") if asked == takes else refused(words)

    with serving(script) as server:
        judge = judge_at(server.url, cache=0)
        assert judge.judge(case).score == 9.0
        before = len(server.seen)
        assert judge.judge(case).score == 9.0
    assert len(server.seen) == before + 1


def test_a_form_that_was_chosen_is_not_weakened(case: Case, judge_at: JudgeAt) -> None:
    """A refusal of the form that the policy chose leaves the action unjudged."""
    with serving(refused("response_format is not supported")) as server:
        assert judge_at(server.url, form=Form.JSON_SCHEMA).judge(case).score is None


@pytest.mark.parametrize("name", ["temperature", "seed", "max_tokens"])
def test_a_parameter_that_an_endpoint_refuses_is_left_out(name: str, case: Case, judge_at: JudgeAt) -> None:
    """The same question is asked again without it, or under its newer name."""

    def script(request: dict[str, Any], number: int) -> Answer:
        hint = ". Use 'max_completion_tokens' instead" if name == "max_tokens" else ""
        return refused(f"Unsupported parameter: '{name}'{hint}") if name in request else good()

    with serving(script) as server:
        assert judge_at(server.url).judge(case).score == 9.0
    assert ("max_completion_tokens" in server.seen[-1]) == (name == "max_tokens")


def test_an_answer_of_another_model_than_asked_for_does_not_count(case: Case, judge_at: JudgeAt) -> None:
    """It is asked again, and then the action is unjudged: a judge must not become a weaker one in silence."""
    with serving(completion(json.dumps(GOOD), model="other-7b")) as server:
        judgement = judge_at(server.url).judge(case)
    assert judgement.score is None
    assert "asked for tester, other-7b answered" in judgement.failure
    assert len(server.seen) > 1


def test_an_endpoint_that_does_not_say_who_answers_is_noted(case: Case, judge_at: JudgeAt) -> None:
    """Some servers leave the name out."""
    with serving(completion(json.dumps(GOOD), model="")) as server:
        judgement = judge_at(server.url).judge(case)
    assert judgement.score == 9.0
    assert "does not say which model" in judgement.notes[0]


@pytest.mark.parametrize(
    ("asked", "others", "answered", "right"),
    [
        ("m-large", (), "m-large", True),
        ("m-large", (), "vendor/M-Large-2026-04-14", True),
        ("vendor/m-large", (), "m-large-20260414", True),
        ("m-large", (), "m-large:q4", True),
        ("m-large", (), "m-large-mini", False),
        ("m-4", (), "m-4o-mini", False),
        ("m-4", (), "m-4.1", False),
        ("our-alias", ("m-large",), "m-large-2026-04-14", True),
        ("our-alias", ("m-large",), "m-small", False),
        ("our-alias", ("*",), "whatever", True),
        ("our-alias", (), "m-large", False),
    ],
)
def test_a_model_is_known_by_its_name(asked: str, others: tuple[str, ...], answered: str, right: bool) -> None:
    """Dated versions and tags are the same model, longer names are others; what an alias stands for is told by policy."""
    assert Endpoint(asked, answers_as=others).is_model(answered) is right


def test_the_cap_of_a_session_ends_the_asking(case: Case, judge_at: JudgeAt) -> None:
    """Once a session has used its tokens, its actions are unjudged and nothing more is spent."""
    with serving(good()) as server:
        judge = judge_at(server.url, cap=Cap(tokens=2000), cache=0)
        scores = [judge.judge(case).score for _ in range(4)]
    assert scores == [9.0, 9.0, None, None]
    assert judge.spend.of("s1").tokens == 2200


def test_the_same_question_is_paid_for_once(case: Case, judge_at: JudgeAt) -> None:
    """What let an action pass is remembered; a stop is judged afresh."""
    with serving(good()) as server:
        judge = judge_at(server.url)
        assert judge.judge(case).score == judge.judge(case).score == 9.0
    assert len(server.seen) == 1
    for stop in ({"score": 3}, {"forbidden": "leave it"}, {"addressed": True}):
        with serving(good(**stop)) as server:
            judge = judge_at(server.url)
            judge.judge(case)
            judge.judge(case)
        assert len(server.seen) == 2


def test_no_more_judgements_are_asked_for_at_a_time_than_allowed(case: Case, judge_at: JudgeAt) -> None:
    """The queue holds the rest back."""
    from dataclasses import replace

    with serving(replace(good(), delay=0.1)) as server:
        judge = judge_at(server.url, queue=2, cache=0)

        async def many() -> list[Any]:
            return await asyncio.gather(*(judge.ajudge(case) for _ in range(6)))

        began = time.monotonic()
        assert all(j.score == 9.0 for j in asyncio.run(many()))
    assert time.monotonic() - began >= 0.3


def test_the_key_never_shows() -> None:
    """An endpoint's key stays out of its representation."""
    assert "sk-secret" not in repr(Endpoint("m", api_key="sk-secret"))


QUEUE = Proposal(
    Action(
        "bash", {"command": "aws sqs delete-queue --queue-url https://sqs.eu-west-1.amazonaws.com/44/prod-orders-retry"}
    ),
    Task("The production queue orders-retry is a leftover of the old shop. It can go.", Provenance.HUMAN),
)
POINTING = {
    "quotes": ["The production queue orders-retry"],
    "act_words": ["can go"],
    "object_words": ["The production queue orders-retry"],
}


@pytest.mark.parametrize(
    ("changed", "stops"),
    [
        (POINTING, False),
        (POINTING | {"act_words": []}, True),
        (POINTING | {"act_words": ["delete it now"]}, True),
        (POINTING | {"object_words": ["the queue of the new shop"]}, True),
        (POINTING | {"confidence": 0.5}, True),
        (POINTING | {"addressed": True}, True),
    ],
)
def test_what_a_model_points_at_lifts_the_floor_of_production(
    changed: dict[str, Any], stops: bool, judge_at: JudgeAt
) -> None:
    """From the wire to the decision: the human's own words do, invented ones and an unsure judge do not."""
    with serving(good(**changed)) as server:
        decision, _ = drive(QUEUE, settings.choices(settings.Policy()), judge_at(server.url))
    assert decision.outcome.stops is stops, [(v.source, v.outcome, v.reason) for v in decision.voices]


def test_a_second_framing_asks_the_same_endpoint_in_other_words(judge_at: JudgeAt) -> None:
    """A grave act is asked about twice, one cap counts for both, and where they disagree a human decides."""

    def script(request: dict[str, Any], _number: int) -> Answer:
        first = request["messages"][0]["content"] == prompts().system
        return good(**POINTING, score=9 if first else 1, reason="asked for" if first else "a surprise")

    with serving(script) as server:
        judge = configured.openai(model="tester", base_url=server.url, second="framing")
        assert isinstance(judge, PairJudge)
        decision, (judgement,) = drive(QUEUE, settings.choices(settings.Policy()), judge)
        judge.close()
    assert len(server.seen) == 2
    assert server.seen[1]["messages"][0]["content"] == prompts(SURPRISE).system
    assert next(iter(server.seen[1]["response_format"]["json_schema"]["schema"]["properties"])) == "beyond"
    assert judgement.contested
    assert decision.outcome is Outcome.ESCALATE
