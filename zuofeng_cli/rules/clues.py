"""Clues from the public and from above: where issues come from, each with a number of its own."""

from dataclasses import dataclass
from datetime import date

from zuofeng_cli.rules.codes import ClueOutcome


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


def outcome(clue: Clue, origin: str | None) -> ClueOutcome:
    """Return what became of *clue*; *origin* is where the issue it belongs to came from."""
    if clue.settled_on is None:
        return ClueOutcome.WAITING
    if clue.number is None:
        return ClueOutcome.DROPPED
    return ClueOutcome.OPENED if origin == f"clue.{clue.id}" else ClueOutcome.MERGED
