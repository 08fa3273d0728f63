"""The journal: what an event is, how the chain is hashed, and how replay rebuilds what is stored.

A record is one flat mapping of field path to plain value (``deadline``, ``measures.2.text``,
``unit.3.name``); an event says for each path it touches what stood there before and what stands there now.
Source: shared design, "Journal".
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64
"""The ``prev_hash`` of the first event."""

Value = str | int | bool | None
Record = dict[str, Value]
Changes = dict[str, list[Value]]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the journal; *at* is UTC as ``2020-06-30T01:02:03Z``, *number* the issue or None."""

    seq: int
    at: str
    actor: str
    action: str
    number: int | None
    changes: Changes
    reason: str | None
    prev_hash: str
    hash: str


def timestamp(at: datetime) -> str:
    """Return a timezone-aware UTC moment as the journal writes it, to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def canonical(value: object) -> str:
    """Return *value* as JSON with sorted keys, no spaces and letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal(
    *,
    seq: int,
    at: str,
    actor: str,
    action: str,
    number: int | None,
    changes: Changes,
    reason: str | None,
    prev_hash: str,
) -> Event:
    """Return the event whose hash binds it to everything before it."""
    digest = _digest(seq, at, actor, action, number, changes, reason, prev_hash)
    return Event(seq, at, actor, action, number, changes, reason, prev_hash, digest)


def is_sealed(event: Event) -> bool:
    """Whether the hash of *event* fits its contents."""
    return event.hash == _digest(
        event.seq,
        event.at,
        event.actor,
        event.action,
        event.number,
        event.changes,
        event.reason,
        event.prev_hash,
    )


def _digest(
    seq: int,
    at: str,
    actor: str,
    action: str,
    number: int | None,
    changes: Changes,
    reason: str | None,
    prev_hash: str,
) -> str:
    contents = {
        "seq": seq,
        "at": at,
        "actor": actor,
        "action": action,
        "issue": number,
        "changes": changes,
        "reason": reason,
        "prev_hash": prev_hash,
    }
    return sha256(canonical(contents).encode()).hexdigest()


def flatten(entity: Any, prefix: str = "") -> Record:
    """Return a frozen dataclass as a record: nested rows numbered from 1, None and False left out."""
    record: Record = {}
    for field in fields(entity):
        value = getattr(entity, field.name)
        path = prefix + field.name
        if isinstance(value, tuple):
            for position, item in enumerate(value, 1):
                if is_dataclass(item):
                    record |= flatten(item, f"{path}.{position}.")
                else:
                    record[f"{path}.{position}"] = plain(item)
        elif value is not None and value is not False:
            record[path] = plain(value)
    return record


def plain(value: object) -> Value:
    """Return *value* as JSON can carry it; dates become ISO text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    assert value is None or isinstance(value, str | int | bool)
    return value


def changes_between(old: Mapping[str, Value], new: Mapping[str, Value]) -> Changes:
    """Return {path: [old, new]} for every path at which the two records differ."""
    paths = [*old, *(path for path in new if path not in old)]
    return {path: [old.get(path), new.get(path)] for path in paths if old.get(path) != new.get(path)}


def apply(record: Record, changes: Changes) -> list[str]:
    """Apply *changes* to *record* in place; return the paths where the old value does not fit."""
    misfits = []
    for path, (old, new) in changes.items():
        if record.get(path) != old:
            misfits.append(path)
        if new is None:
            record.pop(path, None)
        else:
            record[path] = new
    return misfits


def replay(events: Iterable[Event]) -> dict[int | None, Record]:
    """Return what the events add up to: a record per issue number; None holds the registers."""
    records: dict[int | None, Record] = {}
    for event in events:
        apply(records.setdefault(event.number, {}), event.changes)
    return records
