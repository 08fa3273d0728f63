"""The ledger: missing, existing, damaged, too new or old, or busy with somebody else (21, 25, 26)."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class LedgerMissing(ZuofengError):
    exit_code = 21
    message = N_("There is no ledger at {location}.")
    hint = N_("Make one with `zuofeng init`, or name another with --db.")


class LedgerUnreadable(ZuofengError):
    exit_code = 21
    message = N_("The ledger {location} cannot be read: {detail}.")
    hint = N_("Ask for permission, or name another with --db.")


class LedgerExists(ZuofengError):
    exit_code = 21
    message = N_("There is something at {location} already; it was not touched.")
    hint = N_("Choose another place with --db.")


class LedgerForeign(ZuofengError):
    exit_code = 21
    message = N_("{location} is not a zuofeng ledger.")
    hint = N_("Name the right file with --db.")


class LedgerDamaged(ZuofengError):
    exit_code = 21
    message = N_("The ledger {location} is damaged: {detail}.")
    hint = N_("See what is wrong with `zuofeng audit`; keep a copy, and go back to the last backup.")


class LedgerTooNew(ZuofengError):
    exit_code = 21
    message = N_("The ledger {location} was written by a newer version of zuofeng ({revision}).")
    hint = N_("Update the program with `pip install --upgrade zuofeng`.")


class LedgerTooOld(ZuofengError):
    exit_code = 21
    message = N_("The ledger {location} has the layout of an older version ({revision}).")
    hint = N_("Make a copy (`zuofeng backup`, of a server `pg_dump`), then run `zuofeng migrate`.")


class NoPlaceForLedger(ZuofengError):
    exit_code = 21
    message = N_("No ledger can be made at {location}: {detail}.")
    hint = N_("Make the folder, ask for write permission, or name another place with --db.")


class LedgerReadOnly(ZuofengError):
    exit_code = 21
    message = N_("{location} cannot be written: the file or its folder is read-only.")
    hint = N_("Ask for write permission, or name another place with --db.")


class DiskFull(ZuofengError):
    exit_code = 21
    message = N_("The disk that holds {location} is full; nothing was written.")
    hint = N_("Free some space and repeat the command.")


class ServerUnreachable(ZuofengError):
    exit_code = 21
    message = N_("The database server of {location} cannot be reached: {detail}.")
    hint = N_("Check the address and that the server runs.")


class DriverMissing(ZuofengError):
    exit_code = 21
    message = N_("The PostgreSQL driver is not installed.")
    hint = N_("Install it with `pip install 'zuofeng[postgres]'`.")


class UnknownEngine(ZuofengError):
    exit_code = 21
    message = N_("{location} is neither a SQLite file nor a PostgreSQL address.")
    hint = N_("Write a path, or postgresql://USER@HOST/DATABASE.")


class ChangedMeanwhile(ZuofengError):
    exit_code = 25
    message = N_("{ref} was changed by somebody else meanwhile; nothing was written.")
    hint = N_("Look at it with `zuofeng show {number}` and repeat the command.")


class LedgerBusy(ZuofengError):
    exit_code = 26
    message = N_("The ledger {location} is being written by somebody else; nothing was written.")
    hint = N_("Repeat the command in a moment.")
