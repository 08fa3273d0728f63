"""Whom a text names: units and persons looked up in the registers, or registered where that was asked for."""

from collections.abc import Iterable

from zuofeng_cli.errors.lookup import NameNotFound
from zuofeng_cli.errors.rules import PersonsSeveral
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.registers import Owner, Unit, find_owner, find_unit
from zuofeng_cli.store.ledger import Book


class Named:
    """Finds the units and persons that the rows of a file name.

    Args:
        register: add unknown units and owners to the registers instead of refusing them.
    """

    def __init__(self, book: Book, *, register: bool = False) -> None:
        self._book = book
        self._register = register
        self._separator = vocabulary().unit_separator
        self.registered: list[str] = []

    def unit(self, given: str) -> Unit:
        """Return the unit called *given*, registering it where that was asked for."""
        try:
            return find_unit(given, self._book.units)
        except NameNotFound:
            if not self._register:
                raise
            self.registered.append(given)
            return self._book.add_unit(Unit(0, given))

    def owner(self, given: str, unit_id: int | None) -> Owner:
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

    def split(self, lead: str | None, partners: str | None) -> tuple[str | None, list[str]]:
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


def cooperating_ids(book: Book, names: Iterable[str], lead_id: int | None) -> tuple[int, ...]:
    """Return the ids of cooperating units, without the lead unit and without repeats."""
    found = [find_unit(name, book.units).id for name in names]
    return tuple(dict.fromkeys(unit_id for unit_id in found if unit_id != lead_id))
