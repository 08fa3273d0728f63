"""Printing a table in the format asked for; a terminal gets colour and boxes, a pipe gets plain text."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from shlex import quote
from types import MappingProxyType
from typing import Any, NamedTuple

from zuofeng_cli.exchange.safe_cells import guarded
from zuofeng_cli.rules.figures import DASH
from zuofeng_cli.words import _

Cell = str | int | float | None
PLAIN_WIDTH = 36
"""How wide a cut cell of a plain table may be; a Chinese character takes two columns."""

LONG_WIDTH = 20
"""How narrow a column of long text may become on a terminal."""


class Format(StrEnum):
    """How a read is printed."""

    TABLE = "table"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    HTML = "html"


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        figure: its cells are aligned right.
        long: its text may fold on a terminal.
        cut: its text is cut to one line in plain tables; csv and json give it whole.
        styles: the colour of a cell by its text.
        drop: where a terminal is too narrow, columns with a number stay as there is room, the lowest first.
    """

    heading: str
    figure: bool = False
    long: bool = False
    cut: bool = False
    styles: Mapping[str, str] = MappingProxyType({})
    drop: int = 0


class Sheet(NamedTuple):
    """A table to print, with notes (formulas) under it."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


def cells(*values: object) -> tuple[Cell, ...]:
    """Return one row of a table: numbers and texts as they are, everything else as text."""
    return tuple(value if value is None or isinstance(value, str | int) else str(value) for value in values)


def chosen(format_: Format | None) -> Format:
    """Return the format to print in: what was asked for, else what suits where the output goes."""
    return format_ or (Format.TABLE if sys.stdout.isatty() else Format.PLAIN)


def print_json(payload: object) -> None:
    """Print *payload* as JSON, dates as ISO text and rates to four places."""
    sys.stdout.write(json.dumps(payload, ensure_ascii=False, indent=2, default=_plain) + "\n")


def _plain(value: object) -> object:
    return round(float(value), 4) if isinstance(value, Fraction) else str(value)


def print_sheet(sheet: Sheet, format_: Format | None) -> None:
    """Print one table in any format but JSON."""
    print_sheets([sheet], format_)


def print_sheets(sheets: Sequence[Sheet], format_: Format | None) -> None:
    """Print tables one below the other; in a text to paste into a report each has its title as a heading."""
    wanted = chosen(format_)
    if wanted is Format.HTML:
        _print_page(sheets)
        return
    for position, sheet in enumerate(sheets):
        if position and wanted is not Format.TABLE:
            say("")
        if wanted is Format.MARKDOWN and sheet.title and len(sheets) > 1:
            say(f"## {sheet.title}\n")
        _print_one(sheet, wanted)


def _print_one(sheet: Sheet, format_: Format) -> None:
    match format_:
        case Format.TABLE:
            _print_rich(sheet)
        case Format.CSV:
            _print_separated(sheet, ",")
        case Format.TSV:
            _print_separated(sheet, "\t")
        case Format.MARKDOWN:
            _print_tabulated(sheet, "pipe")
        case _:
            _print_tabulated(sheet, "simple")


def shown(cell: Cell) -> str:
    """Return a cell as text; nothing is a dash."""
    return DASH if cell is None or cell == "" else str(cell)


def shorten(text: str, width: int = PLAIN_WIDTH) -> str:
    """Return *text* on one line, cut to *width* columns; a Chinese character takes two."""
    from wcwidth import wcswidth

    text = " ".join(text.split())
    start = text[: 4 * width]  # to measure all of a pasted report over and over takes seconds
    if start == text and wcswidth(text) <= width:
        return text
    while start and wcswidth(start) > width - 1:
        start = start[:-1]
    return start + "…"


def _print_rich(sheet: Sheet) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from zuofeng_cli.cli.fitting import fitting, folded

    console = Console(no_color=True if os.environ.get("NO_COLOR") else None, highlight=False)
    width = console.width
    sheet, widths = fitting(sheet, width)
    table = Table(box=box.SIMPLE_HEAD)
    for column, wide in zip(sheet.columns, widths, strict=True):
        table.add_column(
            Text(folded(column.heading, wide)),
            justify="right" if column.figure else "left",
            width=wide,
            no_wrap=True,
            overflow="fold",
        )
    for row in sheet.rows:
        table.add_row(
            *(
                Text(folded(shown(cell), wide), style=column.styles.get(shown(cell), ""))
                for column, cell, wide in zip(sheet.columns, row, widths, strict=True)
            )
        )
    if sheet.title:
        console.print(Text(folded(sheet.title, width), style="italic"))
    # One column may be wider than the terminal: the terminal then folds it, and nothing is lost.
    console.print(table, width=max(width, sum(widths) + 3 * len(widths) + 1), crop=False)
    for note in sheet.notes:
        console.print(Text(folded(note, width), style="dim"))


def _print_tabulated(sheet: Sheet, style: str) -> None:
    if style == "simple" and sheet.title:
        sys.stdout.write(sheet.title + "\n")
    lines = [line.rstrip() for line in _tabulated(sheet, style).splitlines()]
    sys.stdout.write("\n".join(lines) + "\n")
    if sheet.notes:
        sys.stdout.write("\n" + "\n".join(sheet.notes) + "\n")


def _print_page(sheets: Sequence[Sheet]) -> None:
    """Print a page with all tables, each with its title and its notes."""
    from html import escape

    from zuofeng_cli.exchange.page import page_head

    title = next((sheet.title for sheet in sheets if sheet.title), _("Rectification ledger"))
    sys.stdout.write(page_head(title))
    for sheet in sheets:
        heading = f"<h2>{escape(sheet.title)}</h2>\n" if sheet.title else ""
        notes = "".join(f"<p>{escape(note)}</p>\n" for note in sheet.notes)
        sys.stdout.write(f"{heading}{_tabulated(sheet, 'html')}\n{notes}")


def _tabulated(sheet: Sheet, style: str) -> str:
    from tabulate import tabulate

    rows = [
        [_fitted(cell, column, style) for column, cell in zip(sheet.columns, row, strict=True)]
        for row in sheet.rows
    ]
    return tabulate(
        rows,
        headers=[column.heading for column in sheet.columns],
        tablefmt=style,
        disable_numparse=True,
        colalign=["right" if column.figure else "left" for column in sheet.columns] if rows else None,
    )


def _fitted(cell: Cell, column: Column, style: str) -> str:
    text = shown(cell)
    if style == "simple":
        return shorten(text) if column.cut else " ".join(text.split())
    if style == "pipe":
        return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return text


def _print_separated(sheet: Sheet, delimiter: str) -> None:
    import csv

    writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
    writer.writerow([column.heading for column in sheet.columns])
    writer.writerows([_separate(cell) for cell in row] for row in sheet.rows)


def _separate(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: figures stay figures, and nothing is empty."""
    if cell is None or cell == DASH:
        return ""
    return guarded(cell) if isinstance(cell, str) else cell


def say(text: str, *, err: bool = False) -> None:
    """Print one line."""
    (sys.stderr if err else sys.stdout).write(text + "\n")


def typed(path: Path) -> str:
    """Return a path as it is typed in a command: quoted only where a shell needs it."""
    text = str(path)
    return text if all(sign.isalnum() or sign in "/\\:._-+=@%," for sign in text) else quote(text)


def joined(items: Sequence[Any]) -> str:
    """Return items in one line, separated as the language does."""
    return _(", ").join(str(item) for item in items)
