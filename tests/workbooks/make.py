"""Makes the files of this folder, one for each oddity; what each must say is in ``expected.toml``.

Run as ``python -m tests.workbooks.make``, with names of files to make only those. LibreOffice writes the
.xls and .ods files and whatever has a password.
"""

import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from struct import pack
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter import Workbook

HERE = Path(__file__).parent
FIXED = datetime(2020, 4, 1, 9)
HEADER = ("序号", "问题编号", "问题表述", "问题类型", "责任单位", "责任人", "整改时限")
COUNTER = ("1", "编-1", "窗口午间无人值守，群众久等", "服务较差", "政务服务处", "庚致远", "2020年6月30日")
REPORT = ("2", "编-2", "信息报送滞后，数据不够准确", "标准不高", "人事处", "丙其昌", "2020年7月31日")
QUEUE = ("3", "编-3", "排号机坏了一年多没有人修", "担当不够", "办公室", "壬守正", "2020年9月30日")
TITLE = "云川市政务发展局作风问题自查清单"

Row = Sequence[object]
Maker = Callable[[Path], None]
MAKERS: dict[str, Maker] = {}


def made(*names: str) -> Callable[[Maker], Maker]:
    """Register what makes a file; further *names* are the same in formats that LibreOffice writes."""

    def register(maker: Maker) -> Maker:
        MAKERS[names[0]] = maker
        for name in names[1:]:
            MAKERS[name] = lambda path: converted(maker, path)
        return maker

    return register


@contextmanager
def book(path: Path | io.BytesIO, **options: object) -> Any:
    """A workbook whose bytes do not depend on the hour it is made at."""
    with Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False, **options}) as workbook:
        workbook.set_properties({"created": FIXED})
        yield workbook


def filled(workbook: Any, *rows: Row, name: str = "自查", at: int = 0) -> Any:
    """Return a new sheet with *rows*, the first one in row *at*, counted from 0."""
    sheet = workbook.add_worksheet(name)
    day = workbook.add_format({"num_format": "yyyy/m/d"})
    for down, row in enumerate(rows, at):
        for across, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(down, across, cell, day)
            elif cell != "":
                sheet.write(down, across, cell)
    return sheet


def patched(path: Path, member: str, old: str, new: str) -> None:
    """Write what no library writes into one member of a zip file."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in contents[member], (path.name, old)
    contents[member] = contents[member].replace(old.encode(), new.encode())
    zipped(path, contents)


def zipped(path: Path, contents: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), content, method)


def text(*rows: Row, delimiter: str = ",", end: str = "\r\n") -> str:
    return "".join(delimiter.join(map(str, row)) + end for row in rows)


# --- What stands around the table -----------------------------------------------------------------


@made("title-merged.xlsx")
def title(path: Path) -> None:
    with book(path) as workbook:
        sheet = filled(workbook, [], HEADER, COUNTER, REPORT)
        sheet.merge_range(0, 0, 0, 6, TITLE)


@made("filled-in.xlsx", "filled-in.xls", "filled-in.ods")
def filled_in(path: Path) -> None:
    said = ("填报单位：政务服务处", "", "", "", "", "填报日期：2020年5月6日")
    working, calendar = (*COUNTER[:4], "", "", "10个工作日"), (*REPORT[:4], "", "", "15日内")
    with book(path) as workbook:
        sheet = filled(workbook, [], said, HEADER, working, calendar, QUEUE)
        sheet.merge_range(0, 0, 0, 6, TITLE)


@made("filled-in-cells.xlsx")
def filled_in_cells(path: Path) -> None:
    said = ("填报单位", "人事处", "", "", "填报日期", datetime(2020, 5, 6))
    with book(path) as workbook:
        filled(workbook, said, HEADER, (*COUNTER[:4], "", "", "15日内"))


@made("filled-in-spaced.xlsx")
def filled_in_spaced(path: Path) -> None:
    said = ("填报单位：人事处（盖章）          填报日期：2020 年 5 月 6 日",)
    with book(path) as workbook:
        filled(workbook, said, HEADER, (*COUNTER[:4], "", "", "15日内"))


@made("filled-in-blank.xlsx")
def filled_in_blank(path: Path) -> None:
    said = ("填报单位：          填报日期：    年  月  日",)
    with book(path) as workbook:
        filled(workbook, said, HEADER, (*COUNTER[:4], "", "", "15日内"), REPORT)


@made("header-two-rows.xlsx", "header-two-rows.xls", "header-two-rows.ods")
def header_two_rows(path: Path) -> None:
    below = ("", "", "", "", "责任单位", "责任领导", "责任人", "")
    row = (*COUNTER[:5], "甲一鸣", "庚致远", COUNTER[6])
    with book(path) as workbook:
        sheet = filled(workbook, [], [], below, row, (*REPORT[:5], "乙思远", *REPORT[5:]))
        sheet.merge_range(0, 0, 0, 7, TITLE)
        for column, heading in enumerate((*HEADER[:4], "", "", "", "整改时限")):
            if heading:
                sheet.merge_range(1, column, 2, column, heading)
        sheet.merge_range(1, 4, 1, 6, "责任落实")


@made("header-three-rows.xlsx")
def header_three_rows(path: Path) -> None:
    lowest = ("", "", "", "", "责任单位", "责任人", "", "")
    with book(path) as workbook:
        sheet = filled(workbook, [], [], lowest, (*COUNTER[:6], "安排轮班", COUNTER[6]))
        sheet.merge_range(0, 0, 2, 0, "序号")
        sheet.merge_range(0, 1, 0, 3, "问题清单")
        for column in (1, 2, 3):
            sheet.merge_range(1, column, 2, column, HEADER[column])
        sheet.merge_range(0, 4, 0, 7, "整改清单")
        sheet.merge_range(1, 4, 1, 5, "责任落实")
        sheet.merge_range(1, 6, 2, 6, "整改措施")
        sheet.merge_range(1, 7, 2, 7, "整改时限")


@made("offset.xlsx", "offset.ods", "offset.xls")
def offset(path: Path) -> None:
    """A table that begins in column C of row 5, with a fault in row 7."""
    rows = [("", "", *row) for row in (HEADER, COUNTER, (*REPORT[:4], "外事处", "", ""))]
    with book(path) as workbook:
        filled(workbook, *rows, at=4)


@made("totals.xlsx")
def totals(path: Path) -> None:
    rows = (HEADER, COUNTER, ("小计", 1), [], REPORT, ("", "小　计", 1), [], QUEUE, [])
    with book(path) as workbook:
        sheet = filled(workbook, *rows, ("", "", "3"))
        sheet.merge_range(9, 0, 9, 1, "合 计")


@made("notes-below.xlsx")
def notes_below(path: Path) -> None:
    with book(path) as workbook:
        sheet = filled(workbook, HEADER, COUNTER, REPORT, [], [], ("填表人：乙朗月", "", "审核人：壬守正"))
        sheet.merge_range(4, 0, 4, 6, "注：本表一式两份，每月5日前报送。")


@made("signatures-below.xlsx")
def signatures_below(path: Path) -> None:
    signed = ("填表人：乙朗月", "", "审核人：壬守正", "", "联系电话：0871-00000000", "填报日期：2020年5月6日")
    with book(path) as workbook:
        filled(workbook, HEADER, COUNTER, signed)


@made("header-repeated.xlsx")
def header_repeated(path: Path) -> None:
    with book(path) as workbook:
        filled(workbook, HEADER, COUNTER, HEADER, REPORT)


@made("example-row.xlsx")
def example_row(path: Path) -> None:
    with book(path) as workbook:
        filled(workbook, HEADER, ("示例", "编-0", *QUEUE[2:]), COUNTER)


# --- Sheets ---------------------------------------------------------------------------------------


@made("hidden-sheet.xlsx", "hidden-sheet.xls", "hidden-sheet.ods")
def hidden_sheet(path: Path) -> None:
    with book(path) as workbook:
        filled(workbook, HEADER, COUNTER)
        filled(workbook, HEADER, REPORT, name="去年").hide()


@made("very-hidden-sheet.xlsx")
def very_hidden_sheet(path: Path) -> None:
    with book(path) as workbook:
        filled(workbook, HEADER, COUNTER)
        filled(workbook, HEADER, REPORT, name="字典").very_hidden()


@made("several-sheets.xlsx")
def several_sheets(path: Path) -> None:
    with book(path) as workbook:
        filled(workbook, ("填表说明",), ("每个处室填一张表。",), name="说明")
        filled(workbook, HEADER, COUNTER, name="政务服务处")
        filled(workbook, ("填报单位：人事处",), HEADER, (*REPORT[:4], "", "", REPORT[6]), name="人事处")
        workbook.add_worksheet("空表")


@made("sheet-names.ods")
def sheet_names(path: Path) -> None:
    """Names that Excel does not allow, or only once; every sheet has a row at fault."""
    names = ("Sheet3", "一/二", "一:二", "长" * 30 + "'尾", "'")
    tables = "".join(
        ods_table(name, HEADER, (str(at), f"编-{at}", f"第{at}个窗口午间无人值守", "服务较差", "外事处"))
        for at, name in enumerate(names, 1)
    )
    ods(path, tables)


# --- Cells ----------------------------------------------------------------------------------------


@made("merged-body.xlsx", "merged-body.xls", "merged-body.ods")
def merged_body(path: Path) -> None:
    """A unit merged over three rows, a type over two, and a row after them without a unit."""
    rows = [
        ("1", "编-1", "窗口午间无人值守，群众久等", "", "", "庚致远", "2020年6月30日"),
        ("2", "编-2", "排号机坏了一年多没有人修", "", "", "壬舒扬", "2020年7月31日"),
        ("3", "编-3", "办事指南与网上不一致", "标准不高", "", "癸乐川", "2020年9月30日"),
        ("4", "编-4", "信息报送滞后，数据不够准确", "标准不高", "", "", ""),
    ]
    with book(path) as workbook:
        sheet = filled(workbook, HEADER, *rows)
        sheet.merge_range(1, 3, 2, 3, "服务较差")
        sheet.merge_range(1, 4, 3, 4, "政务服务处")


@made("row-numbers.xls")
def row_numbers(path: Path) -> None:
    """Numbers as the old format keeps them: 1.0 for 1."""

    def maker(source: Path) -> None:
        with book(source) as workbook:
            filled(workbook, HEADER, (1.0, 101.0, *COUNTER[2:]), (2.0, 102.0, *REPORT[2:]))

    converted(maker, path)


@made("dates.xlsx", "dates.xls", "dates.ods")
def dates(path: Path) -> None:
    with book(path) as workbook:
        dated(workbook)


@made("dates-1904.xlsx", "dates-1904.xls", "dates-1904.ods")
def dates_1904(path: Path) -> None:
    with book(path, date_1904=True) as workbook:
        dated(workbook)


def dated(workbook: Any) -> None:
    """A day, a moment, a day in Chinese, a day without its year, and a number without a date format."""
    sheet = filled(workbook, HEADER)
    formats = ("yyyy-mm-dd", "yyyy-mm-dd hh:mm", 'yyyy"年"m"月"d"日"', 'm"月"d"日"')
    moments = (datetime(2020, 6, 30), datetime(2020, 6, 30, 17, 30), *2 * [datetime(2020, 6, 30)])
    for row, (shown, moment) in enumerate(zip(formats, moments, strict=True), 1):
        sheet.write_row(row, 0, (str(row), f"编-{row}", f"第{row}个窗口午间无人值守", "服务较差"))
        sheet.write_datetime(row, 6, moment, workbook.add_format({"num_format": shown}))
    serial = 44012 - 1462 * workbook.date_1904
    sheet.write_row(5, 0, ("5", "编-5", "第5个窗口午间无人值守", "服务较差", "", "", serial))


@made("month-format.xlsx")
def month_format(path: Path) -> None:
    """What Excel makes of 2020年6月 when it is typed: the first of June, of which the month is shown."""
    with book(path) as workbook:
        sheet = filled(workbook, HEADER, COUNTER[:6])
        sheet.write_datetime(1, 6, datetime(2020, 6, 1), workbook.add_format({"num_format": 'yyyy"年"m"月"'}))


@made("layout-characters.xlsx")
def layout_characters(path: Path) -> None:
    row = ("1", "\u00a0编-1\u3000", "\u3000\u3000窗口午间无人值守，\u200b群众久等ESCAPED\n午后也是ESCAPED")
    words = ("服务较差\u00a0", "\u3000政务 服务处", "庚致远 ", "２０２０年６月３０日")
    with book(path) as workbook:
        filled(workbook, HEADER, (*row, *words))
    patched(path, "xl/sharedStrings.xml", "ESCAPED", "_x000D_")


@made("rich-text.xlsx")
def rich_text(path: Path) -> None:
    """A cell with letters in bold and a guide to its pronunciation."""
    with book(path) as workbook:
        bold = workbook.add_format({"bold": True})
        sheet = filled(workbook, HEADER, COUNTER)
        sheet.write_rich_string(1, 2, "窗口午间", bold, "无人值守", "，群众久等")
    patched(
        path,
        "xl/sharedStrings.xml",
        "，群众久等</t></r>",
        '，群众久等</t></r><rPh sb="0" eb="2"><t>chuāng</t></rPh>',
    )


@made("comment.ods")
def comment(path: Path) -> None:
    """A cell of two paragraphs with a comment on it."""
    note = "<office:annotation><text:p>请核实</text:p></office:annotation>"
    cell = f"{note}<text:p>窗口午间无人值守，</text:p><text:p>群众<text:s/>久等</text:p>"
    ods(path, ods_table("自查", HEADER, COUNTER).replace(f"<text:p>{COUNTER[2]}</text:p>", cell))


@made("deadline-forms.xlsx")
def deadline_forms(path: Path) -> None:
    forms = (
        *("2020年6月30日", "2020.6.30", "2020/6/30", "2020-06-30", 20200630, "20200630", "6月30日", "6月底"),
        *("6月底前", "6月上旬", "年底前", "第二季度", "2020年二季度末", "30个工作日", "15日内"),
        *("立行立改", "长期坚持", 44012, "尽快", 6.3, "2020年2月30日"),
    )
    rows = [
        (at, f"编-{at}", f"第{at}个窗口午间无人值守", "服务较差", "政务服务处", "庚致远", form)
        for at, form in enumerate(forms, 1)
    ]
    with book(path) as workbook:
        filled(workbook, HEADER, *rows)


@made("several-units.xlsx")
def several_units(path: Path) -> None:
    cells = (
        ("人事处、政务服务处（牵头）", ""),
        ("政务服务处牵头\n人事处", "督查处，机关党委"),
        ("政务处/营商办", ""),
        ("政务服务处；人事处;督查处", "政务服务处"),
    )
    rows = [
        (str(at), f"编-{at}", f"第{at}个窗口午间无人值守", "服务较差", *pair)
        for at, pair in enumerate(cells, 1)
    ]
    with book(path) as workbook:
        filled(workbook, (*HEADER[:5], "配合单位"), *rows)


@made("long-numbers.xlsx")
def long_numbers(path: Path) -> None:
    """Numbers, not text: a phone, an order of 15 digits, one of 18, and what adding leaves behind."""
    numbers = (13800000000, 202006300000017, 310101199001010000, 0.1 + 0.2, "007")
    rows = [
        (at, number, f"第{at}个窗口午间无人值守", "服务较差", "政务服务处")
        for at, number in enumerate(numbers, 1)
    ]
    with book(path) as workbook:
        filled(workbook, HEADER, *rows)


@made("formulas.xlsx")
def formulas(path: Path) -> None:
    with book(path) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = filled(workbook, (*HEADER, "备注"), ("", "编-1", "", *COUNTER[3:6], "", "=SUM(A1)"))
        sheet.write_formula(1, 0, "=ROW()-1", None, 1)
        sheet.write_formula(1, 2, '="窗口午间"&"无人值守，群众久等"', None, COUNTER[2])
        sheet.write_formula(1, 6, "=DATE(2020,6,30)", day, 44012)


@made("formula-errors.xlsx")
def formula_errors(path: Path) -> None:
    """A unit and a deadline that a formula could not find: errors, not blanks."""
    with book(path) as workbook:
        sheet = filled(workbook, HEADER, (*COUNTER[:4], "", "", COUNTER[6]), (*REPORT[:6], ""))
        sheet.write_formula(1, 4, "=VLOOKUP(A2,Z:Z,1,0)", None, "#N/A")
        sheet.write_formula(2, 6, "=G1+1", None, "#VALUE!")


@made("formatted-row.xlsx")
def formatted_row(path: Path) -> None:
    """Borders over two thousand columns, with nothing in them."""
    with book(path) as workbook:
        border = workbook.add_format({"border": 1})
        sheet = filled(workbook, HEADER, COUNTER)
        for column in range(7, 2000):
            sheet.write_blank(1, column, None, border)


@made("far-row.xlsx")
def far_row(path: Path) -> None:
    """A stray blank a hundred thousand rows below."""
    with book(path) as workbook:
        filled(workbook, HEADER, COUNTER).write_string(100_000, 0, " ")


@made("far-cell.xlsx")
def far_cell(path: Path) -> None:
    """A stray letter in the last cell that Excel has."""
    with book(path) as workbook:
        filled(workbook, HEADER, COUNTER).write_string(1048575, 16383, "x")


# --- Other containers and lying suffixes ----------------------------------------------------------


@made("binary.xlsb")
def binary(path: Path) -> None:
    """The least that makes a binary workbook: inline text, a number, and a unit merged over two rows."""
    second = (*REPORT[:4], "", "", 44012)
    xlsb(path, (HEADER, (*COUNTER[:5], "", 44012), second), merged=(1, 2, 4, 4))


@made("binary-1904.xlsb")
def binary_1904(path: Path) -> None:
    xlsb(path, (HEADER, (*COUNTER[:6], 44012 - 1462)), date_1904=True)


@made("backslashes.xlsx")
def backslashes(path: Path) -> None:
    """Members named with backslashes, as some programs write them."""
    with book(path) as workbook:
        filled(workbook, HEADER, COUNTER)
    with zipfile.ZipFile(path) as archive:
        contents = {name.replace("/", "\\"): archive.read(name) for name in archive.namelist()}
    zipped(path, contents)


@made("xlsx-inside.xls")
def xlsx_as_xls(path: Path) -> None:
    title(path)


@made("xlsx-inside.csv")
def xlsx_as_csv(path: Path) -> None:
    title(path)


@made("xls-inside.xlsx")
def xls_as_xlsx(path: Path) -> None:
    old = path.with_suffix(".xls")
    converted(title, old)
    old.replace(path)


@made("csv-inside.xlsx")
def csv_as_xlsx(path: Path) -> None:
    path.write_bytes(text(HEADER, COUNTER, REPORT).encode("gb18030"))


# --- Text -----------------------------------------------------------------------------------------


@made("sep-line.csv")
def sep_line(path: Path) -> None:
    path.write_bytes(("sep=|\r\n" + text(HEADER, COUNTER, REPORT, delimiter="|")).encode("gb18030"))


@made("cr-only.csv")
def cr_only(path: Path) -> None:
    path.write_bytes(text(HEADER, COUNTER, REPORT, end="\r").encode())


@made("crlf.csv")
def crlf(path: Path) -> None:
    path.write_bytes(text(HEADER, COUNTER, REPORT).encode())


@made("semicolon.csv")
def semicolon(path: Path) -> None:
    path.write_bytes(text(HEADER, COUNTER, REPORT, delimiter=";").encode("gb18030"))


@made("tab.tsv")
def tab(path: Path) -> None:
    path.write_bytes(text(HEADER, COUNTER, REPORT, delimiter="\t").encode())


@made("utf-8-bom.csv")
def utf_8_bom(path: Path) -> None:
    path.write_bytes(text(HEADER, COUNTER, REPORT).encode("utf-8-sig"))


@made("utf-16-le.csv")
def utf_16_le(path: Path) -> None:
    path.write_bytes(b"\xff\xfe" + text(HEADER, COUNTER, REPORT, delimiter="\t").encode("utf-16-le"))


@made("utf-16-be.csv")
def utf_16_be(path: Path) -> None:
    path.write_bytes(b"\xfe\xff" + text(HEADER, COUNTER, REPORT).encode("utf-16-be"))


@made("rare-characters.csv")
def rare_characters(path: Path) -> None:
    """Characters that GB18030 writes with four bytes."""
    path.write_bytes(
        text(HEADER, (*COUNTER[:2], "窗口标牌“𠮷祥”写错，群众久等㊣ĉ", *COUNTER[3:])).encode("gb18030")
    )


@made("quoted-breaks.csv")
def quoted_breaks(path: Path) -> None:
    quoted = (*COUNTER[:2], '"窗口午间无人值守，\r\n群众说""久等"""', *COUNTER[3:])
    path.write_bytes(text(HEADER, quoted, (*REPORT[:4], "外事处", "", "")).encode())


@made("ragged.csv")
def ragged(path: Path) -> None:
    path.write_bytes(text(HEADER, COUNTER[:4], (*REPORT, "", "多出一格")).encode())


@made("title-above.csv")
def title_above(path: Path) -> None:
    """A title with more commas in it than the header has semicolons."""
    above = "云川市,政务发展局,作风问题,自查清单,第一批,内部,请勿外传,谢谢,2020\r\n"
    filled_in_line = "填报单位：人事处;填报日期：2020年5月6日\r\n"
    row = (*COUNTER[:4], "", "", "15日内")
    path.write_bytes((above + filled_in_line + text(HEADER, row, delimiter=";")).encode("gb18030"))


@made("formula-text.csv")
def formula_text(path: Path) -> None:
    row = (*COUNTER[:2], "'=SUM(A1)一栏天天填，没有人看", *COUNTER[3:])
    path.write_bytes(text(HEADER, row).encode())


@made("nul-bytes.csv")
def nul_bytes(path: Path) -> None:
    path.write_bytes(text(HEADER, COUNTER).encode() + b"\0" * 8)


# --- What holds no table --------------------------------------------------------------------------


@made("web-page.xls")
def web_page(path: Path) -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in HEADER)
    path.write_text(f"<html><head><meta charset='utf-8'></head><body><table><tr>{cells}</tr></table></html>")


@made("picture.xlsx")
def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x06\0\0\0\x1f\x15\xc4\x89")


@made("paper.csv")
def paper(path: Path) -> None:
    path.write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")


@made("letter.xlsx")
def letter(path: Path) -> None:
    zipped(path, {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})


@made("letter.xls")
def old_letter(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le"))


@made("archive.xlsx")
def archive_of_files(path: Path) -> None:
    zipped(path, {"自查.csv": text(HEADER, COUNTER).encode()})


@made("empty.csv")
def empty(path: Path) -> None:
    path.write_bytes(b"")


@made("blank-lines.csv")
def blank_lines(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf\r\n ,,\r\n")


@made("empty.xlsx")
def empty_workbook(path: Path) -> None:
    with book(path) as workbook:
        workbook.add_worksheet("自查")


@made("header-only.xlsx")
def header_only(path: Path) -> None:
    with book(path) as workbook:
        filled(workbook, [TITLE], HEADER)


@made("no-header.xlsx")
def no_header(path: Path) -> None:
    with book(path) as workbook:
        filled(workbook, ("姓名", "电话"), ("庚致远", "0871-00000000"))


@made("truncated.xlsx")
def truncated(path: Path) -> None:
    title(path)
    path.write_bytes(path.read_bytes()[:3000])


@made("damaged-sheet.xlsx")
def damaged_sheet(path: Path) -> None:
    """A good archive whose sheet ends in the middle of a row."""
    title(path)
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents["xl/worksheets/sheet1.xml"] = contents["xl/worksheets/sheet1.xml"][:900]
    zipped(path, contents)


@made("truncated.xls")
def truncated_old(path: Path) -> None:
    converted(title, path)
    path.write_bytes(path.read_bytes()[:4000])


@made("password.xlsx")
def password(path: Path) -> None:
    converted(title, path, secret="secret")


@made("password.xls")
def password_old(path: Path) -> None:
    converted(title, path, secret="secret")


@made("password.ods")
def password_ods(path: Path) -> None:
    converted(title, path, secret="secret")


# --- How they are written -------------------------------------------------------------------------

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97", ".ods": "calc8"}
STORING = """
import sys, time, uno
from com.sun.star.beans import NamedValue, PropertyValue
source, target, kind, secret, pipe = sys.argv[1:]
said = lambda **named: tuple(PropertyValue(name, 0, value, 0) for name, value in named.items())
here = uno.getComponentContext()
resolver = here.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for _attempt in range(300):
    try:
        there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.1)
desktop = there.ServiceManager.createInstance("com.sun.star.frame.Desktop")
document = desktop.loadComponentFromURL(source, "_blank", 0, said(Hidden=True))
more = {"Password": secret} if secret else {}
if secret and "2007" in kind:
    keys = tuple(map(NamedValue, ("OOXPassword", "CryptoType"), (secret, "Standard")))
    more = {"EncryptionData": uno.Any("[]com.sun.star.beans.NamedValue", keys)}
document.storeToURL(target, said(FilterName=kind, **more))
document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
"""


def converted(maker: Maker, target: Path, secret: str = "") -> None:
    """Write what *maker* makes as LibreOffice writes it in the format of *target*'s suffix."""
    with tempfile.TemporaryDirectory() as folder:
        source, pipe = Path(folder) / "source.xlsx", f"zuofeng{Path(folder).name}"
        maker(source)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        accept = f"--accept=pipe,name={pipe};urp;"
        arguments = [source.as_uri(), target.resolve().as_uri(), FILTERS[target.suffix], secret, pipe]
        target.unlink(missing_ok=True)
        silent = subprocess.DEVNULL
        with subprocess.Popen(
            ["soffice", "--headless", "--norestore", profile, accept], stderr=silent
        ) as office:
            # The bridge may crash when LibreOffice leaves it; the file is what counts.
            subprocess.run(["/usr/bin/python3", "-c", STORING, *arguments], check=False, timeout=120)
            assert target.exists(), target
            office.wait(60)


def ods_table(name: str, *rows: Row) -> str:
    """Return a sheet of text cells as OpenDocument writes it."""
    cell_tag = "table:table-cell"
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<{cell_tag} office:value-type="string"><text:p>{escape(str(cell))}</text:p></{cell_tag}>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="{escape(name)}">{lines}</table:table>'


def ods(path: Path, tables: str) -> None:
    """Write a spreadsheet with names that LibreOffice itself would not write."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0" office:version="1.2"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0">'
        f"{entry.format('/', kind.decode())}{entry.format('content.xml', 'text/xml')}</manifest:manifest>"
    )
    contents = {"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    zipped(path, contents)


def record(kind: int, body: bytes = b"") -> bytes:
    """Return one record of a binary workbook; numbers and lengths are written seven bits at a time."""
    size, head = len(body), bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    while size > 127:
        head, size = head + bytes([size & 127 | 128]), size >> 7
    return head + bytes([size]) + body


def wide(string: str) -> bytes:
    return pack("<I", len(string)) + string.encode("utf-16-le")


def xlsb(
    path: Path, rows: Sequence[Row], *, date_1904: bool = False, merged: Sequence[int] | None = None
) -> None:
    """Write one sheet as a binary workbook, MS-XLSB 2.2; *merged* is first and last row and column."""
    sheets = record(0x9C, pack("<II", 0, 1) + wide("rId1") + wide("自查"))
    about = record(0x99, pack("<II", date_1904, 0) + wide(""))
    workbook = record(0x83) + about + record(0x8F) + sheets + record(0x90) + record(0x84)
    size = pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = record(0x81) + record(0x94, size) + record(0x91)
    for down, row in enumerate(rows):
        sheet += record(0x00, pack("<IIHBBBI", down, 0, 300, 0, 0, 0, 0))
        for across, cell in enumerate(row):
            if isinstance(cell, str) and cell:
                sheet += record(0x06, pack("<II", across, 0) + wide(cell))
            elif cell != "":
                sheet += record(0x05, pack("<IId", across, 0, cell))
    sheet += record(0x92)
    if merged:
        sheet += record(0xB1, pack("<I", 1)) + record(0xB0, pack("<IIII", *merged)) + record(0xB2)
    sheet += record(0x82)
    packages = "http://schemas.openxmlformats.org/package/2006"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    binary_kind = "application/vnd.ms-excel"
    relation = (
        '<Relationships xmlns="{}/relationships">'
        '<Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
    )
    types = (
        f'<Types xmlns="{packages}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.bin" ContentType="{binary_kind}.sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{binary_kind}.worksheet"/></Types>'
    )
    contents = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relation.format(packages, links, "officeDocument", "xl/workbook.bin").encode(),
        "xl/_rels/workbook.bin.rels": relation.format(
            packages, links, "worksheet", "worksheets/sheet1.bin"
        ).encode(),
        "xl/workbook.bin": workbook,
        "xl/worksheets/sheet1.bin": sheet,
    }
    zipped(path, contents)


def main(names: Sequence[str]) -> None:
    """Make the files with these *names*, or all."""
    for name in names or MAKERS:
        MAKERS[name](HERE / name)
        print(name, (HERE / name).stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1:])
