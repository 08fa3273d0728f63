"""What Typer says itself in help and refusals, listed here for our catalogue."""

from zuofeng_cli.words import N_

TYPER_WORDS = (
    N_("Missing command."),
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
