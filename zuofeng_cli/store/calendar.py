"""The working calendar of a ledger: the announced holidays and make-up days, and the ledger's overrides."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from zuofeng_cli.rules.working_days import WorkingCalendar


def working_calendar(overrides: Mapping[date, bool]) -> WorkingCalendar:
    """Return the calendar with *overrides* (day: worked) over the announced days."""
    return WorkingCalendar(_announced, overrides)


@cache
def _announced(day: date) -> bool | None:
    """Return whether *day* is worked by the announced holidays; None for a year not announced yet."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def is_announced(year: int) -> bool:
    """Return whether the holidays of *year* are known."""
    return _announced(date(year, 1, 1)) is not None
