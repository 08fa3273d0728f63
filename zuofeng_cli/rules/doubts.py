"""What may be a slip when an issue is listed or handed over: it is done all the same, and said."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from zuofeng_cli.rules.codes import IssueType, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.registers import Owner, Unit
from zuofeng_cli.words import N_

NEAR_YEARS = 1
"""Work is due in the year of its campaign or the next; an earlier or later year is most likely a slip."""


class Doubt(NamedTuple):
    """What to look at again in an issue; *message* is a msgid that *facts* fill."""

    ref: str
    message: str
    facts: Mapping[str, object]


class Office(NamedTuple):
    """What a step is judged by: the registers, today, and the year of the campaign."""

    units: Sequence[Unit]
    owners: Sequence[Owner]
    today: date
    year: int


def doubts(before: Issue | None, after: Issue, *, ref: str, office: Office) -> Iterator[Doubt]:
    """Yield what may be a slip in what was set: the deadline, the owner, the cooperating units.

    Args:
        before: the issue as it was; what was handed over like that already is not doubted again.
    """
    stood = before if before and before.state is not State.OPEN else None
    if stood is None and after.deadline:
        yield from _of_deadline(ref, after.deadline, after.type, office)
    if stood is None or (stood.unit_id, stood.owner_id) != (after.unit_id, after.owner_id):
        yield from _of_owner(ref, after, office)
    if before and after.unit_id in before.cooperating:
        message = N_("{unit} is responsible and is not kept as a cooperating unit.")
        yield Doubt(ref, message, {"unit": _name(office.units, after.unit_id)})


def doubled_issue(other: str, *, ref: str) -> Doubt:
    """Return that the issue shown as *other* says the same of the same unit, and has not ended."""
    message = N_("{other} says the same; `zuofeng undo` takes the new one back.")
    return Doubt(ref, message, {"other": other})


def doubled_measure(issue: Issue, text: str, *, ref: str) -> Iterator[Doubt]:
    """Yield that *issue* has a measure of the same words already."""
    for position, measure in enumerate(issue.measures, 1):
        if name_key(measure.text) == name_key(text):
            message = N_("Measure {position} says the same; `zuofeng undo` takes the new one back.")
            yield Doubt(ref, message, {"position": position})
            return


def _of_deadline(ref: str, deadline: date, issue_type: IssueType, office: Office) -> Iterator[Doubt]:
    if deadline < office.today:
        yield Doubt(ref, N_("The deadline {deadline} has passed already."), {"deadline": deadline})
    if issue_type is not IssueType.LONG_TERM and abs(deadline.year - office.year) > NEAR_YEARS:
        message = N_("The deadline {deadline} lies far from {year}, the year of the campaign.")
        yield Doubt(ref, message, {"deadline": deadline, "year": office.year})


def _of_owner(ref: str, issue: Issue, office: Office) -> Iterator[Doubt]:
    owner = next((each for each in office.owners if each.id == issue.owner_id), None)
    if owner and issue.unit_id and owner.unit_id != issue.unit_id:
        home, unit = _name(office.units, owner.unit_id), _name(office.units, issue.unit_id)
        message = N_("{owner} belongs to {home}, not to {unit}, which is responsible.")
        yield Doubt(ref, message, {"owner": owner.name, "home": home, "unit": unit})


def _name(units: Sequence[Unit], unit_id: int | None) -> str:
    return next((unit.name for unit in units if unit.id == unit_id), "")
