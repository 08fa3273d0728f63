"""The visits of the inspection teams with what they found, and which units they have covered."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from zuofeng_cli.queries.registers import units
from zuofeng_cli.rules.codes import State, VisitKind
from zuofeng_cli.store.reader import Reader

_VISITS = """
SELECT visit.id, visit.round, visit.kind, visit.visited_on, visit.team_id, team.name, visit.unit_id,
       unit.name, visit.note, issue.number, issue.state, issue.description
FROM visit
JOIN team ON team.id = visit.team_id
JOIN unit ON unit.id = visit.unit_id
LEFT JOIN issue ON issue.origin = 'visit.' || visit.id AND issue.origin LIKE 'visit.%'
    AND issue.state <> 'cancelled'
ORDER BY visit.id, issue.number
"""


class FindingRow(NamedTuple):
    """An issue that a visit led to."""

    number: int
    ref: str
    state: State
    description: str


class VisitRow(NamedTuple):
    """One visit; findings that were cancelled are left out."""

    visit: int
    round: int
    kind: VisitKind
    visited_on: date
    team_id: int
    team: str
    unit_id: int
    unit: str
    note: str | None
    findings: tuple[FindingRow, ...]


class CoverageRow(NamedTuple):
    """One unit with its visits, none where nobody has been."""

    unit: str
    visits: tuple[VisitRow, ...]

    @property
    def findings(self) -> int:
        """How many issues the visits led to."""
        return sum(len(visit.findings) for visit in self.visits)


def visits(reader: Reader, *, round_: int | None = None) -> list[VisitRow]:
    """Return all visits by number, or those of one round."""
    made: dict[int, VisitRow] = {}
    for row in reader.rows(_VISITS):
        *said, number, state, description = row
        visit = made.setdefault(row[0], _visit(said))
        if number is not None:
            finding = FindingRow(number, reader.ref(number), State(state), description)
            made[visit.visit] = visit._replace(findings=(*visit.findings, finding))
    return [visit for visit in made.values() if round_ in (None, visit.round)]


def _visit(said: Sequence[Any]) -> VisitRow:
    number, in_round, kind, visited_on, team_id, team, unit_id, unit, note = said
    return VisitRow(
        number, in_round, VisitKind(kind), visited_on, team_id, team, unit_id, unit, note, findings=()
    )


def coverage(reader: Reader, *, round_: int | None = None) -> list[CoverageRow]:
    """Return every active unit, and others that were visited, with their visits in all rounds or in one."""
    made = visits(reader, round_=round_)
    rows = [(unit, tuple(visit for visit in made if visit.unit_id == unit.id)) for unit in units(reader)]
    return [CoverageRow(unit.name, own) for unit, own in rows if unit.active or own]
