"""What python-calamine does not tell of a workbook: days from 1904, cells in error, some merged cells.

Sources: ECMA-376 (xlsx), MS-XLSB (record numbers), MS-XLS (the DateMode record), OpenDocument 1.3.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import fromstring, iterparse

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells, counted from 0."""

Cell = tuple[int, str]
"""A column, counted from 0, and a text."""

DAMAGE = (OSError, ValueError, KeyError, SyntaxError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What is raised by a package that is not as it should be; RuntimeError by a member that is encrypted."""

_BLOCK = 1024**2
_OVERLAP = 4096
_DATE_1904 = re.compile(rb"<(?:\w+:)?workbookPr[^>]*\bdate1904\s*=\s*[\"'](?:1|true)", re.IGNORECASE)
_ERROR = re.compile(
    rb"<c\b[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*?\bt=\"e\"[^>]*>(?:<f[^>]*/>|<f[^<]*</f>)?<v>([^<]{1,20})</v>"
)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BOF_XLS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_EOF_XLS, _DATE_MODE_XLS = 0x000A, 0x0022
_WORKBOOK_PROPERTIES, _SHEET, _MERGED = 0x99, 0x9C, 0xB0  # records of xlsb


class Package:
    """A workbook file, opened as what it is made of."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._archive = zipfile.ZipFile(path) if zipfile.is_zipfile(path) else None
        self._members = {}
        if self._archive is not None:
            self._members = {name.replace("\\", "/"): name for name in self._archive.namelist()}

    @cached_property
    def date_1904(self) -> bool:
        """Whether its numbers for days count from 1904."""
        if self._archive is None:
            return _counts_from_1904_in_xls(Path(self._path))
        if self.is_xlsx:
            with self.open("xl/workbook.xml") as member:
                return bool(_DATE_1904.search(member.read(_BLOCK)))
        if "xl/workbook.bin" in self._members:
            return any(kind == _WORKBOOK_PROPERTIES and body[0] & 1 for kind, body in self._workbook_records)
        return self._ods[0]

    def merged(self, sheet: str) -> list[Range]:
        """Return the merged cells of a sheet of an xlsb or ods; those of the others calamine tells."""
        if "content.xml" in self._members:
            return self._ods[1].get(sheet, [])
        if "xl/workbook.bin" not in self._members:
            return []
        with self.open(self._sheets[sheet]) as member:
            ranges = [_words(body, 4) for kind, body in _records(member) if kind == _MERGED]
        return [(first_row, first, last_row, last) for first_row, last_row, first, last in ranges]

    def errors(self, sheet: str) -> dict[int, list[Cell]]:
        """Return the cells of an xlsx sheet that hold an error such as #N/A, by row counted from 0."""
        found: dict[int, list[Cell]] = {}
        if not self.is_xlsx or sheet not in self._sheets:
            return found
        with self.open(self._sheets[sheet]) as member:
            before = b""
            while block := member.read(_BLOCK):
                text = before + block
                for row, cells in errors_in(text).items():
                    known = found.setdefault(row, [])
                    known += [cell for cell in cells if cell not in known]
                before = text[-_OVERLAP:]
        return found

    @property
    def is_xlsx(self) -> bool:
        """Whether it is a workbook of Office Open XML, and not of its binary form."""
        return "xl/workbook.xml" in self._members

    def sheet_member(self, sheet: str) -> str:
        """Return the member that holds a sheet of an xlsx.

        Raises:
            ValueError: it is no xlsx, or has no such sheet.
        """
        if not self.is_xlsx or sheet not in self._sheets:
            raise ValueError(sheet)
        return self._sheets[sheet]

    def spelled(self, member: str) -> list[str]:
        """Return the members of that name, in whatever case: calamine does not heed it."""
        return [name for name in self._members if name.casefold() == member.casefold()]

    def size(self, member: str) -> int:
        """Return how many bytes a member has when unpacked."""
        assert self._archive is not None
        return self._archive.getinfo(self._members[member]).file_size

    def read(self, member: str) -> bytes:
        """Return a whole member."""
        with self.open(member) as source:
            return source.read()

    def open(self, member: str) -> IO[bytes]:
        """Open a member for reading."""
        assert self._archive is not None
        return self._archive.open(self._members[member])

    @cached_property
    def _workbook_records(self) -> list[tuple[int, bytes]]:
        with self.open("xl/workbook.bin") as member:
            return list(_records(member))

    @cached_property
    def _sheets(self) -> dict[str, str]:
        """The member that holds each sheet."""
        is_binary = "xl/workbook.bin" in self._members
        kind = "bin" if is_binary else "xml"
        with self.open(f"xl/_rels/workbook.{kind}.rels") as member:
            targets = {
                each.get("Id", ""): _absolute(each.get("Target", ""))
                for each in fromstring(member.read()).iter(_RELATION)
            }
        named = _sheets_of_xlsb(self._workbook_records) if is_binary else self._sheets_of_xlsx()
        return {name: targets[relation] for name, relation in named if targets.get(relation) in self._members}

    def _sheets_of_xlsx(self) -> list[tuple[str, str]]:
        with self.open("xl/workbook.xml") as member:
            sheets = [each for each in fromstring(member.read()).iter() if each.tag.endswith("}sheet")]
        return [
            (each.get("name", ""), value)
            for each in sheets
            for attribute, value in each.attrib.items()
            if attribute.endswith("}id")
        ]

    @cached_property
    def _ods(self) -> tuple[bool, dict[str, list[Range]]]:
        """Whether days count from 1904, and the merged cells of each sheet of an OpenDocument spreadsheet."""
        if "content.xml" not in self._members:
            return False, {}
        date_1904 = False
        merged: dict[str, list[Range]] = {}
        ranges: list[Range] = []
        row = column = 0
        with self.open("content.xml") as member:
            for event, element in iterparse(member, events=("start", "end")):
                tag = element.tag.removeprefix(_TABLE)
                if event == "start":
                    if tag == "table":
                        ranges = merged.setdefault(element.get(f"{_TABLE}name", ""), [])
                        row = column = 0
                elif tag == "null-date":
                    date_1904 = element.get(f"{_TABLE}date-value", "").startswith("1904")
                elif tag == "table-row":
                    row += _count(element, "number-rows-repeated")
                    column = 0
                    element.clear()
                elif tag in ("table-cell", "covered-table-cell"):
                    down, across = (
                        _count(element, "number-rows-spanned"),
                        _count(element, "number-columns-spanned"),
                    )
                    if down > 1 or across > 1:
                        ranges.append((row, column, row + down - 1, column + across - 1))
                    column += _count(element, "number-columns-repeated")
        return date_1904, merged


def errors_in(rows: bytes) -> dict[int, list[Cell]]:
    """Return the cells in error among rows as an xlsx writes them, by row counted from 0."""
    found: dict[int, list[Cell]] = {}
    if b't="e"' in rows:
        for letters, row, said in _ERROR.findall(rows):
            found.setdefault(int(row) - 1, []).append((_column(letters), said.decode(errors="replace")))
    return found


def _count(element: Any, name: str) -> int:
    return int(element.get(f"{_TABLE}{name}", "1"))


def _absolute(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column(letters: bytes) -> int:
    """Return the column of letters like ``AB``, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _records(member: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part of an xlsb: number and body."""
    data = memoryview(member.read())
    at = 0
    while at < len(data):
        kind, at = _variable(data, at, 2)
        size, at = _variable(data, at, 4)
        yield kind, bytes(data[at : at + size])
        at += size


def _variable(data: memoryview, at: int, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, *most* bytes at most, and where it ends."""
    number = 0
    for place in range(most):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return number, at


def _words(body: bytes, count: int) -> list[int]:
    return [int.from_bytes(body[4 * at : 4 * at + 4], "little") for at in range(count)]


def _sheets_of_xlsb(records: list[tuple[int, bytes]]) -> list[tuple[str, str]]:
    sheets = []
    for kind, body in records:
        if kind == _SHEET:
            relation, end = _wide_text(body, 8)
            name, _end = _wide_text(body, end)
            sheets.append((name, relation))
    return sheets


def _wide_text(body: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int.from_bytes(body[at : at + 4], "little")
    return body[at + 4 : end].decode("utf-16-le", errors="replace"), end


def _counts_from_1904_in_xls(path: Path) -> bool:
    """Look for the date mode among the first records of the workbook's stream."""
    content = path.read_bytes()
    at = content.find(_BOF_XLS)
    while 0 <= at < len(content) - 4:
        kind = int.from_bytes(content[at : at + 2], "little")
        size = int.from_bytes(content[at + 2 : at + 4], "little")
        if kind == _DATE_MODE_XLS:
            return content[at + 4] == 1
        if kind == _EOF_XLS:
            break
        at += 4 + size
    return False
