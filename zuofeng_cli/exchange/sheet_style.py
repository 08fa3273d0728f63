"""How the workbooks that the program writes look on screen and on paper."""

from typing import Any

A4 = 9
PALE, LINE, QUIET = "#DDEBF7", "#BFBFBF", "#595959"
DATE_FORMAT, RATE_FORMAT = "yyyy-mm-dd", "0.0%"


def set_up_page(sheet: Any) -> None:
    """Set a sheet up for A4 across, with narrow margins and page numbers."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)  # inches
    sheet.set_footer("&C&P / &N")
