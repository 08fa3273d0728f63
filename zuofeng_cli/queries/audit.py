"""The audit: the chain is recomputed, the journal replayed, and the result held against the stored rows.

Everything is read in order of issue numbers, so memory does not grow with the ledger.
"""

import json
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple

from zuofeng_cli.queries.audit_tables import (
    check_commands,
    check_layout,
    check_ledger,
    check_plan_words,
    check_snapshots,
)
from zuofeng_cli.queries.problems import UNREADABLE, Problem, compare, differs, shown
from zuofeng_cli.queries.stored import StoredIssue, Stray, stored_issues, stored_registers
from zuofeng_cli.rules.clock import clock_back
from zuofeng_cli.rules.identity import description_key
from zuofeng_cli.rules.journal import GENESIS, Event, Record, apply, is_sealed
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import N_

_CHAIN = "SELECT seq, at, actor, action, number, changes, reason, prev_hash, hash FROM event ORDER BY seq"
_TURNED_BACK = """
SELECT seq, at, last_at FROM (SELECT seq, at, lag(at) OVER (ORDER BY seq) AS last_at FROM event) AS entry
WHERE at < last_at ORDER BY seq
"""
_REPLAY = "SELECT number, changes FROM event WHERE number IS NOT NULL ORDER BY number, seq"
_REGISTER_EVENTS = "SELECT changes FROM event WHERE number IS NULL ORDER BY seq"
SHOWN_PROBLEMS = 100


class Audit(NamedTuple):
    """What the audit found.

    Attributes:
        head: the hash of the last event.
        remarks: what is no fault of the ledger, but worth a question.
    """

    ok: bool
    events: int
    issues: int
    head: str
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()


def audit(reader: Reader) -> Audit:
    """Return whether chain, journal and rows agree; *reader* gives values as they are stored."""
    problems: list[Problem] = []
    events, issues, head = 0, 0, GENESIS
    remarks: tuple[Problem, ...] = ()
    gone = check_layout(reader, problems)
    if "event" not in gone:
        events, head = check_chain(reader, problems)
    if not gone:  # else there is nothing to hold the journal against
        remarks = tuple(islice(_turned_back(reader), SHOWN_PROBLEMS))
        issues = _check_issues(reader, problems)
        _check_registers(reader, problems)
        check_ledger(reader, problems)
        check_plan_words(reader, problems)
        check_commands(reader, problems)
        check_snapshots(reader, problems)
    return Audit(not problems, events, issues, head, tuple(problems[:SHOWN_PROBLEMS]), remarks)


def check_chain(reader: Reader, problems: list[Problem]) -> tuple[int, str]:
    """Recompute every hash; return the number of events and the head, and add what is wrong to *problems*."""
    count, head = 0, GENESIS
    for row in reader.stream(_CHAIN):
        count += 1
        event = Event(*row)
        where = f"#{event.seq}"
        if event.seq != count:
            problems.append(Problem(where, N_("follows a gap: {expected} was expected"), {"expected": count}))
            count = event.seq
        if event.prev_hash != head:
            problems.append(Problem(where, N_("does not continue the chain"), {}))
        if not _is_sealed(event):
            problems.append(Problem(where, N_("was altered: its hash does not fit"), {}))
        head = event.hash
    return count, str(shown(head))


def _turned_back(reader: Reader) -> Iterator[Problem]:
    """Yield the events that bear an earlier day than the one before: a clock was set back, or a day taken."""
    for seq, at, last_at in reader.stream(_TURNED_BACK):
        if found := clock_back(at, last_at, reader.plan.zone):
            message = N_("written on {day}, after an entry of {last}: a clock was set back")
            yield Problem(f"#{shown(seq)}", message, found._asdict())


def _is_sealed(event: Event) -> bool:
    try:
        return is_sealed(event)
    except (TypeError, ValueError):  # what should be text is none
        return False


def _check_issues(reader: Reader, problems: list[Problem]) -> int:
    """Replay each issue's events and compare with its rows, field by field."""
    strays: list[Stray] = []
    replayed = _replayed(reader, problems)
    stored = stored_issues(reader, strays)
    count = 0
    left, right = next(replayed, None), next(stored, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right.number):
            assert left is not None
            problems.append(Problem(reader.ref(left[0]), N_("is in the journal, but not in the list"), {}))
            left = next(replayed, None)
            continue
        count += 1
        ref = reader.ref(right.number)
        if left is None or right.number < left[0]:
            problems.append(Problem(ref, N_("is in the list, but not in the journal"), {}))
        else:
            _check_issue(ref, right, left[1], left[2], problems)
            left = next(replayed, None)
        right = next(stored, None)
    for stray in strays:
        facts: dict[str, object] = {"field": stray.part}
        problems.append(Problem(_where(reader, stray.number), N_("{field}: a row without its issue"), facts))
    return count


def _check_issue(ref: str, issue: StoredIssue, record: Record, version: int, problems: list[Problem]) -> None:
    compare(ref, record, issue.record, problems)
    if version != issue.version:
        problems.append(differs(ref, "version", issue.version, version))
    if issue.key != description_key(str(shown(issue.record.get("description")))):
        facts: dict[str, object] = {"field": "description_key"}
        problems.append(Problem(ref, N_("{field} does not fit the text"), facts))


def _where(reader: Reader, number: Any) -> str:
    """Return the reference of an issue, or what stands there instead of its number."""
    return reader.ref(number) if isinstance(number, int) else str(shown(number))


def _replayed(reader: Reader, problems: list[Problem]) -> Iterator[tuple[int, Record, int]]:
    """Yield (number, record, number of events) for every issue of the journal."""
    for number, rows in groupby(reader.stream(_REPLAY), key=lambda row: row[0]):
        if not isinstance(number, int):
            facts: dict[str, object] = {"field": "event.number", "value": shown(number)}
            problems.append(Problem("event", UNREADABLE, facts))
            continue
        record: Record = {}
        count = 0
        for _number, changes in rows:
            count += 1
            _apply(record, changes, reader.ref(number), problems)
        yield number, record, count


def _apply(record: Record, changes: str, where: str, problems: list[Problem]) -> None:
    """Apply an event's changes to *record*; what cannot be applied is a problem."""
    try:
        misfits = apply(record, json.loads(changes))
    except (ValueError, TypeError, AttributeError, RecursionError):
        problems.append(Problem(where, N_("an event cannot be read"), {}))
        return
    for path in misfits:
        problems.append(Problem(where, N_("{field}: the journal contradicts itself"), {"field": path}))


def _check_registers(reader: Reader, problems: list[Problem]) -> None:
    """Replay units, owners, batches, working days and the plan, and compare."""
    replayed: Record = {}
    for (changes,) in reader.stream(_REGISTER_EVENTS):
        _apply(replayed, changes, "register", problems)
    stored = {**stored_registers(reader), "year": reader.year, "plan": reader.plan.code}
    ((stored["plan_sha256"],),) = reader.rows("SELECT plan_sha256 FROM ledger")
    compare("register", _alias_set(replayed), _alias_set(stored), problems)


def _alias_set(record: Record) -> Record:
    """Return the record with aliases as a set: their order says nothing."""
    plain_fields = {path: value for path, value in record.items() if ".aliases." not in path}
    aliases = {
        f"{path.rpartition('.')[0]}={value}": True for path, value in record.items() if ".aliases." in path
    }
    return plain_fields | aliases
