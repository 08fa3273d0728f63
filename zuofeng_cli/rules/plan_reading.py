"""Builds a plan from plain data and checks how its parts fit together."""

from collections.abc import Callable, Mapping
from typing import Any

from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.plan import (
    Approver,
    Body,
    Checklist,
    DayCount,
    ExtensionRule,
    Ladder,
    Plan,
    PlanMeasure,
    Rung,
    Satisfaction,
    Stage,
    Task,
    Term,
)
from zuofeng_cli.rules.plan_table import Path, PlanFaults, PlanTable
from zuofeng_cli.words import N_

PUBLIC_COLUMNS = ("number", "type", "description", "unit", "measures", "deadline", "state")
"""The only columns a plan may publish. Source: shared domain notes, "Publishing"."""


def check_plan(data: Mapping[str, Any]) -> Plan:
    """Return the plan of a file, with what only a new plan needs to be checked for.

    Raises:
        PlanFaults: every fault found, with its path.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    plan = read_plan(data)
    try:
        ZoneInfo(plan.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PlanFaults([(("campaign", "timezone"), N_("is not a time zone"), {})]) from error
    return plan


def read_plan(data: Mapping[str, Any]) -> Plan:
    """Return the plan that *data* (parsed TOML, or its JSON snapshot) describes.

    Raises:
        PlanFaults: every fault found, with its path.
    """
    faults: list[tuple[Path, str, dict[str, object]]] = []
    root = PlanTable(data, (), faults)
    campaign = root.table("campaign")
    types, ladder, extension = root.table("types"), root.table("ladder"), root.table("extension")
    organisation, accountability = root.table("organisation"), root.table("accountability")
    focus_areas = _rows(root, "focus_areas", _term)
    immediate, long_term = types.table("immediate"), types.table("long_term")
    thresholds, look_back, publish = root.table("thresholds"), root.table("look_back"), root.table("publish")
    ranking, satisfaction = root.table("ranking"), root.table("satisfaction")
    weights = ranking.table("weights")
    plan = Plan(
        code=campaign.text("code"),
        title=campaign.text("title"),
        title_en=campaign.text("title_en", optional=True),
        year=campaign.whole("year", least=2004, most=2099),
        timezone=campaign.text("timezone"),
        reference=_reference(campaign),
        stages=_rows(root, "stages", _stage),
        categories=_rows(root, "categories", _term),
        tasks=_rows(root, "tasks", _task),
        focus_areas=focus_areas,
        measures=_measures(root, focus_areas),
        sources=_rows(root, "sources", _term),
        immediate=_day_count(immediate, least=0),
        review_months=long_term.whole("review_months", least=1, most=60),
        due_soon_days=thresholds.whole("due_soon_days", least=0, most=365),
        ladder=_ladder(ladder),
        extension=_extension(extension),
        notice=_day_count(root.table("notice"), least=0),
        reopen_reasons=_rows(root, "reopen_reasons", _term),
        satisfaction=_satisfaction(satisfaction),
        weights=tuple((name, weights.fraction(name)) for name in sorted(weights.data)),
        look_back_share=look_back.fraction("share"),
        checklists=_rows(root, "checklists", _checklist),
        leading_group=_body(organisation.table("leading_group")),
        office=_body(organisation.table("office")),
        conduct=accountability.texts("conduct"),
        accountability_forms=accountability.texts("forms"),
        tolerance=accountability.texts("tolerance"),
        public_columns=_public_columns(publish),
    )
    if plan.weights and abs(sum(weight for _name, weight in plan.weights) - 1) > 1e-9:
        ranking.fault("weights", N_("should add up to 1"))
    for table in (
        *(campaign, types, long_term, thresholds, look_back, publish, ranking, ladder, extension),
        *(satisfaction, organisation, accountability, root),
    ):
        table.done()
    if faults:
        raise PlanFaults(faults)
    return plan


def _rows(root: PlanTable, key: str, build: "Callable[[PlanTable], Any]") -> tuple[Any, ...]:
    """Build every row of the list *key*; codes and names are unique within it."""
    built: list[Any] = []
    for row in root.tables(key):
        item = build(row)
        row.done()
        for unique in ("code", "name"):
            value = getattr(item, unique, "")
            if value and any(value == getattr(other, unique) for other in built):
                row.fault(unique, N_("stands in the list twice: {value}"), value=value)
        words = {name_key(word) for word in (*map(str, item[:3]), *getattr(item, "aliases", ())) if word}
        for other in built if isinstance(item, Term) else ():
            if shared := words & {name_key(word) for word in (*other[:3], *other.aliases) if word}:
                row.fault("aliases", N_("means two rows of the list: {value}"), value=sorted(shared)[0])
        built.append(item)
    return tuple(built)


def _task(row: PlanTable) -> Task:
    return Task(row.text("name"), row.text("name_en", optional=True))


def _code(row: PlanTable) -> str:
    code = row.text("code")
    if code and not (code.isascii() and code.replace("_", "").replace("-", "").isalnum()):
        row.fault("code", N_("should be of Latin letters, digits and underscores"))
    return code


def _term(row: PlanTable) -> Term:
    return Term(
        _code(row),
        row.text("name"),
        row.text("name_en", optional=True),
        row.texts("aliases", optional=True),
        row.text("description", optional=True),
    )


def _stage(row: PlanTable) -> Stage:
    stage = Stage(
        _code(row),
        row.text("name"),
        row.text("name_en", optional=True),
        row.day("starts"),
        row.day("ends"),
        row.text("summary", optional=True),
    )
    if stage.starts and stage.ends and stage.ends < stage.starts:
        row.fault("ends", N_("is earlier than the start"))
    return stage


def _measures(root: PlanTable, focus_areas: tuple[Term, ...]) -> tuple[PlanMeasure, ...]:
    measures: list[PlanMeasure] = []
    for row in root.tables("measures"):
        measure = PlanMeasure(
            row.whole("number", least=1, most=999),
            row.one_of("focus", [focus.code for focus in focus_areas]),
            row.text("title"),
            row.text("text", optional=True),
        )
        if any(measure.number == other.number for other in measures):
            row.fault("number", N_("stands in the list twice: {value}"), value=measure.number)
        row.done()
        measures.append(measure)
    return tuple(measures)


def _day_count(table: PlanTable, *, least: int) -> DayCount:
    days = table.whole("days", least=least, most=365)
    kind = table.one_of("days_kind", ("calendar", "working"))
    table.done()
    return DayCount(days, kind == "working")


def _ladder(table: PlanTable) -> Ladder:
    rungs: list[Rung] = []
    for row in table.tables("levels"):
        rung = Rung(
            row.whole("level", least=1, most=99),
            row.text("name"),
            row.text("name_en", optional=True),
            row.optional_whole("after_working_days", least=1, most=999),
        )
        row.done()
        if rung.level != len(rungs) + 1:
            row.fault("level", N_("should be {expected}: levels go up by one"), expected=len(rungs) + 1)
        timed = [other.after_working_days for other in rungs if other.after_working_days is not None]
        if rung.after_working_days is not None and timed and rung.after_working_days <= timed[-1]:
            row.fault("after_working_days", N_("should be more than {before}"), before=timed[-1])
        rungs.append(rung)
    return Ladder(table.whole("automatic_ceiling", least=0, most=max(len(rungs), 0)), tuple(rungs))


def _extension(table: PlanTable) -> ExtensionRule:
    approvers: list[Approver] = []
    for row in table.tables("approvers"):
        days = row.whole("up_to_days", least=1, most=3650)
        role = row.one_of("role", [str(role) for role in Role])
        row.done()
        if approvers and days <= approvers[-1].up_to_days:
            row.fault("up_to_days", N_("should be more than {before}"), before=approvers[-1].up_to_days)
        approvers.append(Approver(days, Role(role) if role in set(Role) else Role.LEADER))
    rule = ExtensionRule(
        table.whole("max_times", least=0, most=99),
        table.whole("max_days", least=1, most=3650),
        tuple(approvers),
    )
    if approvers and approvers[-1].up_to_days < rule.max_days:
        table.fault(
            "max_days", N_("is longer than any approver may grant ({most})"), most=approvers[-1].up_to_days
        )
    return rule


def _satisfaction(table: PlanTable) -> Satisfaction:
    scores = table.table("scores")
    return Satisfaction(
        table.fraction("threshold"),
        table.whole("minimum_valid", least=1, most=10**6),
        tuple((name, scores.whole(name, least=0, most=100)) for name in sorted(scores.data)),
    )


def _checklist(row: PlanTable) -> Checklist:
    return Checklist(
        _code(row),
        row.text("name"),
        row.text("name_en", optional=True),
        row.one_of("answered_by", ("person", "unit")),
        row.texts("questions"),
    )


def _body(table: PlanTable) -> Body:
    body = Body(table.text("name"), table.text("name_en", optional=True), table.texts("duties"))
    table.done()
    return body


def _reference(table: PlanTable) -> str:
    prefix = table.text("reference")
    if prefix and not (prefix.isascii() and prefix.isalnum()):
        table.fault("reference", N_("should be of Latin letters, digits and underscores"))
    return prefix


def _public_columns(table: PlanTable) -> tuple[str, ...]:
    columns = table.texts("columns")
    for column in columns:
        if column not in PUBLIC_COLUMNS:
            table.fault("columns", N_("should be one of {choices}"), choices=PUBLIC_COLUMNS)
            break
    return columns
