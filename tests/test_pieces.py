"""A large sheet is read piece by piece, and says the same as when it is read whole."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from zuofeng_cli.errors.files import NotATable
from zuofeng_cli.exchange.package import Package
from zuofeng_cli.exchange.pieces import PIECE_BYTES, Pieces
from zuofeng_cli.exchange.unpacking import cell_text
from zuofeng_cli.exchange.workbook import sheets

SHEET = "问题清单"
MEMBER = "xl/worksheets/sheet1.xml"
ROWS, DAY = 12_000, datetime(2020, 6, 30)
MERGED = (0, 1, 0, 3)
IN_ERROR = {7_000: "#DIV/0!", 11_000: "#N/A"}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet of several pieces with a merged title, a stretch of empty rows, errors, days and numbers."""
    path = tmp_path_factory.mktemp("large") / "large.xlsx"
    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.merge_range(*MERGED, "自查问题清单（2020年）")
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        grey = book.add_format({"bg_color": "#DDDDDD"})
        for row in range(3, ROWS):
            if 4_000 < row < 6_000:
                continue
            if row in IN_ERROR:
                sheet.write_formula(row, 1, "=1/0", None, IN_ERROR[row])
            else:
                sheet.write_string(row, 1, f"第{row}个窗口 <排队> & 等候，群众反映强烈")
            sheet.write_number(row, 2, row / 4)
            sheet.write_boolean(row, 3, row % 2)
            sheet.write_datetime(row, 4, DAY, dated)
            sheet.write_blank(row, 40, None, grey)
    return path


def read(path: Path) -> list[list[str]]:
    """Return what the program reads of the only sheet."""
    (sheet,) = ([*sheet.merged, *(cells for _number, cells in sheet.rows)] for sheet in sheets(path))
    assert sheet[0] == MERGED
    return sheet[1:]


def whole(path: Path) -> list[list[str]]:
    """Return what calamine reads at once, and the errors that it leaves out."""
    rows = [
        [cell_text(cell) for cell in row]
        for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    ]
    for row, error in IN_ERROR.items():
        rows[row][1] = error
    for cells in rows:
        while cells and not cells[-1]:
            cells.pop()
    return rows


def written_otherwise(source: Path, target: Path, change: Callable[[bytes], bytes]) -> Path:
    """Copy a workbook with its sheet changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == MEMBER else old.read(name))
    return target


def test_a_sheet_in_pieces_says_what_the_whole_says(large: Path) -> None:
    pieces = list(Pieces(Package(str(large)), SHEET))

    assert len(pieces) > 2
    assert max(len(rows) for rows, _workbook in pieces) < 2 * PIECE_BYTES
    assert read(large) == whole(large)
    assert len(read(large)) == ROWS


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"<sheetData>", b"<!-- <sheetData> --><sheetData>"),
        lambda text: text.replace(b"&amp;", b"<![CDATA[</row>]]>"),
        lambda text: text.replace(b'<row r="10000"', b'<row spans="1:41" r="10000"'),
        lambda text: text.replace(b'<row r="10000"', b'<row r="3001"'),
        lambda text: text.replace(b'<row r="10000"', b"<row"),
        lambda text: text.replace(b"<sheetData>", b"<sheetData >"),
        lambda text: text.replace(b"<sheetData>", b"<sheetData>" + b" " * 10 * PIECE_BYTES + b"<!-- -->"),
    ],
    ids=["comment", "raw text", "attributes", "order", "unnumbered", "blank in a tag", "comment far behind"],
)
def test_a_sheet_that_cannot_be_cut_safely_is_read_whole(
    large: Path, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    path = written_otherwise(large, tmp_path / "odd.xlsx", change)

    with pytest.raises(ValueError, match=f"{SHEET}|{MEMBER}"):
        Pieces(Package(str(path)), SHEET)
    assert read(path) == whole(path)


def test_texts_that_all_pieces_share_are_not_read_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "shared.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet(SHEET)
        for row in range(ROWS):
            sheet.write_row(row, 0, [f"第{row}个窗口排队，群众反映强烈", *["一样"] * 8])

    with pytest.raises(ValueError, match=SHEET):
        Pieces(Package(str(path)), SHEET)


def test_parts_are_found_whatever_the_case_of_their_names(large: Path, tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    with zipfile.ZipFile(large) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name.replace("styles.xml", "Styles.xml"), old.read(name))

    assert len(list(Pieces(Package(str(path)), SHEET))) > 2
    assert read(path) == whole(large)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"</c></row>", b"</row>", 9_000),
        lambda text: text.replace(b'<c r="B10000"', b'<c r="B10"'),
    ],
    ids=["unclosed", "cell of another row"],
)
def test_what_is_damaged_in_a_piece_is_named_as_damage(
    large: Path, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    path = written_otherwise(large, tmp_path / "damaged.xlsx", change)

    with pytest.raises(NotATable, match=r"damaged|损坏"):
        read(path)


@pytest.mark.parametrize("at", [6, 8], ids=["encrypted", "packed in an unknown way"])
def test_a_member_that_cannot_be_unpacked_is_named_as_damage(large: Path, tmp_path: Path, at: int) -> None:
    content = bytearray(large.read_bytes())
    place = content.rindex(b"PK\x01\x02", 0, content.rindex(MEMBER.encode())) + 2 + at
    content[place] |= 0x61
    path = tmp_path / "odd.xlsx"
    path.write_bytes(content)

    with pytest.raises(NotATable, match=r"damaged|损坏"):
        read(path)
