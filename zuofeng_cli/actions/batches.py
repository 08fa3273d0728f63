"""Taking an import back, with compensating events: nothing is erased."""

from dataclasses import dataclass, replace

from zuofeng_cli.actions.taking_back import cancel_listed, restore
from zuofeng_cli.errors.lookup import BatchNotFound
from zuofeng_cli.errors.rules import BatchTooOld, BatchTouched, BatchUndone
from zuofeng_cli.rules.codes import NoticeKind
from zuofeng_cli.rules.journal import UNDO
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import writing
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
        BatchTouched: somebody has changed or built on its issues since, and they still stand; names them.
    """
    with writing(context) as book:
        batch = book.batch(number)
        if batch is None:
            raise BatchNotFound(batch=number)
        if batch.undone_on is not None:
            raise BatchUndone(batch=number, undone_on=batch.undone_on)
        if batch.first_event is None or batch.last_event is None:
            raise BatchTooOld(batch=number)
        touched = book.touched_since(batch.first_event, batch.last_event, UNTOUCHED, batch=number)
        if touched:
            refs = tuple(book.ref(issue) for issue in touched[:SHOWN_REFS])
            raise BatchTouched(batch=number, count=len(touched), refs=refs, number=touched[0])
        changes = book.changes_between(batch.first_event, batch.last_event)
        cancelled = restored = 0
        numbers = sorted(changes)
        for start in range(0, len(numbers), CHUNK):
            issues = book.issues(numbers[start : start + CHUNK]).values()
            listed = [issue for issue in issues if issue.batch_id == number]
            updated = [issue for issue in issues if issue.batch_id != number]
            cancelled += cancel_listed(book, listed, _("import {batch} taken back").format(batch=number))
            restored += restore(book, updated, changes)
        book.change_batch(number, batch, replace(batch, undone_on=book.today), UNDO)
        return Undone(number, batch.file_name, cancelled, restored)
