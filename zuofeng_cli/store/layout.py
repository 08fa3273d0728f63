"""How a ledger is laid out: what every column of every table holds.

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

_FILE_COLUMNS = r"""
SELECT made.name, held.name FROM sqlite_master AS made, pragma_table_xinfo(made.name) AS held
WHERE made.type = 'table' AND made.name NOT LIKE 'sqlite\_%' ESCAPE '\'
"""
_SERVER_COLUMNS = """
SELECT relname, attname FROM pg_class
JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid
WHERE nspname = current_schema() AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
"""
_REVISION = {"alembic_version": ("version_num",)}


def missing(reader: Reader) -> list[tuple[str, str | None]]:
    """Return the tables, and the columns of other tables, that are not there; None is a whole table."""
    return _lacking(LAYOUT, _held(reader))


def foreign(reader: Reader) -> list[tuple[str, str | None]]:
    """Return the tables, and the columns of our own tables, that the program did not make."""
    return _lacking(_held(reader), {**LAYOUT, **_REVISION})


def _held(reader: Reader) -> dict[str, list[str]]:
    """Return the columns of every table; those of an extension of the server are nobody's here."""
    held: dict[str, list[str]] = {}
    for table, column in reader.rows(_FILE_COLUMNS if reader.location.path else _SERVER_COLUMNS):
        held.setdefault(str(table), []).append(str(column))
    return held


def _lacking(
    wanted: Mapping[str, Collection[str]], there: Mapping[str, Collection[str]]
) -> list[tuple[str, str | None]]:
    gone: list[tuple[str, str | None]] = [(table, None) for table in wanted if table not in there]
    return gone + [
        (table, column)
        for table, columns in wanted.items()
        for column in columns
        if table in there and column not in there[table]
    ]
