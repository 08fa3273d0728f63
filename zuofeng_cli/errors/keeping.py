"""A copy that would not be worth keeping, or would cost what is there (21, 24)."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class NotInOrder(ZuofengError):
    exit_code = 21
    message = N_("{location} is not in order, so nothing was copied: {where}: {detail} ({more} more)")
    hint = N_("Look at it with `zuofeng audit`; keep the file as it is, and go back to an earlier backup.")


class NoBackup(ZuofengError):
    exit_code = 24
    message = N_("{location} is no ledger of zuofeng, so it cannot be restored.")
    hint = N_("Name a file that `zuofeng backup` made.")


class BackupTooOld(ZuofengError):
    exit_code = 21
    message = N_("The backup {location} has the layout of an older version ({revision}).")
    hint = N_("Copy it, bring the copy up to date with `zuofeng --db COPY migrate`, and restore that.")


class LedgerWorkedWith(ZuofengError):
    exit_code = 24
    message = N_("{path} is a ledger that is worked with; it was not touched.")
    hint = N_("Name another file for the backup.")


class LedgerInPlace(ZuofengError):
    exit_code = 21
    message = N_(
        "There is a ledger at {location} already; it was not touched."
        " Events of it that the backup does not hold: {lost}."
    )
    hint = N_(
        "Restore to another place with --db, or here with --replace: what is there is then kept beside it."
    )


class SomethingInPlace(ZuofengError):
    exit_code = 21
    message = N_("There is something at {location} already; it was not touched.")
    hint = LedgerInPlace.hint


class ServerInPlace(ZuofengError):
    exit_code = 21
    message = N_("There is a ledger at {location} already, and on a server none is replaced.")
    hint = N_("Restore into an empty database or schema, and name that with --db from then on.")
