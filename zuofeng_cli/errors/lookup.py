"""Nothing, or more than one thing, goes by that name or number (exit code 22)."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class IssueNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no issue {ref}.")
    hint = N_("`zuofeng list` shows the numbers in use.")


class NotListedYet(ZuofengError):
    exit_code = 22
    message = N_("{ref} was not listed yet on {as_of}; it was listed on {listed_on}.")
    hint = N_("Give a day from {listed_on} on.")


class NameNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no {kind} “{given}” in the register; nearest: {nearest}.")
    hint = N_("Correct the name, or add it with `{command}`.")


class NameUnknown(NameNotFound):
    message = N_("There is no {kind} “{given}” in the register.")


class NameAmbiguous(ZuofengError):
    exit_code = 22
    message = N_("“{given}” names more than one {kind}: {candidates}.")
    hint = N_("Write it in full; a person may be written NAME@UNIT.")


class BatchNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no import {batch}.")
    hint = N_("`zuofeng batch list` shows their numbers.")


class ProfileNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no profile “{given}”; nearest: {nearest}.")
    hint = N_("`zuofeng import-profile list` shows them; `zuofeng import-profile save` makes one.")


class PositionNotFound(ZuofengError):
    exit_code = 22
    message = N_("{ref} has no measure number {position}.")
    hint = N_("`zuofeng measure list {number}` shows them.")


class PlanNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no plan file at {path}.")
    hint = N_("Name the TOML file of a plan, or leave --plan out for the plan that is built in.")


class PeerGroupNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no peer group “{given}”.")
    hint = N_("Known: {known}.")


class UnitNotRanked(ZuofengError):
    exit_code = 22
    message = N_("{unit} has no issues, so it has no rank.")
    hint = N_("`zuofeng rank` lists such units apart.")
