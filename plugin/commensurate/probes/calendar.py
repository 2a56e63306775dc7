"""Freezes and hours, from the policy: what is closed to changes at a moment, in the organisation's own time zones."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from commensurate.model.decision import Outcome
from commensurate.model.effect import Environment
from commensurate.model.situation import Closed

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Freeze:
    """No changes from the first day to the last, both included, in a time zone."""

    environment: Environment
    first: date
    last: date
    zone: ZoneInfo
    outcome: Outcome
    reason: str

    def closed(self, now: datetime) -> Closed | None:
        """The freeze, where it holds now."""
        if not self.first <= now.astimezone(self.zone).date() <= self.last:
            return None
        return Closed(self.environment, self.outcome, f"{self.reason} (frozen until {self.last:%Y-%m-%d}).")


@dataclass(frozen=True, slots=True)
class Hours:
    """Changes on these days between these times only. `opens` later than `closes` spans midnight."""

    environment: Environment
    days: frozenset[str]
    opens: time
    closes: time
    zone: ZoneInfo
    outcome: Outcome
    reason: str

    def closed(self, now: datetime) -> Closed | None:
        """The hours, where it is outside of them now."""
        local = now.astimezone(self.zone)
        clock, today = local.time(), local.weekday()
        if self.opens <= self.closes:
            is_open = DAYS[today] in self.days and self.opens <= clock < self.closes
        else:
            late = DAYS[today] in self.days and clock >= self.opens
            is_open = late or (DAYS[today - 1] in self.days and clock < self.closes)
        if is_open:
            return None
        window = f"{self.opens:%H:%M} to {self.closes:%H:%M} {self.zone.key}"
        return Closed(self.environment, self.outcome, f"{self.reason} (changes only {window}).")


@dataclass(frozen=True, slots=True)
class PolicyCalendar:
    """A ports.Calendar: all freezes and hours of a policy."""

    entries: tuple[Freeze | Hours, ...]

    def __call__(self, at: float) -> tuple[Closed, ...]:
        """What is closed at this time (seconds since the epoch). A time that cannot be told closes everything named."""
        try:
            now = datetime.fromtimestamp(at, UTC)
        except (ValueError, OverflowError, OSError):
            return tuple(
                Closed(e.environment, e.outcome, f"{e.reason} (the time cannot be told).") for e in self.entries
            )
        return tuple(closed for entry in self.entries if (closed := entry.closed(now)) is not None)
