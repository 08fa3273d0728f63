"""Reporting completion, and what others make of it: return, verify, close, reopen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from zuofeng_cli.actions.dates import Dates, check_known, read_day
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.actions.evidence import fresh_evidence
from zuofeng_cli.actions.steps import check_step, take_step
from zuofeng_cli.errors.objections import ObjectionOpen
from zuofeng_cli.errors.rules import (
    DateInFuture,
    DateTooEarly,
    NewDeadlineOver,
    RectifierOfOtherUnit,
    UnderWayThen,
)
from zuofeng_cli.errors.steps import NoticeRunning
from zuofeng_cli.rules import separation
from zuofeng_cli.rules.claims import last_under_way
from zuofeng_cli.rules.codes import Action, IssueType, Matter
from zuofeng_cli.rules.deadlines import days_later
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.rules.objections import open_objections
from zuofeng_cli.rules.organisation import roles_that_decide
from zuofeng_cli.rules.registers import Owner, find_owner
from zuofeng_cli.rules.working_days import ONE_DAY
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.typed_words import read_term
from zuofeng_cli.words import N_


def rectify(
    context: Context, ref: str, *, by: str, note: str, evidence: Sequence[str] = (), on: str | None = None
) -> Issue:
    """Report completion; the unit's clock stops on the day named, not on the day of the check."""
    with writing(context) as book:
        issue = book.issue(ref)
        check_step(book, issue, Action.RECTIFY)
        done_on = _done_on(book, issue, on) if on else book.today
        return take_step(
            book,
            issue,
            Action.RECTIFY,
            rectified_on=done_on,
            rectified_by=_rectifier(book, issue, by).id,
            completion_note=required_text("note", note),
            evidence=(*issue.evidence, *fresh_evidence(evidence, issue.evidence, on=book.today)),
        )


def _done_on(book: Book, issue: Issue, given: str) -> date:
    """Return the day of completion that *given* names, if nothing is known that speaks against it."""
    done_on = read_day(given, book)
    if done_on > book.today:
        raise DateInFuture(given=done_on, today=book.today)
    if issue.resumed_on and done_on < issue.resumed_on:
        raise DateTooEarly(given=done_on, bound=issue.resumed_on)
    check_known(book, issue, done_on)
    said_on = last_under_way(book.standing(issue.number)) if done_on < book.today else None
    if said_on and done_on < said_on:
        raise UnderWayThen(given=done_on, said_on=said_on, ref=book.ref(issue.number))
    return done_on


def send_back(context: Context, ref: str, *, reason: str, by: str) -> Issue:
    """Return an issue to its unit; the clock runs as if it had never stopped."""
    with writing(context) as book:
        issue = book.issue(ref)
        check_step(book, issue, Action.RETURN)
        return hand_back(book, issue, checker_of(book, issue, by), required_text("reason", reason))


def hand_back(book: Book, issue: Issue, by: Owner, why: str, **given: Any) -> Issue:
    """Return an issue of an open book to its unit."""
    return take_step(
        book,
        issue,
        Action.RETURN,
        why,
        resumed_on=book.today,
        stale_evidence=len(issue.evidence),
        returned_by=by.id,
        **given,
    )


def verify(context: Context, ref: str, *, by: str, opinion: str) -> Issue:
    """Confirm what the unit reported and start the public notice."""
    with writing(context) as book:
        issue = book.issue(ref)
        check_step(book, issue, Action.VERIFY)
        return take_step(
            book,
            issue,
            Action.VERIFY,
            verified_on=book.today,
            verified_by=checker_of(book, issue, by).id,
            notice_until=days_later(book.today, book.plan.notice, book.calendar)[0],
            opinion=required_text("opinion", opinion),
        )


def close(context: Context, ref: str, *, by: str, opinion: str) -> Issue:
    """Close an issue that somebody else has checked, after its public notice where the plan sets one."""
    with writing(context) as book:
        issue = book.issue(ref)
        shown = check_step(book, issue, Action.CLOSE)
        checker = checker_of(book, issue, by)
        if issue.type is IssueType.LONG_TERM:
            separation.require_role(book.authorised(checker), *roles_that_decide(Matter.LONG_TERM))
        if issue.notice_until and book.today <= issue.notice_until:
            raise NoticeRunning(ref=shown, until=issue.notice_until, first_day=issue.notice_until + ONE_DAY)
        if waiting := open_objections(issue):
            raise ObjectionOpen(ref=shown, positions=waiting, number=issue.number)
        return take_step(
            book,
            issue,
            Action.CLOSE,
            closed_on=book.today,
            closed_by=checker.id,
            opinion=required_text("opinion", opinion),
        )


def reopen(context: Context, ref: str, *, reason: str, deadline: str, note: str | None = None) -> Issue:
    """Take up a closed issue in a new round with a new deadline; the first deadline stays on record."""
    with writing(context) as book:
        issue = book.issue(ref)
        check_step(book, issue, Action.REOPEN)
        code = read_term(reason, book.plan.reopen_reasons, N_("reason")).code
        return take_up(book, issue, code=code, deadline=deadline, note=note)


def take_up(
    book: Book, issue: Issue, *, code: str, deadline: str, note: str | None = None, **given: Any
) -> Issue:
    """Reopen a closed issue of an open book; *code* is one of the plan's reasons."""
    check_step(book, issue, Action.REOPEN)
    read = Dates(book).read(deadline, book.today)
    if read.day < book.today:
        raise NewDeadlineOver(given=read.day, today=book.today)
    return take_step(
        book,
        issue,
        Action.REOPEN,
        required_text("note", note) if note else code,
        deadline=read.day,
        deadline_text=deadline,
        deadline_provisional=read.provisional,
        resumed_on=book.today,
        reopen_reason=code,
        stale_evidence=len(issue.evidence),
        round=issue.round + 1,
        level=0,
        notified_level=notified_level(issue.notices, read.day),
        **given,
    )


def _rectifier(book: Book, issue: Issue, name: str) -> Owner:
    """Return the person called *name* if that person may report completion of *issue*."""
    person = find_owner(name, book.owners, book.units, issue.unit_id)
    if not separation.has_part(issue, person):
        unit = next(unit.name for unit in book.units if unit.id == person.unit_id)
        raise RectifierOfOtherUnit(name=person.name, unit=unit, ref=book.ref(issue.number))
    return person


def checker_of(book: Book, issue: Issue, name: str, *, may_lead: bool = False) -> Owner:
    """Return the person called *name* if that person may check *issue*.

    Args:
        may_lead: whether the responsible leader of the issue may do what is asked for.
    """
    checker = find_owner(name, book.owners, book.units)
    unit_names = {unit.id: unit.name for unit in book.units}
    earlier = separation.parties(book.standing(issue.number))
    separation.check(
        issue,
        checker,
        ref=book.ref(issue.number),
        unit_name=unit_names[checker.unit_id],
        earlier=replace(earlier, leaders=frozenset()) if may_lead else earlier,
    )
    return checker
