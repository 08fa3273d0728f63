"""Rows of a query as sheets to print and as the documented JSON."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import DASH, Cell, Column, Sheet, percent
from zuofeng_cli.labels import label
from zuofeng_cli.rules.codes import IssueType, Light
from zuofeng_cli.rules.figures import FORMULAS, Counts
from zuofeng_cli.words import N_, _, pick

if TYPE_CHECKING:
    from zuofeng_cli.queries.detail import Detail
    from zuofeng_cli.queries.issues import IssueRow
    from zuofeng_cli.queries.lint import Finding
    from zuofeng_cli.queries.status import Status
    from zuofeng_cli.rules.plan import Plan

_SIGNS = {Light.GREEN: "●", Light.YELLOW: "▲", Light.RED: "■", Light.GREY: "○"}
_COLOURS = {Light.GREEN: "green", Light.YELLOW: "yellow", Light.RED: "bold red", Light.GREY: "bright_black"}

LINT_WORDS: Mapping[str, str] = {
    "no_unit": N_("no responsible unit"),
    "no_owner": N_("no owner"),
    "no_deadline": N_("no deadline"),
    "vague": N_("description too vague"),
    "no_measure": N_("no measure yet"),
    "provisional": N_("provisional deadline"),
    "deadline_before_found": N_("deadline before it was found"),
    "inactive_owner": N_("owner no longer active"),
    "extension_waiting": N_("extension waiting for a decision"),
    "doubled": N_("listed twice"),
}


def light_word(light: Light) -> str:
    """Return a light as sign and word; colour only adds to it."""
    return f"{_SIGNS[light]} {label(light)}"


def _light_column() -> Column:
    return Column(_("Light"), styles={light_word(light): _COLOURS[light] for light in Light})


def issues_sheet(issues: Sequence["IssueRow"], plan: "Plan", total: int) -> Sheet:
    """Return the list."""
    columns = (
        Column(_("Number")),
        _light_column(),
        Column(_("State")),
        Column(_("Category")),
        Column(_("Description"), long=True, cut=True),
        Column(_("Responsible unit"), long=True),
        Column(_("Owner")),
        Column(_("Deadline")),
        Column(_("Days left"), figure=True),
        Column(_("Level")),
    )
    rows = [
        (
            issue.ref,
            light_word(issue.light),
            label(issue.state),
            pick(issue.category_name, issue.category_name_en),
            issue.description,
            issue.unit,
            issue.owner,
            _deadline(issue),
            issue.days_left,
            plan.ladder.label(issue.level) or None,
        )
        for issue in issues
    ]
    notes = [_("{shown} of {total} issues.").format(shown=len(rows), total=total)]
    if any(issue.deadline_provisional for issue in issues):
        notes.append(_("* provisional: the holidays of that year are not announced yet."))
    return Sheet("", columns, rows, notes)


def _deadline(issue: "IssueRow") -> str | None:
    if issue.deadline is None:
        return None
    return issue.deadline.isoformat() + ("*" if issue.deadline_provisional else "")


def issue_payload(issue: "IssueRow") -> dict[str, object]:
    """Return an issue as the documented JSON."""
    return {
        "ref": issue.ref,
        "number": issue.number,
        "state": issue.state.value,
        "category": issue.category,
        "source": issue.source,
        "type": issue.type,
        "description": issue.description,
        "unit": issue.unit,
        "owner": issue.owner,
        "cooperating": list(issue.cooperating),
        "deadline": issue.deadline,
        "deadline_original": issue.deadline_original,
        "days_left": issue.days_left,
        "overdue": issue.overdue,
        "light": issue.light.value,
        "level": issue.level,
        "round": issue.round,
        "chronic": issue.chronic,
        "measures": list(issue.measures),
        "opened_on": issue.opened_on,
        "rectified_on": issue.rectified_on,
        "closed_on": issue.closed_on,
        "incomplete": issue.incomplete,
    }


def status_sheet(status: "Status") -> Sheet:
    """Return the status table with its formulas."""
    heading = {
        "unit": _("Unit"),
        "category": _("Category"),
        "owner": _("Owner"),
        "source": _("Source"),
        "focus": _("Focus area"),
    }[status.by]
    figures = (
        *(_("Issues"), _("Open"), _("Assigned"), _("To check"), _("Closed"), _("Overdue"), _("Due soon")),
        *(_("Completion"), _("Closure"), _("On time"), _("On time (original)")),
    )
    rows: list[Sequence[Cell]] = [
        (pick(row.name or _("(none)"), row.name_en or _("(none)")), *_figures(row.counts))
        for row in status.rows
    ]
    rows.append((_("Total"), *_figures(status.totals)))
    notes = [_(formula) for formula in FORMULAS.values()]
    if status.without_issues:
        names = _(", ").join(pick(name, name_en) for name, name_en in status.without_issues)
        notes.append(_("Without issues: {names}").format(names=names))
    columns = (Column(heading, long=True), *(Column(figure, figure=True) for figure in figures))
    return Sheet(_("Status as of {day}").format(day=status.as_of), columns, rows, notes)


def _figures(counts: Counts) -> tuple[Cell, ...]:
    return (
        counts.issues,
        counts.open,
        counts.assigned,
        counts.rectified + counts.verified,
        counts.closed,
        counts.overdue,
        counts.due_soon,
        percent(counts.completion_rate),
        percent(counts.closure_rate),
        percent(counts.on_time_rate),
        percent(counts.on_time_rate_original),
    )


def status_payload(status: "Status") -> dict[str, object]:
    """Return the status table as the documented JSON."""
    return {
        "as_of": status.as_of,
        "by": status.by,
        "totals": _counts_payload(status.totals),
        "rows": [{"key": row.key, "name": row.name, **_counts_payload(row.counts)} for row in status.rows],
        "without_issues": [name for name, _name_en in status.without_issues],
    }


def _counts_payload(counts: Counts) -> dict[str, object]:
    names = ("issues", "open", "assigned", "rectified", "verified", "closed", "overdue", "due_soon")
    rates = ("completion_rate", "closure_rate", "on_time_rate", "on_time_rate_original")
    return {name: getattr(counts, name) for name in (*names, *rates)}


def measures_sheet(detail: "Detail") -> Sheet:
    """Return the measures of an issue."""
    rows = [
        (position, measure.text, measure.done_on.isoformat() if measure.done_on else None)
        for position, measure in enumerate(detail.measures, 1)
    ]
    columns = (Column(_("No."), figure=True), Column(_("Measure"), long=True), Column(_("Done on")))
    return Sheet(detail.issue.ref, columns, rows)


def measures_payload(detail: "Detail") -> list[dict[str, object]]:
    """Return the measures of an issue as JSON."""
    return [
        {"position": position, "text": measure.text, "done_on": measure.done_on}
        for position, measure in enumerate(detail.measures, 1)
    ]


def lint_sheet(findings: Sequence["Finding"]) -> Sheet:
    """Return what is to be mended."""
    columns = (
        Column(_("Number")),
        Column(_("To mend")),
        Column(_("Description"), long=True),
        Column(_("Unit")),
    )
    rows = [
        (finding.ref, _(LINT_WORDS[finding.check]), finding.description, finding.unit) for finding in findings
    ]
    return Sheet("", columns, rows, [_("{count} to mend.").format(count=len(rows))])


def detail_sheets(detail: "Detail", plan: "Plan") -> list[Sheet]:
    """Return one issue as sheets: facts, measures, progress, evidence, notices, history."""
    found = [_facts(detail, plan)]
    if detail.measures:
        found.append(measures_sheet(detail))
    if detail.progress:
        rows = [(note.noted_on.isoformat(), note.text) for note in detail.progress]
        found.append(Sheet("", (Column(_("Date")), Column(_("Progress"), long=True)), rows))
    if detail.evidence:
        items = [
            (item.added_on.isoformat(), item.reference, (item.sha256 or DASH)[:12])
            for item in detail.evidence
        ]
        found.append(
            Sheet("", (Column(_("Date")), Column(_("Evidence"), long=True), Column("SHA-256")), items)
        )
    if detail.notices:
        given = [
            (notice.due_on.isoformat(), label(notice.kind), plan.ladder.label(notice.level) or DASH)
            for notice in detail.notices
        ]
        found.append(Sheet("", (Column(_("Date")), Column(_("Notice")), Column(_("Level"))), given))
    history = [
        (row.at[:10], row.actor, action_word(row.action), row.reason, change_words(row.changes))
        for row in detail.history
    ]
    columns = (
        *(Column(_("Date")), Column(_("By")), Column(_("Action"))),
        *(Column(_("Reason"), long=True), Column(_("Changed"), long=True)),
    )
    found.append(Sheet("", columns, history))
    return found


def action_word(action: str) -> str:
    """Return a journal action in words."""
    from zuofeng_cli.rules.codes import Action, NoticeKind

    if action in set(Action):
        return label(Action(action))
    if action in set(NoticeKind):
        return label(NoticeKind(action))
    return _("import") if action == "import" else action


def change_words(changes: Mapping[str, Sequence[object]]) -> str:
    """Return which fields an event changed; the state with both its values."""
    from zuofeng_cli.labels import FIELDS
    from zuofeng_cli.rules.codes import State

    words = []
    for path, (old, new) in changes.items():
        name = path.partition(".")[0].removesuffix("_id").removesuffix("s")
        if path == "state":
            words.append(" → ".join(label(State(str(state))) for state in (old, new) if state))
        elif path == "deadline":
            words.append(_("deadline {old} → {new}").format(old=old or DASH, new=new or DASH))
        elif name in FIELDS and _(FIELDS[name]) not in words:
            words.append(_(FIELDS[name]))
    return _(", ").join(words)


def _facts(detail: "Detail", plan: "Plan") -> Sheet:
    issue, more = detail.issue, detail.more
    rows: list[tuple[str, object]] = [
        (_("Light"), light_word(issue.light)),
        (_("State"), label(issue.state)),
        (_("Description"), issue.description),
        (_("Category"), pick(issue.category_name, issue.category_name_en)),
        (_("Source"), pick(issue.source_name, issue.source_name_en)),
        (_("Type"), label(IssueType(issue.type))),
        (_("Issue number of the unit"), issue.external_no),
        (_("Responsible unit"), issue.unit),
        (_("Cooperating units"), _(", ").join(issue.cooperating)),
        (_("Responsible leader"), issue.leader),
        (_("Owner"), issue.owner),
        (_("Deadline"), _deadline(issue)),
        (
            _("Original deadline"),
            issue.deadline_original if issue.deadline_original != issue.deadline else None,
        ),
        (_("As written"), issue.deadline_text),
        (_("Days left"), issue.days_left),
        (_("Level"), plan.ladder.label(issue.level)),
        (_("Round"), issue.round if issue.round > 1 else None),
        (_("Target"), more.target),
        (_("Found on"), more.found_on),
        (_("Opened on"), issue.opened_on),
        (_("Assigned on"), more.assigned_on),
        (_("Reviewed on"), more.reviewed_on),
        (_("Extension asked for"), more.extension_until),
        (_("Extensions granted"), more.extensions or None),
        (_("Done on"), issue.rectified_on),
        (_("Done by"), more.rectified_by),
        (_("Completion note"), more.completion_note),
        (_("Verified by"), more.verified_by),
        (_("Public notice until"), more.notice_until),
        (_("Closed on"), issue.closed_on),
        (_("Closed by"), more.closed_by),
        (_("Opinion"), more.opinion),
        (_("Reopened because"), _reason(plan, more.reopen_reason)),
        (_("Chronic"), _("yes") if issue.chronic else None),
        (_("Recurrence of"), more.recurrence_of),
        (_("Merged into"), more.merged_into),
        (_("Took over"), _(", ").join(map(str, detail.merged))),
        (_("Remark"), more.remark),
    ]
    filled = [(name, str(value)) for name, value in rows if value not in (None, "")]
    return Sheet(issue.ref, (Column(_("Field")), Column(_("Value"), long=True)), filled)


def _reason(plan: "Plan", code: str | None) -> str | None:
    return next((term.label for term in plan.reopen_reasons if term.code == code), None)


def detail_payload(detail: "Detail") -> dict[str, object]:
    """Return one issue as JSON: the documented issue, and everything else about it."""
    from dataclasses import asdict

    return {
        **issue_payload(detail.issue),
        "external_no": detail.issue.external_no,
        "leader": detail.issue.leader,
        "deadline_text": detail.issue.deadline_text,
        "deadline_provisional": detail.issue.deadline_provisional,
        **detail.more._asdict(),
        "measures": measures_payload(detail),
        "progress": [asdict(note) for note in detail.progress],
        "evidence": [asdict(item) for item in detail.evidence],
        "notices": [asdict(notice) for notice in detail.notices],
        "took_over": list(detail.merged),
        "history": [row._asdict() for row in detail.history],
    }
