"""Drawing up papers: each gets its number once, in the series of its kind, and keeps it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.errors.papers import OtherFormDecided, ReturnOver
from zuofeng_cli.errors.rules import DateTooEarly
from zuofeng_cli.exchange.files import check_free, check_kind, put_file
from zuofeng_cli.exchange.paper.filling import filled
from zuofeng_cli.queries import papers as queries
from zuofeng_cli.queries.accountability import AccountRow
from zuofeng_cli.queries.bulletin import bulletin_said, check_period
from zuofeng_cli.queries.detail import show
from zuofeng_cli.queries.papers import Said
from zuofeng_cli.rules.accountability import Accountability
from zuofeng_cli.rules.codes import State
from zuofeng_cli.rules.entries import kind_of
from zuofeng_cli.rules.papers import PAPER, Paper, PaperKind, numbered
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.store.reader import Reader, reading

PERIOD = timedelta(days=6)
"""How long before its last day the period of a bulletin begins, unless the clerk says otherwise."""


class Output(NamedTuple):
    """Where a paper goes.

    Attributes:
        template: the office's own, instead of ours.
        replace: write over a file that is there.
    """

    path: Path
    template: Path | None = None
    replace: bool = False


class About(NamedTuple):
    """What a paper is about, and the issue if it is one: undo leaves alone what a paper names."""

    subject: str
    number: int | None = None


class Drawn(NamedTuple):
    """A paper that was written, and its number in words."""

    path: Path
    no: str


def _check(output: Output) -> None:
    """Refuse a place that no paper can go to.

    Raises:
        UnknownWord: it is not called a docx file. OutputExists: something is there.
    """
    check_kind(output.path, (".docx",))
    check_free(output.path, replace=output.replace)


def order_paper(context: Context, given: str, output: Output) -> Drawn:
    """Write a supervision order; its number and day are those of its issuing."""
    _check(output)
    with reading(context.location) as reader:
        today = context.today(reader.plan.zone)
        said = queries.order_said(reader, queries.order_of(reader, given, today=today), today=today)
    return _written(PaperKind.ORDER, said, output)


def return_paper(context: Context, ref: str, output: Output) -> Drawn:
    """Write the notice of the last return of an issue."""

    def contents(book: Book, reader: Reader) -> tuple[About, Said]:
        detail = show(reader, ref, today=book.today)
        event = queries.last_return(detail)
        about = About(f"return.{event.seq}", detail.issue.number)
        known = any(paper.subject == about.subject for paper in book.entries(Paper))
        if detail.issue.state is not State.ASSIGNED and not known:
            raise ReturnOver(ref=detail.issue.ref)
        return about, queries.return_said(detail, event)

    return _drawn(context, PaperKind.RETURN, contents, output)


def extension_paper(context: Context, ref: str, output: Output) -> Drawn:
    """Write the decision on the last request for a later deadline."""

    def contents(book: Book, reader: Reader) -> tuple[About, Said]:
        detail = show(reader, ref, today=book.today)
        at, request = queries.last_decided(detail)
        about = About(f"extension.{detail.issue.number}.{at}", detail.issue.number)
        return about, queries.extension_said(detail, request)

    return _drawn(context, PaperKind.EXTENSION, contents, output)


def interview_paper(context: Context, entry: str, output: Output, *, on: str, place: str) -> Drawn:
    """Write the notice of an admonition interview, for a decision that is on record."""

    def contents(book: Book, reader: Reader) -> tuple[About, Said]:
        account = _decided(reader, entry, reader.plan.paper_forms.interview)
        said = queries.account_said(reader, account, today=book.today)
        held_on = read_day(on, book)
        if held_on < account.decided_on:
            raise DateTooEarly(given=held_on, bound=account.decided_on)
        where = required_text("place", place)
        return _about(account), said | {"held_on": queries.day_words(held_on), "place": where}

    return _drawn(context, PaperKind.INTERVIEW, contents, output)


def circular_paper(context: Context, entry: str, output: Output) -> Drawn:
    """Write the circular on a decision that is on record."""

    def contents(book: Book, reader: Reader) -> tuple[About, Said]:
        account = _decided(reader, entry, reader.plan.paper_forms.circular)
        return _about(account), queries.account_said(reader, account, today=book.today)

    return _drawn(context, PaperKind.CIRCULAR, contents, output)


def _decided(reader: Reader, entry: str, forms: Sequence[str]) -> AccountRow:
    """Return a decision that a paper about *forms* can give notice of.

    Raises:
        AccountNotFound: there is none of this number. OtherFormDecided: its form is another.
    """
    account = queries.account_of(reader, entry)
    if forms and account.form not in forms:
        raise OtherFormDecided(number=account.id, form=account.form, forms=tuple(forms))
    return account


def _about(account: AccountRow) -> About:
    return About(f"{kind_of(Accountability)}.{account.id}")


def bulletin(
    context: Context,
    output: Output,
    *,
    since: str | None = None,
    until: str | None = None,
    editor: str | None,
) -> Drawn:
    """Write the bulletin of a period: the last seven days, unless its days are named."""

    def contents(book: Book, reader: Reader) -> tuple[About, Said]:
        last = read_day(until, book) if until else book.today
        first = read_day(since, book) if since else last - PERIOD
        check_period(first, last, book.today)
        who = editor or queries.always(reader, "", last)["issuer"]
        return About(f"{first}/{last}"), bulletin_said(reader, since=first, until=last, editor=who)

    return _drawn(context, PaperKind.BULLETIN, contents, output)


def _drawn(
    context: Context, kind: PaperKind, contents: Callable[[Book, Reader], tuple[About, Said]], output: Output
) -> Drawn:
    """Give a paper its number, unless it has one, and write it."""
    _check(output)
    with writing(context) as book, reading(context.location) as reader:
        about, said = contents(book, reader)
        paper = numbered(book.entries(Paper), kind, about.subject, book.today, about.number)
        said = queries.always(reader, queries.paper_no(paper), paper.made_on) | said
        drawn = _written(kind, said, output)
        if not paper.id:
            book.enter(paper, PAPER)
    return drawn


def _written(kind: PaperKind, said: Said, output: Output) -> Drawn:
    put_file(output.path, filled(kind.value, said, output.template), replace=output.replace)
    return Drawn(output.path, said["no"])
