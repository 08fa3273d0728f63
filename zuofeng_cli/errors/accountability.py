"""Holding to account, and tolerance for honest error."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class AccountNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no accountability record {given}.")
    hint = N_("`zuofeng account list` shows their numbers.")


class DecidedForOneself(ZuofengError):
    exit_code = 23
    message = N_("{name} is the person dealt with and cannot decide it.")
    hint = N_("Name a leader of another unit with --by.")


class DecidedForOwnUnit(ZuofengError):
    exit_code = 23
    message = N_("{name} belongs to {unit}, which is dealt with, and cannot decide it.")
    hint = N_("Name a leader of another unit with --by.")


class PersonOfOtherUnit(ZuofengError):
    exit_code = 23
    message = N_("{name} belongs to {home}, not to {unit}.")
    hint = N_("Name the unit of the person with --unit, or leave --person out for the unit as a whole.")


class OffTheList(ZuofengError):
    exit_code = 23
    message = N_("{ref} is “{state}”; nobody is held to account for it.")
    hint = N_("Name the issue that stands in its place, or leave --issue out.")


class RecordedAlready(ZuofengError):
    exit_code = 23
    message = N_("The same decision is recorded already, as number {number}.")
    hint = N_("`zuofeng account list` shows it.")


class ToleranceAsked(ZuofengError):
    exit_code = 23
    message = N_("Tolerance for record {number} was asked for on {asked_on} already.")
    hint = N_("`zuofeng account list` shows what became of it.")


class ToleranceNotAsked(ZuofengError):
    exit_code = 23
    message = N_("For record {number} no request for tolerance waits for a decision.")
    hint = N_("Ask for it first: `zuofeng tolerance request {number} --by NAME --reason TEXT`.")


class ToleranceForOthers(ZuofengError):
    exit_code = 23
    message = N_("{name} does not belong to {unit}, which is dealt with.")
    hint = N_("The person dealt with asks for tolerance, or somebody of the same unit.")


class ToleranceAskedByDecider(ZuofengError):
    exit_code = 23
    message = N_("{name} asked for tolerance and cannot decide it.")
    hint = N_("Name a leader of another unit with --by.")
