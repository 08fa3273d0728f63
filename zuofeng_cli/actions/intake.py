"""Batch intake: the rows of the units' self-check files become issues, all of them or none.

Source: shared domain notes, "Files as they come".
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from zuofeng_cli.actions.exported import ExportedRows
from zuofeng_cli.actions.file_intake import FileIntake, Say, Tick
from zuofeng_cli.actions.imported import Imported, Wish
from zuofeng_cli.actions.reading import OpenedFile
from zuofeng_cli.actions.several import SeveralFiles
from zuofeng_cli.errors.files import FolderNotWritable, RowsRejected, RowsRejectedWritten, SourceChanged
from zuofeng_cli.errors.program import Stopped
from zuofeng_cli.errors.usage import FaultsOverInput
from zuofeng_cli.store.bulk import without_collection
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import writing
from zuofeng_cli.words import _

MAX_NAME = 120
"""So long may the name of a faults file be; the names of several files get more added."""


class _NothingWritten(Exception):
    """Leaves the transaction without writing."""


def import_files(
    context: Context,
    paths: Sequence[Path],
    wish: Wish,
    *,
    say: Say,
    tick: Tick = lambda _done, _all: None,
    confirm: Callable[[list[Imported]], bool] | None = None,
    early: OpenedFile | None = None,
) -> list[Imported]:
    """Take the rows of all files into the ledger, in one transaction.

    Args:
        confirm: is shown what would happen, before anything is written; the ledger is not locked meanwhile.
        early: the first file, where it was opened before the ledger is.

    Raises:
        RowsRejected: rows are at fault and *keep_good* was not asked for; nothing was written.
        Stopped: the clerk did not confirm.
    """
    faults_files = _faults_files(wish.faults_file, paths, context.location.path)
    if confirm and not wish.dry_run:
        nowhere = [None] * len(paths)
        preview = _import_all(context, paths, nowhere, replace(wish, dry_run=True), say, tick, early)
        early = None
        is_refused = not wish.keep_good and any(done.rejected for done in preview)
        is_empty = not any(done.new or done.updated or done.recurrences for done in preview)
        if not is_refused and not is_empty and not confirm(preview):
            raise Stopped
        wish = replace(wish, confirmed=tuple(done.sha256 for done in preview))
    return _import_all(context, paths, faults_files, wish, say, tick, early)


def _import_all(
    context: Context,
    paths: Sequence[Path],
    faults_files: Sequence[Path | None],
    wish: Wish,
    say: Say,
    tick: Tick,
    early: OpenedFile | None,
) -> list[Imported]:
    imported: list[Imported] = []
    several = SeveralFiles() if len(paths) > 1 else None
    try:
        with (
            writing(context) as book,
            book.loading(),
            without_collection(),
            closing(ExportedRows(book, context.location)) as exported,
        ):
            for at, (path, faults_file) in enumerate(zip(paths, faults_files, strict=True)):
                with closing(early or OpenedFile(path, wish.layout)) as opened:
                    early = None
                    if wish.confirmed and wish.confirmed[at] != opened.source.sha256:
                        raise SourceChanged(path=path)
                    intake = FileIntake(book, opened, wish, say, tick, exported=exported, several=several)
                    imported.append(intake.run(faults_file))
            if wish.dry_run:
                raise _NothingWritten
            _refuse_faults(imported, wish)
    except _NothingWritten:
        for done in imported:
            done.batch = None
    return imported


def _refuse_faults(imported: Sequence[Imported], wish: Wish) -> None:
    """Refuse what was read if rows are at fault.

    Raises:
        RowsRejected: they are, and not only the good ones were asked for.
    """
    at_fault = [done for done in imported if done.rejected]
    if not at_fault or wish.keep_good:
        return
    written = tuple(done.faults_file for done in at_fault if done.faults_file)
    refusal = RowsRejectedWritten if written else RowsRejected
    raise refusal(
        faults_file=written,
        path=tuple(Path(done.file).name for done in at_fault),
        rejected=sum(done.rejected for done in at_fault),
        read=sum(done.read for done in at_fault),
    ).detailed(_first_faults(at_fault))


def _first_faults(at_fault: Sequence[Imported]) -> list[str]:
    """Return what is wrong with the first rows of each file, and with how many more something is."""
    named = len(at_fault) > 1
    told = [
        f"{Path(done.file).name} {fault}" if named else fault
        for done in at_fault
        for fault in done.first_faults
    ]
    more = sum(done.rejected for done in at_fault) - len(told)
    return [*told, *([_("… and {count} more.").format(count=more)] if more else [])]


def _faults_files(wanted: Path | None, paths: Sequence[Path], ledger: Path | None) -> list[Path | None]:
    """Return where the faults of each file go: its own name is added where there are several.

    Raises:
        FaultsOverInput: that would overwrite the ledger or a file that is to be read.
        FolderNotWritable: no file can have that name.
    """
    if wanted is None:
        return [None] * len(paths)
    try:
        is_name = 0 < len(wanted.name) <= MAX_NAME and not wanted.is_dir()
    except OSError as error:
        raise FolderNotWritable(path=wanted) from error
    if not is_name:
        raise FolderNotWritable(path=wanted)
    targets = [wanted]
    if len(paths) > 1:
        targets = [
            wanted.with_name(f"{wanted.stem}-{at}-{path.stem}{wanted.suffix}")
            for at, path in enumerate(paths, 1)
        ]
    in_use = [*paths, *(Path(f"{ledger}{suffix}") for suffix in ("", "-wal", "-shm", "-journal") if ledger)]
    for target in (each for name in targets for each in (name, name.with_suffix(".xlsx"))):
        if any(_is_same(path, target) for path in in_use):
            raise FaultsOverInput(path=target)
    return list(targets)


def _is_same(path: Path, target: Path) -> bool:
    """Whether both are one file; what nobody can look at is complained of when it is opened."""
    try:
        return path.samefile(target)
    except OSError:
        return False
