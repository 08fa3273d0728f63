"""A folder of files that is written whole or not at all, and read back to be compared."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from zuofeng_cli.errors.files import FolderNotWritable, FolderTaken, OutputExists

_BEING_WRITTEN, _BEFORE = ".part", ".before"


class Difference(NamedTuple):
    """A file that is not as it should be: ``missing``, ``changed`` or ``added``."""

    path: str
    what: str


def check_free(folder: Path, *, cover: str, replace: bool) -> None:
    """Refuse to write over what is there, unless it was written so before and *replace* is set.

    Args:
        cover: the file that every folder of this kind has.

    Raises:
        FolderTaken: something else is there. OutputExists: *replace* is not set.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / cover).is_file():
        raise FolderTaken(path=folder)
    if not replace:
        raise OutputExists(path=folder)


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write *files* (path below the folder, contents); what stood there stays until all are written.

    Returns:
        How many files there are.

    Raises:
        FolderNotWritable: it cannot be written; nothing is left of it.
    """
    place = folder.resolve()  # "." has no name
    part = place.with_name(place.name + _BEING_WRITTEN)
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        count = sum(_write(part / path, content) for path, content in files)
        _put_in_place(part, place)
    except OSError as error:
        raise FolderNotWritable(path=folder) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


def _write(file: Path, content: bytes) -> int:
    """Write one file and count it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return 1


def _put_in_place(part: Path, folder: Path) -> None:
    before = folder.with_name(folder.name + _BEFORE)
    shutil.rmtree(before, ignore_errors=True)
    if folder.exists():
        folder.rename(before)
    try:
        part.rename(folder)
    except OSError:
        with suppress(OSError):
            before.rename(folder)
        raise
    shutil.rmtree(before, ignore_errors=True)


def differences(folder: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[Difference]:
    """Yield what in *folder* is not as in *files*."""
    expected = set()
    for path, content in files:
        expected.add(path)
        file = folder / path
        if not file.is_file() or file.is_symlink():
            yield Difference(path, "missing")
        elif not _holds(file, content):
            yield Difference(path, "changed")
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if path not in expected and not (file.is_dir() and not file.is_symlink()):
            yield Difference(path, "added")


def _holds(file: Path, content: bytes) -> bool:
    """Return whether a file holds just *content*; one that cannot be read does not."""
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False
