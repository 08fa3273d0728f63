"""Replaying the journal: what its events add up to, told as simply as can be."""

import json
from collections.abc import Iterable

from zuofeng_cli.rules.journal import Event, Record, apply


def replay(events: Iterable[Event]) -> dict[int | None, Record]:
    """Return a record per issue number; None holds the registers."""
    records: dict[int | None, Record] = {}
    for event in events:
        apply(records.setdefault(event.number, {}), json.loads(event.changes))
    return records
