"""The refusals of the practice around the lifecycle: orders, objections, inspection, look-back, undo.

Like those of ``errors.py``: facts, an exit code, the msgids of sentence and next step.
"""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_

# Supervision


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


class NothingSuggested(ZuofengError):
    exit_code = 20
    message = N_("Nothing is suggested for {ref}.")
    hint = N_("`zuofeng list --waiting` shows what waits for a decision.")
