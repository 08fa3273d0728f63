"""Reading the dates that people type, for one ledger."""

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from zuofeng_cli.errors.rules import DateTooEarly, WorkBeforeListing
from zuofeng_cli.errors.usage import DayInDoubt, DayNotInMonth, UnreadableDate
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.codes import IssueType
from zuofeng_cli.rules.deadlines import DAY_ZERO, DAY_ZERO_1904, YEARS, Deadline, DeadlineReader
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.rules.working_days import WorkingCalendar

if TYPE_CHECKING:
    from zuofeng_cli.store.ledger import Book

_MONTH = r"[A-Za-z]{3,9}\.?"
_ENGLISH = re.compile(rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? (?P<year>\d{{4}}))?", re.ASCII)
_IN_DOUBT = re.compile(r"\d{1,2}[./-]\d{1,2}", re.ASCII)
"""A day of a month, or a month and its day; of 6.30 it is known."""


class Campaign(NamedTuple):
    """What days without a year, and days that are counted, are read by: an open book, or this."""

    plan: Plan
    year: int
    calendar: WorkingCalendar
    today: date


def read_day(text: str, book: "Book | Campaign") -> date:
    """Return the day that *text* names, in any form in which deadlines are written.

    Raises:
        UnreadableDate: it names none, or only a type of issue.
    """
    read = Dates(book).read(text, book.today)
    if read.type is not None:
        raise UnreadableDate(given=text)
    return read.day


class Dates:
    """Reads deadlines with the clerks' forms first, then English ones through dateutil."""

    def __init__(self, book: "Book | Campaign", *, date_1904: bool = False) -> None:
        plan = book.plan
        self._year = book.year
        self._reader = DeadlineReader(
            vocabulary().deadlines,
            book.calendar,
            book.year,
            plan.immediate,
            plan.review_months,
            DAY_ZERO_1904 if date_1904 else DAY_ZERO,
        )

    def read(self, text: str, base: date) -> Deadline:
        """Return the deadline that *text* names, counted from *base* where it is relative.

        Raises:
            UnreadableDate: it names none. DayNotInMonth: its month has no such day.
        """
        if read := self._reader.read(text, base=base):
            return read
        if last := self._reader.month_without(text):
            raise DayNotInMonth(given=text, year=last.year, month=last.month, days=last.day)
        return _english(text, self._year)

    def of_type(self, issue_type: IssueType, base: date) -> Deadline | None:
        """Return the deadline that a type brings by itself, if any."""
        return self._reader.of_type(issue_type, base=base)


def _english(text: str, year: int) -> Deadline:
    """Read an English date: a day and the name of a month, in the campaign's year unless it says one."""
    from dateutil.parser import ParserError, parse

    found = _ENGLISH.fullmatch(text.strip())
    if not found or int(found["year"] or year) not in YEARS:
        raise (DayInDoubt if _IN_DOUBT.fullmatch(text.strip()) else UnreadableDate)(given=text)
    try:
        return Deadline(parse(text, default=datetime(year, 1, 1)).date(), text, "day")
    except (ParserError, OverflowError, ValueError) as error:
        raise UnreadableDate(given=text) from error


def check_known(book: "Book", issue: Issue, day: date) -> None:
    """Refuse a day of work on which nobody knew of *issue*.

    Raises:
        DateTooEarly, WorkBeforeListing: it was found, or listed, later.
    """
    if day >= issue.known_since:
        return
    if issue.found_on:
        raise DateTooEarly(given=day, bound=issue.found_on)
    raise WorkBeforeListing(given=day, listed=issue.opened_on, ref=book.ref(issue.number))


def moved_deadline(issue: Issue, new: date | None, today: date) -> dict[str, Any]:
    """Return what to keep when a listed issue's deadline moves: that it had passed stays on record."""
    if issue.deadline is None or issue.deadline >= today or new == issue.deadline:
        return {}
    return {
        "deadline_original": issue.deadline_original,
        "deadline_missed": issue.deadline_missed or issue.deadline,
    }
