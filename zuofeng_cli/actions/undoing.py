"""Taking one's last command back, with compensating events, where nobody has built on it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from zuofeng_cli.actions.entry_names import EntryNames
from zuofeng_cli.actions.taking_back import cancel_listed, restore
from zuofeng_cli.errors.papers import PaperNumbered
from zuofeng_cli.errors.undo import BuiltOn, ImportLast, NothingToUndo, OrderIssued, PublishedLast
from zuofeng_cli.labels import order_no
from zuofeng_cli.rules.codes import NoticeKind
from zuofeng_cli.rules.journal import Changes
from zuofeng_cli.rules.papers import PAPER
from zuofeng_cli.rules.publication import PUBLISHING
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.history import Command, Entered
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.words import _

CHUNK = 2_000
SHOWN = 5
SWEPT = frozenset(kind.value for kind in NoticeKind)
GONE_BY = frozenset(("state", "deadline", "chronic", "level", "notified_level", "notices", "orders"))
"""What a sweep goes by or changes: its notices build on a command only where the command changed these."""


class Deed(NamedTuple):
    """What a command did: an action with its issues, or the register entries it wrote (``visit.3``).

    Attributes:
        names: what people call the entries, each name once.
    """

    action: str
    issues: tuple[str, ...]
    entries: tuple[str, ...]
    names: tuple[str, ...] = ()


class TakenBack(NamedTuple):
    """What became of a command: the issues it had listed were cancelled, all others are as before."""

    did: tuple[Deed, ...]
    restored: int
    cancelled: tuple[str, ...]


class _DryRun(Exception):
    def __init__(self, taken: TakenBack) -> None:
        self.taken = taken


def undo(context: Context, *, dry_run: bool = False) -> TakenBack:
    """Take the last command of whoever acts back: all of it, or nothing. A dry run writes nothing.

    Raises:
        NothingToUndo: there is none.
        ImportLast: it is an import, which is taken back by its number.
        PublishedLast: it is a step of publishing.
        PaperNumbered: it has numbered a paper.
        OrderIssued: it has issued supervision orders.
        BuiltOn: somebody has built on it; names what stands in the way.
    """
    try:
        with writing(context) as book:
            taken = _undo(book)
            if dry_run:
                raise _DryRun(taken)
            return taken
    except _DryRun as dry:
        return dry.taken


def _undo(book: Book) -> TakenBack:
    command = book.last_command(book.actor)
    if command is None:
        raise NothingToUndo(name=book.actor)
    if batches := book.batches_of(command):
        raise ImportLast(batch=batches[-1])
    events = book.events_of(command)
    if any(event.action.startswith(PUBLISHING) for event in events):
        raise PublishedLast
    if any(event.action == PAPER for event in events):
        raise PaperNumbered
    if orders := tuple(_orders(events)):
        raise OrderIssued(orders=orders[:SHOWN], count=len(orders))
    _refuse_if_built_on(book, command, events)
    did = tuple(_deeds(book, events))
    changes = _changes_by_issue(events)
    listed = _listed(events)
    numbers = sorted(changes)
    for start in range(0, len(numbers), CHUNK):
        issues = book.issues(numbers[start : start + CHUNK]).values()
        cancel_listed(book, [issue for issue in issues if issue.number in listed], _("taken back"))
        restore(book, [issue for issue in issues if issue.number not in listed], changes)
    _take_back_entries(book, events)
    book.mark_undone(command)
    refs = tuple(book.ref(number) for number in sorted(listed))
    return TakenBack(did, len(changes) - len(listed), refs)


def _changes_by_issue(events: Sequence[Entered]) -> dict[int, list[Changes]]:
    found: dict[int, list[Changes]] = {}
    for event in events:
        if event.number is not None:
            found.setdefault(event.number, []).append(event.changes)
    return found


def _listed(events: Sequence[Entered]) -> set[int]:
    """Return the issues that these events put on the list."""
    return {
        event.number
        for event in events
        if event.number is not None and event.changes.get("state", (event,))[0] is None
    }


def _orders(events: Sequence[Entered]) -> Iterator[str]:
    """Yield the numbers of the supervision orders that these events issued, in their order."""
    issued = []
    for event in events:
        for path, (old, new) in event.changes.items():
            if path.startswith("orders.") and path.endswith(".serial") and old is None:
                year = event.changes[path.replace(".serial", ".year")][1]
                issued.append((int(str(year)), int(str(new))))
    yield from (order_no(*order) for order in sorted(issued))


def _refuse_if_built_on(book: Book, command: Command, events: Sequence[Entered]) -> None:
    """Refuse if something that still stands was made of what *events* wrote.

    Raises:
        BuiltOn: names it.
    """
    listed = _listed(events)
    made = {path for event in events if event.number is None for path in _made(event.changes)}
    refs = {number for number in book.came_from(made) if number not in listed} if made else set()
    refs |= book.built_on(command)
    entries: set[str] = set()
    written = _Written(events, listed, made)
    for event in book.events_since(command):
        if event.number is None:
            entries |= set(written.entries_hit(event.changes))
        elif written.is_hit(event):
            refs.add(event.number)
    _refuse(book, refs, entries)


def _refuse(book: Book, numbers: Collection[int], entries: Collection[str]) -> None:
    """Refuse if anything stands in the way."""
    what = (*map(book.ref, sorted(set(numbers))), *EntryNames(book).words(sorted(set(entries))))
    if what:
        raise BuiltOn(count=len(what), what=what[:SHOWN])


class _Written:
    """What a command wrote, held against a later event."""

    def __init__(self, events: Sequence[Entered], listed: set[int], made: set[str]) -> None:
        self._changes = _changes_by_issue(events)
        self._listed = listed
        self._made = made
        registers = (event.changes for event in events if event.number is None)
        self._entries = {entry_of(path) for changes in registers for path in changes}

    def is_hit(self, event: Entered) -> bool:
        """Whether a later event of one of the issues builds on the command."""
        if event.action not in SWEPT:
            return True
        assert event.number is not None
        touched = (path for changes in self._changes[event.number] for path in changes)
        return event.number not in self._listed and any(path.partition(".")[0] in GONE_BY for path in touched)

    def entries_hit(self, changes: Changes) -> Iterator[str]:
        """Yield the register entries of a later event that build on the command."""
        for path, (_old, new) in changes.items():
            names_issue = path.endswith(".number") and new in self._changes
            if names_issue or entry_of(path) in self._entries or new in self._made:
                yield entry_of(path)


def entry_of(path: str) -> str:
    """Return the register entry of a path: ``visit.3`` of ``visit.3.note``."""
    kind, _point, rest = path.partition(".")
    return path if kind in ("profile", "workday") else f"{kind}.{rest.partition('.')[0]}"


def _made(changes: Changes) -> Iterator[str]:
    """Yield the register entries that an event brought into being."""
    for path, (old, _new) in changes.items():
        if path == f"{entry_of(path)}.id" and old is None:
            yield entry_of(path)


def _take_back_entries(book: Book, events: Sequence[Entered]) -> None:
    """Put back what stood in the registers, the newest event first.

    Raises:
        BuiltOn: a row that would go is named by others.
    """
    for event in reversed(events):
        if event.number is None:
            for path in _made(event.changes):
                _refuse(book, *book.users_of(path))
            book.put_back(event.changes)


def _deeds(book: Book, events: Sequence[Entered]) -> Iterator[Deed]:
    """Yield what a command did, like things together; it still stands."""
    names = EntryNames(book, [event.changes for event in events if event.number is None])
    for (action, is_register), group in groupby(events, lambda event: (event.action, event.number is None)):
        found = list(group)
        if is_register:
            entries = dict.fromkeys(entry_of(path) for event in found for path in event.changes)
            yield Deed(action, (), tuple(entries), names.words(entries))
        else:
            numbers = dict.fromkeys(event.number for event in found if event.number is not None)
            yield Deed(action, tuple(map(book.ref, numbers)), ())
