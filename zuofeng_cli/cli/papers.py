"""Commands that write papers: paper order, return, extension, interview, circular …, and bulletin."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import FormatOption, Ref
from zuofeng_cli.cli.publishing import PANEL
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.actions.papers import Drawn, Output
    from zuofeng_cli.store.context import Context

paper = typer.Typer(help=_("Papers for inside the office, as docx."), no_args_is_help=True)

OutputOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE.docx", readable=False, help=_("The file to write."))
]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE.docx",
        readable=False,
        help=_("The office's own template instead of ours."),
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help=_("Replace a file that is there already."))]
OrderNumber = Annotated[
    str, typer.Argument(metavar="NUMBER", help=_("Number of the order, like 5 or 2020-5."))
]
EntryNumber = Annotated[
    str, typer.Argument(metavar="ENTRY", help=_("Number of the entry that `account list` shows."))
]


def _write(
    context: typer.Context,
    act: "Callable[[Context, Output], Drawn]",
    output: Path,
    template: Path | None,
    force: bool,
) -> None:
    """Have a paper written and say where it is."""
    from zuofeng_cli.actions.papers import Output
    from zuofeng_cli.cli.render import say

    drawn = act(session_of(context).context(), Output(output, template, force))
    say(_("{no} is written: {path}.").format(no=drawn.no, path=drawn.path))


@paper.command(
    "order",
    help=_("Write a supervision order."),
    epilog=_("Example: zuofeng paper order 5 -o order-5.docx"),
)
def order(
    context: typer.Context,
    number: OrderNumber,
    output: OutputOption,
    template: TemplateOption = None,
    force: ForceOption = False,
) -> None:
    """Write a supervision order."""
    from zuofeng_cli.actions.papers import order_paper

    _write(context, lambda surroundings, to: order_paper(surroundings, number, to), output, template, force)


@paper.command(
    "return",
    help=_("Write the notice of the last return of an issue."),
    epilog=_("Example: zuofeng paper return 12 -o return-12.docx"),
)
def return_(
    context: typer.Context,
    ref: Ref,
    output: OutputOption,
    template: TemplateOption = None,
    force: ForceOption = False,
) -> None:
    """Write the notice of the last return of an issue."""
    from zuofeng_cli.actions.papers import return_paper

    _write(context, lambda surroundings, to: return_paper(surroundings, ref, to), output, template, force)


@paper.command(
    "extension",
    help=_("Write the decision on the last request for a later deadline of an issue."),
    epilog=_("Example: zuofeng paper extension 12 -o extension-12.docx"),
)
def extension(
    context: typer.Context,
    ref: Ref,
    output: OutputOption,
    template: TemplateOption = None,
    force: ForceOption = False,
) -> None:
    """Write the decision on the last request for a later deadline of an issue."""
    from zuofeng_cli.actions.papers import extension_paper

    _write(context, lambda surroundings, to: extension_paper(surroundings, ref, to), output, template, force)


@paper.command(
    "interview",
    help=_("Write the notice of an admonition interview that is on record."),
    epilog=_("Example: zuofeng paper interview 3 --on 2020-07-06 --place 'Room 302' -o interview.docx"),
)
def interview(
    context: typer.Context,
    entry: EntryNumber,
    output: OutputOption,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=_("When it is held."))],
    place: Annotated[str, typer.Option("--place", metavar="TEXT", help=_("Where it is held."))],
    template: TemplateOption = None,
    force: ForceOption = False,
) -> None:
    """Write the notice of an admonition interview that is on record."""
    from zuofeng_cli.actions.papers import interview_paper

    def act(surroundings: "Context", to: "Output") -> "Drawn":
        return interview_paper(surroundings, entry, to, on=on, place=place)

    _write(context, act, output, template, force)


@paper.command(
    "circular",
    help=_("Write the circular on a decision that is on record."),
    epilog=_("Example: zuofeng paper circular 3 -o circular.docx"),
)
def circular(
    context: typer.Context,
    entry: EntryNumber,
    output: OutputOption,
    template: TemplateOption = None,
    force: ForceOption = False,
) -> None:
    """Write the circular on a decision that is on record."""
    from zuofeng_cli.actions.papers import circular_paper

    _write(context, lambda surroundings, to: circular_paper(surroundings, entry, to), output, template, force)


@paper.command(
    "template",
    help=_("Write the template of a kind of paper, to be changed and named with --template."),
    epilog=_("Example: zuofeng paper template bulletin -o our-bulletin.docx"),
)
def template(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="order|return|extension|interview|circular|bulletin",
            help=_("Kind of paper."),
            autocompletion=complete.papers,
        ),
    ],
    output: OutputOption,
    force: ForceOption = False,
) -> None:
    """Write the template of a kind of paper."""
    from zuofeng_cli.cli.paper_sheets import WORDS
    from zuofeng_cli.cli.render import joined, say
    from zuofeng_cli.exchange.files import check_free, check_kind, put_file
    from zuofeng_cli.exchange.paper.templates import NAMES
    from zuofeng_cli.exchange.paper.templates import template as made
    from zuofeng_cli.typed_words import read_named

    chosen = read_named(kind, WORDS, N_("kind of paper"))
    check_kind(output, (".docx",))
    check_free(output, replace=force)
    put_file(output, made(chosen), replace=force)
    said = _("Written: {path}. In double braces it may name: {names}.")
    say(said.format(path=output, names=joined(NAMES[chosen])))


@paper.command("list", help=_("Show the papers that were numbered."))
def list_(context: typer.Context, format_: FormatOption = None) -> None:
    """Show the papers that were numbered."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.paper_sheets import papers_payload, papers_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.entries import entries
    from zuofeng_cli.rules.papers import Paper

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        found = entries(reader, Paper)
        if chosen is Format.JSON:
            print_json(papers_payload(found))
        else:
            print_sheet(papers_sheet(reader, found), chosen)


def bulletin(
    context: typer.Context,
    output: OutputOption,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help=_("First day; six days before the last if left out.")),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help=_("Last day; today if left out."))
    ] = None,
    editor: Annotated[
        str | None,
        typer.Option(
            "--editor", metavar="NAME", help=_("Who edits it; the Office of the Leading Group if left out.")
        ),
    ] = None,
    template: TemplateOption = None,
    force: ForceOption = False,
) -> None:
    """Write the bulletin of a period, with charts."""
    from zuofeng_cli.actions.papers import bulletin as write

    def act(surroundings: "Context", to: "Output") -> "Drawn":
        return write(surroundings, to, since=since, until=until, editor=editor)

    _write(context, act, output, template, force)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(paper, name="paper", rich_help_panel=PANEL)
    app.command(
        "bulletin",
        rich_help_panel=PANEL,
        help=_("Write the bulletin of a period, with charts."),
        epilog=_("Example: zuofeng bulletin --since 2020-06-01 --until 2020-06-30 -o bulletin.docx"),
    )(bulletin)
