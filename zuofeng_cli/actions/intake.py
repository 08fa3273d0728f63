"""Batch intake: the rows of a unit's self-check file become issues, all of them or none.

Source: shared domain notes, "Files as they come".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from zuofeng_cli.actions.drafts import FIELDS, Draft, DraftFaults, Resolver, cleaned
from zuofeng_cli.actions.listing import hand_over
from zuofeng_cli.errors import FolderNotWritable, RowConflicts, RowRepeated, RowsRejected, ZuofengError
from zuofeng_cli.exchange.tables import Table, TableRow, as_records, match_columns, read_table, write_faults
from zuofeng_cli.rules.codes import State
from zuofeng_cli.rules.identity import description_key
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import canonical
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Batch, Book, writing

Say = Callable[[ZuofengError], str]
"""Puts an error into words of the user's language."""

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


@dataclass(slots=True)
class _Verdicts:
    """The rows of one file, sorted by what is to become of them."""

    new: list[Issue] = field(default_factory=list)
    updated: list[tuple[Issue, Issue]] = field(default_factory=list)
    unchanged: int = 0
    conflicts: list[tuple[TableRow, str]] = field(default_factory=list)
    rejected: list[tuple[TableRow, str]] = field(default_factory=list)


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
    tables = [read_table(path, encoding=wish.encoding) for path in paths]
    try:
        with writing(context) as book:
            imported = [_import(book, table, wish, say, tick) for table in tables]
            if wish.dry_run:
                raise _Undo(imported)
            return imported
    except _Undo as undone:
        return undone.imported


def _import(book: Book, table: Table, wish: Wish, say: Say, tick: Tick) -> Imported:
    columns = match_columns(table, "issue", wish.mapped)
    resolver = Resolver(book, register=wish.register, default_unit=wish.unit)
    verdicts = _judge(book, table, columns, wish, resolver, say, tick)
    faults_file = None
    at_fault = [*verdicts.rejected, *verdicts.conflicts]
    if wish.faults_file and at_fault:
        faults_file = _write_faults(wish.faults_file, table, at_fault, wish.faults_heading)
    if verdicts.rejected and not wish.keep_good and not wish.dry_run:
        raise RowsRejected(
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


def _store(book: Book, verdicts: _Verdicts, batch: Batch, wish: Wish) -> int | None:
    """Write what is to be written; a file that changes nothing leaves no batch."""
    if not verdicts.new and not verdicts.updated:
        return None
    number = book.add_batch(batch)
    listed = [replace(issue, batch_id=number) for issue in verdicts.new]
    book.record_many((None, issue, "import") for issue in listed)
    book.record_many((before, after, "import") for before, after in verdicts.updated)
    if wish.assign:
        hand_over(book, [issue for issue in listed if not issue.missing_elements])
    return number


def _judge(
    book: Book,
    table: Table,
    columns: Mapping[str, int],
    wish: Wish,
    resolver: Resolver,
    say: Say,
    tick: Tick,
) -> _Verdicts:
    verdicts = _Verdicts()
    ledger = _Known(book)
    number = book.next_number()
    for done, (row, cells) in enumerate(as_records(table, columns), 1):
        if done % TICK_EVERY == 0 or done == len(table.rows):
            tick(done, len(table.rows))
        draft = cleaned(Draft(**{**dict.fromkeys(FIELDS, ""), **cells, **wish.fixed}))
        try:
            issue = replace(resolver.issue(draft, number), intake_key=_intake_key(draft))
        except DraftFaults as error:
            verdicts.rejected.append((row, " ".join(say(fault) for _field, fault in error.faults)))
            continue
        known = ledger.find(issue)
        recurs = known and known.state is State.CLOSED and known.intake_key != issue.intake_key
        if known is None or recurs:
            issue = replace(issue, chronic=True, recurrence_of=known.number) if known else issue
            verdicts.new.append(issue)
            ledger.remember(issue)
            number += 1
        else:
            _compare(known, issue, draft, row, verdicts, ledger, say)
    return verdicts


def _intake_key(draft: Draft) -> str:
    """Return 32 hex digits that are equal for rows that say the same."""
    said = canonical([getattr(draft, name) for name in FIELDS])
    return blake2b(said.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class _Trace:
    """What identity needs to know of a listed issue."""

    number: int
    state: State
    intake_key: str | None


class _Known:
    """The issues a row may already be: by its number, or else by unit and description."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_external: dict[str, _Trace] = {}
        self._by_text: dict[tuple[int | None, str], _Trace] = {}
        self._fresh: dict[int, Issue] = {}
        for number, state, external_no, unit_id, key, intake_key in book.identities():
            self._keep(_Trace(number, State(state), intake_key), external_no, unit_id, key)

    def _keep(self, trace: _Trace, external_no: str | None, unit_id: int | None, key: str) -> None:
        if external_no is None:
            self._by_text[unit_id, key] = trace
        else:
            self._by_external[external_no] = trace

    def find(self, issue: Issue) -> _Trace | None:
        if issue.external_no is not None:
            return self._by_external.get(issue.external_no)
        return self._by_text.get((issue.unit_id, description_key(issue.description)))

    def remember(self, issue: Issue) -> None:
        """Keep an issue of this very file, so that a repeated row is not taken twice."""
        self._fresh[issue.number] = issue
        trace = _Trace(issue.number, issue.state, issue.intake_key)
        self._keep(trace, issue.external_no, issue.unit_id, description_key(issue.description))

    def is_fresh(self, trace: _Trace) -> bool:
        return trace.number in self._fresh

    def load(self, trace: _Trace) -> Issue:
        return self._book.issues([trace.number])[trace.number]


_CONTROLLED: Mapping[str, tuple[str, ...]] = {
    "external_no": ("external_no",),
    "description": ("description",),
    "category": ("category",),
    "source": ("source",),
    "unit": ("unit_id", "cooperating"),
    "cooperating": ("cooperating",),
    "leader": ("leader_id",),
    "owner": ("owner_id",),
    "measure": ("measures",),
    "target": ("target",),
    "type": ("type",),
    "deadline": ("deadline", "deadline_original", "deadline_text", "deadline_provisional"),
    "found_on": ("found_on",),
    "remark": ("remark",),
}
"""Which fields of an issue each import field may change, while the issue is still open."""


def _compare(
    known: _Trace, issue: Issue, draft: Draft, row: TableRow, verdicts: _Verdicts, ledger: _Known, say: Say
) -> None:
    """Sort a row that names an issue already listed: unchanged, updated, or a conflict."""
    if known.intake_key == issue.intake_key:
        verdicts.unchanged += 1
        return
    if ledger.is_fresh(known):
        verdicts.conflicts.append((row, say(RowRepeated(ref=issue.external_no or issue.description))))
        return
    before = ledger.load(known)
    given = [field_name for field_name in _CONTROLLED if getattr(draft, field_name)]
    taken = {name: getattr(issue, name) for field_name in given for name in _CONTROLLED[field_name]}
    after = replace(before, **taken)
    if after == before:
        verdicts.unchanged += 1
    elif before.state is State.OPEN:
        moved = after.deadline != before.deadline
        notified = -1 if moved else before.notified_level
        verdicts.updated.append(
            (before, replace(after, intake_key=issue.intake_key, notified_level=notified))
        )
    else:
        verdicts.conflicts.append((row, say(RowConflicts(state=before.state, number=before.number))))


def _write_faults(target: Path, table: Table, faults: list[tuple[TableRow, str]], heading: str) -> Path:
    try:
        write_faults(target, table, sorted(faults, key=lambda fault: fault[0].number), heading)
    except OSError as error:
        raise FolderNotWritable(path=target) from error
    return target
