"""Unpacks a workbook in a process of its own, within bounds of memory and time, as plain text cells.

A workbook can be made to ask for any amount of memory, and a parser written in another language ends its
process when it gets none; so it is not ours. What comes out is a stream of tuples:
``("names", [every sheet])``, then for each sheet ``("sheet", name, is_visible, merged ranges, date_1904)``
and ``("rows", [[cell, …], …])``, and at the end ``("end",)`` or ``("fault", what)``.
"""

import sys
import zipfile
from datetime import datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from zuofeng_cli.exchange.package import Cell, Package, Range
from zuofeng_cli.exchange.pipe import send

MEMORY_BYTES = 3 * 1024**3
CPU_SECONDS = 600
BATCH = 500
OWN_SHEET = "zuofeng"
"""The sheet on which our own forms keep the lists of their drop-downs; nobody else sees it."""


def main(path: str, out: BinaryIO) -> None:
    """Write the sheets of the workbook at *path* to *out*."""
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    _bound()
    try:
        with Path(path).open("rb") as file:  # by its content; calamine takes a path by its suffix
            workbook = CalamineWorkbook.from_filelike(file)
            package = Package(path)
            sheets = [
                sheet
                for sheet in workbook.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
                and not (sheet.name == OWN_SHEET and sheet.visible is SheetVisibleEnum.VeryHidden)
            ]
            send(("names", [sheet.name for sheet in sheets]), out)
            for sheet in sheets:
                if sheet.visible is not SheetVisibleEnum.Visible:
                    send(("sheet", sheet.name, False, [], False), out)
                    continue
                content = workbook.get_sheet_by_name(sheet.name)
                ranges = _ranges(content) or package.merged(sheet.name)
                send(("sheet", sheet.name, True, ranges, package.date_1904), out)
                if content.start is not None:
                    _write_rows(content, package.errors(sheet.name), out)
            send(("end",), out)
    except PasswordError:
        send(("fault", "password"), out)
    except MemoryError:
        send(("fault", "large"), out)
    except (CalamineError, OSError, ValueError, KeyError, SyntaxError, zipfile.BadZipFile) as error:
        send(("fault", f"{type(error).__name__}: {error}"[:200]), out)


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


def _write_rows(content: Any, errors: dict[int, list[Cell]], out: BinaryIO) -> None:
    """Write the rows of a sheet, from its first row and column on, with the errors calamine leaves out."""
    before = [""] * content.start[1]
    rows = (before + [cell_text(cell) for cell in row] for row in content.iter_rows())
    if errors:
        rows = (_with_errors(row, errors.get(at, ())) for at, row in enumerate(rows))
    trimmed = map(_trimmed, rows)
    while batch := list(islice(trimmed, BATCH)):
        send(("rows", batch), out)


def _with_errors(row: list[str], errors: Any) -> list[str]:
    for column, text in errors:
        if column < len(row):
            row[column] = row[column] or text
    return row


def _trimmed(cells: list[str]) -> list[str]:
    """Return *cells* without the empty ones at the end, of which a formatted row has thousands."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def cell_text(cell: Any) -> str:
    """Return what a cell shows, independent of its format: whole numbers without a point, dates as ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return str(int(Decimal(repr(cell)))) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


if __name__ == "__main__":
    main(sys.argv[1], sys.stdout.buffer)
