"""The figures that units are ranked by, and the ranking itself."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from zuofeng_cli.queries.status import problems, status
from zuofeng_cli.rules.appraisal import PeerGroup, UnitFigures, rank
from zuofeng_cli.rules.figures import Counts
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.store.past import as_of
from zuofeng_cli.store.reader import Reader

_UNITS = "SELECT id, name, peer_group FROM unit WHERE active ORDER BY sort_order, id"
_HABITS = """
SELECT unit_id,
       sum(CASE WHEN extensions > 0 THEN 1 ELSE 0 END),
       sum(CASE WHEN round > 1 THEN 1 ELSE 0 END),
       sum(CASE WHEN rectified_on = deadline THEN 1 ELSE 0 END),
       max(opened_on)
FROM issue WHERE state NOT IN ('cancelled', 'merged') AND unit_id IS NOT NULL AND {problems} GROUP BY unit_id
"""
_LOOK_BACKS = """
SELECT unit_id, count(*), sum(CASE WHEN verdict = 'rebound' THEN 1 ELSE 0 END)
FROM drawn_issue WHERE verdict IS NOT NULL GROUP BY unit_id
"""
_BALLOTS = """
SELECT coalesce(survey.unit_id, issue.unit_id), sum(survey.valid), sum(survey.satisfied),
       sum(survey.fairly_satisfied), sum(survey.dissatisfied)
FROM survey LEFT JOIN issue ON issue.number = survey.number
GROUP BY coalesce(survey.unit_id, issue.unit_id)
"""


class Standings(NamedTuple):
    """The ranking as of a day, beside that of an earlier day and of another ledger, if there is one.

    Attributes:
        before: the ranks on *since*, by unit.
        elsewhere: the score in the other ledger by the key of the unit's name; None without such a ledger.
    """

    as_of: date
    since: date
    groups: tuple[PeerGroup, ...]
    before: Mapping[int, int]
    elsewhere: Mapping[str, float] | None


def figures(reader: Reader, *, today: date) -> list[UnitFigures]:
    """Return what each active unit's score is made from, as of *today*."""
    counted = {row.key: row.counts for row in status(reader, by="unit", today=today).rows}
    only_problems, deeds = problems(reader.plan)
    habits = {row[0]: row[1:] for row in reader.rows(_HABITS.format(problems=only_problems), **deeds)}
    look_backs = {row[0]: row[1:] for row in reader.rows(_LOOK_BACKS)}
    ballots = {row[0]: row[1:] for row in reader.rows(_BALLOTS)}
    scores = dict(reader.plan.satisfaction.scores)
    weights = [scores.get(answer, 0) for answer in ("satisfied", "fairly_satisfied", "dissatisfied")]
    found = []
    for unit_id, name, peer_group in reader.rows(_UNITS):
        sample, rebounds = look_backs.get(unit_id, (0, 0))
        valid, *answers = ballots.get(unit_id, (0, 0, 0, 0))
        extended, reopened, on_the_day, newest_on = habits.get(unit_id, (0, 0, 0, None))
        found.append(
            UnitFigures(
                unit_id,
                name,
                peer_group,
                counted.get(unit_id, Counts()),
                sample,
                rebounds,
                valid,
                sum(count * weight for count, weight in zip(answers, weights, strict=True)),
                extended,
                reopened,
                on_the_day,
                date.fromisoformat(newest_on) if isinstance(newest_on, str) else newest_on,
            )
        )
    return found


def standings(
    reader: Reader, *, today: date, since: date | None = None, other: Reader | None = None
) -> Standings:
    """Return the ranking as of *today*.

    Args:
        since: the day to compare with; the plan's period ago if not given.
        other: another ledger, like that of last year, whose scores are told beside.
    """
    ranking = reader.plan.ranking
    since = since or today - timedelta(ranking.period_days)
    with as_of(reader, since) as past:
        before = _ranks(rank(figures(past, today=since), ranking))
    elsewhere = None
    if other is not None:
        groups = rank(figures(other, today=min(today, date(other.year, 12, 31))), other.plan.ranking)
        elsewhere = {
            name_key(each.figures.unit): float(each.score) for group in groups for each in group.ranked
        }
    return Standings(today, since, rank(figures(reader, today=today), ranking), before, elsewhere)


def _ranks(groups: tuple[PeerGroup, ...]) -> dict[int, int]:
    return {each.figures.unit_id: each.rank for group in groups for each in group.ranked}
