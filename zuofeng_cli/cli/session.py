"""The global options of one command line: where the ledger is, who acts, what day it is."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

import typer

from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.errors import ZuofengError
    from zuofeng_cli.rules.plan import Plan
    from zuofeng_cli.store.context import Context, Warned
    from zuofeng_cli.store.location import Location
    from zuofeng_cli.store.reader import Reader

DEFAULT_DB = "zuofeng.db"
YEARS = range(1950, 2150)
"""The years in which today may be set: a campaign lies well within, with all its deadlines."""


class Session(NamedTuple):
    """What the global options and the environment say."""

    db: str
    actor: str

    @property
    def location(self) -> "Location":
        """The place of the ledger."""
        from zuofeng_cli.store.location import locate

        return locate(self.db)

    def context(self) -> "Context":
        """Return the surroundings of a writing command, with the clock read now."""
        from zuofeng_cli.store.context import Context

        return Context(self.location, self.actor, datetime.now(UTC), today_set(), _heed)

    @contextmanager
    def reading(self, *, as_stored: bool = False) -> Iterator["Reader"]:
        """Open the ledger for a reading command; *as_stored* for what is to judge it."""
        from zuofeng_cli.store.reader import reading

        with reading(self.location, as_stored=as_stored) as reader:
            yield reader

    @contextmanager
    def reading_as_of(self, given: str | None) -> Iterator[tuple["Reader", date]]:
        """Open the ledger as it stood on the day of ``--as-of``; yield it with the day to judge it by.

        Raises:
            UnreadableDate: *given* is no date.
        """
        with self.reading() as reader:
            today = self.today(reader.plan)
            if not given:
                yield reader, today
                return
            from zuofeng_cli.store.past import as_of

            day = read_day_typed(given, reader, today)
            with as_of(reader, day) as past:
                yield past, day

    def today(self, plan: "Plan") -> date:
        """Return today in the plan's time zone."""
        return today_set() or datetime.now(plan.zone).date()


CURRENT: ContextVar[Session | None] = ContextVar("session", default=None)
"""The session of the command line now running, for who has to explain its failure."""


def damage() -> "ZuofengError | None":
    """Return what is wrong with the ledger of the command line, None where it can be read."""
    from zuofeng_cli.errors import ZuofengError
    from zuofeng_cli.errors.ledger import LedgerDamaged
    from zuofeng_cli.queries.soundness import first_unsound

    session = CURRENT.get()
    if session is None:
        return None
    try:
        with session.reading(as_stored=True) as reader:
            found = first_unsound(reader)
    except LedgerDamaged as error:
        return error
    except (ZuofengError, OSError):  # which the command would have said itself
        return None
    if found is None:
        return None
    detail = f"{found.where}: {_(found.message).format(**found.facts)}"
    return LedgerDamaged(location=session.location.shown, detail=detail)


def session_of(context: typer.Context) -> Session:
    """Return the session of a running command."""
    session = context.obj
    assert isinstance(session, Session)
    return session


def new_session(db: str | None, actor: str | None) -> Session:
    """Return the session that the global options describe; what they leave out comes from the environment."""
    from zuofeng_cli.rules.text import clean

    return Session(
        db or os.environ.get("ZUOFENG_DB") or DEFAULT_DB,
        clean(actor or os.environ.get("ZUOFENG_ACTOR") or "") or _login_name(),
    )


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _heed(warned: "Sequence[Warned]") -> None:
    """Warn of what was done outside its stage, may be a slip, or was backdated; it is done all the same."""
    if warned:
        from zuofeng_cli.cli.render import say
        from zuofeng_cli.cli.stage_words import warning

        for each in warned:
            say(warning(each), err=True)


def today_set() -> date | None:
    """Return the date that ``ZUOFENG_TODAY`` sets, if any.

    Raises:
        BadVariable: it is no date, or far from any campaign.
    """
    from zuofeng_cli.errors.usage import BadVariable

    given = os.environ.get("ZUOFENG_TODAY")
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise BadVariable(variable="ZUOFENG_TODAY", given=given) from error
    if day.year not in YEARS:
        raise BadVariable(variable="ZUOFENG_TODAY", given=given)
    return day


def read_earlier_day(given: str, reader: "Reader", today: date) -> date:
    """Return the day that somebody typed to compare with.

    Raises:
        UnreadableDate: it is no date. NotEarlier: it is later than the day that is compared.
    """
    from zuofeng_cli.errors.usage import NotEarlier

    day = read_day_typed(given, reader, today)
    if day > today:
        raise NotEarlier(given=day, today=today)
    return day


def read_day_typed(given: str, reader: "Reader", today: date) -> date:
    """Return the day that somebody typed, in any form a deadline is written in.

    Raises:
        UnreadableDate: it is no date.
    """
    from zuofeng_cli.actions.dates import Campaign, read_day
    from zuofeng_cli.queries.registers import working_days
    from zuofeng_cli.store.calendar import working_calendar

    calendar = working_calendar({each.day: each.worked for each in working_days(reader)})
    return read_day(given, Campaign(reader.plan, reader.year, calendar, today))
