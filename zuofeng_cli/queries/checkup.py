"""Whether a ledger and the machine it lives on are fit to be worked with; what to do where they are not."""

import os
import platform
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from glob import escape
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from zuofeng_cli import __version__
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.exchange.charts import chinese_font
from zuofeng_cli.queries.keeping import last_event, newest_backup, proof
from zuofeng_cli.rules.journal import timestamp
from zuofeng_cli.store.calendar import is_announced
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.reader import Reader, reading
from zuofeng_cli.store.schema import HEAD
from zuofeng_cli.words import _

EXTRAS = {"postgres": ("psycopg",), "publish": ("docxtpl", "jinja2", "matplotlib")}
"""The optional parts of the program, with the packages each needs."""

CHINESE = ("utf8", "gb18030", "gbk", "gb2312", "cp936")
"""Encodings that have the signs of a Chinese sentence."""

ROOM = 2
"""So many times its own size a ledger needs free on its disk, for an import and a backup."""

UNSAVED_DAYS = 7
"""So old may events be that no backup holds."""

LEFT_BEHIND_S = 3_600
"""A file that is being written is younger than this."""

_LAST = "SELECT at, actor FROM event ORDER BY seq DESC LIMIT 1"
_AT = "SELECT at FROM event WHERE seq = :seq"
_UNSWEPT = """
SELECT count(*) FROM issue WHERE state IN ('open', 'assigned') AND deadline < :today AND notified_level < 0
"""
_OWN_DAYS = "SELECT DISTINCT substr(CAST(day AS VARCHAR(10)), 1, 4) FROM working_day"


class Check(StrEnum):
    """What is looked at."""

    PROGRAM = "program"
    EXTRA = "extra"
    FONT = "font"
    OUTPUT = "output"
    FILE = "file"
    DISK = "disk"
    LEFTOVERS = "leftovers"
    LEDGER = "ledger"
    LOG = "log"
    JOURNAL = "journal"
    CLOCK = "clock"
    SWEEP = "sweep"
    CALENDAR = "calendar"
    BACKUP = "backup"


class Verdict(StrEnum):
    """What a check came to."""

    OK = "ok"
    LOOK = "look"
    BAD = "bad"


class Finding(NamedTuple):
    """What one check found, and what to do about it; in the user's language."""

    check: Check
    verdict: Verdict
    found: str
    advice: str = ""


def _finding(check: Check, fine: bool, found: str, advice: str) -> Finding:
    """Return a finding whose advice is given only where something is to be done."""
    return Finding(check, Verdict.OK if fine else Verdict.LOOK, found, "" if fine else advice)


def checkup(
    context: Context, *, encoding: str, backups: Path | None, say: Callable[[ZuofengError], str]
) -> Iterator[Finding]:
    """Yield what every check found.

    Args:
        encoding: of the output.
        backups: where backups are kept; None for beside the ledger.
        say: puts into words why something cannot be had, and what to do.
    """
    yield from _program(say)
    fine = encoding.lower().replace("-", "").replace("_", "") in CHINESE
    advice = _("Set LANG to zh_CN.UTF-8 or PYTHONUTF8 to 1: Chinese turns into ? here.")
    yield _finding(Check.OUTPUT, fine, encoding or "—", advice)
    path = context.location.path
    if path is not None and path.is_file():
        yield from _place(path)
    folder = backups or (path.absolute().parent if path else Path())
    try:
        with reading(context.location, as_stored=True) as reader:
            yield from _ledger(reader, context, folder)
    except ZuofengError as error:
        yield Finding(Check.LEDGER, Verdict.BAD, say(error))


def _program(say: Callable[[ZuofengError], str]) -> Iterator[Finding]:
    """Check the program and its parts; one that is not installed is only told."""
    versions = {"version": __version__, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    found = _("zuofeng {version}, Python {python}, SQLite {sqlite}").format(**versions)
    yield Finding(Check.PROGRAM, Verdict.OK, found)
    for extra, packages in EXTRAS.items():
        if all(find_spec(package) for package in packages):
            yield Finding(Check.EXTRA, Verdict.OK, _("{extra}: installed").format(extra=extra))
        else:
            advice = _("Should you need it: `pip install 'zuofeng[{extra}]'`.").format(extra=extra)
            found = _("{extra}: not installed").format(extra=extra)
            yield Finding(Check.EXTRA, Verdict.OK, found, advice)
    if find_spec("matplotlib"):
        try:
            yield Finding(Check.FONT, Verdict.OK, chinese_font())
        except ZuofengError as error:
            yield Finding(Check.FONT, Verdict.LOOK, say(error))


def _place(path: Path) -> Iterator[Finding]:
    """Check the file of a ledger and its disk."""
    folder = path.absolute().parent
    fine = os.access(path, os.W_OK) and os.access(folder, os.W_OK)
    found = _("{path} can be written") if fine else _("{path} can only be read")
    advice = _("Whoever enters issues needs write permission for file and folder.")
    yield _finding(Check.FILE, fine, found.format(path=path), advice)
    size = sum(each.stat().st_size for each in (path, Path(f"{path}-wal")) if each.is_file())
    free = shutil.disk_usage(folder).free
    found = _("{free} MB free; the ledger has {size} MB").format(free=free // 10**6, size=-(-size // 10**6))
    advice = _("Make room: an import or a backup may not fit.")
    yield _finding(Check.DISK, free > ROOM * size, found, advice)
    yield _left_behind(path, folder)


def _left_behind(path: Path, folder: Path) -> Finding:
    """Look for what commands that were killed have left beside the ledger."""
    patterns = (f".{escape(path.name)}.*", f"{escape(path.stem)}*.part")
    left = [each for pattern in patterns for each in folder.glob(pattern) if _is_old(each)]
    found = _(", ").join(each.name for each in sorted(left)) or _("nothing unfinished lies beside it")
    advice = _("A command was killed while it wrote these: delete them.")
    return _finding(Check.LEFTOVERS, not left, found, advice)


def _is_old(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - LEFT_BEHIND_S
    except FileNotFoundError:  # it has just been finished
        return False


def _ledger(reader: Reader, context: Context, folder: Path) -> Iterator[Finding]:
    """Check what a ledger holds; nothing more is said of one that is not in order."""
    zone = reader.plan.zone
    moment = context.moment(zone)
    words = {"plan": reader.plan.label, "year": reader.year, "revision": HEAD}
    yield Finding(Check.LEDGER, Verdict.OK, _("{plan}, {year}; layout {revision}").format(**words))
    if reader.location.path is not None:
        yield _log(reader)
    journal = _journal(reader)
    yield journal
    if journal.verdict is Verdict.OK:
        yield _clock(reader, max(context.now, moment))
        yield _sweep(reader, context.today(zone))
        yield _calendar(reader, context.today(zone))
        yield _backup(reader, folder, moment)


def _log(reader: Reader) -> Finding:
    ((mode,),) = reader.rows("PRAGMA journal_mode")
    fine = mode == "wal"
    found = _("several may work at once") if fine else _("whoever reads keeps others from writing")
    advice = _("A backup is not to be worked on: put it in its place with `zuofeng restore`.")
    return _finding(Check.LOG, fine, found, advice)


def _journal(reader: Reader) -> Finding:
    found = proof(reader)
    if found.ok:
        said = _("{events} events, {issues} issues: the list is what the journal adds up to")
        return Finding(Check.JOURNAL, Verdict.OK, said.format(events=found.events, issues=found.issues))
    first = found.problems[0]
    said = f"{first.where}: {_(first.message).format(**first.facts)}"
    advice = _("Keep a copy of the file, see `zuofeng audit`, and go back to the last backup.")
    return Finding(Check.JOURNAL, Verdict.BAD, said, advice)


def _clock(reader: Reader, moment: datetime) -> Finding:
    ((at, actor),) = reader.rows(_LAST)
    last = datetime.fromisoformat(at).astimezone(reader.plan.zone)
    found = _("the last event is of {at}, by {actor}").format(at=f"{last:%Y-%m-%d %H:%M}", actor=actor)
    advice = _("That is to come: set this machine's clock.")
    return _finding(Check.CLOCK, last <= moment, found, advice)


def _sweep(reader: Reader, today: date) -> Finding:
    ((unswept,),) = reader.rows(_UNSWEPT, today=today.isoformat())
    if not unswept:
        return Finding(Check.SWEEP, Verdict.OK, _("nothing overdue is without its flag"))
    found = _("overdue without a flag: {count}").format(count=unswept)
    return Finding(Check.SWEEP, Verdict.LOOK, found, _("Let cron run `zuofeng sweep` each working day."))


def _calendar(reader: Reader, today: date) -> Finding:
    own = {int(year) for (year,) in reader.rows(_OWN_DAYS)}
    asked = sorted({reader.year, today.year})
    unknown = [str(year) for year in asked if not is_announced(year) and year not in own]
    if not unknown:
        said = _("the holidays of {years} are known")
        return Finding(Check.CALENDAR, Verdict.OK, said.format(years=_(", ").join(map(str, asked))))
    found = _("the holidays of {years} are not known").format(years=_(", ").join(unknown))
    advice = _("Deadlines in working days are provisional; enter the days with `zuofeng workday set`.")
    return Finding(Check.CALENDAR, Verdict.LOOK, found, advice)


def _backup(reader: Reader, folder: Path, moment: datetime) -> Finding:
    """Look how old the oldest event is that no backup in *folder* holds."""
    newest = newest_backup(reader, folder)
    held = newest.events if newest else 0
    unsaved = reader.rows(_AT, seq=held + 1)
    fine = not unsaved or unsaved[0][0] >= timestamp(moment - timedelta(days=UNSAVED_DAYS))
    if newest is None:
        found = _("no backup in {folder}").format(folder=folder)
    else:
        lacking = last_event(reader) - held
        found = _("{file}; events since: {lacking}").format(file=newest.path.name, lacking=lacking)
    advice = _("Run `zuofeng backup` each day, and keep copies on another machine (--backups says where).")
    return _finding(Check.BACKUP, fine, found, advice)
