"""The plan as sheets."""

from zuofeng_cli.cli.render import Cell, Column, Format, Sheet, print_sheets
from zuofeng_cli.labels import label
from zuofeng_cli.rules.plan import DayCount, Plan
from zuofeng_cli.words import N_, _

_PUBLIC = {
    "number": N_("Number"),
    "category": N_("category"),
    "type": N_("type"),
    "description": N_("description"),
    "unit": N_("responsible unit"),
    "measures": N_("measure"),
    "deadline": N_("deadline"),
    "state": N_("State"),
}


def print_plan(plan: Plan, format_: Format | None) -> None:
    """Print every part of the plan."""
    print_sheets(_sheets(plan), format_)


def _sheets(plan: Plan) -> list[Sheet]:
    name, text = Column(_("Name")), Column(_("Explanation"), long=True)
    return [
        Sheet(plan.label, (Column(_("Setting")), Column(_("Value"), long=True)), _settings(plan)),
        Sheet(
            _("Stages"),
            (name, Column(_("From")), Column(_("To")), text),
            [(stage.label, _day(stage.starts), _day(stage.ends), stage.summary) for stage in plan.stages],
        ),
        Sheet(_("Categories"), (name, text), [(term.label, term.description) for term in plan.categories]),
        Sheet(_("Sources"), (name,), [(term.label,) for term in plan.sources]),
        Sheet(
            _("Measures of the plan"),
            (Column(_("No."), figure=True), Column(_("Focus area"), long=True), name, text),
            [(row.number, _focus(plan, row.focus), row.title, row.text) for row in plan.measures],
        ),
        Sheet(
            _("Ladder"),
            (
                Column(_("Level"), figure=True),
                name,
                Column(_("After working days"), figure=True),
                Column(_("By")),
            ),
            [
                (rung.level, rung.label, rung.after_working_days, _climbs(plan, rung.level))
                for rung in plan.ladder.levels
            ],
        ),
        Sheet(_("Reasons to reopen"), (name,), [(term.label,) for term in plan.reopen_reasons]),
        *(
            Sheet(
                checklist.label,
                (Column(_("No."), figure=True), Column(_("Question"), long=True)),
                list(enumerate(checklist.questions, 1)),
            )
            for checklist in plan.checklists
        ),
    ]


def _settings(plan: Plan) -> list[tuple[Cell, ...]]:
    approvers = _(", ").join(
        _("up to {days} days: {role}").format(days=approver.up_to_days, role=label(approver.role))
        for approver in plan.extension.approvers
    )
    return [
        (_("Year"), plan.year),
        (_("Time zone"), plan.timezone),
        (_("Immediate issues are due after"), _days(plan.immediate)),
        (_("Long-term issues are reviewed every"), _("{months} months").format(months=plan.review_months)),
        (_("Due soon"), _("{days} days before").format(days=plan.due_soon_days)),
        (_("Public notice"), _days(plan.notice) if plan.has_notice else _("none")),
        (_("Extensions"), _("{times} at most").format(times=plan.extension.max_times)),
        (_("Extensions granted by"), approvers),
        (_("Public columns"), _(", ").join(_(_PUBLIC[column]) for column in plan.public_columns)),
    ]


def _days(count: DayCount) -> str:
    said = _("{days} working days") if count.working else _("{days} days")
    return said.format(days=count.days)


def _day(day: object) -> str | None:
    return str(day) if day else None


def _focus(plan: Plan, code: str) -> str:
    return next(term.label for term in plan.focus_areas if term.code == code)


def _climbs(plan: Plan, level: int) -> str:
    return _("by itself") if level <= plan.ladder.automatic_ceiling else _("a leader")
