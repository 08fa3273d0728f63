"""Merging that would move a deadline, or make undone work count as done."""

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


class SurvivorNotHandedOver(ZuofengError):
    exit_code = 23
    message = N_("{survivor} has not been handed over: its deadline can still move, that of {ref} cannot.")
    hint = N_(
        "Hand it over first, `zuofeng assign {into}`,"
        " or merge the other way round: `zuofeng merge {into} --into {number} --reason TEXT`."
    )


class SurvivorLongTerm(ZuofengError):
    exit_code = 23
    message = N_("{survivor} is long-term work: each review moves its date, and {ref} is due on {deadline}.")
    hint = N_("Merge the other way round: `zuofeng merge {into} --into {number} --reason TEXT`.")


class SurvivorDone(ZuofengError):
    exit_code = 23
    message = N_("{survivor} is “{state}” already, and with it {ref} would count as done.")
    hint = N_(
        "Merge the other way round, `zuofeng merge {into} --into {number} --reason TEXT`,"
        " or leave both: each is closed by itself."
    )
