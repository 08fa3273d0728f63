"""The numbers of papers as a sheet and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from zuofeng_cli.cli.render import Column, Sheet, cells
from zuofeng_cli.queries.papers import paper_no
from zuofeng_cli.rules.papers import Paper, PaperKind
from zuofeng_cli.words import N_, _

if TYPE_CHECKING:
    from zuofeng_cli.store.reader import Reader

WORDS: Mapping[PaperKind, str] = {
    PaperKind.RETURN: N_("notice of return"),
    PaperKind.EXTENSION: N_("decision on a deadline"),
    PaperKind.INTERVIEW: N_("interview notice"),
    PaperKind.CIRCULAR: N_("circular"),
    PaperKind.BULLETIN: N_("bulletin"),
}
_OF_ISSUES = (PaperKind.RETURN, PaperKind.EXTENSION)


def papers_sheet(reader: "Reader", papers: Sequence[Paper]) -> Sheet:
    """Return the papers that were numbered, with what each is about."""
    columns = (Column(_("Paper")), Column(_("Number")), Column(_("Concerns")), Column(_("Made on")))
    rows = [cells(_(WORDS[each.kind]), paper_no(each), _about(reader, each), each.made_on) for each in papers]
    return Sheet("", columns, rows, [_("{count} papers.").format(count=len(rows))])


def _about(reader: "Reader", paper: Paper) -> str:
    if paper.kind in _OF_ISSUES:
        return reader.ref(int(paper.subject.partition(".")[0]))
    if paper.kind is PaperKind.BULLETIN:
        return paper.subject.replace("/", " – ")
    return _("accountability entry {number}").format(number=paper.subject)


def papers_payload(papers: Sequence[Paper]) -> list[dict[str, object]]:
    """Return the papers as the documented JSON."""
    return [{**asdict(each), "kind": each.kind.value, "no": paper_no(each)} for each in papers]
