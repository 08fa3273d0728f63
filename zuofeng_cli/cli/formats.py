"""Reading the formats and words that options name."""

from collections.abc import Sequence

from zuofeng_cli.cli.render import Format
from zuofeng_cli.errors.usage import UnknownWord
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.words import N_


def read_format(given: str | None, offered: Sequence[str] = tuple(Format)) -> Format | None:
    """Return the format that ``--format`` names; None leaves it to where the output goes.

    Raises:
        UnknownWord: lists the formats offered.
    """
    if given is None:
        return None
    return Format(read_choice(given.lower(), tuple(map(str, offered)), N_("format")))


def read_field(given: str, choices: tuple[str, ...], kind: str) -> str:
    """Return the one of *choices*, fields of an issue, that *given* names: as a column of the list is called.

    Raises:
        UnknownWord: lists them.
    """
    from zuofeng_cli.labels import FIELDS, REGISTERS
    from zuofeng_cli.typed_words import read_named
    from zuofeng_cli.words import catalogue

    if given in choices:
        return given
    if name_key(given) == name_key(catalogue("zh").gettext(REGISTERS["unit"])):
        return "unit"
    return read_named(given, {name: FIELDS.get(name, FIELDS["ref"]) for name in choices}, kind)


def read_choice(given: str, choices: tuple[str, ...], kind: str) -> str:
    """Return *given* if it is one of *choices*.

    Raises:
        UnknownWord: lists them.
    """
    if given not in choices:
        raise UnknownWord(given=given, kind=kind, choices=choices)
    return given
