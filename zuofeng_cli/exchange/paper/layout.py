"""The page and the type of a paper, and the parts it is put together from.

Source: shared domain notes, "Documents".
"""

from collections.abc import Sequence
from math import floor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

BODY, TITLE, HEADING, SUBHEADING, FIGURES = (
    "FangSong",
    "FZXiaoBiaoSong-B05S",
    "SimHei",
    "KaiTi",
    "SimSun",
)
"""Chinese fonts by the names that office programs know on every system."""

LATIN = "Times New Roman"
TITLE_SIZE, BODY_SIZE, PAGE_NUMBER_SIZE, TABLE_SIZE, MASTHEAD_SIZE = 22, 16, 14, 12, 36
"""Points: 2, 3 and 4 in Chinese sizes, smaller in tables, larger for the name of a bulletin."""

PAGE_MM = (210, 297)
MARGINS_MM = {"top_margin": 37, "left_margin": 28, "bottom_margin": 35, "right_margin": 26}
LINES, SIGNS = 22, 28
"""On a page, and in a line."""

_POINTS_PER_MM = 72 / 25.4
_HEIGHT_MM = PAGE_MM[1] - MARGINS_MM["top_margin"] - MARGINS_MM["bottom_margin"]
LINE_POINTS = floor(_HEIGHT_MM * _POINTS_PER_MM / LINES * 20) / 20  # twentieths, so that all lines fit
_FACT_MM = 36
_WIDTH_MM = PAGE_MM[0] - MARGINS_MM["left_margin"] - MARGINS_MM["right_margin"]


class Sheet:
    """An empty paper, and what is put on it from the top down."""

    def __init__(self) -> None:
        from docx import Document as new_document

        self.document: Document = new_document()
        _set_page(self.document)
        _set_normal(self.document)
        _number_pages(self.document)

    def title(self, text: str, *, size: int = TITLE_SIZE) -> None:
        """Add the title, in the middle."""
        self._line(text, font=TITLE, size=size, place="center", after=LINE_POINTS / 2)

    def middle(self, text: str) -> None:
        """Add a line in the middle, like the number."""
        self._line(text, place="center", after=LINE_POINTS)

    def address(self, text: str) -> None:
        """Add whom the paper goes to: a line that begins at the edge."""
        self._line(text, place="left")

    def text(self, text: str) -> None:
        """Add a paragraph; its first line is two signs in."""
        paragraph = self._line(text, place="both")
        _indent_first_line(paragraph)

    def heading(self, text: str) -> None:
        """Add a heading of the first level."""
        paragraph = self._line(text, font=HEADING, place="both")
        _indent_first_line(paragraph)
        paragraph.paragraph_format.keep_with_next = True

    def control(self, tag: str) -> None:
        """Add a paragraph that only the program reads: a condition or a repetition."""
        self.document.add_paragraph(tag)

    def signature(self, *lines: str) -> None:
        """Add who signs and the day, four signs from the right edge."""
        self._line("", place="both")
        for line in lines:
            paragraph = self._line(line, place="right")
            paragraph.paragraph_format.right_indent = _points(4 * BODY_SIZE)
            paragraph.paragraph_format.keep_together = True

    def ends(self, left: str, right: str) -> None:
        """Add a line with a text at each end and a rule below."""
        paragraph = self._line(f"{left}\t{right}", place="left", after=LINE_POINTS / 2)
        paragraph.paragraph_format.tab_stops.add_tab_stop(_millimetres(_WIDTH_MM), _alignment("tab"))
        _rule(paragraph, "bottom")

    def foot(self, text: str) -> None:
        """Add a closing line with a rule above."""
        paragraph = self._line(text, place="left")
        paragraph.paragraph_format.space_before = _points(LINE_POINTS)
        _rule(paragraph, "top")

    def _new_table(self, rows: int, widths: Sequence[float]) -> "Table":
        table: Table = self.document.add_table(rows=rows, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = _millimetres(width)
            for cell in column.cells:
                cell.width = _millimetres(width)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        return table

    def table(self, headings: Sequence[str], cells: Sequence[str], each: str, widths: Sequence[int]) -> None:
        """Add a table with a row for each item.

        Args:
            cells: what stands in a row, as tags; *each*: the repetition, like ``row in rows``.
            widths: of the columns, in millimetres.
        """
        table = self._new_table(4, widths)
        repeated = ([f"{{%tr for {each} %}}"], cells, ["{%tr endfor %}"])
        for row, texts in zip(table.rows, (headings, *repeated), strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                _fill(cell, text, bold=texts is headings)
        _repeat(table.rows[0])

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Add a table of two columns: what, and the tag that says it."""
        table = self._new_table(len(rows), (_FACT_MM, _WIDTH_MM - _FACT_MM))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                _fill(cell, text, bold=text is texts[0])

    def picture(self, tag: str) -> None:
        """Add a picture by its tag, in the middle."""
        paragraph = self.document.add_paragraph(tag)
        paragraph.alignment = _alignment("center")
        paragraph.paragraph_format.line_spacing = 1.0

    def _line(
        self, text: str, *, font: str = BODY, size: int = BODY_SIZE, place: str, after: float = 0
    ) -> "Paragraph":
        paragraph = self.document.add_paragraph()
        paragraph.alignment = _alignment(place)
        _set_font(paragraph.add_run(text), font, size)
        if size > BODY_SIZE:
            paragraph.paragraph_format.line_spacing = _points(size * 1.4)
        paragraph.paragraph_format.space_after = _points(after)
        return paragraph


def _set_page(document: "Document") -> None:
    """Set A4, the margins, and the grid of lines."""
    section = document.sections[0]
    section.page_width, section.page_height = map(_millimetres, PAGE_MM)
    for name, width in MARGINS_MM.items():
        setattr(section, name, _millimetres(width))
    section.footer_distance = _millimetres(MARGINS_MM["bottom_margin"] - 7)  # 7 mm below the text
    found = section._sectPr.xpath("w:docGrid")
    grid = found[0] if found else _element("w:docGrid")
    if not found:
        section._sectPr.append(grid)
    _set(grid, {"w:type": "lines", "w:linePitch": round(LINE_POINTS * 20)})


def _set_normal(document: "Document") -> None:
    style = document.styles["Normal"]
    _set_font(style, BODY, BODY_SIZE)
    style.paragraph_format.line_spacing = _points(LINE_POINTS)
    style.paragraph_format.space_after = _points(0)
    style.paragraph_format.widow_control = False  # a page is full to its last line
    # A grid of signs is filled differently by each program; closer signs give the same 28 in a line.
    spacing = _element("w:spacing")
    _set(spacing, {"w:val": floor((_WIDTH_MM * _POINTS_PER_MM / SIGNS - BODY_SIZE) * 20)})
    style.element.get_or_add_rPr().insert_element_before(spacing, *_AFTER_SPACING)


def _number_pages(document: "Document") -> None:
    """Number the pages between dashes: odd ones on the right, even ones on the left, one sign in."""
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    for footer, place in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = _alignment(place)
        paragraph.paragraph_format.line_spacing = _points(PAGE_NUMBER_SIZE * 1.2)  # no higher than its place
        setattr(paragraph.paragraph_format, f"{place}_indent", _points(PAGE_NUMBER_SIZE))
        _set_font(paragraph.add_run("— "), FIGURES, PAGE_NUMBER_SIZE)
        run = paragraph.add_run()
        _set_font(run, FIGURES, PAGE_NUMBER_SIZE)
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            if kind:
                mark = _element("w:fldChar")
                _set(mark, {"w:fldCharType": kind})
            else:
                mark = _element("w:instrText")
                mark.text = text
            run._r.append(mark)
        _set_font(paragraph.add_run(" —"), FIGURES, PAGE_NUMBER_SIZE)


def _set_font(of: Any, chinese: str, size: int) -> None:
    """Set both fonts of a run or style: the Chinese one has to be set apart from the Latin one."""
    of.font.name = LATIN
    of.font.size = _points(size)
    _set(of.element.get_or_add_rPr().get_or_add_rFonts(), {"w:eastAsia": chinese, "w:hAnsi": LATIN})


def _indent_first_line(paragraph: "Paragraph") -> None:
    """Indent by two signs, whatever their size."""
    paragraph.paragraph_format.first_line_indent = _points(2 * BODY_SIZE)
    _set(paragraph._p.get_or_add_pPr().get_or_add_ind(), {"w:firstLineChars": 200})


def _fill(cell: Any, text: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = 1.1
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = _points(2)
    off = _element("w:snapToGrid")
    _set(off, {"w:val": 0})
    paragraph._p.get_or_add_pPr().insert_element_before(off, *_AFTER_GRID)
    run = paragraph.add_run(text)
    _set_font(run, HEADING if bold else BODY, TABLE_SIZE)


def _repeat(row: Any) -> None:
    """Repeat a row at the top of every page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


_AFTER_SPACING = tuple(
    f"w:{name}"
    for name in (
        *("w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText"),
        *("vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"),
    )
)
"""What must stand behind the spacing of signs, as the format has it."""

_AFTER_BORDERS = tuple(
    f"w:{name}"
    for name in (
        *("shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
        *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"),
        *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
        *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)
"""What must stand behind the borders of a paragraph, as the format has it."""


_AFTER_GRID = _AFTER_BORDERS[_AFTER_BORDERS.index("w:spacing") :]


def _rule(paragraph: "Paragraph", side: str) -> None:
    borders, edge = _element("w:pBdr"), _element(f"w:{side}")
    _set(edge, {"w:val": "single", "w:sz": 8, "w:space": 4, "w:color": "000000"})
    borders.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name)


def _set(element: Any, values: dict[str, object]) -> None:
    from docx.oxml.ns import qn

    for name, value in values.items():
        element.set(qn(name), str(value))


def _alignment(place: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT

    if place == "tab":
        return WD_TAB_ALIGNMENT.RIGHT
    names = {"left": "LEFT", "center": "CENTER", "right": "RIGHT", "both": "JUSTIFY"}
    return getattr(WD_ALIGN_PARAGRAPH, names[place])


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _millimetres(length: float) -> Any:
    from docx.shared import Mm

    return Mm(length)
