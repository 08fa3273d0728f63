"""The help of a command: everything that may be typed, in the language asked for, folded and never cut."""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import typer

from zuofeng_cli.cli.metavars import metavar
from zuofeng_cli.cli.usage import ranged
from zuofeng_cli.words import _

WIDEST = 100
"""Longer lines are hard to read, however wide the terminal is."""

_MARGIN, _GAP = 2, 2
_NAMES_SHARE = 0.4
"""How much of a line names may take; the text of a longer name begins below it."""


class _Part(NamedTuple):
    """Something to explain under a heading: what is typed, and what it does."""

    name: str
    text: str


def help_text(command: Any, context: typer.Context) -> str:
    """Return the help of *command* for the width of the terminal."""
    from zuofeng_cli.cli.fitting import folded

    width = min(shutil.get_terminal_size().columns, WIDEST)
    blocks = [
        folded(_("Usage: {line}").format(line=_usage(command, context)), width),
        folded(command.help or "", width),
        *_sections(_parts(command, context), width),
        folded(command.epilog or "", width),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _usage(command: Any, context: typer.Context) -> str:
    words = [context.command_path, _("[options]"), *map(_argument, _of_kind(command.params, "argument"))]
    return " ".join([*words, _("command …")] if _children(command) else words)


def _parts(command: Any, context: typer.Context) -> dict[str, list[_Part]]:
    """Return what there is to explain, by heading."""
    parameters = command.get_params(context)
    found = defaultdict(list)
    for each in _of_kind(parameters, "argument"):
        found[_("Arguments")].append(_Part(_argument(each), _explained(each)))
    for each in _of_kind(parameters, "option"):
        found[_("Options")].append(_Part(_option(each), _explained(each)))
    for each in _children(command):
        found[each.rich_help_panel or _("Commands")].append(_Part(each.name, each.help or ""))
    return found


def _children(command: Any) -> Sequence[Any]:
    return list(getattr(command, "commands", {}).values())


def _of_kind(parameters: Sequence[Any], kind: str) -> Iterator[Any]:
    return (each for each in parameters if each.param_type_name == kind and not each.hidden)


def _argument(parameter: Any) -> str:
    name = metavar(parameter)
    return name if parameter.required or name.startswith("[") else f"[{name}]"


def _option(parameter: Any) -> str:
    names = ", ".join(sorted([*parameter.opts, *parameter.secondary_opts], key=len, reverse=True))
    return names if parameter.is_flag else f"{names} {metavar(parameter)}"


def _explained(parameter: Any) -> str:
    """Return whether a parameter is needed, what it is for, the numbers it takes, and its default."""
    default = parameter.default
    is_told = isinstance(default, str | int) and not isinstance(default, bool) and default != ""
    words = [
        _("[required]") if parameter.required else "",
        _(parameter.help),
        f"[{ranged(parameter)}]" if ranged(parameter) else "",
        _("[default: {}]").format(default) if is_told else "",
    ]
    return " ".join(filter(None, words))


def _sections(parts: dict[str, list[_Part]], width: int) -> Iterator[str]:
    """Yield a heading with its parts, texts below one another in all of them."""
    from rich.cells import cell_len

    most = int(width * _NAMES_SHARE)
    names = [cell_len(part.name) for section in parts.values() for part in section]
    column = max((name for name in names if name <= most), default=most)
    for heading, section in parts.items():
        lines = [line for part in section for line in _lines(part, column, width)]
        yield "\n".join([typer.style(heading, bold=True), *lines])


def _lines(part: _Part, column: int, width: int) -> list[str]:
    """Return the lines of a part; its text begins at *column*, below the name where that is longer."""
    from rich.cells import cell_len, set_cell_size

    from zuofeng_cli.cli.fitting import folded

    margin, before = " " * _MARGIN, " " * (_MARGIN + column + _GAP)
    texts = folded(part.text, width - len(before)).split("\n")
    if cell_len(part.name) > column:
        names = folded(part.name, width - _MARGIN).split("\n")
        return [*(margin + name for name in names), *(before + text for text in texts)]
    first = margin + set_cell_size(part.name, column + _GAP) + texts[0]
    return [first.rstrip(), *(before + text for text in texts[1:])]
