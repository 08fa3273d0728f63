"""Takes the rows of one file: reads, judges and writes them, and tells what became of each."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Protocol, cast

from zuofeng_cli.actions.drafts import DraftFaults, draft_of
from zuofeng_cli.actions.exported import ExportedRows
from zuofeng_cli.actions.imported import Alike, Imported, RowVerdict, Wish
from zuofeng_cli.actions.likeness import NewIssues, likenesses
from zuofeng_cli.actions.reading import Manner, OpenedFile, ReadTable
from zuofeng_cli.actions.resolving import Resolver, Surroundings
from zuofeng_cli.actions.said import Said
from zuofeng_cli.actions.several import SeveralFiles
from zuofeng_cli.actions.verdicts import Judge, Judged
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.files import ColumnNeeded
from zuofeng_cli.errors.usage import UnreadableDate
from zuofeng_cli.exchange.faults import FaultsFile
from zuofeng_cli.exchange.tables import Table
from zuofeng_cli.rules.codes import Verdict
from zuofeng_cli.rules.registers import Batch
from zuofeng_cli.store.ledger import Book, Move
from zuofeng_cli.store.listings import Listings
from zuofeng_cli.words import _

Tick = Callable[[int, int], None]
"""Is told (rows done, rows in all); 0 where that is not known."""


class Say(Protocol):
    """Puts an error into words of the user's language."""

    def sentence(self, error: ZuofengError) -> str:
        """Return what is wrong."""

    def advice(self, error: ZuofengError) -> str:
        """Return what is wrong and what would be right."""


SHOWN_FAULTS = 10
SHOWN_REMARKS = 20


class FileIntake:
    """Takes one file."""

    def __init__(
        self,
        book: Book,
        opened: OpenedFile,
        wish: Wish,
        say: Say,
        tick: Tick,
        *,
        exported: ExportedRows,
        several: SeveralFiles | None = None,
    ) -> None:
        self._book = book
        self._exported = exported
        self._several = several
        self._opened = opened
        self._source = source = opened.source
        self._wish = wish
        self._say = say
        self._tick = tick
        self._batch = book.next_batch()
        self._has_batch = False
        self._done = Imported(file=str(source.path), sha256=source.sha256)
        self._new = NewIssues()
        self._table: Table | None = None
        self._faults: FaultsFile | None = None
        self._unit_names: dict[int, str] = {}

    def run(self, faults_file: Path | None) -> Imported:
        """Read, judge and write the file's rows; return what became of them."""
        book, done = self._book, self._done
        judge = Judge(
            book,
            assign=self._wish.assign,
            explain=self._wish.explain,
            told=self._told,
            store=self._store,
            exported=self._exported,
            several=self._several,
        )
        with ExitStack() as stack:
            if faults_file:
                self._faults = stack.enter_context(
                    FaultsFile(faults_file, self._source, self._wish.faults_heading)
                )
            for read in self._opened.tables(self._manner()):
                self._take(read, judge)
        done.read = judge.counts.total()
        done.new = judge.counts[Verdict.NEW]
        done.updated = judge.counts[Verdict.UPDATED]
        done.unchanged = judge.counts[Verdict.UNCHANGED]
        done.conflicts = judge.counts[Verdict.CONFLICT]
        done.recurrences = judge.counts[Verdict.RECURRENCE]
        done.rejected = judge.counts[Verdict.REJECTED]
        done.incomplete = judge.incomplete
        done.provisional = judge.provisional
        done.past = judge.past
        done.first_past = judge.first_past
        if self._faults and self._faults.is_begun:
            done.faults_file = str(self._faults.target)
        done.left_out_sheets = tuple(self._source.left_out)
        found = likenesses(book, self._new)
        done.alike = None
        if found is not None:
            refs = ((book.ref(each.number), book.ref(each.like), each.percent) for each in found)
            done.alike = [Alike(*each) for each in refs]
        if self._has_batch:
            book.end_batch(self._batch, self._counted())
            done.batch = self._batch
        return done

    def _manner(self) -> Manner:
        wish = self._wish
        today = self._book.today.isoformat()
        return Manner(wish.fixed, wish.faults_heading, today, keep_cells=bool(wish.faults_file))

    def _take(self, read: ReadTable, judge: Judge) -> None:
        self._table = table = read.table
        if self._several:
            self._several.begin(str(self._source.path), table.sheet)
        wish = self._wish
        surroundings = self._surroundings(table)
        resolver = Resolver(self._book, register=wish.register, surroundings=surroundings, batch=self._batch)
        self._check_columns(table)
        self._check_fixed(resolver)
        for chunk in read.chunks:
            judge.take(chunk, resolver)
            self._done.too_long += sum(chunk.is_too_long)
            self._tick(judge.counts.total(), self._source.lines)
        headings = dict.fromkeys((*self._done.other_columns, *read.other_columns))
        self._done.other_columns = tuple(headings)
        self._done.left_out += table.left_out
        self._done.registered += resolver.registered

    def _check_columns(self, table: Table) -> None:
        """Refuse a table without a column that every row needs.

        Raises:
            ColumnNeeded: names it, and the columns it may be.
        """
        header = table.header
        for needed in ("description", "category"):
            if needed == "category" and "ref" in header.columns:
                continue  # rows of an export are known by their numbers
            if needed not in header.columns and needed not in self._wish.fixed:
                taken = header.columns.values()
                others = tuple(name for at, name in enumerate(header.headings) if name and at not in taken)
                raise ColumnNeeded(path=self._source.path.name, field=needed, columns=others)

    def _check_fixed(self, resolver: Resolver) -> None:
        """Refuse a value for every row that cannot be read, before the rows are.

        Raises:
            ZuofengError: what is wrong with the first such value.
        """
        try:
            resolver.check(draft_of(dict(self._wish.fixed)))
        except DraftFaults as error:
            for name, fault in error.faults:
                if name in self._wish.fixed:
                    raise fault from error

    def _surroundings(self, table: Table) -> Surroundings:
        """Return what the file says above its table; a day nobody can read is told, and today stands in."""
        given = Surroundings(self._wish.unit or table.filled_by, table.filled_on, table.date_1904)
        try:
            Resolver(self._book, surroundings=given)
        except UnreadableDate as error:
            self._remark("", self._say.advice(error))
            return replace(given, filled_on=None)
        return given

    def _told(self, judged: Judged) -> None:
        row, verdict = judged.row, judged.verdict
        if not judged.faults and not self._wish.explain:
            return
        reason = " ".join(self._fault(name, error, self._say.advice) for name, error in judged.faults)
        if self._wish.explain:
            ref = self._book.ref(judged.issue) if judged.issue else None
            again = _("again after {ref}").format(ref=self._book.ref(judged.after)) if judged.after else ""
            self._done.rows.append(RowVerdict(self._place(row), verdict, ref, reason or again))
        if judged.faults:
            if verdict is Verdict.REJECTED and len(self._done.first_faults) < SHOWN_FAULTS:
                say = self._say.sentence
                short = " ".join(self._fault(name, error, say) for name, error in judged.faults)
                self._done.first_faults.append(f"[{self._place(row)}] {short}")
            self._remark(self._place(row), reason)
            if self._faults and self._table:
                self._faults.add(self._table, row.cells, reason)

    def _remark(self, place: str, reason: str) -> None:
        if len(self._done.remarks) < SHOWN_REMARKS:
            self._done.remarks.append(f"[{place}] {reason}" if place else reason)

    def _place(self, row: Said) -> str:
        """Return where a row stands, as the clerk finds it in the spreadsheet."""
        sheet = self._table.sheet if self._table else None
        return f"{sheet}!{row.number}" if sheet else str(row.number)

    def _fault(self, name: str | None, error: ZuofengError, say: Callable[[ZuofengError], str]) -> str:
        """Return what is wrong, with the column as the file calls it."""
        said = say(error)
        header = self._table.header if self._table else None
        if name is None or header is None or name not in header.columns:
            return said
        return _("{column}: {fault}").format(column=header.headings[header.columns[name]], fault=said)

    def _unit_name(self, unit_id: int | None) -> str:
        if unit_id is None:
            return ""
        if unit_id not in self._unit_names:
            self._unit_names = {unit.id: unit.name for unit in self._book.units}
        return self._unit_names[unit_id]

    def _store(self, listings: Listings, updated: list[Move]) -> None:
        """Write one chunk; a file that changes nothing leaves no batch."""
        if not listings.numbers and not updated:
            return
        if not self._has_batch:
            self._book.begin_batch(self._batch, self._counted())
            self._has_batch = True
        if self._wish.dry_run or self._new.is_complete:
            self._remember(listings)
        self._book.list_many(listings, "import")
        self._book.record_many(updated)

    def _remember(self, listings: Listings) -> None:
        """Keep of the new issues what a preview and the search for likenesses need."""
        each = zip(listings.numbers, listings.common, listings.paths, listings.values, strict=True)
        for number, common, paths, values in each:
            unit_id = cast("int | None", common.record.get("unit_id"))
            self._new.add(number, unit_id, str(values[paths.index("description")]))
            self._done.by_unit[self._unit_name(unit_id)] += 1

    def _counted(self) -> Batch:
        done = self._done
        return Batch(
            file_name=self._source.path.name,
            sha256=self._source.sha256,
            imported_on=self._book.today,
            read=done.read,
            new=done.new,
            updated=done.updated,
            unchanged=done.unchanged,
            conflicts=done.conflicts,
            rejected=done.rejected,
            recurrences=done.recurrences,
        )
