"""The status table: issues counted by unit, category, owner, source or focus area; deeds stand apart."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from zuofeng_cli.queries.stages import stages
from zuofeng_cli.rules.figures import Counts, Deeds
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.rules.stages import StageDay, span_of, stage_now
from zuofeng_cli.store.reader import Reader

_COUNTS = """
       count(*) AS issues,
       sum(CASE WHEN state = 'open' THEN 1 ELSE 0 END),
       sum(CASE WHEN state = 'assigned' THEN 1 ELSE 0 END),
       sum(CASE WHEN state = 'rectified' THEN 1 ELSE 0 END),
       sum(CASE WHEN state = 'verified' THEN 1 ELSE 0 END),
       sum(CASE WHEN state = 'closed' THEN 1 ELSE 0 END),
       sum(CASE WHEN state IN ('open', 'assigned') AND deadline < :today THEN 1 ELSE 0 END),
       sum(CASE WHEN state IN ('open', 'assigned') AND deadline >= :today
           AND deadline <= CASE WHEN chronic THEN :soon_chronic ELSE :soon END THEN 1 ELSE 0 END),
       sum(CASE WHEN rectified_on IS NOT NULL THEN 1 ELSE 0 END),
       sum(CASE WHEN coalesce(deadline_missed, deadline) <= :today THEN 1 ELSE 0 END),
       sum(CASE WHEN coalesce(deadline_missed, deadline) <= :today
           AND rectified_on <= coalesce(deadline_missed, deadline) THEN 1 ELSE 0 END),
       sum(CASE WHEN deadline_original <= :today THEN 1 ELSE 0 END),
       sum(CASE WHEN deadline_original <= :today AND rectified_on <= deadline_original THEN 1 ELSE 0 END)
"""
_ACTIVE = "state NOT IN ('cancelled', 'merged')"
_DEEDS = """
SELECT count(*),
       coalesce(sum(CASE WHEN rectified_on IS NOT NULL THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN state IN ('open', 'assigned') AND deadline < :today THEN 1 ELSE 0 END), 0)
FROM issue
"""


class Grouping(NamedTuple):
    """How to count: the issue's column, and the table, key and order that give it a name."""

    column: str
    names: str


_PERSONS = """
SELECT owner.id, owner.name || '@' || unit.name, owner.name || '@' || unit.name
FROM owner JOIN unit ON unit.id = owner.unit_id ORDER BY unit.sort_order, unit.id, owner.id
"""

GROUPINGS: Mapping[str, Grouping] = {
    "unit": Grouping("unit_id", "SELECT id, name, name FROM unit ORDER BY sort_order, id"),
    "category": Grouping("category", "SELECT code, name, name_en FROM category ORDER BY sort_order"),
    "owner": Grouping("owner_id", _PERSONS),
    "source": Grouping("source", "SELECT code, name, name_en FROM source ORDER BY sort_order"),
    "focus": Grouping("focus", "SELECT code, name, name_en FROM focus_area ORDER BY sort_order"),
}


class StatusRow(NamedTuple):
    """One row of the table; *name* is None where the issues have no such thing yet."""

    key: str | int | None
    name: str | None
    name_en: str | None
    counts: Counts


class Status(NamedTuple):
    """The table as of a day, its total, and the names that have no issue and are listed apart.

    Attributes:
        deeds: the practical deeds, which count nowhere else; None in a plan without any.
        stage: the one that runs on that day; has_stages: whether any has its dates.
    """

    as_of: date
    by: str
    totals: Counts
    rows: tuple[StatusRow, ...]
    without_issues: tuple[tuple[str, str], ...]
    deeds: Deeds | None
    stage: StageDay | None
    has_stages: bool


def problems(plan: Plan) -> tuple[str, dict[str, str]]:
    """Return the condition that leaves practical deeds out, with its parameters."""
    sources = {f"deed_{at}": source.code for at, source in enumerate(plan.deed_sources)}
    return (f"source NOT IN ({_names(sources)})" if sources else "1 = 1"), sources


def status_sql(by: str, only: str) -> str:
    """Return the statement that counts by *by* the issues that fulfil *only*."""
    column = GROUPINGS[by].column
    return f"SELECT {column}, {_COUNTS} FROM issue WHERE {_ACTIVE} AND {only} GROUP BY {column}"


def status(reader: Reader, *, by: str, today: date) -> Status:
    """Return the status table as of *today*, from the ledger as it stands now."""
    plan = reader.plan
    only_problems, deed_sources = problems(plan)
    parameters = {
        **deed_sources,
        "today": today,
        "soon": today + timedelta(plan.due_soon_within(chronic=False)),
        "soon_chronic": today + timedelta(plan.due_soon_within(chronic=True)),
    }
    sql = status_sql(by, only_problems)
    counted = {row[0]: Counts(*row[1:]) for row in reader.rows(sql, **parameters)}
    rows: list[StatusRow] = []
    without: list[tuple[str, str]] = []
    for key, name, name_en in reader.rows(GROUPINGS[by].names):
        if key in counted:
            rows.append(StatusRow(key, name, name_en, counted[key]))
        elif not (by == "source" and key in deed_sources.values()):
            without.append((name, name_en))
    if None in counted:
        rows.append(StatusRow(None, None, None, counted[None]))
    deeds = _deeds(reader, deed_sources, today) if deed_sources else None
    campaign = stages(reader)
    return Status(
        *(today, by, _total(counted.values()), tuple(rows), tuple(without), deeds),
        stage=stage_now(campaign, today),
        has_stages=any(map(span_of, campaign)),
    )


def _names(parameters: Collection[str]) -> str:
    return ", ".join(f":{name}" for name in parameters)


def _deeds(reader: Reader, sources: Mapping[str, str], today: date) -> Deeds:
    where = f"WHERE {_ACTIVE} AND source IN ({_names(sources)})"
    return Deeds(*reader.rows(f"{_DEEDS} {where}", today=today, **sources)[0])


def _total(counts: Iterable[Counts]) -> Counts:
    columns = zip(*counts, strict=True)
    return Counts(*map(sum, columns))
