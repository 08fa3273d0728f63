"""The practical deeds for firms and people, which are issues from a source of their own."""

from collections.abc import Sequence
from datetime import date

from zuofeng_cli.errors.merits import DeedsNotPlanned
from zuofeng_cli.queries.issues import IssueFilter, IssueRow, list_issues
from zuofeng_cli.rules.codes import ACTIVE, RUNNING
from zuofeng_cli.store.reader import Reader

_DONE = tuple(state for state in ACTIVE if state not in RUNNING)


def deeds(
    reader: Reader,
    *,
    today: date,
    overdue: bool = False,
    completed: bool = False,
    unit_ids: Sequence[int] = (),
) -> list[IssueRow]:
    """Return the practical deeds, those to be completed first in front; cancelled and merged ones left out.

    Raises:
        DeedsNotPlanned: the plan has no source of deeds.
    """
    sources = [source.code for source in reader.plan.deed_sources]
    if not sources:
        raise DeedsNotPlanned
    wanted = IssueFilter(
        states=_DONE if completed else ACTIVE,
        unit_ids=unit_ids,
        sources=sources,
        overdue=overdue,
        sort="deadline",
    )
    return list_issues(reader, wanted, today=today, with_parts=True)
