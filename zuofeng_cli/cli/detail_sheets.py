"""One issue as sheets to print and as the documented JSON."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from zuofeng_cli.cli.accountability_sheets import account_payload, accounts_sheet
from zuofeng_cli.cli.detail_parts import supervision_payload, supervision_sheets, told_part, urged
from zuofeng_cli.cli.extension_sheets import extension_sheets, extensions_payload
from zuofeng_cli.cli.origins import origins_payload, told_origins
from zuofeng_cli.cli.render import Column, Sheet, shorten
from zuofeng_cli.cli.sheets import deadline_text, issue_light
from zuofeng_cli.cli.verdict_parts import proposed, verdict_payload, verdict_sheets
from zuofeng_cli.labels import label
from zuofeng_cli.queries.issues import issue_payload
from zuofeng_cli.rules.codes import Action, IssueType, NoticeKind, Practice, State
from zuofeng_cli.rules.figures import DASH
from zuofeng_cli.words import N_, _, pick

if TYPE_CHECKING:
    from zuofeng_cli.queries.detail import Detail, HistoryRow
    from zuofeng_cli.rules.plan import Plan


def detail_sheets(detail: "Detail", plan: "Plan") -> list[Sheet]:
    """Return one issue as sheets: facts, measures, progress, evidence, notices, history."""
    found = [_facts(detail, plan)]
    if detail.measures:
        found.append(measures_sheet(detail, title=""))
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
    if detail.other_columns:
        columns_kept = (Column(_("Other column of its file")), Column(_("Content"), long=True))
        found.append(Sheet("", columns_kept, list(detail.other_columns.items())))
    found += extension_sheets(detail)
    found += supervision_sheets(detail, plan)
    found += verdict_sheets(detail, plan)
    if detail.accounts:
        found.append(accounts_sheet(detail.accounts, of_issue=True))
    history = [
        (
            row.on.isoformat(),
            row.actor,
            row.by,
            action_word(row.action),
            reason_word(plan, row.reason),
            told(row, detail, plan),
        )
        for row in detail.history
    ]
    columns = (
        *(Column(_("Date")), Column(_("Typed by")), Column(_("By")), Column(_("Action"))),
        *(Column(_("Reason"), long=True), Column(_("Changed"), long=True)),
    )
    found.append(Sheet("", columns, history))
    return found


def action_word(action: str) -> str:
    """Return a journal action in words."""
    if action in set(Action):
        return label(Action(action))
    if action in set(NoticeKind):
        return label(NoticeKind(action))
    if action in set(Practice):
        return label(Practice(action))
    return {"undo": _("undo")}.get(action, action)


def told(row: "HistoryRow", detail: "Detail", plan: "Plan") -> str:
    """Return what an event changed, as far as a reader wants to know: values where they are short."""
    from zuofeng_cli.labels import FIELDS

    if _is_new(row.changes):
        return label(State.OPEN)
    words = []
    for path, (old, new) in row.changes.items():
        name = path.partition(".")[0].removesuffix("_id").removesuffix("s")
        if path == "state":
            words.append(f"{label(State(str(old)))} → {label(State(str(new)))}")
        elif path == "level":
            words.append(_("level → {new}").format(new=plan.ladder.label(int(str(new or 0))) or DASH))
        elif path in ("unit_id", "owner_id", "deadline", "extension_until"):
            known = {"unit_id": detail.units, "owner_id": detail.people}.get(path, {})
            before, after = (
                known.get(int(str(value)), "") if known and value else value for value in (old, new)
            )
            words.append(f"{_(_VALUES[path])} {before or DASH} → {after or DASH}")
        elif path.endswith(".text") or path in ("completion_note", "opinion"):
            words.append(str(new) if new else "")
        elif part := told_part(path, row.changes):
            words.append(part)
        elif name in FIELDS and "." not in path:
            words.append(" ".join(filter(None, (_(FIELDS[name]), _short(path, new, detail, plan)))))
    return _(", ").join(dict.fromkeys(filter(None, words)))


def _short(path: str, new: object, detail: "Detail", plan: "Plan") -> str:
    """Return what a field says now, where that is one word or a few."""
    terms = {"category": plan.categories, "source": plan.sources, "focus": plan.focus_areas}
    if new is None or path == "other_columns":
        return ""
    if path == "leader_id":
        return detail.people.get(int(str(new)), "")
    if path == "type":
        return label(IssueType(str(new)))
    if path in terms:
        return next((term.label for term in terms[path] if term.code == new), "")
    return shorten(str(new), SHORT)


SHORT = 24
"""How many columns a value takes at most in the history."""


_VALUES = {
    "unit_id": N_("responsible unit"),
    "owner_id": N_("owner"),
    "deadline": N_("deadline"),
    "extension_until": N_("extension asked for"),
}


def _is_new(changes: Mapping[str, Sequence[object]]) -> bool:
    return "state" in changes and changes["state"][0] is None


def _facts(detail: "Detail", plan: "Plan") -> Sheet:
    issue, more = detail.issue, detail.more
    rows: list[tuple[str, object]] = [
        (_("Light"), issue_light(issue)),
        (_("State"), label(issue.state)),
        (_("Description"), issue.description),
        (_("Category"), pick(issue.category_name, issue.category_name_en)),
        (_("Source"), pick(issue.source_name, issue.source_name_en)),
        *told_origins(detail, plan),
        (_("Type"), label(IssueType(issue.type))),
        (_("Focus area"), next((term.label for term in plan.focus_areas if term.code == more.focus), None)),
        (_("Issue number of the unit"), issue.external_no),
        (_("Responsible unit"), issue.unit),
        (_("Cooperating units"), _(", ").join(issue.cooperating)),
        (_("Responsible leader"), issue.leader),
        (_("Owner"), issue.owner),
        (_("Deadline"), deadline_text(issue)),
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
        (_("Chronic since"), (more.chronic_on or issue.opened_on) if issue.chronic else None),
        (_("Reported upwards"), _("{count}×").format(count=more.reports) if more.reports else None),
        (_("Coordinated"), _("{count}×").format(count=more.coordinations) if more.coordinations else None),
        (_("Proposed to reopen"), proposed(detail)),
        (_("Urged"), urged(detail)),
        (_("Recurrence of"), detail.recurrence_of),
        (_("Came back as"), _(", ").join(detail.came_back_as)),
        (_("Merged into"), detail.merged_into),
        (_("Took over"), _(", ").join(ref for _number, ref in detail.took_over)),
        (_("Remark"), more.remark),
    ]
    filled = [(name, str(value)) for name, value in rows if value not in (None, "")]
    return Sheet(issue.ref, (Column(_("Field")), Column(_("Value"), long=True)), filled)


def _reason(plan: "Plan", code: str | None) -> str | None:
    return next((term.label for term in plan.reopen_reasons if term.code == code), None)


def detail_payload(detail: "Detail", plan: "Plan") -> dict[str, object]:
    """Return one issue as JSON: the documented issue, and everything else about it."""
    from dataclasses import asdict

    return {
        **issue_payload(detail.issue),
        "external_no": detail.issue.external_no,
        "leader": detail.issue.leader,
        "deadline_text": detail.issue.deadline_text,
        "deadline_provisional": detail.issue.deadline_provisional,
        **detail.more._asdict(),
        "other_columns": dict(detail.other_columns),
        **origins_payload(detail),
        "measures": measures_payload(detail),
        "progress": [asdict(note) for note in detail.progress],
        "evidence": [asdict(item) for item in detail.evidence],
        "accountability": [account_payload(row) for row in detail.accounts],
        **supervision_payload(detail),
        "extension_requests": extensions_payload(detail),
        "came_back_as": list(detail.came_back_as),
        **verdict_payload(detail, plan),
        "took_over": [number for number, _ref in detail.took_over],
        "history": [row._asdict() for row in detail.history],
    }


def measures_sheet(detail: "Detail", *, title: str) -> Sheet:
    """Return the measures of an issue."""
    rows = [
        (position, measure.text, measure.done_on.isoformat() if measure.done_on else None)
        for position, measure in enumerate(detail.measures, 1)
    ]
    columns = (Column(_("No."), figure=True), Column(_("Measure"), long=True), Column(_("Done on")))
    return Sheet(title, columns, rows)


def measures_payload(detail: "Detail") -> list[dict[str, object]]:
    """Return the measures of an issue as JSON."""
    return [
        {"position": position, "text": measure.text, "done_on": measure.done_on}
        for position, measure in enumerate(detail.measures, 1)
    ]


def reason_word(plan: "Plan", reason: str | None) -> str | None:
    """Return the reason of a step in words; that of a reopening may be a code of the plan."""
    return _reason(plan, reason) or reason
