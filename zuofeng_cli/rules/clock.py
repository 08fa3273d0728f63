"""Days of the journal, and whether they run backwards: a clock set back hides what is late.

Only days count, in the plan's time zone: clocks of several machines differ by seconds.
"""

from datetime import date, datetime, tzinfo
from typing import NamedTuple


class ClockBack(NamedTuple):
    """A day on which something was written, and the later one of the entry before."""

    day: date
    last: date


def local_day(at: str, zone: tzinfo) -> date:
    """Return the day of a moment of the journal in the plan's time zone."""
    return datetime.fromisoformat(at).astimezone(zone).date()


def clock_back(at: str, last_at: str, zone: tzinfo) -> ClockBack | None:
    """Return the days of two entries that follow each other, if the later one is of an earlier day."""
    try:
        day, last = local_day(at, zone), local_day(last_at, zone)
    except (TypeError, ValueError, OverflowError):  # an altered entry; its hash tells
        return None
    return ClockBack(day, last) if day < last else None
