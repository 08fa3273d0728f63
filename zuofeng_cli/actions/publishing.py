"""From the list to what the public may see: draft, decide on passages, approve, correct, withdraw."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from zuofeng_cli.actions.drafts import required_text
from zuofeng_cli.errors.publishing import (
    AlreadyApproved,
    AlreadyWithdrawn,
    BadPublicationNumber,
    NotApproved,
    NothingPublic,
    NothingToPublish,
    PassageNotFound,
    PassagesOpen,
    PublicationNotFound,
)
from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.queries import publishing as queries
from zuofeng_cli.queries.entries import entries
from zuofeng_cli.rules import publication as rules
from zuofeng_cli.rules import separation
from zuofeng_cli.rules.codes import Matter
from zuofeng_cli.rules.organisation import roles_that_decide
from zuofeng_cli.rules.publication import (
    Found,
    PassageDecision,
    PassageVerdict,
    Publication,
    Screen,
    Snapshot,
    Wording,
    changes_since,
    public_issue,
    weekly,
)
from zuofeng_cli.rules.redaction import Redactor
from zuofeng_cli.rules.registers import Owner, find_owner
from zuofeng_cli.store.context import Context
from zuofeng_cli.store.ledger import Book, writing
from zuofeng_cli.store.past import as_of_event
from zuofeng_cli.store.reader import Reader, reading

_LONGEST_NUMBER = 9


class Draft(NamedTuple):
    """A publication with the passages that were found in it, numbered from 1 in their order."""

    publication: Publication
    passages: Sequence[Found]


def draft(context: Context) -> Draft:
    """Make a snapshot of the list as it stands, with personal data masked, for somebody to approve."""
    return _draft(context, corrects=None, reason=None)


def correct(context: Context, given: str | None, *, reason: str) -> Draft:
    """Make a draft in place of a publication in which something was wrong; that one stays on record."""
    why = required_text("reason", reason)
    with reading(context.location) as reader:
        wrong = _public(reader, given)
    return _draft(context, corrects=wrong.id, reason=why)


def word(context: Context, ref: str, *, text: str, by: str) -> Wording:
    """Keep the reviewed wording of an issue for the public; drafts made from now on show it."""
    with writing(context) as book:
        issue = book.issue(ref)
        person = find_owner(by, book.owners, book.units)
        made = Wording(0, issue.number, required_text("text", text), book.today, person.id)
        return book.enter(made, "wording")


def decide(
    context: Context,
    given: str | None,
    numbers: Sequence[int],
    *,
    verdict: PassageVerdict,
    by: str,
    reason: str,
) -> Draft:
    """Let passages of a draft stand, or have them masked, by name and with a reason; freeze it anew."""
    with writing(context) as book, reading(context.location) as reader:
        before = _still_draft(reader, given)
        person = find_owner(by, book.owners, book.units)
        why = required_text("reason", reason)
        found = _passages(reader, before)
        for number in numbers:
            if not 1 <= number <= len(found):
                raise PassageNotFound(publication=before.id, given=number)
        chosen = {(found[at - 1].number, found[at - 1].passage.written) for at in numbers}
        fresh = [
            PassageDecision(0, before.id, number, passage, verdict, book.today, person.id, why)
            for number, passage in sorted(chosen, key=str)
        ]
        decisions = [*_decisions(reader, before), *book.enter_all(fresh, "publish passage")]
        sha256, found = _freeze(book, reader, before, decisions)
        return Draft(book.amend(before, replace(before, sha256=sha256), "publish passage"), found)


def approve(context: Context, given: str | None, *, by: str) -> Publication:
    """Approve a draft in which no passage waits for a person; from now on it is frozen.

    Raises:
        PassagesOpen, AlreadyApproved, NotAllowed: as they say.
    """
    with writing(context) as book, reading(context.location) as reader:
        before = _still_draft(reader, given)
        person = _leader(book, by)
        # Persons may have been registered since it was drafted: their names are masked as well.
        sha256, found = _freeze(book, reader, before, _decisions(reader, before))
        waiting = sum(each.is_open for each in found)
        if waiting:
            raise PassagesOpen(publication=before.id, count=waiting)
        after = replace(before, sha256=sha256, approved_on=book.today, approved_by=person.id)
        return book.amend(before, after, "publish approve")


def withdraw(context: Context, given: str | None, *, by: str, reason: str) -> Publication:
    """Take a publication back, or drop a draft, as anybody may; both stay on record."""
    with writing(context) as book, reading(context.location) as reader:
        before = _in_force(reader, given)
        person = _leader(book, by) if before.approved_on else find_owner(by, book.owners, book.units)
        after = replace(
            before,
            withdrawn_on=book.today,
            withdrawn_by=person.id,
            withdrawn_reason=required_text("reason", reason),
        )
        return book.amend(before, after, "publish withdraw")


def shown(reader: Reader, given: str | None) -> tuple[Publication, Snapshot]:
    """Return a publication, the newest if none is named, with what the public reads in it."""
    publication = _named(reader, given)
    return publication, queries.snapshot(reader, publication)


def review(reader: Reader, given: str | None) -> Draft:
    """Return a publication, the newest if none is named, with the passages that were found in it."""
    publication = _named(reader, given)
    return Draft(publication, _passages(reader, publication))


def approved(reader: Reader, given: str | None) -> Publication:
    """Return the publication that is meant, or the newest approved one.

    Raises:
        NothingPublic, NotApproved, AlreadyWithdrawn: it may not be shown.
    """
    return _public(reader, given)


def _draft(context: Context, *, corrects: int | None, reason: str | None) -> Draft:
    with writing(context) as book, reading(context.location) as reader:
        seq, head = queries.journal_head(reader)
        number = 1 + max((each.id for each in queries.publications(reader)), default=0)
        count = len(queries.public_list(reader).rows)
        if not count:
            raise NothingToPublish
        made = Publication(
            id=number,
            drafted_on=book.today,
            drafted_by=book.actor,
            sha256="",
            journal_seq=seq,
            journal_hash=head,
            issues=count,
            corrects=corrects,
            reason=reason,
        )
        sha256, found = _freeze(book, reader, made, ())
        return Draft(book.enter(replace(made, sha256=sha256), "publish draft"), found)


def _freeze(
    book: Book, reader: Reader, publication: Publication, decisions: Sequence[PassageDecision]
) -> tuple[str, list[Found]]:
    """Keep what a publication shows of the ledger as it was when drafted; return its hash."""
    with as_of_event(reader, publication.journal_seq) as past:
        snapshot, found = _snapshot(reader, past, publication, decisions)
    text, sha256 = rules.frozen(snapshot)
    book.keep_snapshot(sha256, text)
    return sha256, found


def _snapshot(
    reader: Reader, past: Reader, publication: Publication, decisions: Sequence[PassageDecision]
) -> tuple[dict[str, Any], list[Found]]:
    """Return what a publication shows of the ledger as it was in the *past*, and the passages found."""
    screen = Screen(Redactor(queries.register_names(reader), vocabulary().personal), decisions)
    plan = reader.plan
    listed = queries.public_list(past)
    issues = [public_issue(row, plan.public_columns, screen) for row in listed.rows]
    previous = queries.last_public(reader, before=publication.id)
    shown_before = queries.snapshot(reader, previous) if previous else None
    snapshot = {
        "publication": publication.id,
        "title": {"zh": screen.clean(plan.title, "title"), "en": screen.clean(plan.title_en, "title")},
        "as_of": publication.drafted_on.isoformat(),
        "columns": list(plan.public_columns),
        "categories": [
            {
                "code": term.code,
                "zh": screen.clean(term.name, "category"),
                "en": screen.clean(term.name_en, "category"),
            }
            for term in plan.categories
        ],
        "journal": {"seq": publication.journal_seq, "hash": publication.journal_hash},
        "corrects": publication.corrects,
        "correction": screen.clean(publication.reason, "correction") if publication.reason else None,
        "previous": previous.id if previous else None,
        "changes": changes_since(shown_before, issues),
        "weeks": weekly(listed.days, publication.drafted_on),
        "issues": issues,
    }
    return snapshot, screen.found


def _passages(reader: Reader, publication: Publication) -> list[Found]:
    with as_of_event(reader, publication.journal_seq) as past:
        return _snapshot(reader, past, publication, _decisions(reader, publication))[1]


def _decisions(reader: Reader, publication: Publication) -> list[PassageDecision]:
    return entries(reader, PassageDecision, publication_id=publication.id)


def _named(reader: Reader, given: str | None) -> Publication:
    known = queries.publications(reader)
    if given is None:
        if not known:
            raise PublicationNotFound(given=1)
        return known[-1]
    number = given.strip().lstrip("#")
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        raise BadPublicationNumber(given=given)
    for publication in known:
        if publication.id == int(number):
            return publication
    raise PublicationNotFound(given=given)


def _still_draft(reader: Reader, given: str | None) -> Publication:
    publication = _named(reader, given)
    if publication.approved_on:
        raise AlreadyApproved(publication=publication.id, on=publication.approved_on)
    return _standing(publication)


def _standing(publication: Publication) -> Publication:
    if publication.withdrawn_on:
        raise AlreadyWithdrawn(publication=publication.id, on=publication.withdrawn_on)
    return publication


def _in_force(reader: Reader, given: str | None) -> Publication:
    """Return the publication that is meant, a draft only by its number."""
    if given is not None:
        return _standing(_named(reader, given))
    newest = queries.last_public(reader)
    if newest is None:
        raise NothingPublic
    return newest


def _public(reader: Reader, given: str | None) -> Publication:
    publication = _in_force(reader, given)
    if publication.approved_on is None:
        raise NotApproved(publication=publication.id)
    return publication


def _leader(book: Book, name: str) -> Owner:
    """Return the person called *name* if that person decides what is published."""
    person = book.authorised(find_owner(name, book.owners, book.units))
    separation.require_role(person, *roles_that_decide(Matter.PUBLICATION))
    return person
