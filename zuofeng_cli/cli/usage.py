"""What a command line gets wrong, in the user's language: Typer says it in English only."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import typer
from typer.exceptions import TyperException

from zuofeng_cli.cli.metavars import metavar
from zuofeng_cli.errors.usage import UsageFault
from zuofeng_cli.words import _, pick

NO_END = 2**31 - 1
"""A greatest number that only keeps figures beyond reason out."""


def fault(error: TyperException, context: typer.Context | None) -> UsageFault:
    """Return what *error* of Typer's says; *context* is that of the command typed."""
    parameter = getattr(error, "param", None) or _named(context, getattr(error, "option_name", None))
    name = getattr(error, "option_name", None) or (_called(parameter) if parameter else "")
    match type(error).__name__:
        case "NoSuchOption" if context and context.parent and _named(context.find_root(), name):
            said = _("{option} goes before the command: `zuofeng {option} … {command}`.")
            command = context.command_path.partition(" ")[2]
            return usage(said.format(option=name, command=command), context)
        case "NoSuchOption":
            said = _("There is no option {option}.").format(option=name)
            return usage(said, context, getattr(error, "possibilities", None) or ())
        case "MissingParameter":
            said = _("{option} is missing.")
        case "BadOptionUsage" if parameter is not None and parameter.is_flag:
            said = _("Option {option} takes no value.")
        case "BadOptionUsage":
            said = _("Option {option} needs a value.")
        case "BadParameter" if parameter is not None and _is_number(parameter):
            said = _("{option} needs a whole number, {range}.")
            said = said if ranged(parameter) else _("{option} needs a whole number.")
        case "BadParameter":
            said = _("{option} names a path that cannot be used.")
        case _:
            return usage(error.format_message(), context)
    return usage(said.format(option=name, range=ranged(parameter)), context)


def no_such_command(word: str, known: Iterable[str], context: typer.Context) -> UsageFault:
    """Return the refusal of a word that is no command."""
    said = _("There is no command {word}.").format(word=word)
    if context.parent is None:
        return usage(said, context, get_close_matches(word, known))
    possible = _("Possible are {names}.").format(names=_(", ").join(known))
    return usage(f"{said}{pick('', ' ')}{possible}", context)


def too_many(words: Iterable[str], context: typer.Context) -> UsageFault:
    """Return the refusal of words that a command has no use for."""
    return usage(_("These words are too many: {words}.").format(words=" ".join(words)), context)


def usage(detail: str, context: typer.Context | None, near: Iterable[str] = ()) -> UsageFault:
    """Return a refusal that points to the help of the command typed, and to what may have been meant."""
    if near:
        maybe = _("Did you mean {names}?").format(names=_(", ").join(sorted(near)))
        detail = f"{detail}{pick('', ' ')}{maybe}"
    return UsageFault(detail=detail, command=context.command_path if context else "zuofeng")


def ranged(parameter: Any) -> str:
    """Return which numbers a parameter takes, in words; nothing where it does not matter."""
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if least is None:
        return ""
    if most is None or most >= NO_END:
        return _("{least} or more").format(least=least)
    return _("from {least} to {most}").format(least=least, most=most)


def _is_number(parameter: Any) -> bool:
    return parameter.type_descriptor.annotation in (int, list[int])


def _named(context: Any, option: str | None) -> Any:
    """Return the option of that name, if the command has it."""
    options = context.command.params if context else ()
    return next((each for each in options if option in (*each.opts, *each.secondary_opts)), None)


def _called(parameter: Any) -> str:
    """Return what a person calls a parameter: an option by its longest name, an argument as help does."""
    if parameter.param_type_name == "option":
        return "/".join([*parameter.opts[:1], *parameter.secondary_opts[:1]])
    return metavar(parameter)
