"""What the writer looks up in the journal: who did what, and what a command has changed."""

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, select

from zuofeng_cli.rules.codes import Action, State
from zuofeng_cli.rules.journal import UNDO, Changes
from zuofeng_cli.store.lookups import Lookups
from zuofeng_cli.store.models import COMMAND, EVENT, ISSUE
from zuofeng_cli.store.plain_sql import ask

_TAKEN_BACK = """
SELECT first_event, last_event FROM command WHERE undone_by IS NOT NULL
UNION ALL
SELECT first_event, last_event FROM import_batch WHERE undone_on IS NOT NULL AND first_event IS NOT NULL
"""
_STEPS = "SELECT seq, changes FROM event WHERE number = :number AND action <> :undo ORDER BY seq"
BEGINNING = 1
"""The event that made the ledger; a command that begins with it is what was written before any was kept."""


class Command(NamedTuple):
    """The events that one command wrote."""

    first_event: int
    last_event: int


class Entered(NamedTuple):
    """One event as undoing looks at it; *number* is None for the registers."""

    action: str
    number: int | None
    changes: Changes


class History(Lookups):
    """The journal as the writer sees it."""

    def standing(self, number: int) -> Iterator[Changes]:
        """Yield what each event of issue *number* changed, leaving out what was taken back."""
        gone = ask(self._connection, _TAKEN_BACK)
        for seq, said in ask(self._connection, _STEPS, number=number, undo=UNDO):
            if not any(first <= seq <= last for first, last in gone):
                yield json.loads(said)

    def changes_between(self, first: int, last: int) -> dict[int, list[Changes]]:
        """Return what the events from *first* to *last* changed, by issue and in their order."""
        query = (
            select(EVENT.c.number, EVENT.c.changes)
            .where(EVENT.c.seq.between(first, last), EVENT.c.number.is_not(None))
            .order_by(EVENT.c.seq)
        )
        found: dict[int, list[Changes]] = {}
        for number, changes in self._connection.execute(query):
            found.setdefault(number, []).append(json.loads(changes))
        return found

    def touched_since(self, first: int, last: int, leaving_out: Collection[str], *, batch: int) -> list[int]:
        """Return the issues of the events from *first* to *last* that somebody has changed or built on since.

        Args:
            leaving_out: actions that do not count, and neither does what was taken back.
            batch: the import that wrote them; what it has listed and was cancelled since is gone anyhow.
        """
        then = EVENT.alias("then")
        of_these = select(then.c.number).where(then.c.seq.between(first, last), then.c.number.is_not(None))
        is_gone = exists().where(
            ISSUE.c.number == EVENT.c.number,
            ISSUE.c.state == State.CANCELLED.value,
            ISSUE.c.batch_id == batch,
        )
        changed = select(EVENT.c.number).where(
            ~is_gone,
            EVENT.c.seq > last,
            EVENT.c.number.in_(of_these),
            EVENT.c.action.not_in(leaving_out),
            ~_is_undone(),
        )
        merging = (EVENT.c.number == ISSUE.c.number) & (EVENT.c.action == Action.MERGE.value)
        built_on = (
            select(ISSUE.c.merged_into)
            .join(EVENT, merging & (EVENT.c.seq > last))
            .where(ISSUE.c.merged_into.in_(of_these))
        )
        return sorted(set(self._connection.execute(changed.union(built_on)).scalars()))

    def last_command(self, actor: str) -> Command | None:
        """Return the last command of *actor* that was not taken back and is no taking back itself.

        An import all of whose files were taken back one by one is taken back, too.
        """
        from zuofeng_cli.store.setting_models import BATCH

        last = EVENT.alias("last")
        batches = exists().where(BATCH.c.first_event.between(COMMAND.c.first_event, COMMAND.c.last_event))
        standing = batches.where(BATCH.c.undone_on.is_(None))
        taking_back = select(COMMAND.c.undone_by).where(COMMAND.c.undone_by.is_not(None))
        query = (
            select(COMMAND.c.first_event, COMMAND.c.last_event)
            .join(EVENT, EVENT.c.seq == COMMAND.c.first_event)
            .join(last, last.c.seq == COMMAND.c.last_event)
            .where(EVENT.c.actor == actor, COMMAND.c.undone_by.is_(None), COMMAND.c.first_event > BEGINNING)
            .where(COMMAND.c.first_event.not_in(taking_back))
            .where(last.c.action != UNDO, ~batches | standing)
            .order_by(COMMAND.c.first_event.desc())
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        return Command(*row) if row else None

    def batches_of(self, command: Command) -> list[int]:
        """Return the imports that a command made and that still stand."""
        from zuofeng_cli.store.setting_models import BATCH

        query = select(BATCH.c.id).where(BATCH.c.first_event.between(*command), BATCH.c.undone_on.is_(None))
        return list(self._connection.execute(query.order_by(BATCH.c.id)).scalars())

    def events_of(self, command: Command) -> list[Entered]:
        """Return the events of a command, in their order."""
        return self._entered(EVENT.c.seq.between(*command))

    def events_since(self, command: Command) -> list[Entered]:
        """Return what still stands of the events after a command, on its issues or on the registers."""
        own = EVENT.alias("own")
        of_these = select(own.c.number).where(own.c.seq.between(*command), own.c.number.is_not(None))
        return self._entered(
            EVENT.c.seq > command.last_event,
            EVENT.c.action != UNDO,
            ~_is_undone(),
            EVENT.c.number.is_(None) | EVENT.c.number.in_(of_these),
        )

    def _entered(self, *conditions: ColumnElement[bool]) -> list[Entered]:
        query = select(EVENT.c.action, EVENT.c.number, EVENT.c.changes).where(*conditions)
        rows = self._connection.execute(query.order_by(EVENT.c.seq))
        return [Entered(action, number, json.loads(changes)) for action, number, changes in rows]

    def built_on(self, command: Command) -> set[int]:
        """Return the other issues that have since recurred from, or were merged into, those of a command."""
        own = EVENT.alias("own")
        of_these = select(own.c.number).where(own.c.seq.between(*command), own.c.number.is_not(None))
        query = (
            select(ISSUE.c.number)
            .join(EVENT, EVENT.c.number == ISSUE.c.number)
            .where(EVENT.c.seq > command.last_event, ~_is_undone())
            .where(
                (EVENT.c.action == Action.MERGE.value) & ISSUE.c.merged_into.in_(of_these)
                | EVENT.c.action.in_(("open", "import")) & ISSUE.c.recurrence_of.in_(of_these)
            )
        )
        return set(self._connection.execute(query).scalars())

    def came_from(self, origins: Collection[str]) -> list[int]:
        """Return the issues that came from these paths of the registers, or that they propose to reopen."""
        query = select(ISSUE.c.number).where(ISSUE.c.origin.in_(origins) | ISSUE.c.proposal.in_(origins))
        return sorted(self._connection.execute(query).scalars())


def _is_undone() -> ColumnElement[bool]:
    """Return the condition that an event was taken back with its command or its import."""
    from zuofeng_cli.store.setting_models import BATCH

    command = exists().where(
        COMMAND.c.undone_by.is_not(None),
        EVENT.c.seq.between(COMMAND.c.first_event, COMMAND.c.last_event),
    )
    batch = exists().where(
        BATCH.c.undone_on.is_not(None), EVENT.c.seq.between(BATCH.c.first_event, BATCH.c.last_event)
    )
    return command | batch
