"""Clues from the public and from above."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class ClueNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no clue {given}.")
    hint = N_("`zuofeng clue list` shows them.")


class ClueKnown(ZuofengError):
    exit_code = 23
    message = N_("{source} sent number {external_no} before: it is {clue}.")
    hint = N_("Nothing was changed.")


class ClueSettled(ZuofengError):
    exit_code = 23
    message = N_("{clue} was settled on {settled_on} already: {outcome}.")
    hint = N_("`zuofeng clue list --open` shows those that wait.")
