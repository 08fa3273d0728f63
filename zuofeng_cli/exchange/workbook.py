"""Reads the sheets of a workbook (xlsx, xlsb, xls, ods) row by row, in a process apart from the ledger's."""

import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from zuofeng_cli.errors.files import NotATable
from zuofeng_cli.exchange.delimited import MAX_CELL, MAX_COLUMNS, NumberedRows
from zuofeng_cli.exchange.package import Range
from zuofeng_cli.exchange.pipe import receive
from zuofeng_cli.exchange.unpacking import unpacked
from zuofeng_cli.words import _


@dataclass(slots=True)
class Sheet:
    """One sheet; *rows* can be gone through once, and before the next sheet is asked for.

    Attributes:
        names: all sheets of its workbook, and which are shown.
        merged: merged cells, counted from 0.
        date_1904: whether its numbers for days count from 1904.
    """

    name: str
    is_visible: bool
    names: dict[str, bool] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    date_1904: bool = False
    rows: NumberedRows = field(default_factory=lambda: iter(()))


def sheets(path: Path, *, is_apart: bool = False) -> Iterator[Sheet]:
    """Yield the sheets of the workbook at *path*, hidden ones without their rows.

    Args:
        is_apart: this process is not the ledger's, and may be ended by a bad workbook.

    Raises:
        NotATable: it is encrypted, damaged, or does not keep within bounds.
    """
    with closing((unpacked if is_apart else _unpacked_next_door)(path)) as unpacking:
        parts = _checked(path, unpacking)
        _kind, names = next(parts)
        part = next(parts, None)
        while part is not None:
            _kind, name, is_visible, merged, date_1904 = part
            following: list[Any] = []
            yield Sheet(name, is_visible, names, merged, date_1904, _rows(path, parts, following))
            for _number, _cells in _rows(path, parts, following):
                pass  # what the taker left of it
            part = following[0] if following else None


def _unpacked_next_door(path: Path) -> Generator[Any]:
    # -P: a file called decimal.py beside the workbooks must not be run.
    command = [sys.executable, "-P", "-m", unpacked.__module__, str(path.absolute())]
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=silent, stdout=subprocess.PIPE, stderr=silent) as child:
        assert child.stdout is not None
        try:
            while True:
                yield receive(child.stdout)
        except EOFError:
            return
        finally:
            child.kill()


def _checked(path: Path, unpacking: Iterator[Any]) -> Iterator[Any]:
    """Yield what is unpacked, up to its end.

    Raises:
        NotATable: it did not come to its end.
    """
    for part in unpacking:
        if part[0] == "end":
            return
        if part[0] == "fault":
            raise NotATable(path=path, detail=_fault(part[1]))
        yield part
    raise NotATable(path=path, detail=_("it is damaged, or too large when unpacked"))


def _fault(what: str) -> str:
    if what == "password":
        return _("it is encrypted with a password")
    if what == "large":
        return _("it is too large when unpacked")
    return _("it is damaged ({detail})").format(detail=what)


def _rows(path: Path, parts: Iterator[Any], following: list[Any]) -> NumberedRows:
    """Yield the rows of the present sheet; the part that opens the next one goes to *following*."""
    number = 0
    while not following and (part := next(parts, None)) is not None:
        if part[0] == "sheet":
            following.append(part)
            return
        rows = part[1]
        are_usual = max(map(len, rows)) <= MAX_COLUMNS and max(map(len, chain(*rows)), default=0) <= MAX_CELL
        for cells in rows:
            number += 1
            if not are_usual and (len(cells) > MAX_COLUMNS or max(map(len, cells), default=0) > MAX_CELL):
                detail = _("row {number} has too many columns").format(number=number)
                raise NotATable(path=path, detail=detail)
            yield number, cells
