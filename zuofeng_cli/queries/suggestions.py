"""What may be worth a look by the plan, told from the journal; nothing is written."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from zuofeng_cli.queries.accountability import AccountRow, accounts
from zuofeng_cli.queries.courses import courses
from zuofeng_cli.queries.registers import owners, units, working_days
from zuofeng_cli.rules.codes import Cause
from zuofeng_cli.rules.worth_a_look import Suggestion, suggestions
from zuofeng_cli.store.calendar import working_calendar
from zuofeng_cli.store.reader import CHUNK, Reader

_CANDIDATES = """
SELECT number, description FROM issue
WHERE state NOT IN ('cancelled', 'merged') AND (
    (rectified_on IS NULL AND deadline <= :latest) OR rectified_on > deadline
    OR deadline_missed IS NOT NULL OR resumed_on IS NOT NULL OR round > 1 OR reviewed_on IS NOT NULL
    OR number IN (SELECT number FROM supervision_order WHERE replied_on IS NULL AND reply_due < :today)
)
ORDER BY number
"""


class SuggestionRow(NamedTuple):
    """One reason to look, with names; *recorded*: the forms decided for it about the person or the unit."""

    number: int
    ref: str
    description: str
    cause: Cause
    unit: str | None
    person: str | None
    on: date
    times: int | None
    working_days: int | None
    days_late: int | None
    recorded: tuple[str, ...]


def worth_a_look(reader: Reader, *, today: date, unit_ids: Sequence[int] = ()) -> list[SuggestionRow]:
    """Return what may be worth a look as of *today*, by issue."""
    rule = reader.plan.accountability_suggested
    calendar = working_calendar({day.day: day.worked for day in working_days(reader)})
    unit_names: dict[int | None, str] = {unit.id: unit.name for unit in units(reader)}
    people: dict[int | None, str] = {owner.id: owner.name for owner in owners(reader)}
    latest = calendar.latest_start(today, rule.overdue_working_days)
    candidates = reader.rows(_CANDIDATES, latest=latest, today=today)
    dealt_with = accounts(reader)
    found = []
    for start in range(0, len(candidates), CHUNK):
        chunk = candidates[start : start + CHUNK]
        told = courses(reader, [row[0] for row in chunk])
        for number, description in chunk:
            for each in suggestions(told[number], as_of=today, rule=rule, calendar=calendar):
                if unit_ids and each.unit_id not in unit_ids:
                    continue
                names = (unit_names.get(each.unit_id), people.get(each.owner_id))
                recorded = tuple(row.form for row in dealt_with if _is_about(row, number, each))
                found.append(
                    SuggestionRow(
                        *(number, reader.ref(number), description, each.cause, *names),
                        *(each.on, each.times, each.working_days, each.days_late, recorded),
                    )
                )
    return found


def _is_about(row: AccountRow, number: int, each: Suggestion) -> bool:
    """Whether a decision is about the issue and the person, or the person's unit as a whole."""
    return number in row.numbers and row.unit_id == each.unit_id and row.owner_id in (None, each.owner_id)
