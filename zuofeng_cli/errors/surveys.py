"""Satisfaction surveys, and what they propose."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class SurveyAboutOne(ZuofengError):
    exit_code = 2
    message = N_("A survey is about one issue or about one unit.")
    hint = N_("Give either --issue REF or --unit UNIT.")


class MoreReturnedThanIssued(ZuofengError):
    exit_code = 23
    message = N_("{returned} ballots cannot have come back of {issued} that were given out.")
    hint = N_("Correct --issued or --returned.")


class MoreAnswersThanReturned(ZuofengError):
    exit_code = 23
    message = N_("{answers} answers cannot stand on {returned} ballots that came back.")
    hint = N_("Each ballot has one answer at most; what cannot be counted belongs to none of them.")


class SurveyOfNothing(ZuofengError):
    exit_code = 20
    message = N_("{ref} is “{state}”; nobody can be asked about it any more.")
    hint = N_("Name the issue that took it over, or its unit with --unit.")


class SurveyNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no survey {survey}.")
    hint = N_("`zuofeng survey list` shows them.")


class NothingProposed(ZuofengError):
    exit_code = 20
    message = N_("Nothing is proposed for {ref}.")
    hint = N_("`zuofeng proposal list` shows what waits for a decision.")
