"""Cleaning of what was typed, and the keys under which texts are the same."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuofeng_cli.rules.identity import POINT, description_key, folded, folded_each
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.text import clean, cleaned_each, lines_of, numbered_items


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("窗口中午不开", "窗口中午不开"),
        ("  窗口中午不开\t", "窗口中午不开"),
        ("\u3000\u3000窗口中午不开\u3000", "窗口中午不开"),
        ("\u00a0窗口\u00a0中午", "窗口 中午"),
        ("\ufeff窗口", "窗口"),
        ("窗口\u200b中午", "窗口中午"),
        ("第一行_x000D_\n第二行", "第一行\n第二行"),
        ("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
        ("响铃\x07退格\x08零\x00", "响铃退格零"),
        ("\x1b[31m红\x1b[0m", "[31m红[0m"),
        ("\x85窗口\x9f", "窗口"),
        ("正\u202e反\u202c", "正反"),
        ("\u2066隔离\u2069", "隔离"),
        ("第一列\t第二列", "第一列\t第二列"),
        ("①、“四个到位”（2020）", "①、“四个到位”（2020）"),
        ("２０２０年", "２０２０年"),
        ("中间\u3000全角", "中间\u3000全角"),
        ("", ""),
        (" \u3000\n\t\u00a0\ufeff", ""),
    ],
)
def test_layout_characters_go_and_the_words_stay_as_written(given_text: str, kept: str) -> None:
    assert clean(given_text) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_nothing_is_left_that_moves_the_cursor_but_tab_and_line_break(text: str) -> None:
    left = {letter for letter in clean(text) if unicodedata.category(letter) == "Cc"}

    assert left <= {"\t", "\n"}


def test_bytes_of_the_command_line_that_are_no_text_do_not_get_into_the_ledger() -> None:
    """Python hands over such a byte as a lone surrogate, which neither JSON nor a database can hold."""
    typed = b"caf\xff".decode("utf-8", "surrogateescape")

    kept = clean(typed)

    assert kept.encode("utf-8").startswith(b"caf")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("窗口中午不开", "窗口中午不开。"),
        ("窗口中午不开，群众白跑", "窗口中午不开,群众白跑"),
        ("窗口中午不开，群众白跑", "窗口中午不开 群众白跑"),
        ("窗口中午不开", "\u3000窗口中午\n不开"),
        ("“四个到位”未落实", '"四个到位"未落实'),
        ("ABC事项", "ａｂｃ事项"),
        ("2020年未办", "２０２０年未办"),
    ],
)
def test_descriptions_that_differ_in_layout_or_punctuation_are_the_same(one: str, other: str) -> None:
    assert description_key(one) == description_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("窗口中午不开", "窗口中午开"),
        ("办结3件", "办结4件"),
        ("甲窗口", "乙窗口"),
        ("……", "？？"),
    ],
)
def test_descriptions_that_say_something_else_differ(one: str, other: str) -> None:
    assert description_key(one) != description_key(other)


@pytest.mark.parametrize(("one", "other"), [("超时2.5小时", "超时25小时"), ("3-5号窗口", "35号窗口")])
def test_descriptions_that_differ_in_a_number_differ(one: str, other: str) -> None:
    assert description_key(one) != description_key(other)


@given(st.text())
def test_a_description_key_is_32_hex_digits(text: str) -> None:
    key = description_key(text)

    assert len(key) == 32
    assert set(key) <= set("0123456789abcdef")


@given(
    st.text(
        st.one_of(st.characters(), st.sampled_from("第号ab12３，,.。·_＿ -（）①ßé\u0301\u3000%٣²：")),
        max_size=12,
    )
)
def test_folding_is_normalising_then_leaving_out_punctuation(text: str) -> None:
    normal = unicodedata.normalize("NFKC", clean(text)).casefold()
    kept = re.sub(rf"[^\w{POINT}]+|_+", "", re.sub(r"(?<=\d)[\W_]+(?=\d)", POINT, normal))

    assert folded(text) == (kept or normal)


@given(st.lists(st.text(st.one_of(st.characters(), st.sampled_from("12３，._＿\u0301\x1f")), max_size=6)))
def test_texts_are_folded_together_as_one_by_one(texts: list[str]) -> None:
    assert folded_each(texts) == [folded(text) for text in texts]
    assert cleaned_each(texts) == [clean(text) for text in texts]


@given(st.text())
def test_cleaning_a_description_does_not_change_its_key(text: str) -> None:
    if any(map(str.isalnum, text)) and "_x000D_" not in text:
        assert description_key(clean(text)) == description_key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("责任 单位", "责任单位"), ("ＮＯ．", "no."), ("Issue No", "issueno"), ("责任\n单位\u3000", "责任单位")],
)
def test_names_are_looked_up_without_blanks_case_and_width(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_keep_their_punctuation() -> None:
    assert name_key("办公室（一）") != name_key("办公室一")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1.实行AB岗；2.每日抽查", ["1.实行AB岗；", "2.每日抽查"]),
        ("1、实行AB岗 2、每日抽查。3、通报", ["1、实行AB岗", "2、每日抽查。", "3、通报"]),
        ("（1）实行AB岗（2）每日抽查", ["（1）实行AB岗", "（2）每日抽查"]),
        ("(1) Two shifts; (2) a daily look", ["(1) Two shifts;", "(2) a daily look"]),
        ("①实行AB岗②每日抽查", ["①实行AB岗", "②每日抽查"]),
        ("１．实行AB岗；２．每日抽查", ["１．实行AB岗；", "２．每日抽查"]),
        ("（１）实行AB岗（２）每日抽查", ["（１）实行AB岗", "（２）每日抽查"]),
    ],
)
def test_numbered_items_are_told_apart(text: str, items: list[str]) -> None:
    assert numbered_items(text) == items


@pytest.mark.parametrize(
    "text",
    [
        *("1.实行AB岗", "实行AB岗；2.每日抽查", "1.实行AB岗；3.每日抽查", "1.5小时内办结，2.5天内答复"),
        *("1、第1、2、3号窗口延时", "12.实行AB岗；2.每日抽查", "按（1）（2）项办理", "", "1"),
    ],
)
def test_a_numbering_with_a_gap_or_in_the_middle_is_no_list(text: str) -> None:
    assert numbered_items(text) == [text]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("领导包保，\n每周调度", ["领导包保，每周调度"]),
        ("领导包保、 \n\n  每周调度\n公示", ["领导包保、每周调度", "公示"]),
        ("Two shifts,\nand a look", ["Two shifts, and a look"]),
        ("领导包保。\n每周调度，", ["领导包保。", "每周调度，"]),
    ],
)
def test_a_line_that_ends_with_a_comma_goes_on_in_the_next(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@given(st.text(alphabet="1234.、（）()①②③；; 岗"))
def test_telling_items_apart_loses_nothing(text: str) -> None:
    text = text.strip()

    assert "".join("".join(numbered_items(text)).split()) == "".join(text.split())
