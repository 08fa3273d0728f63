"""An issue as the office sees it: one aggregate with its measures, evidence, notices, orders and the rest."""

from dataclasses import dataclass
from datetime import date

from zuofeng_cli.rules.codes import RUNNING, IssueType, State
from zuofeng_cli.rules.parts import Evidence, Measure, Notice, Objection, Order, ProgressNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One entry of the list.

    Units and owners are register ids; category, source and focus are plan codes. All dates are days in
    the plan's time zone.

    Attributes:
        deadline_missed: the deadline that had passed when an extension was asked for too late.
        notified_level: the highest notice given for the present deadline, -1 for none.
        resumed_on: when the work was last sent back or taken up again.
        other_columns: canonical JSON of what else the row of its file said, by heading.
        stale_evidence: how many pieces of evidence were there then; they do not count again.
        extension_decided_by: who decided the last request.
        extended_days: by how many calendar days all extensions together moved its deadlines; None for none.
        chronic_on: the day it became chronic; None where it was listed so, as a recurrence.
        urges, reports, coordinations: how often its owner was urged, it was reported upwards, and units
            were brought together over it; None for never.
        origin: the register entry it came from, by its path in the journal, like ``visit.3``.
        proposal: the register entry that proposes to reopen it, in the same way.
    """

    number: int
    description: str
    category: str
    source: str
    state: State = State.OPEN
    type: IssueType = IssueType.LIMITED
    external_no: str | None = None
    focus: str | None = None
    unit_id: int | None = None
    owner_id: int | None = None
    leader_id: int | None = None
    target: str | None = None
    remark: str | None = None
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
    rectified_by: int | None = None
    completion_note: str | None = None
    verified_on: date | None = None
    verified_by: int | None = None
    opinion: str | None = None
    notice_until: date | None = None
    closed_on: date | None = None
    closed_by: int | None = None
    resumed_on: date | None = None
    stale_evidence: int = 0
    returned_by: int | None = None
    reopen_reason: str | None = None
    escalated_by: int | None = None
    level: int = 0
    notified_level: int = -1
    round: int = 1
    chronic: bool = False
    recurrence_of: int | None = None
    merged_into: int | None = None
    extension_until: date | None = None
    extension_reason: str | None = None
    extension_by: int | None = None
    extension_asked_on: date | None = None
    extension_provisional: bool = False
    extensions: int = 0
    batch_id: int | None = None
    intake_key: str | None = None
    other_columns: str | None = None
    extension_progress: str | None = None
    extension_decided_by: int | None = None
    urges: int | None = None
    urged_on: date | None = None
    reports: int | None = None
    coordinations: int | None = None
    origin: str | None = None
    proposal: str | None = None
    proposed_on: date | None = None
    extended_days: int | None = None
    chronic_on: date | None = None
    cooperating: tuple[int, ...] = ()
    measures: tuple[Measure, ...] = ()
    progress: tuple[ProgressNote, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    notices: tuple[Notice, ...] = ()
    orders: tuple[Order, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def is_running(self) -> bool:
        """Whether the unit's clock runs."""
        return self.state in RUNNING

    @property
    def known_since(self) -> date:
        """The day before which nobody can have worked on it: when it was found, else when it was listed."""
        return self.found_on or self.opened_on

    @property
    def missing_elements(self) -> tuple[str, ...]:
        """Which of unit, owner and deadline (the three elements) are not there yet."""
        present = {"unit": self.unit_id, "owner": self.owner_id, "deadline": self.deadline}
        return tuple(name for name, value in present.items() if value is None)
