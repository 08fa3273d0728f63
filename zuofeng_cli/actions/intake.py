"""Batch intake: the rows of a unit's self-check file become issues, all of them or none.

Source: shared domain notes, "Files as they come".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from zuofeng_cli.actions.drafts import Resolver
from zuofeng_cli.actions.listing import hand_over
from zuofeng_cli.actions.verdicts import Judge, Say, Verdicts
from zuofeng_cli.errors import FaultsOverInput, FolderNotWritable, RowsRejected, RowsRejectedWritten
from zuofeng_cli.exchange.tables import Table, TableRow, as_records, match_columns, read_table, write_faults
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Batch, Book, writing

Tick = Callable[[int, int], None]
"""Is told (rows done, rows in all)."""

SHOWN_FAULTS = 3
TICK_EVERY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the clerk asked of an import.

    Attributes:
        mapped: heading per field; fixed: one value per field for every row.
        keep_good: take the good rows though others are at fault.
        faults_heading: the heading of the column with the reasons, in the user's language.
    """

    unit: str | None = None
    register: bool = False
    dry_run: bool = False
    keep_good: bool = False
    assign: bool = False
    faults_file: Path | None = None
    faults_heading: str = ""
    encoding: str | None = None
    mapped: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file's rows; the counts add up to *read*."""

    file: str
    sha256: str
    batch: int | None
    read: int
    new: int
    updated: int
    unchanged: int
    conflicts: int
    rejected: int
    faults_file: str | None
    incomplete: int
    registered: int
    left_out: tuple[str, ...]
    remarks: tuple[str, ...]


class _Undo(Exception):
    def __init__(self, imported: list[Imported]) -> None:
        self.imported = imported


def import_files(
    context: Context, paths: Sequence[Path], wish: Wish, *, say: Say, tick: Tick = lambda _done, _all: None
) -> list[Imported]:
    """Take the rows of all files into the ledger, in one transaction.

    Raises:
        RowsRejected: rows are at fault and *keep_good* was not asked for; nothing was written.
    """
    faults_files = _faults_files(wish.faults_file, paths, context.location.path)
    tables = [read_table(path, encoding=wish.encoding) for path in paths]
    try:
        with writing(context) as book:
            imported = [
                _import(book, table, replace(wish, faults_file=faults_file), say, tick)
                for table, faults_file in zip(tables, faults_files, strict=True)
            ]
            if wish.dry_run:
                raise _Undo(imported)
            return imported
    except _Undo as undone:
        return undone.imported


def _faults_files(wanted: Path | None, paths: Sequence[Path], ledger: Path | None) -> list[Path | None]:
    """Return where the faults of each file go: its own name is added where there are several.

    Raises:
        FaultsOverInput: that would overwrite the ledger or a file that is to be read.
    """
    if wanted is None:
        return [None] * len(paths)
    targets = [wanted]
    if len(paths) > 1:
        targets = [
            wanted.with_name(f"{wanted.stem}-{at}-{path.stem}{wanted.suffix}")
            for at, path in enumerate(paths, 1)
        ]
    in_use = [*paths, *(Path(f"{ledger}{suffix}") for suffix in ("", "-wal", "-shm", "-journal") if ledger)]
    for target in targets:
        if any(path.exists() and target.exists() and path.samefile(target) for path in in_use):
            raise FaultsOverInput(path=target)
    return list(targets)


def _import(book: Book, table: Table, wish: Wish, say: Say, tick: Tick) -> Imported:
    columns = match_columns(table, "issue", wish.mapped)
    resolver = Resolver(book, register=wish.register, default_unit=wish.unit)
    judge = Judge(book, resolver, wish.fixed, say)
    for done, (row, cells) in enumerate(as_records(table, columns), 1):
        judge.take(row, cells)
        if done % TICK_EVERY == 0 or done == len(table.rows):
            tick(done, len(table.rows))
    verdicts = judge.verdicts
    faults_file = None
    at_fault = [*verdicts.rejected, *verdicts.conflicts]
    if wish.faults_file and at_fault:
        faults_file = _write_faults(wish.faults_file, table, at_fault, wish.faults_heading)
    if verdicts.rejected and not wish.keep_good and not wish.dry_run:
        refusal = RowsRejectedWritten if faults_file else RowsRejected
        raise refusal(
            faults_file=faults_file,
            path=table.path.name,
            rejected=len(verdicts.rejected),
            read=len(table.rows),
            first=" ".join(_located(*fault) for fault in verdicts.rejected[:SHOWN_FAULTS]),
        )
    batch = Batch(
        file_name=table.path.name,
        sha256=table.sha256,
        imported_on=book.today,
        read=len(table.rows),
        new=len(verdicts.new),
        updated=len(verdicts.updated),
        unchanged=verdicts.unchanged,
        conflicts=len(verdicts.conflicts),
        rejected=len(verdicts.rejected),
    )
    number = _store(book, verdicts, batch, wish)
    headings = [str(heading) for at, heading in enumerate(table.header) if at not in columns.values()]
    return Imported(
        file=str(table.path),
        sha256=table.sha256,
        batch=None if wish.dry_run else number,
        read=batch.read,
        new=batch.new,
        updated=batch.updated,
        unchanged=batch.unchanged,
        conflicts=batch.conflicts,
        rejected=batch.rejected,
        faults_file=str(faults_file) if faults_file else None,
        incomplete=sum(bool(issue.missing_elements) for issue in verdicts.new),
        registered=resolver.registered,
        left_out=tuple(heading for heading in headings if heading.strip()),
        remarks=tuple(_located(*fault) for fault in at_fault),
    )


def _located(row: TableRow, reason: str) -> str:
    return f"[{row.number}] {reason}"


def _store(book: Book, verdicts: Verdicts, batch: Batch, wish: Wish) -> int | None:
    """Write what is to be written; a file that changes nothing leaves no batch."""
    if not verdicts.new and not verdicts.updated:
        return None
    number = book.add_batch(batch)
    book.record_many((None, issue, "import") for issue in verdicts.new)
    book.record_many((before, after, "import") for before, after in verdicts.updated)
    if wish.assign:
        hand_over(book, [issue for issue in verdicts.new if not issue.missing_elements])
    return number


def _write_faults(target: Path, table: Table, faults: list[tuple[TableRow, str]], heading: str) -> Path:
    try:
        write_faults(target, table, sorted(faults, key=lambda fault: fault[0].number), heading)
    except OSError as error:
        raise FolderNotWritable(path=target) from error
    return target
