"""What a clerk asks of an import, and what an import tells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zuofeng_cli.exchange.entries import LeftOut
from zuofeng_cli.exchange.tables import Layout
from zuofeng_cli.rules.codes import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the clerk asked of an import.

    Attributes:
        fixed: one value per field for every row.
        keep_good: take the good rows though others are at fault.
        faults_heading: the heading of the column with the reasons, in the user's language.
        explain: tell the verdict of every row.
        confirmed: the SHA-256 of the files that the clerk was shown; none where nothing was asked.
    """

    unit: str | None = None
    register: bool = False
    dry_run: bool = False
    keep_good: bool = False
    assign: bool = False
    faults_file: Path | None = None
    faults_heading: str = ""
    layout: Layout = field(default_factory=Layout)
    fixed: Mapping[str, str] = field(default_factory=dict)
    explain: bool = False
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What became of one row: where it stands, the verdict, the issue it is about, and why."""

    place: str
    verdict: Verdict
    ref: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A new issue and the one it may be."""

    ref: str
    like: str
    percent: int


@dataclass(slots=True, kw_only=True)
class Imported:
    """What became of one file's rows; the counts add up to *read*.

    Attributes:
        past: how many new issues have a deadline that lies before today; first_past: their first rows.
        too_long: how many rows have more cells than there are headings; what they hold is kept.
        registered: units and owners that were added to the registers.
        left_out: rows below the header that are no entries.
        left_out_sheets: sheets that were not taken, and why.
        other_columns: headings that are no field; their content is kept with each issue.
        remarks: the first rows that were rejected or are in conflict, with the reasons.
        alike: new issues that may be others in other words; None where the file was too large to look.
        rows: every row, where that was asked for.
    """

    file: str
    sha256: str
    batch: int | None = None
    read: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
    recurrences: int = 0
    rejected: int = 0
    faults_file: str | None = None
    incomplete: int = 0
    provisional: int = 0
    past: int = 0
    first_past: list[int] = field(default_factory=list)
    too_long: int = 0
    registered: list[str] = field(default_factory=list)
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    left_out_sheets: tuple[tuple[str, str], ...] = ()
    other_columns: tuple[str, ...] = ()
    remarks: list[str] = field(default_factory=list)
    first_faults: list[str] = field(default_factory=list)
    alike: list[Alike] | None = field(default_factory=list)
    by_unit: Counter[str] = field(default_factory=Counter)
    rows: list[RowVerdict] = field(default_factory=list)
