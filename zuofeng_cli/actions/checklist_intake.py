"""Taking the answers of a file: one row a unit or a person, one column a question; all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zuofeng_cli.actions.checklist_words import question_columns, read_answer
from zuofeng_cli.actions.checklists import Answered, AnswerSheet, Opening, day_of_answers
from zuofeng_cli.actions.file_intake import Say
from zuofeng_cli.errors import ZuofengError
from zuofeng_cli.errors.checklists import (
    AnswersHeaderMissing,
    AnswersOfAnother,
    AnswersRejected,
    AnswersRepeated,
)
from zuofeng_cli.errors.files import ColumnMissing, HeaderMissing
from zuofeng_cli.exchange.tables import Layout, Table, read_file
from zuofeng_cli.rules.checklists import BY_PERSON, Respondent, Said, respondent
from zuofeng_cli.rules.plan import Checklist
from zuofeng_cli.rules.text import clean
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.typed_words import read_checklist
from zuofeng_cli.words import N_, _

SHOWN_FAULTS = 5


@dataclass(frozen=True, slots=True)
class AnswersTaken:
    """What became of a file; *left_out*: headings of columns that hold no answer."""

    read: int
    new: int
    unchanged: int
    left_out: tuple[str, ...]
    answered: Answered


def import_answers(
    context: Context,
    name: str,
    path: Path,
    *,
    say: Say,
    on: str | None = None,
    opening: Opening | None = None,
) -> AnswersTaken:
    """Keep the answers of a file; those that are known already change nothing.

    Raises:
        AnswersRejected: says what is wrong with the rows. HeaderMissing, ColumnMissing and the rest: with
            the file.
    """
    with writing(context) as book:
        checklist = read_checklist(name, book.plan.checklists)
        reading = _Reading(book, checklist, AnswerSheet(book, checklist, day_of_answers(book, on)))
        try:
            for table in read_file(path, "checklist", Layout()).tables:
                reading.read(path, table)
        except HeaderMissing as error:
            raise AnswersHeaderMissing(path=path, kind=_kind(checklist)) from error
        if reading.faults:
            shown = [_in_row(row, say.advice(fault)) for row, fault in reading.faults[:SHOWN_FAULTS]]
            more = len(reading.faults) - len(shown)
            if more:
                shown.append(_("… and {count} more.").format(count=more))
            refusal = AnswersRejected(path=path, rejected=len(reading.faults), read=reading.count)
            raise refusal.detailed(shown)
        new = sum(bool(reading.sheet.changed(who, said)) for who, said in reading.given.items())
        answered = reading.sheet.keep(reading.given, opening, only_changed=True)
        left_out = tuple(dict.fromkeys(filter(None, reading.left_out)))
        return AnswersTaken(reading.count, new, reading.count - new, left_out, answered)


def _in_row(row: int, fault: str) -> str:
    return _("Row {row}: {fault}").format(row=row, fault=fault)


def _kind(checklist: Checklist) -> str:
    return N_("person") if checklist.answered_by == BY_PERSON else N_("unit")


class _Reading:
    """The rows of one file as they are read, with what is wrong with them."""

    def __init__(self, book: Book, checklist: Checklist, sheet: AnswerSheet) -> None:
        self._book = book
        self._checklist = checklist
        self.sheet = sheet
        self.given: dict[Respondent, dict[int, Said]] = {}
        self.faults: list[tuple[int, ZuofengError]] = []
        self.left_out: list[str] = []
        self.count = 0
        self._rows: dict[int, int] = {}

    def read(self, path: Path, table: Table) -> None:
        """Read the rows of one table.

        Raises:
            AnswersHeaderMissing, AnswersOfAnother, ColumnMissing: its columns are not those of the checklist.
        """
        header, checklist = table.header, self._checklist
        if ("name" if checklist.answered_by == BY_PERSON else "unit") not in header.columns:
            raise AnswersHeaderMissing(path=path, kind=_kind(checklist))
        columns = question_columns(header.headings, checklist)
        count = len(checklist.questions)
        if (beyond := max(columns, default=0)) > count:
            raise AnswersOfAnother(path=path, question=beyond, checklist=checklist.label, count=count)
        for question, text in enumerate(checklist.questions, 1):
            if question not in columns:
                headings = tuple(filter(None, header.headings))
                raise ColumnMissing(path=path, column=f"{question} {text}", columns=headings)
        used = {*columns.values(), *header.columns.values()}
        self.left_out += [heading for at, heading in enumerate(header.headings) if at not in used]
        for number, cells in table.rows:
            self.count += 1
            try:
                self._read_row(number, cells, header.columns, columns)
            except ZuofengError as error:
                self.faults.append((number, error))

    def _read_row(
        self, number: int, cells: Sequence[str], fields: Mapping[str, int], columns: Mapping[int, int]
    ) -> None:
        def cell(at: int | None) -> str | None:
            return clean(cells[at]) or None if at is not None and at < len(cells) else None

        checklist, book = self._checklist, self._book
        unit, person = cell(fields.get("unit")), cell(fields.get("name"))
        who = respondent(checklist, book.units, book.owners, unit=unit, person=person)
        key = who.person.id if checklist.answered_by == BY_PERSON and who.person else who.unit.id
        if key in self._rows:
            raise AnswersRepeated(who=who.name, row=self._rows[key])
        self._rows[key] = number
        said = {
            question: read_answer(text, checklist)
            for question, at in columns.items()
            if (text := cell(at)) is not None
        }
        self.sheet.check_complete(who, said)
        self.given[who] = said
