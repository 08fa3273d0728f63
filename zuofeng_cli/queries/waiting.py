"""The standing list: what waits for whom, since when. One kind of waiting is one row of ``KINDS``.

A statement gives number and entry (the id in its own register, where no issue is meant), person, day,
description and unit; what follows these is for *role_of*.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from zuofeng_cli.queries.lint import SHORTEST_DESCRIPTION
from zuofeng_cli.queries.orders import AWAITED_SQL
from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.organisation import roles_that_extend
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import N_

CHECKER = "checker"
"""Not a role of the register: anybody who had no part in the work."""

_ISSUE = """
FROM issue
LEFT JOIN unit ON unit.id = issue.unit_id
LEFT JOIN owner ON owner.id = issue.owner_id
"""
_FACTS = "issue.description, unit.name"
_LISTED = "issue.state = 'open'"
_LACKS = "(issue.unit_id IS NULL OR issue.owner_id IS NULL OR issue.deadline IS NULL)"
_RESUMED = "issue.state = 'assigned' AND issue.resumed_on IS NOT NULL"
_REOPENED = "(issue.reopen_reason IS NOT NULL AND issue.returned_by IS NULL)"
"""Taken up again, and since then not sent back: the next completion clears who sent it back."""

_UNDECIDED = """
notice.kind = 'suggested' AND notice.outcome IS NULL AND notice.deadline = issue.deadline
AND notice.level > issue.level
"""

RoleOf = Callable[[Plan, Sequence[Any]], str]


class Kind(NamedTuple):
    """One kind of waiting.

    Attributes:
        code: its name in JSON; *label* is a msgid.
        role: who is meant where the statement names no person.
        role_of: who is meant, where that depends on the plan and on what the statement gives besides.
        entry: a msgid, how an entry of a register is written where no issue is meant.
        has_level: its statement gives besides which level is meant.
        days_after: it begins to wait so many days after the day that the statement gives.
    """

    code: str
    label: str
    sql: str
    role: str | None = None
    role_of: RoleOf | None = None
    days_after: int = 0
    entry: str = ""
    has_level: bool = False


def _may_extend(plan: Plan, more: Sequence[Any]) -> str:
    deadline, until, moved = more
    return roles_that_extend(plan.extension, moved + (until - deadline).days)[0]


KINDS = (
    Kind(
        "check",
        N_("to be checked"),
        f"SELECT issue.number, NULL, NULL, issue.rectified_on, {_FACTS} {_ISSUE}"
        " WHERE issue.state = 'rectified'",
        role=CHECKER,
    ),
    Kind(
        "close",
        N_("notice over, to be closed"),
        f"SELECT issue.number, NULL, NULL, issue.notice_until, {_FACTS} {_ISSUE}"
        " WHERE issue.state = 'verified' AND issue.notice_until < :today"
        " AND NOT EXISTS (SELECT 1 FROM objection"
        " WHERE objection.number = issue.number AND objection.outcome IS NULL)",
        role=CHECKER,
        days_after=1,
    ),
    Kind(
        "returned",
        N_("sent back, to be put right"),
        f"SELECT issue.number, NULL, owner.name, issue.resumed_on, {_FACTS} {_ISSUE}"
        f" WHERE {_RESUMED} AND NOT {_REOPENED}",
    ),
    Kind(
        "reopened",
        N_("reopened, to be put right"),
        f"SELECT issue.number, NULL, owner.name, issue.resumed_on, {_FACTS} {_ISSUE}"
        f" WHERE {_RESUMED} AND {_REOPENED}",
    ),
    Kind(
        "extension",
        N_("extension to be decided"),
        f"SELECT issue.number, NULL, NULL, issue.extension_asked_on, {_FACTS}, issue.deadline,"
        f" issue.extension_until, coalesce(issue.extended_days, 0) {_ISSUE}"
        " WHERE issue.extension_until IS NOT NULL",
        role_of=_may_extend,
    ),
    Kind(
        "suggestion",
        N_("suggested level to be decided"),
        f"SELECT issue.number, NULL, NULL, notice.due_on, {_FACTS}, (SELECT max(higher.level)"
        " FROM notice AS higher WHERE higher.number = issue.number"
        f" AND {_UNDECIDED.replace('notice.', 'higher.')}) {_ISSUE}"
        " JOIN notice ON notice.number = issue.number"
        f" WHERE issue.state IN ('open', 'assigned') AND {_UNDECIDED}"
        " AND NOT EXISTS (SELECT 1 FROM notice AS lower WHERE lower.number = issue.number"
        f" AND lower.level < notice.level AND {_UNDECIDED.replace('notice.', 'lower.')})",
        role=Role.LEADER,
        has_level=True,
    ),
    Kind(
        "objection",
        N_("objection to be decided"),
        f"SELECT issue.number, NULL, NULL, objection.raised_on, {_FACTS} {_ISSUE}"
        " JOIN objection ON objection.number = issue.number"
        " WHERE objection.outcome IS NULL AND issue.state IN ('verified', 'closed')",
        role=CHECKER,
    ),
    Kind(
        "order",
        N_("order to be answered"),
        f"SELECT issue.number, NULL, owner.name, supervision_order.issued_on, {_FACTS} {_ISSUE}"
        " JOIN supervision_order ON supervision_order.number = issue.number"
        f" WHERE {AWAITED_SQL}",
    ),
    Kind(
        "look_back",
        N_("drawn, to be looked back at"),
        f"SELECT issue.number, NULL, NULL, look_back_draw.drawn_on, {_FACTS} {_ISSUE}"
        " JOIN drawn_issue ON drawn_issue.number = issue.number"
        " JOIN look_back_draw ON look_back_draw.id = drawn_issue.draw_id"
        " WHERE drawn_issue.verdict IS NULL AND issue.state = 'closed'",
        role=CHECKER,
    ),
    Kind(
        "proposal",
        N_("proposal to reopen, to be decided"),
        f"SELECT issue.number, NULL, NULL, issue.proposed_on, {_FACTS} {_ISSUE}"
        " WHERE issue.state = 'closed' AND issue.proposal IS NOT NULL",
        role=Role.SUPERVISOR,
    ),
    Kind(
        "tolerance",
        N_("tolerance request to be decided"),
        "SELECT NULL, accountability.id, NULL, accountability.tolerance_asked_on,"
        " accountability.tolerance_reason, unit.name FROM accountability"
        " JOIN unit ON unit.id = accountability.unit_id"
        " WHERE accountability.tolerance_asked_on IS NOT NULL"
        " AND accountability.tolerance_decided_on IS NULL",
        role=Role.LEADER,
        entry=N_("Accountability {number}"),
    ),
    Kind(
        "clue",
        N_("clue to be settled"),
        "SELECT NULL, clue.id, NULL, clue.received_on, clue.text, unit.name FROM clue"
        " LEFT JOIN unit ON unit.id = clue.unit_id WHERE clue.number IS NULL AND clue.settled_on IS NULL",
        role=Role.CLERK,
        entry=N_("Clue {number}"),
    ),
    Kind(
        "incomplete",
        N_("incomplete, to be completed"),
        f"SELECT issue.number, NULL, NULL, issue.opened_on, {_FACTS} {_ISSUE} WHERE {_LISTED} AND {_LACKS}",
        role=Role.CLERK,
    ),
    Kind(
        "vague",
        N_("too vague, to be described"),
        f"SELECT issue.number, NULL, NULL, issue.opened_on, {_FACTS} {_ISSUE}"
        f" WHERE {_LISTED} AND length(issue.description) < {SHORTEST_DESCRIPTION}",
        role=Role.CLERK,
    ),
    Kind(
        "assign",
        N_("to be handed over"),
        f"SELECT issue.number, NULL, NULL, issue.opened_on, {_FACTS} {_ISSUE}"
        f" WHERE {_LISTED} AND NOT {_LACKS}",
        role=Role.CLERK,
    ),
)


class WaitingRow(NamedTuple):
    """What waits.

    Attributes:
        number: the issue; None where no issue is meant, then *entry* is the id in the register of its kind.
        person: who is to act, or None: then whoever has the *role*.
        days: how many calendar days it has waited.
        level: the one that is suggested.
    """

    kind: Kind
    number: int | None
    entry: int | None
    ref: str | None
    person: str | None
    role: str | None
    since: date
    days: int
    description: str | None
    unit: str | None
    level: int | None = None


def waiting(reader: Reader, *, today: date) -> list[WaitingRow]:
    """Return everything that waits as of *today*, the oldest first."""
    found = [row for kind in KINDS for row in _rows(reader, kind, today)]
    return sorted(found, key=lambda row: (row.since, KINDS.index(row.kind), row.number or 0, row.entry or 0))


def _rows(reader: Reader, kind: Kind, today: date) -> list[WaitingRow]:
    parameters = {"today": today} if ":today" in kind.sql else {}
    found = []
    for number, entry, person, day, description, unit, *more in reader.rows(kind.sql, **parameters):
        since = day + timedelta(kind.days_after)
        role = kind.role_of(reader.plan, more) if kind.role_of else kind.role
        ref = reader.ref(number) if number else None
        days = (today - since).days
        level = more[0] if kind.has_level else None
        found.append(
            WaitingRow(kind, number, entry, ref, person, role, since, days, description, unit, level)
        )
    return found
