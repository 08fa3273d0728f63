"""A folder of files that is written whole or not at all, and read back to be compared."""

import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from glob import escape
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import NamedTuple

from zuofeng_cli.errors.files import FolderNotWritable, FolderTaken, OutputExists

_NEW, _OLD = "new", "old"
_LONGEST = 100
STALE_S = 3600
"""How long nothing was written to what a build leaves behind when it is killed."""


class Difference(NamedTuple):
    """A file that is not as it should be: ``missing``, ``changed`` or ``added``."""

    path: str
    what: str


def check_free(folder: Path, *, own: Collection[str], cover: str, replace: bool) -> None:
    """Refuse to write over what is there, unless it was written so before and *replace* is set.

    Args:
        own: what may stand at the top of such a folder; cover: the file that each has.

    Raises:
        FolderTaken: something else is there. OutputExists: *replace* is not set.
        FolderNotWritable: nobody can look there.
    """
    try:
        there = {each.name for each in folder.iterdir()} if folder.is_dir() else set()
        is_free = not there and (folder.is_dir() or not folder.exists())
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError
        raise FolderNotWritable(path=folder) from error
    if is_free:
        return
    if cover not in there or not there <= set(own):
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
    try:
        place = folder.resolve()  # "." has no name
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear_away(place)
        part = Path(mkdtemp(prefix=f".{place.name[:_LONGEST]}-", dir=place.parent))
    except (OSError, RuntimeError) as error:
        raise FolderNotWritable(path=folder) from error
    try:
        (part / _NEW).mkdir()
        count = sum(_write(part / _NEW / path, content) for path, content in files)
        _put_in_place(part, place)
    except OSError as error:
        raise FolderNotWritable(path=folder) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


def _clear_away(place: Path) -> None:
    """Remove what killed builds left beside this folder, unless it holds the only old one."""
    for left in place.parent.glob(f".{escape(place.name[:_LONGEST])}-????????"):
        if (
            left.is_symlink()
            or not left.is_dir()
            or not {each.name for each in left.iterdir()} <= {_NEW, _OLD}
        ):
            continue
        newest = max(each.stat().st_mtime for each in (left, *left.iterdir()))
        is_only_one = (left / _OLD).exists() and not place.exists()
        if time.time() - newest > STALE_S and not is_only_one:
            shutil.rmtree(left, ignore_errors=True)


def _write(file: Path, content: bytes) -> int:
    """Write one file and count it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return 1


def _put_in_place(part: Path, folder: Path) -> None:
    """Let the new folder take the place of the old one, which is kept until then."""
    before = part / _OLD
    if folder.exists():
        folder.rename(before)
    try:
        (part / _NEW).rename(folder)
    except OSError:
        with suppress(OSError):
            before.rename(folder)
        raise


def differences(folder: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[Difference]:
    """Yield what in *folder* is not as in *files*."""
    expected = set()
    for path, content in files:
        expected.add(path)
        file = folder / path
        what = _fault(file, content)
        if what:
            yield Difference(path, what)
    expected |= {parent.as_posix() for path in expected for parent in PurePosixPath(path).parents}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if path not in expected:
            yield Difference(path, "added")


def _fault(file: Path, content: bytes) -> str | None:
    """Return what is wrong with a file that should hold *content*; one that cannot be read is another."""
    try:
        if not file.is_file() or file.is_symlink():
            return "missing"
        is_same = file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return "changed"
    return None if is_same else "changed"
