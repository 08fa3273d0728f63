"""Reading the formats and words that options name."""

from zuofeng_cli.cli.render import Format
from zuofeng_cli.errors import UnknownWord
from zuofeng_cli.words import N_


def read_format(given: str | None) -> Format | None:
    """Return the format that ``--format`` names; None leaves it to where the output goes.

    Raises:
        UnknownWord: lists the formats.
    """
    if given is None:
        return None
    try:
        return Format(given.lower())
    except ValueError as error:
        raise UnknownWord(
            given=given, kind=N_("format"), choices=tuple(name.value for name in Format)
        ) from error


def read_choice(given: str, choices: tuple[str, ...], kind: str) -> str:
    """Return *given* if it is one of *choices*.

    Raises:
        UnknownWord: lists them.
    """
    if given not in choices:
        raise UnknownWord(given=given, kind=kind, choices=choices)
    return given
