"""Accountability as sheets to print, as JSON, and as what a command says; for inside the office only."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Column, Sheet, cells, joined, say
from zuofeng_cli.labels import label
from zuofeng_cli.rules.codes import Cause
from zuofeng_cli.words import _, pick

if TYPE_CHECKING:
    from zuofeng_cli.cli.session import Session
    from zuofeng_cli.queries.accountability import AccountRow, AccountStatus
    from zuofeng_cli.queries.suggestions import SuggestionRow
    from zuofeng_cli.rules.plan import SuggestRule


def say_record(session: "Session", number: int) -> None:
    """Say how record *number* stands; it is committed."""
    from zuofeng_cli.queries.accountability import accounts

    with session.reading() as reader:
        row = next(row for row in accounts(reader) if row.id == number)
    parts = [
        _("Record {number}: {who}, {conduct}, {form}.").format(
            number=number, who=dealt_with(row), conduct=row.conduct, form=row.form
        )
    ]
    if row.issues:
        parts.append(_("About: {refs}.").format(refs=joined(row.issues)))
    if row.tolerance_asked_on:
        parts.append(_("Tolerance: {standing}.").format(standing=tolerance_word(row)))
    say(pick("", " ").join(parts))


def dealt_with(row: "AccountRow") -> str:
    """Return who was dealt with: a person with the unit, or the unit as a whole."""
    return f"{row.person}@{row.unit}" if row.person else _("{unit} as a whole").format(unit=row.unit)


def tolerance_word(row: "AccountRow") -> str | None:
    """Return what became of a request for tolerance; nothing where none was made."""
    if row.tolerance_asked_on is None:
        return None
    return row.tolerance_outcome or _("asked for, not decided")


def accounts_sheet(rows: "Sequence[AccountRow]", *, of_issue: bool = False) -> Sheet:
    """Return the records; those of one issue do not name it again."""
    columns = [
        Column(_("No."), figure=True),
        Column(_("Decided on")),
        Column(_("Unit"), long=True),
        Column(_("Person")),
        Column(_("Conduct")),
        Column(_("Form")),
        Column(_("Basis"), long=True, cut=True, drop=2),
        Column(_("Decided by"), drop=1),
        Column(_("Tolerance"), long=True),
        *(() if of_issue else (Column(_("Issues concerned"), long=True),)),
    ]
    shown = [
        cells(
            *(row.id, row.decided_on, row.unit, row.person or _("(the unit)"), row.conduct, row.form),
            *(row.basis, row.decided_by, tolerance_word(row)),
            *(() if of_issue else (joined(row.issues),)),
        )
        for row in rows
    ]
    notes = () if of_issue else (_("Records: {count}.").format(count=len(rows)),)
    return Sheet("", columns, shown, notes)


def account_payload(row: "AccountRow") -> dict[str, object]:
    """Return one record as the documented JSON."""
    told = row._asdict()
    return {name: told[name] for name in told if name not in ("unit_id", "owner_id", "numbers")}


def status_sheet(status: "AccountStatus") -> Sheet:
    """Return how many persons and how many units were dealt with, and how that is counted."""
    columns = (
        Column(_("Form")),
        *(Column(heading, figure=True) for heading in (_("Persons"), _("Units"), _("Times"))),
    )
    rows = [cells(row.form or _("Total"), *row[1:]) for row in (*status.rows, status.totals)]
    outcomes = [f"{outcome} {count}" for outcome, count in status.tolerance]
    notes = (
        _("persons = different persons dealt with; who was dealt with twice counts once, also in the total"),
        _("units = different units dealt with as a whole; persons and units are never added up"),
        _("times = decisions; tolerance takes none of them out"),
        _("Tolerance: {outcomes}, not decided {waiting}.").format(
            outcomes=joined(outcomes), waiting=status.waiting
        ),
    )
    return Sheet("", columns, rows, notes)


def status_payload(status: "AccountStatus") -> dict[str, object]:
    """Return the counts as the documented JSON."""
    return {
        "totals": {
            "persons": status.totals.persons,
            "units": status.totals.units,
            "times": status.totals.times,
        },
        "rows": [row._asdict() for row in status.rows],
        "tolerance": [{"outcome": outcome, "times": count} for outcome, count in status.tolerance],
        "waiting": status.waiting,
    }


def suggestions_sheet(rows: "Sequence[SuggestionRow]", rule: "SuggestRule") -> Sheet:
    """Return what may be worth a look, and by which thresholds of the plan."""
    columns = (
        *(Column(_("Number")), Column(_("Description"), long=True, cut=True, drop=2)),
        *(Column(_("Responsible unit"), long=True), Column(_("Person"))),
        Column(_("Worth a look because")),
        *(Column(_("Detail"), long=True), Column(_("Recorded so far"), long=True, drop=1)),
    )
    shown = [
        cells(
            *(row.ref, row.description, row.unit, row.person, label(row.cause), _detail(row)),
            joined(row.recorded),
        )
        for row in rows
    ]
    thresholds = _("By the plan: {days} working days past the deadline, or returned {times}×.").format(
        days=rule.overdue_working_days, times=rule.returns
    )
    decided = _("These are hints, not findings: a leader decides, and `zuofeng account record` keeps it.")
    return Sheet("", columns, shown, (thresholds, decided))


def _detail(row: "SuggestionRow") -> str:
    match row.cause:
        case Cause.OVERDUE:
            said = _("{working_days} working days past {day}; {days} late days in their hands")
        case Cause.RETURNED:
            said = _("{times}×, last on {day}")
        case Cause.FALSE_COMPLETION:
            said = _("closed, reopened on {day}")
        case Cause.UNANSWERED:
            said = _("reply was due on {day}")
    return said.format(day=row.on, times=row.times, working_days=row.working_days, days=row.days_late)


def suggestion_payload(row: "SuggestionRow") -> dict[str, object]:
    """Return one suggestion as the documented JSON."""
    return {**row._asdict(), "recorded": list(row.recorded)}
