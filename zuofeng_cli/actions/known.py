"""Which listed issue a row of a file is: by its number, or else by unit and description.

Source: shared domain notes, "Importing the same file twice changes nothing".
"""

from dataclasses import dataclass, replace
from hashlib import blake2b

from zuofeng_cli.actions.drafts import FIELDS, Draft
from zuofeng_cli.rules.codes import State
from zuofeng_cli.rules.identity import description_key
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import canonical
from zuofeng_cli.store.ledger import Book


@dataclass(frozen=True, slots=True)
class Trace:
    """What identity needs to know of a listed issue."""

    number: int
    state: State
    intake_key: str | None
    external_no: str | None


class KnownIssues:
    """The issues a row may already be: by its number, or else by unit and description."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_external: dict[tuple[str, int | None], Trace] = {}
        self._by_both: dict[tuple[str, str], Trace] = {}
        self._by_text: dict[tuple[int | None, str], Trace] = {}
        self._named: dict[int, str | None] = {}
        for number, state, external_no, unit_id, key, known_key in book.identities():
            self._keep(Trace(number, State(state), known_key, external_no), unit_id, key)

    def _keep(self, trace: Trace, unit_id: int | None, key: str) -> None:
        self._by_text[unit_id, key] = trace
        if trace.external_no is not None:
            self._by_external[trace.external_no, unit_id] = trace
            self._by_both[trace.external_no, key] = trace

    def find(self, issue: Issue) -> Trace | None:
        """Return the listed issue that *issue* is, if any.

        Each unit numbers its own issues; a number stays with its text when the unit is corrected. Two
        different numbers are two issues.
        """
        key = description_key(issue.description)
        known = self._by_text.get((issue.unit_id, key))
        if issue.external_no:
            own = self._by_external.get((issue.external_no, issue.unit_id))
            own = own or self._by_both.get((issue.external_no, key))
            known = own or (None if known and known.external_no else known)
        if known and known.number in self._named:
            return replace(known, intake_key=self._named[known.number])
        return known

    def remember(self, issue: Issue) -> None:
        """Keep an issue that this very file lists, so that a repeated row is not taken twice."""
        trace = Trace(issue.number, issue.state, issue.intake_key, issue.external_no)
        self._keep(trace, issue.unit_id, description_key(issue.description))
        self.name(issue.number, issue.intake_key)

    def name(self, number: int, key: str | None) -> None:
        """Keep that this file has named issue *number*, in a row with the intake *key*."""
        self._named[number] = key

    def is_named(self, trace: Trace) -> bool:
        """Whether a row of this file has named the issue already."""
        return trace.number in self._named

    def load(self, trace: Trace) -> Issue:
        """Return the issue, whole."""
        return self._book.issues([trace.number])[trace.number]


def intake_key(draft: Draft) -> str:
    """Return 32 hex digits that are equal for rows that say the same."""
    said = canonical([getattr(draft, name) for name in FIELDS])
    return blake2b(said.encode(), digest_size=16).hexdigest()
