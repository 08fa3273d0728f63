"""Reads delimited text (csv, tsv) row by row: first a survey of the whole file, then its cells.

Nothing is guessed from statistics: a byte order mark, strict UTF-8, strict GB18030, in this order.
Source: shared domain notes, "Files as they come".
"""

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from zuofeng_cli.errors.files import NotATable, WrongEncoding
from zuofeng_cli.words import _

DELIMITERS = ",\t;"
MAX_CELL = 1_000_000
MAX_COLUMNS = 1_000
MAX_LINE_BYTES = 16 * 1024**2
_BLOCK = 1024**2
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f"))
_CONTROL_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f]")

NumberedRows = Iterator[tuple[int, list[str]]]
"""Rows with their number as a spreadsheet shows it."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over a text file tells.

    Attributes:
        encoding: a Python codec; ``utf-8-sig`` where there is a byte order mark.
        lines: how many rows there are at most.
    """

    sha256: str
    encoding: str
    lines: int


def survey(path: Path, encoding: str | None = None) -> Survey:
    """Return the encoding and size of the text file at *path*, which is read in blocks.

    Raises:
        NotATable: control characters, an endless line, an unknown *encoding*.
        WrongEncoding: it is in none of the encodings tried.
    """
    tried = _candidates(path, encoding)
    position = 0
    for name in tried:
        try:
            return _survey(path, name)
        except UnicodeError as error:
            position = getattr(error, "start", 0)
    raise WrongEncoding(path=path, encoding=" / ".join(tried), position=position)


def _candidates(path: Path, encoding: str | None) -> list[str]:
    if encoding:
        with suppress(LookupError, ValueError):
            codecs.getincrementaldecoder(encoding)
            if codecs.lookup(encoding)._is_text_encoding:
                return [encoding]
        raise NotATable(path=path, detail=_("the encoding {name} is unknown").format(name=encoding))
    with path.open("rb") as file:
        mark = file.read(3)
    if mark == codecs.BOM_UTF8:
        return ["utf-8-sig"]
    if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    return ["utf-8", "gb18030"]


def _survey(path: Path, encoding: str) -> Survey:
    """Read the file as *encoding*.

    Raises:
        UnicodeError: it is not; ``start`` counts from the beginning of the file.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    has_wide_letters = encoding not in ("utf-8", "utf-8-sig", "gb18030")
    digest, ends, start, line_length = sha256(), [0, 0], 0, 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError as error:
                error.start += start
                raise
            if _has_controls(text if has_wide_letters else block):
                raise NotATable(path=path, detail=_("it holds control characters"))
            ends[0] += block.count(b"\n")
            ends[1] += block.count(b"\r")
            line_end = max(block.rfind(b"\n"), block.rfind(b"\r"))
            line_length = len(block) - line_end + (line_length if line_end < 0 else 0)
            if line_length > MAX_LINE_BYTES:
                raise NotATable(path=path, detail=_("it has a line of more than 16 MB"))
            start += len(block)
    decoder.decode(b"", final=True)
    return Survey(digest.hexdigest(), encoding, max(ends) + 1)


def _has_controls(block: str | bytes) -> bool:
    if isinstance(block, str):
        return bool(_CONTROL_TEXT.search(block))
    return len(block.translate(None, _CONTROLS)) < len(block)


def first_lines(path: Path, encoding: str, count: int) -> list[str]:
    """Return the first lines of a text file, as they are."""
    with path.open(encoding=encoding, newline="") as file:
        return [line.lstrip("\ufeff") if at == 0 else line for at, line in enumerate(islice(file, count))]


def sep_line_of(lines: list[str]) -> str | None:
    """Return the delimiter that a first line like ``sep=;`` names, if there is such a line."""
    first = lines[0].rstrip("\r\n") if lines else ""
    return first[4] if first.startswith("sep=") and len(first) == 5 else None


def rows(path: Path, encoding: str, delimiter: str, *, after_sep_line: bool = False) -> NumberedRows:
    """Yield the rows of a text file that hold anything.

    Raises:
        NotATable: a row cannot be read.
    """
    csv.field_size_limit(MAX_CELL)
    with path.open(encoding=encoding, newline="") as file:
        if file.read(1) != "\ufeff":  # a mark that the codec leaves in
            file.seek(0)
        if after_sep_line:
            file.readline()
        lines = csv.reader(file, delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, cells in enumerate(lines, 1):
                if len(cells) > MAX_COLUMNS:
                    detail = _("row {number} has too many columns").format(number=number)
                    raise NotATable(path=path, detail=detail)
                yield number, cells
        except csv.Error as error:
            raise NotATable(path=path, detail=_fault(str(error)).format(number=number + 1)) from error


def _fault(said: str) -> str:
    """Return what the reader of csv says of a row, in the user's language."""
    if "field limit" in said:
        return _("row {number} has a cell of more than a million characters")
    if "end of data" in said:
        return _("row {number} opens a quotation mark that nothing closes")
    if "expected after" in said:
        return _("row {number} has something behind a closing quotation mark")
    return _("row {number} cannot be read")
