"""What is to become of each row of a file: new, a recurrence, updated, unchanged, a conflict, or rejected."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import NamedTuple, cast

from zuofeng_cli.actions.drafts import Fault, Problem
from zuofeng_cli.actions.exported import ExportedRows
from zuofeng_cli.actions.known import KnownIssues
from zuofeng_cli.actions.resolving import Resolver
from zuofeng_cli.actions.said import Said, SaidRows
from zuofeng_cli.actions.several import SeveralFiles
from zuofeng_cli.actions.shared import Shared
from zuofeng_cli.actions.updating import differing, updated
from zuofeng_cli.errors.files import RowConflicts, RowRepeated
from zuofeng_cli.rules.codes import Action, State, Verdict
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import changes_of
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.rules.lifecycle import move
from zuofeng_cli.store.ledger import Book, Move
from zuofeng_cli.store.listings import Listings, Then
from zuofeng_cli.store.lookups import Identity

SHOWN_PAST = 5
"""How many rows are named whose deadline has passed."""


class Judged(NamedTuple):
    """What became of one row.

    Attributes:
        issue: the number of the issue it is about; after: of the closed one that has come back.
    """

    row: Said
    verdict: Verdict
    issue: int | None = None
    faults: Sequence[Problem] = ()
    after: int | None = None


Told = Callable[[Judged], None]
"""Is told of rows at fault, or of every row, in their order."""


Store = Callable[[Listings, list[Move]], None]
"""Writes what one chunk lists and updates."""


@dataclass(slots=True)
class _Chunk:
    """The verdicts of one chunk that are to be written."""

    listings: Listings = field(default_factory=Listings)
    updated: list[Move] = field(default_factory=list)


class Judge:
    """Sorts the rows of one file, chunk by chunk, against the ledger and against each other.

    Args:
        assign: hand complete issues over at once.
        explain: tell of every row, not only of those at fault.
        several: what the other files of this import say, where there are several.
    """

    def __init__(
        self,
        book: Book,
        *,
        assign: bool,
        explain: bool,
        told: Told,
        store: Store,
        exported: ExportedRows,
        several: SeveralFiles | None = None,
    ) -> None:
        self.counts: Counter[Verdict] = Counter()
        self.incomplete = 0
        self.provisional = 0
        self.past = 0
        self.first_past: list[int] = []
        self._today = book.today.isoformat()
        self._book = book
        self._number = book.next_number()
        self._known = KnownIssues(book, self._number)
        self._loaded: dict[int, Issue] = {}
        self._assign = assign
        self._explain = explain
        self._handed_over: Then | None = None
        self._told = told
        self._store = store
        self._exported = exported
        self._several = several

    def take(self, said: SaidRows, resolver: Resolver) -> None:
        """Sort one chunk of rows and have the outcome stored."""
        self._exported.look_up([ref for ref in said.ref if ref])
        read = resolver.read_each(said)
        good = [at for at, each in enumerate(read) if isinstance(each, Shared)]
        external_nos = [number for at in good if (number := said.own[at][0])]
        self._known.look_up([said.key[at] for at in good], external_nos)
        chunk = _Chunk()
        if self._known.are_all_new and len(good) == len(read) and not self._explain:
            chunk.listings = self._all_new(said, cast("list[Shared]", read))
            self._count(chunk.listings)
            self._keep_past(said.number, cast("list[Shared]", read) if self.past else ())
        else:
            self._sort_each(chunk, list(zip(said.rows, read, strict=True)), resolver)
            self._count(chunk.listings)
        self._store(chunk.listings, chunk.updated)

    def _count(self, listings: Listings) -> None:
        """Keep what the clerk should look at, by what many new issues have in common."""
        for shared, count in Counter(listings.common).items():
            assert isinstance(shared, Shared)
            self.incomplete += 0 if shared.is_complete else count
            self.provisional += count if shared.is_provisional else 0
            self.past += count if (shared.deadline or self._today) < self._today else 0

    def _keep_past(self, rows: Iterable[int], shared: Iterable[Shared]) -> None:
        """Keep the first rows whose deadline has passed already."""
        late = (row for row, each in zip(rows, shared, strict=False) if (each.deadline or "~") < self._today)
        self.first_past += islice(late, SHOWN_PAST - len(self.first_past))

    def _all_new(self, said: SaidRows, shared: list[Shared]) -> Listings:
        """Put what all rows of a chunk say on the list as new issues."""
        first, count = self._number, len(shared)
        self._number += count
        self.counts[Verdict.NEW] += count
        self._known.keep_new(said.number)
        numbers = list(range(first, first + count))
        if self._several:
            self._several.keep_new(first, said.number)
        then = list(map(self._then, shared))
        return Listings(numbers, list(shared), said.paths, said.values, said.said, said.key, then)

    def _sort_each(self, chunk: _Chunk, read: Sequence["_Read"], resolver: Resolver) -> None:
        """Find row by row what is to become of it."""
        self._loaded = self._book.issues(self._to_compare(read))
        sort = self._list if self._known.are_all_new else partial(self._sort, resolver=resolver)
        for row, shared in read:
            if row.ref:
                self._sort_exported(chunk, row, resolver)
            elif isinstance(shared, Shared):
                sort(chunk, row, shared)
            else:
                self._tell(row, Verdict.REJECTED, faults=shared)

    def _sort(self, chunk: _Chunk, row: Said, shared: Shared, resolver: Resolver) -> None:
        """Find what issue a row is, and what is to become of it."""
        known, several = self._find(row, shared), self._several
        if known is None:
            self._remember(self._list(chunk, row, shared), row, shared)
        elif self._known.said(known) == row.intake_key or (several and several.says(known.number, row)):
            self._name(known, row)
            self._tell(row, Verdict.UNCHANGED, known.number)
        elif named_in := self._known.row_of(known) or self._exported.row_of(known.number):
            repeated = RowRepeated(ref=row.external_no or row.description, row=named_in)
            self._tell(row, Verdict.REJECTED, known.number, [(None, repeated)])
        elif several and (elsewhere := several.conflict(known.number, row)):
            self._tell(row, Verdict.CONFLICT, known.number, [(None, elsewhere)])
        elif known.state == State.CLOSED:
            self._remember(self._list(chunk, row, shared, recurrence_of=known.number), row, shared)
        else:
            self._name(known, row)
            self._compare(chunk, row, resolver, self._loaded[known.number], known)

    def _sort_exported(self, chunk: _Chunk, row: Said, resolver: Resolver) -> None:
        """Hold a row that was exported against its issue as it is now."""
        found = self._exported.compare(row, resolver)
        if found.move:
            chunk.updated.append(found.move)
        faults, verdict = found.faults, found.verdict
        if found.number is not None and self._several:
            if found.is_repeated and (elsewhere := self._several.conflict(found.number, row)):
                faults, verdict = [(None, elsewhere)], Verdict.CONFLICT
            self._several.name(found.number, row)
        self._tell(row, verdict, found.number, faults)

    def _name(self, known: Identity, row: Said) -> None:
        """Keep that a row has named a listed issue."""
        self._known.name(known, row.intake_key, row.number)
        if self._several:
            self._several.name(known.number, row)

    def _find(self, row: Said, shared: Shared) -> Identity | None:
        return self._known.find(row.external_no, shared.unit_id, row.key)

    def _remember(self, number: int, row: Said, shared: Shared) -> None:
        """Keep an issue that this very chunk lists, so that a repeated row is not taken twice."""
        said = (row.external_no, shared.unit_id, row.key, row.intake_key)
        self._known.keep(Identity(number, State.OPEN, *said))

    def _to_compare(self, read: Sequence["_Read"]) -> list[int]:
        """Return the numbers of the issues that rows of this chunk may change."""
        if self._known.is_empty:
            return []
        found = ((row, self._find(row, shared)) for row, shared in read if isinstance(shared, Shared))
        numbers = {
            known.number
            for row, known in found
            if known and known.state != State.CLOSED and self._known.said(known) != row.intake_key
        }
        return sorted(numbers)

    def _tell(
        self,
        row: Said,
        verdict: Verdict,
        issue: int | None = None,
        faults: Sequence[Problem] = (),
        after: int | None = None,
    ) -> None:
        self.counts[verdict] += 1
        if faults or self._explain:
            self._told(Judged(row, verdict, issue, faults, after))

    def _list(self, chunk: _Chunk, row: Said, shared: Shared, recurrence_of: int | None = None) -> int:
        """Put what a row says on the list as a new issue; return its number."""
        number = self._number
        self._number = number + 1
        self._known.keep_new((row.number,))
        if self._several:
            self._several.keep_new(number, (row.number,))
        paths, values, said = row.paths, row.values, row.said
        if recurrence_of is not None:
            paths, values = ("chronic", "recurrence_of", *paths), (True, recurrence_of, *values)
            said = (b"true", b"%d" % recurrence_of, *said)
        chunk.listings.add(number, shared, paths, values, said, row.key, self._then(shared))
        verdict = Verdict.NEW if recurrence_of is None else Verdict.RECURRENCE
        self.counts[verdict] += 1
        self._keep_past((row.number,), (shared,))
        if self._explain:
            self._told(Judged(row, verdict, number, after=recurrence_of))
        return number

    def _then(self, shared: Shared) -> Then:
        """Return what happens at once to a new issue."""
        return self._hand_over() if self._assign and shared.is_complete else ()

    def _hand_over(self) -> Then:
        """Return what handing over changes: the same for every complete new issue, so it is decided once."""
        if self._handed_over is None:
            book = self._book
            before = Issue(
                number=0,
                description="",
                category="",
                source="",
                opened_on=book.today,
                unit_id=0,
                owner_id=0,
                deadline=book.today,
                deadline_original=book.today,
            )
            after = move(before, Action.ASSIGN, notice=book.plan.has_notice, ref="", assigned_on=book.today)
            self._handed_over = ((Action.ASSIGN.value, changes_of(before, after)),)
        return self._handed_over

    def _compare(self, chunk: _Chunk, row: Said, resolver: Resolver, before: Issue, known: Identity) -> None:
        """Hold a row against the issue it names; blank cells say nothing."""
        draft = row.draft
        after = updated(before, resolver.issue(draft, 0), draft, self._book.today)
        if before.state is not State.OPEN:
            moved_on = RowConflicts(
                ref=self._book.ref(before.number), state=before.state, fields=differing(before, after)
            )
            faults: Sequence[Problem] = [] if after == before else [(None, moved_on)]
            verdict = Verdict.CONFLICT if faults else Verdict.UNCHANGED
            self._tell(row, verdict, before.number, faults)
            return
        after = replace(after, other_columns=row.other_columns or before.other_columns)
        if after == before:
            self._tell(row, Verdict.UNCHANGED, before.number)
            return
        notified = notified_level(before.notices, after.deadline)
        after = replace(after, intake_key=row.intake_key, notified_level=notified)
        chunk.updated.append((before, after, "import"))
        self._known.forget(known)
        self._known.keep(
            Identity(before.number, before.state, after.external_no, after.unit_id, row.key, row.intake_key)
        )
        self._tell(row, Verdict.UPDATED, before.number)


_Read = tuple[Said, Shared | Sequence[Fault]]
"""A row, and what it says that others say too, or what is wrong with it; of an exported one nothing yet."""
