"""Counting working days, with the official make-up days and the ledger's own overrides.

Source: shared domain notes, "Working days".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked.

    Attributes:
        announced: says whether a day is worked by the announced holidays, None for a year not announced.
        overrides: the ledger's own working-day table, which wins.
    """

    announced: Callable[[date], bool | None]
    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_worked(self, day: date) -> tuple[bool, bool]:
        """Return (worked, provisional); provisional where only the weekday is known."""
        if day in self.overrides:
            return self.overrides[day], False
        announced = self.announced(day)
        if announced is None:
            return day.weekday() < 5, True
        return announced, False

    def after(self, start: date, working_days: int) -> tuple[date, bool]:
        """Return the *working_days*-th working day after *start*, and whether it is provisional."""
        day, provisional = start, False
        while working_days > 0:
            day += ONE_DAY
            worked, unsure = self.is_worked(day)
            provisional |= unsure
            working_days -= worked
        return day, provisional

    def between(self, start: date, end: date) -> int:
        """Return how many working days there are after *start*, up to *end* itself."""
        days = ((start + ONE_DAY * at) for at in range(1, (end - start).days + 1))
        return sum(self.is_worked(day)[0] for day in days)

    def latest_start(self, end: date, working_days: int) -> date:
        """Return the latest day whose *working_days*-th working day is not after *end*."""
        day = end
        while working_days > 0:
            working_days -= self.is_worked(day)[0]
            day -= ONE_DAY
        return day
