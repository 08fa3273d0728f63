"""What each paper says, in words: by the names that its template uses."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zuofeng_cli.errors.papers import AccountNotFound, NeverReturned, NoExtensionDecided
from zuofeng_cli.errors.supervision import OrderNotFound
from zuofeng_cli.labels import order_no
from zuofeng_cli.queries.accountability import AccountRow, accounts
from zuofeng_cli.queries.detail import Detail, HistoryRow, show
from zuofeng_cli.queries.orders import OrderRow, orders
from zuofeng_cli.rules.codes import Action, Ending
from zuofeng_cli.rules.extensions import Request
from zuofeng_cli.rules.papers import Paper, PaperKind
from zuofeng_cli.rules.references import parse_order_number
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import N_, _

Said = dict[str, Any]

_NUMBERS: Mapping[PaperKind, str] = {
    PaperKind.RETURN: N_("Return [{year}] No. {serial}"),
    PaperKind.EXTENSION: N_("Deadline [{year}] No. {serial}"),
    PaperKind.INTERVIEW: N_("Interview [{year}] No. {serial}"),
    PaperKind.CIRCULAR: N_("Circular [{year}] No. {serial}"),
    PaperKind.BULLETIN: N_("{year}, No. {serial}"),
}
OFFICE = "office"
"""The body of the plan that issues papers."""


def day_words(day: date | None) -> str:
    """Return a day as papers write it, without leading noughts."""
    return _("{day}/{month}/{year}").format(year=day.year, month=day.month, day=day.day) if day else ""


def paper_no(paper: Paper) -> str:
    """Return how the number of a paper is written."""
    return _(_NUMBERS[paper.kind]).format(year=paper.year, serial=paper.serial)


def always(reader: Reader, no: str, day: date) -> Said:
    """Return what every paper says."""
    office = next((body.label for body in reader.plan.bodies if body.code == OFFICE), reader.plan.label)
    return {"campaign": reader.plan.label, "issuer": office, "no": no, "day": day_words(day)}


def order_of(reader: Reader, given: str, *, today: date) -> OrderRow:
    """Return a supervision order.

    Raises:
        BadOrderNumber, OrderNotFound: as they say.
    """
    wanted = parse_order_number(given, year=reader.year)
    for order in orders(reader, today=today):
        if (order.year, order.serial) == wanted:
            return order
    raise OrderNotFound(given=given)


def order_said(reader: Reader, order: OrderRow, *, today: date) -> Said:
    """Return what a supervision order says; it is dated as it was issued, whenever it is written."""
    return {
        **always(reader, order_no(order.year, order.serial), order.issued_on),
        **_issue(show(reader, order.ref, today=today)),
        "level": reader.plan.ladder.label(order.level),
        "missed": day_words(order.deadline),
        "days_late": max((order.issued_on - order.deadline).days, 0),
        "reply_due": day_words(order.reply_due),
        "deadline": day_words(order.deadline),  # the order's own: that of the issue may have moved since
    }


def last_return(detail: Detail) -> HistoryRow:
    """Return when an issue was last sent back.

    Raises:
        NeverReturned: it never was.
    """
    found = [event for event in detail.history if event.action == Action.RETURN]
    if not found:
        raise NeverReturned(ref=detail.issue.ref)
    return found[-1]


def return_said(detail: Detail, event: HistoryRow) -> Said:
    """Return what a notice of return says."""
    claim = event.changes.get("completion_note", (None, None))[0]
    return {
        **_issue(detail),
        "deadline": day_words(_deadline_after(detail, event)),
        "reason": event.reason,
        "returned_by": event.by or event.actor,
        "returned_on": day_words(event.on),
        "claim": claim,
    }


def _deadline_after(detail: Detail, event: HistoryRow) -> date | None:
    """Return the deadline as it stood after an event: what has moved it since says what it was."""
    moved = (
        later.changes["deadline"][0]
        for later in detail.history
        if later.seq > event.seq and "deadline" in later.changes
    )
    before = next(moved, None)
    return date.fromisoformat(str(before)) if before else detail.issue.deadline


def last_decided(detail: Detail) -> tuple[int, Request]:
    """Return the last request of an issue that was decided, and its place among all requests.

    Raises:
        NoExtensionDecided: none was.
    """
    decided = (Ending.GRANTED, Ending.DENIED)
    found = [(at, each) for at, each in enumerate(detail.extensions, 1) if each.ending in decided]
    if not found:
        raise NoExtensionDecided(ref=detail.issue.ref)
    return found[-1]


def extension_said(detail: Detail, request: Request) -> Said:
    """Return what the decision on a request says."""
    return {
        **_issue(detail),
        "asked_on": day_words(request.asked_on),
        "asked_by": detail.people.get(request.asked_by),
        "reason": request.reason,
        "progress": request.progress,
        "days": request.days,
        "before": day_words(request.deadline),
        "until": day_words(request.until),
        "granted": request.ending is Ending.GRANTED,
        "granted_until": day_words(request.granted_until),
        "decided_by": detail.people.get(request.decided_by or 0),
        "decided_on": day_words(request.ended_on),
        "note": request.note,
    }


def account_of(reader: Reader, given: str) -> AccountRow:
    """Return an entry of accountability.

    Raises:
        AccountNotFound: there is none of this number.
    """
    number = given.strip().lstrip("#")
    for row in accounts(reader):
        if number == str(row.id):
            return row
    raise AccountNotFound(given=given)


def account_said(reader: Reader, account: AccountRow, *, today: date) -> Said:
    """Return what an interview notice and a circular say of a decision."""
    details = [show(reader, ref, today=today) for ref in account.issues]
    return {
        "unit": account.unit,
        "person": account.person or "",
        "whom": _("{name} of {unit}").format(name=account.person, unit=account.unit)
        if account.person
        else account.unit,
        "conduct": account.conduct,
        "form": account.form,
        "basis": account.basis,
        "decided_by": account.decided_by,
        "decided_on": day_words(account.decided_on),
        "issues": [{"ref": each.issue.ref, "description": each.issue.description} for each in details],
    }


def _issue(detail: Detail) -> Said:
    issue = detail.issue
    return {
        "ref": issue.ref,
        "description": issue.description,
        "unit": issue.unit,
        "cooperating": _(", ").join(issue.cooperating) or None,
        "leader": issue.leader,
        "owner": issue.owner,
        "measures": "\n".join(issue.measures) or None,
        "deadline": day_words(issue.deadline),
    }
