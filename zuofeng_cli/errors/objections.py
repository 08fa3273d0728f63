"""Objections against closing an issue, and who may decide them."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class ObjectionOpen(ZuofengError):
    exit_code = 20
    message = N_("{ref} cannot be closed while an objection waits for a decision: no. {positions}.")
    hint = N_(
        "Decide it: `zuofeng objection uphold {number} --by NAME --reason TEXT`, or"
        " `zuofeng objection dismiss {number} --by NAME --reason TEXT`."
    )


class ObjectionUnanswered(ZuofengError):
    exit_code = 20
    message = N_("{ref} stays on the list while an objection waits for a decision: no. {positions}.")
    hint = N_("Answer it first: `zuofeng objection dismiss {number} --by NAME --reason TEXT`.")


class NoOpenObjection(ZuofengError):
    exit_code = 20
    message = N_("No objection against {ref} waits for a decision.")
    hint = N_("`zuofeng objection list` shows all of them.")


class ObjectionDecided(ZuofengError):
    exit_code = 20
    message = N_("Objection {position} against {ref} was decided on {decided_on} already.")
    hint = N_("`zuofeng objection list` shows all of them.")


class ObjectionNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no objection {position} against {ref}.")
    hint = N_("`zuofeng objection list` shows all of them.")


class ObjectionsSeveral(ZuofengError):
    exit_code = 22
    message = N_("Several objections against {ref} wait for a decision: no. {positions}.")
    hint = N_("Say which, by its number: `zuofeng objection uphold {number} N …`.")


class OwnCheckJudged(ZuofengError):
    exit_code = 23
    message = N_("{name} checked {ref} and cannot judge an objection against that check.")
    hint = N_("Name somebody else with --by.")


class OwnObjectionJudged(ZuofengError):
    exit_code = 23
    message = N_("{name} raised this objection against {ref} and cannot decide it.")
    hint = N_("Name somebody else with --by.")


class NewDeadlineNeeded(ZuofengError):
    exit_code = 23
    message = N_("{ref} is closed: upholding the objection reopens it, which takes a new deadline.")
    hint = N_("Give it with --deadline.")
