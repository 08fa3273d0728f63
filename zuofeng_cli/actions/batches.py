"""Taking an import back, with compensating events: nothing is erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from zuofeng_cli.errors.lookup import BatchNotFound
from zuofeng_cli.errors.rules import BatchTooOld, BatchTouched, BatchUndone
from zuofeng_cli.rules.codes import Action, NoticeKind, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import UNDO, Changes, apply, flatten
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.rules.lifecycle import move
from zuofeng_cli.rules.replay import issue_of
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.words import _

CHUNK = 2_000
SHOWN_REFS = 10
UNTOUCHED = frozenset((*(kind.value for kind in NoticeKind), UNDO))
"""Events that build on nothing: what the sweep noticed, and what took an import back."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of an import: issues it had listed were cancelled, those it had updated are as before."""

    batch: int
    file_name: str
    cancelled: int
    restored: int


def undo(context: Context, number: int) -> Undone:
    """Take import *number* back: all of it, or nothing.

    Raises:
        BatchNotFound, BatchUndone, BatchTooOld: there is nothing to take back.
        BatchTouched: somebody has changed or built on its issues since; names them.
    """
    with writing(context) as book:
        batch = book.batch(number)
        if batch is None:
            raise BatchNotFound(batch=number)
        if batch.undone_on is not None:
            raise BatchUndone(batch=number, undone_on=batch.undone_on)
        if batch.first_event is None or batch.last_event is None:
            raise BatchTooOld(batch=number)
        touched = book.touched_since(batch.first_event, batch.last_event, UNTOUCHED)
        if touched:
            refs = tuple(book.ref(issue) for issue in touched[:SHOWN_REFS])
            raise BatchTouched(batch=number, count=len(touched), refs=refs)
        changes = book.changes_between(batch.first_event, batch.last_event)
        cancelled = restored = 0
        numbers = sorted(changes)
        for start in range(0, len(numbers), CHUNK):
            issues = book.issues(numbers[start : start + CHUNK]).values()
            listed = [issue for issue in issues if issue.batch_id == number]
            updated = [issue for issue in issues if issue.batch_id != number]
            cancelled += _cancel(book, listed, _("import {batch} taken back").format(batch=number))
            restored += _restore(book, updated, changes)
        book.change_batch(number, batch, replace(batch, undone_on=book.today), UNDO)
        return Undone(number, batch.file_name, cancelled, restored)


def _cancel(book: Book, issues: Sequence[Issue], reason: str) -> int:
    """Cancel the issues that the import had listed."""
    moves = (
        (
            issue,
            move(issue, Action.CANCEL, notice=book.plan.has_notice, ref=book.ref(issue.number)),
            Action.CANCEL,
        )
        for issue in issues
        if issue.state is not State.CANCELLED
    )
    return book.record_many(moves, reason)


def _restore(book: Book, issues: Sequence[Issue], changes: Mapping[int, Sequence[Changes]]) -> int:
    """Bring the issues that the import had updated back to what they were."""
    return book.record_many((issue, _before(issue, changes[issue.number]), UNDO) for issue in issues)


def _before(issue: Issue, changes: Sequence[Changes]) -> Issue:
    """Return *issue* without what *changes* did; notices given since stay."""
    record = flatten(issue)
    for change in reversed(changes):
        apply(record, {path: [new, old] for path, (old, new) in change.items()})
    before = issue_of(record)
    return replace(before, notified_level=notified_level(before.notices, before.deadline))
