"""Clues from the public and from above: where issues come from, each with a number of its own."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Clue:
    """One clue.

    Attributes:
        source: a code of the plan.
        external_no: the number its source gave it.
        number: the issue it led to or was merged into.
        reason: why it led to none.
    """

    id: int
    source: str
    external_no: str | None
    received_on: date
    text: str
    unit_id: int | None = None
    number: int | None = None
    settled_on: date | None = None
    reason: str | None = None
