"""Reading the dates that people type, for one ledger."""

from datetime import date, datetime

from zuofeng_cli.errors import UnreadableDate
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.codes import IssueType
from zuofeng_cli.rules.deadlines import Deadline, DeadlineReader
from zuofeng_cli.store.ledger import Book


def read_day(text: str, book: Book) -> date:
    """Return the day that *text* names.

    Raises:
        UnreadableDate: it names none.
    """
    return Dates(book).read(text, book.today).day


class Dates:
    """Reads deadlines with the clerks' forms first, then English ones through dateutil."""

    def __init__(self, book: Book) -> None:
        plan = book.plan
        self._reader = DeadlineReader(
            vocabulary().deadlines, book.calendar, book.year, plan.immediate, plan.review_months
        )
        self._known: dict[tuple[str, date], Deadline] = {}

    def read(self, text: str, base: date) -> Deadline:
        """Return the deadline that *text* names, counted from *base* where it is relative.

        Raises:
            UnreadableDate: it names none.
        """
        known = self._known.get((text, base))
        if known is None:
            known = self._reader.read(text, base=base) or _english(text, base)
            self._known[text, base] = known
        return known

    def of_type(self, issue_type: IssueType, base: date) -> Deadline | None:
        """Return the deadline that a type brings by itself, if any."""
        return self._reader.of_type(issue_type, base=base)


def _english(text: str, base: date) -> Deadline:
    from dateutil.parser import ParserError, parse

    try:
        # A month name is needed: bare numbers are read by our own forms or not at all.
        if not any(letter.isascii() and letter.isalpha() for letter in text):
            raise UnreadableDate(given=text)
        early = parse(text, default=datetime(base.year, 1, 1))
        late = parse(text, default=datetime(base.year, 12, 28))
    except (ParserError, OverflowError, ValueError) as error:
        raise UnreadableDate(given=text) from error
    if early != late:  # the text leaves the day or the month open
        raise UnreadableDate(given=text)
    return Deadline(early.date(), text, "day")
