"""Answers to the questionnaires of the plan: who answers, what counts, what is out of order.

Source: shared domain notes, "Checklists to be answered".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zuofeng_cli.errors.checklists import PersonOfOtherUnit, RespondentMissing
from zuofeng_cli.rules.codes import Answer
from zuofeng_cli.rules.plan import Checklist
from zuofeng_cli.rules.registers import Owner, Unit, find_owner, find_unit
from zuofeng_cli.words import N_

BY_PERSON = "person"


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


class Said(NamedTuple):
    """An answer as given, with what was said besides."""

    answer: Answer
    note: str | None


class Respondent(NamedTuple):
    """Who answers: a person, or a unit, where *person* is who filled it in for the unit."""

    unit: Unit
    person: Owner | None

    @property
    def name(self) -> str:
        """What the respondent is called; a person with the unit."""
        return f"{self.person.name}@{self.unit.name}" if self.person else self.unit.name


def respondent(
    checklist: Checklist,
    units: Sequence[Unit],
    owners: Sequence[Owner],
    *,
    unit: str | None,
    person: str | None,
) -> Respondent:
    """Return who answers a checklist, as named.

    Raises:
        RespondentMissing, PersonOfOtherUnit, NameNotFound, NameAmbiguous: as they say.
    """
    if not person and (checklist.answered_by == BY_PERSON or not unit):
        kind, option = (
            (N_("person"), "--person") if checklist.answered_by == BY_PERSON else (N_("unit"), "--unit")
        )
        raise RespondentMissing(checklist=checklist.label, kind=kind, option=option)
    home = find_unit(unit, units) if unit else None
    if not person:
        assert home is not None
        return Respondent(home, None)
    who = find_owner(person, owners, units, home.id if home else None)
    own = next(each for each in units if each.id == who.unit_id)
    if home is not None and home.id != own.id:
        raise PersonOfOtherUnit(name=who.name, unit=own.name, given=home.name)
    return Respondent(own, who)


def key_of(checklist: Checklist, answer: ChecklistAnswer) -> tuple[int, int]:
    """Return whose answer to which question it is."""
    who = answer.owner_id if checklist.answered_by == BY_PERSON else answer.unit_id
    return who or 0, answer.question


def in_order(answers: Iterable[ChecklistAnswer]) -> list[ChecklistAnswer]:
    """Return answers in their order in time; of the same question the last one counts."""
    return sorted(answers, key=lambda each: (each.answered_on, each.id))


def path_of(answer: ChecklistAnswer) -> str:
    """Return by what path an issue names this answer as its origin."""
    return f"checklist_answer.{answer.id}"
