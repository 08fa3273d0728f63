"""From what was written to an issue: words, dates and names of a draft are read, those of many rows once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from zuofeng_cli.actions.dates import Dates
from zuofeng_cli.actions.drafts import ERRORS, FIELDS, Draft, DraftFaults, Fault, measures_of
from zuofeng_cli.actions.naming import Named
from zuofeng_cli.actions.said import Said, SaidRows
from zuofeng_cli.actions.shared import Shared, as_new
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.files import CellInError
from zuofeng_cli.errors.rules import NamesSeveral
from zuofeng_cli.errors.usage import EmptyText
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.codes import IssueType
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Record, record_of
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.parts import Measure, ProgressNote
from zuofeng_cli.rules.plan import Term
from zuofeng_cli.store.ledger import Book
from zuofeng_cli.typed_words import read_code, read_term
from zuofeng_cli.words import N_

T = TypeVar("T")
REMEMBERED = 20_000
"""So many different readings are kept; the next one starts afresh, so that memory stays bounded."""


class Reading(NamedTuple):
    """What some fields of a draft say: fields of the issue, the same as a record, and what is wrong."""

    values: dict[str, Any]
    record: Record
    faults: tuple[Fault, ...]


_UNREAD = Reading({}, {}, ())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a file says for all its rows.

    Attributes:
        unit: the responsible unit where a row names none.
        filled_on: the day the file was filled in; relative deadlines count from it.
        date_1904: its numbers for days count from 1904.
    """

    unit: str | None = None
    filled_on: str | None = None
    date_1904: bool = False


class Resolver:
    """Turns drafts into issues; keeps what it has looked up, for files of many rows.

    Args:
        register: add unknown units and owners to the registers instead of refusing them.
        batch: the import that lists them.
    """

    def __init__(
        self,
        book: Book,
        *,
        register: bool = False,
        surroundings: Surroundings | None = None,
        batch: int | None = None,
    ) -> None:
        surroundings = surroundings or Surroundings()
        self._book = book
        self._register = register
        self._named = Named(book, register=register)
        self._default_unit = surroundings.unit
        self._dates = Dates(book, date_1904=surroundings.date_1904)
        self._base = book.today
        if surroundings.filled_on:
            self._base = self._dates.read(surroundings.filled_on, book.today).day
        self._readings: dict[tuple[str | None, ...], Reading] = {}
        self._groups = vocabulary().groups
        self._as_new = as_new(book.today, batch)
        self._shared: dict[tuple[str | None, ...], Shared] = {}

    @property
    def registered(self) -> list[str]:
        """The units and persons that were added to the registers."""
        return self._named.registered

    def issue(self, draft: Draft, number: int) -> Issue:
        """Return the issue that *draft* describes, as newly listed.

        Raises:
            DraftFaults: everything that is wrong with it.
        """
        readings, faults = self._read(draft)
        if faults:
            raise DraftFaults(faults)
        values = {name: value for reading in readings for name, value in reading.values.items()}
        return Issue(
            number=number,
            description=draft.description or "",
            external_no=draft.external_no,
            target=draft.target,
            remark=draft.remark,
            opened_on=self._book.today,
            measures=tuple(map(Measure, measures_of(draft.measure))),
            progress=(ProgressNote(self._book.today, draft.progress),) if draft.progress else (),
            **values,
        )

    def read_each(self, said: SaidRows) -> list[Shared | Sequence[Fault]]:
        """Return for each row what it says that others say too, or what is wrong with it.

        Nothing is said yet of a row that was exported: it is held against its issue.
        """
        read: list[Any] = list(map(self._shared.get, said.shared))
        for at, (known, paths, ref) in enumerate(zip(read, said.paths, said.ref, strict=True)):
            if ref:
                read[at] = ()
            elif known is None or not paths:
                read[at] = self._read_row(said.row(at))
        return read

    def _read_row(self, row: Said) -> Shared | Sequence[Fault]:
        known = self._shared.get(row.shared)
        if known is None or not row.paths:
            try:
                known = self.check(row.draft)
            except DraftFaults as error:
                return error.faults
            if len(self._shared) >= REMEMBERED:
                self._shared.clear()
            self._shared[row.shared] = known
        return known

    def check(self, draft: Draft) -> Shared:
        """Return what *draft* says apart from its own texts.

        Raises:
            DraftFaults: everything that is wrong with it.
        """
        readings, faults = self._read(draft)
        if faults:
            raise DraftFaults(faults)
        return Shared(
            self._as_new | {path: value for reading in readings for path, value in reading.record.items()}
        )

    def _read(self, draft: Draft) -> tuple[tuple[Reading, Reading, Reading], list[Fault]]:
        """Return what the draft says, group by group, and everything that is wrong with it."""
        faults: list[Fault] = []
        for field in ("description", "category"):
            if not getattr(draft, field):
                faults.append((field, EmptyText(field=field)))
        for field, text in zip(FIELDS, draft, strict=True):
            if text in ERRORS:
                faults.append((field, CellInError(given=text)))
        if any(isinstance(fault, CellInError) for _field, fault in faults):
            return (_UNREAD,) * 3, faults
        words = self._reading(self._read_words, draft.category, draft.source, draft.focus)
        dates = self._reading(self._read_dates, draft.type, draft.deadline, draft.found_on)
        faults += (*words.faults, *dates.faults)
        if self._register and faults:  # what is left out registers nothing
            return (words, dates, words), faults
        people = self._reading(
            self._read_people, draft.unit or self._default_unit, draft.cooperating, draft.leader, draft.owner
        )
        return (words, dates, people), [*faults, *people.faults]

    def _reading(self, read: Callable[..., dict[str, Any]], *given: str | None) -> Reading:
        """Return what *read* makes of the texts *given*, from memory where they were met before."""
        key = (read.__name__, *given)
        known = self._readings.get(key)
        if known is None:
            attempts = _Attempts()
            values = read(attempts, *given)
            if len(self._readings) >= REMEMBERED:
                self._readings.clear()
            known = self._readings[key] = Reading(values, record_of(values), tuple(attempts.faults))
        return known

    def _read_words(
        self, attempts: "_Attempts", category: str | None, source: str | None, focus: str | None
    ) -> dict[str, Any]:
        plan = self._book.plan

        def read(field: str, given: str | None, terms: Sequence[Term], kind: str) -> str | None:
            return attempts.read(field, lambda text: read_term(text, terms, kind).code, given)

        own = plan.sources[0].code  # what the plan names first
        return {
            "category": read("category", category, plan.categories, N_("category")) or "",
            "source": read("source", source, plan.sources, N_("source")) or own,
            "focus": read("focus", focus, plan.focus_areas, N_("focus area")),
        }

    def _read_dates(
        self, attempts: "_Attempts", type_: str | None, deadline_: str | None, found_on_: str | None
    ) -> dict[str, Any]:
        """Return type and dates; a type may bring a deadline, and a deadline may name a type."""
        found_on = attempts.read("found_on", lambda text: self._dates.read(text, self._base).day, found_on_)
        base = found_on or self._base
        issue_type = attempts.read("type", read_type, type_)
        deadline = attempts.read("deadline", lambda text: self._dates.read(text, base), deadline_)
        if deadline and issue_type is None:
            issue_type = deadline.type
        if not deadline_ and issue_type:
            deadline = self._dates.of_type(issue_type, base)
        return {
            "type": issue_type or IssueType.LIMITED,
            "found_on": found_on,
            "deadline": deadline.day if deadline else None,
            "deadline_original": deadline.day if deadline else None,
            "deadline_text": deadline_,
            "deadline_provisional": deadline.provisional if deadline else False,
        }

    def _read_people(
        self,
        attempts: "_Attempts",
        unit_: str | None,
        cooperating_: str | None,
        leader_: str | None,
        owner_: str | None,
    ) -> dict[str, Any]:
        lead, partners = self._named.split(unit_, cooperating_)
        named = [("unit", lead), *(("cooperating", partner) for partner in partners)]
        for field, name in named:
            if name and name_key(name) in self._groups:
                attempts.faults.append((field, NamesSeveral(given=name)))
                return {}
        unit = attempts.read("unit", self._named.unit, lead)
        cooperating = [attempts.read("cooperating", self._named.unit, partner) for partner in partners]
        unit_id = unit.id if unit else None
        owner = attempts.read("owner", lambda text: self._named.owner(text, unit_id), owner_)
        leader = attempts.read("leader", lambda text: self._named.owner(text, unit_id), leader_)
        others = [partner.id for partner in cooperating if partner and partner.id != unit_id]
        return {
            "unit_id": unit_id,
            "owner_id": owner.id if owner else None,
            "leader_id": leader.id if leader else None,
            "cooperating": tuple(dict.fromkeys(others)),
        }


class _Attempts:
    """Reads field after field and keeps what went wrong."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, field: str, read: Callable[[str], T], given: str | None) -> T | None:
        try:
            return read(given) if given else None
        except ZuofengError as error:
            self.faults.append((field, error))
            return None


def read_type(given: str) -> IssueType:
    """Return the type of issue that *given* names.

    Raises:
        UnknownWord: lists what may be written.
    """
    return read_code(given, IssueType, N_("type"), vocabulary().words["type"])


def resolve(book: Book, draft: Draft, number: int) -> Issue:
    """Return the issue a single draft describes; the first fault is raised as it is."""
    try:
        return Resolver(book).issue(draft, number)
    except DraftFaults as error:
        raise error.faults[0][1] from error
