"""The audit: the chain is recomputed, the journal replayed, and the result held against the stored rows.

Everything is read in order of issue numbers, so memory does not grow with the ledger.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

from zuofeng_cli.labels import entry_words
from zuofeng_cli.queries.entries import entries
from zuofeng_cli.queries.publishing import content_hash, publications
from zuofeng_cli.queries.registers import owners, profiles, units, working_days
from zuofeng_cli.rules.entries import KINDS, Entry, kind_of
from zuofeng_cli.rules.identity import description_key
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import GENESIS, Event, Record, Value, apply, flatten, is_sealed, plain
from zuofeng_cli.rules.replay import PARTS
from zuofeng_cli.store.part_tables import TABLES
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import N_

_CHAIN = "SELECT seq, at, actor, action, number, changes, reason, prev_hash, hash FROM event ORDER BY seq"
_REPLAY = "SELECT number, changes FROM event WHERE number IS NOT NULL ORDER BY number, seq"
_REGISTER_EVENTS = "SELECT changes FROM event WHERE number IS NULL ORDER BY seq"
_PLAIN = tuple(field.name for field in fields(Issue) if field.name not in PARTS)
_ISSUES = f"SELECT {', '.join(_PLAIN)}, version, description_key FROM issue ORDER BY number"
_FLAGS = ("deadline_provisional", "extension_provisional", "chronic")
_BATCH = (
    *("file_name", "sha256", "imported_on", "read", "new", "updated", "unchanged", "conflicts", "rejected"),
    *("recurrences", "first_event", "last_event", "undone_on"),
)
_BATCHES = f"SELECT id, {', '.join(_BATCH)} FROM import_batch"
SHOWN_PROBLEMS = 100


class Problem(NamedTuple):
    """One disagreement: *where* it lies, and a msgid with its *facts*."""

    where: str
    message: str
    facts: dict[str, object]


class Audit(NamedTuple):
    """What the audit found; *head* is the hash of the last event."""

    ok: bool
    events: int
    issues: int
    head: str
    problems: tuple[Problem, ...]


def audit(reader: Reader) -> Audit:
    """Return whether chain, journal and rows agree."""
    problems: list[Problem] = []
    events, head = check_chain(reader, problems)
    issues = _check_issues(reader, problems)
    _check_registers(reader, problems)
    _check_snapshots(reader, problems)
    return Audit(not problems, events, issues, head, tuple(problems[:SHOWN_PROBLEMS]))


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
        if not is_sealed(event):
            problems.append(Problem(where, N_("was altered: its hash does not fit"), {}))
        head = event.hash
    return count, head


def _check_snapshots(reader: Reader, problems: list[Problem]) -> None:
    """Hold what was published against the hash that stands in its publication, drafts included."""
    for publication in publications(reader):
        if content_hash(reader, publication) != publication.sha256:
            where = entry_words(f"publication.{publication.id}")
            problems.append(Problem(where, N_("its contents were altered, or are gone"), {}))


def _check_issues(reader: Reader, problems: list[Problem]) -> int:
    """Replay each issue's events and compare with its rows, field by field."""
    replayed = _replayed(reader, problems)
    stored = _stored(reader, problems)
    count = 0
    left, right = next(replayed, None), next(stored, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None
            problems.append(Problem(reader.ref(left[0]), N_("is in the journal, but not in the list"), {}))
            left = next(replayed, None)
            continue
        count += 1
        number, record, version = right
        if left is None or number < left[0]:
            problems.append(Problem(reader.ref(number), N_("is in the list, but not in the journal"), {}))
        else:
            _compare(reader.ref(number), left[1], record, problems)
            if left[2] != version:
                facts: dict[str, object] = {"field": "version", "stored": version, "journal": left[2]}
                problems.append(Problem(reader.ref(number), _DIFFERS, facts))
            left = next(replayed, None)
        right = next(stored, None)
    return count


_DIFFERS = N_("{field}: the list says {stored}, the journal {journal}")


def _compare(where: str, replayed: Record, stored: Record, problems: list[Problem]) -> None:
    for path in sorted({*replayed, *stored}):
        if replayed.get(path) != stored.get(path):
            facts: dict[str, object] = {
                "field": path,
                "stored": stored.get(path),
                "journal": replayed.get(path),
            }
            problems.append(Problem(where, _DIFFERS, facts))


def _replayed(reader: Reader, problems: list[Problem]) -> Iterator[tuple[int, Record, int]]:
    """Yield (number, record, number of events) for every issue of the journal."""
    for number, rows in groupby(reader.stream(_REPLAY), key=lambda row: row[0]):
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
    except (ValueError, TypeError, AttributeError):
        problems.append(Problem(where, N_("an event cannot be read"), {}))
        return
    for path in misfits:
        problems.append(Problem(where, N_("{field}: the journal contradicts itself"), {"field": path}))


def _stored(reader: Reader, problems: list[Problem]) -> Iterator[tuple[int, Record, int]]:
    """Yield (number, record, version) for every issue of the list."""
    parts = {name: _Parts(reader, name) for name in PARTS}
    for row in reader.stream(_ISSUES):
        *values, version, key = row
        record: Record = {
            name: _value(name, value)
            for name, value in zip(_PLAIN, values, strict=True)
            if value is not None and not (name in _FLAGS and not value)
        }
        number = row[0]
        for part in parts.values():
            record |= part.of(number)
        if key != description_key(str(record["description"])):
            facts: dict[str, object] = {"field": "description_key"}
            problems.append(Problem(reader.ref(number), N_("{field} does not fit the text"), facts))
        yield number, record, version
    for name in parts:
        for number in parts[name].left_over():
            facts = {"field": name}
            problems.append(Problem(reader.ref(number), N_("{field}: a row without its issue"), facts))


class _Parts:
    """Streams the rows of one part table alongside the issues."""

    def __init__(self, reader: Reader, name: str) -> None:
        table, kind = TABLES[name], PARTS[name]
        self._name = name
        self._columns = [field.name for field in fields(kind)] if kind else []
        listed = ", ".join(self._columns or ["unit_id"])
        rows = reader.stream(f"SELECT number, position, {listed} FROM {table} ORDER BY number, position")
        self._rows = iter(rows)
        self._next: Sequence[Any] | None = next(self._rows, None)

    def of(self, number: int) -> Record:
        record: Record = {}
        while self._next is not None and self._next[0] == number:
            _number, position, *values = self._next
            path = f"{self._name}.{position}"
            if not self._columns:
                record[path] = values[0]
            for column, value in zip(self._columns, values, strict=False):
                if value is not None:
                    record[f"{path}.{column}"] = _value(column, value)
            self._next = next(self._rows, None)
        return record

    def left_over(self) -> Iterator[int]:
        if self._next is not None:
            yield self._next[0]


def _value(name: str, value: Any) -> Value:
    if name in _FLAGS:
        return bool(value)
    return plain(value)


def _check_registers(reader: Reader, problems: list[Problem]) -> None:
    """Replay units, owners, batches, working days and the plan, and compare."""
    replayed: Record = {}
    for (changes,) in reader.stream(_REGISTER_EVENTS):
        _apply(replayed, changes, "register", problems)
    ((year, plan, digest),) = reader.rows("SELECT year, plan, plan_sha256 FROM ledger")
    if sha256(plan.encode()).hexdigest() != digest:
        problems.append(Problem("plan", N_("was altered: its hash does not fit"), {}))
    stored: Record = {"year": year, "plan": reader.plan.code, "plan_sha256": digest}
    for unit in units(reader):
        stored |= flatten(unit, f"unit.{unit.id}.")
    for owner in owners(reader):
        stored |= flatten(owner, f"owner.{owner.id}.")
    for number, *values in reader.rows(_BATCHES):
        stored |= {
            f"batch.{number}.{name}": plain(value)
            for name, value in zip(_BATCH, values, strict=True)
            if value is not None
        }
    stored |= {f"profile.{name}": options for name, options in profiles(reader).items()}
    for kind in KINDS.values():
        rows: list[Entry] = entries(reader, kind)
        for entry in rows:
            stored |= flatten(entry, f"{kind_of(kind)}.{entry.id}.")
    _add_plan_words(reader, replayed, stored)
    stored |= {f"workday.{entry.day.isoformat()}": entry.worked for entry in working_days(reader)}
    _compare("register", _alias_set(replayed), _alias_set(stored), problems)


def _add_plan_words(reader: Reader, replayed: Record, stored: Record) -> None:
    """Hold the tables of the plan's words against the plan itself."""
    plan = reader.plan
    for table, terms in (
        ("category", plan.categories),
        ("source", plan.sources),
        ("focus_area", plan.focus_areas),
    ):
        replayed |= {f"{table}.{term.code}": f"{term.name}/{term.name_en}" for term in terms}
        rows = reader.rows(f"SELECT code, name, name_en FROM {table}")
        stored |= {f"{table}.{code}": f"{name}/{name_en}" for code, name, name_en in rows}
    replayed |= {f"plan_measure.{row.number}": f"{row.focus}/{row.title}/{row.text}" for row in plan.measures}
    rows = reader.rows("SELECT number, focus, title, text FROM plan_measure")
    stored |= {f"plan_measure.{number}": f"{focus}/{title}/{text}" for number, focus, title, text in rows}


def _alias_set(record: Record) -> Record:
    """Return the record with aliases as a set: their order says nothing."""
    plain_fields = {path: value for path, value in record.items() if ".aliases." not in path}
    aliases = {
        f"{path.rpartition('.')[0]}={value}": True for path, value in record.items() if ".aliases." in path
    }
    return plain_fields | aliases
