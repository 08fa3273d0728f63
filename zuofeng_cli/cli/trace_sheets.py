"""The bundle for tracing back one issue, as sheets to print."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from zuofeng_cli.cli.detail_sheets import action_word, reason_word, told
from zuofeng_cli.cli.render import Cell, Column, Sheet, cells, joined
from zuofeng_cli.labels import label
from zuofeng_cli.queries.trace import added
from zuofeng_cli.rules.codes import Action, Duty, Phase
from zuofeng_cli.rules.course import (
    Holder,
    Step,
    charged,
    days_late,
    holder_of,
    holder_when_overdue,
    life_days,
)
from zuofeng_cli.rules.figures import DASH
from zuofeng_cli.rules.trace import deadline_changes, false_completions, hand_overs, tenures
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Collection

    from zuofeng_cli.queries.trace import Figures, Trace
    from zuofeng_cli.rules.plan import Plan

_PHASES: Mapping[Phase, str] = {
    Phase.UNLISTED: N_("before it was listed"),
    Phase.LISTED: N_("Office of the Leading Group (to be handed over)"),
    Phase.CHECK: N_("Office of the Leading Group (check, public notice)"),
    Phase.ENDED: N_("ended"),
}
"""With whom an issue lies that no unit works on."""

_DUTIES: Mapping[Duty, str] = {
    Duty.UNIT: N_("responsible unit"),
    Duty.OWNER: N_("owner"),
    Duty.LEADER: N_("responsible leader"),
    Duty.COOPERATING: N_("cooperating unit"),
    Duty.CHECKER: N_("checker"),
}

FORMULAS = (
    N_("Days = nights held: whoever has the issue at the end of a day has it until the next."),
    N_("Days late = nights from the day of the deadline on until the work was reported done."),
    N_("The check is the time of the Office of the Leading Group; a returned completion stops no clock."),
)


def trace_sheets(trace: "Trace", plan: "Plan") -> list[Sheet]:
    """Return the bundle as sheets; what there is none of is left out."""
    further = (
        _latenesses(trace),
        _deadline_changes(trace, plan),
        _false_completions(trace, plan),
        _hand_overs(trace),
        _tenures(trace),
    )
    found = [_facts(trace), _timeline(trace, plan), _stretches(trace)]
    if len(trace.holders) < len(trace.stretches):
        found.append(_holders(trace))
    return [*found, *(sheet for sheet in further if sheet.rows)]


def holder_words(holder: Holder, trace: "Trace") -> str:
    """Return with whom an issue lies, in words."""
    if holder.phase is not Phase.WORK:
        return _(_PHASES[holder.phase])
    return keepers(holder.unit_id, holder.owner_id, trace)


def keepers(unit_id: int | None, owner_id: int | None, trace: "Trace") -> str:
    """Return a unit and its owner."""
    names = trace.detail
    return " · ".join((names.units.get(unit_id or 0, DASH), names.people.get(owner_id or 0, DASH)))


def person(who: int | None, trace: "Trace") -> str | None:
    """Return a person's name."""
    return trace.detail.people.get(who or 0)


def duty_holder(duty: Duty, who: int | None, trace: "Trace") -> str | None:
    """Return the name of a unit or a person with a duty."""
    is_unit = duty in (Duty.UNIT, Duty.COOPERATING)
    return trace.detail.units.get(who or 0) if is_unit else person(who, trace)


def _facts(trace: "Trace") -> Sheet:
    issue = trace.issue
    rows = (
        (_("As of"), trace.as_of),
        (_("Description"), issue.description),
        (_("State"), label(issue.state)),
        (_("Lies with"), holder_words(holder_of(issue), trace)),
        (_("Deadline"), issue.deadline),
        (_("Original deadline"), issue.deadline_original),
        (_("Round"), issue.round),
        (_("Days on the list"), life_days(trace.held)),
        (_("Days late"), days_late(trace.late)),
    )
    columns = (Column(_("Field")), Column(_("Value"), long=True))
    return Sheet(trace.detail.issue.ref, columns, [cells(*row) for row in rows])


def _timeline(trace: "Trace", plan: "Plan") -> Sheet:
    columns = (
        *(Column(_("Date")), Column(_("What happened"), long=True), Column(_("Who"))),
        *(Column(_("Lies with"), long=True), Column(_("Deadline"))),
    )
    rows = []
    for step in trace.steps:
        changed = told(trace.told[step.seq], trace.detail, plan)
        words = [action_word(step.action), changed, reason_word(plan, step.reason)]
        what = _("; ").join(filter(None, words))
        holder = holder_words(holder_of(step.after), trace)
        rows.append(cells(step.on, what, trace.by(step), holder, step.after.deadline))
    return Sheet(_("Timeline"), columns, rows)


def _stretches(trace: "Trace") -> Sheet:
    every = [figures for _stretch, figures in trace.stretches]
    columns = (
        *(Column(_("Held by"), long=True), Column(_("From")), Column(_("To"))),
        *_figures(every),
    )
    rows = [
        (*cells(holder_words(each.holder, trace), each.since, each.until), *_counted(figures, every))
        for each, figures in trace.stretches
    ]
    total = cells(_("Total"), trace.steps[0].on, trace.held_until)
    rows.append((*total, *_counted(added(every), every)))
    return Sheet(_("Who held it when"), columns, rows, [_(formula) for formula in FORMULAS])


def _figures(every: "Collection[Figures]") -> list[Column]:
    figures = [Column(_("Days"), figure=True), Column(_("Days late"), figure=True)]
    has_earlier = any(each.earlier for each in every)
    return [*figures, Column(_("On earlier deadlines"), figure=True)] if has_earlier else figures


def _counted(figures: "Figures", every: "Collection[Figures]") -> tuple[Cell, ...]:
    return figures if any(each.earlier for each in every) else figures[:2]


def _holders(trace: "Trace") -> Sheet:
    every = trace.holders.values()
    rows = [
        (holder_words(holder, trace), *_counted(figures, every)) for holder, figures in trace.holders.items()
    ]
    return Sheet(_("Altogether"), (Column(_("Held by"), long=True), *_figures(every)), rows)


def _latenesses(trace: "Trace") -> Sheet:
    columns = (
        *(Column(_("Deadline")), Column(_("Round"), figure=True), Column(_("Late until"))),
        *(Column(_("Days late"), figure=True), Column(_("Held by when it became overdue"), long=True)),
        Column(_("Whose days"), long=True),
    )
    rows = []
    for late in trace.late:
        shares = charged(late, trace.held).items()
        whose = joined([f"{holder_words(holder, trace)} {days}" for holder, days in shares])
        first = holder_words(holder_when_overdue(late, trace.held), trace)
        rows.append(cells(late.deadline, late.round, late.until, late.days, first, whose))
    return Sheet(_("Deadlines missed"), columns, rows)


def _deadline_changes(trace: "Trace", plan: "Plan") -> Sheet:
    columns = (
        *(Column(_("Date")), Column(_("Deadline before")), Column(_("Deadline after"))),
        Column(_("Days"), figure=True),
        *(Column(_("By way of"), long=True), Column(_("Who")), Column(_("Asked on"))),
    )
    rows = []
    for change in deadline_changes(trace.steps):
        asked = change.asked_on
        late = _("{day} (late)").format(day=asked) if change.was_asked_late else asked
        way = _way(change.step, change.reason, plan)
        who = trace.by(change.step)
        rows.append(cells(change.step.on, change.before, change.after, change.days, way, who, late))
    return Sheet(_("Deadline changes"), columns, rows)


def _way(step: Step, said: str | None, plan: "Plan") -> str:
    """Return by way of what something came about, and why."""
    why = reason_word(plan, step.after.reopen_reason) if step.action == Action.REOPEN else None
    reason = reason_word(plan, said)
    return _("; ").join(dict.fromkeys(filter(None, (action_word(step.action), why, reason))))


def _false_completions(trace: "Trace", plan: "Plan") -> Sheet:
    columns = (
        *(Column(_("Reported on")), Column(_("Done on")), Column(_("Done by"))),
        *(Column(_("Fell on")), Column(_("By way of"), long=True), Column(_("Who"))),
        Column(_("Days stood"), figure=True),
    )
    rows = []
    for fallen in false_completions(trace.steps):
        claim, fell = fallen.reported.after, fallen.fell
        done = (fallen.reported.on, claim.rectified_on, person(claim.rectified_by, trace))
        rows.append(cells(*done, fell.on, _way(fell, fell.reason, plan), trace.by(fell), fallen.days_stood))
    return Sheet(_("Completions that did not stand"), columns, rows)


def _hand_overs(trace: "Trace") -> Sheet:
    columns = (
        *(Column(_("Date")), Column(_("Handed over by"), long=True), Column(_("Taken over by"), long=True)),
        Column(_("Typed by")),
    )
    rows = []
    for handed in hand_overs(trace.steps):
        step, old = handed.step, handed.step.before
        giver = (
            keepers(old.unit_id, old.owner_id, trace)
            if old and not handed.is_first
            else _("Office of the Leading Group")
        )
        taker = keepers(step.after.unit_id, step.after.owner_id, trace)
        rows.append(cells(step.on, giver, taker, step.actor))
    return Sheet(_("Hand-overs"), columns, rows)


def _tenures(trace: "Trace") -> Sheet:
    columns = (
        *(Column(_("Duty")), Column(_("Name"), long=True), Column(_("From")), Column(_("To"))),
        Column(_("Days"), figure=True),
    )
    rows = [
        cells(
            _(_DUTIES[held.duty]), duty_holder(held.duty, held.who, trace), held.since, held.until, held.days
        )
        for held in tenures(trace.steps, trace.as_of)
    ]
    return Sheet(_("Duties"), columns, rows)
