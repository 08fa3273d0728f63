"""The public page as its readers have it: in a real browser, from a folder, on a desk and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser import DESK, PHONE, browser_or_skip, reader
from zuofeng_cli.exchange.charts import Lines, Series
from zuofeng_cli.exchange.folder import write_folder
from zuofeng_cli.exchange.site.contents import Change, Count, Figure, PublicIssue, Site
from zuofeng_cli.exchange.site.pages import PAGE_ROWS, files

HOSTILE = "<script>alert(1)</script>\"onload=\"alert(2) =cmd|' /C calc'!A0 \u202eabc"
MANY = 50_000
COLUMNS = (
    ("category", "Category"),
    ("description", "Description"),
    ("unit", "Unit"),
    ("measures", "Measures"),
    ("deadline", "Deadline"),
    ("state", "State"),
)
SERIOUS = ("serious", "critical")


def issue(number: int) -> PublicIssue:
    """Return a made-up issue; every seventh is closed, number 3 is hostile in each of its texts."""
    texts = {
        "category": f"Category {number % 7}",
        "description": f"Counter-{number} is closed at noon",
        "unit": f"Unit {number % 40}",
        "measures": "Stay open; Say so",
        "deadline": "2020-06-30",
        "state": "closed" if number % 7 == 0 else "assigned",
    }
    if number == 3:
        texts = dict.fromkeys(texts, HOSTILE)
    return PublicIssue(number, f"ZF-2020-{number:04}", texts, texts["measures"].split("; "))


def site(count: int) -> Site:
    """Return a public page of so many made-up issues."""
    closed = count // 7
    chart = Lines([], [])
    series = Lines([], [Series("listed", [])])
    figures = [
        Figure("by-unit", "Issues by unit", "Bars by unit", chart, ("Unit", "listed"), [("Unit 1", count)]),
        Figure("progress", "Progress", HOSTILE, series, ("week", "listed"), [(HOSTILE, count)]),
    ]
    return Site(
        language="en",
        title=f"Campaign {HOSTILE}",
        publication=2,
        as_of="2020-07-01",
        columns=COLUMNS,
        issues=[issue(number) for number in range(1, count + 1)],
        overall=Count("all", count, closed, "14.3%"),
        figures=figures,
        changes=[
            Change("ZF-2020-0003", 3, HOSTILE, HOSTILE, HOSTILE),
            Change("ZF-2020-9999", None, "gone", "", ""),
        ],
        corrects=1,
        correction=HOSTILE,
        previous=1,
        snapshot="{}",
        sha256="0" * 64,
        journal_seq=7,
        journal_hash="1" * 64,
        program="0",
        with_wechat=True,
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_or_skip() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with three pages of a list."""
    place = tmp_path_factory.mktemp("site") / "public"
    write_folder(place, files(site(2 * PAGE_ROWS + 50)))
    return place


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a few issues: looking at the accessibility of hundreds takes seconds and finds no more."""
    place = tmp_path_factory.mktemp("short") / "public"
    write_folder(place, files(site(PAGE_ROWS + 5)))
    return place


PAGES = ("list/2.html", "figures.html", "changes.html", "issue/3.html", "wechat.html")


def test_words_and_choices_narrow_the_list(browser: Browser, folder: Path) -> None:
    with reader(browser, folder) as somebody:
        page = somebody.open()
        page.get_by_label("Words").fill("noon counter-14")
        expect(page.locator("#told")).to_have_text("11 issues found")
        page.get_by_label("State").select_option("closed")
        expect(page.locator("#told")).to_have_text("3 issues found")

        refs = page.locator("#issues tbody a").all_inner_texts()

    assert refs == ["ZF-2020-0014", "ZF-2020-0140", "ZF-2020-0147"]


def test_all_pages_are_searched_and_more_are_shown_on_demand(browser: Browser, folder: Path) -> None:
    with reader(browser, folder) as somebody:
        page = somebody.open("list/2.html")
        page.get_by_label("Words").fill("noon")
        expect(page.locator("#told")).to_have_text(f"{2 * PAGE_ROWS + 49} issues found")
        expect(page.locator("#issues tbody tr")).to_have_count(PAGE_ROWS)
        page.get_by_role("button", name="Show more").click()
        expect(page.locator("#issues tbody tr")).to_have_count(2 * PAGE_ROWS)
        page.get_by_role("button", name="Show all").click()

        expect(page.locator("#issues tbody tr").first).to_contain_text("ZF-2020-0101")
        expect(page.get_by_role("navigation", name="Pages of the list")).to_be_visible()


def test_a_search_can_be_sent_as_an_address(browser: Browser, folder: Path) -> None:
    with reader(browser, folder) as somebody:
        page = somebody.open()
        page.get_by_label("Unit").select_option("Unit 5")
        expect(page.locator("#told")).to_have_text("7 issues found")
        address = page.url
        page.goto("about:blank")
        somebody.faults.clear()
        page.goto(address)

        expect(page.locator("#told")).to_have_text("7 issues found")


def test_an_issue_opens_from_the_list_and_leads_back(browser: Browser, folder: Path) -> None:
    with reader(browser, folder) as somebody:
        page = somebody.open("list/2.html")
        page.get_by_role("link", name="ZF-2020-0105").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("ZF-2020-0105")
        expect(page.locator("ol li")).to_have_count(2)
        page.get_by_role("link", name="Back to the list").click()

        expect(page).to_have_title(f"List of issues, page 2 · Campaign {HOSTILE}")


def test_without_script_every_issue_can_be_read(browser: Browser, folder: Path) -> None:
    found: list[str] = []
    with reader(browser, folder, script=False) as somebody:
        page = somebody.open()
        expect(page.locator("#search")).to_be_hidden()
        for number in ("1", "2", "3"):
            page.get_by_role("link", name=f"Page {number}", exact=True).click()
            found += page.locator("#issues tbody a").all_inner_texts()

    assert found == [issue(number).ref for number in range(1, 2 * PAGE_ROWS + 51)]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_is_accessible_and_fits_the_window(
    browser: Browser, short: Path, path: str, size: ViewportSize
) -> None:
    with reader(browser, short, size=size) as somebody:
        page = somebody.open(path)

        found = Axe().run(page, options={"preload": False}).response["violations"]
        too_wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")

    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in SERIOUS] == []
    assert too_wide <= 0


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_hostile_text_is_shown_as_it_is(browser: Browser, folder: Path, size: ViewportSize) -> None:
    with reader(browser, folder, size=size) as somebody:
        page = somebody.open("issue/3.html")
        shown = page.locator("dd").all_text_contents()
        somebody.open()
        page.get_by_label("Words").fill("onload=")
        expect(page.locator("#told")).to_have_text("1 issues found")
        cells = page.locator("#issues tbody td").all_text_contents()
        too_wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")

    assert too_wide <= 0
    assert shown == [HOSTILE] * len(COLUMNS)
    assert cells == [HOSTILE] * len(COLUMNS)


def test_the_keyboard_reaches_the_contents_and_the_search(browser: Browser, folder: Path) -> None:
    with reader(browser, folder) as somebody:
        page = somebody.open()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the contents")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_label("Words")).to_be_focused()
        page.keyboard.type("counter-20")
        page.keyboard.press("Enter")

        expect(page.locator("#told")).to_have_text("11 issues found")


def test_on_paper_there_are_only_the_contents(browser: Browser, folder: Path) -> None:
    with reader(browser, folder) as somebody:
        page = somebody.open()
        page.emulate_media(media="print")

        expect(page.locator("#search")).to_be_hidden()
        expect(page.get_by_role("navigation").first).to_be_hidden()
        expect(page.locator("#issues tbody tr").last).to_be_visible()
        printed = page.pdf(format="A4")

    assert printed.startswith(b"%PDF")


def test_fifty_thousand_issues_stay_usable(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("large") / "public"
    write_folder(place, files(site(MANY)))

    with reader(browser, place) as somebody:
        page = somebody.open()
        page.get_by_label("Words").fill("counter-49999")
        expect(page.locator("#told")).to_have_text("1 issues found", timeout=10_000)
        page.locator("#issues tbody a").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("ZF-2020-49999")
    assert (place / "index.html").stat().st_size < 500_000
