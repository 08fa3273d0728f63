"""The campaign on one screen, for a meeting: figures, lights, units, the worst delays, what has changed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from zuofeng_cli.queries.accountability import AccountStatus, account_status
from zuofeng_cli.queries.issues import IssueFilter, IssueRow, list_issues
from zuofeng_cli.queries.status import Status, problems, status
from zuofeng_cli.rules.codes import Light
from zuofeng_cli.rules.figures import Counts
from zuofeng_cli.store.past import as_of
from zuofeng_cli.store.reader import Reader

WORST = 10
"""So many overdue issues are named."""

_ON_COURSE = """
SELECT count(*) FROM issue
WHERE state = 'assigned' AND deadline > CASE WHEN chronic THEN :soon_chronic ELSE :soon END
"""


class Meeting(NamedTuple):
    """What a meeting looks at.

    Attributes:
        before: the totals as they were on *since*.
        lights: how many running issues show each light.
        worst: the issues longest overdue, the worst first.
        accounts: whom leaders have held to account so far.
    """

    now: Status
    since: date
    before: Counts
    lights: Mapping[Light, int]
    worst: tuple[IssueRow, ...]
    accounts: AccountStatus


def meeting(reader: Reader, *, today: date, since: date) -> Meeting:
    """Return what a meeting looks at as of *today*, compared with the end of *since*."""
    with as_of(reader, since) as past:
        before = status(past, by="unit", today=since).totals
    now = status(reader, by="unit", today=today)
    return Meeting(
        now=now,
        since=since,
        before=before,
        lights=_lights(reader, now.totals, today),
        worst=_worst(reader, now, today),
        accounts=account_status(reader),
    )


def _worst(reader: Reader, now: Status, today: date) -> tuple[IssueRow, ...]:
    deeds = now.deeds.overdue if now.deeds else 0
    wanted = IssueFilter(overdue=True, sort="deadline", limit=WORST + deeds)
    sources = {source.code for source in reader.plan.deed_sources}
    found = [issue for issue in list_issues(reader, wanted, today=today) if issue.source not in sources]
    return tuple(found[:WORST])


def _lights(reader: Reader, counts: Counts, today: date) -> Mapping[Light, int]:
    plan = reader.plan
    only_problems, deeds = problems(plan)
    ((on_course,),) = reader.rows(
        f"{_ON_COURSE} AND {only_problems}",
        soon=today + timedelta(plan.due_soon_within(chronic=False)),
        soon_chronic=today + timedelta(plan.due_soon_within(chronic=True)),
        **deeds,
    )
    begun = counts.overdue + counts.due_soon + on_course
    return {
        Light.RED: counts.overdue,
        Light.YELLOW: counts.due_soon,
        Light.GREEN: on_course,
        Light.GREY: counts.open + counts.assigned - begun,
    }
