"""What speaks for people: commendations, and practical deeds for firms and people."""

from zuofeng_cli.actions.dates import read_day
from zuofeng_cli.actions.drafts import Draft, required_text
from zuofeng_cli.actions.listing import enlist
from zuofeng_cli.errors.merits import CommendedAlready, CommendsOneself, DeedsNotPlanned
from zuofeng_cli.errors.supervision import DayInFuture
from zuofeng_cli.rules import separation
from zuofeng_cli.rules.codes import Role
from zuofeng_cli.rules.issue import Issue
from zuofeng_cli.rules.merits import Commendation
from zuofeng_cli.rules.registers import find_owner
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import writing


def commend(
    context: Context, owner: str, *, reason: str, by: str, ref: str | None = None, on: str | None = None
) -> Commendation:
    """Commend a person; a supervisor or a leader does it, and nobody commends themselves."""
    with writing(context) as book:
        person = find_owner(owner, book.owners, book.units)
        giver = book.authorised(find_owner(by, book.owners, book.units))
        if giver.id == person.id:
            raise CommendsOneself(name=person.name)
        separation.require_role(giver, Role.SUPERVISOR, Role.LEADER)
        day = read_day(on, book) if on else book.today
        if day > book.today:
            raise DayInFuture(given=day, today=book.today)
        number = None if ref is None else book.issue(ref).number
        entry = Commendation(0, person.id, day, required_text("reason", reason), giver.id, number)
        for known in book.entries(Commendation, owner_id=person.id, number=number):
            if (known.commended_on, known.reason) == (day, entry.reason):
                raise CommendedAlready(name=person.name, commended_on=day)
        return book.enter(entry)


def add_deed(context: Context, draft: Draft) -> Issue:
    """List a practical deed and hand it over: an issue of its own kind, with the same lifecycle."""
    with writing(context) as book:
        if not book.plan.deed_sources:
            raise DeedsNotPlanned
        source = book.plan.deed_sources[0].code
        category = draft.category or book.plan.deed_category
        return enlist(book, draft._replace(source=source, category=category), assign=True)
