"""The parts of one issue that supervision brings, as sheets and JSON: objections, notices, orders."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Column, Sheet, cells
from zuofeng_cli.labels import label, order_no
from zuofeng_cli.rules.codes import Outcome
from zuofeng_cli.rules.figures import DASH
from zuofeng_cli.rules.parts import Notice, Objection, Order
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.queries.detail import Detail
    from zuofeng_cli.rules.journal import Changes
    from zuofeng_cli.rules.plan import Plan

_FOLLOWED: Mapping[Outcome, str] = {
    Outcome.UPHELD: N_("followed"),
    Outcome.DISMISSED: N_("not followed"),
}
"""What a leader made of a level that was suggested."""


def urged(detail: "Detail") -> str | None:
    """Return how often the owner was urged, and when last; nothing for never."""
    more = detail.more
    if not more.urges:
        return None
    return _("{count}×, last on {day}").format(count=more.urges, day=more.urged_on)


def supervision_sheets(detail: "Detail", plan: "Plan") -> list[Sheet]:
    """Return objections, notices and supervision orders, as far as there are any."""
    sheets = (_objections(detail), _notices(detail, plan), _orders(detail, plan))
    return [sheet for sheet in sheets if sheet.rows]


def _objections(detail: "Detail") -> Sheet:
    columns = (
        *(Column(_("No."), figure=True), Column(_("Raised on")), Column(_("Raised by"), long=True)),
        *(Column(_("Objection"), long=True), Column(_("Decision"))),
        *(Column(_("Decided by"), drop=1), Column(_("Decided on"), drop=2)),
    )
    rows = [
        cells(
            *(position, objection.raised_on, objection.raised_by, objection.text),
            label(objection.outcome) if objection.outcome else _("undecided"),
            *(detail.people.get(objection.decided_by or 0), objection.decided_on),
        )
        for position, objection in enumerate(detail.objections, 1)
    ]
    return Sheet("", columns, rows)


def _notices(detail: "Detail", plan: "Plan") -> Sheet:
    is_decided = any(notice.outcome for notice in detail.notices)
    columns = [Column(_("Date")), Column(_("Notice")), Column(_("Level"))]
    if is_decided:
        columns += [Column(_("Decision")), Column(_("Decided by")), Column(_("Decided on"))]
    rows = []
    for notice in detail.notices:
        row = cells(notice.due_on, label(notice.kind), plan.ladder.label(notice.level) or DASH)
        if is_decided:
            outcome = _(_FOLLOWED[notice.outcome]) if notice.outcome else None
            row += cells(outcome, detail.people.get(notice.decided_by or 0), notice.decided_on)
        rows.append(row)
    return Sheet("", columns, rows)


def _orders(detail: "Detail", plan: "Plan") -> Sheet:
    columns = (
        *(Column(_("Order")), Column(_("Level"), drop=1), Column(_("Issued on"), drop=2)),
        *(Column(_("Reply due")), Column(_("Replied on")), Column(_("Replied by"), drop=3)),
        Column(_("Reply"), long=True),
    )
    rows = [
        cells(
            *(order_no(order.year, order.serial), plan.ladder.label(order.level), order.issued_on),
            *(order.reply_due, order.replied_on, detail.people.get(order.replied_by or 0), order.reply),
        )
        for order in detail.orders
    ]
    return Sheet("", columns, rows)


def supervision_payload(detail: "Detail") -> dict[str, object]:
    """Return objections, notices and supervision orders as JSON, with persons by their names."""

    def named(part: Notice | Order | Objection, field: str) -> dict[str, object]:
        told = asdict(part)
        return {**told, field: detail.people.get(told[field] or 0)}

    return {
        "objections": [named(objection, "decided_by") for objection in detail.objections],
        "notices": [named(notice, "decided_by") for notice in detail.notices],
        "orders": [named(order, "replied_by") for order in detail.orders],
    }


def told_part(path: str, changes: "Changes") -> str | None:
    """Return what one changed value of a part says in the history; nothing where others say it."""
    kind, _point, rest = path.partition(".")
    position, _point, field = rest.partition(".")
    new = changes[path][1]
    if new is None:
        return None
    match kind, field:
        case "measures", "done_on":
            return _("measure {position} done").format(position=position)
        case "orders", "serial":
            return order_no(int(str(changes[f"{kind}.{position}.year"][1])), int(str(new)))
        case "orders", "reply":
            return str(new)
        case "objections", "raised_by":
            return str(new)
        case "objections", "outcome":
            return label(Outcome(str(new)))
        case "notices", "outcome":
            return _(_FOLLOWED[Outcome(str(new))])
        case "chronic", "":
            return _("chronic")
        case "proposal", "":
            return _("by survey {survey}").format(survey=str(new).rpartition(".")[2])
        case "urges" | "reports" | "coordinations", "":
            return _("number {count}").format(count=new)
    return None
