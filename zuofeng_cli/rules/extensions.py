"""Deadlines that move only by permission: how far, and what became of each request.

Source: shared domain notes, "Extensions".
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from zuofeng_cli.rules.codes import Action, Ending
from zuofeng_cli.rules.issue import Issue


class Said(NamedTuple):
    """An event of one issue as the journal tells it; *on* is its day in the plan's time zone."""

    on: date
    action: str
    changes: Mapping[str, Sequence[object]]
    reason: str | None


class Request(NamedTuple):
    """One request for a later deadline; *ending* is None while it waits.

    Attributes:
        deadline: as it was then.
        granted_until: the new deadline, which may be earlier than *until*, the one asked for.
        note: why it was denied.
    """

    asked_on: date
    asked_by: int
    deadline: date
    until: date
    reason: str
    progress: str | None
    ending: Ending | None = None
    ended_on: date | None = None
    decided_by: int | None = None
    granted_until: date | None = None
    note: str | None = None

    @property
    def is_late(self) -> bool:
        """Whether it came after the deadline; then the issue counts as late whatever becomes of it."""
        return self.asked_on > self.deadline

    @property
    def days(self) -> int:
        """Calendar days by which the deadline was to move."""
        return (self.until - self.deadline).days


_WAITING: Mapping[str, Any] = dict.fromkeys(("ending", "ended_on", "decided_by", "granted_until", "note"))
"""What a request says about its ending while it waits."""


def days_moved(issue: Issue, until: date) -> int:
    """Return by how many calendar days extensions will have moved deadlines of *issue*, once to *until*."""
    assert issue.deadline is not None  # only an assigned issue is extended
    return (issue.extended_days or 0) + (until - issue.deadline).days


def requests_of(events: Iterable[Said]) -> list[Request]:
    """Return all requests that the events of one issue tell of, in their order."""
    found: list[Request] = []
    deadline: date | None = None
    for event in events:
        before, after = event.changes.get("extension_until", (None, None))
        is_step = event.action in set(Action)  # what is none takes another event back
        if after and is_step:
            assert deadline is not None  # only an assigned issue is extended
            found.append(_asked(event, deadline))
        elif after:
            found[-1] = found[-1]._replace(**_WAITING)
        elif before and is_step:
            found[-1] = _ended(found[-1], event)
        elif before:
            found.pop()
        if new := event.changes.get("deadline", (None, None))[1]:
            deadline = date.fromisoformat(str(new))
    return found


def _asked(event: Said, deadline: date) -> Request:
    said = {name: new for name, (_old, new) in event.changes.items()}
    return Request(
        asked_on=event.on,
        asked_by=int(str(said["extension_by"])),
        deadline=deadline,
        until=date.fromisoformat(str(said["extension_until"])),
        reason=str(said["extension_reason"]),
        progress=str(said["extension_progress"]) if said.get("extension_progress") else None,
    )


def _ended(request: Request, event: Said) -> Request:
    """Return *request* as *event* ended it: granted, denied, or lapsed because the issue moved on."""
    if event.action != Action.EXTEND:
        return request._replace(ending=Ending.LAPSED, ended_on=event.on)
    by = event.changes.get("extension_decided_by", (None, None))[1]
    decided = request._replace(ended_on=event.on, decided_by=int(str(by)) if by else None)
    if "deadline" in event.changes:
        granted = date.fromisoformat(str(event.changes["deadline"][1]))
        return decided._replace(ending=Ending.GRANTED, granted_until=granted)
    return decided._replace(ending=Ending.DENIED, note=event.reason)
