"""The ledger as it stood at the end of a past day: the journal up to then, replayed into a ledger of its own.

What it yields is a reader like any other, so every view of today is a view of that day as well.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from json import loads
from typing import Any, get_args

from zuofeng_cli.rules.entries import KINDS
from zuofeng_cli.rules.identity import description_key
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Event, Record, Value, apply, timestamp
from zuofeng_cli.rules.publication import PUBLISHING
from zuofeng_cli.rules.registers import Batch, Owner, Unit
from zuofeng_cli.rules.replay import PARTS
from zuofeng_cli.store.part_tables import TABLES
from zuofeng_cli.store.reader import Reader, Rows, reader_on

_EVENTS = ", ".join(field.name for field in fields(Event))
_JOURNAL = f"SELECT {_EVENTS} FROM event WHERE seq <= :last ORDER BY seq"
_ISSUES = "SELECT number, changes FROM event WHERE number IS NOT NULL AND seq <= :last ORDER BY number, seq"
_REGISTERS = "SELECT changes FROM event WHERE number IS NULL AND seq <= :last ORDER BY seq"
_LAST_BEFORE = "SELECT seq FROM event WHERE at < :end ORDER BY seq DESC LIMIT 1"
_ANY_LATER = "SELECT 1 FROM event WHERE seq > :last LIMIT 1"
_LATER_EVENTS = f"SELECT 1 FROM event WHERE seq > :last AND action NOT LIKE '{PUBLISHING} %' LIMIT 1"

_PLAIN = tuple(field for field in fields(Issue) if field.name not in PARTS)
_REGISTER_TABLES: Mapping[str, tuple[str, type]] = {
    "unit": ("unit", Unit),
    "owner": ("owner", Owner),
    "batch": ("import_batch", Batch),
    **{name: (name, kind) for name, kind in KINDS.items()},
}
"""For each kind of register entry of the journal: its table, and what one row of it is."""

_SETTINGS = {
    "ledger": ("id", "year", "plan", "plan_sha256", "created_at"),
    "category": ("code", "name", "name_en", "sort_order"),
    "source": ("code", "name", "name_en", "sort_order"),
    "focus_area": ("code", "name", "name_en", "sort_order"),
    "plan_measure": ("number", "focus", "title", "text"),
}
"""The tables that are written once, when the ledger is made."""


@contextmanager
def as_of(reader: Reader, day: date) -> Iterator[Reader]:
    """Yield the ledger as it stood at the end of *day* in the plan's time zone.

    Nothing is replayed where nothing has changed since. The copy lies in a temporary file that only this
    process sees.
    """
    last = last_event_by(reader, day)
    if not reader.rows(_ANY_LATER, last=last):
        yield reader
        return
    with _replayed(reader, last) as past:
        yield past


def last_event_by(reader: Reader, day: date) -> int:
    """Return the number of the last event written by the end of *day*; 0 if there is none.

    A past state is always a beginning of the journal. So what was written in a later day's name, by a clock
    that was then put back, counts as known if anything of that day came after it.
    """
    end = timestamp(datetime.combine(day + timedelta(1), time(), reader.plan.zone).astimezone(UTC))
    for (seq,) in reader.rows(_LAST_BEFORE, end=end):
        return int(seq)
    return 0


@contextmanager
def as_of_event(reader: Reader, seq: int) -> Iterator[Reader]:
    """Yield the ledger as it stood after event *seq*; what was published since makes no difference."""
    if not reader.rows(_LATER_EVENTS, last=seq):
        yield reader
        return
    with _replayed(reader, seq) as past:
        yield past


@contextmanager
def _replayed(reader: Reader, last: int) -> Iterator[Reader]:
    """Yield what the events up to number *last* add up to."""
    connection = sqlite3.connect("", detect_types=sqlite3.PARSE_DECLTYPES)
    journal, issues, registers = (reader.stream(sql, last=last) for sql in (_JOURNAL, _ISSUES, _REGISTERS))
    try:
        _make_tables(connection)
        _copy_settings(reader, connection)
        connection.executemany(_insert("event", _names(Event)), journal)
        _copy_commands(reader, connection)
        _replay_registers(registers, connection)
        _replay_issues(issues, connection)
        yield reader_on(connection, reader.location)
    finally:
        connection.close()


def _make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables; their columns are the fields of what is kept in them."""
    columns = [_column(field) for field in _PLAIN if field.name != "number"]
    connection.execute(
        f"CREATE TABLE issue (number INTEGER PRIMARY KEY, {', '.join(columns)}, version, description_key)"
    )
    for name, kind in PARTS.items():
        columns = [_column(field) for field in fields(kind)] if kind else ["unit_id"]
        columns += ["PRIMARY KEY (number, position)"]
        connection.execute(f"CREATE TABLE {TABLES[name]} (number, position, {', '.join(columns)})")
    for table, kind in _REGISTER_TABLES.values():
        columns = [_column(field) for field in fields(kind) if field.name not in ("id", "aliases")]
        connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {', '.join(columns)})")
    connection.execute("CREATE TABLE unit_alias (unit_id, name)")
    connection.execute("CREATE TABLE working_day (day DATE, worked)")
    connection.execute("CREATE TABLE import_profile (name, options)")
    connection.execute(f"CREATE TABLE event ({', '.join(_names(Event))}, PRIMARY KEY (seq))")
    connection.execute("CREATE TABLE command (first_event, last_event, undone_by)")
    connection.execute("CREATE INDEX event_of_issue ON event (number, seq)")
    for table, settings in _SETTINGS.items():
        connection.execute(f"CREATE TABLE {table} ({', '.join(settings)})")


def _column(field: Any) -> str:
    return f"{field.name} DATE" if date in (field.type, *get_args(field.type)) else str(field.name)


def _names(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _copy_settings(reader: Reader, connection: sqlite3.Connection) -> None:
    for table, columns in _SETTINGS.items():
        rows = reader.rows(f"SELECT {', '.join(columns)} FROM {table}")
        connection.executemany(_insert(table, columns), rows)


def _copy_commands(reader: Reader, connection: sqlite3.Connection) -> None:
    """Copy which commands wrote the events that are there, and which of them had been taken back by then."""
    columns = ("first_event", "last_event", "undone_by")
    commands = reader.stream(f"SELECT {', '.join(columns)} FROM command")
    connection.executemany(_insert("command", columns), commands)
    connection.execute("DELETE FROM command WHERE first_event NOT IN (SELECT seq FROM event)")
    connection.execute("UPDATE command SET undone_by = NULL WHERE undone_by NOT IN (SELECT seq FROM event)")


def _replay_registers(events: Rows, connection: sqlite3.Connection) -> None:
    record: Record = {}
    for (changes,) in events:
        apply(record, loads(changes))
    entries: dict[tuple[str, int], Record] = {}
    for path, value in record.items():
        kind, _point, rest = path.partition(".")
        key, _point, field = rest.partition(".")
        if kind in _REGISTER_TABLES:
            entries.setdefault((kind, int(key)), {})[field] = value
        elif kind == "workday":
            connection.execute(_insert("working_day", ("day", "worked")), (key, value))
        elif kind == "profile":
            connection.execute(_insert("import_profile", ("name", "options")), (rest, value))
    for (kind, number), row in entries.items():
        table, form = _REGISTER_TABLES[kind]
        values = {field.name: _value(row, field) for field in fields(form)}
        aliases = [value for path, value in row.items() if path.startswith("aliases.")]
        connection.executemany(
            _insert("unit_alias", ("unit_id", "name")), [(number, name) for name in aliases]
        )
        values.pop("aliases", None)
        values["id"] = number
        connection.execute(_insert(table, list(values)), list(values.values()))


def _value(record: Record, field: Any) -> Value:
    """Return a field of a record, which leaves out what is empty or false."""
    return record.get(field.name, False if field.type is bool else None)


def _replay_issues(events: Rows, connection: sqlite3.Connection) -> None:
    names = [field.name for field in _PLAIN]
    insert = _insert("issue", [*names, "version", "description_key"])
    for _number, steps in groupby(events, key=lambda row: row[0]):
        record: Record = {}
        version = 0
        for _same, changes in steps:
            version += 1
            apply(record, loads(changes))
        own = [_value(record, field) for field in _PLAIN]
        connection.execute(insert, [*own, version, description_key(str(record["description"]))])
        _insert_parts(connection, record)


def _insert_parts(connection: sqlite3.Connection, record: Record) -> None:
    rows: dict[tuple[str, int], Record] = {}
    for path, value in record.items():
        name, _point, rest = path.partition(".")
        if rest:
            position, _point, column = rest.partition(".")
            rows.setdefault((name, int(position)), {})[column or "unit_id"] = value
    for (name, at), row in rows.items():
        insert = _insert(TABLES[name], ("number", "position", *row))
        connection.execute(insert, (record["number"], at, *row.values()))
