"""Writes the rows at fault in the clerk's own columns, with the reason added, ready to mend and take again.

A text file keeps its encoding, delimiter and ``sep=`` line; a workbook becomes an xlsx, the one format of
workbooks that every spreadsheet writes and reads.
"""

import csv
import os
import re
import tempfile
from collections.abc import Sequence
from datetime import datetime
from filecmp import cmp
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from zuofeng_cli.errors.files import FaultsExist, FolderNotWritable
from zuofeng_cli.exchange.content import Kind
from zuofeng_cli.exchange.safe_cells import guarded
from zuofeng_cli.exchange.tables import SourceFile, Table
from zuofeng_cli.rules.names import name_key

MAX_SHEET_NAME = 31
_ALWAYS = datetime(2000, 1, 1)
"""When a workbook says it was made: the same faults make the same file, whenever they are written."""
_UNFIT = re.compile(r"[\[\]:*?/\\]")


class _Sheets(Protocol):
    """Where rows are written to: a text file or a workbook."""

    def sheet(self, name: str | None) -> None: ...
    def row(self, cells: Sequence[str]) -> None: ...
    def close(self) -> None: ...


class FaultsFile:
    """The faults of one file, written row by row; nothing stands at *target* before all of them do.

    Args:
        heading: of the column with the reasons, in the user's language.
    """

    def __init__(self, target: Path, source: SourceFile, heading: str) -> None:
        self.target = target if source.kind is Kind.TEXT else target.with_suffix(".xlsx")
        self._source = source
        self._heading = heading
        self._sheets: _Sheets | None = None
        self._part = self.target
        self._table: Table | None = None
        self._kept: list[int] = []

    def __enter__(self) -> "FaultsFile":
        """Begin; the file itself is made with the first fault.

        Raises:
            FaultsExist: at the target is something that cannot be the same faults.
        """
        if os.path.lexists(self.target) and not self.target.is_file():
            raise FaultsExist(path=self.target)
        return self

    def add(self, table: Table, cells: Sequence[str], reason: str) -> None:
        """Write one row of *table*, after its header if it is the first.

        Raises:
            FolderNotWritable: the file cannot be written.
        """
        try:
            if self._sheets is None:
                self._sheets = self._opened(table)
            if table is not self._table:
                self._begin(self._sheets, table)
            padded = [*cells, *[""] * len(self._kept)]
            self._sheets.row([*(padded[at] for at in self._kept), reason])
        except OSError as error:
            raise FolderNotWritable(path=self.target) from error

    def _opened(self, table: Table) -> _Sheets:
        """Open a new file beside the target, under a name of its own."""
        handle, name = tempfile.mkstemp(prefix=f".{self.target.name[:50]}.", dir=self.target.parent)
        os.close(handle)
        self._part = Path(name)
        if self._source.kind is Kind.TEXT:
            return _TextSheet(self._part, self._source)
        return _Workbook(self._part, table.date_1904)

    @property
    def is_begun(self) -> bool:
        """Whether any row is at fault."""
        return self._sheets is not None

    def _begin(self, sheets: _Sheets, table: Table) -> None:
        self._table = table
        headings = table.header.headings
        own = name_key(self._heading)
        self._kept = [at for at, heading in enumerate(headings) if name_key(heading) != own]
        sheets.sheet(table.sheet)
        for cells in table.above:
            sheets.row(cells)
        sheets.row([*(headings[at] for at in self._kept), self._heading])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the file, or take away what was begun of it.

        Raises:
            FaultsExist: there is another one at the target, which may be half mended.
        """
        del error, trace
        if self._sheets is None:
            return
        from xlsxwriter.exceptions import XlsxWriterException

        try:
            self._sheets.close()
            if kind is None:
                self._part.chmod(0o666 & ~_umask())
                os.link(self._part, self.target)  # fails where something has come to stand there meanwhile
        except FileExistsError as failed:
            if not _is_same(self._part, self.target):
                raise FaultsExist(path=self.target) from failed
        except (OSError, XlsxWriterException) as failed:
            raise FolderNotWritable(path=self.target) from failed
        finally:
            self._part.unlink(missing_ok=True)


def _is_same(part: Path, target: Path) -> bool:
    """Whether both files say the same; what cannot be read is another."""
    try:
        return cmp(part, target, shallow=False)
    except OSError:
        return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _fit(name: str, end: str) -> str:
    """Return a name that Excel takes for a sheet: not too long as it counts, without some signs."""
    fit = _UNFIT.sub("_", name)
    while len((fit + end).encode("utf-16-le")) > 2 * MAX_SHEET_NAME:
        fit = fit[:-1]
    return (fit + end).strip("'")


class _TextSheet:
    def __init__(self, path: Path, source: SourceFile) -> None:
        self._file = path.open("w", encoding=source.encoding, newline="", errors="replace")
        if source.sep_line:
            self._file.write(f"sep={source.delimiter}\n")
        self._writer = csv.writer(self._file, delimiter=source.delimiter)

    def sheet(self, name: str | None) -> None:
        """A text file has one sheet without a name."""

    def row(self, cells: Sequence[str]) -> None:
        """Write one row."""
        self._writer.writerow([guarded(cell) for cell in cells])

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class _Workbook:
    def __init__(self, path: Path, date_1904: bool) -> None:
        from xlsxwriter import Workbook

        self._book = Workbook(str(path), {"constant_memory": True, "date_1904": date_1904})
        self._book.set_properties({"created": _ALWAYS})
        self._sheet: Any = None
        self._row = 0

    def sheet(self, name: str | None) -> None:
        """Begin a sheet; a name that only other programs allow is made fit."""
        taken = {sheet.name.casefold() for sheet in self._book.worksheets()}
        fit = _fit(name or "", "")
        number = 1
        while not fit or fit.casefold() in taken:
            number += 1
            fit = _fit(name or "", f" ({number})")
        self._sheet = self._book.add_worksheet(fit)
        self._row = 0

    def row(self, cells: Sequence[str]) -> None:
        """Write one row, every cell as text."""
        for column, cell in enumerate(cells):
            self._sheet.write_string(self._row, column, cell)
        self._row += 1

    def close(self) -> None:
        """Finish the workbook."""
        self._book.close()
