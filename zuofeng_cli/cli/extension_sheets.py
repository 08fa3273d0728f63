"""Requests for extensions as sheets to print and as the documented JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Cell, Column, Sheet, cells, joined
from zuofeng_cli.labels import label
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.queries.detail import Detail
    from zuofeng_cli.queries.extensions import ExtensionRow
    from zuofeng_cli.rules.extensions import Request


def extensions_sheet(rows: Sequence["ExtensionRow"]) -> Sheet:
    """Return all requests, each with its issue."""
    columns = (
        Column(_("Number")),
        Column(_("Description"), long=True, cut=True, drop=1),
        Column(_("Responsible unit"), long=True, drop=2),
        *_columns(),
    )
    shown = [
        (*cells(row.ref, row.description, row.unit), *_cells(row.request, row.asked_by, row.decided_by))
        for row in rows
    ]
    notes = [_("Requests: {count}.").format(count=len(rows))]
    waiting = [row for row in rows if row.may_decide]
    if waiting:
        words = [
            _("{ref}: {roles}").format(ref=row.ref, roles=joined([label(role) for role in row.may_decide]))
            for row in waiting
        ]
        notes.append(_("May decide – {list}.").format(list="; ".join(words)))
    return Sheet("", columns, shown, notes)


def extension_sheets(detail: "Detail") -> list[Sheet]:
    """Return the requests of one issue, as far as there are any."""
    rows = [
        _cells(request, detail.people.get(request.asked_by), detail.people.get(request.decided_by or 0))
        for request in detail.extensions
    ]
    return [Sheet("", _columns(), rows)] if rows else []


def _columns() -> tuple[Column, ...]:
    return (
        *(Column(_("Asked on")), Column(_("Asked by"), drop=5), Column(_("Deadline then"), drop=6)),
        *(Column(_("Extension to")), Column(_("Reason"), long=True, cut=True, drop=4)),
        *(Column(_("Progress"), long=True, cut=True, drop=3), Column(_("Decision"))),
        *(Column(_("Decided by"), drop=7), Column(_("Decided on"), drop=8)),
    )


def _cells(request: "Request", asked_by: str | None, decided_by: str | None) -> tuple[Cell, ...]:
    asked_on = request.asked_on.isoformat()
    return cells(
        _("{day} (late)").format(day=asked_on) if request.is_late else asked_on,
        *(asked_by, request.deadline, request.until, request.reason, request.progress),
        _decision(request),
        *(decided_by, request.ended_on),
    )


def _decision(request: "Request") -> str:
    if request.ending is None:
        return _("waiting")
    if request.granted_until and request.granted_until != request.until:
        return _("granted to {day}").format(day=request.granted_until)
    return label(request.ending)


def extension_payload(row: "ExtensionRow") -> dict[str, object]:
    """Return one request with its issue as the documented JSON."""
    return {
        "ref": row.ref,
        "number": row.number,
        "description": row.description,
        "unit": row.unit,
        **_payload(row.request, row.asked_by, row.decided_by),
        "may_decide": list(row.may_decide),
    }


def extensions_payload(detail: "Detail") -> list[dict[str, object]]:
    """Return the requests of one issue as the documented JSON."""
    people = detail.people
    return [
        _payload(request, people.get(request.asked_by), people.get(request.decided_by or 0))
        for request in detail.extensions
    ]


def _payload(request: "Request", asked_by: str | None, decided_by: str | None) -> dict[str, object]:
    told = request._asdict() | {"asked_by": asked_by, "decided_by": decided_by}
    return {**told, "late": request.is_late, "days": request.days}
