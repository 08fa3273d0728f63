"""What a row of a file may change of an issue that is still open."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from zuofeng_cli.actions.dates import moved_deadline
from zuofeng_cli.actions.drafts import Draft
from zuofeng_cli.rules.codes import IssueType
from zuofeng_cli.rules.issue import Issue

MAY_CHANGE: Mapping[str, tuple[str, ...]] = {
    "external_no": ("external_no",),
    "description": ("description",),
    "category": ("category",),
    "source": ("source",),
    "unit": ("unit_id", "cooperating"),
    "cooperating": ("cooperating",),
    "leader": ("leader_id",),
    "owner": ("owner_id",),
    "target": ("target",),
    "type": ("type",),
    "deadline": ("deadline", "deadline_original", "deadline_text", "deadline_provisional"),
    "found_on": ("found_on",),
    "focus": ("focus",),
    "remark": ("remark",),
}
"""Which fields of an issue each import field may change, while the issue is still open."""


def differing(before: Issue, after: Issue) -> tuple[str, ...]:
    """Return the import fields in which two states of an issue differ."""
    lists = {"measure": ("measures",), "progress": ("progress",)}
    kept = {**MAY_CHANGE, "unit": ("unit_id",), **lists}
    return tuple(
        name
        for name, fields in kept.items()
        if any(getattr(before, each) != getattr(after, each) for each in fields)
    )


def updated(before: Issue, issue: Issue, draft: Draft, today: date) -> Issue:
    """Return *before* with what a row says that reads as *issue*; the same words move no deadline."""
    given = [name for name in MAY_CHANGE if getattr(draft, name)]
    says_same_day = draft.deadline is not None and draft.deadline == before.deadline_text
    taken = {
        each: getattr(issue, each)
        for name in given
        for each in MAY_CHANGE[name]
        if not (name == "deadline" and says_same_day)
    }
    if not issue.cooperating and "unit" in given:  # the row names one unit and says nothing of others
        taken["cooperating"] = tuple(unit for unit in before.cooperating if unit != issue.unit_id)
    if draft.deadline and not says_same_day:
        if not draft.type and issue.type is not IssueType.LIMITED:
            taken["type"] = issue.type  # the deadline names it
        taken |= moved_deadline(before, issue.deadline, today)
    measures = {measure.text for measure in before.measures}
    notes = {note.text for note in before.progress}
    return replace(
        before,
        **taken,
        measures=(*before.measures, *(new for new in issue.measures if new.text not in measures)),
        progress=(*before.progress, *(new for new in issue.progress if new.text not in notes)),
    )
