"""Performance records: commendations and practical deeds."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class CommendsOneself(ZuofengError):
    exit_code = 23
    message = N_("{name} cannot commend themselves.")
    hint = N_("Name somebody else with --by.")


class CommendedAlready(ZuofengError):
    exit_code = 23
    message = N_("{name} has been commended for the same on {commended_on} already.")
    hint = N_("`zuofeng record show {name}` shows it.")


class DeedsNotPlanned(ZuofengError):
    exit_code = 23
    message = N_("The plan of this ledger has no source of practical deeds.")
    hint = N_("A plan names one with `deed = true`; the problems are shown by `zuofeng list`.")
