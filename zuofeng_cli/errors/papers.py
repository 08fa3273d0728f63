"""Papers: what there is no paper of, and templates that cannot be filled in."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class NeverReturned(ZuofengError):
    exit_code = 22
    message = N_("{ref} was never sent back.")
    hint = N_("`zuofeng show {ref}` tells what happened to it.")


class ReturnOver(ZuofengError):
    exit_code = 20
    message = N_("{ref} was reported done again since it was sent back; there is nothing to give notice of.")
    hint = N_("`zuofeng show {ref}` tells what happened to it.")


class NoExtensionDecided(ZuofengError):
    exit_code = 22
    message = N_("No request for a later deadline of {ref} was decided.")
    hint = N_("`zuofeng extend list` shows the requests.")


class AccountNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no accountability entry {given}.")
    hint = N_("`zuofeng account list` shows them.")


class OtherFormDecided(ZuofengError):
    exit_code = 23
    message = N_("In record {number} “{form}” was decided; this paper gives notice of {forms}.")
    hint = N_("`zuofeng account list` shows what was decided; a new decision needs a record of its own.")


class PeriodEmpty(ZuofengError):
    exit_code = 2
    message = N_("The period from {since} to {until} does not lie between its ends in the past.")
    hint = N_("Name its first day with --since and its last with --until; today at the latest.")


class TemplateUnreadable(ZuofengError):
    exit_code = 24
    message = N_("{path} is no docx file that can be filled in.")
    hint = N_("Begin with `zuofeng paper template KIND -o FILE.docx`.")


class TemplateFaulty(ZuofengError):
    exit_code = 24
    message = N_("The template {path} cannot be filled in: {detail}.")
    hint = N_("These names stand for what the paper says: {names}.")


class PaperNumbered(ZuofengError):
    exit_code = 20
    message = N_("Your last command gave a paper its number, which is not used again.")
    hint = N_("Nothing needs to be taken back; draw the paper up again where something was wrong.")
