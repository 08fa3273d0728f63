"""Answers to the questionnaires of the plan.

Source: shared domain notes, "Checklists to be answered".
"""

from dataclasses import dataclass
from datetime import date

from zuofeng_cli.rules.codes import Answer


@dataclass(frozen=True, slots=True)
class ChecklistAnswer:
    """What a unit, or a person of it, answered to one question (counted from 1) on one day."""

    id: int
    checklist: str
    question: int
    unit_id: int
    owner_id: int | None
    answered_on: date
    answer: Answer
    note: str | None = None
