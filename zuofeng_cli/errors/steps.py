"""The lifecycle has no such step from where the issue is (exit code 20)."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class IllegalStep(ZuofengError):
    exit_code = 20
    message = N_("{ref} is “{state}”; “{action}” is not possible from there.")
    hint = N_("Possible now: {possible}.")


class NoNotice(IllegalStep):
    message = N_(
        "The plan has no public notice: {ref} is checked and closed in one step, without “{action}”."
    )


class NoticeRunning(ZuofengError):
    exit_code = 20
    message = N_("The public notice of {ref} runs until {until}; it cannot be closed before it is over.")
    hint = N_("Close it from {first_day} on.")


class NotLongTerm(ZuofengError):
    exit_code = 20
    message = N_("{ref} is not a long-term issue, so it has no review.")
    hint = N_("Report completion with `zuofeng rectify`.")
