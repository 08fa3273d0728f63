"""Delimited text: whatever table a spreadsheet writes is read back as it was, or refused in one sentence."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Office
from zuofeng_cli.errors.files import NotATable, WrongEncoding
from zuofeng_cli.exchange import delimited
from zuofeng_cli.exchange.tables import read_file

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
DELIMITERS = (",", "\t", ";", "|")
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
LETTERS = st.one_of(
    st.sampled_from('甲乙一二 ，；“”‘\'"",;|=+-@\u3000\u00a0①Ａ０㊣𠮷ĉ\n\r'),
    st.characters(exclude_categories=("Cc", "Cs")),
)
CELLS = st.text(LETTERS, max_size=8)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8)
HEADER = ("问题表述", "问题类型", "责任单位", "备注")
LAW = settings(
    deadline=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

Table = Sequence[Sequence[str]]


def write(path: Path, table: Table, encoding: str, delimiter: str = ",", end: str = "\r\n") -> Path:
    """Write *table* as a spreadsheet does."""
    text = io.StringIO()
    # Python's own writer quotes only the line breaks that it writes itself.
    quoting = csv.QUOTE_MINIMAL if end == "\r\n" else csv.QUOTE_ALL
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)
    path.write_bytes(MARKS.get(encoding, b"") + text.getvalue().encode(encoding))
    return path


def cells(path: Path, encoding: str, delimiter: str) -> list[list[str]]:
    return [row for _number, row in delimited.rows(path, encoding, delimiter)]


def is_also_something_else(raw: bytes) -> bool:
    """Whether GB18030 text happens to be what is tried before it."""
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        return raw.decode("utf-8") != raw.decode("gb18030")
    except UnicodeDecodeError:
        return False


# --- Laws -----------------------------------------------------------------------------------------


@LAW
@given(
    table=TABLES,
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(DELIMITERS),
    end=st.sampled_from(["\r\n", "\n", "\r"]),
)
@example(table=[["联通"]], encoding="gb18030", delimiter=",", end="\r\n")
@example(table=[["", ""], [""]], encoding="utf-8", delimiter=";", end="\n")
@example(table=[['"'], ["一\r\n二"]], encoding="utf-16", delimiter="\t", end="\r")
def test_any_table_comes_back_as_it_was_written(
    table: Table, encoding: str, delimiter: str, end: str, tmp_path: Path
) -> None:
    assume(not table[0][0].startswith("\ufeff"))
    path = write(tmp_path / "a.csv", table, encoding, delimiter, end)
    assume(encoding != "gb18030" or not is_also_something_else(path.read_bytes()))

    found = delimited.survey(path)

    assert cells(path, found.encoding, delimiter) == table


@LAW
@given(text=st.text(LETTERS), encoding=st.sampled_from(ENCODINGS[:3]))
def test_text_that_is_utf_8_is_read_as_utf_8(text: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        assume(False)

    found = delimited.survey(path)

    assert found.encoding in ("utf-8", "utf-8-sig")


@LAW
@given(
    table=st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=6),
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from([",", "\t", ";"]),
)
def test_encoding_and_delimiter_are_found_below_a_known_header(
    table: Table, encoding: str, delimiter: str, tmp_path: Path
) -> None:
    entries = [[f"行{first}", *others] for first, *others in table]
    path = write(tmp_path / "a.csv", [HEADER, *entries], encoding, delimiter)
    assume(encoding != "gb18030" or not is_also_something_else(path.read_bytes()))

    (read,) = read_file(path, "issue").tables

    assert [row for _number, row in read.rows] == entries
    assert read.header.headings == HEADER


@LAW
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)

    try:
        cells(path, delimited.survey(path).encoding, ",")
    except (NotATable, WrongEncoding) as refusal:
        assert refusal.exit_code == 24


@LAW
@given(text=st.text(LETTERS), at=st.integers(0, 200), byte=st.sampled_from([*range(1, 9), 11, 14, 27, 31, 0]))
def test_a_control_character_is_refused_wherever_it_stands(
    text: str, at: int, byte: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((text[:at] + chr(byte) + text[at:]).encode())

    with pytest.raises(NotATable):
        delimited.survey(path)


@pytest.mark.parametrize(
    "raw",
    [
        "甲,乙\r\n丙,丁\r\n",
        '甲,"一\r\n二"\r\n丙,丁\r\n',
        '甲,"一\n二"\r丙,丁\r戊,己\r',
        "甲,乙\n丙,丁",
    ],
    ids=["two rows", "a break in a cell", "as a Mac breaks cells and rows", "no end of the last row"],
)
def test_there_are_at_most_as_many_rows_as_the_survey_says(raw: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw.encode())

    found = delimited.survey(path)

    assert len(cells(path, found.encoding, ",")) <= found.lines


# --- Large files, read block by block -------------------------------------------------------------


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("shift", range(4))
def test_a_letter_on_the_border_of_two_blocks_is_read(encoding: str, shift: int, tmp_path: Path) -> None:
    table = [["x" * shift + "窗口𠮷" * 20, "群众久等"]] * 8000

    path = write(tmp_path / "a.csv", table, encoding)

    found = delimited.survey(path)
    assert path.stat().st_size > 1024**2
    assert found.lines >= len(table)
    assert cells(path, found.encoding, ",") == table


def test_the_place_of_a_wrong_byte_is_told_from_the_beginning_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\r\n" * 300_000 + b"\xff\xff,\r\n")

    with pytest.raises(WrongEncoding) as refusal:
        delimited.survey(path)

    assert refusal.value.facts["position"] == 1_500_000


def test_a_line_without_end_is_refused_before_it_is_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * (delimited.MAX_LINE_BYTES + 2 * 1024**2))

    with pytest.raises(NotATable, match="16 MB"):
        delimited.survey(path)


# --- Refusals -------------------------------------------------------------------------------------

REFUSED = {
    "half a letter": ("问题表述,问题类型\r\n窗口".encode()[:-1] + b"\xff", "is not text in"),
    "half a pair of utf-16": (b"\xff\xfe" + "问题表述".encode("utf-16-le") + b"\x00", "is not text in"),
    "control characters": ("问题表述,问题类型\r\n窗\x01口,\r\n".encode(), "control characters"),
    "control characters in utf-16": (
        b"\xff\xfe" + "问题表述,问题类型\r\n窗\x01口,".encode("utf-16-le"),
        "control characters",
    ),
    "a quote left open": ('问题表述,问题类型\r\n"窗口,服务较差\r\n'.encode(), "row 2 opens a quotation mark"),
    "text after a closed quote": (
        '问题表述,问题类型\r\n"窗口"外,服务较差\r\n'.encode(),
        "row 2 has something behind",
    ),
    "no heading anybody knows": ("甲,乙\r\n丙,丁\r\n".encode("gb18030"), "no row that names its columns"),
    "only a sep line": (b"sep=;\r\n", "empty"),
    "only a byte order mark": (b"\xff\xfe", "empty"),
}


@pytest.mark.parametrize(("raw", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    raw: bytes, said: str, file_office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)

    result = file_office("import", path, code=24)

    assert said in result.err


@pytest.mark.parametrize("name", ["klingon", "base64", "zip", "utf-8\0", "rot13", "idna", "undefined"])
def test_an_encoding_that_is_none_is_refused(name: str, file_office: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [HEADER, ("窗口午间无人值守", "服务较差", "", "")], "utf-8")

    result = file_office("import", path, "--encoding", name, code=24)

    assert "a.csv" in result.err


def test_a_named_encoding_that_does_not_fit_is_refused(file_office: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [HEADER, ("窗口午间无人值守", "服务较差", "", "")], "gb18030")

    result = file_office("import", path, "--encoding", "utf-8", code=24)

    assert "utf-8" in result.err


@pytest.mark.parametrize("name", ["utf-8", "UTF-8", "utf8", "utf-8-sig"])
def test_a_byte_order_mark_is_no_part_of_the_first_heading(
    name: str, file_office: Office, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", [HEADER, ("窗口午间无人值守", "服务较差", "", "")], "utf-8-sig")

    file_office("import", path, "--encoding", name)

    assert file_office.issue(1)["description"] == "窗口午间无人值守"
