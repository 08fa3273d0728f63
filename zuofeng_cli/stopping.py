"""Being stopped from outside: by Ctrl-C, by who manages services, by a terminal that closes.

All of them unwind the program, so that what is half made goes away. Nothing else is imported here, as it
comes before everything.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")

COMMITTING: ContextVar[bool] = ContextVar("committing", default=False)
"""Whether the command has got as far as writing its changes for good."""

_received: list[int] = []


class Halted(BaseException):
    """Somebody else ends the program."""


def heed() -> None:
    """Unwind when stopped, unless whoever started the program said that it is not to listen (``nohup``)."""
    for number in _numbers():
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def ignore() -> None:
    """Listen no more: what is left to do is done in a moment."""
    for number in _numbers():
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def held_back() -> Iterator[None]:
    """Hear of a stop only at the end; what is forked off meanwhile hears of its own with `end_at_once`."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _numbers())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_at_once() -> None:
    """End without unwinding when stopped: that is for the process from which this one was forked."""
    for number in _numbers():
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _numbers())


def exit_code() -> int | None:
    """Return the exit code of a program that was stopped, None where it was not."""
    return 128 + _received[-1] if _received else None


def _numbers() -> list[int]:
    return [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]


def _stop(number: int, _frame: object) -> None:
    _received.append(number)
    raise KeyboardInterrupt if number == signal.SIGINT else Halted
