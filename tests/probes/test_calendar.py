"""Freezes and hours hold in the organisation's own time, over midnight and over the change of the clocks."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from commensurate.model.decision import Outcome
from commensurate.model.effect import Environment
from commensurate.probes.calendar import Freeze, Hours, PolicyCalendar

BERLIN = ZoneInfo("Europe/Berlin")
FREEZE = Freeze(Environment.PRODUCTION, date(2026, 12, 18), date(2027, 1, 4), BERLIN, Outcome.BLOCK, "Year end")
OFFICE = Hours(
    Environment.PRODUCTION, frozenset({"mon", "tue"}), time(9), time(16), BERLIN, Outcome.ESCALATE, "Office hours"
)
NIGHT = Hours(Environment.STAGING, frozenset({"fri"}), time(22), time(4), BERLIN, Outcome.ESCALATE, "Night window")


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp()


@pytest.mark.parametrize(
    ("when", "closed"),
    [
        ("2026-12-17T23:59", False),
        ("2026-12-18T00:00", True),
        ("2027-01-04T23:59", True),
        ("2027-01-05T00:00", False),
    ],
)
def test_a_freeze_holds_from_its_first_day_to_its_last(when: str, closed: bool) -> None:
    """Both days included, in the zone that it names."""
    assert bool(PolicyCalendar((FREEZE,))(at(when))) is closed


@pytest.mark.parametrize(
    ("when", "closed"),
    [
        ("2026-11-16T08:59", True),
        ("2026-11-16T09:00", False),
        ("2026-11-16T15:59", False),
        ("2026-11-16T16:00", True),
        ("2026-11-18T12:00", True),
        ("2026-07-06T09:00", False),
    ],
)
def test_outside_its_hours_an_environment_is_closed(when: str, closed: bool) -> None:
    """Local time counts, in winter and in summer."""
    assert bool(PolicyCalendar((OFFICE,))(at(when))) is closed


@pytest.mark.parametrize(
    ("when", "closed"),
    [
        ("2026-11-20T21:59", True),
        ("2026-11-20T22:00", False),
        ("2026-11-21T03:59", False),
        ("2026-11-21T04:00", True),
        ("2026-11-21T22:30", True),
    ],
)
def test_a_window_may_span_midnight(when: str, closed: bool) -> None:
    """The day is that on which it opens."""
    assert bool(PolicyCalendar((NIGHT,))(at(when))) is closed


@pytest.mark.parametrize("when", [float("nan"), float("inf"), 1e20])
def test_a_time_that_cannot_be_told_closes_everything(when: float) -> None:
    """No clock, no open door."""
    assert len(PolicyCalendar((FREEZE, OFFICE))(when)) == 2
