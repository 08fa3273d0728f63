"""Cancelling, merging, escalating, and the regular review of long-term issues."""

from zuofeng_cli.actions.checking import checker_of
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.actions.orders import order_for, settled
from zuofeng_cli.actions.steps import check_step, take_step
from zuofeng_cli.errors.objections import ObjectionUnanswered
from zuofeng_cli.errors.rules import (
    LeaderNeeded,
    LevelNotHigher,
    MergeIntoItself,
    MergeTargetEnded,
    TookOverOthers,
)
from zuofeng_cli.errors.steps import NotLongTerm
from zuofeng_cli.rules import separation
from zuofeng_cli.rules.codes import Action, IssueType, Matter, Outcome, State
from zuofeng_cli.rules.deadlines import months_later
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.rules.merging import check_takes_over, taken_over
from zuofeng_cli.rules.objections import open_objections
from zuofeng_cli.rules.organisation import roles_that_decide
from zuofeng_cli.rules.parts import ProgressNote
from zuofeng_cli.rules.registers import find_owner
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.typed_words import read_level


def cancel(context: Context, ref: str, *, reason: str) -> Issue:
    """Take an issue that was entered in error off the list; it stays on record."""
    with writing(context) as book:
        issue = book.issue(ref)
        shown = check_step(book, issue, Action.CANCEL)
        if others := book.merged_into(issue.number):
            raise TookOverOthers(ref=shown, others=tuple(map(book.ref, others)))
        _check_answered(issue, shown)
        return take_step(book, issue, Action.CANCEL, required_text("reason", reason))


def merge(context: Context, ref: str, *, into: str, reason: str) -> Issue:
    """Merge a duplicate into the surviving issue."""
    with writing(context) as book:
        issue, survivor = book.issue(ref), book.issue(into)
        if survivor.number == issue.number:
            raise MergeIntoItself(ref=book.ref(issue.number))
        check_survivor(book, survivor)
        shown = check_step(book, issue, Action.MERGE)
        check_takes_over(survivor, issue, survivor_ref=book.ref(survivor.number), ref=shown)
        _check_answered(issue, shown)
        why = required_text("reason", reason)
        book.record(survivor, taken_over(survivor, issue, on=book.today), Action.MERGE, why)
        return take_step(book, issue, Action.MERGE, why, merged_into=survivor.number)


def _check_answered(issue: Issue, shown: str) -> None:
    """Refuse to let an issue go while somebody who objected waits for an answer."""
    if waiting := open_objections(issue):
        raise ObjectionUnanswered(ref=shown, positions=waiting, number=issue.number)


def check_survivor(book: Book, survivor: Issue) -> None:
    """Refuse an issue that has ended: it cannot take over anything.

    Raises:
        MergeTargetEnded: says how it has ended.
    """
    if survivor.state in (State.CLOSED, State.CANCELLED, State.MERGED):
        raise MergeTargetEnded(ref=book.ref(survivor.number), state=survivor.state)


def escalate(
    context: Context, ref: str, *, reason: str, to: str | None = None, by: str | None = None
) -> Issue:
    """Raise the level of an issue; above the plan's automatic ceiling a leader decides by name."""
    with writing(context) as book:
        issue = book.issue(ref)
        shown = check_step(book, issue, Action.ESCALATE)
        ladder = book.plan.ladder
        level = issue.level + 1 if to is None else read_level(to, ladder)
        if not issue.level < level <= ladder.highest:
            raise LevelNotHigher(ref=shown, level=issue.level, highest=ladder.highest)
        if level > ladder.automatic_ceiling and by is None:
            raise LeaderNeeded(level=level, ceiling=ladder.automatic_ceiling)
        person = book.authorised(find_owner(by, book.owners, book.units)) if by else None
        notices = issue.notices
        if person and level > ladder.automatic_ceiling:
            separation.require_role(person, *roles_that_decide(Matter.LEVEL))
            notices = settled(notices, issue.deadline, level, Outcome.UPHELD, person.id, book.today)
        return take_step(
            book,
            issue,
            Action.ESCALATE,
            required_text("reason", reason),
            level=level,
            escalated_by=person.id if person else None,
            notices=notices,
            orders=(*issue.orders, *order_for(book, issue, level)),
        )


def review(context: Context, ref: str, *, by: str, note: str) -> Issue:
    """Note the review of a long-term issue by somebody who may check it; its review date rolls on."""
    with writing(context) as book:
        issue = book.issue(ref)
        shown = check_step(book, issue, Action.REVIEW)
        if issue.type is not IssueType.LONG_TERM:
            raise NotLongTerm(ref=shown)
        reviewer = checker_of(book, issue, by)
        entry = ProgressNote(book.today, required_text("note", note))
        next_review = months_later(book.today, book.plan.review_months)
        return take_step(
            book,
            issue,
            Action.REVIEW,
            reviewer.name,
            reviewed_on=book.today,
            deadline=next_review,
            deadline_provisional=False,
            notified_level=notified_level(issue.notices, next_review),
            progress=(*issue.progress, entry),
        )
