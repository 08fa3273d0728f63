"""Builds a plan from plain data and checks how its parts fit together."""

from collections.abc import Callable, Mapping
from typing import Any

from zuofeng_cli.rules.codes import Action, Practice
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.plan import (
    Plan,
    PlanMeasure,
    Stage,
    Task,
    Term,
)
from zuofeng_cli.rules.plan_appraisal_section import ranking_of
from zuofeng_cli.rules.plan_sections import (
    body,
    checklist,
    chronic_rule,
    code_of,
    day_count,
    extension_rule,
    inspection_rule,
    ladder_of,
    order_rule,
    paper_forms,
    satisfaction_of,
    suggest_rule,
)
from zuofeng_cli.rules.plan_table import Path, PlanFaults, PlanTable
from zuofeng_cli.words import N_

PUBLIC_COLUMNS = ("number", "category", "type", "description", "unit", "measures", "deadline", "state")
"""The only columns a plan may publish. Source: shared domain notes, "Publishing"."""

YEAR = "{year}"
"""Stands in the title of a plan for the year of the campaign."""


def check_plan(data: Mapping[str, Any]) -> Plan:
    """Return the plan of a file, with what only a new plan needs to be checked for.

    Raises:
        PlanFaults: every fault found, with its path.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    plan = read_plan(data)
    if faults := _stage_faults(plan):
        raise PlanFaults(faults)
    try:
        ZoneInfo(plan.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PlanFaults([(("campaign", "timezone"), N_("is not a time zone"), {})]) from error
    return plan


def _stage_faults(plan: Plan) -> list[tuple[Path, str, dict[str, object]]]:
    """Return where stages have half their dates, or do not follow one another."""
    faults: list[tuple[Path, str, dict[str, object]]] = []
    ended = None
    for position, stage in enumerate(plan.stages):
        if (stage.starts is None) != (stage.ends is None):
            given, missing = ("ends", "starts") if stage.starts is None else ("starts", "ends")
            faults.append((("stages", position, given), N_("needs {key} too"), {"key": missing}))
        if stage.starts and ended and stage.starts <= ended:
            after = N_("should be later than {before}")
            faults.append((("stages", position, "starts"), after, {"before": ended}))
        ended = stage.ends or ended
    return faults


def read_plan(data: Mapping[str, Any]) -> Plan:
    """Return the plan that *data* (parsed TOML, or its JSON snapshot) describes.

    Raises:
        PlanFaults: every fault found, with its path.
    """
    faults: list[tuple[Path, str, dict[str, object]]] = []
    root = PlanTable(data, (), faults)
    campaign = root.table("campaign")
    year = campaign.whole("year", least=2004, most=2099)
    types, notice = root.table("types"), root.table("notice")
    organisation, accountability = root.table("organisation"), root.table("accountability")
    focus_areas = _rows(root, "focus_areas", _term)
    immediate, long_term = types.table("immediate"), types.table("long_term")
    thresholds, look_back, publish = root.table("thresholds"), root.table("look_back"), root.table("publish")
    ranking = root.table("ranking")
    due_soon_days = thresholds.whole("due_soon_days", least=0, most=365)
    sources = _rows(root, "sources", _source)
    source_codes = [source.code for source in sources] or [""]
    categories = _rows(root, "categories", _term)
    category_codes = [category.code for category in categories] or [""]
    deeds = root.table("deeds", optional=True)
    reopen_reasons = _rows(root, "reopen_reasons", _term)
    reasons = [reason.code for reason in reopen_reasons] or [""]
    forms = accountability.texts("forms")
    plan = Plan(
        code=campaign.text("code"),
        title=campaign.text("title").replace(YEAR, str(year)),
        title_en=campaign.text("title_en", optional=True).replace(YEAR, str(year)),
        year=year,
        timezone=campaign.text("timezone"),
        reference=_reference(campaign),
        stages=_rows(root, "stages", _stage),
        categories=categories,
        tasks=_rows(root, "tasks", _task),
        focus_areas=focus_areas,
        measures=_measures(root, focus_areas),
        sources=sources,
        immediate=day_count(immediate, least=0),
        review_months=long_term.whole("review_months", least=1, most=60),
        due_soon_days=due_soon_days,
        chronic_due_soon_days=thresholds.whole_or("chronic_due_soon_days", due_soon_days, least=0, most=365),
        chronic=chronic_rule(root.table("chronic", optional=True)),
        ladder=ladder_of(root.table("ladder")),
        orders=order_rule(root.table("orders", optional=True)),
        extension=extension_rule(root.table("extension")),
        objection_reason=notice.one_of_or("objection_reason", reasons[-1], reasons),
        notice=day_count(notice, least=0),
        reopen_reasons=reopen_reasons,
        satisfaction=satisfaction_of(root.table("satisfaction"), reasons),
        ranking=ranking_of(ranking),
        look_back_share=look_back.fraction("share"),
        look_back_reason=look_back.one_of_or("reopen_reason", reasons[-1], reasons),
        inspection=inspection_rule(root.table("inspection", optional=True), source_codes),
        checklists=_rows(root, "checklists", lambda row: checklist(row, source_codes, category_codes)),
        leading_group=body(organisation.table("leading_group"), "leading_group"),
        office=body(organisation.table("office"), "office"),
        conduct=accountability.texts("conduct"),
        accountability_forms=forms,
        accountability_suggested=suggest_rule(accountability.table("suggest", optional=True)),
        paper_forms=paper_forms(accountability.table("papers", optional=True), forms),
        tolerance=accountability.texts("tolerance"),
        deed_category=deeds.one_of_or("category", category_codes[-1], category_codes),
        public_columns=_public_columns(publish),
    )
    for table in (
        *(campaign, types, long_term, thresholds, look_back, publish, ranking),
        *(organisation, accountability, deeds, root),
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


def _term(row: PlanTable) -> Term:
    return Term(
        code_of(row),
        row.text("name"),
        row.text("name_en", optional=True),
        row.texts("aliases", optional=True),
        row.text("description", optional=True),
    )


def _source(row: PlanTable) -> Term:
    return _term(row)._replace(is_clue=row.flag("clue"), is_deed=row.flag("deed"))


def _stage(row: PlanTable) -> Stage:
    stage = Stage(
        code_of(row),
        row.text("name"),
        row.text("name_en", optional=True),
        row.day("starts"),
        row.day("ends"),
        row.text("summary", optional=True),
        row.texts("actions", optional=True),
    )
    choices = tuple(map(str, (*Action, *Practice)))
    if set(stage.actions) - set(choices):
        row.fault("actions", N_("should be one of {choices}"), choices=choices)
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
