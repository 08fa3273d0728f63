"""How an issue number is written and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuofeng_cli.errors.usage import BadReference
from zuofeng_cli.rules.references import HIGHEST, format_ref, parse_ref


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "ZF-2020-0001"), (12, "ZF-2020-0012"), (9999, "ZF-2020-9999"), (10000, "ZF-2020-10000")],
)
def test_a_reference_has_at_least_four_digits(number: int, shown: str) -> None:
    assert format_ref("ZF", 2020, number) == shown


@pytest.mark.parametrize(
    "given_text",
    [
        "12",
        "0012",
        " 12 ",
        "#12",
        "ZF-2020-0012",
        "zf-2020-12",
        "ZF-2020-00000012",
        "１２",
        "＃12",
        "ＺＦ－２０２０－００１２",
        "\u300012",
    ],
)
def test_a_clerk_may_type_the_number_or_the_whole_reference(given_text: str) -> None:
    assert parse_ref(given_text, prefix="ZF", year=2020) == 12


@pytest.mark.parametrize(
    "given_text",
    [
        "",
        " ",
        "0",
        "0000",
        "-1",
        "+12",
        "1.0",
        "1e3",
        "12a",
        "1 2",
        "ZF-2019-0012",
        "QL-2020-0012",
        "ZF-2020-",
        "ZF-2020-0000",
        "ZF20200012",
        "#ZF-2020-0012",
        "十二",
        "١٢",
        "12\n13",
        str(HIGHEST + 1),
    ],
)
def test_what_is_no_reference_of_this_ledger_is_refused(given_text: str) -> None:
    with pytest.raises(BadReference) as refusal:
        parse_ref(given_text, prefix="ZF", year=2020)

    assert refusal.value.facts == {"given": given_text, "example": "ZF-2020-0012"}


def test_a_number_too_long_for_any_ledger_is_refused_like_any_other() -> None:
    with pytest.raises(BadReference):
        parse_ref("9" * 5000, prefix="ZF", year=2020)


def test_the_highest_number_a_ledger_can_hold_is_read() -> None:
    assert parse_ref(str(HIGHEST), prefix="ZF", year=2020) == HIGHEST


@given(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=6),
    st.integers(2004, 2099),
    st.integers(1, HIGHEST),
)
def test_what_is_written_is_read_back(prefix: str, year: int, number: int) -> None:
    assert parse_ref(format_ref(prefix, year, number), prefix=prefix, year=year) == number
