"""What the rows of a file say, ready to be judged: one by one, or many together field by field."""

from collections.abc import Sequence
from typing import NamedTuple

from zuofeng_cli.actions.drafts import OWN, SHARED, Draft
from zuofeng_cli.rules.journal import Value

Text = str | None


class Said(NamedTuple):
    """What one row of a file says.

    Attributes:
        cells: as written; empty unless they were to be kept.
        own, shared: its fields, in the order of ``drafts.OWN`` and ``drafts.SHARED``.
        is_too_long: it has more cells than there are headings, so some may stand below another's.
        key: its description key.
        intake_key: 32 hex digits that are equal for rows that say the same.
        paths, values, said: what is its own in the record of a new issue, and the values as the journal says
            them; the number comes last and is still missing. Empty if a field of its own is at fault.
        ref, derived: of a row that was exported from a ledger: its number there, and what it says in columns
            that no import takes, by field.
    """

    number: int
    cells: Sequence[str]
    own: tuple[Text, ...]
    shared: tuple[Text, ...]
    other_columns: Text
    is_too_long: bool
    key: str
    intake_key: str
    paths: tuple[str, ...]
    values: tuple[Value, ...]
    said: tuple[bytes, ...]
    ref: Text = None
    derived: tuple[tuple[str, str], ...] = ()

    @property
    def draft(self) -> Draft:
        """The issue as written."""
        return Draft(**dict(zip(OWN, self.own, strict=True)), **dict(zip(SHARED, self.shared, strict=True)))

    @property
    def external_no(self) -> Text:
        """The number that the unit gave."""
        return self.own[0]

    @property
    def description(self) -> Text:
        """The problem in words."""
        return self.own[1]


class SaidRows(NamedTuple):
    """What the rows of one chunk say, at least one: every field of `Said` as a column."""

    number: list[int]
    cells: list[Sequence[str]]
    own: list[tuple[Text, ...]]
    shared: list[tuple[Text, ...]]
    other_columns: list[Text]
    is_too_long: list[bool]
    key: list[str]
    intake_key: list[str]
    paths: list[tuple[str, ...]]
    values: list[tuple[Value, ...]]
    said: list[tuple[bytes, ...]]
    ref: list[Text]
    derived: list[tuple[tuple[str, str], ...]]

    @property
    def rows(self) -> list[Said]:
        """The same, row by row."""
        return list(map(Said._make, zip(*self, strict=True)))

    def row(self, at: int) -> Said:
        """Return one of them, counted from 0."""
        return Said._make(column[at] for column in self)
