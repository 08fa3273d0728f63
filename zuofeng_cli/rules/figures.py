"""The figures of the campaign and their formulas; a zero denominator gives None, printed as a dash.

Rates are exact fractions; only what prints them rounds.

Source: shared domain notes, "Figures".
"""

from fractions import Fraction
from typing import NamedTuple

from zuofeng_cli.words import N_

FORMULAS = {
    "completion_rate": N_("completion rate = reported done ÷ active (cancelled and merged left out)"),
    "closure_rate": N_("closure rate = closed ÷ active"),
    "on_time_rate": N_(
        "on-time rate = done by the deadline ÷ due by the day of the table, by deadlines as extended;"
        " one extended only after it had passed counts as it was"
    ),
    "on_time_rate_original": N_("on-time rate (original) = the same, by first deadlines without extensions"),
}


class Counts(NamedTuple):
    """Issues counted for one row of the status table; *issues* are the active ones."""

    issues: int = 0
    open: int = 0
    assigned: int = 0
    rectified: int = 0
    verified: int = 0
    closed: int = 0
    overdue: int = 0
    due_soon: int = 0
    completed: int = 0
    due: int = 0
    on_time: int = 0
    due_original: int = 0
    on_time_original: int = 0

    @property
    def completion_rate(self) -> Fraction | None:
        """Reported done ÷ active."""
        return rate(self.completed, self.issues)

    @property
    def closure_rate(self) -> Fraction | None:
        """Closed ÷ active."""
        return rate(self.closed, self.issues)

    @property
    def on_time_rate(self) -> Fraction | None:
        """Done by the deadline as extended in time ÷ due by the as-of date."""
        return rate(self.on_time, self.due)

    @property
    def on_time_rate_original(self) -> Fraction | None:
        """Done by the first deadline ÷ due by the as-of date on first deadlines."""
        return rate(self.on_time_original, self.due_original)


class Deeds(NamedTuple):
    """Practical deeds, which are no problems and stand in no rate: all, those done, those overdue."""

    total: int = 0
    done: int = 0
    overdue: int = 0


def rate(part: int, whole: int) -> Fraction | None:
    """Return *part* ÷ *whole*, None when there is nothing to divide by."""
    return Fraction(part, whole) if whole else None
