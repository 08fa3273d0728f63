"""The journal: what an event is, how the chain is hashed, and how replay rebuilds what is stored.

A record is one flat mapping of field path to plain value (``deadline``, ``measures.2.text``,
``unit.3.name``); an event says for each path it touches what stood there before and what stands there now.
Source: shared design, "Journal".
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import sha256
from itertools import repeat, zip_longest
from json.encoder import encode_basestring
from operator import attrgetter, itemgetter
from typing import Any, cast

GENESIS = "0" * 64
"""The ``prev_hash`` of the first event."""

UNDO = "undo"
"""The action of events that take others back."""

Value = str | int | bool | None
Record = dict[str, Value]
Changes = dict[str, list[Value]]
Steps = Sequence[tuple[str, Changes]]
"""Actions with what each changes, in their order."""

_PLAIN = frozenset({str, int, bool, type(None)})


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the journal.

    Attributes:
        at: UTC as ``2020-06-30T01:02:03Z``.
        number: the issue, None for the registers.
        changes: canonical JSON of ``{path: [old, new]}``.
    """

    seq: int
    at: str
    actor: str
    action: str
    number: int | None
    changes: str
    reason: str | None
    prev_hash: str
    hash: str


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def timestamp(at: datetime) -> str:
    """Return a timezone-aware UTC moment as the journal writes it, to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def canonical(value: object) -> str:
    """Return *value* as JSON with sorted keys, no spaces and letters as they are."""
    return _encode(value)


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
    said = canonical(changes)
    own_hash = digest(seq, at, actor, action, number, said, reason, prev_hash)
    return Event(seq, at, actor, action, number, said, reason, prev_hash, own_hash)


def is_sealed(event: Event) -> bool:
    """Whether the hash of *event* fits its contents."""
    return event.hash == digest(
        event.seq,
        event.at,
        event.actor,
        event.action,
        event.number,
        event.changes,
        event.reason,
        event.prev_hash,
    )


def digest(
    seq: int,
    at: str,
    actor: str,
    action: str,
    number: int | None,
    changes: str,
    reason: str | None,
    prev_hash: str,
) -> str:
    """Return SHA-256 over the canonical JSON of an event without its own hash; *changes* is that already."""
    # Put together by hand, in the order of sorted keys: the stored text of the changes goes in as it is.
    issue = "null" if number is None else number
    why = "null" if reason is None else _encode(reason)
    said = (
        f'{changes},"issue":{issue},"prev_hash":{encode_basestring(prev_hash)},"reason":{why},"seq":{seq}}}'
    )
    return sha256(digest_head(action, actor, at) + said.encode()).hexdigest()


def chained(
    said: Iterable[tuple[str, int, bytes]],
    *,
    seq: int,
    prev_hash: str,
    actor: str,
    at: str,
    reason: str | None = None,
) -> Iterator[tuple[int, str, int, bytes, str, str]]:
    """Yield sequence number, action, issue, changes, ``prev_hash`` and hash of many events.

    Args:
        said: action, issue and canonical changes in UTF-8 of each event.
        seq, prev_hash: of the event before them.
    """
    ending = b',"issue":%d,"prev_hash":"%b","reason":' + said_in(reason).replace(b"%", b"%%") + b',"seq":%d}'
    for action, number, changes in said:
        seq += 1
        head = digest_head(action, actor, at)
        own_hash = sha256(head + changes + ending % (number, prev_hash.encode(), seq)).hexdigest()
        yield seq, action, number, changes, prev_hash, own_hash
        prev_hash = own_hash


@lru_cache
def digest_head(action: str, actor: str, at: str) -> bytes:
    """Return what all events of one command begin with."""
    return (_encode({"action": action, "actor": actor, "at": at})[:-1] + ',"changes":').encode()


_Form = tuple[bytearray, Callable[[Sequence[bytes]], tuple[bytes, ...]]]


in_json = encode_basestring
"""Returns one text as canonical JSON."""


def said_in(value: Value) -> bytes:
    """Return one plain value as canonical JSON in UTF-8."""
    return (encode_basestring(value) if value.__class__ is str else _encode(value)).encode()


class Common:
    """What many new records have in common, so that what they begin with is put into words once.

    Attributes:
        record: the common paths with their values.
    """

    __slots__ = ("_forms", "paths", "record", "values")

    def __init__(self, record: Record) -> None:
        self.record = record
        self.paths = tuple(record)
        self.values = tuple(record.values())
        self._forms: dict[tuple[str, ...], _Form | None] = {}

    def beginning(self, paths: tuple[str, ...], said: Sequence[bytes]) -> bytes:
        """Return the canonical changes, in UTF-8, that bring this record into being.

        Args:
            paths, said: of its own, two at least, with their values as `said_in` gives them.
        """
        form = self._forms.get(paths)
        if form is None:
            form = self._forms[paths] = self._form(paths)
        text, in_order = form
        return text % in_order(said)

    def _form(self, own: Sequence[str]) -> _Form:
        """Return the text with gaps for the paths of its own, and what picks their values in its order."""
        entries = {path: _encode([None, value]).replace("%", "%%") for path, value in self.record.items()}
        entries |= dict.fromkeys(own, "[null,%b]")
        said = (f"{_encode(path).replace('%', '%%')}:{entry}" for path, entry in sorted(entries.items()))
        in_order = itemgetter(*sorted(range(len(own)), key=own.__getitem__))
        # Not bytes: Python's sqlite3 would look for an adapter of each.
        return bytearray(f"{{{','.join(said)}}}".encode()), in_order


def flatten(entity: Any, prefix: str = "") -> Record:
    """Return a frozen dataclass as a record: nested rows numbered from 1, None and False left out."""
    return {path: new for path, (_old, new) in changes_of(None, entity, prefix).items()}


def record_of(values: Mapping[str, Any]) -> Record:
    """Return fields of an entity, given by name, as a record."""
    record: Record = {}
    for path, value in values.items():
        if isinstance(value, tuple):
            record |= {name: new for name, (_old, new) in _changed_rows((), value, path).items()}
        elif (said := _said(value)) is not None:
            record[path] = said
    return record


def changes_of(before: Any | None, after: Any, prefix: str = "") -> Changes:
    """Return {path: [old, new]} for what differs between two states of one entity; None is nothing."""
    changes: Changes = {}
    names, values = _fields_of(after.__class__)
    told = zip(names, repeat(None) if before is None else values(before), values(after), strict=False)
    for name, old, new in told:
        if old is new or old == new:
            continue
        path = prefix + name
        if isinstance(new, tuple):
            changes |= _changed_rows(old or (), new, path)
        elif (said_before := _said(old)) != (says_now := _said(new)):
            changes[path] = [said_before, says_now]
    return changes


@cache
def _fields_of(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Return the fields (more than one) of a frozen dataclass, and what gets all their values at once."""
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)


def _changed_rows(old: Sequence[Any], new: Sequence[Any], path: str) -> Changes:
    changes: Changes = {}
    for position, (left, right) in enumerate(zip_longest(old, new), 1):
        if left == right:
            continue
        here = f"{path}.{position}"
        if is_dataclass(left) or is_dataclass(right):
            changes |= _changed_row(left, right, f"{here}.")
        else:
            changes[here] = [_said(left), _said(right)]
    return changes


def _changed_row(left: Any | None, right: Any | None, prefix: str) -> Changes:
    if right is not None:
        return changes_of(left, right, prefix)
    return {path: [new, None] for path, (_old, new) in changes_of(None, left, prefix).items()}


def plain(value: object) -> Value:
    """Return *value* as JSON can carry it; dates become ISO text."""
    if value.__class__ in _PLAIN:
        return cast("Value", value)
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, StrEnum)
    return value.value


def _said(value: object) -> Value:
    """Return *value* as a record holds it: what is false or empty is not there."""
    return None if value is None or value is False else plain(value)


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


def reverse(changes: Changes) -> Changes:
    """Return the changes that take *changes* back."""
    return {path: [new, old] for path, (old, new) in changes.items()}
