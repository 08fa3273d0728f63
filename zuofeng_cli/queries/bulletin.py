"""What a bulletin says of a period: found, done, overdue; whom to praise and whom to prod."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from zuofeng_cli.errors.papers import PeriodEmpty
from zuofeng_cli.exchange.charts import Bars, Lines, Series
from zuofeng_cli.queries.meeting import Meeting, meeting
from zuofeng_cli.queries.orders import AWAITED_SQL
from zuofeng_cli.queries.papers import day_words
from zuofeng_cli.queries.status import StatusRow, problems
from zuofeng_cli.rules.figures import percent
from zuofeng_cli.rules.publication import weekly
from zuofeng_cli.store.past import as_of
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import _

_DAYS = "SELECT opened_on, closed_on FROM issue WHERE state NOT IN ('cancelled', 'merged') AND {problems}"
_DONE = """
SELECT coalesce(sum(CASE WHEN opened_on BETWEEN :since AND :until THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN rectified_on BETWEEN :since AND :until THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN closed_on BETWEEN :since AND :until THEN 1 ELSE 0 END), 0)
FROM issue WHERE state NOT IN ('cancelled', 'merged') AND {problems}
"""
_ORDERS = "SELECT count(*) FROM supervision_order WHERE issued_on BETWEEN :since AND :until"
_SILENT = f"""
SELECT DISTINCT unit.sort_order, unit.id, unit.name FROM supervision_order
JOIN issue ON issue.number = supervision_order.number JOIN unit ON unit.id = issue.unit_id
WHERE {AWAITED_SQL} AND supervision_order.reply_due < :today
ORDER BY unit.sort_order, unit.id
"""
_COMMENDED = """
SELECT owner.name, unit.name, commendation.reason FROM commendation
JOIN owner ON owner.id = commendation.owner_id JOIN unit ON unit.id = owner.unit_id
WHERE commendation.commended_on BETWEEN :since AND :until ORDER BY commendation.id
"""


def check_period(since: date, until: date, today: date) -> None:
    """Refuse a period that ends before it begins, or is not over.

    Raises:
        PeriodEmpty: it is one.
    """
    if not since <= until <= today:
        raise PeriodEmpty(since=since, until=until)


def bulletin_said(reader: Reader, *, since: date, until: date, editor: str) -> dict[str, Any]:
    """Return what the bulletin of a period says, both days included, from the ledger as it was at its end."""
    with as_of(reader, until) as past:
        met = meeting(past, today=until, since=since - timedelta(1))
        only, deeds = problems(past.plan)
        span = {"since": since, "until": until}
        ((listed, completed, closed),) = past.rows(_DONE.format(problems=only), **span, **deeds)
        ((orders,),) = past.rows(_ORDERS, **span)
        days = [(row[0], row[1]) for row in past.rows(_DAYS.format(problems=only), **deeds)]
        counts = met.now.totals
        return {
            "since": day_words(since),
            "until": day_words(until),
            "editor": editor,
            "listed": listed,
            "completed": completed,
            "closed": closed,
            "overdue": counts.overdue,
            "active": counts.issues,
            "completion_rate": percent(counts.completion_rate),
            "closure_rate": percent(counts.closure_rate),
            "on_time_rate": percent(counts.on_time_rate),
            "units": [_unit(row) for row in met.now.rows],
            "late": list(_late(met)),
            "praise": list(_praise(past, met, span)),
            "prodding": list(_prodding(past, met, until)),
            "orders": orders,
            "accounts": _accounts(met),
            "by_unit": _by_unit(met),
            "progress": _progress(days, until),
        }


def _unit(row: StatusRow) -> dict[str, Any]:
    counts = row.counts
    return {
        "name": _name(row),
        "issues": counts.issues,
        "completed": counts.completed,
        "closed": counts.closed,
        "overdue": counts.overdue,
        "on_time_rate": percent(counts.on_time_rate),
    }


def _name(row: StatusRow) -> str:
    return row.name or _("(none)")


def _late(met: Meeting) -> Iterator[dict[str, Any]]:
    for issue in met.worst:
        yield {
            "ref": issue.ref,
            "description": issue.description,
            "unit": issue.unit,
            "owner": issue.owner,
            "days": -(issue.days_left or 0),
        }


def _praise(past: Reader, met: Meeting, span: dict[str, date]) -> Iterator[str]:
    """Yield who was commended, and the units that are late with nothing and have closed something."""
    for name, unit, reason in past.rows(_COMMENDED, **span):
        yield _("{name} of {unit}: {reason}.").format(name=name, unit=unit, reason=reason)
    for row in met.now.rows:
        counts = row.counts
        if row.name and counts.closed and not counts.overdue and counts.on_time == counts.due:
            said = _("{unit}: nothing late, {closed} of {issues} issues closed.")
            yield said.format(unit=row.name, closed=counts.closed, issues=counts.issues)


def _prodding(past: Reader, met: Meeting, until: date) -> Iterator[str]:
    """Yield the units with overdue issues, the most first, and those that have left orders unanswered."""
    rows = [row for row in met.now.rows if row.name and row.counts.overdue]
    for row in sorted(rows, key=lambda row: -row.counts.overdue):
        said = _("{unit}: {overdue} of {issues} issues overdue.")
        yield said.format(unit=row.name, overdue=row.counts.overdue, issues=row.counts.issues)
    silent = [name for _order, _id, name in past.rows(_SILENT, today=until)]
    if silent:
        yield _("Orders left without a reply in time: {units}.").format(units=_(", ").join(silent))


def _accounts(met: Meeting) -> str:
    """Return whom leaders have held to account so far, by form; persons and units apart."""
    told = [
        _("{form}: {persons} persons, {units} units").format(
            form=row.form, persons=row.persons, units=row.units
        )
        for row in met.accounts.rows
        if row.times
    ]
    if not told:
        return _("Nobody has been held to account so far.")
    return _("Held to account so far – {told}.").format(told=_("; ").join(told))


def _by_unit(met: Meeting) -> Bars:
    rows = met.now.rows
    return Bars(
        [_name(row) for row in rows],
        [
            Series(_("Issues"), [row.counts.issues for row in rows]),
            Series(_("Completed"), [row.counts.completed for row in rows]),
            Series(_("Overdue"), [row.counts.overdue for row in rows]),
        ],
    )


def _progress(days: list[tuple[date, date | None]], until: date) -> Lines:
    weeks = weekly(days, until)
    return Lines(
        [date.fromisoformat(week["day"]) for week in weeks],
        [
            Series(_("Issues"), [week["listed"] for week in weeks]),
            Series(_("Closed"), [week["closed"] for week in weeks]),
        ],
    )
