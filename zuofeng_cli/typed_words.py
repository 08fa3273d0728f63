"""How a typed word finds its code: the code itself, its name in either language, or another spelling."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from zuofeng_cli.errors.usage import BadEntryNumber, UnknownWord, UnknownWordNear
from zuofeng_cli.labels import BODIES, ENTRIES, entry_no, label, msgid
from zuofeng_cli.rules.names import name_key, nearest
from zuofeng_cli.rules.references import HIGHEST
from zuofeng_cli.words import N_, _, catalogue

if TYPE_CHECKING:
    from zuofeng_cli.rules.plan import Body, Checklist, Ladder, Position, Stage, Term

CodeT = TypeVar("CodeT", bound=StrEnum)
NamedT = TypeVar("NamedT", "Position", "Checklist", "Stage")
_ENTRY_NUMBER = re.compile(r"#?0*([1-9]\d{0,9})", re.ASCII)


def read_entry_no(kind: str, given: str) -> int:
    """Return the number of an entry, typed alone or as it is shown in either language.

    Raises:
        BadEntryNumber: it is neither.
    """
    key = name_key(given)
    for shown in (ENTRIES[kind], catalogue("zh").gettext(ENTRIES[kind])):
        key = key.removeprefix(name_key(shown.format(number="")))
    match = _ENTRY_NUMBER.fullmatch(key)
    if match is None or int(match[1]) > HIGHEST:
        raise BadEntryNumber(given=given, example=entry_no(kind, 12))
    return int(match[1])


def read_code(
    given: str, codes: type[CodeT], kind: str, aliases: Mapping[str, tuple[str, ...]] | None = None
) -> CodeT:
    """Return the code that *given* names: the code itself, its name in either language, or an alias.

    Raises:
        UnknownWord: lists what may be written.
    """
    chinese = catalogue("zh")
    key = name_key(given)
    for code in codes:
        names = (code.value, msgid(code), chinese.gettext(msgid(code)), *(aliases or {}).get(code.value, ()))
        if key in map(name_key, names):
            return code
    raise _unknown(given, kind, tuple(label(code) for code in codes))


def read_level(given: str, ladder: "Ladder") -> int:
    """Return the level that *given* names by number or name; 0 is no level yet.

    Raises:
        UnknownWord: lists the levels.
    """
    key = name_key(given)
    for rung in ladder.levels:
        if key in map(name_key, (str(rung.level), rung.name, rung.name_en)):
            return rung.level
    if key == "0":
        return 0
    choices = tuple(f"{rung.level} {rung.label}" for rung in ladder.levels)
    raise UnknownWord(given=given, kind=N_("level"), choices=choices)


def read_term(given: str, terms: "Iterable[Term]", kind: str) -> "Term":
    """Return the plan's term that *given* names by code, name or alias.

    Raises:
        UnknownWord: lists what may be written.
    """
    known = tuple(terms)
    key = name_key(given)
    for term in known:
        if key in map(name_key, (term.code, term.name, term.name_en, *term.aliases)):
            return term
    raise _unknown(given, kind, tuple(term.label for term in known))


def read_body(given: str, bodies: "Iterable[Body]") -> "Body":
    """Return the body of the plan that *given* names by code, name, or short for it.

    Raises:
        UnknownWord: lists what may be written.
    """
    chinese = catalogue("zh")
    known = tuple(bodies)
    key = name_key(given)
    for body in known:
        short = BODIES[body.code]
        names = (body.code, body.name, body.name_en, short, chinese.gettext(short))
        if key in map(name_key, filter(None, names)):
            return body
    raise _unknown(given, N_("body"), tuple(_(BODIES[body.code]) for body in known))


def read_position(given: str, positions: "Iterable[Position]") -> "Position":
    """Return the position that *given* names by code or name.

    Raises:
        UnknownWord: lists what may be written.
    """
    return _read_named(given, positions, N_("position"))


def read_checklist(given: str, checklists: "Iterable[Checklist]") -> "Checklist":
    """Return the checklist that *given* names by code or name.

    Raises:
        UnknownWord: lists what may be written.
    """
    return _read_named(given, checklists, N_("checklist"))


def read_stage(given: str, stages: "Iterable[Stage]") -> "Stage":
    """Return the stage that *given* names by code or name.

    Raises:
        UnknownWord: lists what may be written.
    """
    return _read_named(given, stages, N_("stage"))


def _read_named(given: str, listed: "Iterable[NamedT]", kind: str) -> "NamedT":
    known = tuple(listed)
    key = name_key(given)
    for each in known:
        if key in map(name_key, filter(None, (each.code, each.name, each.name_en))):
            return each
    raise _unknown(given, kind, tuple(each.label for each in known))


def read_word(given: str, words: Iterable[str], kind: str) -> str:
    """Return the one of the plan's *words* that *given* means.

    Raises:
        UnknownWord: lists what may be written.
    """
    known = tuple(words)
    key = name_key(given)
    for word in known:
        if name_key(word) == key:
            return word
    raise _unknown(given, kind, known)


def read_named(given: str, words: Mapping[str, str], kind: str) -> str:
    """Return the key of *words* that *given* means: as it is, or as its msgid is in either language.

    Raises:
        UnknownWord: lists what may be written.
    """
    chinese = catalogue("zh")
    key = name_key(given)
    for name, called in words.items():
        if key in map(name_key, (name, called, chinese.gettext(called))):
            return name
    raise _unknown(given, kind, tuple(f"{name} ({_(called)})" for name, called in words.items()))


def _unknown(given: str, kind: str, choices: tuple[str, ...]) -> UnknownWord:
    """Return the refusal of a word, with the nearest known ones if there are any."""
    near = nearest(given, choices)
    if not near:
        return UnknownWord(given=given, kind=kind, choices=choices)
    return UnknownWordNear(given=given, kind=kind, choices=choices, nearest=near)
