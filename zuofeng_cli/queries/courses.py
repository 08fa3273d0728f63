"""The courses of issues, read from the journal: what happened to each, without what was taken back."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from zuofeng_cli.rules.clock import local_day
from zuofeng_cli.rules.course import Occurrence, Span, Step, course
from zuofeng_cli.store.past import last_event_by
from zuofeng_cli.store.reader import Reader

_EVENTS = """
SELECT number, seq, at, actor, action, changes, reason FROM event
WHERE number IN (:among) ORDER BY number, seq
"""
_COMMANDS = """
SELECT command.first_event, command.last_event, event.at FROM command
JOIN event ON event.seq = command.undone_by
"""
_IMPORTS = """
SELECT first_event, last_event, undone_on FROM import_batch
WHERE undone_on IS NOT NULL AND first_event IS NOT NULL
"""


def courses(
    reader: Reader, numbers: Sequence[int], *, as_of: date | None = None
) -> dict[int, tuple[Step, ...]]:
    """Return the steps of issues, by number; as of a day, they are as that day knew them.

    Issues that were not listed by then are left out.
    """
    zone = reader.plan.zone
    taken_back = list(_taken_back(reader, as_of))
    last = None if as_of is None else last_event_by(reader, as_of)
    found = {}
    for number, rows in groupby(reader.rows_among(_EVENTS, numbers), key=lambda row: row[0]):
        events = (
            Occurrence(seq, local_day(at, zone), actor, action, json.loads(changes), reason)
            for _number, seq, at, actor, action, changes, reason in rows
            if last is None or seq <= last
        )
        steps = course(events, taken_back)
        if steps:
            found[number] = steps
    return found


def _taken_back(reader: Reader, as_of: date | None) -> Iterator[Span]:
    """Yield the events of the commands and imports that had been taken back by a day."""
    zone = reader.plan.zone
    days = [(first, last, local_day(at, zone)) for first, last, at in reader.rows(_COMMANDS)]
    for first, last, undone_on in (*days, *reader.rows(_IMPORTS)):
        if as_of is None or undone_on <= as_of:
            yield first, last
