"""A deadline that is to move: what cannot be asked for, and who cannot decide it."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class ExtensionTooLong(ZuofengError):
    exit_code = 23
    message = N_("An extension of {days} days is longer than the plan allows ({highest}).")
    hint = N_("Ask for a shorter one.")


class TogetherTooLong(ZuofengError):
    exit_code = 23
    message = N_("With the {before} days before, that makes {days} days; the plan allows {highest} in all.")
    hint = N_("Ask for a shorter one.")


class ExtensionsUsedUp(ZuofengError):
    exit_code = 23
    message = N_("{ref} has been extended {times} times, which is all the plan allows.")
    hint = N_("Finish it, or escalate it.")


class ExtensionBeyondRequest(ZuofengError):
    exit_code = 23
    message = N_("{given} is later than the day asked for ({asked}).")
    hint = N_("Grant that day or an earlier one.")


class ApproverAsked(ZuofengError):
    exit_code = 23
    message = N_("{asked} of {unit} asked for this extension; {name}, of the same unit, cannot decide it.")
    hint = N_("Name somebody of another unit with --by.")


class NoPendingExtension(ZuofengError):
    exit_code = 20
    message = N_("{ref} has no extension waiting for a decision.")
    hint = N_("Ask for one with `zuofeng extend request`.")


class ExtensionPending(ZuofengError):
    exit_code = 20
    message = N_("{ref} already has an extension to {until} waiting for a decision.")
    hint = N_("Decide it first: `zuofeng extend approve` or `zuofeng extend deny`.")
