"""Rebuilding an issue from its record: what the journal adds up to becomes the issue again."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, get_args

from zuofeng_cli.rules.codes import IssueType, NoticeKind, Outcome, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Record, Value
from zuofeng_cli.rules.parts import Evidence, Measure, Notice, Objection, Order, ProgressNote

PARTS: Mapping[str, type | None] = {
    "cooperating": None,
    "measures": Measure,
    "progress": ProgressNote,
    "evidence": Evidence,
    "notices": Notice,
    "orders": Order,
    "objections": Objection,
}
"""What one row of each part of an issue is; None for a cooperating unit, which is its id."""

_CODES: Mapping[str, Any] = {"state": State, "type": IssueType}
_PART_CODES: Mapping[str, Any] = {"kind": NoticeKind, "outcome": Outcome}


def issue_of(record: Record) -> Issue:
    """Return the issue whose record is *record*; what a record leaves out is as in a new issue."""
    own: dict[str, Any] = {}
    parts: dict[str, dict[int, dict[str, Value]]] = {}
    for path, value in record.items():
        name, _point, rest = path.partition(".")
        if not rest:
            own[name] = value
            continue
        position, _point, column = rest.partition(".")
        parts.setdefault(name, {}).setdefault(int(position), {})[column] = value
    values = _typed(Issue, own) | {name: code(own[name]) for name, code in _CODES.items() if name in own}
    for name, rows in parts.items():
        values[name] = tuple(_part(PARTS[name], rows[position]) for position in sorted(rows))
    return Issue(**values)


def _part(kind: type | None, row: dict[str, Value]) -> Any:
    if kind is None:
        return row[""]
    values = _typed(kind, row)
    if kind is not Evidence:  # whose kind is plain
        values |= {name: code(row[name]) for name, code in _PART_CODES.items() if row.get(name)}
    return kind(**values)


def _typed(kind: Any, plain: Mapping[str, Value]) -> dict[str, Any]:
    """Return the plain values with days as dates."""
    days = {field.name for field in fields(kind) if date in (field.type, *get_args(field.type))}
    return {
        name: date.fromisoformat(str(value)) if name in days and value is not None else value
        for name, value in plain.items()
    }
