"""Commendations, for the performance records.

Source: shared domain notes, "Performance records".
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Commendation:
    """One commendation of a person, perhaps for the work on an issue."""

    id: int
    owner_id: int
    commended_on: date
    reason: str
    given_by: int
    number: int | None = None
