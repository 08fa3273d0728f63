"""Settling the dates of the campaign's stages."""

from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.rules.plan import Stage
from zuofeng_cli.rules.stages import StageDates, check_dates
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import writing
from zuofeng_cli.typed_words import read_stage


def set_stage(context: Context, stage: str, *, starts: str | None = None, ends: str | None = None) -> Stage:
    """Settle first and last day of a stage; what is left out stays as it was."""
    with writing(context) as book:
        before = read_stage(stage, book.stages)
        after = before._replace(
            starts=read_day(starts, book) if starts else before.starts,
            ends=read_day(ends, book) if ends else before.ends,
        )
        check_dates(book.stages, after)
        assert after.starts and after.ends  # as was checked
        if after == before:
            return after
        entry = StageDates(0, after.code, after.starts, after.ends)
        known = book.entries(StageDates, stage=after.code)
        if known:
            book.amend(known[0], StageDates(known[0].id, after.code, after.starts, after.ends))
        else:
            book.enter(entry)
        return after
