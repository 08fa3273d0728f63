"""What waits for whom: ``list --waiting``, as a sheet and as the documented JSON."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Column, Format, Sheet, cells, print_json, print_sheet
from zuofeng_cli.labels import label
from zuofeng_cli.queries import registers
from zuofeng_cli.queries.entries import entries
from zuofeng_cli.queries.issues import IssueFilter, list_issues
from zuofeng_cli.queries.waiting import CHECKER, WaitingRow, waiting
from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.organisation import Member, with_authority
from zuofeng_cli.rules.registers import find_owner
from zuofeng_cli.typed_words import read_code
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.rules.plan import Plan
    from zuofeng_cli.store.reader import Reader

CHECKER_WORD = N_("checker of another unit")


def print_waiting(
    reader: "Reader", wanted: IssueFilter, whom: str | None, *, today: date, format_: Format | None
) -> None:
    """Print what waits: of the issues *wanted*, in their order, and for *whom* where that is given."""
    rows = waiting(reader, today=today)
    if not wanted.takes_all:
        found = list_issues(reader, wanted._replace(limit=None, offset=0), today=today)
        order = {issue.number: at for at, issue in enumerate(found)}
        rows = sorted((row for row in rows if row.number in order), key=lambda row: order[row.number or 0])
    if whom is not None:
        rows = _for(reader, rows, whom)
    total = len(rows)
    rows = rows[wanted.offset :][: wanted.limit]
    if format_ is Format.JSON:
        print_json([_payload(row) for row in rows])
    else:
        print_sheet(_sheet(rows, total, reader.plan), format_)


def _for(reader: "Reader", rows: Sequence[WaitingRow], whom: str) -> list[WaitingRow]:
    """Return what waits for a role, or for a person: by name, or by the role the person has."""
    from zuofeng_cli.errors.usage import UnknownWord

    if name_key(whom) in map(name_key, (CHECKER, _(CHECKER_WORD))):
        return [row for row in rows if row.role == CHECKER]
    try:
        role = read_code(whom, Role, N_("role"))
    except UnknownWord:
        return _for_person(reader, rows, whom)
    return [row for row in rows if row.role == role]


def _for_person(reader: "Reader", rows: Sequence[WaitingRow], name: str) -> list[WaitingRow]:
    """Return what waits for a person; checks wait for supervisors and leaders of other units."""
    units = registers.units(reader)
    person = find_owner(name, registers.owners(reader), units)
    role = with_authority(person, entries(reader, Member, owner_id=person.id), reader.plan).role
    home = next(unit.name for unit in units if unit.id == person.unit_id)
    checks = role in (Role.SUPERVISOR, Role.LEADER)
    return [
        row
        for row in rows
        if row.person == person.name
        or row.role == role
        or (row.role == CHECKER and checks and row.unit != home)
    ]


def _sheet(rows: Sequence[WaitingRow], total: int, plan: "Plan") -> Sheet:
    columns = (
        *(Column(_("Number")), Column(_("Waits for")), Column(_("Whom"))),
        *(Column(_("Since"), drop=1), Column(_("Days waiting"), figure=True)),
        *(Column(_("Responsible unit"), long=True, drop=2), Column(_("Description"), long=True, cut=True)),
    )
    shown = [
        cells(_name(row), _what(row, plan), _whom(row), row.since, row.days, row.unit, row.description)
        for row in rows
    ]
    return Sheet("", columns, shown, (_("{shown} of {total} waiting.").format(shown=len(rows), total=total),))


def _name(row: WaitingRow) -> str:
    """Return how the issue, or the entry of another register, is written."""
    return row.ref or _(row.kind.entry).format(number=row.entry)


def _what(row: WaitingRow, plan: "Plan") -> str:
    """Return what is to be done, with the level that is suggested."""
    if row.level is None:
        return _(row.kind.label)
    return _("{what}: {level}").format(what=_(row.kind.label), level=plan.ladder.label(row.level))


def _whom(row: WaitingRow) -> str | None:
    if row.person:
        return row.person
    if row.role == CHECKER:
        return _(CHECKER_WORD)
    return label(Role(row.role)) if row.role else None


def _payload(row: WaitingRow) -> dict[str, object]:
    return {**row._asdict(), "kind": row.kind.code}
