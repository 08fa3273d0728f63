"""The entries of the registers: which kinds there are, and how a stored row becomes one again.

A kind's name is its table and its path in the journal (``visit.3.note``); its columns are the fields.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from typing import Any, Protocol, TypeVar, get_args

from zuofeng_cli.rules.accountability import Accountability, AccountedIssue
from zuofeng_cli.rules.checklists import ChecklistAnswer
from zuofeng_cli.rules.clues import Clue
from zuofeng_cli.rules.inspection import Team, Visit
from zuofeng_cli.rules.look_back import Draw, DrawnIssue
from zuofeng_cli.rules.merits import Commendation
from zuofeng_cli.rules.organisation import Member
from zuofeng_cli.rules.papers import Paper
from zuofeng_cli.rules.publication import PassageDecision, Publication, Wording
from zuofeng_cli.rules.stages import StageDates
from zuofeng_cli.rules.surveys import Survey

KINDS: Mapping[str, type] = {
    "member": Member,
    "stage_dates": StageDates,
    "team": Team,
    "visit": Visit,
    "checklist_answer": ChecklistAnswer,
    "look_back_draw": Draw,
    "drawn_issue": DrawnIssue,
    "survey": Survey,
    "clue": Clue,
    "accountability": Accountability,
    "accounted_issue": AccountedIssue,
    "commendation": Commendation,
    "publication": Publication,
    "passage_decision": PassageDecision,
    "public_wording": Wording,
    "paper": Paper,
}


class Entry(Protocol):
    """What all entries have: a number within their register."""

    @property
    def id(self) -> int:
        """The number."""


EntryT = TypeVar("EntryT", bound=Entry)


def kind_of(entry: type) -> str:
    """Return the name of a kind of entry."""
    return _NAMES[entry]


_NAMES = {entry: name for name, entry in KINDS.items()}


@cache
def columns_of(entry: type) -> tuple[str, ...]:
    """Return the columns of a kind of entry."""
    return tuple(field.name for field in fields(entry))


def entry_from(entry: type[EntryT], values: Iterable[Any]) -> EntryT:
    """Return the entry of a stored row, whose values are in the order of the columns."""
    codes = _codes_of(entry)
    return entry(
        *(
            codes[name](value) if value is not None and name in codes else value
            for name, value in zip(columns_of(entry), values, strict=True)
        )
    )


@cache
def _codes_of(entry: type) -> dict[str, type[StrEnum]]:
    """Return the fields of a kind that hold codes."""
    found = {}
    for field in fields(entry):
        for kind in (field.type, *get_args(field.type)):
            if isinstance(kind, type) and issubclass(kind, StrEnum):
                found[field.name] = kind
    return found
