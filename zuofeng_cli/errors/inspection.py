"""Inspection teams, their visits and what they find."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class TeamEmpty(ZuofengError):
    exit_code = 23
    message = N_("{team} has no members yet, so nobody can have been there.")
    hint = N_("Name them first: `zuofeng inspection team join TEAM NAME…`.")


class InspectsOwnUnit(ZuofengError):
    exit_code = 23
    message = N_("{name} of {team} belongs to {unit}; nobody inspects the own unit.")
    hint = N_("Send another team, or one without that person: `zuofeng inspection team leave TEAM NAME`.")


class RoundBeyondPlan(ZuofengError):
    exit_code = 23
    message = N_("The plan has {rounds} rounds of inspection; {round} is none of them.")
    hint = N_("Give a round from 1 to {rounds}, or leave --round out for the present one.")


class VisitKnown(ZuofengError):
    exit_code = 23
    message = N_("{team} and {unit}, {kind} on {day}: that is {visit} already.")
    hint = N_("Add what was found: `zuofeng inspection finding {number} TEXT --category NAME`.")


class VisitNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no visit {given}.")
    hint = N_("`zuofeng inspection list` shows them.")
