"""What register entries are called: by number where a list shows it, else by whom or what they are about."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from zuofeng_cli.labels import entry_words
from zuofeng_cli.rules.entries import KINDS, Entry
from zuofeng_cli.rules.journal import Changes
from zuofeng_cli.store.ledger import Book

_UNNUMBERED = ("accounted_issue", "checklist_answer", "commendation", "drawn_issue", "member", "stage_dates")
"""Kinds whose numbers no list shows."""


class EntryNames:
    """The entries of an open book, by their paths in the journal, like ``visit.3``.

    Args:
        changes: what events have changed that may have struck some of them.
    """

    def __init__(self, book: Book, changes: Iterable[Changes] = ()) -> None:
        self._book = book
        self._struck = {path: old for change in changes for path, (old, new) in change.items() if new is None}
        self._read: dict[str, dict[int, Entry]] = {}

    def words(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return what the entries at *paths* are called, each name once."""
        return tuple(dict.fromkeys(entry_words(path, self._name(path)) for path in paths))

    def _name(self, path: str) -> str | None:
        """Return whom or what an entry is about; None where its number names it."""
        kind, _point, number = path.partition(".")
        if kind == "unit":
            return self._units.get(int(number))
        if kind == "owner":
            return self._persons.get(int(number))
        if kind not in _UNNUMBERED:
            return None
        person, issue, unit, stage = (
            self._value(path, field) for field in ("owner_id", "number", "unit_id", "stage")
        )
        if issue and not person:
            return self._book.ref(issue)
        return self._persons.get(person) or self._units.get(unit) or self._stages.get(stage)

    def _value(self, path: str, field: str) -> Any:
        kind, _point, number = path.partition(".")
        if kind not in self._read:
            register: type[Any] = KINDS[kind]
            self._read[kind] = {each.id: each for each in self._book.entries(register)}
        entry = self._read[kind].get(int(number))
        return getattr(entry, field, None) if entry else self._struck.get(f"{path}.{field}")

    @cached_property
    def _units(self) -> dict[int | None, str]:
        return {unit.id: unit.name for unit in self._book.units}

    @cached_property
    def _persons(self) -> dict[int | None, str]:
        return {owner.id: owner.name for owner in self._book.owners}

    @cached_property
    def _stages(self) -> dict[str | None, str]:
        return {stage.code: stage.label for stage in self._book.plan.stages}
