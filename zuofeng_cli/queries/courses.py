"""The courses of issues, read from the journal: what happened to each, without what was taken back."""

import json
from collections.abc import Sequence
from itertools import groupby

from zuofeng_cli.queries.detail import local_day
from zuofeng_cli.rules.course import Occurrence, Span, Step, course
from zuofeng_cli.store.reader import Reader

_EVENTS = """
SELECT number, seq, at, actor, action, changes, reason FROM event
WHERE number IN (:among) ORDER BY number, seq
"""
_TAKEN_BACK = """
SELECT first_event, last_event FROM command WHERE undone_by IS NOT NULL
UNION
SELECT first_event, last_event FROM import_batch WHERE undone_on IS NOT NULL AND first_event IS NOT NULL
"""


def courses(reader: Reader, numbers: Sequence[int]) -> dict[int, tuple[Step, ...]]:
    """Return the steps of issues, by number."""
    zone = reader.plan.zone
    taken_back: list[Span] = [(first, last) for first, last in reader.rows(_TAKEN_BACK)]
    found = {}
    for number, rows in groupby(reader.rows_among(_EVENTS, numbers), key=lambda row: row[0]):
        events = (
            Occurrence(seq, local_day(at, zone), actor, action, json.loads(changes), reason)
            for _number, seq, at, actor, action, changes, reason in rows
        )
        found[number] = course(events, taken_back)
    return found
