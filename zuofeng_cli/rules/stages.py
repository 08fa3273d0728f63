"""The stages of the campaign: their dates, which the plan may leave blank, and what belongs to each.

Source: shared domain notes, "Four stages".
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StageDates:
    """The dates of one stage as settled in this ledger, instead of the plan's."""

    id: int
    stage: str
    starts: date
    ends: date
