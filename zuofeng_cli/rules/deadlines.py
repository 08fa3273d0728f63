"""Reading a deadline the way clerks write it; what cannot be read is a fault, never a guess.

The written forms are data (``locale/vocabulary.toml``); this module knows what each kind means.
Source: shared domain notes, "Dates".
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zuofeng_cli.rules.codes import IssueType
from zuofeng_cli.rules.plan import DayCount
from zuofeng_cli.rules.working_days import WorkingCalendar

YEARS = range(1949, 2150)
"""Years in which a day can be meant."""


TEN = 10

DAY_ZERO, DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
"""What spreadsheets count days from; the leap day that 1900 never had is behind every day we can meet."""


@dataclass(frozen=True, slots=True)
class DeadlineForms:
    """The vocabulary's forms: (kind, pattern) in order, and the words in them that stand for numbers.

    Attributes:
        parts: the last day of a part of a month; near: how many days after today a day is.
    """

    forms: Sequence[tuple[str, re.Pattern[str]]]
    numerals: Mapping[str, int]
    parts: Mapping[str, int]
    near: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as read.

    Attributes:
        text: what the clerk wrote.
        precision: the kind of form it was written in, like ``day`` or ``month_end``.
        provisional: it counts working days of a year whose holidays are not announced yet.
        type: set where the text names a type of issue instead of a day.
    """

    day: date
    text: str
    precision: str
    provisional: bool = False
    type: IssueType | None = None


@dataclass(frozen=True, slots=True)
class DeadlineReader:
    """Reads deadlines for one campaign.

    Attributes:
        year: the campaign's year, taken where the text names none.
        immediate: how long an issue to be put right at once may take.
        review_months: the review cycle of a long-term issue.
        day_zero: what a spreadsheet counts days from.
    """

    forms: DeadlineForms
    calendar: WorkingCalendar
    year: int
    immediate: DayCount
    review_months: int
    day_zero: date = DAY_ZERO

    def read(self, text: str, *, base: date) -> Deadline | None:
        """Return the deadline that *text* names, counted from *base* if relative; None if unreadable."""
        kind, parts = self._matched(text)
        if not kind:
            return None
        try:
            read = self._resolve(kind, parts, text, base)
        except (ValueError, OverflowError):
            return None
        return read if read.day.year in YEARS else None

    def month_without(self, text: str) -> date | None:
        """Return the last day of the month that has no such day as *text* names; None if that is not so."""
        kind, parts = self._matched(text)
        if kind != "day":
            return None
        try:
            last = month_end(int(parts.get("year") or self.year), self._number(parts["month"]))
            return last if self._number(parts["day"]) > last.day else None
        except ValueError:
            return None

    def _matched(self, text: str) -> tuple[str, Mapping[str, str | None]]:
        """Return the form in which *text* is written, and its parts; nothing for none."""
        folded = " ".join(unicodedata.normalize("NFKC", text).split())
        squeezed = folded.replace(" ", "")
        for kind, pattern in self.forms.forms:
            match = pattern.fullmatch(folded) or pattern.fullmatch(squeezed)
            if match:
                return kind, match.groupdict()
        return "", {}

    def of_type(self, issue_type: IssueType, *, base: date) -> Deadline | None:
        """Return the deadline that a type brings by itself; None for an issue with a set limit."""
        if issue_type is IssueType.LIMITED:
            return None
        return self._resolve(str(issue_type), {}, "", base)

    def _resolve(self, kind: str, parts: Mapping[str, str | None], text: str, base: date) -> Deadline:
        """Turn the matched parts into a day.

        Raises:
            ValueError: no such day in the calendar.
        """
        year = int(parts.get("year") or self.year)
        month, count, day_of_month = (self._number(parts.get(name)) for name in ("month", "count", "day"))
        match kind:
            case "day":
                return Deadline(date(year, month, day_of_month), text, kind)
            case "month_end":
                return Deadline(month_end(year, month), text, kind)
            case "this_month_end":
                return Deadline(month_end(base.year, base.month), text, kind)
            case "serial":
                return Deadline(self.day_zero + timedelta(count), text, "day")
            case "ten_days":
                last = self.forms.parts[parts["part"] or ""]
                return Deadline(
                    min(date(year, month, 1) + timedelta(last - 1), month_end(year, month)), text, kind
                )
            case "quarter_end":
                return Deadline(month_end(year, 3 * self._number(parts["quarter"])), text, kind)
            case "half_year":
                return Deadline(date(year, 6, 30), text, kind)
            case "year_end":
                return Deadline(date(year, 12, 31), text, kind)
            case "working_days":
                return self._counted(DayCount(count, working=True), text, kind, base)
            case "days":
                return self._counted(DayCount(count, working=False), text, kind, base)
            case "near":
                return Deadline(base + timedelta(self.forms.near[parts["near"] or ""]), text, kind)
            case "weeks":
                return self._counted(DayCount(7 * count, working=False), text, kind, base)
            case "months":
                return Deadline(months_later(base, count), text, kind)
            case "immediate":
                return self._counted(self.immediate, text, kind, base, IssueType.IMMEDIATE)
            case "long_term":
                day = months_later(base, self.review_months)
                return Deadline(day, text, kind, type=IssueType.LONG_TERM)
        raise ValueError(kind)

    def _number(self, text: str | None) -> int:
        number = counted(text, self.forms.numerals) if text else 0
        if number is None:
            raise ValueError(text)
        return number

    def _counted(
        self, count: DayCount, text: str, kind: str, base: date, issue_type: IssueType | None = None
    ) -> Deadline:
        day, provisional = days_later(base, count, self.calendar)
        return Deadline(day, text, kind, provisional, issue_type)


def counted(text: str, numerals: Mapping[str, int]) -> int | None:
    """Return the number that *text* writes in figures, or below a hundred in numerals; None for neither."""
    if text.isascii() and text.isdigit():
        return int(text)
    tens, ones = 0, 0
    for numeral in text:
        value = numerals.get(numeral)
        if value is None or (ones and value < TEN) or (tens and value == TEN):
            return None
        tens, ones = (max(ones, 1) * TEN, 0) if value == TEN else (tens, value)
    return tens + ones if text else None


def read_day(text: str, forms: DeadlineForms, *, year: int) -> date | None:
    """Return the calendar day that *text* names in full or within *year*; None for anything relative."""
    reader = DeadlineReader(forms, WorkingCalendar(lambda _day: None), year, DayCount(0, working=False), 0)
    read = reader.read(text, base=date(year, 1, 1))
    return read.day if read and read.precision == "day" else None


def days_later(base: date, count: DayCount, calendar: WorkingCalendar) -> tuple[date, bool]:
    """Return the day *count* after *base*, and whether it is provisional."""
    if count.working:
        return calendar.after(base, count.days)
    return base + timedelta(count.days), False


def month_end(year: int, month: int) -> date:
    """Return the last day of a month.

    Raises:
        ValueError: no such month.
    """
    return date(year, month, monthrange(year, month)[1] if 1 <= month <= 12 else 1)


def months_later(base: date, months: int) -> date:
    """Return the same day *months* later, or the last day of a shorter month."""
    year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
    return min(
        base.replace(day=1, year=year, month=month + 1) + timedelta(base.day - 1), month_end(year, month + 1)
    )
