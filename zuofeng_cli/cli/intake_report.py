"""What an import says: the preview, the outcome, the verdict on every row."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from zuofeng_cli.actions.file_intake import SHOWN_REMARKS
from zuofeng_cli.actions.imported import Imported
from zuofeng_cli.cli.render import joined, say
from zuofeng_cli.errors.program import Stopped
from zuofeng_cli.exchange.entries import LeftOut
from zuofeng_cli.labels import label
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.words import N_, _

COUNTS = ("read", "new", "updated", "unchanged", "conflicts", "recurrences", "rejected")
SHOWN_UNITS = 20
SHOWN_ALIKE = 10
LEFT_OUT = {
    LeftOut.TOTAL: N_("totals"),
    LeftOut.EXAMPLE: N_("examples"),
    LeftOut.REMARK: N_("remarks below the table"),
    LeftOut.HEADER: N_("repeated headers"),
}


def payload_of(done: Imported, *, explain: bool) -> dict[str, object]:
    """Return one import as the documented JSON."""
    payload: dict[str, object] = {
        name: getattr(done, name) for name in ("file", "sha256", "batch", *COUNTS, "faults_file")
    }
    payload["suggested"] = [
        {"ref": each.ref, "like": each.like, "percent": each.percent} for each in done.alike or ()
    ]
    if explain:
        payload["rows"] = [
            {"row": row.place, "verdict": row.verdict.value, "ref": row.ref, "reason": row.reason}
            for row in done.rows
        ]
    return payload


def preview(imported: Sequence[Imported]) -> bool:
    """Show what would become of the files and ask whether to go on."""
    for done in imported:
        _tell_counts(done)
        for unit, count in islice(done.by_unit.most_common(), SHOWN_UNITS):
            say(_("  {unit}: {count} new").format(unit=unit or _("(no unit)"), count=count))
        _tell_particulars(done)
    return _confirmed(_("Take them in? [Y/n]"))


def _confirmed(question: str) -> bool:
    """Return what the clerk answers; Enter is a yes.

    Raises:
        Stopped: there is no answer.
    """
    no = {name_key(word) for word in ("n", "no", _("no"))}
    yes = {name_key(word) for word in ("", "y", "yes", _("yes"))}
    while True:
        try:
            answer = name_key(input(f"{question} "))
        except EOFError as error:
            raise Stopped from error
        if answer in yes | no:
            return answer in yes


def tell(done: Imported, *, dry_run: bool) -> None:
    """Say what became of one file."""
    _tell_counts(done)
    for row in done.rows:
        ref = "" if row.ref and row.reason.startswith(row.ref) else row.ref
        words = (f"[{row.place}]", label(row.verdict), ref, row.reason)
        say("  " + " ".join(filter(None, words)))
    _tell_particulars(done)
    if done.batch is not None:
        say(_("  To take it back: `zuofeng import undo {batch}`.").format(batch=done.batch))
    if dry_run:
        say(_("  The ledger was not changed (dry run)."))


def _tell_counts(done: Imported) -> None:
    said = _(
        "{file}: {read} read – {new} new, {updated} updated, {unchanged} unchanged, "
        "{conflicts} conflicts, {recurrences} recurrences, {rejected} rejected."
    )
    name = " ".join(Path(done.file).name.split())
    say(said.format(file=name, **{count: getattr(done, count) for count in COUNTS}))


def _tell_particulars(done: Imported) -> None:
    if not done.rows:
        _tell_remarks(done)
    _tell_alike(done)
    if done.incomplete:
        said = _("  {count} of the new ones lack unit, owner or deadline: `zuofeng list --incomplete`.")
        say(said.format(count=done.incomplete))
    if done.provisional:
        said = _("  {count} deadlines are provisional: the holidays of that year are not announced yet.")
        say(said.format(count=done.provisional))
    if done.past:
        said = _("  {count} deadlines have passed already, in rows {rows}: is the year right?")
        say(said.format(count=done.past, rows=_rows(done.first_past, done.past)))
    if done.too_long:
        said = _(
            "  {count} rows have more cells than headings; these are kept: do all stand in their column?"
        )
        say(said.format(count=done.too_long))
    if done.registered:
        names = joined(done.registered[:SHOWN_UNITS])
        said = _("  {count} units and owners were registered: {names}")
        say(said.format(count=len(done.registered), names=names))
    if done.other_columns:
        said = _("  Columns that are no field, kept with each issue: {columns}")
        say(said.format(columns=joined(done.other_columns)))
    for kind, count in done.left_out.items():
        say(_("  Rows left out: {count} ({kind})").format(count=count, kind=_(LEFT_OUT[kind])))
    for name, why in done.left_out_sheets:
        say(_("  Sheet left out: {name} ({why})").format(name=name, why=why))
    if done.faults_file:
        say(_("  Rows at fault: {path}").format(path=done.faults_file))


def _rows(first: Sequence[int], count: int) -> str:
    """Return the numbers of the first rows that something is true of, and that there are more."""
    return joined(first) + (" …" if count > len(first) else "")


def _tell_remarks(done: Imported) -> None:
    for remark in done.remarks:
        say("  " + remark)
    more = done.rejected + done.conflicts - SHOWN_REMARKS
    if more > 0:
        say("  " + _("… and {count} more.").format(count=more))


def _tell_alike(done: Imported) -> None:
    if done.alike is None:
        say(_("  Too many rows to look for the same problem in other words."))
        return
    for each in done.alike[:SHOWN_ALIKE]:
        said = _(
            "  {ref} reads like {like} ({percent}%); if it is the same:"
            " `zuofeng merge {ref} --into {like} --reason TEXT`."
        )
        say(said.format(ref=each.ref, like=each.like, percent=each.percent))
    if len(done.alike) > SHOWN_ALIKE:
        say("  " + _("… and {count} more.").format(count=len(done.alike) - SHOWN_ALIKE))
