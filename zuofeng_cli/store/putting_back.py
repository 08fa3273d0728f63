"""Writing what stood in the registers before an event: entries, units, persons, working days, profiles.

A path of the journal names a table, a row and a column (``visit.3.note``), so its row can be put back.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Connection, Date, Table, delete, insert, select, update

from zuofeng_cli.rules.journal import Changes, Value
from zuofeng_cli.store import practice_models
from zuofeng_cli.store.models import METADATA, UNIT_ALIAS
from zuofeng_cli.store.register_rows import put_profile, put_working_day

assert practice_models  # its tables are in the metadata now
SHOWN = 5


def put_back(connection: Connection, changes: Changes) -> None:
    """Write what stood there before *changes*."""
    rows: dict[tuple[str, int], Changes] = {}
    for path, change in changes.items():
        kind, _point, rest = path.partition(".")
        if kind == "profile":
            put_profile(connection, rest, _text(change[0]))
        elif kind == "workday":
            put_working_day(connection, date.fromisoformat(rest), _worked(change[0]))
        else:
            key, _point, column = rest.partition(".")
            rows.setdefault((kind, int(key)), {})[column] = change
    for (kind, number), columns in rows.items():
        aliases = {name: columns.pop(name) for name in list(columns) if name.startswith("aliases.")}
        _drop_aliases(connection, number, aliases)
        _put_row(connection, METADATA.tables[kind], number, columns)
        _add_aliases(connection, number, aliases)


def _put_row(connection: Connection, table: Table, number: int, columns: Changes) -> None:
    this = table.c.id == number
    before = {name: _typed(table, name, old) for name, (old, _new) in columns.items()}
    was_there, is_there = (side is not None for side in columns.get("id", [number, number]))
    if not was_there:
        connection.execute(delete(table).where(this))
    elif not is_there:
        # What is false or empty is not in the journal.
        flags = {name: False for name, column in table.c.items() if isinstance(column.type, Boolean)}
        connection.execute(insert(table).values(**flags | before))
    elif before:
        connection.execute(update(table).where(this).values(**before))


def _typed(table: Table, name: str, value: Value) -> Any:
    kind = table.c[name].type
    if isinstance(kind, Boolean):
        return bool(value)
    return date.fromisoformat(str(value)) if isinstance(kind, Date) and value is not None else value


def _drop_aliases(connection: Connection, unit: int, changes: Changes) -> None:
    for _old, new in changes.values():
        if new is not None:
            mine = (UNIT_ALIAS.c.unit_id == unit) & (UNIT_ALIAS.c.name == new)
            connection.execute(delete(UNIT_ALIAS).where(mine))


def _add_aliases(connection: Connection, unit: int, changes: Changes) -> None:
    rows = [{"unit_id": unit, "name": old} for old, _new in changes.values() if old is not None]
    if rows:
        connection.execute(insert(UNIT_ALIAS), rows)


def users_of(connection: Connection, path: str) -> Iterator[tuple[bool, str, int]]:
    """Yield some of the rows that name the register's row at *path*, like ``unit.3``.

    Each is told by whether it is an issue or a part of one, its table, and its number.
    """
    kind, _point, number = path.partition(".")
    own = METADATA.tables[kind]
    for table in METADATA.tables.values():
        if table is UNIT_ALIAS:  # goes with its unit
            continue
        key = next(iter(table.primary_key.columns))
        for foreign in table.foreign_keys:
            if foreign.column is own.c.id:
                naming = select(key).where(foreign.parent == int(number)).order_by(key).limit(SHOWN)
                is_issue = key.name == "number"
                yield from ((is_issue, table.name, row) for row in connection.execute(naming).scalars())


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _worked(value: Value) -> bool | None:
    return None if value is None else bool(value)
