"""Who has answered a checklist, what of it is out of order, and who is missing."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from zuofeng_cli.queries.entries import entries
from zuofeng_cli.queries.registers import owners, units
from zuofeng_cli.rules.checklists import BY_PERSON, ChecklistAnswer, in_order, key_of, path_of
from zuofeng_cli.rules.plan import Checklist
from zuofeng_cli.rules.registers import Owner, Unit
from zuofeng_cli.store.reader import Reader

_ISSUES = """
SELECT origin, number FROM issue
WHERE origin LIKE 'checklist_answer.%' AND state <> 'cancelled'
ORDER BY number
"""


class CompletionRow(NamedTuple):
    """One unit or person of those who answer a checklist.

    Attributes:
        person: who answers; of a unit, who filled it in last.
        answered_on: the day of the newest answer, None for who is missing.
        answers: what counts now, by question.
        unexpected: the questions whose answer is out of order.
        issues: the issues that answers led to, those of earlier answers too.
    """

    unit: str
    person: str | None
    answered_on: date | None
    answers: Mapping[int, ChecklistAnswer]
    unexpected: tuple[int, ...]
    issues: tuple[str, ...]


def completion(reader: Reader, checklist: Checklist) -> list[CompletionRow]:
    """Return every active unit, or every active person, with what they have answered so far."""
    given: dict[int, list[ChecklistAnswer]] = {}
    for answer in in_order(entries(reader, ChecklistAnswer, checklist=checklist.code)):
        given.setdefault(key_of(checklist, answer)[0], []).append(answer)
    listed = {origin: reader.ref(number) for origin, number in reader.rows(_ISSUES)}
    known, people = units(reader), owners(reader)
    if checklist.answered_by == BY_PERSON:
        staff = [(unit, person) for unit in known for person in people if person.unit_id == unit.id]
        return [
            _row(checklist, unit, person, given.get(person.id, []), listed)
            for unit, person in staff
            if person.active or person.id in given
        ]
    names = {person.id: person for person in people}
    return [
        _row(checklist, unit, names.get(own[-1].owner_id or 0) if own else None, own, listed)
        for unit in known
        if (own := given.get(unit.id, [])) or unit.active
    ]


def _row(
    checklist: Checklist,
    unit: Unit,
    person: Owner | None,
    given: list[ChecklistAnswer],
    listed: Mapping[str, str],
) -> CompletionRow:
    newest = dict(sorted({answer.question: answer for answer in given}.items()))
    issues = dict.fromkeys(listed[path_of(answer)] for answer in given if path_of(answer) in listed)
    wrong = tuple(at for at, answer in newest.items() if answer.answer is not checklist.expected)
    answered_on = given[-1].answered_on if given else None
    return CompletionRow(
        unit.name, person.name if person else None, answered_on, newest, wrong, tuple(issues)
    )
