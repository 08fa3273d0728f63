"""The look-backs: their samples with the verdicts, and what they add up to."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from zuofeng_cli.rules.codes import LookBack, State
from zuofeng_cli.rules.figures import LookBackCounts
from zuofeng_cli.store.reader import Reader

_COUNTS = """
       count(*),
       sum(CASE WHEN drawn_issue.verdict = 'held' THEN 1 ELSE 0 END),
       sum(CASE WHEN drawn_issue.verdict = 'rebound' THEN 1 ELSE 0 END),
       sum(CASE WHEN drawn_issue.verdict IS NULL AND issue.state <> 'closed' THEN 1 ELSE 0 END)
FROM drawn_issue
JOIN issue ON issue.number = drawn_issue.number
"""
_BY_DRAW = f"SELECT drawn_issue.draw_id, {_COUNTS} GROUP BY drawn_issue.draw_id"
_BY_UNIT = f"SELECT drawn_issue.unit_id, {_COUNTS} GROUP BY drawn_issue.unit_id"
_DRAWS = """
SELECT id, drawn_on, share, seed, strata, population FROM look_back_draw ORDER BY id
"""
_UNITS = "SELECT id, name FROM unit ORDER BY sort_order, id"
_CLOSED = """
SELECT issue.number, issue.description, unit.name, owner.name, issue.closed_on
FROM issue
LEFT JOIN unit ON unit.id = issue.unit_id
LEFT JOIN owner ON owner.id = issue.owner_id
WHERE issue.number IN (:among) ORDER BY issue.number
"""
_DRAWN = """
SELECT drawn_issue.number, issue.description, unit.name, issue.state, issue.closed_on,
       drawn_issue.verdict, drawn_issue.checked_on, checker.name, drawn_issue.note
FROM drawn_issue
JOIN issue ON issue.number = drawn_issue.number
LEFT JOIN unit ON unit.id = drawn_issue.unit_id
LEFT JOIN owner AS checker ON checker.id = drawn_issue.checked_by
WHERE drawn_issue.draw_id = :draw ORDER BY drawn_issue.number
"""
_OF_ISSUE = """
SELECT drawn_issue.draw_id, look_back_draw.drawn_on, drawn_issue.verdict, drawn_issue.checked_on,
       checker.name, drawn_issue.note
FROM drawn_issue
JOIN look_back_draw ON look_back_draw.id = drawn_issue.draw_id
LEFT JOIN owner AS checker ON checker.id = drawn_issue.checked_by
WHERE drawn_issue.number = :number ORDER BY drawn_issue.draw_id
"""


class DrawRow(NamedTuple):
    """One look-back with its counts."""

    draw: int
    drawn_on: date
    share: str
    seed: int
    strata: str
    population: int
    counts: LookBackCounts


class ClosedRow(NamedTuple):
    """One closed issue of a sample."""

    number: int
    ref: str
    description: str
    unit: str | None
    owner: str | None
    closed_on: date | None


class DrawnRow(NamedTuple):
    """One issue of a sample: what was found, and where it stands now.

    Attributes:
        unit: the responsible unit on the day of the draw.
    """

    number: int
    ref: str
    description: str
    unit: str | None
    state: State
    closed_on: date | None
    verdict: LookBack | None
    checked_on: date | None
    checked_by: str | None
    note: str | None

    @property
    def is_left_out(self) -> bool:
        """Whether it was taken up again, or ended otherwise, before anybody looked back at it."""
        return self.verdict is None and self.state is not State.CLOSED

    @property
    def is_unchecked(self) -> bool:
        """Whether it waits for its verdict."""
        return self.verdict is None and not self.is_left_out


class UnitRow(NamedTuple):
    """What the look-backs found at one unit."""

    unit: str | None
    counts: LookBackCounts


class LookBackOf(NamedTuple):
    """One look-back at an issue."""

    draw: int
    drawn_on: date
    verdict: LookBack | None
    checked_on: date | None
    checked_by: str | None
    note: str | None


def draws(reader: Reader) -> list[DrawRow]:
    """Return the look-backs in their order."""
    counted = {row[0]: LookBackCounts(*row[1:]) for row in reader.rows(_BY_DRAW)}
    return [DrawRow(*(*row, counted.get(row[0], LookBackCounts()))) for row in reader.rows(_DRAWS)]


def closed_issues(reader: Reader, numbers: Sequence[int]) -> list[ClosedRow]:
    """Return the issues of a sample that is only being drawn."""
    return [ClosedRow(row[0], reader.ref(row[0]), *row[1:]) for row in reader.rows_among(_CLOSED, numbers)]


def drawn(reader: Reader, draw: int) -> list[DrawnRow]:
    """Return the sample of a look-back."""
    return [
        DrawnRow(number, reader.ref(number), text, unit, State(state), closed_on, _verdict(said), *rest)
        for number, text, unit, state, closed_on, said, *rest in reader.rows(_DRAWN, draw=draw)
    ]


def by_unit(reader: Reader) -> list[UnitRow]:
    """Return what the look-backs found at each unit that was looked at, in the register's order."""
    counted = {row[0]: LookBackCounts(*row[1:]) for row in reader.rows(_BY_UNIT)}
    names = [*reader.rows(_UNITS), (None, None)]
    return [UnitRow(name, counted[unit_id]) for unit_id, name in names if unit_id in counted]


def look_backs_of(reader: Reader, number: int) -> list[LookBackOf]:
    """Return the look-backs at an issue."""
    return [
        LookBackOf(draw, drawn_on, _verdict(said), *rest)
        for draw, drawn_on, said, *rest in reader.rows(_OF_ISSUE, number=number)
    ]


def _verdict(said: str | None) -> LookBack | None:
    return LookBack(said) if said else None
