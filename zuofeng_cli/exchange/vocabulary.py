"""Reads ``locale/vocabulary.toml``: how clerks write headings, deadlines and lists of units."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zuofeng_cli.rules.deadlines import DeadlineForms
from zuofeng_cli.rules.names import name_key

SOURCE = Path(__file__).parent.parent / "locale" / "vocabulary.toml"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The clerks' vocabulary.

    Attributes:
        columns: per kind of table (``issue``, ``unit``, ``owner``) the field of each folded heading.
        left_out: folded headings that are known but not taken.
        words: per kind (``state``, ``type``, ``role``) the other spellings of each code.
    """

    columns: Mapping[str, Mapping[str, str]]
    left_out: frozenset[str]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    deadlines: DeadlineForms
    unit_separator: re.Pattern[str]
    alias_separator: re.Pattern[str]
    lead_mark: re.Pattern[str]
    groups: frozenset[str]

    def fields(self, table: str) -> tuple[str, ...]:
        """Return the fields of a kind of table, in the clerk's order."""
        return tuple(dict.fromkeys(self.columns[table].values()))


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read once."""
    data = tomllib.loads(SOURCE.read_text("utf-8"))
    columns, lists, deadline = data["columns"], data["lists"], data["deadline"]
    return Vocabulary(
        columns={
            table: {name_key(name): field for field, names in columns[table].items() for name in names}
            for table in ("issue", "unit", "owner")
        },
        left_out=frozenset(map(name_key, columns["issue_left_out"]["names"])),
        words={
            kind: {code: tuple(spellings) for code, spellings in words.items()}
            for kind, words in data["words"].items()
        },
        deadlines=DeadlineForms(
            [(form["kind"], re.compile(form["pattern"], re.ASCII)) for form in deadline["forms"]],
            deadline["numerals"],
            deadline["parts"],
        ),
        unit_separator=re.compile(lists["units"]),
        alias_separator=re.compile(lists["aliases"]),
        lead_mark=re.compile(lists["lead_mark"]),
        groups=frozenset(map(name_key, lists["groups"])),
    )
