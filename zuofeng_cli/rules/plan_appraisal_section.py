"""Builds the section of a plan that says how units are ranked."""

from zuofeng_cli.rules.plan_appraisal import Grade, PartName, Ranking, SignalRule, Target
from zuofeng_cli.rules.plan_table import PlanTable
from zuofeng_cli.words import N_


def ranking_of(table: PlanTable) -> Ranking:
    """Return how units are ranked; everything but the weights may be left out."""
    ranking = Ranking(
        weights=_figures(table.table("weights")),
        grades=_grades(table),
        graded_from=table.whole_or("graded_from", 4, least=1, most=99),
        period_days=table.whole_or("period_days", 30, least=1, most=366),
        targets=tuple(_target(row) for row in table.tables("targets", optional=True)),
        signals=_signals(table.table("signals", optional=True)),
    )
    if ranking.weights and abs(sum(weight for _name, weight in ranking.weights) - 1) > 1e-9:
        table.fault("weights", N_("should add up to 1"))
    return ranking


def _figures(table: PlanTable) -> tuple[tuple[str, float], ...]:
    found = tuple((name.value, table.fraction(name)) for name in PartName if name in table.data)
    table.done()
    return found


def _grades(table: PlanTable) -> tuple[Grade, ...]:
    grades = []
    for row in table.tables("grades", optional=True):
        grades.append(Grade(row.text("name"), row.text("name_en", optional=True), row.fraction("share")))
        row.done()
    if grades and abs(sum(grade.share for grade in grades) - 1) > 1e-9:
        table.fault("grades", N_("should have shares that add up to 1"))
    return tuple(grades)


def _target(row: PlanTable) -> Target:
    name, name_en = row.text("name"), row.text("name_en", optional=True)
    values = tuple((part.value, row.fraction(part)) for part in PartName if part in row.data)
    row.done()
    return Target(name, name_en, values)


def _signals(table: PlanTable) -> SignalRule:
    rule = SignalRule(
        least=table.whole_or("least", 5, least=1, most=10_000),
        deadline_day_share=table.fraction_or("deadline_day_share", 0.5),
        extension_share=table.fraction_or("extension_share", 0.3),
        reopened_share=table.fraction_or("reopened_share", 0.2),
        silent_days=table.whole_or("silent_days", 30, least=1, most=3650),
    )
    table.done()
    return rule
