"""What two processes tell each other: marshalled values, each after its length."""

import marshal
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread
from typing import IO, Any

_LENGTH_BYTES = 8
_AHEAD = 4


def send(value: Any, out: IO[bytes]) -> None:
    """Write one plain value."""
    out.write(_said(value))


@contextmanager
def sending_ahead(target: int) -> Iterator[Callable[[Any], None]]:
    """Give a function that sends to a file descriptor without waiting for each value to be received.

    A pipe takes but a part of a large value until somebody reads; so long the next ones can be made. The
    process ends at once when nobody reads any more.
    """
    waiting: Queue[bytes] = Queue(_AHEAD)
    thread = Thread(target=_send_each, args=(waiting, target), daemon=True)
    thread.start()
    yield lambda value: waiting.put(_said(value))
    waiting.put(b"")
    thread.join()


def _send_each(waiting: "Queue[bytes]", target: int) -> None:
    try:
        while said := waiting.get():
            rest = memoryview(said)  # to cut bytes is to copy them
            while rest := rest[os.write(target, rest) :]:
                pass
    except BrokenPipeError:
        os._exit(0)


def _said(value: Any) -> bytes:
    said = marshal.dumps(value)
    return len(said).to_bytes(_LENGTH_BYTES, "little") + said


def receive(source: IO[bytes]) -> Any:
    """Return the next value.

    Raises:
        EOFError: there is none, or not the whole of it.
    """
    length = source.read(_LENGTH_BYTES)
    size = int.from_bytes(length, "little")
    said = source.read(size) if len(length) == _LENGTH_BYTES else b""
    if not said or len(said) < size:
        raise EOFError
    return marshal.loads(said)
