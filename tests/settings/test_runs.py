"""The policy's sections about runs are read, and what is wrong with them is said as file:line."""

from pathlib import Path

import pytest

from commensurate.errors import PolicyError
from commensurate.model.effect import BlastRadius, Environment, Operation
from commensurate.model.situation import Limited, Per
from commensurate.settings import load_policy

GOOD = """\
version: 1
budgets:
  - {per: day, of: money, at_most: 12.5}
agents:
  builder: {operations: [read, update], resources: ["file:src/*"], environments: [development], ceiling: several}
  reader: {}
freezes:
  - {environment: production, first: 2026-12-18, last: 2027-01-04, zone: Europe/Berlin, reason: Year end}
hours:
  - {environment: production, days: [mon], opens: "09:00", closes: "16:00", reason: Office hours}
"""


def test_budgets_agents_freezes_and_hours_are_read(tmp_path: Path) -> None:
    """Each section becomes nouns; an agent without words of its own may read."""
    file = tmp_path / "policy.yaml"
    file.write_text(GOOD)
    runs = load_policy(file, {}).runs
    assert [(b.per, b.of, b.at_most) for b in runs.budgets] == [(Per.DAY, Limited.MONEY, 12.5)]
    assert runs.scopes is not None
    assert runs.scopes["builder"].ceiling is BlastRadius.SEVERAL
    assert runs.scopes["builder"].environments == {Environment.DEVELOPMENT}
    assert runs.scopes["reader"].operations == {Operation.READ}
    assert runs.calendar is not None
    assert len(runs.calendar.entries) == 2


def test_a_policy_without_these_sections_enforces_none_of_them(tmp_path: Path) -> None:
    """No agents section: scopes are not enforced."""
    file = tmp_path / "policy.yaml"
    file.write_text("version: 1\n")
    runs = load_policy(file, {}).runs
    assert (runs.budgets, runs.scopes, runs.calendar) == ((), None, None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("of: money", "of: monney", r"policy.yaml:3: budgets.of: 'monney' is not one of"),
        ("at_most: 12.5", "at_most: -1", r"policy.yaml:3: budgets.at_most: -1 is less than"),
        ("update]", "updat]", r"policy.yaml:5: agents.builder.operations: 'updat' is not"),
        ("ceiling: several", "ceiling: huge", r"policy.yaml:5: agents.builder.ceiling"),
        ("2027-01-04", "2025-01-04", r"policy.yaml:8: freezes: the first day lies behind the last"),
        ("2027-01-04", "soon", r"policy.yaml:8: freezes.last"),
        ("Europe/Berlin", "Mars/Olympus", r"policy.yaml:8: freezes.zone"),
        ('"16:00"', '"25:00"', r"policy.yaml:10: hours.closes"),
        ('"16:00"', '"09:00"', r"policy.yaml:10: hours: it opens when it closes"),
        ("[mon]", "[monday]", r"policy.yaml:10: hours.days: 'monday' is not one of"),
        ("reason: Office hours", "why: Office hours", r"policy.yaml:10: hours"),
    ],
)
def test_what_is_wrong_stops_the_start_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A policy that does not load never passes as an empty one."""
    file = tmp_path / "policy.yaml"
    file.write_text(GOOD.replace(old, new))
    with pytest.raises(PolicyError, match=message):
        load_policy(file, {})
