"""The command line cannot be read as it stands (exit code 2)."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class NotText(ZuofengError):
    exit_code = 2
    message = N_("Part of the command line is not text.")
    hint = N_("Type it again; a terminal set to UTF-8 avoids this.")


class UsageFault(ZuofengError):
    exit_code = 2
    message = N_("{detail}")
    hint = N_("See `{command} --help`.")


class FaultsOverInput(ZuofengError):
    exit_code = 2
    message = N_("--faults names {path}, which is the ledger or one of the files to be read.")
    hint = N_("Name another file for the faults.")


class UnknownWord(ZuofengError):
    exit_code = 2
    message = N_("“{given}” is not a known {kind}.")
    hint = N_("Use one of: {choices}.")


class UnreadableDate(ZuofengError):
    exit_code = 2
    message = N_("“{given}” cannot be read as a date.")
    hint = N_(
        "Write it like 2020-06-30, 2020.6.30 or 30 June 2020; end of a month or quarter and working days"
        " in Chinese as in the README."
    )


class DayNotInMonth(UnreadableDate):
    message = N_("“{given}” is no day: month {month} of {year} has {days} days.")


class DayInDoubt(UnreadableDate):
    message = N_("“{given}” does not say for sure which day is meant.")
    hint = N_(
        "Write it like 2020-06-30, 30 June or 6.30: a day and a month change places from country to country,"
        " and a spreadsheet makes 6.1 of 6.10."
    )


class UnknownWordNear(UnknownWord):
    message = N_("“{given}” is not a known {kind}; nearest: {nearest}.")


class BadReference(ZuofengError):
    exit_code = 2
    message = N_("“{given}” is not an issue number.")
    hint = N_("Write the number alone, like 12, or the whole reference, like {example}.")


class BadEntryNumber(ZuofengError):
    exit_code = 2
    message = N_("“{given}” is no such number.")
    hint = N_("Write the number alone, like 12, or as it is shown: {example}.")


class EmptyText(ZuofengError):
    exit_code = 2
    message = N_("The text for {field} is empty.")
    hint = N_("Write at least one word.")


class SignsAlone(ZuofengError):
    exit_code = 2
    message = N_("The text for {field}, “{given}”, says nothing.")
    hint = N_("Write at least one word.")


class BadMapping(ZuofengError):
    exit_code = 2
    message = N_("“{given}” does not name a known field before an equals sign.")
    hint = N_("Fields: {known}.")


class BadRows(ZuofengError):
    exit_code = 2
    message = N_("“{given}” names no header row.")
    hint = N_("Write its number as the spreadsheet shows it, like 3, or 3-4 for a header of two rows.")


class BatchNotNamed(ZuofengError):
    exit_code = 2
    message = N_("“{given}” is not the number of an import.")
    hint = N_("Write `zuofeng import undo 3`; `zuofeng batch list` shows the numbers.")


class BadVariable(ZuofengError):
    exit_code = 2
    message = N_("{variable}={given} cannot be read.")
    hint = N_("Write a date like 2020-06-30, or unset it.")


class EncodingOfCsvOnly(ZuofengError):
    exit_code = 2
    message = N_("--encoding is for a csv file only, which {path} is not.")
    hint = N_("Leave it out, or give the file a name that ends in .csv.")


class NotEarlier(ZuofengError):
    exit_code = 2
    message = N_("{given} is later than {today}, so there is nothing to compare.")
    hint = N_("Name an earlier day with --since.")
