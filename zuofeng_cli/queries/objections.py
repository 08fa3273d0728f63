"""The objections, with the issues they are about."""

from datetime import date
from typing import NamedTuple

from zuofeng_cli.rules.codes import Outcome, State
from zuofeng_cli.store.reader import Reader

_OBJECTIONS = """
SELECT objection.number, objection.position, objection.raised_on, objection.raised_by, objection.text,
       objection.decided_on, owner.name, objection.outcome, issue.state, issue.notice_until, unit.name,
       issue.description
FROM objection
JOIN issue ON issue.number = objection.number
LEFT JOIN unit ON unit.id = issue.unit_id
LEFT JOIN owner ON owner.id = objection.decided_by
ORDER BY objection.number, objection.position
"""


class ObjectionRow(NamedTuple):
    """One objection; *position* is its number within its issue."""

    number: int
    position: int
    raised_on: date
    raised_by: str
    text: str
    decided_on: date | None
    decided_by: str | None
    outcome: Outcome | None
    state: State
    notice_until: date | None
    unit: str | None
    description: str
    ref: str

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide it; nobody has where the issue is off the list."""
        return self.outcome is None and self.state not in (State.CANCELLED, State.MERGED)


def objections(reader: Reader) -> list[ObjectionRow]:
    """Return all objections by issue."""
    return [
        ObjectionRow(*(*row, reader.ref(row[0])))._replace(
            outcome=Outcome(row[7]) if row[7] else None, state=State(row[8])
        )
        for row in reader.rows(_OBJECTIONS)
    ]
