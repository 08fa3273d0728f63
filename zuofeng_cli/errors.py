"""Every refusal: its facts, its exit code, and the msgids of its sentence and next step.

The sentence is put together and translated at the one boundary, ``cli/boundary.py``.
Source: shared design, "Errors".
"""

from typing import ClassVar

from zuofeng_cli.words import N_


class ZuofengError(Exception):
    """A refusal a person can act on; *facts* fill the placeholders of message and hint."""

    exit_code: ClassVar[int] = 1
    message: ClassVar[str] = N_("The program failed.")
    hint: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        super().__init__(facts)
        self.facts = facts


# 1: stopped


class Stopped(ZuofengError):
    exit_code = 1
    message = N_("Stopped; nothing was written.")


# 2: usage


class NotText(ZuofengError):
    exit_code = 2
    message = N_("Part of the command line is not text.")
    hint = N_("Type it again; a terminal set to UTF-8 avoids this.")


class OutputFailed(ZuofengError):
    exit_code = 1
    message = N_("The output could not be written ({detail}).")
    hint = N_("What the command changes has been done: look at it with `zuofeng list` before you repeat it.")


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


class UnknownWordNear(UnknownWord):
    message = N_("“{given}” is not a known {kind}; nearest: {nearest}.")


class BadReference(ZuofengError):
    exit_code = 2
    message = N_("“{given}” is not an issue number.")
    hint = N_("Write the number alone, like 12, or the whole reference, like {example}.")


class EmptyText(ZuofengError):
    exit_code = 2
    message = N_("The text for {field} is empty.")
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


# 20: illegal step


class IllegalStep(ZuofengError):
    exit_code = 20
    message = N_("{ref} is “{state}”; “{action}” is not possible from there.")
    hint = N_("Possible now: {possible}.")


class NoticeRunning(ZuofengError):
    exit_code = 20
    message = N_("The public notice of {ref} runs until {until}; it cannot be closed before it is over.")
    hint = N_("Close it from {first_day} on.")


class NotLongTerm(ZuofengError):
    exit_code = 20
    message = N_("{ref} is not a long-term issue, so it has no review.")
    hint = N_("Report completion with `zuofeng rectify`.")


class NoPendingExtension(ZuofengError):
    exit_code = 20
    message = N_("{ref} has no extension waiting for a decision.")
    hint = N_("Ask for one with `zuofeng extend request`.")


class ExtensionPending(ZuofengError):
    exit_code = 20
    message = N_("{ref} already has an extension to {until} waiting for a decision.")
    hint = N_("Decide it first: `zuofeng extend approve` or `zuofeng extend deny`.")


# 21: the ledger itself


class LedgerMissing(ZuofengError):
    exit_code = 21
    message = N_("There is no ledger at {location}.")
    hint = N_("Make one with `zuofeng init`, or name another with --db.")


class LedgerExists(ZuofengError):
    exit_code = 21
    message = N_("There is something at {location} already; it was not touched.")
    hint = N_("Choose another place with --db.")


class LedgerForeign(ZuofengError):
    exit_code = 21
    message = N_("{location} is not a zuofeng ledger.")
    hint = N_("Name the right file with --db.")


class LedgerDamaged(ZuofengError):
    exit_code = 21
    message = N_("The ledger {location} is damaged: {detail}.")
    hint = N_("Keep a copy of the file, and go back to the last backup.")


class LedgerTooNew(ZuofengError):
    exit_code = 21
    message = N_("The ledger {location} was written by a newer version of zuofeng ({revision}).")
    hint = N_("Update the program with `pip install --upgrade zuofeng`.")


class LedgerTooOld(ZuofengError):
    exit_code = 21
    message = N_("The ledger {location} has the layout of an older version ({revision}).")
    hint = N_("Make a copy, then run `zuofeng migrate`.")


class LedgerReadOnly(ZuofengError):
    exit_code = 21
    message = N_("{location} cannot be written: the file or its folder is read-only.")
    hint = N_("Ask for write permission, or name another place with --db.")


class DiskFull(ZuofengError):
    exit_code = 21
    message = N_("The disk that holds {location} is full; nothing was written.")
    hint = N_("Free some space and repeat the command.")


class ServerUnreachable(ZuofengError):
    exit_code = 21
    message = N_("The database server of {location} cannot be reached: {detail}.")
    hint = N_("Check the address and that the server runs.")


class DriverMissing(ZuofengError):
    exit_code = 21
    message = N_("The PostgreSQL driver is not installed.")
    hint = N_("Install it with `pip install 'zuofeng[postgres]'`.")


class UnknownEngine(ZuofengError):
    exit_code = 21
    message = N_("{location} is neither a SQLite file nor a PostgreSQL address.")
    hint = N_("Write a path, or postgresql://USER@HOST/DATABASE.")


# 22: not found or ambiguous


class IssueNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no issue {ref}.")
    hint = N_("`zuofeng list` shows the numbers in use.")


class NameNotFound(ZuofengError):
    exit_code = 22
    message = N_("There is no {kind} “{given}” in the register; nearest: {nearest}.")
    hint = N_("Correct the name, or add it with `{command}`.")


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


# 23: a rule is broken


class ElementsMissing(ZuofengError):
    exit_code = 23
    message = N_("{ref} cannot be assigned: {missing} is missing.")
    hint = N_("Every issue needs a responsible unit, an owner and a deadline: add {options}.")


class NewIssueIncomplete(ZuofengError):
    exit_code = 23
    message = N_("The issue was not listed, because it cannot be handed over at once: {missing} is missing.")
    hint = N_("Add {options}, or leave out --assign.")


class RectifierOfOtherUnit(ZuofengError):
    exit_code = 23
    message = N_("{name} belongs to {unit}, which has no part in {ref}.")
    hint = N_("Completion is reported by somebody of the responsible or a cooperating unit.")


class MeasureMissing(ZuofengError):
    exit_code = 23
    message = N_("{ref} has no rectification measure yet.")
    hint = N_("Write down what was done: `zuofeng measure add {number} TEXT`.")


class EvidenceMissing(ZuofengError):
    exit_code = 23
    message = N_("Completion of {ref} needs evidence.")
    hint = N_("Name a file or a document number with --evidence.")


class EvidenceNotFound(ZuofengError):
    exit_code = 23
    message = N_("The evidence file {path} does not exist or cannot be read.")
    hint = N_("Check the path; a document number carries 〔year〕 or ends with its number sign.")


class VerifierIsRectifier(ZuofengError):
    exit_code = 23
    message = N_("{verifier} did or owns the work on {ref} and cannot check it.")
    hint = N_("Name somebody of another unit with --by.")


class VerifierOfSameUnit(ZuofengError):
    exit_code = 23
    message = N_("{verifier} belongs to {unit}, which is responsible for {ref} or cooperates in it.")
    hint = N_("Name somebody of another unit with --by.")


class DeadlineIsSet(ZuofengError):
    exit_code = 23
    message = N_("The deadline of {ref} is {deadline}; once assigned it moves only by an approved extension.")
    hint = N_("Ask for one: `zuofeng extend request {number} --to DATE --reason TEXT --by OWNER`.")


class DateInFuture(ZuofengError):
    exit_code = 23
    message = N_("{given} is later than today ({today}).")
    hint = N_("Completion is reported when it is done.")


class DateTooEarly(ZuofengError):
    exit_code = 23
    message = N_("{given} is earlier than {bound}.")
    hint = N_("Give a date from {bound} on.")


class DeadlinePast(ZuofengError):
    exit_code = 23
    message = N_("The new deadline {given} is not later than {bound}.")
    hint = N_("Give a later date.")


class DeadlineNeedsDate(ZuofengError):
    exit_code = 23
    message = N_("“{given}” names no date.")
    hint = N_("Give a date with --deadline.")


class LevelNotHigher(ZuofengError):
    exit_code = 23
    message = N_("{ref} is at level {level} already; escalation only goes up, to {highest} at most.")
    hint = N_("Leave --to out to go up by one.")


class MergeIntoItself(ZuofengError):
    exit_code = 23
    message = N_("{ref} cannot be merged into itself.")
    hint = N_("Name the surviving issue with --into.")


class TookOverOthers(ZuofengError):
    exit_code = 23
    message = N_("{ref} took over {others} and cannot be cancelled: they would be lost.")
    hint = N_("Merge it into another issue, or finish it.")


class MergeTargetEnded(ZuofengError):
    exit_code = 23
    message = N_("{ref} is “{state}” and cannot take over another issue.")
    hint = N_("Name the issue that survives with --into.")


class ExtensionTooLong(ZuofengError):
    exit_code = 23
    message = N_("An extension of {days} days is longer than the plan allows ({highest}).")
    hint = N_("Ask for a shorter one.")


class ExtensionsUsedUp(ZuofengError):
    exit_code = 23
    message = N_("{ref} has been extended {times} times, which is all the plan allows.")
    hint = N_("Finish it, or escalate it.")


class ApproverAsked(ZuofengError):
    exit_code = 23
    message = N_("{asked} of {unit} asked for this extension; {name}, of the same unit, cannot decide it.")
    hint = N_("Name somebody of another unit with --by.")


class AlreadyRegistered(ZuofengError):
    exit_code = 23
    message = N_("The {kind} “{given}” is in the register already.")
    hint = N_("Nothing was changed.")


class BatchUndone(ZuofengError):
    exit_code = 23
    message = N_("Import {batch} was taken back on {undone_on} already.")
    hint = N_("`zuofeng batch list` shows what became of it.")


class BatchTooOld(ZuofengError):
    exit_code = 23
    message = N_("Import {batch} was made by an older version, which did not keep what belongs to it.")
    hint = N_("Cancel its issues one by one: `zuofeng cancel REF --reason TEXT`.")


class BatchTouched(ZuofengError):
    exit_code = 23
    message = N_("Import {batch} cannot be taken back: {count} of its issues were changed since: {refs}.")
    hint = N_(
        "Take later imports back first; single issues can be cancelled: `zuofeng cancel REF --reason TEXT`."
    )


class NamesSeveral(ZuofengError):
    exit_code = 23
    message = N_("“{given}” is a group, not a unit.")
    hint = N_("Name one responsible unit and, if need be, cooperating ones.")


class PersonsSeveral(ZuofengError):
    exit_code = 23
    message = N_("“{given}” names several persons.")
    hint = N_("Name one owner, as in the register.")


class UnitTreeLoop(ZuofengError):
    exit_code = 23
    message = N_("“{given}” cannot be its own superior unit.")
    hint = N_("Name another superior unit.")


# 24: a bad input file


class FileMissing(ZuofengError):
    exit_code = 24
    message = N_("The file {path} does not exist or cannot be read.")
    hint = N_("Check the name.")


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
    message = N_("{path} has no header row with a known column ({columns}).")
    hint = N_("Name the columns with --map FIELD=COLUMN.")


class ColumnMissing(ZuofengError):
    exit_code = 24
    message = N_("{path} has no column “{column}”.")
    hint = N_("Its columns are: {columns}.")


class SheetMissing(ZuofengError):
    exit_code = 24
    message = N_("{path} has no sheet “{sheet}” that is shown.")
    hint = N_("Its sheets are: {sheets}.")


class RowsRejected(ZuofengError):
    exit_code = 24
    message = N_(
        "{path}: {rejected} of {read} rows cannot be taken; nothing was written. {first} ({more} more)"
    )
    hint = N_(
        "Mend them, write them out with --faults FILE, or take the good ones with --keep-good;"
        " units and owners that are new go into the registers first, or with --register."
    )


class RowsRejectedWritten(RowsRejected):
    hint = N_(
        "The rows at fault are in {faults_file}: mend them there; the others can be taken with --keep-good."
    )


class WrongRegister(ZuofengError):
    exit_code = 24
    message = N_("{path} does not look like a register of this kind: {detail}.")
    hint = N_("Units go with `zuofeng unit import`, persons with `zuofeng owner import`.")


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
    message = N_("“{ref}” stands in the file twice, with different contents.")
    hint = N_("Keep one of the rows.")


class RowConflicts(ZuofengError):
    exit_code = 24
    message = N_("{ref} is “{state}” already, so the row does not change it; it differs in: {fields}.")
    hint = N_("Change it with the commands for its state, a deadline with `zuofeng extend request`.")


class FaultsExist(ZuofengError):
    exit_code = 24
    message = N_("There is something at {path} already; it was not touched.")
    hint = N_("Name another file with --faults.")


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


# 25–27


class ChangedMeanwhile(ZuofengError):
    exit_code = 25
    message = N_("{ref} was changed by somebody else meanwhile; nothing was written.")
    hint = N_("Look at it with `zuofeng show {number}` and repeat the command.")


class LedgerBusy(ZuofengError):
    exit_code = 26
    message = N_("The ledger {location} is being written by somebody else; nothing was written.")
    hint = N_("Repeat the command in a moment.")


class NotAllowed(ZuofengError):
    exit_code = 27
    message = N_("{name} is {role}; this needs {needed}.")
    hint = N_("Name such a person with --by.")


class LeaderNeeded(ZuofengError):
    exit_code = 27
    message = N_("Level {level} lies above the plan's automatic ceiling ({ceiling}); a leader decides it.")
    hint = N_("Name the leader with --by.")


# The demo


class DemoStopped(ZuofengError):
    exit_code = 1
    message = N_("The demo stopped at `{command}` (exit code {code}).")
    hint = N_("Give it an empty folder with --folder, or none.")
