"""What the plan says about ranking units: weights, grades, targets, and when figures look arranged."""

from enum import StrEnum
from typing import NamedTuple

from zuofeng_cli.words import pick


class PartName(StrEnum):
    """What a score is made of; the plan gives each its weight."""

    ON_TIME = "on_time_rate"
    COMPLETION = "completion_rate"
    CLOSURE = "closure_rate"
    REBOUND = "rebound_rate"
    SATISFACTION = "satisfaction"


class Grade(NamedTuple):
    """A grade of the appraisal; at most *share* of a peer group gets it."""

    name: str
    name_en: str
    share: float

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


class Target(NamedTuple):
    """Figures to be measured by, like those of the province; *values* by the names of the parts."""

    name: str
    name_en: str
    values: tuple[tuple[str, float], ...]

    @property
    def label(self) -> str:
        """The name in the language now spoken."""
        return pick(self.name, self.name_en)


class SignalRule(NamedTuple):
    """From where on figures are worth a second look.

    Attributes:
        least: with fewer issues than this, shares say nothing.
        deadline_day_share: of the completions, reported on the very day of the deadline.
        extension_share: of the issues, with an extended deadline.
        reopened_share: of the issues, reopened at least once.
        silent_days: without a new issue.
    """

    least: int
    deadline_day_share: float
    extension_share: float
    reopened_share: float
    silent_days: int


class Ranking(NamedTuple):
    """How units are ranked within their peer groups.

    Attributes:
        weights: of the parts of the score, by name; together 1.
        grades: from the best; none where the plan gives no grades.
        graded_from: a peer group with fewer ranked units gets no grades.
        period_days: how far back a rank is compared with, if nobody says otherwise.
    """

    weights: tuple[tuple[str, float], ...]
    grades: tuple[Grade, ...]
    graded_from: int
    period_days: int
    targets: tuple[Target, ...]
    signals: SignalRule
