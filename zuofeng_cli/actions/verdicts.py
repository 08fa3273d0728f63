"""What is to become of each row of a file: new, a recurrence, updated, unchanged, a conflict, or rejected."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, cast

from zuofeng_cli.actions.drafts import Draft, DraftFaults, Fault
from zuofeng_cli.actions.known import KnownIssues, intake_key
from zuofeng_cli.actions.resolving import Resolver
from zuofeng_cli.actions.updating import differing, updated
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.files import RowConflicts, RowRepeated
from zuofeng_cli.rules.codes import Action, State, Verdict
from zuofeng_cli.rules.identity import description_key
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Changes, Common, Record, changes_of
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.rules.lifecycle import move
from zuofeng_cli.store.ledger import Book, Move
from zuofeng_cli.store.listings import Listing
from zuofeng_cli.store.lookups import Identity


class Said(NamedTuple):
    """What one row of a file says: its number, its cells, the draft they make, and the other columns.

    Attributes:
        is_too_long: it has more cells than there are headings, so some may stand below another's.
    """

    number: int
    cells: Sequence[str]
    draft: Draft
    other_columns: str | None
    is_too_long: bool = False


Problem = Fault | tuple[None, ZuofengError]
"""A fault, or what is wrong with the row as a whole."""


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


Store = Callable[[list[Listing], list[Move]], None]
"""Writes what one chunk lists and updates."""


@dataclass(slots=True)
class _Chunk:
    """The verdicts of one chunk that are to be written."""

    listings: list[Listing] = field(default_factory=list)
    updated: list[Move] = field(default_factory=list)


class Judge:
    """Sorts the rows of one file, chunk by chunk, against the ledger and against each other.

    Args:
        batch: the number of the import that new issues name.
        assign: hand complete issues over at once.
        explain: tell of every row, not only of those at fault.
    """

    def __init__(
        self, book: Book, *, batch: int, assign: bool, explain: bool, told: Told, store: Store
    ) -> None:
        self.counts: Counter[Verdict] = Counter()
        self.incomplete = 0
        self.provisional = 0
        self.past = 0
        self._today = book.today.isoformat()
        self._book = book
        self._known = KnownIssues(book)
        self._number = book.next_number()
        self._batch = batch
        self._assign = assign
        self._explain = explain
        self._handed_over: tuple[tuple[str, Changes], ...] | None = None
        self._told = told
        self._store = store

    def take(self, rows: Sequence[Said], resolver: Resolver) -> None:
        """Sort one chunk of rows and have the outcome stored."""
        read = [_read(row, resolver) for row in rows]
        good = [each for each in read if not each.faults]
        numbers = [each.row.draft.external_no for each in good]
        self._known.look_up([each.key for each in good], filter(None, numbers))
        loaded = self._book.issues(self._to_compare(good))
        chunk = _Chunk()
        for each in read:
            if each.faults:
                self._tell(each.row, Verdict.REJECTED, faults=each.faults)
                continue
            known = self._find(each)
            if known is None:
                self._list(chunk, each)
            elif self._known.said(known) == each.said:
                self._known.name(known, each.said)
                self._tell(each.row, Verdict.UNCHANGED, known.number)
            elif self._known.is_named(known):
                repeated = RowRepeated(ref=each.row.draft.external_no or each.row.draft.description)
                self._tell(each.row, Verdict.CONFLICT, known.number, [(None, repeated)])
            elif known.state == State.CLOSED:
                self._list(chunk, each, recurrence_of=known.number)
            else:
                self._known.name(known, each.said)
                self._compare(chunk, each, resolver, loaded[known.number], known)
        self._store(chunk.listings, chunk.updated)

    def _find(self, each: "_Read") -> Identity | None:
        return self._known.find(each.row.draft.external_no, each.unit_id, each.key)

    def _to_compare(self, good: Sequence["_Read"]) -> list[int]:
        """Return the numbers of the issues that rows of this chunk may change."""
        if self._known.is_empty:
            return []
        found = ((each, self._find(each)) for each in good)
        numbers = {
            known.number
            for each, known in found
            if known and known.state != State.CLOSED and self._known.said(known) != each.said
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

    def _list(self, chunk: _Chunk, each: "_Read", recurrence_of: int | None = None) -> None:
        number = self._number
        self._number += 1
        own = each.own
        own["batch_id"] = self._batch
        own["intake_key"] = each.said
        own["number"] = number
        if each.row.other_columns:
            own["other_columns"] = each.row.other_columns
        if recurrence_of is not None:
            own |= {"chronic": True, "recurrence_of": recurrence_of}
        common = each.common.record
        is_complete = "unit_id" in common and "owner_id" in common and "deadline" in common
        self.incomplete += not is_complete
        self.provisional += "deadline_provisional" in common
        self.past += str(common.get("deadline") or self._today) < self._today
        then = self._hand_over() if self._assign and is_complete else ()
        chunk.listings.append(Listing(each.common, own, each.key, then))
        self._known.remember(
            Identity(number, State.OPEN, each.row.draft.external_no, each.unit_id, each.key, each.said)
        )
        verdict = Verdict.NEW if recurrence_of is None else Verdict.RECURRENCE
        self._tell(each.row, verdict, number, after=recurrence_of)

    def _hand_over(self) -> tuple[tuple[str, Changes], ...]:
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

    def _compare(
        self, chunk: _Chunk, each: "_Read", resolver: Resolver, before: Issue, known: Identity
    ) -> None:
        """Hold a row against the issue it names; blank cells say nothing."""
        after = updated(before, resolver.issue(each.row.draft, 0), each.row.draft, self._book.today)
        if before.state is not State.OPEN:
            moved_on = RowConflicts(
                ref=self._book.ref(before.number), state=before.state, fields=differing(before, after)
            )
            faults: Sequence[Problem] = [] if after == before else [(None, moved_on)]
            verdict = Verdict.CONFLICT if faults else Verdict.UNCHANGED
            self._tell(each.row, verdict, before.number, faults)
            return
        after = replace(after, other_columns=each.row.other_columns or before.other_columns)
        if after == before:
            self._tell(each.row, Verdict.UNCHANGED, before.number)
            return
        notified = notified_level(before.notices, after.deadline)
        after = replace(after, intake_key=each.said, notified_level=notified)
        chunk.updated.append((before, after, "import"))
        self._known.forget(known)
        self._known.keep(
            Identity(before.number, before.state, after.external_no, after.unit_id, each.key, each.said)
        )
        self._tell(each.row, Verdict.UPDATED, before.number)


class _Read(NamedTuple):
    """A row as it reads: both parts of its record, its unit and the keys of identity; or its faults."""

    row: Said
    common: Common
    own: Record
    unit_id: int | None
    key: str
    said: str
    faults: Sequence[Fault]


_NOTHING = Common({})


def _read(row: Said, resolver: Resolver) -> _Read:
    draft = row.draft
    try:
        common = resolver.common(draft)
    except DraftFaults as error:
        return _Read(row, _NOTHING, {}, None, "", "", error.faults)
    unit_id = cast("int | None", common.record.get("unit_id"))
    key = description_key(draft.description or "")
    return _Read(row, common, resolver.own(draft), unit_id, key, intake_key(draft, row.other_columns), ())
