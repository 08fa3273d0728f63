"""One file: read where it is an ordinary one, written whole or not at all."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import IO

from zuofeng_cli.errors.files import FileMissing, FileUnreadable, FolderNotWritable, OutputExists
from zuofeng_cli.errors.usage import UnknownWord
from zuofeng_cli.labels import hindrance
from zuofeng_cli.words import N_, _

_BEING_WRITTEN = ".part"


@contextmanager
def reading_file(path: Path) -> Iterator[IO[bytes]]:
    """Yield the file that a clerk has named; a pipe or device, which may never end, is not even opened.

    Raises:
        FileMissing: there is none. FileUnreadable: it is no ordinary file, or cannot be read.
    """
    try:
        mode = path.stat().st_mode
        if S_ISDIR(mode):
            raise FileUnreadable(path=path, detail=_("it is a folder"))
        if not S_ISREG(mode):
            raise FileUnreadable(path=path, detail=_("it is no ordinary file"))
        with path.open("rb") as file:
            yield file
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(path=path) from error
    except OSError as error:
        raise FileUnreadable(path=path, detail=hindrance(error)) from error


def check_free(path: Path, *, replace: bool) -> None:
    """Refuse a path where something is, unless it is a file and *replace* is set.

    Raises:
        OutputExists: there is. FolderNotWritable: nobody can look there.
    """
    try:
        is_taken = path.exists() and not (replace and path.is_file())
    except (OSError, RuntimeError) as error:  # a name too long, a loop of links, a folder one may not enter
        raise FolderNotWritable(path=path) from error
    if is_taken:
        raise OutputExists(path=path)


def check_kind(path: Path, kinds: Collection[str]) -> None:
    """Refuse a path whose suffix is none of *kinds*, like ``.docx``.

    Raises:
        UnknownWord: lists them.
    """
    if path.suffix.lower() not in kinds:
        raise UnknownWord(given=path.suffix or path.name, kind=N_("kind of file"), choices=tuple(kinds))


@contextmanager
def writing_file(path: Path, *, replace: bool = False) -> Iterator[IO[bytes]]:
    """Yield a file to write to; it takes the place of what is at *path* once all is written.

    Raises:
        OutputExists: there is something, and *replace* is not set. FolderNotWritable: it cannot be written.
    """
    check_free(path, replace=replace)
    part = path.with_name(path.name + _BEING_WRITTEN)
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise FolderNotWritable(path=path) from error
    finally:
        with suppress(OSError):
            part.unlink()


def put_file(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write *content* to *path*.

    Raises:
        OutputExists, FolderNotWritable: as `writing_file` says.
    """
    with writing_file(path, replace=replace) as file:
        file.write(content)
