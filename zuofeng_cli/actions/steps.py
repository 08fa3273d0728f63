"""Taking one step of the lifecycle: the rule decides, the book records."""

from typing import Any

from zuofeng_cli.rules.codes import Action
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.lifecycle import move, step_for
from zuofeng_cli.store.ledger import Book


def check_step(book: Book, issue: Issue, action: Action) -> str:
    """Return how *issue* is shown, if *action* is possible from its state.

    Raises:
        IllegalStep: it is not. Said first, before anything else that may be wrong.
    """
    shown = book.ref(issue.number)
    step_for(action, issue.state, notice=book.plan.has_notice, ref=shown)
    return shown


def take_step(book: Book, issue: Issue, action: Action, reason: str | None = None, **given: Any) -> Issue:
    """Move *issue* by *action*, with the fields *given*, and record it; return it as it is afterwards.

    Raises:
        IllegalStep, ElementsMissing, MeasureMissing, EvidenceMissing: what the lifecycle demands.
    """
    after = move(issue, action, notice=book.plan.has_notice, ref=book.ref(issue.number), **given)
    return book.record(issue, after, action, reason)
