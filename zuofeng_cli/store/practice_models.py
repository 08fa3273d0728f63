"""The tables of the register entries: organisation, inspection, checklists, look-back, verdicts and so on.

Columns are named as the fields of the entries in ``rules``; see ``rules.entries``.
"""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from zuofeng_cli.rules.codes import Answer, LookBack, VisitKind
from zuofeng_cli.store import part_models, setting_models
from zuofeng_cli.store.models import Row, one_of

assert part_models and setting_models  # the tables that these refer to

ID: Any = {"autoincrement": False}


class _Entry(Row):
    """One entry of a register."""

    id: int = Field(primary_key=True, sa_column_kwargs=ID)


class MemberRow(_Entry, table=True):
    """A person's position in a body."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("body", "owner_id"),)

    body: str
    owner_id: int = Field(foreign_key="owner.id")
    position: str


class StageDatesRow(_Entry, table=True):
    """The dates of a stage."""

    __tablename__ = "stage_dates"

    stage: str = Field(unique=True)
    starts: date
    ends: date


class TeamRow(_Entry, table=True):
    """An inspection team."""

    __tablename__ = "team"

    name: str = Field(unique=True)


class VisitRow(_Entry, table=True):
    """A check of a unit."""

    __tablename__ = "visit"
    __table_args__ = (one_of("kind", VisitKind),)

    team_id: int = Field(foreign_key="team.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    round: int
    kind: str
    visited_on: date
    note: str | None = Field(default=None, sa_type=Text)


class ChecklistAnswerRow(_Entry, table=True):
    """An answer to a question."""

    __tablename__ = "checklist_answer"
    __table_args__ = (one_of("answer", Answer),)

    checklist: str
    question: int
    unit_id: int = Field(foreign_key="unit.id")
    owner_id: int | None = Field(default=None, foreign_key="owner.id")
    answered_on: date
    answer: str
    note: str | None = Field(default=None, sa_type=Text)


class DrawRow(_Entry, table=True):
    """A drawing of a sample."""

    __tablename__ = "look_back_draw"

    drawn_on: date
    share: str
    seed: int
    strata: str
    population: int


class DrawnIssueRow(_Entry, table=True):
    """An issue of a sample."""

    __tablename__ = "drawn_issue"
    __table_args__ = (UniqueConstraint("draw_id", "number"), one_of("verdict", LookBack))

    draw_id: int = Field(foreign_key="look_back_draw.id")
    number: int = Field(foreign_key="issue.number", index=True)
    verdict: str | None = None
    checked_on: date | None = None
    checked_by: int | None = Field(default=None, foreign_key="owner.id")
    note: str | None = Field(default=None, sa_type=Text)


class SurveyRow(_Entry, table=True):
    """A satisfaction survey."""

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint("(number IS NULL) <> (unit_id IS NULL)", name="about_one"),
        CheckConstraint(
            "satisfied + fairly_satisfied + dissatisfied = valid AND valid + unknown <= returned"
            " AND returned <= issued",
            name="ballots",
        ),
    )

    title: str
    held_on: date
    number: int | None = Field(default=None, foreign_key="issue.number", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    issued: int
    returned: int
    valid: int
    satisfied: int
    fairly_satisfied: int
    dissatisfied: int
    unknown: int
    proposed_on: date | None = None


class ClueRow(_Entry, table=True):
    """A clue."""

    __tablename__ = "clue"

    source: str = Field(foreign_key="source.code")
    external_no: str | None = None
    received_on: date
    text: str = Field(sa_type=Text)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    number: int | None = Field(default=None, foreign_key="issue.number", index=True)
    settled_on: date | None = None
    reason: str | None = Field(default=None, sa_type=Text)


class AccountabilityRow(_Entry, table=True):
    """A decision to hold somebody to account."""

    __tablename__ = "accountability"

    number: int | None = Field(default=None, foreign_key="issue.number", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    owner_id: int | None = Field(default=None, foreign_key="owner.id", index=True)
    conduct: str
    form: str
    basis: str = Field(sa_type=Text)
    decided_on: date
    decided_by: int = Field(foreign_key="owner.id")
    tolerance_asked_on: date | None = None
    tolerance_asked_by: int | None = Field(default=None, foreign_key="owner.id")
    tolerance_reason: str | None = Field(default=None, sa_type=Text)
    tolerance_decided_on: date | None = None
    tolerance_decided_by: int | None = Field(default=None, foreign_key="owner.id")
    tolerance_outcome: str | None = None
    tolerance_ground: str | None = Field(default=None, sa_type=Text)


class CommendationRow(_Entry, table=True):
    """A commendation."""

    __tablename__ = "commendation"

    owner_id: int = Field(foreign_key="owner.id", index=True)
    commended_on: date
    reason: str = Field(sa_type=Text)
    given_by: int = Field(foreign_key="owner.id")
    number: int | None = Field(default=None, foreign_key="issue.number")
