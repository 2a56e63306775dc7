"""What a policy file may say of a judge, and what stops the start."""

from typing import Any

import pytest

from commensurate import settings
from commensurate.errors import ConfigError
from commensurate.judges import configured
from commensurate.judges.openai import OpenAIJudge
from commensurate.judges.pair import PairJudge
from commensurate.judges.staged import StagedJudge
from commensurate.settings import Named


def test_settings_reach_the_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Endpoints in order, keys from the environment, limits as given."""
    monkeypatch.setenv("OTHER_KEY", "sk-1")
    endpoints = [
        {"model": "a", "base_url": "http://127.0.0.1:1/v1"},
        {"model": "b", "key_from": "OTHER_KEY", "form": "json_object"},
    ]
    judge = configured.endpoints_asked(endpoints=endpoints, deadline=5, cap={"tokens": 1000}, budget={"tokens": 4000})
    first, second = judge.settings.endpoints
    assert (first.model, second.api_key, second.form) == ("a", "sk-1", "json_object")
    assert (judge.settings.deadline, judge.settings.cap.tokens, judge.settings.budget.tokens) == (5.0, 1000, 4000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"deadlin": 5},
        {"deadline": "soon"},
        {"deadline": 0},
        {"deadline": True},
        {"attempts": 0},
        {"patience": 1.5},
        {"cap": {"euros": 5}},
        {"endpoints": [{"base_url": "http://x"}]},
        {"endpoints": [{"model": "a", "api_key": "sk-1"}]},
        {"endpoints": [{"model": "a", "key_from": "NOT_SET_ANYWHERE"}]},
        {"endpoints": [{"model": "a", "form": "xml"}]},
        {"model": 5},
        {"second": "twice"},
        {"answers_as": "other-name"},
        {"endpoints": [{"model": "a", "answers_as": "other-name"}]},
        {"second": {"name": "nobody"}},
    ],
)
def test_a_wrong_setting_stops_the_start(wrong: dict[str, Any]) -> None:
    """Said with the line of the policy file."""
    with pytest.raises(ConfigError, match=r"^policy\.yaml:3: openai cannot be set up: "):
        settings.judge(Named("openai", wrong, "policy.yaml:3"))


def test_judges_are_made_of_judges() -> None:
    """A stage or a pair names its parts in the same words."""
    judge = settings.judge(
        Named("staged", {"first": {"name": "replay", "paths": []}, "model": {"name": "pair", "first": {"model": "x"}}})
    )
    assert isinstance(judge, StagedJudge)
    assert judge.name == "replay>openai+openai"
    assert isinstance(settings.judge(Named("pair")), PairJudge)
    assert isinstance(settings.judge(Named("openai")), OpenAIJudge)


def test_the_second_pair_of_eyes_is_chosen_by_policy() -> None:
    """None, the same endpoints with the question put from the other end, or another judge."""
    endpoint = {"model": "a", "base_url": "http://127.0.0.1:1/v1"}
    assert settings.judge(Named("openai", endpoint)).name == "openai"  # type: ignore[union-attr]
    twice = settings.judge(Named("openai", {**endpoint, "second": "framing"}))
    assert isinstance(twice, PairJudge)
    assert twice.name == "openai+surprise"
    other = settings.judge(Named("openai", {**endpoint, "second": {"name": "local"}}))
    assert isinstance(other, PairJudge)
    assert other.name == "openai+local"
    staged = settings.judge(Named("staged", {"model": {**endpoint, "name": "openai", "second": "framing"}}))
    assert isinstance(staged, StagedJudge)
    assert staged.name == "local>openai+surprise"


def test_a_part_that_nobody_knows_stops_the_start() -> None:
    """Said with the names that are known."""
    with pytest.raises(ConfigError, match="no judge is called 'oracle'"):
        settings.judge(Named("staged", {"first": "oracle"}))
