"""One file, written whole or not at all."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from zuofeng_cli.errors.files import FolderNotWritable, OutputExists
from zuofeng_cli.errors.usage import UnknownWord
from zuofeng_cli.words import N_

_BEING_WRITTEN = ".part"


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
