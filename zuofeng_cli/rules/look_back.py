"""The look-back: a sample of closed issues that anybody can draw again, and what was found.

Source: shared domain notes, "Figures"; the campaign plan, closing stage.
"""

from dataclasses import dataclass
from datetime import date

from zuofeng_cli.rules.codes import LookBack


@dataclass(frozen=True, slots=True)
class Draw:
    """One drawing of a sample.

    Attributes:
        share: of each stratum, as written, like ``20%``.
        strata: ``unit`` where each unit gives its share, ``all`` where all closed issues are one stratum.
        population: how many closed issues there were.
    """

    id: int
    drawn_on: date
    share: str
    seed: int
    strata: str
    population: int


@dataclass(frozen=True, slots=True)
class DrawnIssue:
    """One issue of a sample, and what looking back at it found."""

    id: int
    draw_id: int
    number: int
    verdict: LookBack | None = None
    checked_on: date | None = None
    checked_by: int | None = None
    note: str | None = None
