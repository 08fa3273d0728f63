"""A rule of the office is broken (23), or the person may not do it (27)."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class ElementsMissing(ZuofengError):
    exit_code = 23
    message = N_("{ref} cannot be assigned: {missing} is missing.")
    hint = N_("Every issue needs a responsible unit, an owner and a deadline: add {options}.")


class OneOfSeveralIncomplete(ZuofengError):
    exit_code = 23
    message = N_("{ref} cannot be assigned: {missing} is missing; none of them was assigned.")
    hint = N_(
        "Options given with several issues are set in all of them: complete this one alone, with"
        " `zuofeng assign {number}` and {options}."
    )


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


class EvidenceEmpty(ZuofengError):
    exit_code = 23
    message = N_("The evidence file {path} is empty.")
    hint = N_("Name a file that shows what was done, or a document number.")


class EvidenceIrregular(ZuofengError):
    exit_code = 23
    message = N_("{path} is no file that can be kept as evidence.")
    hint = N_("Name a file that shows what was done, or a document number.")


class NoEvidence(ZuofengError):
    exit_code = 23
    message = N_("“{given}” is no evidence.")
    hint = N_("Name a file or a document number with --evidence.")


class EvidenceUsed(ZuofengError):
    exit_code = 23
    message = N_("“{given}” shows nothing new: it was attached on {added_on} already (“{known}”).")
    hint = N_("Name evidence of what was done since the work was sent back or taken up again.")


class VerifierIsRectifier(ZuofengError):
    exit_code = 23
    message = N_("{verifier} did or owns the work on {ref} and cannot check it.")
    hint = N_("Name somebody of another unit with --by.")


class VerifierOfSameUnit(ZuofengError):
    exit_code = 23
    message = N_("{verifier} belongs to {unit}, which is responsible for {ref} or cooperates in it.")
    hint = N_("Name somebody of another unit with --by.")


class VerifierHadPart(ZuofengError):
    exit_code = 23
    message = N_("{verifier} did or owned the work on {ref} earlier and cannot check it.")
    hint = N_("Name somebody else with --by, of a unit that had no part in it.")


class VerifierLeads(ZuofengError):
    exit_code = 23
    message = N_("{verifier} is or was the responsible leader of {ref} and cannot check it.")
    hint = N_("Name somebody else with --by, of a unit that had no part in it.")


class VerifierOfFormerUnit(ZuofengError):
    exit_code = 23
    message = N_("{verifier} belongs to {unit}, which was responsible for {ref} earlier or cooperated in it.")
    hint = N_("Name somebody else with --by, of a unit that had no part in it.")


class DeadlineIsSet(ZuofengError):
    exit_code = 23
    message = N_("The deadline of {ref} is {deadline}; once assigned it moves only by an approved extension.")
    hint = N_(
        "Ask for one: `zuofeng extend request {number} --to DATE --reason TEXT --by OWNER --progress TEXT`."
    )


class DateInFuture(ZuofengError):
    exit_code = 23
    message = N_("{given} is later than today ({today}).")
    hint = N_("Completion is reported when it is done.")


class DateTooEarly(ZuofengError):
    exit_code = 23
    message = N_("{given} is earlier than {bound}.")
    hint = N_("Give a date from {bound} on.")


class UnderWayThen(ZuofengError):
    exit_code = 23
    message = N_("{given} is earlier than {said_on}, when {ref} was still said to be under way.")
    hint = N_("Give a date from {said_on} on: progress, a reply to an order or a request for time came then.")


class WorkBeforeListing(ZuofengError):
    exit_code = 23
    message = N_("{given} is earlier than {listed}, the day on which {ref} was listed.")
    hint = N_(
        "Give a date from {listed} on. If it was found earlier, say so when it is listed: --found-on DATE,"
        " or that column of a file."
    )


class DeadlinePast(ZuofengError):
    exit_code = 23
    message = N_("The new deadline {given} is not later than {bound}.")
    hint = N_("Give a later date.")


class NewDeadlineOver(ZuofengError):
    exit_code = 23
    message = N_("The new deadline {given} has passed already.")
    hint = N_("Give a date from today, {today}, on.")


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


class AlreadyRegistered(ZuofengError):
    exit_code = 23
    message = N_("The {kind} “{given}” is in the register already.")
    hint = N_("Nothing was changed.")


class AliasTaken(ZuofengError):
    exit_code = 23
    message = N_("“{given}” is another name of {unit} already.")
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
        "Take later imports back first (`zuofeng batch list`). What it listed wrongly can be cancelled,"
        " `zuofeng cancel {number} --reason TEXT`; a cancelled issue does not stand in its way."
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


class NotAllowed(ZuofengError):
    exit_code = 27
    message = N_("{name} is {role}; this needs {needed}.")
    hint = N_("Name such a person with --by.")


class LeaderNeeded(ZuofengError):
    exit_code = 27
    message = N_("Level {level} lies above the plan's automatic ceiling ({ceiling}); a leader decides it.")
    hint = N_("Name the leader with --by.")
