"""Objections: anybody may object; somebody without a part in the work or its check decides."""

from zuofeng_cli.actions.checking import checker_of, hand_back, take_up
from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.actions.steps import check_step, take_step
from zuofeng_cli.errors.objections import (
    NewDeadlineNeeded,
    NoOpenObjection,
    ObjectionDecided,
    ObjectionNotFound,
    ObjectionsSeveral,
    OwnCheckJudged,
    OwnObjectionJudged,
)
from zuofeng_cli.errors.rules import DateTooEarly, DeadlineIsSet
from zuofeng_cli.errors.supervision import DayInFuture
from zuofeng_cli.rules.codes import Action, Outcome, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.objections import decided, open_objections
from zuofeng_cli.rules.parts import Objection
from zuofeng_cli.rules.registers import Owner
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing


def raise_objection(context: Context, ref: str, *, by: str, text: str, on: str | None = None) -> Issue:
    """Note an objection of anybody, in the register or not, during the public notice or after closing."""
    with writing(context) as book:
        issue = book.issue(ref)
        check_step(book, issue, Action.OBJECT)
        raised_on = read_day(on, book) if on else book.today
        if raised_on > book.today:
            raise DayInFuture(given=raised_on, today=book.today)
        bound = issue.verified_on or issue.closed_on
        if bound and raised_on < bound:
            raise DateTooEarly(given=raised_on, bound=bound)
        objection = Objection(raised_on, required_text("name", by), required_text("objection", text))
        return take_step(book, issue, Action.OBJECT, objections=(*issue.objections, objection))


def uphold(
    context: Context, ref: str, position: int | None, *, by: str, reason: str, deadline: str | None = None
) -> Issue:
    """Uphold an objection: in the public notice the issue goes back to its unit, after closing it reopens."""
    with writing(context) as book:
        issue = book.issue(ref)
        is_closed = issue.state is State.CLOSED
        shown = check_step(book, issue, Action.REOPEN if is_closed else Action.RETURN)
        position = _position(issue, position, shown)
        decider = _decider(book, issue, by, position)
        why = required_text("reason", reason)
        objections = decided(issue, position, Outcome.UPHELD, by=decider.id, on=book.today)
        if not is_closed:
            if deadline:
                raise DeadlineIsSet(ref=shown, deadline=issue.deadline, number=issue.number)
            return hand_back(book, issue, decider, why, objections=objections)
        if not deadline:
            raise NewDeadlineNeeded(ref=shown)
        code = book.plan.objection_reason
        return take_up(book, issue, code=code, deadline=deadline, note=why, objections=objections)


def dismiss(context: Context, ref: str, position: int | None, *, by: str, reason: str) -> Issue:
    """Dismiss an objection; the issue stays where it is."""
    with writing(context) as book:
        issue = book.issue(ref)
        shown = check_step(book, issue, Action.DISMISS)
        position = _position(issue, position, shown)
        decider = _decider(book, issue, by, position)
        why = required_text("reason", reason)
        objections = decided(issue, position, Outcome.DISMISSED, by=decider.id, on=book.today)
        return take_step(book, issue, Action.DISMISS, why, objections=objections)


def _position(issue: Issue, given: int | None, shown: str) -> int:
    """Return the number of the objection to decide: the one *given*, or the only one that waits."""
    waiting = open_objections(issue)
    if given is None:
        if not waiting:
            raise NoOpenObjection(ref=shown)
        if len(waiting) > 1:
            raise ObjectionsSeveral(ref=shown, positions=waiting, number=issue.number)
        return waiting[0]
    if not 1 <= given <= len(issue.objections):
        raise ObjectionNotFound(ref=shown, position=given)
    if given not in waiting:
        decided_on = issue.objections[given - 1].decided_on
        raise ObjectionDecided(ref=shown, position=given, decided_on=decided_on)
    return given


def _decider(book: Book, issue: Issue, by: str, position: int) -> Owner:
    """Return the person called *by*, who had no part in the work or its check and did not object."""
    person = checker_of(book, issue, by)
    shown = book.ref(issue.number)
    if person.id in (issue.verified_by, issue.closed_by):
        raise OwnCheckJudged(name=person.name, ref=shown)
    if name_key(issue.objections[position - 1].raised_by) == name_key(person.name):
        raise OwnObjectionJudged(name=person.name, ref=shown)
    return person
