"""The parts of an issue: measures, progress notes, evidence, notices, supervision orders, objections."""

from dataclasses import dataclass
from datetime import date, timedelta

from zuofeng_cli.rules.codes import NoticeKind, Outcome


@dataclass(frozen=True, slots=True)
class Measure:
    """One rectification measure and the day it was done."""

    text: str
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """What was reported on one day."""

    noted_on: date
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file (path, SHA-256, size in bytes) or the number of a document."""

    kind: str
    reference: str
    added_on: date
    sha256: str | None = None
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One overdue flag, escalation or suggestion; one at most per (issue, deadline, level).

    Attributes:
        outcome: what a leader made of a suggestion.
    """

    deadline: date
    level: int
    kind: NoticeKind
    due_on: date
    decided_on: date | None = None
    decided_by: int | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One supervision order; one at most per (issue, deadline, level), numbered within its year.

    Attributes:
        reply_due: the last day on which the unit's reply is in time.
    """

    year: int
    serial: int
    deadline: date
    level: int
    issued_on: date
    reply_due: date
    replied_on: date | None = None
    replied_by: int | None = None
    reply: str | None = None

    @property
    def missed_on(self) -> date | None:
        """The day on which the reply was missing, None where it came in time."""
        in_time = self.replied_on is not None and self.replied_on <= self.reply_due
        return None if in_time else self.reply_due + timedelta(1)


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody said against closing an issue; *raised_by* is whoever said it, in the clerk's words."""

    raised_on: date
    raised_by: str
    text: str
    decided_on: date | None = None
    decided_by: int | None = None
    outcome: Outcome | None = None
