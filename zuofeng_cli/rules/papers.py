"""Papers for inside the office, and their numbers: one series a kind and year, one number a paper.

Source: shared domain notes, "Documents".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PAPER = "paper"
"""What the journal calls the step that gives a paper its number."""


class PaperKind(StrEnum):
    """What a paper is."""

    ORDER = "order"
    RETURN = "return"
    EXTENSION = "extension"
    INTERVIEW = "interview"
    CIRCULAR = "circular"
    BULLETIN = "bulletin"


NUMBERED = tuple(kind for kind in PaperKind if kind is not PaperKind.ORDER)
"""Kinds whose numbers are given when the paper is drawn up; an order has its own since it was issued."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The number of one paper.

    Attributes:
        subject: what it is about, the same however often it is drawn up: the register entry, the event or the
            request of an issue, or the days.
        number: the issue it is about, if it is about one.
    """

    id: int
    kind: PaperKind
    year: int
    serial: int
    subject: str
    made_on: date
    number: int | None = None


def numbered(
    papers: Iterable[Paper], kind: PaperKind, subject: str, today: date, number: int | None = None
) -> Paper:
    """Return the paper with the number it has, else the next of the year's series; then its id is 0."""
    serial = 0
    for paper in papers:
        if paper.kind is kind and paper.subject == subject:
            return paper
        if paper.kind is kind and paper.year == today.year:
            serial = max(serial, paper.serial)
    return Paper(0, kind, today.year, serial + 1, subject, today, number)
