"""Drawing a sample: the same seed draws the same one, and every stratum is represented."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuofeng_cli.errors.look_back import BadShare
from zuofeng_cli.rules.figures import LookBackCounts
from zuofeng_cli.rules.look_back import WHOLE, rank, read_share, sample, sample_size, share_text

NUMBERS = st.sets(st.integers(1, 500), min_size=1, max_size=60)
SHARES = st.integers(1, WHOLE)
SEEDS = st.integers(0, 2**31 - 1)


@st.composite
def strata(draw: st.DrawFn) -> dict[int | None, list[int]]:
    """Closed issues by unit, in any order."""
    numbers = draw(st.permutations(sorted(draw(NUMBERS))))
    groups: dict[int | None, list[int]] = {}
    for number in numbers:
        groups.setdefault(draw(st.sampled_from([1, 2, 3, None])), []).append(number)
    return groups


def test_a_sample_drawn_by_hand_is_the_same() -> None:
    ranked = sorted(range(1, 11), key=lambda number: sha256(b"7:%d" % number).hexdigest())

    assert sample({None: range(1, 11)}, share=read_share("20%"), seed=7) == sorted(ranked[:2]) == [4, 7]


def test_the_rank_is_what_sha256sum_prints() -> None:
    assert rank(7, 12) == "0d6236236f75c17979109c89e05c4bebfa428e1b3ef11b4d4f14487201b02b2b"


@given(strata(), SHARES, SEEDS)
def test_the_order_of_issues_and_units_does_not_matter(
    groups: dict[int | None, list[int]], share: int, seed: int
) -> None:
    other = {unit: sorted(numbers) for unit, numbers in reversed(groups.items())}

    assert sample(other, share=share, seed=seed) == sample(groups, share=share, seed=seed)


@given(strata(), SHARES, SEEDS)
def test_every_stratum_gives_its_share_rounded_up(
    groups: dict[int | None, list[int]], share: int, seed: int
) -> None:
    drawn = set(sample(groups, share=share, seed=seed))

    for numbers in groups.values():
        size = len(drawn & set(numbers))
        assert size >= 1
        assert (size - 1) * WHOLE < len(numbers) * share <= size * WHOLE
    assert drawn <= {number for numbers in groups.values() for number in numbers}


@given(strata(), SHARES, SHARES, SEEDS)
def test_a_larger_share_keeps_what_a_smaller_one_drew(
    groups: dict[int | None, list[int]], one: int, other: int, seed: int
) -> None:
    small, large = sorted((one, other))

    assert set(sample(groups, share=small, seed=seed)) <= set(sample(groups, share=large, seed=seed))


@pytest.mark.parametrize(
    ("population", "share", "size"),
    [(10, "20%", 2), (11, "20%", 3), (1, "20%", 1), (10, "100%", 10), (3, "0.01%", 1), (100_000, "7%", 7000)],
)
def test_a_share_is_rounded_up(population: int, share: str, size: int) -> None:
    assert sample_size(population, read_share(share)) == size


@pytest.mark.parametrize(
    ("given", "share"),
    [
        ("20%", 200_000),
        ("20％", 200_000),
        (" 12.5% ", 125_000),
        ("0.2", 200_000),
        (".05", 50_000),
        ("100%", WHOLE),
    ],
)
def test_a_share_is_read_exactly(given: str, share: int) -> None:
    assert read_share(given) == share


@pytest.mark.parametrize(
    "given", ["", "20", "0", "0%", "101%", "-5%", "1", "1.5", "1e-1", "٢٠%", "20 %", "nan", "20%%"]
)
def test_what_is_no_share_is_refused(given: str) -> None:
    with pytest.raises(BadShare):
        read_share(given)


@given(SHARES)
def test_a_share_is_kept_as_it_reads(share: int) -> None:
    assert read_share(share_text(share)) == share


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_the_rebound_rate_lies_between_nothing_and_all(
    held: int, rebounds: int, left_out: int, unchecked: int
) -> None:
    counts = LookBackCounts(held + rebounds + left_out + unchecked, held, rebounds, left_out)

    assert counts.unchecked == unchecked
    if counts.sample:
        assert counts.rebound_rate is not None and 0 <= counts.rebound_rate <= 1
    else:
        assert counts.rebound_rate is None
