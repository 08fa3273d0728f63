"""Where an issue came from: the register entry that its record names."""

from datetime import date
from typing import NamedTuple

from zuofeng_cli.rules.codes import Answer, VisitKind
from zuofeng_cli.store.reader import Reader

_ORIGIN = "SELECT origin FROM issue WHERE number = :number"
_VISIT = """
SELECT visit.id, team.name, unit.name, visit.round, visit.kind, visit.visited_on
FROM visit
JOIN team ON team.id = visit.team_id
JOIN unit ON unit.id = visit.unit_id
WHERE visit.id = :entry
"""


_ANSWER = """
SELECT checklist_answer.id, checklist_answer.checklist, checklist_answer.question, unit.name, owner.name,
       checklist_answer.answered_on, checklist_answer.answer, checklist_answer.note
FROM checklist_answer
JOIN unit ON unit.id = checklist_answer.unit_id
LEFT JOIN owner ON owner.id = checklist_answer.owner_id
WHERE checklist_answer.id = :entry
"""


class AnswerOrigin(NamedTuple):
    """The answer to a checklist that it was opened for."""

    checklist_answer: int
    checklist: str
    question: int
    unit: str
    person: str | None
    answered_on: date
    answer: Answer
    note: str | None


class VisitOrigin(NamedTuple):
    """The visit that found it."""

    visit: int
    team: str
    unit: str
    round: int
    kind: VisitKind
    visited_on: date


def origin_of(reader: Reader, number: int) -> VisitOrigin | AnswerOrigin | None:
    """Return the visit or answer that led to issue *number*, if one did; clues are told by ``clues_of``."""
    ((path,),) = reader.rows(_ORIGIN, number=number)
    kind, _point, entry = (path or "").partition(".")
    match kind:
        case "visit":
            ((visit, team, unit, in_round, how, day),) = reader.rows(_VISIT, entry=int(entry))
            return VisitOrigin(visit, team, unit, in_round, VisitKind(how), day)
        case "checklist_answer":
            ((made, name, question, unit, person, day, said, note),) = reader.rows(_ANSWER, entry=int(entry))
            return AnswerOrigin(made, name, question, unit, person, day, Answer(said), note)
    return None
