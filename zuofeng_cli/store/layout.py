"""How a ledger is laid out: what every column of every table holds, and what guards the journal.

What holds an entity has its fields as columns, so that most of it is said in ``rules`` already. The tables
themselves are made by the migrations.
"""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, get_args

from zuofeng_cli.rules.entries import KINDS
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Event
from zuofeng_cli.rules.registers import Batch, Owner, Unit
from zuofeng_cli.rules.replay import PARTS
from zuofeng_cli.store.part_tables import TABLES
from zuofeng_cli.store.reader import Reader

Kinds = tuple[Any, ...]
"""What a column may hold: ``(date, NoneType)``."""


def _columns(kind: type, leaving_out: Collection[str] = ()) -> dict[str, Kinds]:
    return {
        field.name: get_args(field.type) or (field.type,)
        for field in fields(kind)
        if field.name not in leaving_out
    }


def _texts(*names: str) -> dict[str, Kinds]:
    return dict.fromkeys(names, (str,))


def _numbers(*names: str) -> dict[str, Kinds]:
    return dict.fromkeys(names, (int,))


_TERMS = {**_texts("code", "name", "name_en"), **_numbers("sort_order")}
LAYOUT: Mapping[str, Mapping[str, Kinds]] = {
    "ledger": {**_numbers("id", "year"), **_texts("plan", "plan_sha256", "created_at")},
    "category": _TERMS,
    "source": _TERMS,
    "focus_area": _TERMS,
    "plan_measure": {**_numbers("number"), **_texts("focus", "title", "text")},
    "unit": _columns(Unit, ("aliases",)),
    "unit_alias": {**_numbers("unit_id"), **_texts("name")},
    "owner": _columns(Owner),
    "working_day": {"day": (date,), "worked": (bool,)},
    "import_profile": _texts("name", "options"),
    "import_batch": {**_numbers("id"), **_columns(Batch)},
    "issue": {**_columns(Issue, PARTS), **_numbers("version"), **_texts("description_key")},
    **{
        TABLES[name]: {
            **_numbers("number", "position"),
            **(_columns(kind) if kind else _numbers("unit_id")),
        }
        for name, kind in PARTS.items()
    },
    **{name: _columns(kind) for name, kind in KINDS.items()},
    "event": _columns(Event),
    "command": {**_numbers("first_event", "last_event"), "undone_by": (int, type(None))},
    "published_snapshot": _texts("sha256", "content"),
}
"""What every column of every table holds."""

_REFUSAL = "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
_FILE_GUARDS = {
    "event_no_update": f"CREATE TRIGGER event_no_update BEFORE UPDATE ON event {_REFUSAL}",
    "event_no_delete": f"CREATE TRIGGER event_no_delete BEFORE DELETE ON event {_REFUSAL}",
    "event_in_order": (
        "CREATE TRIGGER event_in_order BEFORE INSERT ON event"
        f" WHEN EXISTS (SELECT 1 FROM event WHERE seq >= NEW.seq) {_REFUSAL}"
    ),
}
_SERVER_GUARDS = ("event_no_update", "event_no_delete", "event_no_truncate")

_FILE_COLUMNS = """
SELECT made.name, held.name FROM sqlite_master AS made, pragma_table_info(made.name) AS held
WHERE made.type = 'table'
"""
_SERVER_COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()
"""
_FILE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
_SERVER_TRIGGERS = """
SELECT tgname FROM pg_trigger
WHERE tgrelid = CAST('event' AS regclass) AND NOT tgisinternal AND tgenabled IN ('O', 'A')
"""


def missing(reader: Reader) -> list[tuple[str, str | None]]:
    """Return the tables, and the columns of other tables, that are not there; None is a whole table."""
    is_file = reader.location.path is not None
    held: dict[str, set[str]] = {}
    for table, column in reader.rows(_FILE_COLUMNS if is_file else _SERVER_COLUMNS):
        held.setdefault(table, set()).add(column)
    gone: list[tuple[str, str | None]] = [(table, None) for table in LAYOUT if table not in held]
    return gone + [
        (table, column)
        for table, columns in LAYOUT.items()
        for column in columns
        if table in held and column not in held[table]
    ]


def guards_missing(reader: Reader) -> list[str]:
    """Return the triggers of the journal that are not there as they were made."""
    if reader.location.path is None:
        rows = reader.rows(_SERVER_TRIGGERS)
        found = {str(name) for (name,) in rows}
        return [name for name in _SERVER_GUARDS if name not in found]
    made = {name: "".join(str(sql).split()) for name, sql in reader.rows(_FILE_TRIGGERS)}
    return [name for name, sql in _FILE_GUARDS.items() if made.get(name) != "".join(sql.split())]
