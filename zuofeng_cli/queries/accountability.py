"""Who was held to account: the records, and how many persons and units by form."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from zuofeng_cli.errors.lookup import IssueNotFound
from zuofeng_cli.store.reader import Reader

_RECORDS = """
SELECT accountability.id, accountability.decided_on, unit.name, owner.name, accountability.conduct,
       accountability.form, accountability.basis, leader.name, accountability.tolerance_asked_on,
       asker.name, accountability.tolerance_reason, accountability.tolerance_decided_on, decider.name,
       accountability.tolerance_outcome, accountability.tolerance_ground,
       accountability.unit_id, accountability.owner_id
FROM accountability
JOIN unit ON unit.id = accountability.unit_id
JOIN owner AS leader ON leader.id = accountability.decided_by
LEFT JOIN owner ON owner.id = accountability.owner_id
LEFT JOIN owner AS asker ON asker.id = accountability.tolerance_asked_by
LEFT JOIN owner AS decider ON decider.id = accountability.tolerance_decided_by
ORDER BY accountability.id
"""
_ISSUES = "SELECT accountability_id, number FROM accounted_issue ORDER BY number"


class AccountRow(NamedTuple):
    """One decision; *person* is None where the unit as a whole was dealt with."""

    id: int
    decided_on: date
    unit: str
    person: str | None
    conduct: str
    form: str
    basis: str
    decided_by: str
    tolerance_asked_on: date | None
    tolerance_asked_by: str | None
    tolerance_reason: str | None
    tolerance_decided_on: date | None
    tolerance_decided_by: str | None
    tolerance_outcome: str | None
    tolerance_ground: str | None
    unit_id: int
    owner_id: int | None
    numbers: tuple[int, ...]
    issues: tuple[str, ...]


class AccountFilter(NamedTuple):
    """Which records to list; empty means all."""

    number: int | None = None
    unit_ids: Sequence[int] = ()
    owner_ids: Sequence[int] = ()
    forms: Sequence[str] = ()
    conducts: Sequence[str] = ()

    def takes(self, row: AccountRow) -> bool:
        """Whether *row* is among those wanted."""
        return (
            (self.number is None or self.number in row.numbers)
            and (not self.unit_ids or row.unit_id in self.unit_ids)
            and (not self.owner_ids or row.owner_id in self.owner_ids)
            and (not self.forms or row.form in self.forms)
            and (not self.conducts or row.conduct in self.conducts)
        )


ALL = AccountFilter()


def accounts(reader: Reader, wanted: AccountFilter = ALL) -> list[AccountRow]:
    """Return the records *wanted*, in their order; they are as few as the people's decisions."""
    about: dict[int, list[int]] = {}
    for entry, number in reader.rows(_ISSUES):
        about.setdefault(entry, []).append(number)
    rows = []
    for row in reader.rows(_RECORDS):
        numbers = tuple(about.get(row[0], ()))
        rows.append(AccountRow(*(*row, numbers, tuple(map(reader.ref, numbers)))))
    return [row for row in rows if wanted.takes(row)]


def listed_number(reader: Reader, given: str) -> int:
    """Return the number of the issue that a typed reference means.

    Raises:
        BadReference, IssueNotFound: as they say.
    """
    number = reader.number(given)
    if not reader.rows("SELECT number FROM issue WHERE number = :number", number=number):
        raise IssueNotFound(ref=reader.ref(number))
    return number


class FormRow(NamedTuple):
    """One form, or all of them where *form* is None.

    Attributes:
        persons, units: how many different ones; a unit counts where it was dealt with as a whole.
        times: how many decisions.
    """

    form: str | None
    persons: int
    units: int
    times: int


class AccountStatus(NamedTuple):
    """Persons and units dealt with, by form, in all, and the decisions on tolerance by outcome."""

    rows: tuple[FormRow, ...]
    totals: FormRow
    tolerance: tuple[tuple[str, int], ...]
    waiting: int


def account_status(reader: Reader) -> AccountStatus:
    """Count who was dealt with, in the order of the plan's forms; persons and units never together."""
    found = accounts(reader)
    forms = tuple(dict.fromkeys((*reader.plan.accountability_forms, *(row.form for row in found))))
    outcomes = [row.tolerance_outcome for row in found]
    return AccountStatus(
        tuple(_counted(form, [row for row in found if row.form == form]) for form in forms),
        _counted(None, found),
        tuple((outcome, outcomes.count(outcome)) for outcome in reader.plan.tolerance),
        sum(row.tolerance_asked_on is not None and row.tolerance_decided_on is None for row in found),
    )


def _counted(form: str | None, rows: Iterable[AccountRow]) -> FormRow:
    decisions = list(rows)
    persons = {row.owner_id for row in decisions if row.owner_id is not None}
    units = {row.unit_id for row in decisions if row.owner_id is None}
    return FormRow(form, len(persons), len(units), len(decisions))
