"""Makes the files of the public page, one after the other; the same contents give the same bytes."""

import csv
import io
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files as package_files
from typing import TYPE_CHECKING, Any, NamedTuple

from zuofeng_cli.errors.program import ExtraMissing
from zuofeng_cli.exchange import charts
from zuofeng_cli.exchange.safe_cells import guarded
from zuofeng_cli.exchange.site.contents import Site
from zuofeng_cli.words import _

if TYPE_CHECKING:
    from jinja2 import Environment

PAGE_ROWS = 100
"""So many issues stand on one page of the list."""

SHARD_ROWS = 2_500
"""So many issues are in one file that the search reads."""

WECHAT_ROWS = 50
FEED_ENTRIES = 200
FILTERED = ("category", "unit", "type", "state")
"""Columns with few words, which the search offers as choices."""

COVER = "publication.json"
"""The file that says which publication a folder holds and how it was made."""

SNAPSHOT = "data/snapshot.json"
WECHAT = "wechat.html"


class Cover(NamedTuple):
    """What :data:`COVER` says."""

    publication: int
    sha256: str
    language: str
    program: str
    charts: str
    address: str
    wechat: bool


OWN = frozenset(
    {
        COVER,
        WECHAT,
        "index.html",
        "figures.html",
        "changes.html",
        "feed.xml",
        "assets",
        "data",
        "issue",
        "list",
    }
)
"""What stands at the top of a folder; what else is there is somebody's own."""


def cover_of(site: Site, charts_release: str | None = None) -> Cover:
    """Return the cover of a site."""
    version = charts_release or charts.library_version()
    parts = (site.publication, site.sha256, site.language, site.program, version)
    return Cover(*parts, site.address, site.with_wechat)


def files(site: Site, *, charts_release: str | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site: its path below the folder, with slashes, and its contents.

    Args:
        charts_release: what the cover says of the drawing library, if not the release that draws here.

    Raises:
        ExtraMissing: a library for pages or charts is not installed.
    """
    yield (
        COVER,
        (json.dumps(cover_of(site, charts_release)._asdict(), ensure_ascii=False, indent=2) + "\n").encode(),
    )
    yield SNAPSHOT, site.snapshot.encode()
    yield "data/issues.csv", _table(site)
    for name in ("site.css", "site.js"):
        yield f"assets/{name}", _asset(name)
    for figure in site.figures:
        yield f"assets/{figure.name}.svg", charts.svg(figure.chart)
    yield from _search(site)
    yield from _pages(site)


def count_files(site: Site) -> int:
    """Return about how many files the site has, to show how far the work is."""
    count = len(site.issues)
    return count + count // PAGE_ROWS + count // SHARD_ROWS


def _asset(name: str) -> bytes:
    return (package_files(__package__) / "assets" / name).read_bytes()


def _table(site: Site) -> bytes:
    """Return the issues as csv that a spreadsheet takes for UTF-8 and never for formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_("issue"), *(heading for _field, heading in site.columns)])
    for issue in site.issues:
        row = (issue.ref, *(issue.texts.get(field, "") for field, _heading in site.columns))
        writer.writerow([guarded(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _search(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield what the search reads: scripts, since a page in a folder may load nothing else."""
    for at, start in enumerate(range(0, len(site.issues), SHARD_ROWS), 1):
        rows = [
            [issue.number, issue.ref, *(issue.texts.get(field, "") for field, _heading in site.columns)]
            for issue in site.issues[start : start + SHARD_ROWS]
        ]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        yield f"assets/search-{at}.js", f"takeIssues({at},{text});\n".encode()


def _pages(site: Site) -> Iterator[tuple[str, bytes]]:
    yield from _list_pages(site)
    yield "figures.html", _rendered("figures.html", site, "figures.html")
    yield "changes.html", _rendered("changes.html", site, "changes.html")
    yield "feed.xml", _rendered("feed.xml", site, "feed.xml", entries=site.changes[:FEED_ENTRIES])
    if site.with_wechat:
        yield WECHAT, _rendered("wechat.html", site, WECHAT, rows=site.issues[:WECHAT_ROWS])
    for at, issue in enumerate(site.issues):
        before = site.issues[at - 1] if at else None
        after = site.issues[at + 1] if at + 1 < len(site.issues) else None
        path = f"issue/{issue.number}.html"
        home = page_path(at // PAGE_ROWS + 1)
        yield path, _rendered("issue.html", site, path, issue=issue, before=before, after=after, home=home)


def _list_pages(site: Site) -> Iterator[tuple[str, bytes]]:
    pages = max(1, -(-len(site.issues) // PAGE_ROWS))
    filters = [(field, heading) for field, heading in site.columns if field in FILTERED]
    facts = {
        "pages": pages,
        "per_page": PAGE_ROWS,
        "shards": -(-len(site.issues) // SHARD_ROWS),
        "filters": filters,
        "choices": {field: site.choices(field) for field, _heading in filters},
    }
    for page in range(1, pages + 1):
        rows = site.issues[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
        path = page_path(page)
        yield path, _rendered("list.html", site, path, page=page, rows=rows, near=_near(page, pages), **facts)


def page_path(page: int) -> str:
    """Return the path of a page of the list."""
    return "index.html" if page == 1 else f"list/{page}.html"


def _near(page: int, pages: int) -> list[int | None]:
    """Return the pages to link to, None where some are left out."""
    wanted = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    shown: list[int | None] = []
    for at, each in enumerate(wanted):
        if at and each - wanted[at - 1] > 1:
            shown.append(None)
        shown.append(each)
    return shown


def _rendered(template: str, site: Site, path: str, **facts: Any) -> bytes:
    root = "../" * path.count("/")
    text = _templates().get_template(template).render(site=site, root=root, path=path, **facts)
    return (text.strip() + "\n").encode()


@cache
def _templates() -> "Environment":
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError as error:
        raise ExtraMissing(library="Jinja2", extra="publish") from error
    made = Environment(
        loader=PackageLoader("zuofeng_cli.exchange.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"_": _, "page_path": page_path}
    made.filters["printable"] = _printable
    return made


def _printable(text: str) -> str:
    """Return *text* without the signs that XML forbids."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\t\n")
