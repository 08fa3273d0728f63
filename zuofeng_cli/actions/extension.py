"""Deadlines that move only by permission: request, approve, deny. The clock runs meanwhile."""

from datetime import date

from zuofeng_cli.actions.dates import Dates
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.actions.steps import check_step, take_step
from zuofeng_cli.errors.rules import ApproverAsked, DeadlinePast, ExtensionsUsedUp, ExtensionTooLong
from zuofeng_cli.errors.steps import ExtensionPending, NoPendingExtension
from zuofeng_cli.rules import separation
from zuofeng_cli.rules.codes import Action
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.rules.organisation import roles_that_extend
from zuofeng_cli.rules.registers import find_owner
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing

_DECIDED = {
    "extension_until": None,
    "extension_reason": None,
    "extension_by": None,
    "extension_asked_on": None,
    "extension_provisional": False,
}


def request_extension(context: Context, ref: str, *, to: str, reason: str, by: str) -> Issue:
    """Ask for a later deadline."""
    with writing(context) as book:
        issue = book.issue(ref)
        shown = check_step(book, issue, Action.EXTEND)
        if issue.extension_until:
            raise ExtensionPending(ref=shown, until=issue.extension_until)
        if issue.extensions >= book.plan.extension.max_times:
            raise ExtensionsUsedUp(ref=shown, times=issue.extensions)
        read = Dates(book).read(to, book.today)
        days = _days(issue, read.day)
        if days <= 0:
            raise DeadlinePast(given=read.day, bound=issue.deadline)
        if days > book.plan.extension.max_days:
            raise ExtensionTooLong(days=days, highest=book.plan.extension.max_days)
        why = required_text("reason", reason)
        return take_step(
            book,
            issue,
            Action.EXTEND,
            why,
            extension_until=read.day,
            extension_reason=why,
            extension_by=find_owner(by, book.owners, book.units, issue.unit_id).id,
            extension_asked_on=book.today,
            extension_provisional=read.provisional,
        )


def approve_extension(context: Context, ref: str, *, by: str) -> Issue:
    """Grant the extension asked for; the first deadline stays on record, and a late request stays late."""
    with writing(context) as book:
        issue = _pending(book, ref, by)
        assert issue.deadline and issue.extension_asked_on  # an assigned issue with a request has both
        was_late = issue.extension_asked_on > issue.deadline
        return take_step(
            book,
            issue,
            Action.EXTEND,
            by,
            deadline=issue.extension_until,
            deadline_provisional=issue.extension_provisional,
            deadline_missed=issue.deadline_missed or (issue.deadline if was_late else None),
            notified_level=notified_level(issue.notices, issue.extension_until),
            extensions=issue.extensions + 1,
            **_DECIDED,
        )


def deny_extension(context: Context, ref: str, *, by: str, reason: str) -> Issue:
    """Refuse the extension asked for; the deadline stays."""
    with writing(context) as book:
        issue = _pending(book, ref, by)
        return take_step(book, issue, Action.EXTEND, f"{by}: {required_text('reason', reason)}", **_DECIDED)


def _pending(book: Book, ref: str, by: str) -> Issue:
    """Return an issue with a request that *by* may decide."""
    issue = book.issue(ref)
    shown = check_step(book, issue, Action.EXTEND)
    if issue.extension_until is None:
        raise NoPendingExtension(ref=shown)
    person = find_owner(by, book.owners, book.units)
    days = _days(issue, issue.extension_until)
    separation.require_role(book.authorised(person), *roles_that_extend(book.plan.extension, days))
    unit_names = {unit.id: unit.name for unit in book.units}
    separation.check(issue, person, ref=shown, unit_name=unit_names[person.unit_id])
    asked = next(owner for owner in book.owners if owner.id == issue.extension_by)
    if person.unit_id == asked.unit_id:
        raise ApproverAsked(name=person.name, asked=asked.name, unit=unit_names[asked.unit_id])
    return issue


def _days(issue: Issue, until: date) -> int:
    assert issue.deadline is not None  # an assigned issue has one
    return (until - issue.deadline).days
