"""Merging that would let work that is due drop out of sight."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class SurvivorIncomplete(ZuofengError):
    exit_code = 23
    message = N_("{survivor} cannot take over {ref}: it lacks {missing}, which {ref} has.")
    hint = N_(
        "Merge the other way round, `zuofeng merge {into} --into {number} --reason TEXT`,"
        " or complete it first: `zuofeng assign {into} {options}`."
    )


class SurvivorDueLater(ZuofengError):
    exit_code = 23
    message = N_("{survivor} is due on {later}, later than {ref} ({deadline}), and cannot take it over.")
    hint = N_("Merge the other way round: `zuofeng merge {into} --into {number} --reason TEXT`.")
