"""Writes the list to a file that needs no retouching: a workbook to print, csv, or a table for a report.

It knows no rule and no database: what stands in the file is given. Nothing is a formula, and text stays text.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar
from unicodedata import east_asian_width

from zuofeng_cli.errors.files import TextTooLong, TooManyRows
from zuofeng_cli.exchange.files import check_free, check_kind, writing_file
from zuofeng_cli.exchange.page import page_head
from zuofeng_cli.exchange.safe_cells import GUARD, guarded
from zuofeng_cli.exchange.sheet_style import DATE_FORMAT, LINE, PALE, QUIET, set_up_page
from zuofeng_cli.exchange.summary_sheet import Summary, write_summary

T = TypeVar("T")
Value = str | int | date | None
Tick = Callable[[int, int], None]

MOST_ROWS = 1_048_576 - 3
"""A sheet has no more rows; three are the title, the day and the header."""

MOST_LETTERS = 32_767
"""A cell of a workbook holds no more."""

PAGE_WIDTH = 235
"""So many characters across stay readable on one page; wider lists go on to the next."""

ENCODINGS = {"utf-8": "utf-8-sig", "gb18030": "gb18030"}
"""With a mark at the beginning, so that a spreadsheet takes the file for UTF-8."""

TITLE_ROW, DAY_ROW, HEADER_ROW = range(3)
LINE_HEIGHT, _HIGHEST = 15, 405
"""Of a line of text, and of a row at most, in points."""

_TICK_AFTER = 1_000


class Heading(NamedTuple):
    """A column: its heading, and its width in characters."""

    text: str
    width: int

    def lines(self, text: str) -> int:
        """Return how many lines a paragraph takes; a Chinese sign is two characters wide."""
        columns = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
        return max(1, ceil(columns / (self.width - 1)))


class LedgerFile(NamedTuple):
    """What stands in the file, in the user's language.

    Attributes:
        rows: read while they are written; *issues* of them.
        records: the same issues with English keys and codes.
        fills: the colour behind a cell, by the word in it.
    """

    title: str
    subtitle: str
    sheet: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Value]]
    records: Iterable[Mapping[str, object]]
    issues: int
    fills: Mapping[str, str]
    summary: Summary


def check_output(path: Path, *, replace: bool) -> None:
    """Refuse a path that names no kind of file, or where something is.

    Raises:
        UnknownWord: lists the kinds. OutputExists: *replace* is not set.
    """
    check_kind(path, WRITERS)
    check_free(path, replace=replace)


def write_ledger(
    path: Path,
    file: LedgerFile,
    *,
    encoding: str = "utf-8",
    replace: bool = False,
    tick: Tick = lambda _done, _total: None,
) -> None:
    """Write *file* to *path* as its suffix says, whole or not at all; what stood there stays until then.

    Args:
        encoding: of csv: ``utf-8`` or ``gb18030``.

    Raises:
        OutputExists, FolderNotWritable: it cannot be written.
        TooManyRows, TextTooLong: a workbook cannot hold it.
    """
    count = file.issues
    told = file._replace(rows=_told(file.rows, count, tick), records=_told(file.records, count, tick))
    with writing_file(path, replace=replace) as out:
        WRITERS[path.suffix.lower()](told, out, encoding)


def _told(items: Iterable[T], count: int, tick: Tick) -> Iterator[T]:
    for done, item in enumerate(items, 1):
        yield item
        if done % _TICK_AFTER == 0:
            tick(done, count)


def _write_text(file: LedgerFile, out: IO[bytes], encoding: str) -> None:
    text = io.TextIOWrapper(out, ENCODINGS[encoding], newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([heading.text for heading in file.headings])
    writer.writerows([guarded(_said(value)) for value in row] for row in file.rows)
    text.detach()


def _said(value: Value) -> str:
    """Return a value as text."""
    return "" if value is None else str(value)


def _write_json_lines(file: LedgerFile, out: IO[bytes], _encoding: str) -> None:
    for record in file.records:
        out.write(json.dumps(record, ensure_ascii=False, default=str).encode() + b"\n")


def _write_markdown(file: LedgerFile, out: IO[bytes], _encoding: str) -> None:
    from tabulate import tabulate

    rows = [[_in_markdown(_said(value)) for value in row] for row in file.rows]
    headings = [heading.text for heading in file.headings]
    table = tabulate(rows, headers=headings, tablefmt="pipe", disable_numparse=True)
    out.write(f"# {_in_markdown(file.title)}\n\n{file.subtitle}\n\n{table}\n".encode())


def _in_markdown(text: str) -> str:
    line = " ".join(text.split())
    for sign in "\\|*_`[":
        line = line.replace(sign, "\\" + sign)
    return line.replace("&", "&amp;").replace("<", "&lt;")


def _write_page(file: LedgerFile, out: IO[bytes], _encoding: str) -> None:
    """Write a page of its own, for a mail or a browser."""
    from html import escape

    def cell(tag: str, value: Value) -> str:
        return f"<{tag}>{escape(_said(value))}</{tag}>"

    out.write(
        f"{page_head(file.title)}<h1>{escape(file.title)}</h1>\n<p>{escape(file.subtitle)}</p>\n"
        "<table>\n<thead><tr>".encode()
    )
    out.write("".join(cell("th", heading.text) for heading in file.headings).encode())
    out.write(b"</tr></thead>\n<tbody>\n")
    for row in file.rows:
        out.write(f"<tr>{''.join(cell('td', value) for value in row)}</tr>\n".encode())
    out.write(b"</tbody>\n</table>\n")


def _write_workbook(file: LedgerFile, out: IO[bytes], _encoding: str) -> None:
    from xlsxwriter import Workbook

    if file.issues > MOST_ROWS:
        raise TooManyRows(count=file.issues, most=MOST_ROWS)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(out, options) as book:
        book.set_properties({"title": file.title})
        _ListSheet(book, file).write()
        write_summary(book, file.summary)


class _ListSheet:
    """The sheet with the list, set up for A4 across."""

    def __init__(self, book: Any, file: LedgerFile) -> None:
        self._file = file
        self._sheet = book.add_worksheet(file.sheet)
        usual = {"valign": "top", "text_wrap": True, "border": 1, "border_color": LINE}
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._day = book.add_format({"font_color": QUIET})
        heading = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
        self._heading = book.add_format({**heading, "bg_color": PALE})
        self._text = book.add_format({**usual, "num_format": "@"})
        self._number = book.add_format({**usual, "num_format": "0"})
        self._date = book.add_format({**usual, "num_format": DATE_FORMAT, "align": "left"})
        self._fills = {
            word: book.add_format({**usual, "num_format": "@", "bg_color": colour})
            for word, colour in file.fills.items()
        }

    def write(self) -> None:
        """Write title, header and rows, and what the printer needs to know."""
        file, sheet = self._file, self._sheet
        last = len(file.headings) - 1
        for at, heading in enumerate(file.headings):
            sheet.set_column(at, at, heading.width)
        sheet.set_row(TITLE_ROW, 30)
        sheet.write_string(TITLE_ROW, 0, file.title, self._title)
        sheet.write_string(DAY_ROW, 0, file.subtitle, self._day)
        sheet.set_row(HEADER_ROW, 32)
        for at, heading in enumerate(file.headings):
            sheet.write_string(HEADER_ROW, at, heading.text, self._heading)
        for row, values in enumerate(file.rows, HEADER_ROW + 1):
            sheet.set_row(row, self._height(values))
            for at, value in enumerate(values):
                self._write(row, at, value)
        self._set_up(last)

    def _height(self, values: Sequence[Value]) -> int:
        """Return how high a row must be for its longest cell, in points; on paper nothing grows by itself."""
        lines = 1
        for heading, value in zip(self._file.headings, values, strict=True):
            if isinstance(value, str):
                lines = max(lines, sum(map(heading.lines, value.split("\n"))))
        return min(LINE_HEIGHT * lines, _HIGHEST)

    def _write(self, row: int, column: int, value: Value) -> None:
        if isinstance(value, date):
            self._sheet.write_datetime(row, column, value, self._date)
        elif isinstance(value, int):
            self._sheet.write_number(row, column, value, self._number)
        else:
            text = _said(value)
            if len(text) > MOST_LETTERS:
                raise TextTooLong(row=row + 1, most=MOST_LETTERS)
            # An apostrophe that is meant must not be taken for the guard of a csv cell when it comes back.
            text = guarded(text) if text.startswith(GUARD) else text
            self._sheet.write_string(row, column, text, self._fills.get(text, self._text))

    def _set_up(self, last: int) -> None:
        sheet = self._sheet
        sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(1, self._file.issues), last)
        sheet.freeze_panes(HEADER_ROW + 1, 2)
        set_up_page(sheet)
        sheet.fit_to_pages(ceil(sum(heading.width for heading in self._file.headings) / PAGE_WIDTH), 0)
        sheet.repeat_rows(HEADER_ROW)
        sheet.repeat_columns(0, 1)
        sheet.print_across()


WRITERS: Mapping[str, Callable[[LedgerFile, IO[bytes], str], None]] = {
    ".xlsx": _write_workbook,
    ".csv": _write_text,
    ".jsonl": _write_json_lines,
    ".md": _write_markdown,
    ".html": _write_page,
}
