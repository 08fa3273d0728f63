"""Merging that would move a deadline."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class SurvivorNeverDue(ZuofengError):
    exit_code = 23
    message = N_("{survivor} has no deadline, and cannot take over {ref}, which is due on {deadline}.")
    hint = N_(
        "Give it one first, `zuofeng assign {into} --deadline {deadline}`,"
        " or merge the other way round: `zuofeng merge {into} --into {number} --reason TEXT`."
    )


class SurvivorDueLater(ZuofengError):
    exit_code = 23
    message = N_("{survivor} is due on {later}, later than {ref} ({deadline}), and cannot take it over.")
    hint = N_("Merge the other way round: `zuofeng merge {into} --into {number} --reason TEXT`.")
