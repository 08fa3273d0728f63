"""The tables that every change works on, as SQLModel: registers, issues, the journal.

Columns of ``IssueRow`` are named as the fields of ``rules.issue``, and so is the journal.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from zuofeng_cli.rules.codes import IssueType, Role, State

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Row(SQLModel):
    """What all tables share."""

    model_config = {"defer_build": True}  # rows are written as dicts, nothing is validated twice
    metadata: ClassVar[MetaData] = METADATA


def one_of(column: str, codes: Iterable[StrEnum], usual: StrEnum | None = None) -> CheckConstraint:
    """Return the rule that *column* holds one of *codes*; the *usual* one is known at a glance."""
    listed = ", ".join(f"'{code.value}'" for code in codes)
    first = f"{column} = '{usual.value}' OR " if usual else ""
    return CheckConstraint(f"{first}{column} IN ({listed})", name=f"{column}_known")


class LedgerRow(Row, table=True):
    """The one row that says which campaign this ledger holds; the plan is snapshotted as JSON."""

    __tablename__ = "ledger"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(default=1, primary_key=True)
    year: int
    plan: str = Field(sa_type=Text)
    plan_sha256: str
    created_at: str


class UnitRow(Row, table=True):
    """A unit; the tree hangs on *parent_id*."""

    __tablename__ = "unit"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    peer_group: str | None = None
    sort_order: int = 0
    active: bool = True


class UnitAliasRow(Row, table=True):
    """A short or former name of a unit."""

    __tablename__ = "unit_alias"

    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    name: str = Field(primary_key=True)


class OwnerRow(Row, table=True):
    """A person of a unit."""

    __tablename__ = "owner"
    __table_args__ = (UniqueConstraint("name", "unit_id"), one_of("role", Role))

    id: int | None = Field(default=None, primary_key=True)
    name: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    post: str | None = None
    role: str = Role.STAFF.value
    active: bool = True


_SET = "unit_id IS NOT NULL AND owner_id IS NOT NULL AND deadline IS NOT NULL"


class IssueRow(Row, table=True):
    """An issue; fields as in ``rules.issue.Issue``, plus what only the database needs."""

    __tablename__ = "issue"
    __table_args__ = (
        one_of("state", State, State.OPEN),
        one_of("type", IssueType, IssueType.LIMITED),
        CheckConstraint(
            f"state = 'open' OR state NOT IN ('assigned', 'rectified', 'verified', 'closed') OR ({_SET})",
            name="elements",
        ),
        CheckConstraint(
            "state = 'open' AND rectified_on IS NULL"
            " OR (state IN ('rectified', 'verified', 'closed')) = (rectified_on IS NOT NULL)"
            " OR state IN ('cancelled', 'merged')",
            name="completion",
        ),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closing"),
        CheckConstraint("(state = 'merged') = (merged_into IS NOT NULL)", name="merging"),
        CheckConstraint("length(description) > 0", name="description_given"),
        CheckConstraint("level >= 0 AND round >= 1 AND version >= 1", name="counters"),
        Index("ix_issue_deadline", "state", "deadline", "notified_level", "chronic"),
        Index(
            "ix_issue_status",
            "unit_id",
            "state",
            "deadline",
            "deadline_original",
            "deadline_missed",
            "rectified_on",
            "chronic",
            "source",
        ),
        Index("ix_issue_identity", "description_key", "unit_id"),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: int = 1
    state: str
    type: str
    external_no: str | None = Field(default=None, index=True)
    category: str = Field(foreign_key="category.code")
    source: str = Field(foreign_key="source.code")
    focus: str | None = Field(default=None, foreign_key="focus_area.code")
    description: str = Field(sa_type=Text)
    description_key: str
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    owner_id: int | None = Field(default=None, foreign_key="owner.id", index=True)
    leader_id: int | None = Field(default=None, foreign_key="owner.id")
    target: str | None = Field(default=None, sa_type=Text)
    remark: str | None = Field(default=None, sa_type=Text)
    found_on: date | None = None
    opened_on: date
    assigned_on: date | None = None
    deadline: date | None = None
    deadline_original: date | None = None
    deadline_text: str | None = None
    deadline_provisional: bool = False
    deadline_missed: date | None = None
    reviewed_on: date | None = None
    rectified_on: date | None = None
    rectified_by: int | None = Field(default=None, foreign_key="owner.id")
    completion_note: str | None = Field(default=None, sa_type=Text)
    verified_on: date | None = None
    verified_by: int | None = Field(default=None, foreign_key="owner.id")
    opinion: str | None = Field(default=None, sa_type=Text)
    notice_until: date | None = None
    closed_on: date | None = None
    closed_by: int | None = Field(default=None, foreign_key="owner.id")
    resumed_on: date | None = None
    stale_evidence: int = 0
    returned_by: int | None = Field(default=None, foreign_key="owner.id")
    reopen_reason: str | None = None
    escalated_by: int | None = Field(default=None, foreign_key="owner.id")
    level: int = 0
    notified_level: int = -1
    round: int = 1
    chronic: bool = False
    recurrence_of: int | None = Field(default=None, foreign_key="issue.number")
    merged_into: int | None = Field(default=None, foreign_key="issue.number")
    extension_until: date | None = None
    extension_reason: str | None = Field(default=None, sa_type=Text)
    extension_by: int | None = Field(default=None, foreign_key="owner.id")
    extension_asked_on: date | None = None
    extension_provisional: bool = False
    extensions: int = 0
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id")
    intake_key: str | None = None
    other_columns: str | None = Field(default=None, sa_type=Text)
    extension_progress: str | None = Field(default=None, sa_type=Text)
    extension_decided_by: int | None = Field(default=None, foreign_key="owner.id")
    urges: int | None = None
    urged_on: date | None = None
    reports: int | None = None
    coordinations: int | None = None
    origin: str | None = None
    proposal: str | None = None
    proposed_on: date | None = None
    extended_days: int | None = None
    chronic_on: date | None = None


class CommandRow(Row, table=True):
    """Which events one command wrote; *undone_by* is the first event that took them back."""

    __tablename__ = "command"

    first_event: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last_event: int
    undone_by: int | None = None


class EventRow(Row, table=True):
    """One journal event; *changes* is canonical JSON. Triggers forbid change and deletion."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_number", "number", "seq"),)

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    actor: str
    action: str
    number: int | None = Field(default=None, foreign_key="issue.number")
    changes: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    prev_hash: str
    hash: str


COMMAND = METADATA.tables["command"]
LEDGER, EVENT, ISSUE = METADATA.tables["ledger"], METADATA.tables["event"], METADATA.tables["issue"]
UNIT, UNIT_ALIAS, OWNER = METADATA.tables["unit"], METADATA.tables["unit_alias"], METADATA.tables["owner"]
