"""The bundle for tracing back one issue, as the documented JSON."""

from typing import TYPE_CHECKING

from zuofeng_cli.cli.trace_sheets import duty_holder, person
from zuofeng_cli.rules.codes import Action
from zuofeng_cli.rules.course import Holder, charged, days_late, holder_of, holder_when_overdue, life_days
from zuofeng_cli.rules.trace import (
    FalseCompletion,
    deadline_changes,
    false_completions,
    hand_overs,
    tenures,
)

if TYPE_CHECKING:
    from zuofeng_cli.queries.trace import Figures, Trace
    from zuofeng_cli.rules.issue import Issue


def trace_payload(trace: "Trace") -> dict[str, object]:
    """Return the bundle as the documented JSON."""
    issue, detail = trace.issue, trace.detail
    return {
        "ref": detail.issue.ref,
        "number": issue.number,
        "as_of": trace.as_of,
        "description": issue.description,
        "state": issue.state,
        **_keepers(issue, trace),
        "lies_with": _holder(holder_of(issue), trace),
        "listed_on": trace.steps[0].on,
        "deadline": issue.deadline,
        "deadline_original": issue.deadline_original,
        "round": issue.round,
        "life_days": life_days(trace.held),
        "days_late": days_late(trace.late),
        "timeline": _timeline(trace),
        "held": [
            {**_share(each.holder, figures, trace), "since": each.since, "until": each.until}
            for each, figures in trace.stretches
        ],
        "holders": [_share(holder, figures, trace) for holder, figures in trace.holders.items()],
        "deadlines_missed": _latenesses(trace),
        "deadline_changes": _deadline_changes(trace),
        "returns": [_fallen(each, trace) for each in _fallen_ones(trace) if each.was_returned],
        "false_completions": [_fallen(each, trace) for each in _fallen_ones(trace)],
        "hand_overs": _hand_overs(trace),
        "duties": [
            {
                "duty": held.duty,
                "name": duty_holder(held.duty, held.who, trace),
                "since": held.since,
                "until": held.until,
                "days": held.days,
            }
            for held in tenures(trace.steps, trace.as_of)
        ],
    }


def _keepers(issue: "Issue", trace: "Trace") -> dict[str, object]:
    names = trace.detail
    return {"unit": names.units.get(issue.unit_id or 0), "owner": names.people.get(issue.owner_id or 0)}


def _holder(holder: Holder, trace: "Trace") -> dict[str, object]:
    return {
        "phase": holder.phase,
        "unit": trace.detail.units.get(holder.unit_id or 0),
        "owner": person(holder.owner_id, trace),
    }


def _share(holder: Holder, figures: "Figures", trace: "Trace") -> dict[str, object]:
    days = {"days": figures.days, "days_late": figures.late, "days_late_earlier": figures.earlier}
    return {**_holder(holder, trace), **days}


def _timeline(trace: "Trace") -> list[dict[str, object]]:
    return [
        {
            "seq": step.seq,
            "on": step.on,
            "action": step.action,
            "actor": step.actor,
            "by": trace.told[step.seq].by,
            "reason": step.reason,
            "state": step.after.state,
            **_holder(holder_of(step.after), trace),
            "deadline": step.after.deadline,
        }
        for step in trace.steps
    ]


def _latenesses(trace: "Trace") -> list[dict[str, object]]:
    return [
        {
            "deadline": late.deadline,
            "round": late.round,
            "until": late.until,
            "days": late.days,
            "is_current": late.is_current,
            "held_when_overdue": _holder(holder_when_overdue(late, trace.held), trace),
            "holders": [
                {**_holder(holder, trace), "days": days} for holder, days in charged(late, trace.held).items()
            ],
        }
        for late in trace.late
    ]


def _deadline_changes(trace: "Trace") -> list[dict[str, object]]:
    return [
        {
            "on": change.step.on,
            "action": change.step.action,
            "before": change.before,
            "after": change.after,
            "days": change.days,
            "asked_on": change.asked_on,
            "asked_late": change.was_asked_late,
            "by": trace.by(change.step),
            "reason": change.reason,
        }
        for change in deadline_changes(trace.steps)
    ]


def _fallen_ones(trace: "Trace") -> tuple[FalseCompletion, ...]:
    return false_completions(trace.steps)


def _fallen(fallen: FalseCompletion, trace: "Trace") -> dict[str, object]:
    claim, fell = fallen.reported.after, fallen.fell
    return {
        "reported_on": fallen.reported.on,
        "done_on": claim.rectified_on,
        "done_by": person(claim.rectified_by, trace),
        "note": claim.completion_note,
        "fell_on": fell.on,
        "action": fell.action,
        "by": trace.by(fell),
        "reason": fell.after.reopen_reason if fell.action == Action.REOPEN else fell.reason,
        "days_stood": fallen.days_stood,
    }


def _hand_overs(trace: "Trace") -> list[dict[str, object]]:
    return [
        {
            "on": handed.step.on,
            "before": None if handed.is_first or old is None else _keepers(old, trace),
            "after": _keepers(handed.step.after, trace),
            "actor": handed.step.actor,
        }
        for handed in hand_overs(trace.steps)
        for old in (handed.step.before,)
    ]
