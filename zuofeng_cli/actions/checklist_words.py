"""Reading what people write for a checklist: its name, its answers, the headings of its files."""

from collections.abc import Iterable, Sequence

from zuofeng_cli.errors.checklists import BadAnswer, BadAnswerOption, QuestionTwice, QuestionUnknown
from zuofeng_cli.errors.usage import UnknownWord
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.labels import answer_word
from zuofeng_cli.rules.checklists import Said
from zuofeng_cli.rules.codes import Answer
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.plan import Checklist
from zuofeng_cli.rules.text import clean
from zuofeng_cli.typed_words import read_code
from zuofeng_cli.words import N_

WIDE_EQUALS = "\uff1d"


def read_answer(text: str, checklist: Checklist) -> Said:
    """Return the answer that *text* gives, with the note after it.

    Raises:
        BadAnswer: it gives none.
    """
    word, *notes = vocabulary().note.split(clean(text), maxsplit=1)
    aliases = {code: tuple(words) for code, words in vocabulary().words["answer"].items()}
    for code, own in zip(Answer, checklist.words, strict=False):
        aliases[code] = (*aliases.get(code, ()), own)
    try:
        answer = read_code(word, Answer, N_("answer"), aliases)
    except UnknownWord as error:
        choices = tuple(answer_word(checklist, code) for code in Answer)
        raise BadAnswer(given=text, choices=choices) from error
    return Said(answer, (notes[0] if notes else "") or None)


def read_answers(given: Iterable[str], checklist: Checklist) -> dict[int, Said]:
    """Return answers by question from options like ``1=yes`` and ``3=no:note``.

    Raises:
        BadAnswerOption, QuestionUnknown, QuestionTwice, BadAnswer: as they say.
    """
    said: dict[int, Said] = {}
    for option in given:
        number, equals, text = option.replace(WIDE_EQUALS, "=").partition("=")
        key = name_key(number)
        if not equals or not (key.isascii() and key.isdecimal()):
            raise BadAnswerOption(given=option)
        question = int(key[:9])
        if not 1 <= question <= len(checklist.questions):
            raise QuestionUnknown(checklist=checklist.label, question=key, code=checklist.code)
        if question in said:
            raise QuestionTwice(question=question)
        said[question] = read_answer(text, checklist)
    return said


def question_columns(headings: Sequence[str], checklist: Checklist) -> dict[int, int]:
    """Return the column of each question: its heading holds the question, or its number.

    A number may be one that the checklist does not have: the file is about another one then.
    """
    found: dict[int, int] = {}
    keys = [name_key(heading) for heading in headings]
    for question, text in enumerate(checklist.questions, 1):
        at = next((at for at, key in enumerate(keys) if name_key(text) in key), None)
        if at is not None:
            found[question] = at
    for at, key in enumerate(keys):
        match = vocabulary().question.fullmatch(key)
        if match and at not in found.values():
            found.setdefault(int(match["number"]), at)
    return found
