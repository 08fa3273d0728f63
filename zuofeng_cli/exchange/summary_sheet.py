"""The sheet beside the list: figures by group, and charts that draw from these very cells."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from zuofeng_cli.exchange.sheet_style import LINE, PALE, QUIET, RATE_FORMAT, set_up_page

Cell = str | int | Fraction | None
EMPTY = "—"
CHARTED_GROUPS = 15
"""A chart shows the first so many groups."""

_COLOURS = ("#1F5A99", "#6B7F3A", "#A33B3B")
_CHART_ROWS_APART = 2
_PIXELS_PER_ROW, _PIXELS_PER_BAR, _PIXELS_AROUND, _PIXELS_OF_PAGE = 20, 22, 120, 600


class Block(NamedTuple):
    """Figures by one kind of group; the first *charted* of them are drawn.

    Attributes:
        headings: the group, figures, rates.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell]
    charted: int


class Summary(NamedTuple):
    """All of the sheet; *notes* are the formulas."""

    sheet: str
    blocks: Sequence[Block]
    notes: Sequence[str]


def write_summary(book: Any, summary: Summary) -> None:
    """Write the blocks one below the other, then the formulas, then a chart for each block."""
    sheet = _SummarySheet(book, summary.sheet)
    places = [sheet.add_block(block) for block in summary.blocks]
    sheet.add_notes(summary.notes)
    for block, place in zip(summary.blocks, places, strict=True):
        sheet.add_chart(block, place)
    sheet.finish()


class _SummarySheet:
    def __init__(self, book: Any, name: str) -> None:
        border = {"border": 1, "border_color": LINE}
        head = {"bold": True, "bg_color": PALE, "text_wrap": True, "align": "center"}
        self._book, self._name = book, name
        self._sheet = book.add_worksheet(name)
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._heading = book.add_format({**border, **head})
        self._plain = [book.add_format({**border, "bold": bold}) for bold in (False, True)]
        rate = {**border, "num_format": RATE_FORMAT}
        self._rate = [book.add_format({**rate, "bold": bold}) for bold in (False, True)]
        self._quiet = book.add_format({"font_color": QUIET})
        self._sheet.set_column(0, 0, 22)
        self._sheet.set_column(1, 10, 10)
        self._row = 0
        self._columns = 1
        self._breaks: list[int] = []

    def add_block(self, block: Block) -> int:
        """Write a block; return the row of its headings."""
        self._sheet.write_string(self._row, 0, block.title, self._title)
        place = self._row + 1
        self._columns = max(self._columns, len(block.headings))
        for at, text in enumerate(block.headings):
            self._sheet.write_string(place, at, text, self._heading)
        lines = [*((row, False) for row in block.rows), (block.total, True)]
        for row, (cells, is_total) in enumerate(lines, place + 1):
            for at, cell in enumerate(cells):
                self._write(row, at, cell, is_total=is_total)
        self._row = place + len(lines) + 2
        return place

    def _write(self, row: int, column: int, cell: Cell, *, is_total: bool) -> None:
        if isinstance(cell, Fraction):
            self._sheet.write_number(row, column, float(cell), self._rate[is_total])
        elif isinstance(cell, int):
            self._sheet.write_number(row, column, cell, self._plain[is_total])
        else:
            self._sheet.write_string(row, column, cell or EMPTY, self._plain[is_total])

    def add_notes(self, notes: Sequence[str]) -> None:
        """Write the formulas."""
        for note in notes:
            self._sheet.write_string(self._row, 0, note, self._quiet)
            self._row += 1

    def add_chart(self, block: Block, place: int) -> None:
        """Draw the first figures of each group as bars, below what is there."""
        count = min(len(block.rows), CHARTED_GROUPS)
        if not count:
            return
        first, last = place + 1, place + count
        chart = self._book.add_chart({"type": "bar"})
        for at in range(1, block.charted + 1):
            chart.add_series(
                {
                    "name": [self._name, place, at],
                    "categories": [self._name, first, 0, last, 0],
                    "values": [self._name, first, at, last, at],
                    "fill": {"color": _COLOURS[(at - 1) % len(_COLOURS)]},
                    "data_labels": {"value": True},
                }
            )
        height = min(_PIXELS_AROUND + _PIXELS_PER_BAR * count * block.charted, _PIXELS_OF_PAGE)
        self._breaks.append(self._row)
        chart.set_title({"name": block.title, "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"major_gridlines": {"visible": False}, "num_format": "0"})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 720, "height": height})
        self._sheet.insert_chart(self._row, 0, chart, {"description": block.title})
        self._row += height // _PIXELS_PER_ROW + _CHART_ROWS_APART

    def finish(self) -> None:
        """Set the page up, with each chart on a page of its own."""
        set_up_page(self._sheet)
        self._sheet.set_h_pagebreaks(self._breaks)
        self._sheet.print_area(0, 0, self._row, self._columns - 1)
