"""The chronic issues, with what made them so and how they hang together."""

from datetime import date
from typing import NamedTuple

from zuofeng_cli.rules.codes import State
from zuofeng_cli.store.reader import Reader

_CHRONIC = """
SELECT issue.number, issue.state, issue.description, unit.name, owner.name, issue.deadline,
       issue.chronic_on, issue.opened_on, coalesce(issue.reports, 0), coalesce(issue.coordinations, 0),
       issue.recurrence_of, again.number
FROM issue
LEFT JOIN unit ON unit.id = issue.unit_id
LEFT JOIN owner ON owner.id = issue.owner_id
LEFT JOIN issue AS again ON again.recurrence_of = issue.number
WHERE issue.chronic AND issue.state NOT IN ('cancelled', 'merged')
ORDER BY issue.number, again.number
"""


class ChronicRow(NamedTuple):
    """One chronic issue.

    Attributes:
        since: the day it became chronic; for a recurrence the day it was listed.
        recurrence_of, came_back_as: references.
    """

    number: int
    ref: str
    state: State
    description: str
    unit: str | None
    owner: str | None
    deadline: date | None
    since: date
    reports: int
    coordinations: int
    recurrence_of: str | None
    came_back_as: tuple[str, ...]


def chronic_issues(reader: Reader) -> list[ChronicRow]:
    """Return the chronic issues by number."""
    found: dict[int, ChronicRow] = {}
    for number, state, description, unit, owner, deadline, *rest in reader.rows(_CHRONIC):
        chronic_on, opened_on, reports, coordinations, before, again = rest
        row = found.get(number) or ChronicRow(
            *(number, reader.ref(number), State(state), description, unit, owner, deadline),
            *(chronic_on or opened_on, reports, coordinations),
            *(reader.ref(before) if before else None, ()),
        )
        if again:
            row = row._replace(came_back_as=(*row.came_back_as, reader.ref(again)))
        found[number] = row
    return list(found.values())
