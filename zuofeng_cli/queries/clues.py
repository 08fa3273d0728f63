"""The clues, with what became of them."""

from datetime import date
from typing import NamedTuple

from zuofeng_cli.rules.clues import Clue, outcome
from zuofeng_cli.rules.codes import ClueOutcome
from zuofeng_cli.store.reader import Reader

_CLUES = """
SELECT clue.id, clue.source, clue.external_no, clue.received_on, clue.text, clue.unit_id, clue.number,
       clue.settled_on, clue.reason, source.name, source.name_en, unit.name, issue.origin
FROM clue
JOIN source ON source.code = clue.source
LEFT JOIN unit ON unit.id = clue.unit_id
LEFT JOIN issue ON issue.number = clue.number
WHERE {condition}
ORDER BY clue.id
"""


class ClueRow(NamedTuple):
    """One clue; *number* is the issue it became or joined."""

    clue: int
    source: str
    source_name: str
    source_name_en: str
    external_no: str | None
    received_on: date
    text: str
    unit: str | None
    number: int | None
    ref: str | None
    outcome: ClueOutcome
    settled_on: date | None
    reason: str | None


def clues(reader: Reader) -> list[ClueRow]:
    """Return all clues by number."""
    return _rows(reader, "1 = 1")


def clues_of(reader: Reader, issue: int) -> list[ClueRow]:
    """Return the clues that became or joined issue number *issue*."""
    return _rows(reader, "clue.number = :issue", issue=issue)


def _rows(reader: Reader, condition: str, **parameters: object) -> list[ClueRow]:
    found = []
    for row in reader.rows(_CLUES.format(condition=condition), **parameters):
        *fields, source_name, source_name_en, unit, origin = row
        clue = Clue(*fields)
        found.append(
            ClueRow(
                clue=clue.id,
                source=clue.source,
                source_name=source_name,
                source_name_en=source_name_en,
                external_no=clue.external_no,
                received_on=clue.received_on,
                text=clue.text,
                unit=unit,
                number=clue.number,
                ref=reader.ref(clue.number) if clue.number else None,
                outcome=outcome(clue, origin),
                settled_on=clue.settled_on,
                reason=clue.reason,
            )
        )
    return found
