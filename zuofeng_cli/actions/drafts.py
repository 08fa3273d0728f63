"""From what was written to an issue: names, words and dates of one draft are looked up in the ledger.

The same draft comes from the command line and from a row of a file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from zuofeng_cli.actions.dates import Dates
from zuofeng_cli.errors import EmptyText, NameNotFound, NamesSeveral, ZuofengError
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.labels import read_code, read_term
from zuofeng_cli.rules.codes import IssueType
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.parts import Measure, ProgressNote
from zuofeng_cli.rules.registers import Owner, Unit, find_owner, find_unit
from zuofeng_cli.rules.text import clean
from zuofeng_cli.store.ledger import Book
from zuofeng_cli.words import N_

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One issue as written; every field is the clerk's text. The field names are the import fields."""

    external_no: str | None = None
    description: str | None = None
    category: str | None = None
    source: str | None = None
    unit: str | None = None
    cooperating: str | None = None
    leader: str | None = None
    owner: str | None = None
    measure: str | None = None
    target: str | None = None
    type: str | None = None
    deadline: str | None = None
    found_on: str | None = None
    focus: str | None = None
    progress: str | None = None
    remark: str | None = None


FIELDS = tuple(field.name for field in fields(Draft))


class DraftFaults(Exception):
    """What is wrong with a draft: (field, error) for each fault."""

    def __init__(self, faults: list[tuple[str, ZuofengError]]) -> None:
        super().__init__(faults)
        self.faults = faults


class _Attempts:
    """Reads field after field and keeps what went wrong."""

    def __init__(self) -> None:
        self.faults: list[tuple[str, ZuofengError]] = []

    def read(self, field: str, read: Callable[[str], T], given: str | None) -> T | None:
        try:
            return read(given) if given else None
        except ZuofengError as error:
            self.faults.append((field, error))
            return None

    def raise_if_any(self) -> None:
        if self.faults:
            raise DraftFaults(self.faults)


class Resolver:
    """Turns drafts into issues; keeps what it has looked up, for files of many rows.

    Args:
        register: add unknown units and owners to the registers instead of refusing them.
        default_unit: the responsible unit where a draft names none.
    """

    def __init__(self, book: Book, *, register: bool = False, default_unit: str | None = None) -> None:
        self._book = book
        self._register = register
        self._default_unit = default_unit
        self._dates = Dates(book)
        self._units: dict[str, Unit] = {}
        self._owners: dict[tuple[str, int | None], Owner] = {}
        self._words: dict[tuple[str, str], str] = {}
        self._separator = vocabulary().unit_separator
        self._groups = vocabulary().groups
        self.registered = 0

    def issue(self, draft: Draft, number: int, **more: Any) -> Issue:
        """Return the issue that *draft* describes, as newly listed, with *more* fields set.

        Raises:
            DraftFaults: everything that is wrong with it.
        """
        attempts = _Attempts()
        for field in ("description", "category"):
            if not getattr(draft, field):
                attempts.faults.append((field, EmptyText(field=field)))
        known = {**self._read_words(draft, attempts), **self._read_dates(draft, attempts)}
        lead, partners = self._split(draft.unit or self._default_unit, draft.cooperating)
        for field, name in (("unit", lead), *(("cooperating", partner) for partner in partners)):
            if name and name_key(name) in self._groups:
                attempts.faults.append((field, NamesSeveral(given=name)))
        if self._register:
            attempts.raise_if_any()  # what is left out registers nothing
        known |= self._find_people(draft, lead, partners, attempts)
        attempts.raise_if_any()
        return Issue(
            number=number,
            description=draft.description or "",
            external_no=draft.external_no,
            target=draft.target,
            remark=draft.remark,
            opened_on=self._book.today,
            measures=tuple(Measure(line) for line in (draft.measure or "").split("\n") if line.strip()),
            progress=(ProgressNote(self._book.today, draft.progress),) if draft.progress else (),
            **known,
            **more,
        )

    def _read_words(self, draft: Draft, attempts: "_Attempts") -> dict[str, Any]:
        category = attempts.read("category", lambda text: self._word("category", text), draft.category)
        source = attempts.read("source", lambda text: self._word("source", text), draft.source)
        focus = attempts.read("focus", lambda text: self._word("focus", text), draft.focus)
        own = self._book.plan.sources[0].code  # what the plan names first
        return {"category": category or "", "source": source or own, "focus": focus}

    def _read_dates(self, draft: Draft, attempts: "_Attempts") -> dict[str, Any]:
        """Return type and dates; a type may bring a deadline, and a deadline may name a type."""
        today = self._book.today
        found_on = attempts.read("found_on", lambda text: self._dates.read(text, today).day, draft.found_on)
        base = found_on or today
        issue_type = attempts.read("type", self._type, draft.type)
        deadline = attempts.read("deadline", lambda text: self._dates.read(text, base), draft.deadline)
        if deadline and issue_type is None:
            issue_type = deadline.type
        if not draft.deadline and issue_type:
            deadline = self._dates.of_type(issue_type, base)
        return {
            "type": issue_type or IssueType.LIMITED,
            "found_on": found_on,
            "deadline": deadline.day if deadline else None,
            "deadline_original": deadline.day if deadline else None,
            "deadline_text": draft.deadline,
            "deadline_provisional": deadline.provisional if deadline else False,
        }

    def _find_people(
        self, draft: Draft, lead: str | None, partners: Sequence[str], attempts: "_Attempts"
    ) -> dict[str, Any]:
        unit = attempts.read("unit", self.unit, lead)
        cooperating = [attempts.read("cooperating", self.unit, partner) for partner in partners]
        unit_id = unit.id if unit else None
        owner = attempts.read("owner", lambda text: self.owner(text, unit_id), draft.owner)
        leader = attempts.read("leader", lambda text: self.owner(text, unit_id), draft.leader)
        others = [partner.id for partner in cooperating if partner and partner.id != unit_id]
        return {
            "unit_id": unit_id,
            "owner_id": owner.id if owner else None,
            "leader_id": leader.id if leader else None,
            "cooperating": tuple(dict.fromkeys(others)),
        }

    def unit(self, given: str) -> Unit:
        """Return the unit called *given*, registering it where that was asked for."""
        known = self._units.get(given)
        if known is None:
            known = self._units[given] = self._find_unit(given)
        return known

    def _find_unit(self, given: str) -> Unit:
        try:
            return find_unit(given, self._book.units)
        except NameNotFound:
            if not self._register:
                raise
            self.registered += 1
            return self._book.add_unit(Unit(0, given))

    def owner(self, given: str, unit_id: int | None) -> Owner:
        """Return the person called *given*, of this unit where there are namesakes."""
        known = self._owners.get((given, unit_id))
        if known is None:
            known = self._owners[given, unit_id] = self._find_owner(given, unit_id)
        return known

    def _find_owner(self, given: str, unit_id: int | None) -> Owner:
        if self._register and unit_id is not None:
            of_unit = [owner for owner in self._book.owners if owner.unit_id == unit_id]
            try:
                return find_owner(given, of_unit, self._book.units)
            except NameNotFound:
                self.registered += 1
                return self._book.add_owner(Owner(0, given, unit_id))
        return find_owner(given, self._book.owners, self._book.units, unit_id)

    def _split(self, lead: str | None, partners: str | None) -> tuple[str | None, list[str]]:
        """Return the lead unit and the others of a cell that may name several."""
        if not lead:
            return None, self._names(partners)
        names = [lead] if self._is_registered(lead) else self._names(lead)
        mark = vocabulary().lead_mark
        led = [match[1] for name in names if (match := mark.match(name))]
        plain = [match[1] if (match := mark.match(name)) else name for name in names]
        first = led[0] if led else plain[0]
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

    def _type(self, given: str) -> IssueType:
        return IssueType(self._word("type", given))

    def _word(self, kind: str, given: str) -> str:
        known = self._words.get((kind, given))
        if known is None:
            plan = self._book.plan
            if kind == "type":
                known = read_code(given, IssueType, N_("type"), vocabulary().words["type"]).value
            elif kind == "category":
                known = read_term(given, plan.categories, N_("category")).code
            elif kind == "focus":
                known = read_term(given, plan.focus_areas, N_("focus area")).code
            else:
                known = read_term(given, plan.sources, N_("source")).code
            self._words[kind, given] = known
        return known


def draft_of(cells: Mapping[str, str | None]) -> Draft:
    """Return the draft that *cells* (by field) make, cleaned; what is blank becomes None."""
    return Draft(**{name: clean(cell) or None for name, cell in cells.items() if cell})


def required_text(field: str, text: str) -> str:
    """Return *text* cleaned.

    Raises:
        EmptyText: nothing is left.
    """
    kept = clean(text)
    if not kept:
        raise EmptyText(field=field)
    return kept


def resolve(book: Book, draft: Draft, number: int) -> Issue:
    """Return the issue a single draft describes; the first fault is raised as it is."""
    try:
        return Resolver(book).issue(draft, number)
    except DraftFaults as error:
        raise error.faults[0][1] from error


def cooperating_ids(book: Book, names: Sequence[str], lead_id: int | None) -> tuple[int, ...]:
    """Return the ids of cooperating units, without the lead unit and without repeats."""
    found = [find_unit(name, book.units).id for name in names]
    return tuple(dict.fromkeys(unit_id for unit_id in found if unit_id != lead_id))
