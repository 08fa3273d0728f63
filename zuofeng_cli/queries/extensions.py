"""All requests for extensions, as the journal tells them, decided ones included."""

import json
from itertools import groupby
from typing import NamedTuple

from zuofeng_cli.queries.registers import owners
from zuofeng_cli.rules.clock import local_day
from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.extensions import Request, Said, requests_of
from zuofeng_cli.rules.organisation import roles_that_extend
from zuofeng_cli.store.reader import Reader

_EVENTS = """
SELECT event.number, event.at, event.action, event.changes, event.reason, issue.description, unit.name,
       coalesce(issue.extended_days, 0)
FROM event
JOIN issue ON issue.number = event.number
LEFT JOIN unit ON unit.id = issue.unit_id
WHERE event.number IN (SELECT asked.number FROM event AS asked WHERE asked.action = 'extend')
AND (event.changes LIKE :deadline OR event.changes LIKE :request)
ORDER BY event.number, event.seq
"""


class ExtensionRow(NamedTuple):
    """One request with its issue.

    Attributes:
        may_decide: the roles that may grant it, the lowest first; empty once it is decided.
    """

    number: int
    ref: str
    description: str
    unit: str | None
    request: Request
    asked_by: str
    decided_by: str | None
    may_decide: tuple[Role, ...]


def extensions(reader: Reader) -> list[ExtensionRow]:
    """Return all requests, by issue and in their order."""
    rows = reader.rows(_EVENTS, deadline='%"deadline":%', request='%"extension_until":%')
    zone, names = reader.plan.zone, {owner.id: owner.name for owner in owners(reader)}
    found: list[ExtensionRow] = []
    for number, group in groupby(rows, key=lambda row: int(row[0])):
        told = list(group)
        description, unit, moved = told[0][5:]
        events = (
            Said(local_day(at, zone), action, json.loads(changes), reason)
            for _number, at, action, changes, reason, *_issue in told
        )
        for request in requests_of(events):
            roles: tuple[Role, ...] = ()
            if request.ending is None:
                roles = roles_that_extend(reader.plan.extension, moved + request.days)
            persons = (names[request.asked_by], names.get(request.decided_by or 0))
            found.append(
                ExtensionRow(number, reader.ref(number), description, unit, request, *persons, roles)
            )
    return found
