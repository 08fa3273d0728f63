"""Commands for the check: rectify, return, verify, close, reopen, cancel, merge, escalate, review."""

from typing import Annotated

import typer

from zuofeng_cli.cli import complete
from zuofeng_cli.cli.options import By, Reason, Ref
from zuofeng_cli.cli.session import session_of
from zuofeng_cli.words import _

PANEL = _("The check")

Opinion = Annotated[str, typer.Option("--opinion", metavar="TEXT", help=_("What the check found."))]


def rectify(
    context: typer.Context,
    ref: Ref,
    by: By,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("What was done."))],
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            "--evidence", "-e", metavar="PATH|DOCNO", help=_("A file or a document number; may be repeated.")
        ),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("When, if not today."))] = None,
) -> None:
    """Report completion and ask for the check."""
    from zuofeng_cli.actions.checking import rectify as act
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, act(session.context(), ref, by=by, note=note, evidence=evidence or (), on=on))


def return_(context: typer.Context, ref: Ref, reason: Reason, by: By) -> None:
    """Send an issue back to its unit."""
    from zuofeng_cli.actions.checking import send_back
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, send_back(session.context(), ref, reason=reason, by=by))


def verify(context: typer.Context, ref: Ref, by: By, opinion: Opinion) -> None:
    """Confirm completion and start the public notice."""
    from zuofeng_cli.actions.checking import verify as act
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, act(session.context(), ref, by=by, opinion=opinion))


def close(context: typer.Context, ref: Ref, by: By, opinion: Opinion) -> None:
    """Close an issue that somebody else has checked."""
    from zuofeng_cli.actions.checking import close as act
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, act(session.context(), ref, by=by, opinion=opinion))


def reopen(
    context: typer.Context,
    ref: Ref,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar="CODE", help=_("One of the plan's reasons."), autocompletion=complete.reasons
        ),
    ],
    deadline: Annotated[str, typer.Option("--deadline", "-d", metavar="DATE", help=_("The new deadline."))],
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("What was found."))] = None,
) -> None:
    """Take up a closed issue again."""
    from zuofeng_cli.actions.checking import reopen as act
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, act(session.context(), ref, reason=reason, deadline=deadline, note=note))


def cancel(context: typer.Context, ref: Ref, reason: Reason) -> None:
    """Take an issue entered in error off the list."""
    from zuofeng_cli.actions.handling import cancel as act
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, act(session.context(), ref, reason=reason))


def merge(
    context: typer.Context,
    ref: Ref,
    into: Annotated[
        str,
        typer.Option("--into", metavar="REF", help=_("The surviving issue."), autocompletion=complete.refs),
    ],
    reason: Reason,
) -> None:
    """Merge a duplicate into the surviving issue."""
    from zuofeng_cli.actions.handling import merge as act
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, act(session.context(), ref, into=into, reason=reason))


def escalate(
    context: typer.Context,
    ref: Ref,
    reason: Reason,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="LEVEL", help=_("Level to reach, by number or name; else the next.")),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="NAME",
            help=_("Who decides; a leader above the ceiling."),
            autocompletion=complete.owners,
        ),
    ] = None,
) -> None:
    """Raise the level of an issue."""
    from zuofeng_cli.actions.handling import escalate as act
    from zuofeng_cli.cli.messages import done, tell_order

    session = session_of(context)
    issue = act(session.context(), ref, reason=reason, to=to, by=by)
    done(session, issue)
    tell_order(issue)


def review(
    context: typer.Context,
    ref: Ref,
    by: By,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("What the review found."))],
) -> None:
    """Note the review of a long-term issue; its review date rolls on."""
    from zuofeng_cli.actions.handling import review as act
    from zuofeng_cli.cli.messages import done

    session = session_of(context)
    done(session, act(session.context(), ref, by=by, note=note))


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    rows = (
        (
            "rectify",
            rectify,
            _("Report completion and ask for the check."),
            _("Example: zuofeng rectify 12 --by Li --note 'Window open till 17:00' --evidence photo.jpg"),
        ),
        ("return", return_, _("Send an issue back to its unit."), None),
        ("verify", verify, _("Confirm completion and start the public notice."), None),
        (
            "close",
            close,
            _("Close an issue that somebody else has checked."),
            _("Example: zuofeng close 12 --by Wang --opinion 'Seen on the spot'"),
        ),
        ("reopen", reopen, _("Take up a closed issue again."), None),
        ("cancel", cancel, _("Take an issue entered in error off the list."), None),
        ("merge", merge, _("Merge a duplicate into the surviving issue."), None),
        ("escalate", escalate, _("Raise the level of an issue."), None),
        ("review", review, _("Note the review of a long-term issue; its review date rolls on."), None),
    )
    for name, command, text, example in rows:
        app.command(name, rich_help_panel=PANEL, help=text, epilog=example)(command)
