"""Satisfaction surveys: the public's verdict on an issue or a unit.

Source: shared domain notes, "Figures".
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey about an issue or a unit; ballots are counted.

    Attributes:
        unknown: answers "do not know", which are not valid ballots.
        proposed_on: when a sweep proposed reopening because of it.
    """

    id: int
    title: str
    held_on: date
    number: int | None
    unit_id: int | None
    issued: int
    returned: int
    valid: int
    satisfied: int
    fairly_satisfied: int
    dissatisfied: int
    unknown: int
    proposed_on: date | None = None
