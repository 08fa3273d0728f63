"""The numbers of papers as a sheet and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Column, Sheet, cells
from zuofeng_cli.labels import entry_words
from zuofeng_cli.queries.papers import paper_no
from zuofeng_cli.rules.papers import Paper, PaperKind
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.store.reader import Reader

WORDS: Mapping[str, str] = {
    PaperKind.ORDER: N_("supervision order"),
    PaperKind.RETURN: N_("notice of return"),
    PaperKind.EXTENSION: N_("decision on a deadline"),
    PaperKind.INTERVIEW: N_("interview notice"),
    PaperKind.CIRCULAR: N_("circular"),
    PaperKind.BULLETIN: N_("bulletin"),
}


def papers_sheet(reader: "Reader", papers: Sequence[Paper]) -> Sheet:
    """Return the papers that were numbered, with what each is about."""
    columns = (Column(_("Paper")), Column(_("Document number")), Column(_("Concerns")), Column(_("Made on")))
    rows = [cells(_(WORDS[each.kind]), paper_no(each), _about(reader, each), each.made_on) for each in papers]
    return Sheet(
        "",
        columns,
        rows,
        [
            _("{count} papers.").format(count=len(rows)),
            _("Supervision orders have numbers of their own: `zuofeng order list`."),
        ],
    )


def _about(reader: "Reader", paper: Paper) -> str:
    if paper.number is not None:
        return reader.ref(paper.number)
    if paper.kind is PaperKind.BULLETIN:
        return paper.subject.replace("/", " – ")
    return entry_words(paper.subject)


def papers_payload(papers: Sequence[Paper]) -> list[dict[str, object]]:
    """Return the papers as the documented JSON."""
    return [{**asdict(each), "kind": each.kind.value, "no": paper_no(each)} for each in papers]
