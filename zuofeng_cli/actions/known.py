"""Identity: which listed issue a row of a file is, by its number or else by unit and description.

Source: shared domain notes, "Importing the same file twice changes nothing".
"""

from array import array
from collections.abc import Sequence

from zuofeng_cli.store.ledger import Book
from zuofeng_cli.store.lookups import Identity


class KnownIssues:
    """The issues that the rows of one chunk of a file may already be.

    Only what a chunk can match is held in memory, so a file of a million rows needs no more than a small one.

    Args:
        first: the number of the first issue that this file lists.

    Attributes:
        is_empty: none of what was looked up is listed.
        are_all_new: nor can one row of the chunk be another.
    """

    def __init__(self, book: Book, first: int) -> None:
        self._book = book
        self._first = first
        self._listed = array("q")
        self._named: dict[int, int] = {}
        self._renamed: dict[int, str | None] = {}
        self.is_empty = True
        self.are_all_new = False
        self._begin()

    def _begin(self) -> None:
        self._by_external: dict[tuple[str, int | None], Identity] = {}
        self._by_both: dict[tuple[str, str], Identity] = {}
        self._by_text: dict[tuple[int | None, str], Identity] = {}

    def look_up(self, keys: Sequence[str], external_nos: Sequence[str]) -> None:
        """Find the listed issues with these description keys or numbers; they are what `find` can find."""
        self._begin()
        different = set(keys), set(external_nos)
        for identity in self._book.identities(*different):
            self.keep(identity)
        self.is_empty = not self._by_text
        repeats = len(keys) + len(external_nos) - sum(map(len, different))
        self.are_all_new = self.is_empty and not repeats

    def keep(self, identity: Identity) -> None:
        """Find the issue by its unit with its description, and by its number."""
        self._by_text[identity.unit_id, identity.description_key] = identity
        if identity.external_no is not None:
            self._by_external[identity.external_no, identity.unit_id] = identity
            self._by_both[identity.external_no, identity.description_key] = identity

    def find(self, external_no: str | None, unit_id: int | None, key: str) -> Identity | None:
        """Return the listed issue that a row is, if any.

        Each unit numbers its own issues; a number stays with its text when the unit is corrected. Two
        different numbers are two issues.
        """
        known = self._by_text.get((unit_id, key))
        if external_no is None:
            return known
        own = self._by_external.get((external_no, unit_id)) or self._by_both.get((external_no, key))
        return own or (None if known and known.external_no else known)

    def forget(self, identity: Identity) -> None:
        """Find the issue no longer by what it was: a row of this file has changed it."""
        self._by_text = {key: known for key, known in self._by_text.items() if known is not identity}
        self._by_external = {key: known for key, known in self._by_external.items() if known is not identity}
        self._by_both = {key: known for key, known in self._by_both.items() if known is not identity}

    def keep_new(self, rows: Sequence[int]) -> None:
        """Keep which rows of this file list the next new issues."""
        self._listed.extend(rows)

    def name(self, identity: Identity, said: str, row: int) -> None:
        """Keep that a *row* of this file, which says *said*, has named a listed issue."""
        self._named.setdefault(identity.number, row)
        if said != identity.intake_key:
            self._renamed[identity.number] = said

    def row_of(self, identity: Identity) -> int | None:
        """Return the row of this file that has named the issue already, if any."""
        if identity.number >= self._first:
            return self._listed[identity.number - self._first]
        return self._named.get(identity.number)

    def said(self, identity: Identity) -> str | None:
        """Return the intake key of the last row, of this file or an earlier one, that named the issue."""
        return self._renamed.get(identity.number, identity.intake_key)
