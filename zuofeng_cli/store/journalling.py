"""Appending to the journal: every event continues the chain and knows the command it belongs to."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, insert, select, update

from zuofeng_cli.rules.clock import ClockBack, clock_back
from zuofeng_cli.rules.doubts import Doubt
from zuofeng_cli.rules.journal import GENESIS, Changes, chained, seal, timestamp
from zuofeng_cli.rules.plan import Plan
from zuofeng_cli.rules.stages import OutOfStage, out_of_stage
from zuofeng_cli.store.bulk import Rows
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.history import Command, History
from zuofeng_cli.store.models import COMMAND, EVENT

_COLUMNS = ("seq", "action", "number", "changes", "prev_hash", "hash")


class Journalling(History):
    """The journal, open for appending in one transaction."""

    def __init__(self, connection: Connection, context: Context, year: int, plan: Plan) -> None:
        super().__init__(connection, year, plan)
        self.actor = context.actor
        self.today = context.today(plan.zone)
        self.at = timestamp(context.moment(plan.zone))
        self._seq, self._head, self._last_at = 0, GENESIS, self.at
        self._done: set[str] = set()
        self.doubts: list[Doubt] = []
        """What the action wants said once it is committed."""
        newest = select(EVENT.c.seq, EVENT.c.hash, EVENT.c.at).order_by(EVENT.c.seq.desc()).limit(1)
        for seq, head, at in connection.execute(newest):
            self._seq, self._head, self._last_at = seq, head, at
        self.first_event = self._seq + 1
        """The first event that this command writes, if it writes any."""

    def end_command(self) -> None:
        """Keep which events this command has written, so that it can be undone as a whole."""
        if self._seq >= self.first_event:
            row = {"first_event": self.first_event, "last_event": self._seq}
            self._connection.execute(insert(COMMAND).values(**row))

    def mark_undone(self, command: Command) -> None:
        """Keep that this command takes *command* back."""
        this = COMMAND.c.first_event == command.first_event
        self._connection.execute(update(COMMAND).where(this).values(undone_by=self.first_event))

    def clock_back(self) -> list[ClockBack]:
        """Return the days, if this command wrote in the name of an earlier day than the entry before."""
        if self._seq < self.first_event or self.at >= self._last_at:
            return []
        found = clock_back(self.at, self._last_at, self.plan.zone)
        return [found] if found else []

    def out_of_stage(self) -> list[OutOfStage]:
        """Return what this command did outside the stages it belongs to."""
        staged = {action for stage in self.plan.stages for action in stage.actions}
        done = sorted(self._done & staged)
        found = (out_of_stage(action, self.stages, self.today) for action in done)
        return [outside for outside in found if outside]

    def _sealed(self, said: Iterable[tuple[str, int, bytes]], reason: str | None = None) -> Rows:
        """Return the rows of the next events, each said by action, issue and canonical changes in UTF-8."""
        made_by = {"at": self.at, "actor": self.actor} | ({} if reason is None else {"reason": reason})
        rows = list(chained(said, seq=self._seq, prev_hash=self._head, **made_by))
        if rows:
            self._seq, *_, self._head = rows[-1]
        self._done |= {action for _seq, action, *_ in rows}
        return Rows("event", _COLUMNS, rows, made_by, encoded="changes")

    def _append(self, action: str, changes: Changes) -> None:
        """Append an event about the registers."""
        if not changes:
            return
        event = seal(
            seq=self._seq + 1,
            at=self.at,
            actor=self.actor,
            action=str(action),
            number=None,
            changes=changes,
            reason=None,
            prev_hash=self._head,
        )
        self._seq, self._head = event.seq, event.hash
        self._done.add(event.action)
        self._connection.execute(insert(EVENT), [asdict(event)])
