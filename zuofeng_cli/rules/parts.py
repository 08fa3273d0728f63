"""The parts of an issue: measures, progress notes, evidence, notices."""

from dataclasses import dataclass
from datetime import date

from zuofeng_cli.rules.codes import NoticeKind


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
    """One overdue flag, escalation or suggestion; one at most per (issue, deadline, level)."""

    deadline: date
    level: int
    kind: NoticeKind
    due_on: date
