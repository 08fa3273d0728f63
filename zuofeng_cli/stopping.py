"""Being stopped from outside: by Ctrl-C, by who manages services, by a terminal that closes.

All of them unwind the program, so that what is half made goes away. Nothing else is imported here, as it
comes before everything.
"""

import signal
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


def exit_code() -> int | None:
    """Return the exit code of a program that was stopped, None where it was not."""
    return 128 + _received[-1] if _received else None


def _numbers() -> list[int]:
    return [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]


def _stop(number: int, _frame: object) -> None:
    _received.append(number)
    raise KeyboardInterrupt if number == signal.SIGINT else Halted
