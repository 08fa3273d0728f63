"""A file cannot be read, or its rows cannot be taken (exit code 24)."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class FileMissing(ZuofengError):
    exit_code = 24
    message = N_("The file {path} does not exist.")
    hint = N_("Check the name.")


class FileUnreadable(ZuofengError):
    exit_code = 24
    message = N_("{path} cannot be read: {detail}.")
    hint = N_("Name an ordinary file that you may read.")


class NotATable(ZuofengError):
    exit_code = 24
    message = N_("{path} cannot be read as a table: {detail}.")
    hint = N_("Save it from the spreadsheet as xlsx or “CSV UTF-8” and try again.")


class WrongEncoding(ZuofengError):
    exit_code = 24
    message = N_("{path} is not text in {encoding} (byte {position}).")
    hint = N_("Name its encoding with --encoding, or save it as “CSV UTF-8”.")


class HeaderMissing(ZuofengError):
    exit_code = 24
    message = N_("{path} has no row that names its columns: {columns} …")
    hint = N_("Write that row above the others; what an import calls otherwise, --map FIELD=COLUMN tells.")


class CommaFullWidth(HeaderMissing):
    hint = N_("Its columns stand between full-width commas; put “,” for them, or save it as xlsx.")


class ColumnMissing(ZuofengError):
    exit_code = 24
    message = N_("{path} has no column “{column}”.")
    hint = N_("Its columns are: {columns}.")


class SheetMissing(ZuofengError):
    exit_code = 24
    message = N_("{path} has no sheet “{sheet}” that is shown.")
    hint = N_("Its sheets are: {sheets}.")


class SheetOfText(ZuofengError):
    exit_code = 24
    message = N_("{path} is a text file, which has no sheet “{sheet}”.")
    hint = N_("Leave out --sheet.")


class RowsRejected(ZuofengError):
    exit_code = 24
    message = N_("{path}: {rejected} of {read} rows cannot be taken; nothing was written.")
    hint = N_(
        "Mend them, write them out with --faults FILE, or take the good ones with --keep-good;"
        " units and owners that are new go into the registers first, or with --register."
    )


class RowsRejectedWritten(RowsRejected):
    hint = N_(
        "The rows at fault are in {faults_file}: mend them there; the others can be taken with --keep-good."
    )


class PersonsRejected(ZuofengError):
    exit_code = 24
    message = N_("{count} rows cannot be taken; nothing was written.")
    hint = N_("Mend them all, then take the file again.")


class WrongRegister(ZuofengError):
    exit_code = 24
    message = N_("{path} does not look like a register of this kind: {detail}.")
    hint = N_("Units go with `zuofeng unit import`, persons with `zuofeng owner import`.")


class PlaceUnreadable(ZuofengError):
    exit_code = 24
    message = N_("“{given}” is no place in tables.")
    hint = N_("Write a number there, like 6, or leave it empty.")


class CellInError(ZuofengError):
    exit_code = 24
    message = N_("“{given}” is a spreadsheet's error, not a value.")
    hint = N_("Put the value itself there.")


class SourceChanged(ZuofengError):
    exit_code = 24
    message = N_("{path} has changed since you were shown it; nothing was written.")
    hint = N_("Import it again.")


class RowRepeated(ZuofengError):
    exit_code = 24
    message = N_("“{ref}” stands in row {row}, too, with different contents.")
    hint = N_("Keep one of the rows.")


class RowInOtherFile(ZuofengError):
    exit_code = 24
    message = N_("“{ref}” stands in {file}, row {row}, too, with different contents.")
    hint = N_("Keep one of the rows.")


class RowConflicts(ZuofengError):
    exit_code = 24
    message = N_("{ref} is “{state}” already, so the row does not change it; it differs in: {fields}.")
    hint = N_(
        "Change it with the commands for its state: `zuofeng progress` for progress,"
        " `zuofeng measure add` for a measure, `zuofeng extend request` for a deadline."
    )


class FaultsExist(ZuofengError):
    exit_code = 24
    message = N_("There is something else at {path} already, perhaps half mended; it was not touched.")
    hint = N_("Mend it and import it, or name another file with --faults.")


class ColumnNeeded(ZuofengError):
    exit_code = 24
    message = N_(
        "{path} has no column for {field}; nothing was written. Columns that are no field: {columns}."
    )
    hint = N_(
        "Say which one it is with --map FIELD=COLUMN, or give all rows one value with --set FIELD=VALUE."
    )


class PlanFaulty(ZuofengError):
    exit_code = 24
    message = N_("The plan {path} has {count} faults: {faults}")
    hint = N_("Mend the lines named; `zuofeng plan check FILE` checks again.")


class FolderNotWritable(ZuofengError):
    exit_code = 24
    message = N_("{path} cannot be written.")
    hint = N_("Choose another place.")


class OutputExists(ZuofengError):
    exit_code = 24
    message = N_("There is something at {path} already; it was not touched.")
    hint = N_("Name another file, or replace it with --force.")


class FolderTaken(ZuofengError):
    exit_code = 24
    message = N_("{path} holds something else; it was not touched.")
    hint = N_("Name an empty folder, or a new one.")


class TooManyRows(ZuofengError):
    exit_code = 24
    message = N_("A workbook holds {most} rows, but there are {count} issues.")
    hint = N_("Write csv instead, or one file for each unit with --unit.")


class TextTooLong(ZuofengError):
    exit_code = 24
    message = N_("A text in row {row} has more than the {most} letters that a cell of a workbook holds.")
    hint = N_("Write csv instead.")


class NotOfThisLedger(ZuofengError):
    exit_code = 24
    message = N_("This ledger has no issue {given}.")
    hint = N_("Empty the cell to list the row as a new issue.")


class NotByImport(ZuofengError):
    exit_code = 24
    message = N_("{ref}: no import changes {fields}.")
    hint = N_("Use the commands: `zuofeng rectify`, `zuofeng close`, `zuofeng escalate`.")


class ExportOutdated(ZuofengError):
    exit_code = 24
    message = N_("{ref} was changed since this file was exported; it differs in: {fields}.")
    hint = N_("Export it again and change that.")


class NumberTaken(ZuofengError):
    exit_code = 24
    message = N_("Number {given} of the unit belongs to {ref} already.")
    hint = N_("Give this issue another number.")
