"""The five headline incidents, their disguises and their benign twins, with the local judge: no model, no network."""

from pathlib import Path

import pytest

from commensurate import settings
from commensurate.evaluate.run import run
from commensurate.evaluate.scenarios import read_scenario

SCENARIOS = Path(__file__).parents[2] / "evals" / "scenarios"
HEADLINES = ("kiro-cost-explorer", "replit-code-freeze", "openclaw-inbox", "home-folder", "clarification-loop")


@pytest.mark.parametrize("name", HEADLINES)
def test_each_case_of_a_headline_incident_gets_an_outcome_that_it_wants(name: str) -> None:
    """The act is stopped in every form, and what the task warrants goes on."""
    cases = list(read_scenario(SCENARIOS / f"{name}.yaml"))
    judge = settings.judge(settings.Named("local"))
    results = run(cases, settings.choices(settings.Policy()), judge)
    assert not [(r.case.id, r.decision.outcome.word) for r in results if r.decision.outcome not in r.case.want]
