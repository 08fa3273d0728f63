"""Urging, supervision orders, and what a leader makes of a suggestion."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class BadOrderNumber(ZuofengError):
    exit_code = 2
    message = N_("“{given}” is not the number of a supervision order.")
    hint = N_("Write the number alone, like 5, or with its year, like {year}-5.")


class OrderNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no supervision order {given}.")
    hint = N_("`zuofeng order list` shows them.")


class OrderAnswered(ZuofengError):
    exit_code = 23
    message = N_("Supervision order {given} was answered on {replied_on} already.")
    hint = N_("Note what is new with `zuofeng progress REF TEXT`.")


class ReplierOfOtherUnit(ZuofengError):
    exit_code = 23
    message = N_("{name} belongs to {unit}, which has no part in {ref} and cannot answer its order.")
    hint = N_("An order is answered by the owner or by somebody of the responsible or a cooperating unit.")


class SweepAhead(ZuofengError):
    exit_code = 23
    message = N_("{given} is later than today ({today}); its orders would be numbered and dated ahead.")
    hint = N_("See what would happen with --dry-run, or sweep on that day.")


class DayInFuture(ZuofengError):
    exit_code = 23
    message = N_("{given} is later than today ({today}).")
    hint = N_("Give the day on which it happened, today at the latest.")


class NobodyToUrge(ZuofengError):
    exit_code = 23
    message = N_("{ref} has neither a responsible unit nor an owner to urge.")
    hint = N_("Assign it first: `zuofeng assign {number} --unit UNIT --owner NAME --deadline DATE`.")


class NothingSuggested(ZuofengError):
    exit_code = 20
    message = N_("Nothing is suggested for {ref}.")
    hint = N_("`zuofeng list --suggested` shows what waits for a leader.")
