"""Papers as the office prints them: numbered once, laid out by the standard, and text stays text."""

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.conftest import Office
from tests.golden import assert_page
from tests.office_program import pdf_of, picture_of, text_of

HOSTILE = '<script>alert(1)</script> & {{ 7 * 7 }} {% raw %} =cmd|x "onload="y'
KINDS = ("order", "return", "extension", "interview", "circular", "bulletin")


def told(office: Office, place: Path) -> dict[str, tuple[object, ...]]:
    """Let everything happen that papers are about; return the words of the command for each."""
    office.rectified("--cooperate", "Service", "--source", "Open and covert checks")
    office("return", 1, "--by", "Super", "--reason", "Two of five windows were closed")
    asked = ("--to", "2020-07-10", "--reason", "Parts are late", "--progress", "Half done", "--by", "Alice")
    office("extend", "request", 1, *asked)
    office("extend", "approve", 1, "--by", "Chief")
    office.assigned("--measure", "Stay open", deadline="2020-04-03")
    office.closed()
    office.today = "2020-06-10"
    office("sweep")
    accused = ("--unit", "Office", "--person", "Alice", "--conduct", "慢作为")
    decided = ("--issue", 2, *accused, "--basis", "Rule 3", "--by", "Chief")
    office("account", "record", *decided, "--form", "约谈")
    office("account", "record", *decided, "--form", "通报")
    office("record", "commend", "Bob", "--reason", "Open on Sundays", "--by", "Super")
    interview = ("paper", "interview", 1, "--on", "2020-06-15", "--place", "Room 302")
    return {
        "order": ("paper", "order", "1", "-o", place / "order.docx"),
        "return": ("paper", "return", 1, "-o", place / "return.docx"),
        "extension": ("paper", "extension", 1, "-o", place / "extension.docx"),
        "interview": (*interview, "-o", place / "interview.docx"),
        "circular": ("paper", "circular", 2, "-o", place / "circular.docx"),
        "bulletin": ("bulletin", "--since", "2020-04-01", "-o", place / "bulletin.docx"),
    }


FACTS = {
    "order": ("[2020] No. 1", "ZF-2020-0002", "3/4/2020", "Stay open"),
    "return": ("Return [2020] No. 1", "30/6/2020", "Two of five windows were closed", "Super", "Open now"),
    "extension": ("Granted by Chief", "10/7/2020", "Parts are late", "Half done"),
    "interview": ("Alice of Office:", "Room 302", "15/6/2020", "Rule 3", "ZF-2020-0002"),
    "circular": ("Alice of Office is named for", "Rule 3"),
    "bulletin": (
        "2020, No. 1",
        "3 issues were listed",
        "Bob of Service: Open on Sundays.",
        "ZF-2020-0002",
        "3. "[:1],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_says_its_facts_as_printed(file_office: Office, tmp_path: Path, kind: str) -> None:
    command = told(file_office, tmp_path)[kind]

    file_office(*command)
    printed = " ".join("\n".join(text_of(pdf_of(tmp_path / f"{kind}.docx", tmp_path))).split())

    for fact in FACTS[kind]:
        assert " ".join(fact.split()) in printed, printed


@pytest.mark.parametrize("kind", KINDS)
def test_each_first_page_looks_as_it_did(file_office: Office, tmp_path: Path, kind: str) -> None:
    command = told(file_office, tmp_path)[kind]
    file_office.lang = "zh"

    file_office(*command)

    assert_page(kind, picture_of(pdf_of(tmp_path / f"{kind}.docx", tmp_path), 1, dots_per_inch=80))


def returned(office: Office, text: str) -> int:
    """List an issue with *text* wherever there is one, report it done, and send it back."""
    given = ("-u", "Office", "-o", "Alice", "-d", "2020-06-30", "--assign", "--measure", text)
    number = office.open(text, *given)
    office("rectify", number, "--by", "Alice", "--note", text, "--evidence", "Doc No. 3")
    office("return", number, "--by", "Super", "--reason", text)
    return number


def numbers(office: Office) -> list[tuple[str, str]]:
    return [(each["kind"], each["no"]) for each in office("paper", "list", "--format", "json").json]


def test_a_paper_keeps_its_number_and_each_kind_has_a_series(office: Office, tmp_path: Path) -> None:
    commands = told(office, tmp_path)
    for kind in ("return", "extension", "bulletin"):
        office(*commands[kind])

    office(*commands["return"], "--force")
    office("rectify", 1, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 9")
    office("return", 1, "--by", "Super", "--reason", "Still closed")
    office(*commands["return"], "--force")
    office("bulletin", "--since", "2020-05-01", "-o", tmp_path / "may.docx")

    assert numbers(office) == [
        ("return", "Return [2020] No. 1"),
        ("extension", "Deadline [2020] No. 1"),
        ("bulletin", "2020, No. 1"),
        ("return", "Return [2020] No. 2"),
        ("bulletin", "2020, No. 2"),
    ]
    assert office("audit").code == 0


def test_each_year_begins_its_series_anew(office: Office, tmp_path: Path) -> None:
    office.open()
    office("bulletin", "-o", tmp_path / "a.docx")
    office.today = "2021-01-04"
    office("bulletin", "-o", tmp_path / "b.docx")

    assert numbers(office) == [("bulletin", "2020, No. 1"), ("bulletin", "2021, No. 1")]


def test_an_order_has_its_own_number_and_day(office: Office, tmp_path: Path) -> None:
    command = told(office, tmp_path)["order"]
    issued = office("order", "list", "--format", "json").json[0]["issued_on"]
    office.today = "2020-07-30"

    said = office(*command).out

    year, month, day = issued.split("-")
    text = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "order.docx")).paragraphs)
    assert said.startswith("[2020] No. 1 is written: ")
    assert f"{int(day)}/{int(month)}/{year}" in text
    assert numbers(office) == []


def order_text(office: Office, place: Path, number: int) -> str:
    """Return what a supervision order says, its table included."""
    office("paper", "order", number, "-o", place / "order.docx", "--force")
    document = Document(str(place / "order.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_an_order_before_the_deadline_speaks_of_no_delay(office: Office, tmp_path: Path) -> None:
    number = office.assigned(deadline="2020-06-30")
    office("escalate", number, "--to", 2, "--reason", "It matters to many")

    said = order_text(office, tmp_path, 1)

    assert "is to be put right by 30/6/2020" in said
    assert "late" not in said


def test_an_order_keeps_its_deadline_after_a_reopening(office: Office, tmp_path: Path) -> None:
    office.assigned("--measure", "Stay open", deadline="2020-04-03")
    office.today = "2020-04-20"
    office("sweep")
    office("rectify", 1, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 3")
    office("close", 1, "--by", "Super", "--opinion", "Seen")
    office("reopen", 1, "--reason", "rebound", "--deadline", "2020-07-20")

    said = order_text(office, tmp_path, 1)

    assert "was to be put right by 3/4/2020" in said
    assert "20/7/2020" not in said


def test_the_page_is_laid_out_by_the_standard(office: Office, tmp_path: Path) -> None:
    office(*told(office, tmp_path)["return"])

    paper = Document(str(tmp_path / "return.docx"))

    section = paper.sections[0]
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(each / Mm(1)) for each in margins] == [37, 28, 35, 26]
    fonts = paper.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "FangSong"
    title = paper.paragraphs[0].runs[0]
    assert (title.font.size.pt, title._r.rPr.rFonts.get(qn("w:eastAsia"))) == (22, "FZXiaoBiaoSong-B05S")
    assert paper.settings.odd_and_even_pages_header_footer


def test_a_page_holds_22_lines_of_28_signs(file_office: Office, tmp_path: Path) -> None:
    template = tmp_path / "own.docx"
    paper = Document()
    file_office("paper", "template", "return", "-o", template)
    paper = Document(str(template))
    for paragraph in paper.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)
    paper.tables[0]._tbl.getparent().remove(paper.tables[0]._tbl)
    paper.add_paragraph("{{ description }}")
    paper.save(str(template))
    number = file_office.open(
        "测" * (28 * 22 + 1), "-u", "Office", "-o", "Alice", "-d", "2020-06-30", "--assign", "-m", "Stay"
    )
    file_office("rectify", number, "--by", "Alice", "--note", "Open", "--evidence", "Doc No. 3")
    file_office("return", number, "--by", "Super", "--reason", "Closed")

    file_office("paper", "return", number, "-o", tmp_path / "full.docx", "--template", template)
    first, second = text_of(pdf_of(tmp_path / "full.docx", tmp_path))

    lines = [line.strip() for line in first.splitlines() if "测" in line]
    assert lines == ["测" * 28] * 22
    assert second.count("测") == 1


def test_hostile_text_stays_text(file_office: Office, tmp_path: Path) -> None:
    number = file_office.open(
        HOSTILE, "-u", "Office", "-o", "Alice", "-d", "2020-06-30", "--assign", "-m", HOSTILE
    )
    file_office("rectify", number, "--by", "Alice", "--note", HOSTILE, "--evidence", "Doc No. 3")
    file_office("return", number, "--by", "Super", "--reason", HOSTILE)

    file_office("paper", "return", number, "-o", tmp_path / "return.docx")

    cells = [row.cells[1].text for row in Document(str(tmp_path / "return.docx")).tables[0].rows]
    assert cells.count(HOSTILE) == 4
    with ZipFile(tmp_path / "return.docx") as package:
        assert b"<script" not in package.read("word/document.xml")


def test_the_office_changes_a_template(office: Office, tmp_path: Path) -> None:
    command = told(office, tmp_path)["return"]
    own = tmp_path / "own.docx"
    said = office("paper", "template", "退回整改通知书", "-o", own).out
    paper = Document(str(own))
    paper.add_paragraph("{{ campaign }} – {{ returned_by }}")
    paper.save(str(own))

    office(*command, "--template", own)

    assert "returned_by" in said
    last = Document(str(tmp_path / "return.docx")).paragraphs[-1].text
    assert last.endswith("– Super")


def test_a_template_that_names_something_else_is_refused(office: Office, tmp_path: Path) -> None:
    command = told(office, tmp_path)["return"]
    own = tmp_path / "own.docx"
    wrong = ("cannot be filled in",) * 4
    texts = ("{{ reason", "{{ 1 / 0 }}", "{{ unit.x.y }}", "{{ reason.__class__.__mro__[1] }}")
    for text, detail in (("{{ salary }}", "salary"), *zip(texts, wrong, strict=True)):
        paper = Document()
        paper.add_paragraph(text)
        paper.save(str(own))
        said = office(*command, "--template", own, code=24).err
        assert detail in said
        assert "returned_by" in said
    own.write_text("no docx", "utf-8")
    assert "no docx file" in office(*command, "--template", own, code=24).err

    assert numbers(office) == []
    assert not (tmp_path / "return.docx").exists()


def test_a_bulletin_tells_of_its_own_days(office: Office, tmp_path: Path) -> None:
    office.closed()
    office.today = "2020-05-04"
    office.open("Later")
    office.today = "2020-05-20"
    office.open("Much later")

    office(
        "bulletin",
        "--since",
        "2020-05-01",
        "--until",
        "2020-05-10",
        "-o",
        tmp_path / "b.docx",
        "--editor",
        "Lee",
    )

    text = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "b.docx")).paragraphs)
    assert "1 issues were listed, 0 reported done and 0 closed" in text
    assert "At its end 2 stood on the list" in text
    assert "Lee\t20/5/2020" in text


def test_what_there_is_no_paper_of_is_refused(office: Office, tmp_path: Path) -> None:
    office.assigned()
    out = ("-o", tmp_path / "x.docx")

    assert "never sent back" in office("paper", "return", 1, *out, code=22).err
    assert "No request" in office("paper", "extension", 1, *out, code=22).err
    office("paper", "order", 9, *out, code=22)
    office("paper", "order", "x", *out, code=2)
    office("paper", "circular", 4, *out, code=22)
    office("paper", "interview", "first", "--on", "2020-04-02", "--place", "Here", *out, code=22)
    office("paper", "return", 99, *out, code=22)
    office("bulletin", "--since", "2020-05-01", *out, code=2)
    office("bulletin", "--until", "2020-05-01", *out, code=2)
    office("paper", "template", "letter", *out, code=2)
    office("bulletin", "-o", tmp_path / "x.pdf", code=2)
    office("paper", "template", "order", "-o", tmp_path / "x.doc", code=2)
    assert list(tmp_path.glob("x.*")) == []


def test_a_file_that_is_there_stays_and_no_number_is_used(office: Office, tmp_path: Path) -> None:
    office.open()
    file = tmp_path / "b.docx"
    file.write_text("old", "utf-8")

    office("bulletin", "-o", file, code=24)
    office("bulletin", "-o", tmp_path / "none" / "b.docx", code=24)

    assert file.read_text("utf-8") == "old"
    assert numbers(office) == []


def test_a_number_is_not_taken_back(office: Office, tmp_path: Path) -> None:
    office.open()
    office("bulletin", "-o", tmp_path / "b.docx")

    assert "gave a paper its number" in office("undo", code=20).err


def test_what_a_paper_names_is_not_taken_back(office: Office, tmp_path: Path) -> None:
    commands = told(office, tmp_path)
    clerk = office.run_main
    words = ("--db", office.db, "--lang", "en", "--as", "somebody else")
    for kind in ("circular", "extension"):
        assert clerk([*words, *map(str, commands[kind])]).code == 0
    office("record", "commend", "Carol", "--reason", "Open late", "--by", "Super")

    for _step in ("the commendation", "the other commendation"):
        office("undo")

    assert "paper 1" in office("undo", code=23).err


def test_no_notice_is_given_of_a_return_that_is_over(office: Office, tmp_path: Path) -> None:
    command = told(office, tmp_path)["return"]
    office("rectify", 1, "--by", "Alice", "--note", "Open now", "--evidence", "Doc No. 9")

    assert "reported done again" in office(*command, code=20).err


def test_no_interview_is_held_before_it_was_decided(office: Office, tmp_path: Path) -> None:
    told(office, tmp_path)

    early = ("--on", "2020-06-09", "--place", "Here")
    office("paper", "interview", 1, *early, "-o", tmp_path / "i.docx", code=23)


def test_papers_are_listed_with_what_they_concern(office: Office, tmp_path: Path) -> None:
    commands = told(office, tmp_path)
    for kind in ("return", "circular", "bulletin"):
        office(*commands[kind])

    rows = office("paper", "list", "--format", "csv").out.splitlines()

    assert [row.split(",")[-2] for row in rows[1:]] == [
        "ZF-2020-0001",
        "accountability entry 2",
        "2020-04-01 – 2020-06-10",
    ]
    assert json.loads(office("paper", "list", "--format", "json").out)[0]["subject"].startswith("return.")


def test_a_paper_gives_notice_only_of_the_form_that_was_decided(office: Office, tmp_path: Path) -> None:
    told(office, tmp_path)
    interview = ("--on", "2020-06-15", "--place", "Room 302")

    refused = office("paper", "circular", 1, "-o", tmp_path / "c.docx", code=23).err
    office("paper", "interview", 2, *interview, "-o", tmp_path / "i.docx", code=23)

    assert "In record 1 “约谈” was decided; this paper gives notice of 通报." in refused
    assert list(tmp_path.glob("*.docx")) == []
    assert numbers(office) == []


def test_a_plan_that_names_no_forms_has_papers_of_every_form(
    office_with: Callable[..., Office], tmp_path: Path
) -> None:
    office = office_with(('circular = ["通报"]\n', ""))
    accused = ("--unit", "Office", "--conduct", "慢作为", "--basis", "Rule 3", "--by", "Chief")
    office("account", "record", *accused, "--form", "约谈")

    office("paper", "circular", 1, "-o", tmp_path / "c.docx")


@pytest.mark.parametrize(("issues", "tables"), [((), 0), (("--issue", 1), 1)])
def test_a_decision_without_an_issue_leaves_no_empty_table(
    office: Office, tmp_path: Path, issues: tuple[object, ...], tables: int
) -> None:
    office.assigned()
    accused = ("--unit", "Office", "--conduct", "慢作为", "--basis", "Rule 3", "--by", "Chief")
    office("account", "record", *accused, "--form", "通报", *issues)

    office("paper", "circular", 1, "-o", tmp_path / "c.docx")

    paper = Document(str(tmp_path / "c.docx"))
    assert len(paper.tables) == tables
    assert all("{%" not in paragraph.text for paragraph in paper.paragraphs)
