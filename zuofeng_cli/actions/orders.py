"""Supervision: urging an owner, orders and the replies to them, and what a leader makes of a suggestion."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from zuofeng_cli.actions.checking import checker_of
from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.actions.steps import check_step, take_step
from zuofeng_cli.errors.rules import DateTooEarly
from zuofeng_cli.errors.supervision import (
    DayInFuture,
    NobodyToUrge,
    NothingSuggested,
    OrderAnswered,
    OrderNotFound,
    ReplierOfOtherUnit,
)
from zuofeng_cli.rules import separation
from zuofeng_cli.rules.codes import Action, Matter, NoticeKind, Outcome
from zuofeng_cli.rules.deadlines import days_later
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.ladder import suggestion
from zuofeng_cli.rules.organisation import roles_that_decide
from zuofeng_cli.rules.parts import Notice, Order
from zuofeng_cli.rules.references import parse_order_number
from zuofeng_cli.rules.registers import find_owner
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing


def urge(context: Context, ref: str, *, note: str | None = None) -> Issue:
    """Urge the owner of an issue on; how often and when last stays on record."""
    with writing(context) as book:
        issue = book.issue(ref)
        shown = check_step(book, issue, Action.URGE)
        if issue.unit_id is None and issue.owner_id is None:
            raise NobodyToUrge(ref=shown, number=issue.number)
        said = required_text("note", note) if note else None
        return take_step(book, issue, Action.URGE, said, urges=(issue.urges or 0) + 1, urged_on=book.today)


def reply(context: Context, order_no: str, *, by: str, text: str, on: str | None = None) -> Issue:
    """Record the unit's reply to a supervision order, once."""
    with writing(context) as book:
        year, serial = parse_order_number(order_no, year=book.year)
        number = book.order(year, serial)
        if number is None:
            raise OrderNotFound(given=order_no)
        issue = book.issue(str(number))
        check_step(book, issue, Action.REPLY)
        order = next(order for order in issue.orders if (order.year, order.serial) == (year, serial))
        if order.replied_on:
            raise OrderAnswered(given=order_no, replied_on=order.replied_on)
        replied_on = read_day(on, book) if on else book.today
        if replied_on > book.today:
            raise DayInFuture(given=replied_on, today=book.today)
        if replied_on < order.issued_on:
            raise DateTooEarly(given=replied_on, bound=order.issued_on)
        person = find_owner(by, book.owners, book.units, issue.unit_id)
        if not separation.has_part(issue, person):
            unit = next(unit.name for unit in book.units if unit.id == person.unit_id)
            raise ReplierOfOtherUnit(name=person.name, unit=unit, ref=book.ref(issue.number))
        answered = replace(
            order, replied_on=replied_on, replied_by=person.id, reply=required_text("reply", text)
        )
        orders = tuple(answered if each is order else each for each in issue.orders)
        return take_step(book, issue, Action.REPLY, orders=orders)


def decide(context: Context, ref: str, *, by: str, reason: str, raises: bool) -> Issue:
    """Decide what is suggested: a leader raises the level, or keeps it."""
    with writing(context) as book:
        issue = book.issue(ref)
        shown = check_step(book, issue, Action.DECIDE)
        # Nobody lets the own unit off; to raise its level is another matter.
        person = find_owner(by, book.owners, book.units) if raises else checker_of(book, issue, by)
        leader = book.authorised(person)
        separation.require_role(leader, *roles_that_decide(Matter.SUGGESTION))
        why = required_text("reason", reason)
        suggested = suggestion(issue.notices, issue.deadline, issue.level)
        if suggested is None or not issue.is_running:
            raise NothingSuggested(ref=shown)
        outcome = Outcome.UPHELD if raises else Outcome.DISMISSED
        notices = settled(issue.notices, issue.deadline, suggested.level, outcome, leader.id, book.today)
        if not raises:
            return take_step(book, issue, Action.DECIDE, why, notices=notices)
        return take_step(
            book,
            issue,
            Action.DECIDE,
            why,
            level=suggested.level,
            escalated_by=leader.id,
            notices=notices,
            orders=(*issue.orders, *order_for(book, issue, suggested.level)),
        )


def settled(
    notices: Sequence[Notice], deadline: date | None, level: int, outcome: Outcome, by: int, on: date
) -> tuple[Notice, ...]:
    """Return the notices with the suggestions up to *level* decided."""
    return tuple(
        replace(notice, outcome=outcome, decided_by=by, decided_on=on)
        if notice.kind is NoticeKind.SUGGESTED
        and notice.outcome is None
        and notice.deadline == deadline
        and notice.level <= level
        else notice
        for notice in notices
    )


def order_for(book: Book, issue: Issue, level: int) -> tuple[Order, ...]:
    """Return the order that people's raising *issue* to *level* today issues; none below the plan's level."""
    rule = book.plan.orders
    has_one = any(order.deadline == issue.deadline and order.level == level for order in issue.orders)
    if level < rule.from_level or issue.deadline is None or has_one:
        return ()
    reply_due = days_later(book.today, rule.reply, book.calendar)[0]
    year, serial = book.next_order(book.today.year)
    return (Order(year, serial, issue.deadline, level, book.today, reply_due),)
