"""Answering the checklists of the plan, and opening issues where an answer is out of order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zuofeng_cli.actions.checklist_words import read_answers
from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import Draft
from zuofeng_cli.actions.listing import enlist
from zuofeng_cli.errors.checklists import CategoryNeeded, QuestionsLeft
from zuofeng_cli.errors.supervision import DayInFuture
from zuofeng_cli.labels import answer_word
from zuofeng_cli.rules.checklists import (
    BY_PERSON,
    ChecklistAnswer,
    Respondent,
    Said,
    in_order,
    key_of,
    path_of,
    respondent,
)
from zuofeng_cli.rules.codes import IssueType, State
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.plan import Checklist
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.typed_words import read_checklist


@dataclass(frozen=True, slots=True)
class Opening:
    """What issues are to be opened with; the category is the plan's, the owner the person, if not said."""

    category: str | None = None
    owner: str | None = None
    deadline: str | None = None
    assign: bool = False


@dataclass(slots=True)
class Answered:
    """What came of answers.

    Attributes:
        unexpected: how many of the answers that count now are out of order.
        opened: the issues opened for them; running: those that were on the list for them already.
    """

    unexpected: int = 0
    opened: list[str] = field(default_factory=list)
    running: list[str] = field(default_factory=list)


def answer(
    context: Context,
    name: str,
    options: Sequence[str],
    *,
    unit: str | None = None,
    person: str | None = None,
    on: str | None = None,
    opening: Opening | None = None,
) -> tuple[Respondent, Answered]:
    """Keep what a unit or a person answers to a checklist; answers given before stay on record."""
    with writing(context) as book:
        checklist = read_checklist(name, book.plan.checklists)
        sheet = AnswerSheet(book, checklist, day_of_answers(book, on))
        who = respondent(checklist, book.units, book.owners, unit=unit, person=person)
        said = read_answers(options, checklist)
        sheet.check_complete(who, said)
        return who, sheet.keep({who: said}, opening)


def day_of_answers(book: Book, on: str | None) -> date:
    """Return the day on which answers were given: today, or a day gone by.

    Raises:
        DayInFuture, UnreadableDate: as they say.
    """
    day = read_day(on, book) if on else book.today
    if day > book.today:
        raise DayInFuture(given=day, today=book.today)
    return day


class AnswerSheet:
    """A checklist with the answers it has got so far, ready for those of one day."""

    def __init__(self, book: Book, checklist: Checklist, day: date) -> None:
        self._book = book
        self._checklist = checklist
        self._day = day
        self._before: dict[tuple[int, int], list[ChecklistAnswer]] = {}
        for known in in_order(book.entries(ChecklistAnswer, checklist=checklist.code)):
            self._before.setdefault(key_of(checklist, known), []).append(known)

    def check_complete(self, who: Respondent, said: Mapping[int, Said]) -> None:
        """Refuse what leaves a question without any answer.

        Raises:
            QuestionsLeft: names them.
        """
        left = [
            question
            for question in range(1, len(self._checklist.questions) + 1)
            if question not in said and self._newest(who, question) is None
        ]
        if left:
            raise QuestionsLeft(who=who.name, questions=tuple(left), checklist=self._checklist.label)

    def changed(self, who: Respondent, said: Mapping[int, Said]) -> dict[int, Said]:
        """Return what differs from what counted on the day."""
        return {
            question: each
            for question, each in said.items()
            if (known := self._newest(who, question)) is None or Said(known.answer, known.note) != each
        }

    def keep(
        self,
        given: Mapping[Respondent, Mapping[int, Said]],
        opening: Opening | None,
        *,
        only_changed: bool = False,
    ) -> Answered:
        """Keep answers, and open issues for those out of order where that is asked for."""
        fresh = [
            self._entry(who, question, each)
            for who, said in given.items()
            for question, each in (self.changed(who, said) if only_changed else said).items()
        ]
        for made in self._book.enter_all(fresh, "checklist") if fresh else ():
            key = key_of(self._checklist, made)
            self._before[key] = in_order([*self._before.get(key, ()), made])
        answered = Answered()
        wrong = [
            (who, newest)
            for who, said in given.items()
            for question in said
            if (newest := self._newest(who, question)) and newest.answer is not self._checklist.expected
        ]
        answered.unexpected = len(wrong)
        if opening:
            self._open(wrong, opening, answered)
        return answered

    def _entry(self, who: Respondent, question: int, said: Said) -> ChecklistAnswer:
        person = who.person.id if who.person else None
        code = self._checklist.code
        return ChecklistAnswer(0, code, question, who.unit.id, person, self._day, said.answer, said.note)

    def _history(self, who: Respondent, question: int) -> list[ChecklistAnswer]:
        """Return what was answered up to the day, the newest last."""
        by_person = self._checklist.answered_by == BY_PERSON
        key = (who.person.id if by_person and who.person else who.unit.id, question)
        return [each for each in self._before.get(key, ()) if each.answered_on <= self._day]

    def _newest(self, who: Respondent, question: int) -> ChecklistAnswer | None:
        history = self._history(who, question)
        return history[-1] if history else None

    def _open(
        self, wrong: Iterable[tuple[Respondent, ChecklistAnswer]], opening: Opening, answered: Answered
    ) -> None:
        """Open an issue for each answer out of order, unless one is on the list for it already."""
        waiting = list(wrong)
        paths = [path_of(each) for who, now in waiting for each in self._history(who, now.question)]
        listed = self._book.issues_from(paths)
        for who, now in waiting:
            earlier = [
                self._survivor(listed[path])
                for each in self._history(who, now.question)
                if (path := path_of(each)) in listed and listed[path].state is not State.CANCELLED
            ]
            running = [issue for issue in earlier if issue.state is not State.CLOSED]
            if running:
                answered.running.append(self._book.ref(running[-1].number))
            elif path_of(now) not in listed:
                closed = earlier[-1].number if earlier else None
                issue = self._enlist(who, now, opening, closed)
                answered.opened.append(self._book.ref(issue.number))

    def _survivor(self, issue: Issue) -> Issue:
        while issue.merged_into is not None:
            issue = self._book.issue(str(issue.merged_into))
        return issue

    def _enlist(
        self, who: Respondent, now: ChecklistAnswer, opening: Opening, recurrence_of: int | None
    ) -> Issue:
        """Open the issue of one answer, as one that has come back where an earlier one was closed."""
        checklist, at = self._checklist, now.question - 1
        category = opening.category or (checklist.categories[at] if checklist.categories else None)
        if category is None:
            raise CategoryNeeded(question=now.question, checklist=checklist.label)
        question = checklist.questions[at]
        own = who.name if checklist.answered_by == BY_PERSON else None
        draft = Draft(
            description=now.note or f"{question} {answer_word(checklist, now.answer)}",
            category=category,
            source=checklist.source,
            unit=who.unit.name,
            owner=opening.owner or own,
            deadline=opening.deadline,
            type=IssueType.IMMEDIATE,
            found_on=now.answered_on.isoformat(),
        )
        come_back = {"recurrence_of": recurrence_of, "chronic": True} if recurrence_of else {}
        return enlist(self._book, draft, assign=opening.assign, origin=path_of(now), **come_back)
