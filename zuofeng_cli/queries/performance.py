"""The performance records: what persons held and how it went, commendations, and decisions about them.

Everything is told from the journal, so a reader of a past day tells the record as it stood then.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from zuofeng_cli.queries.accountability import AccountRow, accounts
from zuofeng_cli.queries.courses import courses
from zuofeng_cli.queries.registers import owners, units
from zuofeng_cli.rules.performance import Figures, Part, figures, parts
from zuofeng_cli.store.reader import CHUNK, Reader

_ISSUES = "SELECT number, source, description FROM issue ORDER BY number"
_TOUCHED = """
SELECT DISTINCT number FROM event
WHERE number IS NOT NULL AND (changes LIKE :given OR changes LIKE :taken) ORDER BY number
"""
_LISTED = "SELECT number, source, description FROM issue WHERE number IN (:among) ORDER BY number"
_COMMENDATIONS = """
SELECT commendation.owner_id, commendation.commended_on, commendation.reason, giver.name, commendation.number
FROM commendation JOIN owner AS giver ON giver.id = commendation.given_by ORDER BY commendation.id
"""


class Held(NamedTuple):
    """A person's part in one issue or practical deed."""

    ref: str
    description: str
    is_deed: bool
    part: Part


class CommendationRow(NamedTuple):
    """One commendation of a person."""

    owner_id: int
    commended_on: date
    reason: str
    given_by: str
    issue: str | None


class PerformanceRecord(NamedTuple):
    """One person's record as of a day."""

    name: str
    unit_id: int
    unit: str
    post: str | None
    figures: Figures
    held: tuple[Held, ...]
    commendations: tuple[CommendationRow, ...]
    accounts: tuple[AccountRow, ...]


def records(reader: Reader, *, as_of: date, owner_id: int | None = None) -> list[PerformanceRecord]:
    """Return the records of one person, or of everybody, by unit and person."""
    held = _held(reader, as_of, owner_id)
    praised = _commendations(reader)
    dealt_with = accounts(reader)
    names = {unit.id: (at, unit.name) for at, unit in enumerate(units(reader))}
    persons = [person for person in owners(reader) if owner_id in (None, person.id)]
    found = []
    for person in sorted(persons, key=lambda person: (names[person.unit_id][0], person.id)):
        own = held.get(person.id, [])
        commendations = tuple(row for row in praised if row.owner_id == person.id)
        own_accounts = tuple(row for row in dealt_with if row.owner_id == person.id)
        counted = figures(
            [each.part for each in own if not each.is_deed],
            [each.part for each in own if each.is_deed],
            commended=len(commendations),
            dealt_with=len(own_accounts),
        )
        unit = names[person.unit_id][1]
        found.append(
            PerformanceRecord(
                *(person.name, person.unit_id, unit, person.post, counted),
                *(tuple(own), commendations, own_accounts),
            )
        )
    return found


def _held(reader: Reader, as_of: date, owner_id: int | None) -> dict[int, list[Held]]:
    """Return who held what, by person; for one person only the issues that ever named that person."""
    deed_sources = {source.code for source in reader.plan.deed_sources}
    found: dict[int, list[Held]] = {}
    issues = _issues(reader, owner_id)
    for start in range(0, len(issues), CHUNK):
        chunk = issues[start : start + CHUNK]
        told = courses(reader, [row[0] for row in chunk])
        for number, source, description in chunk:
            for person, part in parts(told.get(number, ()), as_of).items():
                held = Held(reader.ref(number), description, source in deed_sources, part)
                found.setdefault(person, []).append(held)
    return found


def _issues(reader: Reader, owner_id: int | None) -> list[Sequence[Any]]:
    if owner_id is None:
        return reader.rows(_ISSUES)
    given, taken = f'%"owner_id":[null,{owner_id}]%', f'%"owner_id":[%,{owner_id}]%'
    numbers = [row[0] for row in reader.rows(_TOUCHED, given=given, taken=taken)]
    return reader.rows_among(_LISTED, numbers)


def _commendations(reader: Reader) -> list[CommendationRow]:
    return [
        CommendationRow(owner, day, reason, giver, reader.ref(number) if number else None)
        for owner, day, reason, giver, number in reader.rows(_COMMENDATIONS)
    ]
