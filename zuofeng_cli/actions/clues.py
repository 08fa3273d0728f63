"""Clues: kept with a number of their own until each is an issue, part of one, or leads to none."""

from dataclasses import replace

from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import Draft, required_text
from zuofeng_cli.actions.handling import check_survivor
from zuofeng_cli.actions.listing import enlist
from zuofeng_cli.errors.clues import ClueKnown, ClueNotFound, ClueSettled
from zuofeng_cli.errors.supervision import DayInFuture
from zuofeng_cli.labels import entry_no, label
from zuofeng_cli.rules.clues import Clue, outcome
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.registers import find_unit
from zuofeng_cli.rules.text import clean
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.typed_words import read_entry_no, read_term
from zuofeng_cli.words import N_


def add_clue(
    context: Context,
    text: str,
    *,
    source: str,
    external_no: str | None = None,
    unit: str | None = None,
    on: str | None = None,
) -> Clue:
    """Keep a clue; the same number from the same source is the same clue."""
    with writing(context) as book:
        senders = [term for term in book.plan.sources if term.is_clue]
        sender = read_term(source, senders, N_("source of clues"))
        their_no = clean(external_no) or None if external_no else None
        for known in book.entries(Clue, source=sender.code) if their_no else ():
            if name_key(known.external_no or "") == name_key(their_no or ""):
                raise ClueKnown(source=sender.label, external_no=their_no, clue=entry_no("clue", known.id))
        received_on = read_day(on, book) if on else book.today
        if received_on > book.today:
            raise DayInFuture(given=received_on, today=book.today)
        unit_id = find_unit(unit, book.units).id if unit else None
        return book.enter(Clue(0, sender.code, their_no, received_on, required_text("text", text), unit_id))


def open_clue(context: Context, clue_no: str, draft: Draft, *, assign: bool = False) -> Issue:
    """Put what a clue says on the list as a new issue; where *draft* says nothing the clue speaks."""
    with writing(context) as book:
        clue = _waiting(book, clue_no)
        unit = next((unit.name for unit in book.units if unit.id == clue.unit_id), None)
        whole = draft._replace(
            description=draft.description or clue.text,
            source=clue.source,
            unit=draft.unit or unit,
            found_on=clue.received_on.isoformat(),
        )
        issue = enlist(book, whole, assign=assign, origin=f"clue.{clue.id}")
        book.amend(clue, replace(clue, number=issue.number, settled_on=book.today))
        return issue


def merge_clue(context: Context, clue_no: str, *, into: str) -> tuple[Clue, str]:
    """Let a clue join an issue that is on the list already; return it with how the issue is shown."""
    with writing(context) as book:
        clue = _waiting(book, clue_no)
        issue = book.issue(into)
        check_survivor(book, issue)
        merged = book.amend(clue, replace(clue, number=issue.number, settled_on=book.today))
        return merged, book.ref(issue.number)


def settle_clue(context: Context, clue_no: str, *, reason: str) -> Clue:
    """Settle a clue that leads to no issue."""
    with writing(context) as book:
        clue = _waiting(book, clue_no)
        return book.amend(clue, replace(clue, settled_on=book.today, reason=required_text("reason", reason)))


def _waiting(book: Book, given: str) -> Clue:
    """Return the clue that *given* names, if it waits to be settled: each is settled once."""
    number = read_entry_no("clue", given)
    found = book.entries(Clue, id=number)
    if not found:
        raise ClueNotFound(given=number)
    (clue,) = found
    if clue.settled_on:
        issue = book.issue(str(clue.number)) if clue.number else None
        became = outcome(clue, issue.origin if issue else None)
        said = (label(became), *([book.ref(issue.number)] if issue else []))
        raise ClueSettled(clue=entry_no("clue", clue.id), settled_on=clue.settled_on, outcome=said)
    return clue
