"""Asking the questions of a checklist on a terminal, one after the other."""

import sys

from zuofeng_cli.actions.checklist_words import read_answer
from zuofeng_cli.cli.boundary import advice
from zuofeng_cli.cli.render import say
from zuofeng_cli.errors.checklists import AnswersMissing, BadAnswer
from zuofeng_cli.errors.program import Stopped
from zuofeng_cli.labels import answer_word
from zuofeng_cli.rules.codes import Answer
from zuofeng_cli.rules.plan import Checklist
from zuofeng_cli.words import _


def ask(checklist: Checklist, who: str) -> list[str]:
    """Return what is answered to each question, like ``1=yes``; nothing is kept yet.

    Raises:
        AnswersMissing: there is no terminal. Stopped: the last question was not reached.
    """
    if not sys.stdin.isatty():
        raise AnswersMissing
    words = "/".join(answer_word(checklist, code) for code in Answer)
    say(_("{checklist} – {who}").format(checklist=checklist.label, who=who))
    say(
        _(
            "Answer {words} or y/n; a note may follow after a colon. Ctrl-C stops, and nothing is kept."
        ).format(words=words)
    )
    total = len(checklist.questions)
    return [
        f"{at}={_answer(f'[{at}/{total}] {text} ({words}) ', checklist)}"
        for at, text in enumerate(checklist.questions, 1)
    ]


def _answer(question: str, checklist: Checklist) -> str:
    while True:
        try:
            said = input(question)
        except EOFError as error:
            raise Stopped from error
        try:
            read_answer(said, checklist)
        except BadAnswer as error:
            say(advice(error))
        else:
            return said
