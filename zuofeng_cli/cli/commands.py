"""Commands and groups as Typer makes them, with help and refusals of our own."""

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from zuofeng_cli.cli.usage import fault, no_such_command, too_many


class Command(TyperCommand):
    """A command that says itself what is too much."""

    allow_extra_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the words apart.

        Raises:
            UsageFault, TyperException: they cannot be, or some are left over.
        """
        try:
            left = super().parse_args(ctx, args)
        except TyperException as error:
            raise _placed(error, ctx) from error
        if left and not ctx.resilient_parsing:
            raise too_many(left, ctx)
        return left

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _write_help(self, ctx, formatter)


class Group(TyperGroup):
    """A group of commands."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the words before the command apart.

        Raises:
            UsageFault, TyperException: they cannot be.
        """
        try:
            return super().parse_args(ctx, args)
        except TyperException as error:
            raise _placed(error, ctx) from error

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that the first word names.

        Raises:
            UsageFault: there is none.
        """
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise no_such_command(args[0], self.commands, ctx)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _write_help(self, ctx, formatter)


def speaking_for_themselves(app: typer.Typer) -> None:
    """Make all commands below *app* such commands and groups."""
    for command in app.registered_commands:
        command.cls = Command
    for group in app.registered_groups:
        group.cls = Group
        if group.typer_instance is not None:
            speaking_for_themselves(group.typer_instance)


def _placed(error: TyperException, context: typer.Context) -> Exception:
    """Return what *error* says, with its place where Typer leaves that out."""
    return error if getattr(error, "ctx", None) else fault(error, context)


def _write_help(command: Any, context: typer.Context, formatter: Any) -> None:
    from zuofeng_cli.cli.help import help_text

    formatter.write(help_text(command, context))
