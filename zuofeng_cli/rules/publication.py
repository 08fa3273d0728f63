"""What is published: an approved, frozen snapshot of whitelisted columns, and what became of it.

Nothing here is ever erased: a correction is a new publication that names the old one, a withdrawal a note.
Source: shared domain notes, "Publishing".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from zuofeng_cli.rules.journal import canonical
from zuofeng_cli.rules.redaction import CERTAIN, Passage, Redactor, masked

PUBLISHING = "publish"
"""What the journal calls a step of publishing begins with this word; none changes the list itself."""


class PassageVerdict(StrEnum):
    """What a person decided of a passage with personal data."""

    SHOWN = "shown"
    HIDDEN = "hidden"


FREE_TEXTS = frozenset({"description", "measures", "unit"})
"""Columns that people word; the others hold codes and days."""

Snapshot = Mapping[str, Any]
"""What is published, as JSON can carry it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One snapshot on its way: drafted, perhaps approved, perhaps withdrawn.

    Attributes:
        drafted_by: who typed the command.
        sha256: of the snapshot's canonical JSON in UTF-8.
        journal_seq, journal_hash: the head of the journal that the snapshot was made from.
        issues: how many it shows.
        corrects: the publication it takes the place of because something was wrong, with its *reason*.
    """

    id: int
    drafted_on: date
    drafted_by: str
    sha256: str
    journal_seq: int
    journal_hash: str
    issues: int
    corrects: int | None = None
    reason: str | None = None
    approved_on: date | None = None
    approved_by: int | None = None
    withdrawn_on: date | None = None
    withdrawn_by: int | None = None
    withdrawn_reason: str | None = None

    @property
    def is_public(self) -> bool:
        """Whether it may be shown."""
        return self.approved_on is not None and self.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class PassageDecision:
    """What a person decided of one passage in the texts of one issue (None: anywhere else) in a draft."""

    id: int
    publication_id: int
    number: int | None
    passage: str
    verdict: PassageVerdict
    decided_on: date
    decided_by: int
    reason: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The reviewed wording of an issue for the public, in place of its description; the newest counts."""

    id: int
    number: int
    text: str
    worded_on: date
    worded_by: int


class PublicRow(NamedTuple):
    """An issue as the public may see it, before personal data is taken out.

    Attributes:
        state, type: codes.
        category: a code of the plan.
    """

    number: int
    ref: str
    category: str
    type: str
    description: str
    unit: str | None
    measures: tuple[str, ...]
    deadline: date | None
    state: str


class Found(NamedTuple):
    """A passage found while a draft was made.

    Attributes:
        number: the issue, None for what stands elsewhere, like the name of a unit.
        field: the column.
        verdict: what a person decided, None where nobody did yet.
    """

    number: int | None
    field: str
    passage: Passage
    verdict: PassageVerdict | None

    @property
    def is_hidden(self) -> bool:
        """Whether it is masked: it is certain and nobody let it stand, or somebody wants it masked."""
        if self.verdict is None:
            return self.passage.kind in CERTAIN
        return self.verdict is PassageVerdict.HIDDEN

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person: it is only likely to be personal data, and nobody decided."""
        return self.verdict is None and self.passage.kind not in CERTAIN


class Screen:
    """Takes personal data out of texts and keeps what was found.

    Args:
        decisions: what persons decided of passages in this draft.
    """

    def __init__(self, redactor: Redactor, decisions: Iterable[PassageDecision] = ()) -> None:
        self._redactor = redactor
        self._decided = {(each.number, each.passage): each.verdict for each in decisions}
        self._seen: dict[str, tuple[Passage, ...]] = {}
        self.found: list[Found] = []

    def clean(self, text: str, field: str, number: int | None = None) -> str:
        """Return *text* as it may be shown."""
        passages = self._passages(text)
        hidden = []
        for passage in passages:
            found = Found(number, field, passage, self._decided.get((number, passage.written)))
            self.found.append(found)
            if found.is_hidden:
                hidden.append(passage)
        return masked(text, hidden)

    def _passages(self, text: str) -> tuple[Passage, ...]:
        """Return the passages of a text; measures and names come again and again."""
        if text not in self._seen:
            self._seen[text] = self._redactor.passages(text)
        return self._seen[text]


def public_issue(row: PublicRow, columns: Sequence[str], screen: Screen) -> dict[str, Any]:
    """Return one issue with nothing but the *columns* that the plan makes public, and its reference."""
    told: dict[str, Any] = {
        "number": row.number,
        "category": row.category,
        "type": row.type,
        "description": screen.clean(row.description, "description", row.number),
        "unit": screen.clean(row.unit, "unit") if row.unit else None,
        "measures": [screen.clean(text, "measures", row.number) for text in row.measures],
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "state": row.state,
    }
    return {"ref": row.ref, **{name: value for name, value in told.items() if name in columns}}


def changes_since(before: Snapshot | None, after: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what is new, gone or changed against the snapshot published *before*."""
    if before is None:
        return []
    old = {issue["ref"]: issue for issue in before["issues"]}
    new = {issue["ref"]: issue for issue in after}
    told: list[dict[str, Any]] = []
    for ref, issue in new.items():
        if ref not in old:
            told.append({"ref": ref, "change": "new"})
        else:
            told += _differences(ref, old[ref], issue)
    return told + [{"ref": ref, "change": "gone"} for ref in old if ref not in new]


def _differences(ref: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what differs; what was wrong in a text may be why it was corrected, so it is not said again."""
    for field in new:
        if old.get(field) != new[field]:
            before = None if field in FREE_TEXTS else old.get(field)
            yield {"ref": ref, "change": "changed", "field": field, "from": before, "to": new[field]}


def weekly(days: Iterable[tuple[date, date | None]], as_of: date) -> list[dict[str, Any]]:
    """Return how many issues stood on the list and how many were closed at the end of each week.

    Args:
        days: for each issue when it was listed and when closed.
    """
    known = list(days)
    if not known:
        return []
    end = _sunday(min(opened for opened, _closed in known))
    told = []
    while True:
        day = min(end, as_of)
        told.append(
            {
                "day": day.isoformat(),
                "listed": sum(opened <= day for opened, _closed in known),
                "closed": sum(closed is not None and closed <= day for _opened, closed in known),
            }
        )
        if day == as_of:
            return told
        end += timedelta(7)


def _sunday(day: date) -> date:
    return day + timedelta(6 - day.weekday())


def frozen(snapshot: Snapshot) -> tuple[str, str]:
    """Return the canonical text of a snapshot and its SHA-256."""
    text = canonical(snapshot)
    return text, sha256(text.encode()).hexdigest()
