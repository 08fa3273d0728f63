"""Taking one's last command back, and why it may have to stay."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class NothingToUndo(ZuofengError):
    exit_code = 22
    message = N_("There is no command of {name} to take back.")
    hint = N_("Only your own commands can be taken back; --as says who you are. An undo is not undone.")


class ImportLast(ZuofengError):
    exit_code = 23
    message = N_("Your last command is import {batch}, which is taken back by its number.")
    hint = N_("`zuofeng import undo {batch}` takes it back.")


class OrderIssued(ZuofengError):
    exit_code = 23
    message = N_("Your last command issued supervision order {orders}; an order that is out stays.")
    hint = N_("Put right what follows from it: `zuofeng order reply`, or `zuofeng cancel REF --reason TEXT`.")


class PublishedLast(ZuofengError):
    exit_code = 23
    message = N_("Your last command is a step of publishing, which stays on record.")
    hint = N_("Correct or take down what is out: `zuofeng publish --help`.")


class BuiltOn(ZuofengError):
    exit_code = 23
    message = N_("Your last command cannot be taken back; {count} stand in the way: {what}.")
    hint = N_("They were changed, or came about, since. Put it right with a command of its own.")
