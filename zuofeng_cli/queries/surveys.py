"""The satisfaction surveys, and which of them wait for a decision."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from zuofeng_cli.rules.codes import Outcome
from zuofeng_cli.rules.figures import Ballots
from zuofeng_cli.store.reader import Reader

_SURVEYS = """
SELECT survey.id, survey.title, survey.held_on, survey.number, unit.name, issue.description,
       survey.proposed_on, survey.outcome, survey.decided_on, decider.name, survey.reason,
       CASE WHEN issue.proposal = 'survey.' || survey.id THEN 1 ELSE 0 END,
       survey.issued, survey.returned, survey.satisfied, survey.fairly_satisfied, survey.dissatisfied,
       survey.unknown
FROM survey
LEFT JOIN issue ON issue.number = survey.number
LEFT JOIN unit ON unit.id = coalesce(survey.unit_id, issue.unit_id)
LEFT JOIN owner AS decider ON decider.id = survey.decided_by
"""
_ORDER = "ORDER BY survey.held_on, survey.id"


class SurveyRow(NamedTuple):
    """One survey with what became of it.

    Attributes:
        unit: what it is about, or the responsible unit of the issue it is about.
        is_waiting: it proposes to reopen its issue, and nobody has decided yet.
    """

    survey: int
    title: str
    held_on: date
    number: int | None
    ref: str | None
    unit: str | None
    description: str | None
    proposed_on: date | None
    outcome: Outcome | None
    decided_on: date | None
    decided_by: str | None
    reason: str | None
    is_waiting: bool
    ballots: Ballots


def surveys(reader: Reader, *, number: int | None = None, unit_id: int | None = None) -> list[SurveyRow]:
    """Return the surveys about an issue, about a unit and its issues, or all, by their days."""
    if number is not None:
        return _rows(reader, "WHERE survey.number = :number", number=number)
    if unit_id is not None:
        return _rows(reader, "WHERE coalesce(survey.unit_id, issue.unit_id) = :unit", unit=unit_id)
    return _rows(reader, "")


def survey(reader: Reader, given: int) -> SurveyRow | None:
    """Return the survey of this number, if there is one."""
    return next(iter(_rows(reader, "WHERE survey.id = :id", id=given)), None)


def proposals(reader: Reader) -> list[SurveyRow]:
    """Return the surveys whose proposals wait for a decision."""
    return _rows(reader, "WHERE issue.proposal = 'survey.' || survey.id")


def _rows(reader: Reader, where: str, **parameters: object) -> list[SurveyRow]:
    return [_row(reader, row) for row in reader.rows(f"{_SURVEYS} {where} {_ORDER}", **parameters)]


def _row(reader: Reader, row: Sequence[Any]) -> SurveyRow:
    number, title, held_on, issue, unit, description, proposed_on, outcome, *rest = row
    decided_on, decided_by, reason, is_waiting, *ballots = rest
    return SurveyRow(
        *(number, title, held_on, issue, reader.ref(issue) if issue else None, unit, description),
        *(proposed_on, Outcome(outcome) if outcome else None, decided_on, decided_by, reason),
        *(bool(is_waiting), Ballots(*ballots)),
    )
