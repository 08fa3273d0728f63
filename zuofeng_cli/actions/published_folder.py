"""The public page as a folder: built from an approved publication, and checked against it later.

A check builds the page again in memory and compares every file, so no list of hashes has to be trusted.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from zuofeng_cli.actions.publishing import approved
from zuofeng_cli.errors.publishing import BadAddress, NotPublished
from zuofeng_cli.exchange.folder import Difference, check_free, differences, write_folder
from zuofeng_cli.exchange.site.contents import Site
from zuofeng_cli.exchange.site.pages import COVER, Cover, count_files, cover_of, files
from zuofeng_cli.queries import publishing as queries
from zuofeng_cli.queries.audit import Problem, check_chain
from zuofeng_cli.queries.public_site import public_site
from zuofeng_cli.rules.publication import Publication
from zuofeng_cli.rules.references import HIGHEST
from zuofeng_cli.store.reader import Reader
from zuofeng_cli.words import CATALOGUES, N_, speaking

Tick = Callable[[int, int], None]
_CHARTS = ".svg"
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
        BadAddress, FolderTaken, OutputExists, FolderNotWritable, ExtraMissing: see their sentences.
    """
    publication = approved(reader, given)
    check_free(folder, cover=COVER, replace=replace)
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
    problems = [*_ledger_problems(reader, publication, cover)]
    count = 0
    remarks = [*_remarks(reader, publication)]
    if not problems:
        with speaking(cover.language):
            site = _site(reader, publication, cover.address, with_wechat=cover.wechat)
            other_charts = cover_of(site).charts != cover.charts
            site_files = list(_told(site, tick))
        count = len(site_files)
        found = list(differences(folder, site_files))
        if other_charts:
            facts: dict[str, object] = {"theirs": cover.charts, "ours": cover_of(site).charts}
            remarks.append(Problem(COVER, _OTHER_CHARTS, facts))
            found = [each for each in found if not _depends_on_charts(each)]
        problems = [Problem(each.path, _DIFFERENCES[each.what], {}) for each in found]
    head = (publication.journal_seq, publication.journal_hash)
    return Verified(
        not problems, publication.id, publication.sha256, *head, count, tuple(problems), tuple(remarks)
    )


_OTHER_CHARTS = N_("drawn by release {theirs} of the charts' library, here is {ours}: charts not compared")


def _depends_on_charts(difference: Difference) -> bool:
    """Return whether a file may differ because another release of the library drew the charts."""
    return difference.what == "changed" and (difference.path.endswith(_CHARTS) or difference.path == COVER)


def _site(reader: Reader, publication: Publication, address: str, *, with_wechat: bool) -> Site:
    snapshot = queries.snapshot(reader, publication)
    return public_site(reader, publication, snapshot, address=address, with_wechat=with_wechat)


def _told(site: Site, tick: Tick) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a site and tell how far it is."""
    total = count_files(site)
    for done, file in enumerate(files(site), 1):
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
        told = json.loads((folder / COVER).read_bytes())
        cover = Cover(**told)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise NotPublished(folder=folder) from error
    kinds = {"publication": int, "wechat": bool}
    is_sound = all(type(value) is kinds.get(name, str) for name, value in cover._asdict().items())
    if not is_sound or not 0 < cover.publication <= HIGHEST or cover.language not in CATALOGUES:
        raise NotPublished(folder=folder)
    return cover


def _ledger_problems(reader: Reader, publication: Publication, cover: Cover) -> Iterator[Problem]:
    """Yield what speaks against the publication itself, before any file is compared."""
    where = f"#{publication.journal_seq}"
    if publication.approved_on is None:
        yield Problem(COVER, N_("publication {number} is not approved"), {"number": publication.id})
    if publication.sha256 != cover.sha256:
        yield Problem(COVER, N_("names other contents than were approved"), {})
    if queries.content_hash(reader, publication) != publication.sha256:
        yield Problem(COVER, N_("the ledger's own snapshot was altered"), {})
    if queries.event_hash(reader, publication.journal_seq) != publication.journal_hash:
        yield Problem(where, N_("the journal does not hold the head that the publication names"), {})
    broken: list[Problem] = []
    check_chain(reader, broken)
    yield from broken


def _remarks(reader: Reader, publication: Publication) -> Iterator[Problem]:
    """Yield what a reader should know of a publication that is in order."""
    if publication.withdrawn_on:
        yield Problem(COVER, N_("it was withdrawn on {on}"), {"on": publication.withdrawn_on})
    newest = queries.last_public(reader)
    if newest and newest.id > publication.id:
        yield Problem(COVER, N_("a newer publication is approved: {number}"), {"number": newest.id})
