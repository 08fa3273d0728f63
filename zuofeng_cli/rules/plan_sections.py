"""Builds the sections of a plan that set a practice: ladder, orders, extensions, inspection, checklists.

Sections that came with later versions may be left out: a plan snapshotted before still reads.
"""

from collections.abc import Sequence

from zuofeng_cli.rules.codes import Answer, Role
from zuofeng_cli.rules.plan import (
    Approver,
    Body,
    Checklist,
    ChronicRule,
    DayCount,
    ExtensionRule,
    InspectionRule,
    Ladder,
    OrderRule,
    PaperForms,
    Position,
    Rung,
    Satisfaction,
    SuggestRule,
)
from zuofeng_cli.rules.plan_table import PlanTable
from zuofeng_cli.words import N_

_DAYS = ("calendar", "working")


def code_of(row: PlanTable) -> str:
    """Return the code of a row."""
    code = row.text("code")
    if code and not (code.isascii() and code.replace("_", "").replace("-", "").isalnum()):
        row.fault("code", N_("should be of Latin letters, digits and underscores"))
    return code


def day_count(table: PlanTable, *, least: int) -> DayCount:
    """Return a number of days and their kind."""
    days = table.whole("days", least=least, most=365)
    kind = table.one_of("days_kind", _DAYS)
    table.done()
    return DayCount(days, kind == "working")


def ladder_of(table: PlanTable) -> Ladder:
    """Return the escalation ladder."""
    rungs: list[Rung] = []
    for row in table.tables("levels"):
        after = row.optional_whole("after_working_days", least=1, most=999)
        chronic_after = row.optional_whole("chronic_after_working_days", least=1, most=999)
        rung = Rung(
            row.whole("level", least=1, most=99),
            row.text("name"),
            row.text("name_en", optional=True),
            after,
            chronic_after or after,
        )
        row.done()
        if rung.level != len(rungs) + 1:
            row.fault("level", N_("should be {expected}: levels go up by one"), expected=len(rungs) + 1)
        if after is None and chronic_after is not None:
            row.fault("chronic_after_working_days", N_("needs after_working_days"))
        for key in ("after_working_days", "chronic_after_working_days"):
            timed = [before for other in rungs if (before := getattr(other, key)) is not None]
            own = getattr(rung, key)
            if own is not None and timed and own <= timed[-1]:
                row.fault(key, N_("should be more than {before}"), before=timed[-1])
                break
        rungs.append(rung)
    ladder = Ladder(table.whole("automatic_ceiling", least=0, most=max(len(rungs), 0)), tuple(rungs))
    table.done()
    return ladder


def order_rule(table: PlanTable) -> OrderRule:
    """Return from which level on orders are issued, and when a reply is due."""
    rule = OrderRule(
        table.whole_or("from_level", 2, least=1, most=99),
        DayCount(
            table.whole_or("reply_days", 5, least=1, most=365),
            table.one_of_or("reply_days_kind", "working", _DAYS) == "working",
        ),
    )
    table.done()
    return rule


def chronic_rule(table: PlanTable) -> ChronicRule:
    """Return how often is often."""
    rule = ChronicRule(
        table.whole_or("reports", 3, least=1, most=99), table.whole_or("coordinations", 2, least=1, most=99)
    )
    table.done()
    return rule


def extension_rule(table: PlanTable) -> ExtensionRule:
    """Return how far deadlines move, and who lets them."""
    approvers: list[Approver] = []
    for row in table.tables("approvers"):
        days = row.whole("up_to_days", least=1, most=3650)
        role = row.one_of("role", [str(role) for role in Role])
        row.done()
        if approvers and days <= approvers[-1].up_to_days:
            row.fault("up_to_days", N_("should be more than {before}"), before=approvers[-1].up_to_days)
        approvers.append(Approver(days, _role(role)))
    rule = ExtensionRule(
        table.whole("max_times", least=0, most=99),
        table.whole("max_days", least=1, most=3650),
        tuple(approvers),
    )
    if approvers and approvers[-1].up_to_days < rule.max_days:
        table.fault(
            "max_days", N_("is longer than any approver may grant ({most})"), most=approvers[-1].up_to_days
        )
    table.done()
    return rule


def _role(code: str) -> Role:
    return Role(code) if code in set(Role) else Role.LEADER


def satisfaction_of(table: PlanTable, reasons: Sequence[str]) -> Satisfaction:
    """Return when a public verdict counts; *reasons* are the codes for reopening."""
    scores = table.table("scores")
    satisfaction = Satisfaction(
        table.fraction("threshold"),
        table.whole("minimum_valid", least=1, most=10**6),
        tuple((name, scores.whole(name, least=0, most=100)) for name in sorted(scores.data)),
        table.one_of_or("reopen_reason", reasons[-1], reasons),
    )
    table.done()
    return satisfaction


def inspection_rule(table: PlanTable, sources: Sequence[str]) -> InspectionRule:
    """Return the rounds of the teams, and where what they find comes from."""
    rule = InspectionRule(
        table.whole_or("rounds", 1, least=1, most=99),
        table.one_of_or("open_source", sources[-1], sources),
        table.one_of_or("covert_source", sources[-1], sources),
    )
    table.done()
    return rule


def checklist(row: PlanTable, sources: Sequence[str], categories: Sequence[str]) -> Checklist:
    """Return a questionnaire."""
    made = Checklist(
        code_of(row),
        row.text("name"),
        row.text("name_en", optional=True),
        row.one_of("answered_by", ("person", "unit")),
        row.texts("questions"),
        Answer.NO if row.one_of_or("expected", "yes", ("yes", "no")) == "no" else Answer.YES,
        row.one_of_or("source", sources[0], sources),
        row.texts("words", optional=True),
        row.texts("categories", optional=True),
    )
    if len(made.words) not in (0, len(Answer)):
        row.fault("words", N_("should be {count} texts"), count=len(Answer))
    if made.categories and len(made.categories) != len(made.questions):
        row.fault("categories", N_("should be {count} texts"), count=len(made.questions))
    if not set(made.categories) <= set(categories):
        row.fault("categories", N_("should be one of {choices}"), choices=tuple(categories))
    return made


def body(table: PlanTable, code: str) -> Body:
    """Return a body with its duties and positions."""
    positions: list[Position] = []
    for row in table.tables("positions", optional=True):
        role = row.one_of("role", [str(role) for role in Role])
        positions.append(
            Position(code_of(row), row.text("name"), row.text("name_en", optional=True), _role(role))
        )
        row.done()
    made = Body(
        code,
        table.text("name"),
        table.text("name_en", optional=True),
        table.texts("duties"),
        tuple(positions),
    )
    table.done()
    return made


def paper_forms(table: PlanTable, forms: Sequence[str]) -> PaperForms:
    """Return of which forms of accountability the papers give notice."""
    made = PaperForms(table.some_of("interview", forms), table.some_of("circular", forms))
    table.done()
    return made


def suggest_rule(table: PlanTable) -> SuggestRule:
    """Return when accountability is suggested."""
    rule = SuggestRule(
        table.whole_or("overdue_working_days", 20, least=1, most=999),
        table.whole_or("returns", 2, least=1, most=99),
    )
    table.done()
    return rule
