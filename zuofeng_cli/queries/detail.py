"""Everything about one issue, with its history from the journal."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from zuofeng_cli.errors.lookup import IssueNotFound
from zuofeng_cli.queries.accountability import AccountFilter, AccountRow, accounts
from zuofeng_cli.queries.clues import ClueRow, clues_of
from zuofeng_cli.queries.issues import IssueFilter, IssueRow, list_issues
from zuofeng_cli.queries.look_back import LookBackOf, look_backs_of
from zuofeng_cli.queries.origins import AnswerOrigin, VisitOrigin, origin_of
from zuofeng_cli.queries.surveys import SurveyRow, surveys
from zuofeng_cli.rules.clock import local_day
from zuofeng_cli.rules.codes import NoticeKind, Outcome
from zuofeng_cli.rules.extensions import Request, Said, requests_of
from zuofeng_cli.rules.parts import Evidence, Measure, Notice, Objection, Order, ProgressNote
from zuofeng_cli.store.reader import Reader

if TYPE_CHECKING:
    from zuofeng_cli.rules.journal import Changes

_MORE = """
SELECT issue.target, issue.remark, issue.found_on, issue.assigned_on, issue.completion_note,
       rectifier.name, issue.verified_on, verifier.name, issue.opinion, issue.notice_until, closer.name,
       issue.reopen_reason, issue.recurrence_of, issue.merged_into, issue.extension_until,
       issue.extension_reason, issue.extensions, issue.reviewed_on, issue.focus,
       issue.other_columns, coalesce(issue.urges, 0), issue.urged_on,
       issue.proposal, issue.proposed_on,
       issue.extension_progress, coalesce(issue.extended_days, 0),
       coalesce(issue.reports, 0), coalesce(issue.coordinations, 0), issue.chronic_on
FROM issue
LEFT JOIN owner AS rectifier ON rectifier.id = issue.rectified_by
LEFT JOIN owner AS verifier ON verifier.id = issue.verified_by
LEFT JOIN owner AS closer ON closer.id = issue.closed_by
WHERE issue.number = :number
"""
_MEASURES = "SELECT text, done_on FROM measure WHERE number = :number ORDER BY position"
_PROGRESS = "SELECT noted_on, text FROM progress_note WHERE number = :number ORDER BY position"
_EVIDENCE = """
SELECT kind, reference, added_on, sha256, size_bytes FROM evidence WHERE number = :number ORDER BY position
"""
_NOTICES = """
SELECT deadline, level, kind, due_on, decided_on, decided_by, outcome
FROM notice WHERE number = :number ORDER BY position
"""
_ORDERS = """
SELECT year, serial, deadline, level, issued_on, reply_due, replied_on, replied_by, reply
FROM supervision_order WHERE number = :number ORDER BY position
"""
_OBJECTIONS = """
SELECT raised_on, raised_by, text, decided_on, decided_by, outcome
FROM objection WHERE number = :number ORDER BY position
"""
_MERGED = "SELECT number FROM issue WHERE merged_into = :number ORDER BY number"
_CAME_BACK = "SELECT number FROM issue WHERE recurrence_of = :number ORDER BY number"
_HISTORY = """
SELECT seq, at, actor, action, changes, reason FROM event WHERE number = :number ORDER BY seq
"""


class HistoryRow(NamedTuple):
    """One journal event of the issue.

    Attributes:
        at: UTC; *on* is the day in the plan's zone.
        actor: who typed it; *by* is the person it names.
    """

    seq: int
    at: str
    on: date
    actor: str
    action: str
    changes: "Changes"
    reason: str | None
    by: str | None


class More(NamedTuple):
    """What lists leave out."""

    target: str | None
    remark: str | None
    found_on: date | None
    assigned_on: date | None
    completion_note: str | None
    rectified_by: str | None
    verified_on: date | None
    verified_by: str | None
    opinion: str | None
    notice_until: date | None
    closed_by: str | None
    reopen_reason: str | None
    recurrence_of: int | None
    merged_into: int | None
    extension_until: date | None
    extension_reason: str | None
    extensions: int
    reviewed_on: date | None
    focus: str | None
    other_columns: str | None
    urges: int
    urged_on: date | None
    proposal: str | None
    proposed_on: date | None
    extension_progress: str | None
    extended_days: int
    reports: int
    coordinations: int
    chronic_on: date | None


class Detail(NamedTuple):
    """One issue, whole."""

    issue: IssueRow
    more: More
    measures: tuple[Measure, ...]
    progress: tuple[ProgressNote, ...]
    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...]
    orders: tuple[Order, ...]
    extensions: tuple[Request, ...]
    objections: tuple[Objection, ...]
    look_backs: tuple[LookBackOf, ...]
    surveys: tuple[SurveyRow, ...]
    took_over: tuple[tuple[int, str], ...]
    came_back_as: tuple[str, ...]
    merged_into: str | None
    recurrence_of: str | None
    origin: VisitOrigin | AnswerOrigin | None
    clues: tuple[ClueRow, ...]
    history: tuple[HistoryRow, ...]
    other_columns: Mapping[str, str]
    units: Mapping[int, str]
    people: Mapping[int, str]
    accounts: tuple[AccountRow, ...]


def show(reader: Reader, given: str, *, today: date) -> Detail:
    """Return the issue that a typed reference means.

    Raises:
        BadReference, IssueNotFound: as they say.
    """
    number = reader.number(given)
    found = list_issues(reader, IssueFilter(numbers=(number,)), today=today, with_parts=True)
    if not found:
        raise IssueNotFound(ref=reader.ref(number))
    more = More(*reader.rows(_MORE, number=number)[0])
    people = _names(reader, "owner")
    history = tuple(_history(reader, number, people))
    return Detail(
        found[0],
        more,
        tuple(Measure(*row) for row in reader.rows(_MEASURES, number=number)),
        tuple(ProgressNote(*row) for row in reader.rows(_PROGRESS, number=number)),
        tuple(Evidence(*row) for row in reader.rows(_EVIDENCE, number=number)),
        tuple(map(_notice, reader.rows(_NOTICES, number=number))),
        tuple(Order(*row) for row in reader.rows(_ORDERS, number=number)),
        tuple(requests_of(Said(row.on, row.action, row.changes, row.reason) for row in history)),
        tuple(map(_objection, reader.rows(_OBJECTIONS, number=number))),
        tuple(look_backs_of(reader, number)),
        tuple(surveys(reader, number=number)),
        tuple((row[0], reader.ref(row[0])) for row in reader.rows(_MERGED, number=number)),
        tuple(reader.ref(row[0]) for row in reader.rows(_CAME_BACK, number=number)),
        reader.ref(more.merged_into) if more.merged_into else None,
        reader.ref(more.recurrence_of) if more.recurrence_of else None,
        origin_of(reader, number),
        tuple(clues_of(reader, number)),
        history,
        json.loads(more.other_columns or "{}"),
        _names(reader, "unit"),
        people,
        tuple(accounts(reader, AccountFilter(number=number))),
    )


def _names(reader: Reader, register: str) -> dict[int, str]:
    return {row[0]: row[1] for row in reader.rows(f"SELECT id, name FROM {register}")}


_BY = (
    *("rectified_by", "returned_by", "verified_by", "closed_by", "escalated_by", "extension_by"),
    *("extension_decided_by", "decided_by", "replied_by"),
)


def _person_of(changes: "Changes", people: Mapping[int, str]) -> str | None:
    """Return the person whom an event names as the one who did it; it may stand in a notice or an order."""
    named = [
        (_BY.index(field), int(str(new)))
        for path, (_old, new) in changes.items()
        if (field := path.rpartition(".")[2]) in _BY and new is not None
    ]
    return people.get(max(named)[1]) if named else None


def _history(reader: Reader, number: int, people: Mapping[int, str]) -> Iterator[HistoryRow]:
    for seq, at, actor, action, said, reason in reader.rows(_HISTORY, number=number):
        changes: Changes = json.loads(said)
        on = local_day(at, reader.plan.zone)
        yield HistoryRow(seq, at, on, actor, action, changes, reason, _person_of(changes, people))


def _notice(row: Sequence[Any]) -> Notice:
    deadline, level, kind, due_on, decided_on, decided_by, outcome = row
    decision = Outcome(outcome) if outcome else None
    return Notice(deadline, level, NoticeKind(kind), due_on, decided_on, decided_by, decision)


def _objection(row: Sequence[Any]) -> Objection:
    raised_on, raised_by, text, decided_on, decided_by, outcome = row
    decision = Outcome(outcome) if outcome else None
    return Objection(raised_on, raised_by, text, decided_on, decided_by, decision)
