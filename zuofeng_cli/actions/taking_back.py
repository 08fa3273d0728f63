"""What commands that take others back share: issues as they were before, and those never to have been."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from zuofeng_cli.rules.codes import Action, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import UNDO, Changes, apply, flatten, reverse
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.rules.lifecycle import move
from zuofeng_cli.rules.replay import issue_of
from zuofeng_cli.store.ledger import Book


def cancel_listed(book: Book, issues: Iterable[Issue], reason: str) -> int:
    """Cancel issues that should never have been listed; their numbers are not used again.

    They no longer name the register entry they came from, which may be taken back too.
    """
    moves = (
        (
            issue,
            move(
                issue,
                Action.CANCEL,
                notice=book.plan.has_notice,
                ref=book.ref(issue.number),
                origin=None,
            ),
            Action.CANCEL,
        )
        for issue in issues
        if issue.state is not State.CANCELLED
    )
    return book.record_many(moves, reason)


def restore(book: Book, issues: Iterable[Issue], changes: Mapping[int, Sequence[Changes]]) -> int:
    """Bring issues back to what they were before *changes*."""
    return book.record_many((issue, _before(issue, changes[issue.number]), UNDO) for issue in issues)


def _before(issue: Issue, changes: Sequence[Changes]) -> Issue:
    """Return *issue* without what *changes* did; notices given since stay."""
    record = flatten(issue)
    for change in reversed(changes):
        apply(record, reverse(change))
    before = issue_of(record)
    return replace(before, notified_level=notified_level(before.notices, before.deadline))
