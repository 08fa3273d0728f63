"""Showing the meeting's screen, once or again and again."""

import sys
import time
from datetime import timedelta

from zuofeng_cli.cli.session import Session, read_earlier_day

WEEK = timedelta(7)


def show_meeting(
    session: Session, *, since: str | None, watch_s: int | None, as_of: str | None, format_: str | None
) -> None:
    """Print the screen; with *watch_s* every so many seconds on a terminal, until Ctrl-C ends it.

    Raises:
        UnknownWord: no such format. UnreadableDate: a day cannot be read.
    """
    from zuofeng_cli.cli.formats import read_format

    read_format(format_)
    if watch_s is None or not sys.stdout.isatty():
        _print(session, since, as_of, format_)
        return
    from rich.console import Console

    console = Console()
    try:
        while True:
            with console.screen():
                _print(session, since, as_of, format_)
                time.sleep(watch_s)
    except KeyboardInterrupt:
        return


def _print(session: Session, since: str | None, as_of: str | None, format_: str | None) -> None:
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.meeting_sheets import meeting_payload, meeting_sheets
    from zuofeng_cli.cli.render import Format, print_json, print_sheets
    from zuofeng_cli.queries.meeting import meeting

    chosen = read_format(format_)
    with session.reading_as_of(as_of) as (reader, today):
        earlier = read_earlier_day(since, reader, today) if since else today - WEEK
        found = meeting(reader, today=today, since=earlier)
    if chosen is Format.JSON:
        print_json(meeting_payload(found))
        return
    print_sheets(meeting_sheets(found), chosen)
