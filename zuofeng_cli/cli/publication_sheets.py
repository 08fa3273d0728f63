"""Publications and the passages found in them, as sheets and JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from zuofeng_cli.cli.render import Column, Sheet, cells, joined, say
from zuofeng_cli.labels import label
from zuofeng_cli.rules.codes import IssueType, State
from zuofeng_cli.rules.publication import FREE_TEXTS, Found, PassageVerdict, Publication, Snapshot
from zuofeng_cli.rules.redaction import Kind
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.actions.published_folder import Verified
    from zuofeng_cli.actions.publishing import Draft
    from zuofeng_cli.queries.problems import Problem
    from zuofeng_cli.rules.plan import Plan
    from zuofeng_cli.store.reader import Reader

Numbered = Sequence[tuple[int, Found]]

KINDS: Mapping[Kind, str] = {
    Kind.NAME: N_("name in the register"),
    Kind.PHONE: N_("phone"),
    Kind.ID_NUMBER: N_("ID or card number"),
    Kind.MAIL: N_("mail address"),
    Kind.ADDRESS: N_("address"),
    Kind.TITLED: N_("perhaps a person"),
    Kind.PLATE: N_("perhaps a number plate"),
    Kind.SHORT_NUMBER: N_("perhaps a phone"),
}
FIELDS: Mapping[str, str] = {
    "description": N_("Description"),
    "measures": N_("Measures"),
    "unit": N_("Unit"),
    "title": N_("Title"),
    "category": N_("Category"),
    "correction": N_("Correction"),
}


def passages_sheet(reader: "Reader", publication: Publication, numbered: Numbered) -> Sheet:
    """Return the passages, with their numbers."""
    columns = (
        *(Column(_("No."), figure=True), Column(_("Issue")), Column(_("Column"))),
        *(Column(_("Kind")), Column(_("Passage"), long=True), Column(_("Shown as"), long=True)),
        Column(_("Standing")),
    )
    rows = [
        cells(
            at,
            reader.ref(found.number) if found.number else None,
            _(FIELDS[found.field]),
            _(KINDS[found.passage.kind]),
            found.passage.written,
            found.passage.masked if found.is_hidden else found.passage.written,
            _standing(found),
        )
        for at, found in numbered
    ]
    note = _("{count} passages; only what is masked or allowed by name may be approved.")
    warning = _("Persons who are in no register are not found: read every text before it is approved.")
    title = _("Publication {number}").format(number=publication.id)
    return Sheet(title, columns, rows, (note.format(count=len(rows)), warning))


def snapshot_sheet(publication: Publication, snapshot: Snapshot, plan: "Plan") -> Sheet:
    """Return what the public reads of each issue, column by column."""
    issues = snapshot["issues"]
    categories = {term.code: term.label for term in plan.categories}
    words: Mapping[str, Callable[[Any], str]] = {
        "category": lambda code: categories.get(code, code),
        "type": lambda code: label(IssueType(code)),
        "measures": joined,
        "state": lambda code: label(State(code)),
    }
    headings = {
        "ref": _("Number"),
        "category": _("Category"),
        "type": _("Type"),
        "description": _("Description"),
        "unit": _("Responsible unit"),
        "measures": _("Measures"),
        "deadline": _("Deadline"),
        "state": _("State"),
    }
    names = [name for name in headings if any(name in issue for issue in issues)]
    rows = [
        cells(*(words.get(name, str)(issue[name]) if issue[name] else None for name in names))
        for issue in issues
    ]
    columns = [Column(headings[name], long=name in FREE_TEXTS) for name in names]
    title = _("Publication {number}").format(number=publication.id)
    return Sheet(
        title, columns, rows, (_("{count} issues, as the public reads them.").format(count=len(rows)),)
    )


def _standing(found: Found) -> str:
    if found.is_open:
        return _("waits for a person")
    if found.verdict is None:
        return _("masked")
    return _("stands by decision") if found.verdict is PassageVerdict.SHOWN else _("masked by decision")


def passages_payload(reader: "Reader", numbered: Numbered) -> list[dict[str, object]]:
    """Return the passages as the documented JSON."""
    return [
        {
            "passage": at,
            "ref": reader.ref(found.number) if found.number else None,
            "field": found.field,
            "kind": found.passage.kind.value,
            "written": found.passage.written,
            "masked": found.passage.masked,
            "hidden": found.is_hidden,
            "open": found.is_open,
            "verdict": found.verdict.value if found.verdict else None,
        }
        for at, found in numbered
    ]


def publications_sheet(publications: Sequence[Publication], people: Mapping[int, str]) -> Sheet:
    """Return the publications."""
    columns = (
        *(Column(_("No."), figure=True), Column(_("Drafted on")), Column(_("Issues"), figure=True)),
        *(Column(_("Standing")), Column(_("Approved on")), Column(_("Approved by"))),
        *(Column(_("Corrects"), drop=2), Column(_("Reason"), long=True), Column("SHA-256", drop=1)),
    )
    rows = [
        cells(
            *(each.id, each.drafted_on, each.issues, publication_standing(each), each.approved_on),
            *(people.get(each.approved_by or 0), each.corrects, each.withdrawn_reason or each.reason),
            each.sha256[:12],
        )
        for each in publications
    ]
    return Sheet("", columns, rows, (_("{count} publications.").format(count=len(rows)),))


def publication_standing(publication: Publication) -> str:
    """Return where a publication stands, in words."""
    if publication.withdrawn_on:
        return _("withdrawn")
    return _("approved") if publication.approved_on else _("draft")


def publications_payload(
    publications: Sequence[Publication], people: Mapping[int, str]
) -> list[dict[str, object]]:
    """Return the publications as the documented JSON, with persons by their names."""
    return [
        {
            **asdict(each),
            "approved_by": people.get(each.approved_by or 0),
            "withdrawn_by": people.get(each.withdrawn_by or 0),
        }
        for each in publications
    ]


def verified_payload(found: "Verified") -> dict[str, object]:
    """Return the check of a folder as JSON has it."""
    said = {"problems": _told(found.problems), "remarks": _told(found.remarks)}
    return {**found._asdict(), **said}


def tell_draft(draft: "Draft") -> None:
    """Say what a draft holds and what is to be done next."""
    publication = draft.publication
    hidden = sum(each.is_hidden for each in draft.passages)
    waiting = sum(each.is_open for each in draft.passages)
    said = _("Publication {number}: {issues} issues, {hidden} passages masked, {waiting} wait for a person.")
    say(said.format(number=publication.id, issues=publication.issues, hidden=hidden, waiting=waiting))
    say(_("Persons who are in no register are not found: read every text before it is approved."))
    of_this = {name: f"zuofeng publish {name} {publication.id}" for name in ("review", "show", "approve")}
    say(_("Next: `{review}` and `{show}`, then `{approve} --by NAME`.").format(**of_this))


def tell_verified(found: "Verified") -> None:
    """Print the check of a folder, line by line."""
    for line in (*_told(found.problems), *_told(found.remarks)):
        say(line)
    verdict = _("As approved") if found.ok else _("NOT as approved")
    said = _("{verdict}: publication {number}, {files} files compared, head {head} at event {seq}.")
    head = found.journal_hash[:16]
    say(
        said.format(
            verdict=verdict, number=found.publication, files=found.files, head=head, seq=found.journal_seq
        )
    )


def _told(problems: "Sequence[Problem]") -> list[str]:
    return [f"{problem.where}: {_(problem.message).format(**problem.facts)}" for problem in problems]
