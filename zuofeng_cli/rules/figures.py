"""The figures of the campaign and their formulas; a zero denominator gives None, printed as a dash.

Rates are exact fractions; only what prints them rounds.

Source: shared domain notes, "Figures".
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from zuofeng_cli.words import N_

DASH = "—"

FORMULAS = {
    "completion_rate": N_("completion rate = reported done ÷ active (cancelled and merged left out)"),
    "closure_rate": N_("closure rate = closed ÷ active"),
    "on_time_rate": N_(
        "on-time rate = done by the deadline ÷ due by the day of the table, by deadlines as extended;"
        " one extended only after it had passed counts as it was"
    ),
    "on_time_rate_original": N_("on-time rate (original) = the same, by first deadlines without extensions"),
}

SATISFACTION_FORMULA = N_(
    "satisfaction rate = satisfied and fairly satisfied ÷ valid (“do not know” is not valid)"
)
SCORE_FORMULA = N_(
    "score = mean over the valid ballots: satisfied {satisfied}, fairly satisfied {fairly},"
    " dissatisfied {dissatisfied}"
)
ANSWERS = ("satisfied", "fairly_satisfied", "dissatisfied")
"""The answers that make a ballot valid."""

REBOUND_FORMULA = N_(
    "rebound rate = rebounds ÷ look-back sample (drawn, less what was taken up again before its check)"
)


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


class LookBackCounts(NamedTuple):
    """Issues of samples, counted.

    Attributes:
        left_out: drawn, but taken up again (or ended otherwise) before anybody looked back at them.
    """

    drawn: int = 0
    held: int = 0
    rebounds: int = 0
    left_out: int = 0

    @property
    def sample(self) -> int:
        """What the look-back is about."""
        return self.drawn - self.left_out

    @property
    def unchecked(self) -> int:
        """What still waits for its verdict."""
        return self.sample - self.held - self.rebounds

    @property
    def rebound_rate(self) -> Fraction | None:
        """Rebounds ÷ sample."""
        return rate(self.rebounds, self.sample)


class Ballots(NamedTuple):
    """The ballots of a survey, counted."""

    issued: int
    returned: int
    satisfied: int
    fairly_satisfied: int
    dissatisfied: int
    unknown: int

    @property
    def valid(self) -> int:
        """Ballots with one of the three answers that say something."""
        return self.satisfied + self.fairly_satisfied + self.dissatisfied

    @property
    def content(self) -> int:
        """Ballots of those who are satisfied, or fairly so."""
        return self.satisfied + self.fairly_satisfied

    @property
    def satisfaction_rate(self) -> Fraction | None:
        """Satisfied and fairly satisfied ÷ valid."""
        return rate(self.content, self.valid)

    def score(self, scores: Mapping[str, int]) -> Fraction | None:
        """Return the mean of what the valid answers score, by answer."""
        counts = (self.satisfied, self.fairly_satisfied, self.dissatisfied)
        total = sum(scores.get(name, 0) * count for name, count in zip(ANSWERS, counts, strict=True))
        return rate(total, self.valid)

    def counts(self, minimum_valid: int) -> bool:
        """Whether enough ballots are valid to say anything."""
        return self.valid >= minimum_valid


def rate(part: int, whole: int) -> Fraction | None:
    """Return *part* ÷ *whole*, None when there is nothing to divide by."""
    return Fraction(part, whole) if whole else None


def percent(rate: Fraction | None) -> str:
    """Return a rate as a percentage, rounded half up once; nothing to divide by is a dash."""
    if rate is None:
        return DASH
    tenths = int(rate * 1000 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}%"
