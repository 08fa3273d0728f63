"""The one place where an error becomes a sentence: on stderr, in the user's language, with its exit code."""

import errno
import os
import sys
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from enum import StrEnum

import typer
from typer.exceptions import TyperException

from zuofeng_cli import stopping
from zuofeng_cli.cli.session import CURRENT, damage
from zuofeng_cli.cli.usage import fault
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.program import OutputFailed, OutputFailedLate, Stopped, StoppedLate
from zuofeng_cli.words import _, pick

INTERRUPTED = 130
"""What Typer makes of Ctrl-C in the middle of a command."""

_ENDS_WITH: ContextVar[int] = ContextVar("ends_with", default=0)


def run(command: Callable[[], object]) -> int:
    """Run *command* and return its exit code; whatever goes wrong is said in one sentence."""
    CURRENT.set(None)
    stopping.COMMITTING.set(False)
    _ENDS_WITH.set(0)
    try:
        result = command()
        ends_with(result if isinstance(result, int) else 0)
        sys.stdout.flush()
    except ZuofengError as error:
        return report(error)
    except TyperException as error:
        return _report_usage(error)
    except (KeyboardInterrupt, typer.Abort, stopping.Halted):
        return stopped()
    except (BrokenPipeError, SystemExit):  # Typer turns a broken pipe into SystemExit
        # The reader of our output (head, less) has had enough; that is no fault.
        _silence()
        return _ENDS_WITH.get()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EBADF, errno.EIO):
            return _unexpected(error)
        _silence()
        kind = OutputFailedLate if stopping.COMMITTING.get() else OutputFailed
        return report(kind(detail=error.strerror))
    except Exception as error:
        return _unexpected(error)
    return stopped() if result == INTERRUPTED else _ENDS_WITH.get()


def ends_with(code: int) -> int:
    """Keep, and return, the exit code of a command that has yet to print what it found.

    Whoever reads the output may have had enough before, and the exit code has to stand all the same.
    """
    _ENDS_WITH.set(code)
    return code


def stopped() -> int:
    """Say that the program was stopped; whether anything was written is said only where it is certain."""
    stopping.ignore()
    code = report(StoppedLate() if stopping.COMMITTING.get() else Stopped())
    return stopping.exit_code() or code


def _unexpected(error: Exception) -> int:
    """Say that the ledger is damaged or the program at fault; with ``ZUOFENG_DEBUG`` set, show where."""
    if stopping.exit_code():  # a library made something else of it
        return stopped()
    if os.environ.get("ZUOFENG_DEBUG"):
        raise error
    if (damaged := damage()) is not None:
        return report(damaged)
    said = _("The program failed ({kind}: {detail}); what it had not finished was not written.")
    _complain(said.format(kind=type(error).__name__, detail=_one_line(str(error))[:200]))
    _complain(_("Set ZUOFENG_DEBUG=1 and repeat the command to see where, and report it."))
    return 1


def _silence() -> None:
    """Send what is still to be printed nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report(error: ZuofengError) -> int:
    """Print *error* on stderr and return its exit code."""
    _complain(sentence(error))
    for each in error.details:
        _complain("  " + (sentence(each) if isinstance(each, ZuofengError) else _one_line(each)))
    if error.hint:
        _complain(_filled(error.hint, error))
    return error.exit_code


def sentence(error: ZuofengError) -> str:
    """Return what *error* says, in the user's language."""
    said = _filled(error.message, error)
    return _("Row {row}: {fault}").format(row=error.row, fault=said) if error.row else said


def advice(error: ZuofengError) -> str:
    """Return what *error* says and what to do about it, in the user's language."""
    return f"{sentence(error)}{pick('', ' ')}{_filled(error.hint, error)}" if error.hint else sentence(error)


def _filled(msgid: str, error: ZuofengError) -> str:
    return _one_line(_(msgid).format(**{name: _fact(name, value) for name, value in error.facts.items()}))


def _fact(name: str, value: object) -> str:
    """Return a fact in words: codes by their names, lists joined."""
    from zuofeng_cli.labels import FIELDS, label

    if isinstance(value, StrEnum):
        return pick(f"{label(value)} {value}", value) if name == "possible" else label(value)
    if isinstance(value, ZuofengError):
        return sentence(value)
    if isinstance(value, tuple) and value and isinstance(value[0], ZuofengError):
        return pick("", " ").join(_fact(name, item) for item in value)
    if isinstance(value, tuple):
        return _(", ").join(_fact(name, item) for item in value) or _("none")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and name in ("field", "fields", "missing"):
        return _(FIELDS[value])
    if isinstance(value, str) and name == "kind":
        return _(value)
    return "—" if value is None else str(value)


def _report_usage(error: TyperException) -> int:
    """Say in the user's language what Typer says in English; a group without a command shows its help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message(), err=True)
        return 2
    return report(fault(error, getattr(error, "ctx", None)))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")
