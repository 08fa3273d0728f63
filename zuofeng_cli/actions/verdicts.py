"""What is to become of each row of a file: new, updated, unchanged, a conflict, or rejected."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from zuofeng_cli.actions.dates import moved_deadline
from zuofeng_cli.actions.drafts import Draft, DraftFaults, Resolver, draft_of
from zuofeng_cli.actions.known import KnownIssues, Trace, intake_key
from zuofeng_cli.errors import RowConflicts, RowRepeated, ZuofengError
from zuofeng_cli.exchange.tables import TableRow
from zuofeng_cli.rules.codes import IssueType, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.ladder import notified_level
from zuofeng_cli.store.ledger import Book

Say = Callable[[ZuofengError], str]
"""Puts an error into words of the user's language."""

Remark = tuple[TableRow, str]
"""A row, and in words what is to be said of it."""

MAY_CHANGE: Mapping[str, tuple[str, ...]] = {
    "external_no": ("external_no",),
    "description": ("description",),
    "category": ("category",),
    "source": ("source",),
    "unit": ("unit_id", "cooperating"),
    "cooperating": ("cooperating",),
    "leader": ("leader_id",),
    "owner": ("owner_id",),
    "target": ("target",),
    "type": ("type",),
    "deadline": ("deadline", "deadline_original", "deadline_text", "deadline_provisional"),
    "found_on": ("found_on",),
    "focus": ("focus",),
    "remark": ("remark",),
}
"""Which fields of an issue each import field may change, while the issue is still open."""


@dataclass(slots=True)
class Verdicts:
    """The rows of one file, sorted by what is to become of them."""

    new: list[Issue] = field(default_factory=list)
    updated: list[tuple[Issue, Issue]] = field(default_factory=list)
    unchanged: int = 0
    conflicts: list[Remark] = field(default_factory=list)
    rejected: list[Remark] = field(default_factory=list)


class Judge:
    """Sorts the rows of one file against the ledger and against each other.

    Args:
        fixed: one value per field for every row; it wins over the file.
    """

    def __init__(self, book: Book, resolver: Resolver, fixed: Mapping[str, str], say: Say) -> None:
        self.verdicts = Verdicts()
        self._known = KnownIssues(book)
        self._resolver = resolver
        self._fixed = fixed
        self._say = say
        self._number = book.next_number()
        self._batch = book.next_batch()
        self._today = book.today

    def take(self, row: TableRow, cells: Mapping[str, str]) -> None:
        """Sort one row, whose cells are given by field."""
        draft = draft_of({**cells, **self._fixed})
        try:
            issue = self._resolver.issue(
                draft, self._number, intake_key=intake_key(draft), batch_id=self._batch
            )
        except DraftFaults as error:
            self.verdicts.rejected.append((row, " ".join(self._say(fault) for _field, fault in error.faults)))
            return
        known = self._known.find(issue)
        if known is None:
            self._list(issue)
        elif known.intake_key == issue.intake_key:
            self.verdicts.unchanged += 1
            self._known.name(known.number, issue.intake_key)
        elif self._known.is_named(known):
            said = self._say(RowRepeated(ref=issue.external_no or issue.description))
            self.verdicts.conflicts.append((row, said))
        elif known.state is State.CLOSED:
            self._list(replace(issue, chronic=True, recurrence_of=known.number))
        else:
            self._compare(row, known, issue, draft)

    def _list(self, issue: Issue) -> None:
        self.verdicts.new.append(issue)
        self._known.remember(issue)
        self._number += 1

    def _compare(self, row: TableRow, known: Trace, issue: Issue, draft: Draft) -> None:
        """Hold a row against the issue it names; blank cells say nothing."""
        self._known.name(known.number, issue.intake_key)
        before = self._known.load(known)
        given = [name for name in MAY_CHANGE if getattr(draft, name)]
        taken = {each: getattr(issue, each) for name in given for each in MAY_CHANGE[name]}
        if draft.deadline and not draft.type and issue.type is not IssueType.LIMITED:
            taken["type"] = issue.type  # the deadline names it
        if draft.deadline:
            taken |= moved_deadline(before, issue.deadline, self._today)
        known_measures = {measure.text for measure in before.measures}
        measures = (*before.measures, *(new for new in issue.measures if new.text not in known_measures))
        news = [note for note in issue.progress if note.text not in {known.text for known in before.progress}]
        after = replace(before, **taken, measures=measures, progress=(*before.progress, *news))
        if after == before:
            self.verdicts.unchanged += 1
        elif before.state is State.OPEN:
            notified = notified_level(before.notices, after.deadline)
            after = replace(after, intake_key=issue.intake_key, notified_level=notified)
            self.verdicts.updated.append((before, after))
        else:
            said = self._say(RowConflicts(state=before.state, number=before.number))
            self.verdicts.conflicts.append((row, said))
