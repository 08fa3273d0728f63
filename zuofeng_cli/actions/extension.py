"""Deadlines that move only by permission: request, approve, deny. The clock runs meanwhile."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zuofeng_cli.actions.dates import Dates
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.actions.steps import check_step, take_step
from zuofeng_cli.errors.extension import (
    ApproverAsked,
    ExtensionBeyondRequest,
    ExtensionPending,
    ExtensionsUsedUp,
    ExtensionTooLong,
    NoPendingExtension,
    TogetherTooLong,
)
from zuofeng_cli.errors.rules import DeadlinePast
from zuofeng_cli.rules import separation
from zuofeng_cli.rules.codes import Action
from zuofeng_cli.rules.extensions import days_moved
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.rules.organisation import roles_that_extend
from zuofeng_cli.rules.registers import Owner, find_owner
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing

_DECIDED: Mapping[str, Any] = {
    "extension_until": None,
    "extension_reason": None,
    "extension_by": None,
    "extension_asked_on": None,
    "extension_provisional": False,
    "extension_progress": None,
}


def request_extension(context: Context, ref: str, *, to: str, reason: str, by: str, progress: str) -> Issue:
    """Ask for a later deadline, saying how far the work has come."""
    with writing(context) as book:
        issue = book.issue(ref)
        shown = check_step(book, issue, Action.EXTEND)
        if issue.extension_until:
            raise ExtensionPending(ref=shown, until=issue.extension_until)
        if issue.extensions >= book.plan.extension.max_times:
            raise ExtensionsUsedUp(ref=shown, times=issue.extensions)
        read = Dates(book).read(to, book.today)
        _check_length(book, issue, read.day)
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
            extension_progress=required_text("progress", progress),
            extension_decided_by=None,
        )


def approve_extension(context: Context, ref: str, *, by: str, until: str | None = None) -> Issue:
    """Grant the extension asked for, or a shorter one; a request that came late stays late."""
    with writing(context) as book:
        issue = _pending(book, ref)
        assert issue.deadline and issue.extension_until and issue.extension_asked_on  # it has all three
        granted, provisional = issue.extension_until, issue.extension_provisional
        if until:
            read = Dates(book).read(until, book.today)
            granted, provisional = read.day, read.provisional
        if granted > issue.extension_until:
            raise ExtensionBeyondRequest(given=granted, asked=issue.extension_until)
        _check_length(book, issue, granted)
        approver = _approver(book, issue, by, granted)
        was_late = issue.extension_asked_on > issue.deadline
        return take_step(
            book,
            issue,
            Action.EXTEND,
            deadline=granted,
            deadline_provisional=provisional,
            deadline_missed=issue.deadline_missed or (issue.deadline if was_late else None),
            notified_level=notified_level(issue.notices, granted),
            extensions=issue.extensions + 1,
            extended_days=days_moved(issue, granted),
            extension_decided_by=approver.id,
            **_DECIDED,
        )


def deny_extension(context: Context, ref: str, *, by: str, reason: str) -> Issue:
    """Refuse the extension asked for; the deadline stays."""
    with writing(context) as book:
        issue = _pending(book, ref)
        assert issue.extension_until is not None
        decider = _approver(book, issue, by, issue.extension_until)
        why = required_text("reason", reason)
        return take_step(book, issue, Action.EXTEND, why, extension_decided_by=decider.id, **_DECIDED)


def _pending(book: Book, ref: str) -> Issue:
    """Return an issue with a request that waits."""
    issue = book.issue(ref)
    shown = check_step(book, issue, Action.EXTEND)
    if issue.extension_until is None:
        raise NoPendingExtension(ref=shown)
    return issue


def _approver(book: Book, issue: Issue, by: str, until: date) -> Owner:
    """Return the person called *by*, if that person may decide an extension of *issue* to *until*."""
    shown = book.ref(issue.number)
    person = find_owner(by, book.owners, book.units)
    roles = roles_that_extend(book.plan.extension, days_moved(issue, until))
    separation.require_role(book.authorised(person), *roles)
    unit_names = {unit.id: unit.name for unit in book.units}
    separation.check(issue, person, ref=shown, unit_name=unit_names[person.unit_id])
    asked = next(owner for owner in book.owners if owner.id == issue.extension_by)
    if person.unit_id == asked.unit_id:
        raise ApproverAsked(name=person.name, asked=asked.name, unit=unit_names[asked.unit_id])
    return person


def _check_length(book: Book, issue: Issue, until: date) -> None:
    """Refuse a day that is no later than the deadline, or beyond what the plan allows in all."""
    assert issue.deadline is not None  # an assigned issue has one
    if until <= issue.deadline:
        raise DeadlinePast(given=until, bound=issue.deadline)
    days, highest = days_moved(issue, until), book.plan.extension.max_days
    if days > highest and issue.extended_days:
        raise TogetherTooLong(days=days, before=issue.extended_days, highest=highest)
    if days > highest:
        raise ExtensionTooLong(days=days, highest=highest)
