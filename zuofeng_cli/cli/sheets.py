"""Rows of a query as sheets to print and as the documented JSON."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Cell, Column, Sheet
from zuofeng_cli.cli.stage_words import stage_line, stage_payload
from zuofeng_cli.labels import label
from zuofeng_cli.rules.codes import Action, Light, State
from zuofeng_cli.rules.figures import FORMULAS, Counts, percent
from zuofeng_cli.words import N_, _, pick

if TYPE_CHECKING:
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
    "owner_elsewhere": N_("owner of another unit"),
    "extension_waiting": N_("extension waiting for a decision"),
    "doubled": N_("listed twice"),
}


def light_word(light: Light) -> str:
    """Return a light as sign and word; colour only adds to it."""
    return f"{_SIGNS[light]} {label(light)}"


def issue_light(issue: "IssueRow") -> str:
    """Return the light of an issue; where it has ended, the sign goes with the state."""
    if issue.state in (State.CLOSED, State.CANCELLED, State.MERGED):
        return f"{_SIGNS[issue.light]} {label(issue.state)}"
    return light_word(issue.light)


def _light_column() -> Column:
    return Column(_("Light"), styles={light_word(light): _COLOURS[light] for light in Light})


def issues_sheet(
    issues: Sequence["IssueRow"], plan: "Plan", total: int, suggested: Mapping[int, int] | None = None
) -> Sheet:
    """Return the list; with *suggested*, the levels by issue, what waits for a decision stands in it too."""
    columns = (
        Column(_("Number")),
        _light_column(),
        Column(_("State"), drop=2),
        Column(_("Category"), drop=5),
        Column(_("Description"), long=True, cut=True),
        Column(_("Responsible unit"), long=True, drop=1),
        Column(_("Owner")),
        Column(_("Deadline")),
        Column(_("Days left"), figure=True, drop=3),
        Column(_("Level"), drop=4),
        *(() if suggested is None else (Column(_("Suggested")),)),
    )
    rows = [
        (
            issue.ref,
            issue_light(issue),
            label(issue.state),
            pick(issue.category_name, issue.category_name_en),
            issue.description,
            issue.unit,
            issue.owner,
            deadline_text(issue),
            issue.days_left,
            plan.ladder.label(issue.level) or None,
            *(() if suggested is None else (_suggested(issue, plan, suggested),)),
        )
        for issue in issues
    ]
    notes = [_("{shown} of {total} issues.").format(shown=len(rows), total=total)]
    if any(issue.deadline_provisional for issue in issues):
        notes.append(_("* provisional: the holidays of that year are not announced yet."))
    return Sheet("", columns, rows, notes)


def _suggested(issue: "IssueRow", plan: "Plan", levels: Mapping[int, int]) -> str:
    """Return what a leader is to decide: the level, or that a closed issue is taken up again."""
    level = levels.get(issue.number)
    return label(Action.REOPEN) if level is None else plan.ladder.label(level)


def deadline_text(issue: "IssueRow") -> str | None:
    """Return the deadline, starred where it is provisional."""
    if issue.deadline is None:
        return None
    return issue.deadline.isoformat() + ("*" if issue.deadline_provisional else "")


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
    stage = [stage_line(status.stage)] if status.has_stages else []
    notes = [*stage, *(_(formula) for formula in FORMULAS.values())]
    if status.deeds and status.deeds.total:
        said = _("Practical deeds, not counted above: {total}; done {done}, overdue {overdue}.")
        notes.append(said.format(**status.deeds._asdict()))
    if status.without_issues:
        names = _(", ").join(pick(name, name_en) for name, name_en in status.without_issues)
        notes.append(_("Without issues: {names}").format(names=names))
    drops = (0, 5, 0, 6, 0, 0, 7, 3, 2, 4, 8)
    columns = (
        Column(heading, long=True),
        *(Column(figure, figure=True, drop=drop) for figure, drop in zip(figures, drops, strict=True)),
    )
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
        "stage": stage_payload(status.stage),
        "totals": _counts_payload(status.totals),
        "rows": [{"key": row.key, "name": row.name, **_counts_payload(row.counts)} for row in status.rows],
        "without_issues": [name for name, _name_en in status.without_issues],
        "deeds": status.deeds._asdict() if status.deeds else None,
    }


def _counts_payload(counts: Counts) -> dict[str, object]:
    names = ("issues", "open", "assigned", "rectified", "verified", "closed", "overdue", "due_soon")
    rates = ("completion_rate", "closure_rate", "on_time_rate", "on_time_rate_original")
    return {name: getattr(counts, name) for name in (*names, *rates)}


def lint_sheet(findings: Sequence["Finding"]) -> Sheet:
    """Return what is to be mended."""
    from zuofeng_cli.queries.lint import SHORTEST_DESCRIPTION

    columns = (
        Column(_("Number")),
        Column(_("To mend")),
        Column(_("Description"), long=True),
        Column(_("Responsible unit")),
    )
    rows = [
        (finding.ref, _(LINT_WORDS[finding.check]), finding.description, finding.unit) for finding in findings
    ]
    notes = [_("{count} to mend.").format(count=len(rows))]
    if any(finding.check == "vague" for finding in findings):
        said = _(
            "Too vague: fewer than {count} characters. Say who, where and how often; a file of two columns,"
            " ledger number and description, mends it when imported."
        )
        notes.append(said.format(count=SHORTEST_DESCRIPTION))
    return Sheet("", columns, rows, notes)
