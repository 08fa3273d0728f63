"""Writes the empty form that a unit fills in and sends back: a workbook with drop-downs, or a bare csv file.

It knows no rule and no database: what stands in the form is given.
"""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from zuofeng_cli.exchange.files import check_kind, put_file
from zuofeng_cli.exchange.safe_cells import guarded
from zuofeng_cli.exchange.sheet_style import DATE_FORMAT, LINE, PALE, set_up_page
from zuofeng_cli.exchange.unpacking import OWN_SHEET

TITLE_ROW, FILL_IN_ROW, HEADER_ROW, EXAMPLE_ROW = range(4)
RULED_ROWS = 25
"""So many empty rows have lines; further down each gets them once it is filled in."""

LAST_ROW = 1_000
"""Drop-downs and lines go down to here; rows beyond it are taken all the same."""

TEXT_FIELDS = frozenset({"external_no"})
DATE_FIELDS = frozenset({"deadline"})
WIDTHS = {"external_no": 12, "description": 30, "measure": 26, "target": 18, "progress": 16}
"""Widths of columns by field, in characters."""

USUAL_WIDTH, NUMBER_WIDTH = 12, 8
LINE_HEIGHT = 16
"""Of a line of text, in points."""

MAX_PROMPT_TITLE, MAX_PROMPT = 32, 255
"""What a spreadsheet allows in the words beside a cell, in characters."""

_FAINT = "#7F7F7F"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of the form.

    Attributes:
        field: of the import; empty for the row number.
        note: what is expected, shown beside the heading.
        example: its cell in the example row.
        choices: offered in a drop-down; other words stay possible.
    """

    field: str
    heading: str
    note: str
    example: str | date
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form, in the user's language.

    Attributes:
        sheet: name of the sheet to fill in.
        filled_by, filled_on: what stands before the unit and the day above the table.
        unit: who fills it in, if that is known; units: whom to choose from.
        day_hint: how the day is written.
        not_listed: what is said of a word that is not among the choices.
    """

    title: str
    sheet: str
    filled_by: str
    filled_on: str
    unit: str
    units: tuple[str, ...]
    day_hint: str
    not_listed: str
    columns: tuple[FormColumn, ...]


def write_form(path: Path, form: Form, *, replace: bool = False) -> None:
    """Write *form* to *path*, as its suffix says; what stands there stays unless *replace* is set.

    Raises:
        UnknownWord: no such kind of file. OutputExists: there is something at *path*.
        FolderNotWritable: it cannot be written.
    """
    check_suffix(path)
    put_file(path, _MAKERS[path.suffix.lower()](form), replace=replace)


def check_suffix(path: Path) -> None:
    """Refuse a path whose suffix names no kind of file that can be written.

    Raises:
        UnknownWord: lists the kinds.
    """
    check_kind(path, _MAKERS)


def _text(form: Form) -> bytes:
    """Return the form as a csv file that spreadsheets take for UTF-8: the header and the example."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [guarded(cell) for cell in row]
        for row in (
            [column.heading for column in form.columns],
            [str(column.example) for column in form.columns],
        )
    )
    return text.getvalue().encode("utf-8-sig")


def _workbook(form: Form) -> bytes:
    """Return the form as a workbook."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(buffer, options) as book:
        book.set_properties({"title": form.title})
        _FormSheet(book, form).write()
    return buffer.getvalue()


class _FormSheet:
    """The sheet to fill in, and the hidden one beside it with the choices: a list in place is too short."""

    def __init__(self, book: Any, form: Form) -> None:
        self._book = book
        self._form = form
        self._sheet = book.add_worksheet(form.sheet)
        self._lists = book.add_worksheet(OWN_SHEET)
        self._lists.very_hidden()
        self._lists_used = 0
        self._last_column = len(form.columns) - 1

    def write(self) -> None:
        """Write both sheets."""
        self._set_up_page()
        self._write_top()
        for at, column in enumerate(self._form.columns):
            self._write_column(at, column)
        self._rule()

    def _format(self, **properties: object) -> Any:
        usual = {"valign": "vcenter", "text_wrap": True}
        return self._book.add_format({**usual, **properties})

    def _set_up_page(self) -> None:
        sheet = self._sheet
        set_up_page(sheet)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW)
        sheet.center_horizontally()
        sheet.freeze_panes(HEADER_ROW + 1, 0)

    def _write_top(self) -> None:
        """Write the title, and who fills the form in on which day; a label and its blank are two cells."""
        form, last = self._form, self._last_column
        title = self._format(bold=True, font_size=18, align="center", text_wrap=False)
        label = self._format(align="right", text_wrap=False)
        blank = self._format(align="left", bottom=1, text_wrap=False)
        day = self._format(align="left", bottom=1, num_format=DATE_FORMAT)
        self._sheet.set_row(TITLE_ROW, 36)
        self._sheet.set_row(FILL_IN_ROW, 24)
        self._sheet.set_row(HEADER_ROW, 24)
        # The rows to fill in have no height of their own, so that they grow with what is written.
        self._sheet.set_row(EXAMPLE_ROW, LINE_HEIGHT * max(map(_lines, form.columns)))
        self._sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, form.title, title)
        self._sheet.merge_range(FILL_IN_ROW, 0, FILL_IN_ROW, 1, form.filled_by, label)
        self._sheet.merge_range(FILL_IN_ROW, 2, FILL_IN_ROW, 4, form.unit, blank)
        self._sheet.write_string(FILL_IN_ROW, last - 3, form.filled_on, label)
        self._sheet.merge_range(FILL_IN_ROW, last - 2, FILL_IN_ROW, last - 1, "", day)
        self._offer((FILL_IN_ROW, 2, FILL_IN_ROW, 2), form.filled_by, "", form.units)
        self._prompt((FILL_IN_ROW, last - 2, FILL_IN_ROW, last - 2), form.filled_on, form.day_hint)

    def _write_column(self, at: int, column: FormColumn) -> None:
        sheet, is_date = self._sheet, column.field in DATE_FIELDS
        shape = {"num_format": DATE_FORMAT, "align": "left"} if is_date else {}
        if column.field in TEXT_FIELDS:
            shape = {"num_format": "@"}  # a long number stays as typed
        if not column.field:
            shape = {"align": "center"}
        sheet.set_column(at, at, _width(column), self._format(**shape))
        heading = self._format(bold=True, align="center", border=1, bg_color=PALE)
        sheet.write_string(HEADER_ROW, at, column.heading, heading)
        sheet.write_comment(HEADER_ROW, at, column.note, {"font_size": 10, "x_scale": 1.6, "y_scale": 1.2})
        example = self._format(italic=True, font_color=_FAINT, border=1, border_color=LINE, **shape)
        if isinstance(column.example, date):
            sheet.write_datetime(EXAMPLE_ROW, at, column.example, example)
        else:
            sheet.write_string(EXAMPLE_ROW, at, column.example, example)
        ruled = self._format(border=1, border_color=LINE, **shape)
        for row in range(EXAMPLE_ROW + 1, EXAMPLE_ROW + 1 + RULED_ROWS):
            sheet.write_blank(row, at, None, ruled)
        cells = (EXAMPLE_ROW + 1, at, LAST_ROW, at)
        if column.choices:
            self._offer(cells, column.heading, column.note, column.choices)
        elif is_date:
            self._prompt(cells, column.heading, column.note)

    def _offer(
        self, cells: tuple[int, int, int, int], heading: str, note: str, choices: tuple[str, ...]
    ) -> None:
        """Give *cells* a drop-down that warns of other words but lets them stand."""
        from xlsxwriter.utility import xl_range_abs

        if not choices:
            return
        at, self._lists_used = self._lists_used, self._lists_used + 1
        for row, text in enumerate((heading, *choices)):
            self._lists.write_string(row, at, text)
        self._sheet.data_validation(
            *cells,
            {
                "validate": "list",
                "source": f"={OWN_SHEET}!{xl_range_abs(1, at, len(choices), at)}",
                "error_type": "warning",
                "error_title": heading[:MAX_PROMPT_TITLE],
                "error_message": self._form.not_listed[:MAX_PROMPT],
                **_beside(heading, note),
            },
        )

    def _prompt(self, cells: tuple[int, int, int, int], heading: str, note: str) -> None:
        """Say beside *cells* what is expected; anything may be written."""
        self._sheet.data_validation(*cells, {"validate": "any", **_beside(heading, note)})

    def _rule(self) -> None:
        """Draw lines around every row that is filled in further down."""
        lines = self._book.add_format({"border": 1, "border_color": LINE})
        from xlsxwriter.utility import xl_rowcol_to_cell

        first, last = EXAMPLE_ROW + 1 + RULED_ROWS, self._last_column
        ends = (xl_rowcol_to_cell(first, column, col_abs=True) for column in (0, last))
        filled = f"=COUNTA({':'.join(ends)})>0"
        self._sheet.conditional_format(
            first, 0, LAST_ROW, last, {"type": "formula", "criteria": filled, "format": lines}
        )


def _width(column: FormColumn) -> int:
    return WIDTHS.get(column.field, USUAL_WIDTH) if column.field else NUMBER_WIDTH


def _lines(column: FormColumn) -> int:
    """Return about how many lines the example takes; a Chinese character is two columns wide."""
    taken = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in str(column.example))
    return 1 + taken // (_width(column) - 2)  # words do not break just at the edge


def _beside(heading: str, note: str) -> dict[str, str]:
    """Return the words shown beside a cell, no longer than a spreadsheet allows."""
    return {"input_title": heading[:MAX_PROMPT_TITLE], "input_message": note[:MAX_PROMPT]} if note else {}


_MAKERS: Mapping[str, Callable[[Form], bytes]] = {".xlsx": _workbook, ".csv": _text}
