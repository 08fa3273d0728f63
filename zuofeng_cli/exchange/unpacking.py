"""Unpacks a workbook, within bounds of memory and time, as plain text cells.

A workbook can be made to ask for any amount of memory, and a parser written in another language ends its
process when it gets none; so that is never the process of the ledger. What comes out is a stream of tuples:
``("names", {every sheet: is_visible})``, then for each sheet ``("sheet", name, is_visible, merged ranges,
date_1904)`` and ``("rows", [[cell, …], …])``, and at the end ``("end",)`` or ``("fault", what)``.
"""

import sys
from collections.abc import Generator, Iterable, Iterator
from datetime import datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any, NamedTuple

from zuofeng_cli.exchange.package import DAMAGE, Cell, Package, Range, errors_in
from zuofeng_cli.exchange.pieces import Pieces
from zuofeng_cli.exchange.pipe import send

MEMORY_BYTES = 3 * 1024**3
CPU_SECONDS = 600
BATCH = 50
"""So many rows are told together: enough to lose no time, few enough to hold a lot each."""

EXACT = 2**53
"""Below it a float tells whole numbers apart."""
OWN_SHEET = "zuofeng"
"""The sheet on which our own forms keep the lists of their drop-downs; nobody else sees it."""


def unpacked(path: Path) -> Generator[tuple[Any, ...]]:
    """Yield the sheets of the workbook at *path*; from now on this process keeps within the bounds."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    _bound()
    try:
        with path.open("rb") as file:  # by its content; calamine takes a path by its suffix
            workbook = CalamineWorkbook.from_filelike(file)
            package = Package(str(path))
            sheets = [
                sheet
                for sheet in workbook.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
                and not (sheet.name == OWN_SHEET and sheet.visible is SheetVisibleEnum.VeryHidden)
            ]
            shown = {sheet.name: sheet.visible is SheetVisibleEnum.Visible for sheet in sheets}
            yield "names", shown
            for sheet in sheets:
                if not shown[sheet.name]:
                    yield "sheet", sheet.name, False, [], False
                    continue
                contents = _contents(workbook, package, sheet.name)
                first = next(contents)
                ranges = _ranges(first.sheet) or package.merged(sheet.name)
                yield "sheet", sheet.name, True, ranges, package.date_1904
                rows = _rows(chain([first], contents))
                while batch := list(islice(rows, BATCH)):
                    yield "rows", batch
            yield ("end",)
    except PasswordError:
        yield "fault", "password"
    except MemoryError:
        yield "fault", "large"
    except (CalamineError, *DAMAGE) as error:
        yield "fault", f"{type(error).__name__}: {error}"[:200]


def _bound() -> None:
    """Limit memory and time, where the system can."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        _soft, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, hard))


def _ranges(content: Any) -> list[Range]:
    return [(*first, *last) for first, last in content.merged_cell_ranges or ()]


class _Content(NamedTuple):
    """A sheet or a piece of one: its rows, from where it begins, and the errors that calamine leaves out."""

    sheet: Any
    rows: Iterable[list[Any]]
    errors: dict[int, list[Cell]]


def _contents(workbook: Any, package: Package, name: str) -> Iterator[_Content]:
    """Yield what a sheet holds, in pieces if it is large."""
    try:
        pieces = Pieces(package, name)
    except ValueError:
        sheet = workbook.get_sheet_by_name(name)
        rows = islice(sheet.iter_rows(), (sheet.start or (0, 0))[0], None)
        yield _Content(sheet, rows, package.errors(name))
        return
    for written, piece in pieces:
        sheet = type(workbook).from_filelike(piece).get_sheet_by_name(name)
        yield _Content(sheet, sheet.to_python(), errors_in(written))


def _rows(contents: Iterable[_Content]) -> Iterator[list[str]]:
    """Yield the rows of a sheet, from the first on."""
    errors: dict[int, list[Cell]] = {}
    end = 0
    for sheet, rows, more in contents:
        errors |= more
        if sheet.start is None:
            continue
        (begin, column), (last, last_column) = sheet.start, sheet.end
        if begin < end:
            raise ValueError("rows out of their order")
        before, blank = [""] * column, [""] * (last_column + 1 - column)
        for at, row in enumerate(chain(repeat(blank, begin - end), rows), end):
            cells = [cell if cell.__class__ is str else cell_text(cell) for cell in row]
            if before:
                cells = before + cells
            if at in errors:
                cells = _with_errors(cells, errors[at])
            while cells and not cells[-1]:  # of the empty ones a formatted row has thousands
                cells.pop()
            yield cells
        end = last + 1


def _with_errors(row: list[str], errors: Any) -> list[str]:
    for column, text in errors:
        if column < len(row):
            row[column] = row[column] or text
    return row


def cell_text(cell: Any) -> str:
    """Return what a cell shows, independent of its format: whole numbers without a point, dates as ISO."""
    if isinstance(cell, float):
        if not cell.is_integer():
            return repr(cell)
        return str(int(cell) if abs(cell) < EXACT else int(Decimal(repr(cell))))
    return _moment_text(cell) if isinstance(cell, datetime) else str(cell)


@lru_cache
def _moment_text(moment: datetime) -> str:
    """Return a day, or a day and a time of day; the same few days come again and again."""
    return str(moment.date() if moment.time() == time() else moment)


if __name__ == "__main__":
    for part in unpacked(Path(sys.argv[1])):
        send(part, sys.stdout.buffer)
