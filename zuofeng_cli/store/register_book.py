"""Writing the registers: units, persons, imports, profiles, working days and the entries of the practice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from zuofeng_cli.rules.entries import Entry, EntryT, kind_of
from zuofeng_cli.rules.journal import UNDO, Changes, changes_of, flatten, reverse
from zuofeng_cli.rules.registers import Batch, Owner, Unit
from zuofeng_cli.store.journalling import Journalling
from zuofeng_cli.store.register_rows import put_batch, put_owner, put_profile, put_unit, put_working_day


class RegisterBook(Journalling):
    """The registers, open for writing in one transaction."""

    def add_unit(self, unit: Unit) -> Unit:
        """Register a unit (its id is given here) and journal it."""
        return self._register_unit(
            None, replace(unit, id=1 + max((known.id for known in self.units), default=0))
        )

    def change_unit(self, before: Unit, after: Unit) -> Unit:
        """Change a registered unit and journal it."""
        return self._register_unit(before, after)

    def _register_unit(self, before: Unit | None, after: Unit) -> Unit:
        put_unit(self._connection, before, after)
        self._journal_register("unit", before, after)
        self.units = (*(unit for unit in self.units if unit.id != after.id), after)
        return after

    def add_owner(self, owner: Owner) -> Owner:
        """Register a person (the id is given here) and journal it."""
        return self._register_owner(
            None, replace(owner, id=1 + max((known.id for known in self.owners), default=0))
        )

    def change_owner(self, before: Owner, after: Owner) -> Owner:
        """Change a registered person and journal it."""
        return self._register_owner(before, after)

    def _register_owner(self, before: Owner | None, after: Owner) -> Owner:
        put_owner(self._connection, before, after)
        self._journal_register("owner", before, after)
        others = (owner for owner in self.owners if owner.id != after.id)
        self.owners = tuple(sorted((*others, after), key=lambda owner: owner.id))
        return after

    def _journal_register(self, kind: str, before: Unit | Owner | None, after: Unit | Owner) -> None:
        self._append(kind, changes_of(before, after, f"{kind}.{after.id}."))

    def enter(self, entry: EntryT, action: str | None = None) -> EntryT:
        """Add an entry to its register (its id is given here) and journal it."""
        return self.enter_all([entry], action)[0]

    def enter_all(self, entries: Sequence[EntryT], action: str | None = None) -> list[EntryT]:
        """Add entries of one kind to their register and journal them as one event."""
        from zuofeng_cli.store.entry_rows import next_id, put_entries

        kind = kind_of(type(entries[0]))
        first = next_id(self._connection, type(entries[0]))
        numbered: list[Any] = [replace(cast(Any, entry), id=at) for at, entry in enumerate(entries, first)]
        put_entries(self._connection, numbered)
        changes = [changes_of(None, entry, f"{kind}.{entry.id}.") for entry in numbered]
        self._append(action or kind, {path: change for each in changes for path, change in each.items()})
        return numbered

    def amend(self, before: EntryT, after: EntryT, action: str | None = None) -> EntryT:
        """Change an entry of a register and journal what changed."""
        from zuofeng_cli.store.entry_rows import change_entry

        kind = kind_of(type(after))
        change_entry(self._connection, after)
        self._append(action or kind, changes_of(before, after, f"{kind}.{after.id}."))
        return after

    def strike(self, entry: Entry, action: str | None = None) -> None:
        """Take an entry out of its register; the journal keeps it."""
        from zuofeng_cli.store.entry_rows import drop_entry

        kind = kind_of(type(entry))
        drop_entry(self._connection, entry)
        record = flatten(entry, f"{kind}.{entry.id}.")
        self._append(action or kind, {path: [value, None] for path, value in record.items()})

    def put_back(self, changes: Changes) -> None:
        """Bring the registers back to what they were before an event's *changes*, and journal it."""
        from zuofeng_cli.store.putting_back import put_back

        put_back(self._connection, changes)
        self._append(UNDO, reverse(changes))

    def users_of(self, path: str) -> tuple[list[int], list[str]]:
        """Return some issues and some register entries that name the entry at *path*, like ``unit.3``."""
        from zuofeng_cli.store.putting_back import users_of

        issues: list[int] = []
        entries: list[str] = []
        for is_issue, table, number in users_of(self._connection, path):
            if is_issue:
                issues.append(number)
            else:
                entries.append(f"{table}.{number}")
        return issues, entries

    def begin_batch(self, number: int, batch: Batch) -> None:
        """Make room for an import whose issues name it; its counts follow at the end."""
        put_batch(self._connection, number, None, replace(batch, first_event=self._seq + 1))

    def end_batch(self, number: int, batch: Batch) -> None:
        """Keep the counts of an import and journal them."""
        begun = self.batch(number)
        assert begun is not None
        ended = replace(batch, first_event=begun.first_event, last_event=self._seq)
        put_batch(self._connection, number, begun, ended)
        self._append("import", changes_of(None, ended, f"batch.{number}."))

    def change_batch(self, number: int, before: Batch, after: Batch, action: str) -> None:
        """Change what is kept of an import and journal it."""
        put_batch(self._connection, number, before, after)
        self._append(action, changes_of(before, after, f"batch.{number}."))

    def keep_snapshot(self, sha256: str, content: str) -> None:
        """Keep the contents of a publication by their hash, which the journal has; once is enough."""
        from zuofeng_cli.store.register_rows import put_snapshot

        put_snapshot(self._connection, sha256, content)

    def keep_profile(self, name: str, options: str | None) -> None:
        """Save how the files of a source are imported, as canonical JSON; None forgets it."""
        before = self.profile(name)
        put_profile(self._connection, name, options)
        if before != options:
            self._append("profile", {f"profile.{name}": [before, options]})

    def set_working_day(self, day: date, worked: bool) -> None:
        """Say that *day* is worked or not, whatever the announced holidays say."""
        before = self.calendar.overrides.get(day)
        put_working_day(self._connection, day, worked)
        if before is not worked:
            self._append("workday", {f"workday.{day.isoformat()}": [before, worked]})
