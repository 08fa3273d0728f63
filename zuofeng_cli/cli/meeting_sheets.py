"""The campaign on one screen: headline figures, lights, units with bars, and the worst delays."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Cell, Column, Sheet, cells, joined
from zuofeng_cli.cli.sheets import light_word, status_payload
from zuofeng_cli.cli.stage_words import stage_line
from zuofeng_cli.queries.issues import issue_payload
from zuofeng_cli.rules.figures import DASH, FORMULAS, Counts, percent
from zuofeng_cli.words import _, pick

if TYPE_CHECKING:
    from zuofeng_cli.queries.meeting import Meeting

BAR_WIDTH = 20
_DONE, _REST = "█", "░"


def meeting_sheets(meeting: "Meeting") -> list[Sheet]:
    """Return the parts of the screen, the most important first."""
    return [_headline(meeting), _units(meeting), _worst(meeting)]


def _headline(meeting: "Meeting") -> Sheet:
    now, before = meeting.now.totals, meeting.before
    columns = [Column("")]
    today: list[Cell] = [_("now")]
    change: list[Cell] = [_("since {day}").format(day=meeting.since)]
    for heading, name, drop in (
        (_("Found"), "issues", 0),
        (_("Completed"), "completed", 0),
        (_("Closed"), "closed", 0),
        (_("Overdue"), "overdue", 0),
        (_("Due soon"), "due_soon", 3),
    ):
        columns.append(Column(heading, figure=True, drop=drop))
        today.append(getattr(now, name))
        change.append(f"{getattr(now, name) - getattr(before, name):+d}")
    for heading, rate, drop in (
        (_("Completion"), "completion_rate", 1),
        (_("Closure"), "closure_rate", 2),
        (_("On time"), "on_time_rate", 0),
    ):
        columns.append(Column(heading, figure=True, drop=drop))
        today.append(percent(getattr(now, rate)))
        change.append(_moved(getattr(before, rate), getattr(now, rate)))
    notes = [_lights(meeting), *_dealt_with(meeting)]
    if meeting.now.has_stages:
        notes.insert(0, stage_line(meeting.now.stage))
    title = _("Status as of {day}").format(day=meeting.now.as_of)
    return Sheet(title, columns, [today, change], notes)


def _moved(before: Fraction | None, now: Fraction | None) -> str:
    """Return by how many percentage points a rate has moved."""
    return DASH if before is None or now is None else f"{float(now - before) * 100:+.1f}"


def _lights(meeting: "Meeting") -> str:
    """Return how many running issues show which light, as sign and word."""
    shown = [f"{light_word(light)} {count}" for light, count in meeting.lights.items()]
    return _("Running: {lights}").format(lights=joined(shown))


def _dealt_with(meeting: "Meeting") -> list[str]:
    """Return persons and units dealt with by form; nothing where there are none."""
    forms = [row for row in meeting.accounts.rows if row.times]
    if not forms:
        return []
    said = [
        _("{form} {persons} persons, {units} units").format(
            form=row.form, persons=row.persons, units=row.units
        )
        for row in forms
    ]
    return [_("Dealt with: {forms}").format(forms=joined(said))]


def _units(meeting: "Meeting") -> Sheet:
    columns = (
        *(Column(_("Unit"), long=True), Column(_("Issues"), figure=True)),
        *(Column(_("Completion")), Column(_("Overdue"), figure=True)),
        *(Column(_("Closure"), figure=True, drop=1), Column(_("On time"), figure=True)),
    )
    rows = [
        cells(
            *(pick(row.name or _("(none)"), row.name_en or _("(none)")), row.counts.issues),
            *(bar(row.counts), row.counts.overdue),
            *(percent(row.counts.closure_rate), percent(row.counts.on_time_rate)),
        )
        for row in meeting.now.rows
    ]
    formulas = ("completion_rate", "closure_rate", "on_time_rate")
    notes = [_(FORMULAS[name]) for name in formulas]
    return Sheet("", columns, rows, notes)


def bar(counts: Counts) -> str:
    """Return the share of completed issues as a bar with its percentage."""
    done = round(BAR_WIDTH * counts.completed / counts.issues) if counts.issues else 0
    return f"{_DONE * done}{_REST * (BAR_WIDTH - done)} {percent(counts.completion_rate)}"


def _worst(meeting: "Meeting") -> Sheet:
    columns = (
        *(Column(_("Longest overdue")), Column(_("Description"), long=True, cut=True)),
        *(Column(_("Responsible unit"), long=True), Column(_("Owner"), drop=1)),
        Column(_("Days late"), figure=True),
    )
    rows: list[Sequence[Cell]] = [
        (issue.ref, issue.description, issue.unit, issue.owner, -(issue.days_left or 0))
        for issue in meeting.worst
    ]
    notes = [] if rows else [_("Nothing is overdue.")]
    return Sheet("", columns, rows, notes)


def meeting_payload(meeting: "Meeting") -> dict[str, object]:
    """Return the screen as the documented JSON: the status table, and what comes beside it."""
    names = ("issues", "completed", "closed", "overdue", "due_soon")
    return {
        **status_payload(meeting.now),
        "since": meeting.since,
        "lights": {light.value: count for light, count in meeting.lights.items()},
        "changes": {
            name: getattr(meeting.now.totals, name) - getattr(meeting.before, name) for name in names
        },
        "worst": [issue_payload(issue) for issue in meeting.worst],
        "dealt_with": [row._asdict() for row in meeting.accounts.rows],
    }
