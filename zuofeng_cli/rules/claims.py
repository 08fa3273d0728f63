"""What a unit has said of its own work: while it reports progress, answers or asks for time, it is not done.

Source: shared domain notes, "Closing, deadlines, lights" and "Traps": a sham completion stopping the clock.
"""

from collections.abc import Iterable
from datetime import date

from zuofeng_cli.rules.codes import State
from zuofeng_cli.rules.journal import Changes, Record, apply

_SAID_ON = (("progress.", ".noted_on"), ("orders.", ".replied_on"), ("extension_asked_on", ""))
"""How the paths begin and end under which the journal keeps such a day."""


def last_under_way(changes: Iterable[Changes]) -> date | None:
    """Return the last day on which the work, handed over, was said to go on; None where nobody said so.

    Args:
        changes: what the events of the issue changed, in their order.
    """
    record: Record = {}
    said: list[date] = []
    for each in changes:
        apply(record, each)
        if record.get("state") == State.ASSIGNED:
            days = (new for path, (_old, new) in each.items() if _is_said_day(path))
            said += [date.fromisoformat(str(day)) for day in days if day is not None]
    return max(said, default=None)


def _is_said_day(path: str) -> bool:
    return any(path.startswith(begins) and path.endswith(ends) for begins, ends in _SAID_ON)
