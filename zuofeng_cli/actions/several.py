"""What several files of one import say of the same issues, so that none overwrites what another has said."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from zuofeng_cli.actions.said import Said
from zuofeng_cli.errors.files import RowInOtherFile


class _Place(NamedTuple):
    """Where a row stands, and its intake key if it names an issue of the list."""

    file: str
    sheet: str | None
    row: int
    said: str | None = None


class SeveralFiles:
    """The rows of one import by the issues they are about, file by file.

    New issues get consecutive numbers, so of a chunk of them only the first number and the rows are kept.
    """

    def __init__(self) -> None:
        self._file = ""
        self._sheet: str | None = None
        self._first: list[int] = []
        self._listed: list[tuple[str, str | None, array[int]]] = []
        self._named: dict[int, _Place] = {}

    def begin(self, file: str, sheet: str | None) -> None:
        """Take the rows that follow for those of this table."""
        self._file, self._sheet = file, sheet

    def keep_new(self, first: int, rows: Sequence[int]) -> None:
        """Keep which rows are listed as new issues, from number *first* on."""
        self._first.append(first)
        self._listed.append((self._file, self._sheet, array("q", rows)))

    def name(self, number: int, row: Said) -> None:
        """Keep which row names an issue."""
        self._named.setdefault(number, _Place(self._file, self._sheet, row.number, row.intake_key))

    def says(self, number: int, row: Said) -> bool:
        """Whether another file has said of the issue what *row* says."""
        place = self._elsewhere(number)
        return place is not None and place.said == row.intake_key

    def conflict(self, number: int, row: Said) -> RowInOtherFile | None:
        """Return what to say of *row* where another file has said something else of the issue."""
        place = self._elsewhere(number)
        if place is None:
            return None
        where = f"{place.sheet}!{place.row}" if place.sheet else place.row
        return RowInOtherFile(ref=row.ref or row.external_no or row.description, file=place.file, row=where)

    def _elsewhere(self, number: int) -> _Place | None:
        found = self._named.get(number) or self._place_of_new(number)
        return found if found and found.file != self._file else None

    def _place_of_new(self, number: int) -> _Place | None:
        at = bisect_right(self._first, number) - 1
        if at < 0 or number - self._first[at] >= len(self._listed[at][2]):
            return None
        file, sheet, rows = self._listed[at]
        return _Place(file, sheet, rows[number - self._first[at]])
