"""Listing issues and giving them an owner, a deadline, measures and progress notes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from zuofeng_cli.actions.dates import Dates, check_known, moved_deadline, read_day
from zuofeng_cli.actions.drafts import Draft, required_text
from zuofeng_cli.actions.naming import cooperating_ids
from zuofeng_cli.actions.resolving import resolve
from zuofeng_cli.actions.steps import check_step, take_step
from zuofeng_cli.errors.lookup import PositionNotFound
from zuofeng_cli.errors.rules import (
    DeadlineIsSet,
    ElementsMissing,
    NewDeadlineOver,
    NewIssueIncomplete,
    OneOfSeveralIncomplete,
)
from zuofeng_cli.errors.supervision import DayInFuture
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.codes import UNENDED, Action, State
from zuofeng_cli.rules.doubts import Office, doubled_issue, doubled_measure, doubts
from zuofeng_cli.rules.identity import description_key
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.rules.lifecycle import move, step_for
from zuofeng_cli.rules.parts import Measure, ProgressNote
from zuofeng_cli.rules.registers import find_owner, find_unit
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing


def open_issue(context: Context, draft: Draft, *, assign: bool = False) -> Issue:
    """Put one issue on the list; with *assign* it must be complete and is handed over at once."""
    with writing(context) as book:
        issue = enlist(book, draft, assign=assign)
        _doubt(book, None, issue)
        if other := _saying_the_same(book, issue):
            book.doubts.append(doubled_issue(book.ref(other), ref=book.ref(issue.number)))
        return issue


def _saying_the_same(book: Book, issue: Issue) -> int | None:
    """Return the oldest issue of the unit that says the same as *issue* and has not ended."""
    for known in book.identities([description_key(issue.description)], ()):
        is_other = known.number != issue.number and known.unit_id == issue.unit_id
        if is_other and State(known.state) in UNENDED:
            return known.number
    return None


def _doubt(book: Book, before: Issue | None, after: Issue) -> None:
    """Keep what may be a slip, to be said once it is written."""
    units, owners = (book.units if after.unit_id else ()), (book.owners if after.owner_id else ())
    office = Office(units, owners, book.today, book.year)
    book.doubts += doubts(before, after, ref=book.ref(after.number), office=office)


def enlist(book: Book, draft: Draft, *, assign: bool = False, **given: Any) -> Issue:
    """Put the issue of a draft on the list of an open book, with the fields *given* besides."""
    issue = replace(resolve(book, draft, book.next_number()), **given)
    if assign and (missing := issue.missing_elements):
        options = " ".join(f"--{name}" for name in missing)
        raise NewIssueIncomplete(missing=missing, options=options)
    step_for(Action.OPEN, None, notice=book.plan.has_notice)
    book.record(None, issue, Action.OPEN)
    return hand_over(book, [issue])[0] if assign else issue


def list_again(book: Book, issue: Issue, *, deadline: str, origin: str) -> Issue:
    """List what came back after *issue* was closed as a new issue, linked to it and chronic; hand it over.

    Args:
        origin: the register entry that found it, by its path in the journal.
    """
    read = Dates(book).read(deadline, book.today)
    if read.day < book.today:
        raise NewDeadlineOver(given=read.day, today=book.today)
    back = Issue(
        number=book.next_number(),
        opened_on=book.today,
        found_on=book.today,
        deadline=read.day,
        deadline_original=read.day,
        deadline_text=deadline,
        deadline_provisional=read.provisional,
        chronic=True,
        recurrence_of=issue.number,
        origin=origin,
        **{name: getattr(issue, name) for name in _INHERITED},
    )
    book.record(None, back, Action.OPEN)
    return hand_over(book, [back])[0]


_INHERITED = (
    *("description", "category", "source", "type", "focus", "target"),
    *("unit_id", "owner_id", "leader_id", "cooperating"),
)
"""What a recurrence has in common with the issue that was closed."""


def hand_over(book: Book, issues: Sequence[Issue]) -> list[Issue]:
    """Assign newly listed, complete issues as they stand."""
    after = [
        move(
            issue,
            Action.ASSIGN,
            notice=book.plan.has_notice,
            ref=book.ref(issue.number),
            assigned_on=book.today,
            deadline_original=issue.deadline,
        )
        for issue in issues
    ]
    book.record_many((old, new, Action.ASSIGN) for old, new in zip(issues, after, strict=True))
    return after


class Assigned(NamedTuple):
    """An issue with unit, owner and deadline, and whether any of it is new."""

    issue: Issue
    is_changed: bool = True


def assign(
    context: Context,
    refs: Sequence[str],
    *,
    unit: str | None = None,
    owner: str | None = None,
    deadline: str | None = None,
    cooperate: Sequence[str] = (),
) -> list[Assigned]:
    """Set unit, owner and deadline of issues and hand them over; all of them or none."""
    with writing(context) as book:
        between = vocabulary().alias_separator
        written = [ref for several in refs for ref in between.split(several) if ref.strip()] or refs
        numbers = dict.fromkeys(book.number(ref) for ref in written)
        assigned = []
        for number in numbers:
            try:
                assigned.append(_assign(book, str(number), unit, owner, deadline, cooperate))
            except ElementsMissing as error:
                if len(numbers) == 1:
                    raise
                raise OneOfSeveralIncomplete(number=number, **error.facts) from error
        return assigned


def _assign(
    book: Book, ref: str, unit: str | None, owner: str | None, deadline: str | None, cooperate: Sequence[str]
) -> Assigned:
    issue = book.issue(ref)
    shown = check_step(book, issue, Action.ASSIGN)
    after = replace(issue, **_with_deadline(book, issue, deadline))
    if unit:
        after = replace(after, unit_id=find_unit(unit, book.units).id)
    if owner:
        after = replace(after, owner_id=find_owner(owner, book.owners, book.units, after.unit_id).id)
    partners = (*after.cooperating, *cooperating_ids(book, cooperate, None))
    after = replace(
        after, cooperating=tuple(dict.fromkeys(partner for partner in partners if partner != after.unit_id))
    )
    after = move(
        after,
        Action.ASSIGN,
        notice=book.plan.has_notice,
        ref=shown,
        assigned_on=issue.assigned_on or book.today,
        deadline_original=after.deadline_original or after.deadline,
    )
    if after == issue:
        return Assigned(issue, is_changed=False)
    _doubt(book, replace(issue, cooperating=partners), after)
    return Assigned(book.record(issue, after, Action.ASSIGN))


def _with_deadline(book: Book, issue: Issue, text: str | None) -> dict[str, Any]:
    """Return the deadline fields that *text* sets; once assigned a deadline does not move here."""
    if not text:
        return {}
    read = Dates(book).read(text, book.today)
    if issue.state is not State.OPEN:
        if read.day == issue.deadline:
            return {}
        raise DeadlineIsSet(ref=book.ref(issue.number), deadline=issue.deadline, number=issue.number)
    return {
        "deadline": read.day,
        "deadline_original": read.day,
        **moved_deadline(issue, read.day, book.today),
        "deadline_text": text,
        "deadline_provisional": read.provisional,
        "notified_level": notified_level(issue.notices, read.day),
        "type": read.type or issue.type,
    }


def add_measure(context: Context, ref: str, text: str) -> Issue:
    """Write down one more rectification measure."""
    with writing(context) as book:
        issue = book.issue(ref)
        measure = Measure(required_text("measure", text))
        after = take_step(book, issue, Action.MEASURE, measures=(*issue.measures, measure))
        book.doubts += doubled_measure(issue, measure.text, ref=book.ref(issue.number))
        return after


def measure_done(context: Context, ref: str, position: int, on: str | None = None) -> Issue:
    """Mark the measure at *position* (counted from 1) as done, today or on a day."""
    with writing(context) as book:
        issue = book.issue(ref)
        if not 1 <= position <= len(issue.measures):
            raise PositionNotFound(ref=book.ref(issue.number), position=position, number=issue.number)
        measures = list(issue.measures)
        done_on = read_day(on, book) if on else book.today
        if done_on > book.today:
            raise DayInFuture(given=done_on, today=book.today)
        check_known(book, issue, done_on)
        measures[position - 1] = replace(measures[position - 1], done_on=done_on)
        return take_step(book, issue, Action.MEASURE, measures=tuple(measures))


def note_progress(context: Context, ref: str, text: str) -> Issue:
    """Keep what was reported today."""
    with writing(context) as book:
        issue = book.issue(ref)
        note = ProgressNote(book.today, required_text("progress", text))
        return take_step(book, issue, Action.PROGRESS, progress=(*issue.progress, note))
