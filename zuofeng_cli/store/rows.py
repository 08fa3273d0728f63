"""How issues and their parts become rows and rows become issues again."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Table, TableClause, table

from zuofeng_cli.rules.codes import IssueType, NoticeKind, Outcome, State
from zuofeng_cli.rules.identity import description_key
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Value, plain
from zuofeng_cli.rules.ladder import Climber
from zuofeng_cli.rules.parts import Notice
from zuofeng_cli.rules.replay import PARTS as KINDS
from zuofeng_cli.store.part_tables import TABLES

PARTS: Mapping[str, tuple[TableClause, type]] = {
    name: (table(kept_in), KINDS[name] or int) for name, kept_in in TABLES.items()
}
"""For each part of an issue: its table, and what one row of it is; a cooperating unit is its id."""

FIELDS = {
    kind: tuple(field.name for field in fields(kind)) for _table, kind in PARTS.values() if kind is not int
}
SINGLE = tuple(field.name for field in fields(Issue) if field.name not in PARTS)
"""The fields of an issue that are columns of its own row."""

Listed = Issue | Climber
"""An issue, or as much of it as the ladder changes."""

_PART_VALUES = {kind: attrgetter(*names) for kind, names in FIELDS.items()}


def part_table(name: str) -> Table:
    """Return the table of the parts called *name* (``orders``)."""
    from zuofeng_cli.store.part_models import PART_TABLES

    return PART_TABLES[PARTS[name][0].name]


def issue_row(issue: Issue) -> dict[str, Any]:
    """Return the columns of *issue*; a new row begins at version 1."""
    row = {name: getattr(issue, name) for name in SINGLE}
    row["version"] = 1
    row["state"] = issue.state.value
    row["type"] = issue.type.value
    row["description_key"] = description_key(issue.description)
    return row


def changed_columns(before: Listed, after: Listed) -> dict[str, Any]:
    """Return the columns of an issue that differ, as they are *after*."""
    kind: type = before.__class__
    names, values_of = _single(kind)
    pairs = zip(names, values_of(before), values_of(after), strict=True)
    values = {name: new for name, old, new in pairs if old is not new and old != new}
    if "description" in values:
        values["description_key"] = description_key(values["description"])
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in values.items()}


@cache
def _single(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Return the columns of its own row that *kind* knows, and what gets all their values at once."""
    names = tuple(name for name in SINGLE if hasattr(kind, name))
    return names, attrgetter(*names)


def part_columns(name: str) -> tuple[str, ...]:
    """Return the columns of the parts called *name* (``orders``), beside issue and position."""
    return FIELDS.get(PARTS[name][1], ("unit_id",))


def part_values(part: Any) -> tuple[Value, ...]:
    """Return one part as plain values, in the order of its columns."""
    return (part,) if isinstance(part, int) else tuple(map(plain, _PART_VALUES[part.__class__](part)))


def part_row(number: int, position: int, part: Any) -> dict[str, Any]:
    """Return the columns of one part of issue *number*."""
    row: dict[str, Any] = {"number": number, "position": position}
    if isinstance(part, int):
        row["unit_id"] = part
    else:
        row |= {name: getattr(part, name) for name in FIELDS[type(part)]}
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in row.items()}


def issue_from(row: Mapping[Any, Any], parts: Mapping[str, Mapping[int, list[Any]]]) -> Issue:
    """Return the issue of a row, with the parts found for its number."""
    values: dict[str, Any] = {name: row[name] for name in SINGLE}
    values["state"], values["type"] = State(row["state"]), IssueType(row["type"])
    values |= {name: tuple(parts[name].get(row["number"], ())) for name in PARTS}
    return Issue(**values)


def part_from(kind: Any, row: Mapping[Any, Any]) -> Any:
    """Return one part from its row, *kind* being what a row of its table is."""
    values = {column: row[column] for column in FIELDS[kind]}
    if kind is Notice:
        values["kind"] = NoticeKind(row["kind"])
    if values.get("outcome"):
        values["outcome"] = Outcome(values["outcome"])
    return kind(**values)
