"""Reads the tables of a file row by row; those of a large file in a process of its own.

To read and clean rows costs as much as to judge and write them, and is done meanwhile. The process next door
is forked: it has inherited the opened file and all options, and it never touches the ledger. A small file is
read here, and so is any where there is no fork.
"""

import os
import pickle
import signal
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, NoReturn

from zuofeng_cli.actions.rows import RowReader, Said
from zuofeng_cli.errors.files import NotATable
from zuofeng_cli.exchange.pipe import receive, send
from zuofeng_cli.exchange.tables import SourceFile, Table
from zuofeng_cli.words import _

CHUNK = 2_000
LARGE_BYTES = 256 * 1024
"""From this size on a file is read next door; smaller ones are done before that has begun."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How rows are to be read, for `RowReader`."""

    fixed: Mapping[str, str]
    own_heading: str
    batch: int
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
    chunks: Iterator[list[Said]]


_Raw = tuple[Table, tuple[str, ...], Iterator[list[tuple[object, ...]]]]


def read_tables(source: SourceFile, manner: Manner) -> Iterator[ReadTable]:
    """Yield the tables of a file with what their rows say.

    Raises:
        ZuofengError: the file cannot be read, as ``read_file`` says.
    """
    is_large = source.path.stat().st_size >= LARGE_BYTES and hasattr(os, "fork")
    for table, other_columns, chunks in (_next_door if is_large else _here)(source, manner):
        yield ReadTable(table, other_columns, (list(map(Said._make, chunk)) for chunk in chunks))


def _here(source: SourceFile, manner: Manner) -> Iterator[_Raw]:
    for table in source.tables:
        reader = RowReader(
            table,
            manner.fixed,
            manner.own_heading,
            batch=manner.batch,
            today=manner.today,
            keep_cells=manner.keep_cells,
        )
        yield table, tuple(reader.other_columns), reader.chunks(CHUNK)


def _next_door(source: SourceFile, manner: Manner) -> Iterator[_Raw]:
    for_us, for_them = os.pipe()

    child = os.fork()
    if not child:
        os.close(for_us)
        _tell_all(source, manner, for_them)
    os.close(for_them)
    try:
        with os.fdopen(for_us, "rb") as told:
            yield from _listen(source, told)
    finally:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)


def _tell_all(source: SourceFile, manner: Manner, out: int) -> NoReturn:
    """Write everything to *out*, and end this process without what our parent does at its end."""
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: sys.exit())
        with os.fdopen(out, "wb") as pipe:
            _tell(source, manner, pipe)
    finally:
        os._exit(0)


def _tell(source: SourceFile, manner: Manner, out: BinaryIO) -> None:
    try:
        for table, other_columns, chunks in _here(source, manner):
            send(("table", pickle.dumps((replace(table, rows=iter(())), other_columns))), out)
            for chunk in chunks:
                send(("rows", chunk), out)
            send(("left out", pickle.dumps(table.left_out)), out)
        send(("end", pickle.dumps(source.left_out)), out)
    except BrokenPipeError:
        return  # nobody listens any more
    except Exception as error:  # raised again where it is waited for
        send(("fault", pickle.dumps(error)), out)


def _listen(source: SourceFile, told: BinaryIO) -> Iterator[_Raw]:
    kind, said = _next(source, told)
    while kind == "table":
        table, other_columns = pickle.loads(said)
        yield table, other_columns, _rows(source, table, told)
        kind, said = _next(source, told)
    source.left_out += pickle.loads(said)


def _rows(source: SourceFile, table: Table, told: BinaryIO) -> Iterator[list[tuple[object, ...]]]:
    kind, said = _next(source, told)
    while kind == "rows":
        yield said
        kind, said = _next(source, told)
    table.left_out.update(pickle.loads(said))


def _next(source: SourceFile, told: BinaryIO) -> tuple[str, Any]:
    """Return what is told next.

    Raises:
        Exception: what was raised next door.
        NotATable: it came to no end there.
    """
    try:
        kind, said = receive(told)
    except EOFError as error:
        detail = _("it is damaged, or too large when unpacked")
        raise NotATable(path=source.path, detail=detail) from error
    if kind == "fault":
        raise pickle.loads(said)
    return kind, said
