"""Reads ``locale/vocabulary.toml``: how clerks write headings, deadlines and lists of units."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zuofeng_cli.rules.deadlines import DeadlineForms
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.redaction import PersonalForms
from zuofeng_cli.words import language

SOURCE = Path(__file__).parent.parent / "locale" / "vocabulary.toml"


@dataclass(frozen=True, slots=True)
class FormWords:
    """The words of the empty form in one language, by which it is known again when it comes back.

    Attributes:
        row_number: the heading of the first column.
        headings: of the other columns, by field, in their order.
        example: the first cell of the example row.
        filled_by, filled_on: what stands before the unit and the day.
    """

    row_number: str
    headings: Mapping[str, str]
    example: str
    filled_by: str
    filled_on: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The clerks' vocabulary.

    Attributes:
        columns: per kind of table (``issue``, ``unit``, ``owner``, ``checklist``) the field of each folded
            heading.
        left_out: folded headings whose cells are not even kept: a row number says nothing.
        derived: the columns of an export that an import does not take, by folded heading.
        headings: what each column of an issue is called in an export, by language (``zh``, ``en``).
        totals, examples: the first words of rows that are no issues.
        remark: how a line below the table begins; labelled: a cell with a label before its content.
        filled_by, filled_on: how the unit and the day are written above the table.
        personal: how personal data is written.
        form: the words of the empty form, by language (``zh``, ``en``).
        question: a folded heading that names its question by number.
        note: what stands between an answer and the note to it.
        no_evidence: what is written in the place of evidence where there is none; enclosure: its mere number.
        words: per kind (``state``, ``type``, ``role``, ``answer``) the other spellings of each code.
    """

    columns: Mapping[str, Mapping[str, str]]
    left_out: frozenset[str]
    derived: Mapping[str, str]
    headings: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    deadlines: DeadlineForms
    unit_separator: re.Pattern[str]
    person_separator: re.Pattern[str]
    alias_separator: re.Pattern[str]
    lead_mark: re.Pattern[str]
    groups: frozenset[str]
    totals: frozenset[str]
    examples: frozenset[str]
    remark: re.Pattern[str]
    labelled: re.Pattern[str]
    filled_by: re.Pattern[str]
    filled_on: re.Pattern[str]
    question: re.Pattern[str]
    note: re.Pattern[str]
    form: Mapping[str, FormWords]
    personal: PersonalForms
    no_evidence: frozenset[str]
    enclosure: re.Pattern[str]

    def fields(self, table: str) -> tuple[str, ...]:
        """Return the fields of a kind of table, in the clerk's order."""
        return tuple(dict.fromkeys(self.columns[table].values()))

    def names(self, table: str) -> tuple[str, ...]:
        """Return what the fields of a kind of table are called in the language spoken."""
        is_english = language() == "en"
        spelled: dict[str, str] = {}
        for name, field in self.columns[table].items():
            if name.isascii() is is_english:
                spelled.setdefault(field, name)
        return tuple(spelled.values())


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read once."""
    data = tomllib.loads(SOURCE.read_text("utf-8"))
    columns, lists, deadline, around = data["columns"], data["lists"], data["deadline"], data["around"]
    return Vocabulary(
        columns={
            table: {name_key(name): field for field, names in columns[table].items() for name in names}
            for table in ("issue", "unit", "owner", "checklist")
        },
        left_out=frozenset(map(name_key, columns["issue_left_out"]["names"])),
        derived={
            name_key(name): field for field, names in columns["issue_derived"].items() for name in names
        },
        headings={language: _headings(columns, language) for language in ("zh", "en")},
        words={
            kind: {code: tuple(spellings) for code, spellings in words.items()}
            for kind, words in data["words"].items()
        },
        deadlines=DeadlineForms(
            [(form["kind"], re.compile(form["pattern"], re.ASCII)) for form in deadline["forms"]],
            deadline["numerals"],
            deadline["parts"],
            deadline["near"],
        ),
        unit_separator=re.compile(lists["units"]),
        person_separator=re.compile(lists["persons"]),
        alias_separator=re.compile(lists["aliases"]),
        lead_mark=re.compile(lists["lead_mark"]),
        groups=frozenset(map(name_key, lists["groups"])),
        totals=frozenset(map(name_key, around["totals"])),
        examples=frozenset(map(name_key, around["examples"])),
        remark=re.compile(around["remark"]),
        labelled=re.compile(around["labelled"]),
        filled_by=re.compile(around["filled_by"]),
        filled_on=re.compile(around["filled_on"]),
        question=re.compile(data["checklist"]["question"], re.ASCII),
        note=re.compile(data["checklist"]["note"]),
        form={language: _form_words(data, language) for language in ("zh", "en")},
        personal=PersonalForms(*(re.compile(data["personal"][name]) for name in PersonalForms._fields)),
        no_evidence=frozenset(data["evidence"]["none"]),
        enclosure=re.compile(data["evidence"]["enclosure"], re.ASCII),
    )


def _form_words(data: Mapping[str, Any], language: str) -> FormWords:
    """Return the words of the form: of several spellings the first in *language*."""
    columns, form = data["columns"], data["form"]
    return FormWords(
        row_number=_first(columns["issue_left_out"]["names"], language),
        headings={field: _first(columns["issue"][field], language) for field in form["columns"]},
        example=_first(data["around"]["examples"], language),
        filled_by=_first(form["filled_by"], language),
        filled_on=_first(form["filled_on"], language),
    )


def _headings(columns: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return the headings of an export: those that an import knows again."""
    known = {"row": columns["issue_left_out"]["names"], **columns["issue"], **columns["issue_derived"]}
    return {field: _first(names, language) for field, names in known.items()}


def _first(spellings: Sequence[str], language: str) -> str:
    return next(each for each in spellings if each.isascii() is (language == "en"))
