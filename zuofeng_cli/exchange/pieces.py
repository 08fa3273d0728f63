"""Cuts a large sheet of an xlsx into small workbooks, one after the other.

python-calamine reads a sheet as a whole, and holds it. Of a sheet in pieces the first rows are there at once,
while the others are still to be read, and no more than one piece is ever held.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from zuofeng_cli.exchange.package import Package

PIECE_BYTES = 1024**2
"""About so much of a sheet is one piece."""
SHARED_TIMES = 8
"""A piece is at least so many times as large as the texts that all share, which each must take along."""

_LARGEST_HEAD, _LARGEST_ROW = 64 * 1024, 64 * 1024**2
_BEGIN, _ROW_END, _END = b"<sheetData>", b"</row>", b"</sheetData>"
_ROW, _NUMBERED_ROW = b"<row", re.compile(rb'<row r="(\d{1,7})"')
_NOT_AN_ELEMENT = b"<!"
"""Begins a comment or raw text, in which the end of a row would be none."""

_SHARED_TEXTS = "xl/sharedStrings.xml"
_NEEDED = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    _SHARED_TEXTS,
)


class Pieces:
    """The pieces of one sheet.

    Raises:
        ValueError: the sheet is small, or written so that it cannot be cut safely.
    """

    def __init__(self, package: Package, sheet: str) -> None:
        self._package = package
        self._member = package.sheet_member(sheet)
        shared = sum(map(package.size, package.spelled(_SHARED_TEXTS)))
        self._bytes = max(PIECE_BYTES, SHARED_TIMES * shared)
        if package.size(self._member) < 2 * self._bytes:
            raise ValueError(sheet)
        self._head = self._tail = b""
        last = 0
        for rows in self._cut():
            if not self._head.endswith(_BEGIN) or _NOT_AN_ELEMENT in self._head or _NOT_AN_ELEMENT in rows:
                raise ValueError(sheet)
            numbers = list(map(int, _NUMBERED_ROW.findall(rows)))
            if len(numbers) != rows.count(_ROW) or min(numbers, default=last + 1) <= last:
                raise ValueError(sheet)
            last = max(numbers, default=last)

    def __iter__(self) -> Iterator[tuple[bytes, BytesIO]]:
        """Yield rows as they are written, and as a workbook; only the first one tells the merged cells."""
        names = (name for member in _NEEDED for name in self._package.spelled(member))
        needed = [(name, self._package.read(name)) for name in names]
        tail = self._tail
        for rows in self._cut():
            workbook = BytesIO()
            with zipfile.ZipFile(workbook, "w") as archive:
                for name, content in (*needed, (self._member, self._head + rows + _END + tail)):
                    archive.writestr(name, content)
            workbook.seek(0)
            yield rows, workbook
            tail = b"</worksheet>"

    def _cut(self) -> Iterator[bytes]:
        """Yield the rows, many together; keep what is before and behind all of them."""
        with self._package.open(self._member) as source:
            head, begin, rest = source.read(_LARGEST_HEAD).partition(_BEGIN)
            self._head = head + begin
            while block := source.read(self._bytes):
                rows, end, rest = (rest + block).rpartition(_ROW_END)
                if end:
                    yield rows + end
                elif len(rest) > _LARGEST_ROW:
                    raise ValueError(self._member)
            rows, _end, self._tail = rest.partition(_END)
            yield rows
