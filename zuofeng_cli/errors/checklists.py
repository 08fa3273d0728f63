"""Questionnaires of the plan and the answers to them."""

from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.words import N_


class BadAnswer(ZuofengError):
    exit_code = 2
    message = N_("“{given}” is no answer.")
    hint = N_("Write {choices}; a note may follow after a colon.")


class BadAnswerOption(ZuofengError):
    exit_code = 2
    message = N_("“{given}” does not say which question it answers.")
    hint = N_("Write the number of the question first, like 3=no:note.")


class QuestionUnknown(ZuofengError):
    exit_code = 22
    message = N_("“{checklist}” has no question {question}.")
    hint = N_("`zuofeng checklist show {code}` shows its questions.")


class QuestionTwice(ZuofengError):
    exit_code = 2
    message = N_("Question {question} is answered twice.")
    hint = N_("Keep one of the answers.")


class QuestionsLeft(ZuofengError):
    exit_code = 23
    message = N_("{who} has no answer yet to question {questions} of “{checklist}”.")
    hint = N_("The first time every question is answered; later only what has changed.")


class RespondentMissing(ZuofengError):
    exit_code = 2
    message = N_("“{checklist}” is answered by each {kind}; none is named.")
    hint = N_("Name one with {option}.")


class PersonOfOtherUnit(ZuofengError):
    exit_code = 23
    message = N_("{name} belongs to {unit}, not to {given}.")
    hint = N_("Correct the unit, or leave it out.")


class AnswersMissing(ZuofengError):
    exit_code = 2
    message = N_("There are no answers, and no terminal to ask for them.")
    hint = N_("Give each with --answer, like --answer 1=yes --answer 3=no:note.")


class OpeningNotAsked(ZuofengError):
    exit_code = 2
    message = N_("{options} is about issues to be opened, but none is to be.")
    hint = N_("Add --open.")


class CategoryNeeded(ZuofengError):
    exit_code = 2
    message = N_("The plan names no category for question {question} of “{checklist}”.")
    hint = N_("Add --category.")


class AnswersHeaderMissing(ZuofengError):
    exit_code = 24
    message = N_("{path} has no header row with a column for {kind}.")
    hint = N_(
        "Head that column as in the registers, and those of the answers with the number of the question."
    )


class AnswersRepeated(ZuofengError):
    exit_code = 24
    message = N_("{who} stands in the file twice, first in row {row}.")
    hint = N_("Keep one of the rows.")


class AnswersRejected(ZuofengError):
    exit_code = 24
    message = N_("{path}: {rejected} of {read} rows cannot be taken; nothing was written.")
    hint = N_("Mend them and import the file again.")


class AnswersOfAnother(ZuofengError):
    exit_code = 24
    message = N_("{path} has a column for question {question}; “{checklist}” has only {count} questions.")
    hint = N_("Name the checklist that the file is about.")
