"""Whether a ledger can be read and written at all: its layout, its references, every value in its form.

Asked once a command has failed for no reason of its own. What values should be is for the audit to say.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from zuofeng_cli.queries.audit_tables import (
    check_commands,
    check_layout,
    check_nothing_foreign,
    check_plan_words,
)
from zuofeng_cli.queries.problems import UNREADABLE, Problem, shown
from zuofeng_cli.store.layout import LAYOUT, Kinds
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import N_

_IN_JSON = ("other_columns", "options", "changes")
"""Columns that hold a table of values as JSON."""


def first_unsound(reader: Reader) -> Problem | None:
    """Return something that keeps the ledger from being read or written, if there is anything."""
    return next(_unsound(reader), None)


def _unsound(reader: Reader) -> Iterator[Problem]:
    problems: list[Problem] = []
    if check_layout(reader, problems):
        yield from problems
        return
    for table, columns in LAYOUT.items():
        yield from _unreadable(reader, table, columns)
    yield from _dangling(reader)
    for check in (check_plan_words, check_nothing_foreign, check_commands):
        found: list[Problem] = []
        check(reader, found)
        yield from found


def _unreadable(reader: Reader, table: str, columns: Mapping[str, Kinds]) -> Iterator[Problem]:
    """Yield the values of a table that are not of their column's kind."""
    for row in reader.stream(f"SELECT {', '.join(columns)} FROM {table}"):
        for (name, kinds), value in zip(columns.items(), row, strict=True):
            if not (_fits(value, kinds) and (name not in _IN_JSON or value is None or _is_table(value))):
                facts: dict[str, object] = {"field": name, "value": shown(value)}
                yield Problem(f"{table}.{shown(row[0])}", UNREADABLE, facts)


def _fits(value: Any, kinds: Kinds) -> bool:
    if value is None or isinstance(value, bytes | float):
        return value is None and type(None) in kinds
    if isinstance(value, int):
        return int in kinds or (bool in kinds and value in (0, 1))
    return any(_is_text_of(value, kind) for kind in kinds)


def _is_text_of(value: Any, kind: Any) -> bool:
    """Whether a text, or a day of a server's ledger, is of this kind."""
    if kind is date:
        return isinstance(value, date) or _is_day(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return value in list(kind)
    return kind is str and shown(value) in (value, '""')


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_table(value: Any) -> bool:
    try:
        return isinstance(json.loads(value), dict | list)
    except ValueError:
        return False


def _dangling(reader: Reader) -> Iterator[Problem]:
    """Yield the rows of a file that name others that are not there; a server does not let them be."""
    if reader.location.path is not None:
        rows: list[Sequence[Any]] = reader.rows("PRAGMA foreign_key_check")
        for table, row, named, _key in rows:
            facts: dict[str, object] = {"table": named}
            yield Problem(f"{table}.{row}", N_("names an entry of {table} that is not there"), facts)
