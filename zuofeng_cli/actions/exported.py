"""Rows that were exported from this ledger and come back: held against what an export would say now.

Whatever its state, an issue is unchanged where the row says what it said; only what a clerk has changed in
the file is read.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import NamedTuple

from zuofeng_cli.actions.drafts import FIELDS, Draft, DraftFaults, Problem
from zuofeng_cli.actions.resolving import Resolver
from zuofeng_cli.actions.said import Said
from zuofeng_cli.actions.updating import differing, updated
from zuofeng_cli.errors.files import (
    ExportOutdated,
    NotByImport,
    NotOfThisLedger,
    NumberTaken,
    RowConflicts,
    RowRepeated,
)
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.queries.export import exported
from zuofeng_cli.rules.codes import State, Verdict
from zuofeng_cli.rules.deadlines import read_day
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.rules.text import clean
from zuofeng_cli.store.ledger import Book, Move
from zuofeng_cli.store.location import Location
from zuofeng_cli.store.reader import Reader, reading
from zuofeng_cli.words import speaking

_LANGUAGES = ("zh", "en")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
CLAIMS = ("state", "completion", "evidence", "closed_on", "opened_on", "level")
"""What commands alone change; light and days left change by themselves."""


class Compared(NamedTuple):
    """What became of an exported row; *move* is what it changes.

    Attributes:
        is_repeated: a row before has named the issue and says something else.
    """

    verdict: Verdict
    number: int | None = None
    faults: Sequence[Problem] = ()
    move: Move | None = None
    is_repeated: bool = False


class ExportedRows:
    """The issues that exported rows name, as an export tells them, in each language."""

    def __init__(self, book: Book, location: Location) -> None:
        self._book = book
        self._location = location
        self._open = ExitStack()
        self._reader: Reader | None = None
        self._said: list[Mapping[int, Mapping[str, str]]] = []
        self._issues: Mapping[int, Issue] = {}
        self._named: dict[int, tuple[str, int]] = {}

    def close(self) -> None:
        """Look no longer at the ledger."""
        self._open.close()

    def row_of(self, number: int) -> int | None:
        """Return the exported row, of this file or one before it, that has named the issue, if any."""
        return self._named[number][1] if number in self._named else None

    def look_up(self, refs: Sequence[str]) -> None:
        """Find the issues that the rows of one chunk name, as they were before this import."""
        numbers = sorted({number for ref in refs if (number := self._number(ref)) is not None})
        if not numbers:
            self._said, self._issues = [], {}
            return
        if self._reader is None:
            self._reader = self._open.enter_context(reading(self._location))
        self._said = [self._told(self._reader, language, numbers) for language in _LANGUAGES]
        self._issues = self._book.issues(numbers)

    def _told(self, reader: Reader, language: str, numbers: Sequence[int]) -> dict[int, dict[str, str]]:
        with speaking(language):
            found = exported(reader, numbers, today=self._book.today)
        return {
            number: {field: clean(str(value or "")) for field, value in values.items()}
            for number, values in found.items()
        }

    def _number(self, ref: str) -> int | None:
        """Return the number that a reference of this ledger, written in full, names."""
        start, _dash, serial = ref.rpartition("-")
        number = int(serial)
        return number if self._book.ref(number).upper() == f"{start}-{serial}".upper() else None

    def compare(self, row: Said, resolver: Resolver) -> Compared:
        """Return what is to become of a row."""
        number = self._number(row.ref or "")
        if number is None or number not in self._said[0]:
            return Compared(Verdict.REJECTED, None, [("ref", NotOfThisLedger(given=row.ref))])
        told = [said[number] for said in self._said]
        is_repeated = number in self._named
        said_before, named_in = self._named.setdefault(number, (row.intake_key, row.number))
        before = self._issues[number]
        draft, derived = row.draft, dict(row.derived)
        changed = [field for field in FIELDS if self._is_changed(getattr(draft, field), field, told)]
        claimed = tuple(field for field in CLAIMS if self._is_changed(derived.get(field), field, told))
        if not changed and not claimed:
            return Compared(Verdict.UNCHANGED, number)
        if self._is_changed(derived.get("version"), "version", told):
            moved_on = ExportOutdated(ref=row.ref, fields=(*changed, *claimed))
            return Compared(Verdict.CONFLICT, number, [(None, moved_on)])
        if claimed:
            return Compared(Verdict.CONFLICT, number, [(None, NotByImport(ref=row.ref, fields=claimed))])
        if is_repeated and said_before == row.intake_key:
            return Compared(Verdict.UNCHANGED, number)
        if is_repeated:
            repeated = RowRepeated(ref=row.ref, row=named_in)
            return Compared(Verdict.REJECTED, number, [(None, repeated)], is_repeated=True)
        try:
            after = self._after(before, draft, changed, told[0], resolver)
        except DraftFaults as error:
            return Compared(Verdict.REJECTED, number, error.faults)
        if after == before:
            return Compared(Verdict.UNCHANGED, number)
        if before.state is not State.OPEN:
            return self._conflict(before, differing(before, after))
        if other := self._holder(before, after):
            taken = NumberTaken(given=after.external_no, ref=self._book.ref(other))
            return Compared(Verdict.CONFLICT, number, [("external_no", taken)])
        return Compared(Verdict.UPDATED, number, (), (before, after, "import"))

    def _is_changed(self, said: str | None, field: str, told: Sequence[Mapping[str, str]]) -> bool:
        """Return whether a cell says something else than an export does; a blank one says nothing."""
        if not said or said in (texts := {each[field] for each in told}):
            return False
        return not any(self._is_same_day(said, text) for text in texts)

    def _is_same_day(self, said: str, text: str) -> bool:
        """Return whether a cell names the day of *text*: a spreadsheet saves days of a csv its own way."""
        return _ISO_DAY.fullmatch(text) is not None and text == str(
            read_day(said, vocabulary().deadlines, year=self._book.year)
        )

    def _holder(self, before: Issue, after: Issue) -> int | None:
        """Return another issue of the unit that has the number which the row gives this one."""
        own = (after.external_no, after.unit_id)
        if after.external_no is None or own == (before.external_no, before.unit_id):
            return None
        known = self._book.identities((), (after.external_no,))
        return next((each.number for each in known if (each.external_no, each.unit_id) == own), None)

    def _conflict(self, before: Issue, fields: Sequence[str]) -> Compared:
        moved_on = RowConflicts(ref=self._book.ref(before.number), state=before.state, fields=tuple(fields))
        return Compared(Verdict.CONFLICT, before.number, [(None, moved_on)])

    def _after(
        self,
        before: Issue,
        draft: Draft,
        changed: Sequence[str],
        told: Mapping[str, str],
        resolver: Resolver,
    ) -> Issue:
        """Return the issue with what was changed in the file.

        Raises:
            DraftFaults: what was changed cannot be read.
        """
        whole = Draft(**{field: getattr(draft, field) or told[field] or None for field in FIELDS})
        read = resolver.issue(whole, 0)
        if read.deadline == before.deadline:
            changed = [field for field in changed if field != "deadline"]  # the same day in other words
        read = replace(
            read,
            measures=read.measures if "measure" in changed else before.measures,
            progress=read.progress if "progress" in changed else before.progress,
        )
        only = Draft(**{field: getattr(draft, field) for field in changed})
        after = updated(before, read, only, self._book.today)
        return replace(after, notified_level=notified_level(before.notices, after.deadline))
