"""Reads the tables of a file row by row; those of a large file in a process of its own.

To read and clean rows costs as much as to judge and write them, and is done meanwhile. The process next door
is forked: it has inherited all that is known of the file, begins to unpack it at once, and is told later how
its rows are to be read. It never touches the ledger. A small file is read here, and so is any where there is
no fork.
"""

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import IO, Any, NoReturn

from zuofeng_cli import stopping
from zuofeng_cli.actions.rows import RowReader
from zuofeng_cli.actions.said import SaidRows
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.files import NotATable
from zuofeng_cli.exchange.pipe import receive, send, sending_ahead
from zuofeng_cli.exchange.tables import Layout, SourceFile, Table, read_file
from zuofeng_cli.words import _

CHUNK_ROWS, CHUNK_LETTERS = 1_000, 1_000_000
"""Rows are judged and written so many together, or as soon as they hold so many letters."""

LARGE_BYTES = 256 * 1024
"""From this size on a file is read next door; smaller ones are done before that has begun."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How rows are to be read, for `RowReader`."""

    fixed: Mapping[str, str]
    own_heading: str
    today: str
    keep_cells: bool


@dataclass(slots=True)
class ReadTable:
    """One table and what its rows say.

    Attributes:
        table: its own rows are spent; what it has left out is complete once *chunks* is at its end.
        chunks: can be gone through once, and before the next table is asked for.
    """

    table: Table
    other_columns: tuple[str, ...]
    chunks: Iterator[SaidRows]


class OpenedFile:
    """A file whose tables are about to be read, once.

    Raises:
        ZuofengError: the file cannot be read, as ``read_file`` says.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        self.source = read_file(path, "issue", layout)
        is_large = path.stat().st_size >= LARGE_BYTES and hasattr(os, "fork")
        self._neighbour = _Neighbour(self.source) if is_large else None

    def tables(self, manner: Manner) -> Iterator[ReadTable]:
        """Yield the tables with what their rows say.

        Raises:
            ZuofengError: the file cannot be read.
        """
        if self._neighbour:
            return self._neighbour.tables(manner)
        return _read(self.source.tables, manner)

    def close(self) -> None:
        """Read no more."""
        if self._neighbour:
            self._neighbour.end()


@contextmanager
def opened_early(path: Path, layout: Layout) -> Iterator[OpenedFile | None]:
    """Open a file before the ledger is; whatever is wrong with it is said when it is its turn."""
    opened = None
    with suppress(ZuofengError, OSError):
        opened = OpenedFile(path, layout)
    try:
        yield opened
    finally:
        if opened:
            opened.close()


def _read(tables: Iterator[Table], manner: Manner) -> Iterator[ReadTable]:
    for table in tables:
        reader = RowReader(
            table, manner.fixed, manner.own_heading, today=manner.today, keep_cells=manner.keep_cells
        )
        yield ReadTable(table, tuple(reader.other_columns), reader.chunks(CHUNK_ROWS, CHUNK_LETTERS))


class _Neighbour:
    """The process next door that reads one file."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        asked, ask = os.pipe()
        told, tell = os.pipe()
        with stopping.held_back():
            self._process = os.fork()
            if not self._process:
                os.close(ask)
                os.close(told)
                _serve(source, asked, tell)
        os.close(asked)
        os.close(tell)
        self._ask, self._told = os.fdopen(ask, "wb"), os.fdopen(told, "rb")

    def end(self) -> None:
        """End the process."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0
            self._told.close()
            with suppress(BrokenPipeError):
                self._ask.close()

    def tables(self, manner: Manner) -> Iterator[ReadTable]:
        """Yield what is read there."""
        with suppress(BrokenPipeError):  # it has ended; why is said below
            send(pickle.dumps(manner), self._ask)
            self._ask.flush()
        kind, said = self._next()
        while kind == "table":
            table, other_columns = pickle.loads(said)
            yield ReadTable(table, other_columns, self._rows(table))
            kind, said = self._next()
        self._source.left_out += pickle.loads(said)

    def _rows(self, table: Table) -> Iterator[SaidRows]:
        kind, said = self._next()
        while kind == "rows":
            yield SaidRows._make(said)
            kind, said = self._next()
        table.left_out.update(pickle.loads(said))

    def _next(self) -> tuple[str, Any]:
        """Return what is told next.

        Raises:
            Exception: what was raised next door.
            NotATable: it came to no end there.
        """
        try:
            kind, said = receive(self._told)
        except EOFError as error:
            detail = _("it is damaged, or too large when unpacked")
            raise NotATable(path=self._source.path, detail=detail) from error
        if kind == "fault":
            raise pickle.loads(said)
        return kind, said


def _serve(source: SourceFile, asked: int, tell: int) -> NoReturn:
    """Read the file as told, and end this process without what its parent does at its end."""
    gc.disable()  # rows make no cycles
    try:
        stopping.end_at_once()
        source.is_apart = True
        with os.fdopen(asked, "rb") as manner, sending_ahead(tell) as say:
            _tell(source, manner, say)
    finally:
        os._exit(0)


def _tell(source: SourceFile, asked: IO[bytes], tell: Callable[[tuple[str, Any]], None]) -> None:
    try:
        tables = iter(source.tables)
        begun = [next(tables)]  # unpacks the workbook while the ledger is still being opened
        manner = pickle.loads(receive(asked))
        for read in _read(chain(begun, tables), manner):
            tell(("table", pickle.dumps((replace(read.table, rows=iter(())), read.other_columns))))
            for chunk in read.chunks:
                tell(("rows", tuple(chunk)))
            tell(("left out", pickle.dumps(read.table.left_out)))
        tell(("end", pickle.dumps(source.left_out)))
    except EOFError:
        return  # nobody listens any more
    except MemoryError:
        return  # to come to no end says it
    except Exception as error:  # raised again where it is waited for
        tell(("fault", pickle.dumps(error)))
