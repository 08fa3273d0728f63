"""What two processes tell each other: marshalled values, each after its length."""

import marshal
from typing import IO, Any

_LENGTH_BYTES = 8


def send(value: Any, out: IO[bytes]) -> None:
    """Write one plain value."""
    said = marshal.dumps(value)
    out.write(len(said).to_bytes(_LENGTH_BYTES, "little"))
    out.write(said)


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
