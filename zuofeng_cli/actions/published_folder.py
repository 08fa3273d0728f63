"""The public page as a folder: built from an approved publication, and checked against it later.

A check builds the page again in memory and compares every file, so no list of hashes has to be trusted.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from zuofeng_cli.actions.publishing import approved
from zuofeng_cli.errors.files import FileMissing, FileUnreadable
from zuofeng_cli.errors.publishing import BadAddress, Corrected, NotPublished, SnapshotAltered
from zuofeng_cli.exchange import charts
from zuofeng_cli.exchange.files import reading_file
from zuofeng_cli.exchange.folder import check_free, differences, write_folder
from zuofeng_cli.exchange.site.contents import Site
from zuofeng_cli.exchange.site.pages import COVER, OWN, Cover, count_files, files
from zuofeng_cli.queries import publishing as queries
from zuofeng_cli.queries.audit import check_chain
from zuofeng_cli.queries.problems import Problem
from zuofeng_cli.queries.public_site import public_site
from zuofeng_cli.rules.publication import Publication
from zuofeng_cli.rules.references import HIGHEST
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import CATALOGUES, N_, _, speaking

Tick = Callable[[int, int], None]
_DIFFERENCES = {
    "missing": N_("is missing"),
    "changed": N_("is not what was approved"),
    "added": N_("does not belong to the publication"),
}


class Built(NamedTuple):
    """A folder that was written."""

    publication: Publication
    folder: Path
    files: int


class Verified(NamedTuple):
    """What the check of a folder found.

    Attributes:
        files: how many were compared.
        problems: why it is not the approved publication, empty if it is.
        remarks: what the reader should know besides.
    """

    ok: bool
    publication: int
    sha256: str
    journal_seq: int
    journal_hash: str
    files: int
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def build(
    reader: Reader,
    given: str | None,
    folder: Path,
    *,
    address: str = "",
    with_wechat: bool = False,
    replace: bool = False,
    tick: Tick = lambda _done, _total: None,
) -> Built:
    """Write the public page of an approved publication to *folder*.

    Args:
        address: where it will stand, for the feed.
        replace: write over a page that was built there before.

    Raises:
        NothingPublic, NotApproved, AlreadyWithdrawn: it may not be shown.
        Corrected, SnapshotAltered, BadAddress, FolderTaken, OutputExists, FolderNotWritable, ExtraMissing:
            as their sentences say.
    """
    publication = approved(reader, given)
    for other in queries.publications(reader):
        if other.corrects == publication.id and other.approved_on:
            raise Corrected(publication=publication.id, other=other.id)
    check_free(folder, own=OWN, cover=COVER, replace=replace)
    wrong = list(_ledger_problems(reader, publication))
    if wrong:
        raise SnapshotAltered(publication=publication.id, detail=_(wrong[0].message).format(**wrong[0].facts))
    site = _site(reader, publication, _address(address), with_wechat=with_wechat)
    return Built(publication, folder, write_folder(folder, _told(site, tick)))


def verify(reader: Reader, folder: Path, *, tick: Tick = lambda _done, _total: None) -> Verified:
    """Check that *folder* is the publication it names, approved, and that the journal holds its head.

    Raises:
        NotPublished: it is no folder that `publish build` wrote.
        PublicationNotFound: the ledger has no publication of this number.
    """
    cover = _cover(folder)
    publication = queries.publication(reader, cover.publication)
    problems = [*_ledger_problems(reader, publication)]
    if publication.sha256 != cover.sha256:
        problems.append(Problem(COVER, N_("names other contents than were approved"), {}))
    count = 0
    remarks = [*_remarks(reader, publication)]
    if not problems:
        with speaking(cover.language):
            site = _site(reader, publication, cover.address, with_wechat=cover.wechat)
            other_charts = cover.charts != charts.library_version()
            site_files = list(_told(site, tick, cover))
        count = len(site_files)
        found = list(differences(folder, site_files))
        if other_charts and found:
            facts: dict[str, object] = {"theirs": cover.charts, "ours": charts.library_version()}
            remarks.append(Problem(COVER, _OTHER_CHARTS, facts))
        problems = [Problem(each.path, _DIFFERENCES[each.what], {}) for each in found]
    head = (publication.journal_seq, publication.journal_hash)
    return Verified(
        not problems, publication.id, publication.sha256, *head, count, tuple(problems), tuple(remarks)
    )


_OTHER_CHARTS = N_("names release {theirs} of the charts' library, here is {ours}: compare with that release")


def _site(reader: Reader, publication: Publication, address: str, *, with_wechat: bool) -> Site:
    snapshot = queries.snapshot(reader, publication)
    return public_site(reader, publication, snapshot, address=address, with_wechat=with_wechat)


def _told(site: Site, tick: Tick, cover: Cover | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site, as a cover says they were drawn, and tell how far it is."""
    total = count_files(site)
    for done, file in enumerate(files(site, charts_release=cover.charts if cover else None), 1):
        yield file
        tick(done, total)


def _address(given: str) -> str:
    """Return an address with a slash at its end.

    Raises:
        BadAddress: it is none of the web.
    """
    if given and not (given.startswith(("https://", "http://")) and given.isprintable() and " " not in given):
        raise BadAddress(given=given)
    return given if not given or given.endswith("/") else given + "/"


def _cover(folder: Path) -> Cover:
    """Read which publication a folder says it is.

    Raises:
        NotPublished: it says nothing of the kind.
    """
    try:
        with reading_file(folder / COVER) as file:
            cover = Cover(**json.loads(file.read()))
    except (FileMissing, FileUnreadable, ValueError, TypeError, RecursionError) as error:
        raise NotPublished(folder=folder) from error
    kinds = {"publication": int, "wechat": bool}
    is_sound = all(type(value) is kinds.get(name, str) for name, value in cover._asdict().items())
    if not is_sound or not 0 < cover.publication <= HIGHEST or cover.language not in CATALOGUES:
        raise NotPublished(folder=folder)
    try:
        if cover.address != _address(cover.address):
            raise NotPublished(folder=folder)
    except BadAddress as error:
        raise NotPublished(folder=folder) from error
    return cover


def _ledger_problems(reader: Reader, publication: Publication) -> Iterator[Problem]:
    """Yield what speaks against the publication itself, before any file is compared."""
    where = f"#{publication.journal_seq}"
    if publication.approved_on is None:
        yield Problem(COVER, N_("publication {number} is not approved"), {"number": publication.id})
    if publication.withdrawn_on:
        yield Problem(COVER, N_("it was withdrawn on {on}"), {"on": publication.withdrawn_on})
    if queries.content_hash(reader, publication) != publication.sha256:
        yield Problem(COVER, N_("the ledger's own snapshot was altered"), {})
    if queries.event_hash(reader, publication.journal_seq) != publication.journal_hash:
        yield Problem(where, N_("the journal does not hold the head that the publication names"), {})
    broken: list[Problem] = []
    check_chain(reader, broken)
    yield from broken


def _remarks(reader: Reader, publication: Publication) -> Iterator[Problem]:
    """Yield what a reader should know of a publication that is in order."""
    newest = queries.last_public(reader)
    if newest and newest.id > publication.id:
        yield Problem(COVER, N_("a newer publication is approved: {number}"), {"number": newest.id})
