"""From what was written to an issue: names, words and dates of a draft are looked up in the ledger."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from zuofeng_cli.actions.dates import Dates
from zuofeng_cli.actions.drafts import FIELDS, Draft, DraftFaults, Fault
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.files import CellInError
from zuofeng_cli.errors.lookup import NameNotFound
from zuofeng_cli.errors.rules import NamesSeveral, PersonsSeveral
from zuofeng_cli.errors.usage import EmptyText
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.labels import read_code, read_term
from zuofeng_cli.rules.codes import IssueType
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.journal import Common, Record, flatten, record_of
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.parts import Measure, ProgressNote
from zuofeng_cli.rules.plan import Term
from zuofeng_cli.rules.registers import Owner, Unit, find_owner, find_unit
from zuofeng_cli.store.ledger import Book
from zuofeng_cli.words import N_

T = TypeVar("T")
ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
"""What a spreadsheet shows where a formula has failed."""

REMEMBERED = 20_000
"""So many different readings are kept; the next one starts afresh, so that memory stays bounded."""

_OWN = ("external_no", "description", "measure", "target", "progress", "remark")
_SAID_BY_MANY = itemgetter(*(FIELDS.index(field) for field in FIELDS if field not in _OWN))


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
    """

    def __init__(
        self, book: Book, *, register: bool = False, surroundings: Surroundings | None = None
    ) -> None:
        surroundings = surroundings or Surroundings()
        self._book = book
        self._register = register
        self._default_unit = surroundings.unit
        self._dates = Dates(book, date_1904=surroundings.date_1904)
        self._base = book.today
        if surroundings.filled_on:
            self._base = self._dates.read(surroundings.filled_on, book.today).day
        self._readings: dict[tuple[str | None, ...], Reading] = {}
        self._separator = vocabulary().unit_separator
        self._groups = vocabulary().groups
        self._as_new = _as_new(book)
        self._commons: dict[tuple[str | None, ...], Common] = {}
        self.registered: list[str] = []

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
            measures=tuple(map(Measure, _measures(draft))),
            progress=(ProgressNote(self._book.today, draft.progress),) if draft.progress else (),
            **values,
        )

    def common(self, draft: Draft) -> Common:
        """Return what *draft* says that other rows of its file say too, as part of a new issue's record.

        Raises:
            DraftFaults: everything that is wrong with the draft.
        """
        said = _SAID_BY_MANY(draft)
        known = self._commons.get(said)
        if known is None or draft.description is None or draft.description in ERRORS:
            readings, faults = self._read(draft)
            if faults:
                raise DraftFaults(faults)
            if len(self._commons) >= REMEMBERED:
                self._commons.clear()
            record = self._as_new | {
                path: value for reading in readings for path, value in reading.record.items()
            }
            known = self._commons[said] = Common(record)
        return known

    def own(self, draft: Draft) -> Record:
        """Return what *draft* says for itself, as the other part of the record."""
        own: Record = {"description": draft.description}
        if draft.external_no:
            own["external_no"] = draft.external_no
        if draft.measure:
            for position, measure in enumerate(_measures(draft), 1):
                own[f"measures.{position}.text"] = measure
        if draft.progress:
            own["progress.1.noted_on"] = self._as_new["opened_on"]
            own["progress.1.text"] = draft.progress
        if draft.remark:
            own["remark"] = draft.remark
        if draft.target:
            own["target"] = draft.target
        return own

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
        lead, partners = self._split(unit_, cooperating_)
        named = [("unit", lead), *(("cooperating", partner) for partner in partners)]
        for field, name in named:
            if name and name_key(name) in self._groups:
                attempts.faults.append((field, NamesSeveral(given=name)))
                return {}
        unit = attempts.read("unit", self._unit, lead)
        cooperating = [attempts.read("cooperating", self._unit, partner) for partner in partners]
        unit_id = unit.id if unit else None
        owner = attempts.read("owner", lambda text: self._owner(text, unit_id), owner_)
        leader = attempts.read("leader", lambda text: self._owner(text, unit_id), leader_)
        others = [partner.id for partner in cooperating if partner and partner.id != unit_id]
        return {
            "unit_id": unit_id,
            "owner_id": owner.id if owner else None,
            "leader_id": leader.id if leader else None,
            "cooperating": tuple(dict.fromkeys(others)),
        }

    def _unit(self, given: str) -> Unit:
        """Return the unit called *given*, registering it where that was asked for."""
        try:
            return find_unit(given, self._book.units)
        except NameNotFound:
            if not self._register:
                raise
            self.registered.append(given)
            return self._book.add_unit(Unit(0, given))

    def _owner(self, given: str, unit_id: int | None) -> Owner:
        """Return the person called *given*, of this unit where there are namesakes."""
        if self._register and unit_id is not None:
            of_unit = [owner for owner in self._book.owners if owner.unit_id == unit_id]
            try:
                return find_owner(given, of_unit, self._book.units)
            except NameNotFound:
                self._one_person(given)
                self.registered.append(given)
                return self._book.add_owner(Owner(0, given, unit_id))
        try:
            return find_owner(given, self._book.owners, self._book.units, unit_id)
        except NameNotFound:
            self._one_person(given)
            raise

    def _one_person(self, given: str) -> None:
        """Refuse a cell that names several persons.

        Raises:
            PersonsSeveral: it does.
        """
        if vocabulary().person_separator.search(given):
            raise PersonsSeveral(given=given)

    def _split(self, lead: str | None, partners: str | None) -> tuple[str | None, list[str]]:
        """Return the lead unit and the others of a cell that may name several."""
        if not lead:
            return None, self._names(partners)
        names = [lead] if self._is_registered(lead) else self._names(lead)
        mark = vocabulary().lead_mark
        led = [match[1] for name in names if (match := mark.match(name))]
        plain = [match[1] if (match := mark.match(name)) else name for name in names]
        first = led[0] if led else plain[0] if plain else lead
        return first, [name for name in (*plain, *self._names(partners)) if name != first]

    def _is_registered(self, name: str) -> bool:
        """Whether a whole cell names one unit, although it holds a separator."""
        if not self._separator.search(name):
            return False
        try:
            find_unit(name, self._book.units)
        except NameNotFound:
            return False
        return True

    def _names(self, cell: str | None) -> list[str]:
        return [name.strip() for name in self._separator.split(cell or "") if name.strip()]


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


def _as_new(book: Book) -> Record:
    """Return what the records of all new issues have in common."""
    record = flatten(Issue(number=0, description="", category="", source="", opened_on=book.today))
    return {
        path: value
        for path, value in record.items()
        if path not in ("number", "description", "category", "source")
    }


def _measures(draft: Draft) -> list[str]:
    return [line for line in (draft.measure or "").split("\n") if line.strip()]


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


def cooperating_ids(book: Book, names: Iterable[str], lead_id: int | None) -> tuple[int, ...]:
    """Return the ids of cooperating units, without the lead unit and without repeats."""
    found = [find_unit(name, book.units).id for name in names]
    return tuple(dict.fromkeys(unit_id for unit_id in found if unit_id != lead_id))
