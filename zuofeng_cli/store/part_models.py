"""The tables of the parts of an issue; columns are named as the fields of ``rules.parts``."""

from datetime import date

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from zuofeng_cli.rules.codes import NoticeKind, Outcome
from zuofeng_cli.store.models import METADATA, Row, one_of


class _Part(Row):
    """One numbered row of an issue."""

    number: int = Field(foreign_key="issue.number", primary_key=True)
    position: int = Field(primary_key=True)


class CooperatingRow(_Part, table=True):
    """A cooperating unit of an issue."""

    __tablename__ = "cooperating_unit"

    unit_id: int = Field(foreign_key="unit.id", index=True)


class MeasureRow(_Part, table=True):
    """A measure of an issue."""

    __tablename__ = "measure"

    text: str = Field(sa_type=Text)
    done_on: date | None = None


class ProgressRow(_Part, table=True):
    """A progress note of an issue."""

    __tablename__ = "progress_note"

    noted_on: date
    text: str = Field(sa_type=Text)


class EvidenceRow(_Part, table=True):
    """A piece of evidence of an issue; *size_bytes* and *sha256* for files."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(kind = 'file' AND sha256 IS NOT NULL) OR kind = 'document'", name="kind_known"),
    )

    kind: str
    reference: str
    added_on: date
    sha256: str | None = None
    size_bytes: int | None = None


class NoticeRow(_Part, table=True):
    """A flag, escalation or suggestion of the sweep; one per (issue, deadline, level)."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("number", "deadline", "level"), one_of("kind", NoticeKind))

    deadline: date
    level: int
    kind: str
    due_on: date
    decided_on: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="owner.id")
    outcome: str | None = None


class OrderRow(_Part, table=True):
    """A supervision order; one per (issue, deadline, level), numbered within its year."""

    __tablename__ = "supervision_order"
    __table_args__ = (UniqueConstraint("number", "deadline", "level"), UniqueConstraint("year", "serial"))

    year: int
    serial: int
    deadline: date
    level: int
    issued_on: date
    reply_due: date
    replied_on: date | None = None
    replied_by: int | None = Field(default=None, foreign_key="owner.id")
    reply: str | None = Field(default=None, sa_type=Text)


class ObjectionRow(_Part, table=True):
    """An objection against closing an issue."""

    __tablename__ = "objection"
    __table_args__ = (one_of("outcome", Outcome),)

    raised_on: date
    raised_by: str
    text: str = Field(sa_type=Text)
    decided_on: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="owner.id")
    outcome: str | None = None


PART_TABLES = {
    name: METADATA.tables[name]
    for name in (
        *("cooperating_unit", "measure", "progress_note", "evidence", "notice"),
        *("supervision_order", "objection"),
    )
}
