"""Commands of publishing: from the draft to the folder on the portal, and its check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zuofeng_cli.cli.options import By, FormatOption, Reason, Ref, TextFormat
from zuofeng_cli.cli.publication_options import OfPublication, Passages, Publication
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from zuofeng_cli.rules.publication import PassageVerdict

PANEL = _("Handing out")
NOT_AS_APPROVED = 24
publish = typer.Typer(help=_("What the public may see: draft, review, approve."), no_args_is_help=True)


@publish.command("draft", help=_("Make a snapshot of the list for the public, with personal data masked."))
def draft(context: typer.Context) -> None:
    """Make a snapshot of the list for the public, with personal data masked."""
    from zuofeng_cli.actions.publishing import draft as act
    from zuofeng_cli.cli.publication_sheets import tell_draft

    tell_draft(act(session_of(context).context()))


@publish.command(
    "review",
    help=_("Show the passages with personal data in a draft, and what is shown for them."),
    epilog=_("Example: zuofeng publish review --open"),
)
def review(
    context: typer.Context,
    publication: Publication = None,
    waiting: Annotated[bool, typer.Option("--open", help=_("Only those that wait for a person."))] = False,
    format_: FormatOption = None,
) -> None:
    """Show the passages with personal data in a draft, and what is shown for them."""
    from zuofeng_cli.actions.publishing import review as query
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.publication_sheets import passages_payload, passages_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        found = query(reader, publication)
        numbered = [(at, each) for at, each in enumerate(found.passages, 1) if each.is_open or not waiting]
        if chosen is Format.JSON:
            print_json(passages_payload(reader, numbered))
        else:
            print_sheet(passages_sheet(reader, found.publication, numbered), chosen)


@publish.command(
    "show",
    help=_("Show what the public reads in a draft or publication, issue by issue."),
    epilog=_("Example: zuofeng publish show 1"),
)
def show(context: typer.Context, publication: Publication = None, format_: FormatOption = None) -> None:
    """Show what the public reads in a draft or publication, issue by issue."""
    from zuofeng_cli.actions.publishing import shown
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.publication_sheets import snapshot_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        found, snapshot = shown(reader, publication)
        if chosen is Format.JSON:
            print_json(snapshot["issues"])
        else:
            print_sheet(snapshot_sheet(found, snapshot, reader.plan), chosen)


@publish.command(
    "keep",
    help=_("Let passages stand as written, by name and with a reason."),
    epilog=_("Example: zuofeng publish keep 3 4 --by Chen --reason 'A street, nobody lives there'"),
)
def keep(
    context: typer.Context, passages: Passages, by: By, reason: Reason, publication: OfPublication = None
) -> None:
    """Let passages stand as written, by name and with a reason."""
    from zuofeng_cli.rules.publication import PassageVerdict

    _decide(context, publication, passages, PassageVerdict.SHOWN, by, reason)


@publish.command(
    "mask",
    help=_("Mask passages that are only likely to be personal data."),
    epilog=_("Example: zuofeng publish mask 5 --by Chen --reason 'A resident'"),
)
def mask(
    context: typer.Context, passages: Passages, by: By, reason: Reason, publication: OfPublication = None
) -> None:
    """Mask passages that are only likely to be personal data."""
    from zuofeng_cli.rules.publication import PassageVerdict

    _decide(context, publication, passages, PassageVerdict.HIDDEN, by, reason)


def _decide(
    context: typer.Context,
    publication: str | None,
    passages: list[int],
    verdict: "PassageVerdict",
    by: str,
    reason: str,
) -> None:
    from zuofeng_cli.actions.publishing import decide
    from zuofeng_cli.cli.publication_sheets import tell_draft

    surroundings = session_of(context).context()
    tell_draft(decide(surroundings, publication, passages, verdict=verdict, by=by, reason=reason))


@publish.command(
    "approve",
    help=_("Approve a draft, as a leader; from now on it is frozen."),
    epilog=_("Example: zuofeng publish approve 1 --by Chen"),
)
def approve(context: typer.Context, by: By, publication: Publication = None) -> None:
    """Approve a draft, as a leader; from now on it is frozen."""
    from zuofeng_cli.actions.publishing import approve as act
    from zuofeng_cli.cli.render import say

    approved = act(session_of(context).context(), publication, by=by)
    said = _("Publication {number} is approved: SHA-256 {sha256}.")
    say(said.format(number=approved.id, sha256=approved.sha256))
    say(_("Next: `{build}`.").format(build=f"zuofeng publish build {approved.id} -o public"))


@publish.command(
    "build",
    help=_("Write the public page of an approved publication to a folder."),
    epilog=_("Example: zuofeng publish build -o public --wechat"),
)
def build(
    context: typer.Context,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FOLDER", readable=False, help=_("A new or empty folder to write.")
        ),
    ],
    publication: Publication = None,
    wechat: Annotated[
        bool, typer.Option("--wechat", help=_("Add one page without script for the public account."))
    ] = False,
    address: Annotated[
        str,
        typer.Option("--address", metavar="URL", help=_("Where it will stand, for the feed.")),
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace a page that was built there before."))
    ] = False,
) -> None:
    """Write the public page of an approved publication to a folder."""
    from zuofeng_cli.actions.published_folder import build as act
    from zuofeng_cli.cli.progress import progress_bar
    from zuofeng_cli.cli.render import say

    with session_of(context).reading() as reader, progress_bar(_("Building the page")) as bar:
        built = act(
            reader,
            publication,
            output,
            address=address,
            with_wechat=wechat,
            replace=force,
            tick=bar.tick,
        )
    said = _("Publication {number} is in {folder}: {files} files. Open {page} to look at it.")
    page = output / "index.html"
    say(said.format(number=built.publication.id, folder=output, files=built.files, page=page))


@publish.command(
    "verify",
    help=_("Check a published folder, file by file, against what was approved."),
    epilog=_("Example: zuofeng publish verify public --db zuofeng.db"),
)
def verify(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", readable=False, help=_("The published folder."))
    ],
    db: Annotated[
        str | None, typer.Option("--db", metavar="PATH|URL", help=_("The ledger, if not the usual one."))
    ] = None,
    format_: TextFormat = None,
) -> int:
    """Check that a published folder is what was approved."""
    from zuofeng_cli.actions.published_folder import verify as act
    from zuofeng_cli.cli.boundary import ends_with
    from zuofeng_cli.cli.complete import TEXT_FORMATS
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.progress import progress_bar
    from zuofeng_cli.cli.publication_sheets import tell_verified, verified_payload
    from zuofeng_cli.cli.render import Format, print_json

    chosen = read_format(format_, TEXT_FORMATS)
    session = session_of(context)
    if db:
        session = session._replace(db=db)
    with session.reading() as reader, progress_bar(_("Comparing")) as bar:
        found = act(reader, folder, tick=bar.tick)
    code = ends_with(0 if found.ok else NOT_AS_APPROVED)
    if chosen is Format.JSON:
        print_json(verified_payload(found))
    else:
        tell_verified(found)
    return code


@publish.command(
    "word",
    help=_("Keep a reviewed wording of an issue for the public."),
    epilog=_("Example: zuofeng publish word 12 --text 'Counter 3 is closed at noon' --by Chen"),
)
def word(
    context: typer.Context,
    ref: Ref,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help=_("What the public reads."))],
    by: By,
) -> None:
    """Keep a reviewed wording of an issue for the public."""
    from zuofeng_cli.actions.publishing import word as act
    from zuofeng_cli.cli.render import say

    made = act(session_of(context).context(), ref, text=text, by=by)
    say(
        _("Drafts made from now on show issue {number} so: {text}").format(number=made.number, text=made.text)
    )


@publish.command(
    "correct",
    help=_("Make a draft in place of a publication in which something was wrong."),
    epilog=_("Example: zuofeng publish correct 1 --reason 'Wrong unit'"),
)
def correct(context: typer.Context, reason: Reason, publication: Publication = None) -> None:
    """Make a draft in place of a publication in which something was wrong."""
    from zuofeng_cli.actions.publishing import correct as act
    from zuofeng_cli.cli.publication_sheets import tell_draft

    tell_draft(act(session_of(context).context(), publication, reason=reason))


@publish.command(
    "withdraw",
    help=_("Take a publication back, as a leader, or drop a draft; it stays on record."),
    epilog=_("Example: zuofeng publish withdraw 1 --by Chen --reason 'Complaint of a resident'"),
)
def withdraw(context: typer.Context, by: By, reason: Reason, publication: Publication = None) -> None:
    """Take a publication back, as a leader, or drop a draft; it stays on record."""
    from zuofeng_cli.actions.publishing import withdraw as act
    from zuofeng_cli.cli.render import say

    taken = act(session_of(context).context(), publication, by=by, reason=reason)
    if taken.approved_on:
        say(_("Publication {number} is withdrawn; take its folder off the portal.").format(number=taken.id))
    else:
        say(_("Draft {number} is dropped.").format(number=taken.id))


@publish.command("list", help=_("Show all publications."))
def list_(context: typer.Context, format_: FormatOption = None) -> None:
    """Show all publications."""
    from zuofeng_cli.cli.formats import read_format
    from zuofeng_cli.cli.publication_sheets import publications_payload, publications_sheet
    from zuofeng_cli.cli.render import Format, print_json, print_sheet
    from zuofeng_cli.queries.publishing import publications
    from zuofeng_cli.queries.registers import owners

    chosen = read_format(format_)
    with session_of(context).reading() as reader:
        found = publications(reader)
        people = {owner.id: owner.name for owner in owners(reader)}
    if chosen is Format.JSON:
        print_json(publications_payload(found, people))
    else:
        print_sheet(publications_sheet(found, people), chosen)


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.add_typer(publish, name="publish", rich_help_panel=PANEL)
