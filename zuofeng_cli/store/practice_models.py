"""The tables of the register entries: organisation, inspection, checklists, look-back, verdicts and so on.

Columns are named as the fields of the entries in ``rules``; see ``rules.entries``.
"""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from zuofeng_cli.rules.codes import Answer, LookBack, VisitKind
from zuofeng_cli.rules.papers import NUMBERED
from zuofeng_cli.rules.publication import PassageVerdict
from zuofeng_cli.store import part_models, setting_models
from zuofeng_cli.store.models import METADATA, Row, one_of

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
    unit_id: int | None = Field(default=None, foreign_key="unit.id")


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
    outcome: str | None = None
    decided_on: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="owner.id")
    reason: str | None = Field(default=None, sa_type=Text)


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


class AccountedIssueRow(_Entry, table=True):
    """An issue that a decision to hold somebody to account is about."""

    __tablename__ = "accounted_issue"
    __table_args__ = (UniqueConstraint("accountability_id", "number"),)

    accountability_id: int = Field(foreign_key="accountability.id")
    number: int = Field(foreign_key="issue.number", index=True)


class CommendationRow(_Entry, table=True):
    """A commendation."""

    __tablename__ = "commendation"

    owner_id: int = Field(foreign_key="owner.id", index=True)
    commended_on: date
    reason: str = Field(sa_type=Text)
    given_by: int = Field(foreign_key="owner.id")
    number: int | None = Field(default=None, foreign_key="issue.number")


class PublicationRow(_Entry, table=True):
    """A snapshot for the public on its way."""

    __tablename__ = "publication"

    drafted_on: date
    drafted_by: str
    sha256: str
    journal_seq: int
    journal_hash: str
    issues: int
    corrects: int | None = Field(default=None, foreign_key="publication.id")
    reason: str | None = Field(default=None, sa_type=Text)
    approved_on: date | None = None
    approved_by: int | None = Field(default=None, foreign_key="owner.id")
    withdrawn_on: date | None = None
    withdrawn_by: int | None = Field(default=None, foreign_key="owner.id")
    withdrawn_reason: str | None = Field(default=None, sa_type=Text)


class PassageDecisionRow(_Entry, table=True):
    """What a person decided of a passage in a draft."""

    __tablename__ = "passage_decision"
    __table_args__ = (one_of("verdict", PassageVerdict),)

    publication_id: int = Field(foreign_key="publication.id", index=True)
    number: int | None = Field(default=None, foreign_key="issue.number")
    passage: str = Field(sa_type=Text)
    verdict: str
    decided_on: date
    decided_by: int = Field(foreign_key="owner.id")
    reason: str = Field(sa_type=Text)


class PublicWordingRow(_Entry, table=True):
    """The reviewed wording of an issue for the public."""

    __tablename__ = "public_wording"

    number: int = Field(foreign_key="issue.number", index=True)
    text: str = Field(sa_type=Text)
    worded_on: date
    worded_by: int = Field(foreign_key="owner.id")


class PaperRow(_Entry, table=True):
    """The number of a paper in the series of its kind."""

    __tablename__ = "paper"
    __table_args__ = (
        one_of("kind", NUMBERED),
        UniqueConstraint("kind", "year", "serial"),
        UniqueConstraint("subject", "kind"),
    )

    kind: str
    year: int
    serial: int
    subject: str
    made_on: date
    number: int | None = Field(default=None, foreign_key="issue.number")


class PublishedSnapshotRow(Row, table=True):
    """The frozen contents of a publication, by their hash; canonical JSON."""

    __tablename__ = "published_snapshot"

    sha256: str = Field(primary_key=True)
    content: str = Field(sa_type=Text)


PUBLISHED_SNAPSHOT = METADATA.tables["published_snapshot"]
