"""The rows of the register entries: each kind has a table of its name, its columns are the entry's fields."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from zuofeng_cli.rules.codes import State
from zuofeng_cli.rules.entries import Entry, EntryT, columns_of, entry_from, kind_of
from zuofeng_cli.rules.surveys import Survey
from zuofeng_cli.store import practice_models
from zuofeng_cli.store.models import ISSUE, METADATA

assert practice_models  # its tables are in the metadata now


def rows_of_entry(connection: Connection, kind: type[EntryT], equal: dict[str, Any]) -> list[EntryT]:
    """Return the entries of a kind whose columns are as given, in their order."""
    table = _table(kind)
    query = select(*(table.c[name] for name in columns_of(kind))).order_by(table.c.id)
    for name, value in equal.items():
        query = query.where(table.c[name] == value)
    return [entry_from(kind, row) for row in connection.execute(query)]


def surveys_of_closed(connection: Connection) -> list[Survey]:
    """Return the surveys that may propose to reopen their closed issues: neither they nor others have."""
    table = _table(Survey)
    query = (
        select(*(table.c[name] for name in columns_of(Survey)))
        .join(ISSUE, ISSUE.c.number == table.c.number)
        .where(ISSUE.c.state == State.CLOSED.value, ISSUE.c.proposal.is_(None), table.c.proposed_on.is_(None))
        .order_by(table.c.id)
    )
    return [entry_from(Survey, row) for row in connection.execute(query)]


def next_id(connection: Connection, kind: type[Entry]) -> int:
    """Return the number of the next entry of a kind."""
    query = select(func.coalesce(func.max(_table(kind).c.id), 0) + 1)
    return int(connection.execute(query).scalar_one())


def put_entries(connection: Connection, entries: list[Any]) -> None:
    """Write new entries, all of one kind."""
    connection.execute(insert(_table(type(entries[0]))), [_row(entry) for entry in entries])


def change_entry(connection: Connection, entry: Entry) -> None:
    """Write an entry in place of what stood there."""
    table = _table(type(entry))
    connection.execute(update(table).where(table.c.id == entry.id).values(**_row(entry)))


def drop_entry(connection: Connection, entry: Entry) -> None:
    """Take an entry out; the journal keeps it."""
    table = _table(type(entry))
    connection.execute(delete(table).where(table.c.id == entry.id))


def _table(kind: type[Entry]) -> Table:
    return METADATA.tables[kind_of(kind)]


def _row(entry: Entry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in columns_of(type(entry))}
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in values.items()}
