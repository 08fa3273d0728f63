"""Performance records as sheets to print and as the documented JSON; for inside the office only."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from zuofeng_cli.cli.accountability_sheets import account_payload, accounts_sheet
from zuofeng_cli.cli.render import Column, Sheet, cells
from zuofeng_cli.rules.performance import FORMULAS
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.queries.performance import Held, PerformanceRecord


def _headings() -> tuple[str, ...]:
    return (
        *(_("Issues held"), _("In hand"), _("Done"), _("Done on time"), _("Late"), _("Days late")),
        *(_("Sent back"), _("Reopened"), _("Deeds"), _("Deeds done"), _("Commended"), _("Dealt with")),
    )


def record_sheets(record: "PerformanceRecord", as_of: date) -> list[Sheet]:
    """Return one person's record: figures with their formulas, work, commendations, what was dealt with."""
    found = [
        Sheet(
            _("{name} ({unit})").format(name=record.name, unit=record.unit),
            (Column(_("Performance record")), Column(_("As of {day}").format(day=as_of), figure=True)),
            list(zip(_headings(), record.figures, strict=True)),
            [_(formula) for formula in FORMULAS],
        )
    ]
    if record.held:
        found.append(_held_sheet(record.held))
    if record.commendations:
        columns = (
            *(Column(_("Commended on")), Column(_("Commended for"), long=True)),
            *(Column(_("Commended by")), Column(_("Issue"))),
        )
        rows = [cells(row.commended_on, row.reason, row.given_by, row.issue) for row in record.commendations]
        found.append(Sheet("", columns, rows))
    if record.accounts:
        found.append(accounts_sheet(record.accounts))
    return found


def _held_sheet(held: "Sequence[Held]") -> Sheet:
    columns = (
        Column(_("Number")),
        Column(_("Kind"), drop=1),
        Column(_("Description"), long=True, cut=True),
        *(Column(_("Held from")), Column(_("Held until")), Column(_("Done"))),
        *(Column(heading, figure=True) for heading in (_("Days late"), _("Sent back"), _("Reopened"))),
    )
    rows = [
        cells(
            *(each.ref, _("practical deed") if each.is_deed else _("issue"), each.description),
            *(each.part.since, each.part.until, _done(each)),
            *(each.part.days_late, each.part.returns, each.part.reopenings),
        )
        for each in held
    ]
    return Sheet("", columns, rows)


def _done(held: "Held") -> str | None:
    if not held.part.is_done:
        return None
    return _("on time") if held.part.is_on_time else _("after the deadline")


def records_sheet(records: "Sequence[PerformanceRecord]", as_of: date, *, without: int) -> Sheet:
    """Return the figures of many persons; *without*: of how many persons there are none."""
    columns = (
        *(Column(_("Person")), Column(_("Unit"), long=True)),
        *(
            Column(heading, figure=True, drop=drop)
            for heading, drop in zip(_headings(), (0, 5, 6, 0, 0, 7, 4, 4, 3, 2, 0, 0), strict=True)
        ),
    )
    rows = [cells(record.name, record.unit, *record.figures) for record in records]
    notes = [_(formula) for formula in FORMULAS]
    if without:
        notes.append(_("Persons without any entry: {count}.").format(count=without))
    return Sheet(_("Performance records as of {day}").format(day=as_of), columns, rows, notes)


def figures_payload(record: "PerformanceRecord") -> dict[str, object]:
    """Return the figures of one person as the documented JSON."""
    return {"owner": record.name, "unit": record.unit, "post": record.post, **record.figures._asdict()}


def record_payload(record: "PerformanceRecord") -> dict[str, object]:
    """Return one person's record as the documented JSON."""
    return {
        **figures_payload(record),
        "work": [
            {"ref": each.ref, "description": each.description, "is_deed": each.is_deed, **each.part._asdict()}
            for each in record.held
        ],
        "commendations": [
            {name: value for name, value in row._asdict().items() if name != "owner_id"}
            for row in record.commendations
        ],
        "accountability": [account_payload(row) for row in record.accounts],
    }
