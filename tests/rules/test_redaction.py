"""Personal data is taken out of what is published, whatever stands around it."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuofeng_cli.exchange.vocabulary import vocabulary
from zuofeng_cli.rules.names import name_key
from zuofeng_cli.rules.redaction import CERTAIN, Kind, Redactor, masked

NAMES = ("张三", "张三丰", "欧阳小明", "Alice Ma")
REDACTOR = Redactor(NAMES, vocabulary().personal)
MOBILE = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
ID_NUMBER = st.from_regex(r"\A[1-9][0-9]{16}[0-9Xx]\Z")
AROUND = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("张三丰0123456789 -XxA\u3000*")))


def shown(text: str) -> str:
    """Return the text with what is certain masked."""
    return masked(text, [each for each in REDACTOR.passages(text) if each.kind in CERTAIN])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请打13812345678", "请打138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("138-1234-5678、138 1234 5678", "138****5678、138****5678"),
        ("1\u200b3812345678", "138****5678"),
        ("138\u20131234\u20145678、139  1234  5678", "138****5678、139****5678"),
        ("(137)12345678，1 3 6 1 2 3 4 5 6 7 8", "(137****5678，136****5678"),
        ("١٣٨١٢٣٤٥٦٧٨", "١٣٨****٥٦٧٨"),
        ("（0755）12345678", "（075*****5678"),
        ("110101-1990-0307-1234、1101011990 03071234", "11*************234、11*************234"),
        ("张-三、张_三、张\u3164三", "***、***、***"),
        ("0591-87654321", "059*****4321"),
        ("35010219900101123X", "35*************23X"),
        ("350102 19900101 1234", "35*************234"),
        ("6222 0212 3456 7890 123", "62**************123"),
        ("写信到 li.si@example.org", "写信到 ***"),
        ("张　三、张\u00b7三、张\n三", "***、***、***"),
        ("张三丰来过", "***来过"),
        ("ALICE MA and alicema", "*** and ***"),
        ("住青山镇幸福路12号3栋201室", "住青山镇***"),
        ("阳光小区5栋2单元301室", "***"),
    ],
)
def test_what_is_certain_is_masked(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第12号窗口中午不开门",
        "中山路排水口堵塞",
        "2019-12-31 2020-01-05两次检查",
        "文号〔2020〕15号",
        "问题编号101002296910",
        "紧张。三个窗口",
        "投诉量上升1380件",
        "气温13.5 14.5 15.5 16.5 17.5",
    ],
)
def test_what_is_no_personal_data_stays(text: str) -> None:
    assert REDACTOR.passages(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [("王主任没有回复", Kind.TITLED), ("闽A12345违停", Kind.PLATE), ("电话87654321", Kind.SHORT_NUMBER)],
)
def test_what_is_only_likely_is_left_to_a_person(text: str, kind: Kind) -> None:
    assert [each.kind for each in REDACTOR.passages(text)] == [kind]
    assert shown(text) == text


def test_a_name_within_an_address_is_a_passage_of_its_own() -> None:
    passages = REDACTOR.passages("张三幸福路12号")

    assert [(each.kind, each.written) for each in passages] == [
        (Kind.NAME, "张三"),
        (Kind.ADDRESS, "幸福路12号"),
    ]


@given(AROUND, MOBILE, AROUND)
def test_no_mobile_survives(before: str, mobile: str, after: str) -> None:
    assert not re.search(r"1[3-9][0-9]{9}", shown(before + mobile + after))


@given(AROUND, ID_NUMBER, AROUND)
def test_no_id_number_survives(before: str, number: str, after: str) -> None:
    assert not re.search(r"[0-9]{17}[0-9Xx]", shown(before + number + after))


@given(AROUND, st.sampled_from(NAMES), AROUND)
def test_no_name_in_the_register_survives(before: str, name: str, after: str) -> None:
    left = name_key(shown(before + name + after))

    assert not any(name_key(each) in left for each in NAMES)


@given(st.lists(st.one_of(AROUND, MOBILE, ID_NUMBER, st.sampled_from(NAMES))).map("".join))
def test_passages_stand_in_their_order_and_apart(text: str) -> None:
    passages = REDACTOR.passages(text)

    assert all(text[each.start : each.end] == each.written for each in passages)
    assert all(left.end <= right.start for left, right in itertools.pairwise(passages))
