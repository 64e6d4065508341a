"""When a word is suspended: the statistic by property."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from models.precision import is_unreliable, upper_bound
from models.rule_tally import IN_A_GROUP, IN_THE_COUNTY

COUNTS = st.integers(min_value=0, max_value=500)


@given(right=COUNTS, wrong=COUNTS)
@example(right=0, wrong=0)
def test_the_bound_is_a_share_above_what_was_seen(right: int, wrong: int) -> None:
    """Between the precision that was counted and 1."""
    seen = right / (right + wrong) if right + wrong else 0.0
    assert seen <= upper_bound(right, wrong) + 1e-12 <= 1 + 1e-9


@given(right=COUNTS, wrong=COUNTS, at_least=st.integers(min_value=1, max_value=30))
def test_one_more_right_never_suspends_and_one_more_wrong_never_lifts(
    right: int, wrong: int, at_least: int
) -> None:
    """Each answer pulls its own way, once there are enough of them."""
    if is_unreliable(right, wrong, at_least):
        assert is_unreliable(right, wrong + 1, at_least)
    elif right + wrong >= at_least:
        assert not is_unreliable(right + 1, wrong, at_least)


@given(right=COUNTS, wrong=COUNTS)
def test_what_is_more_often_right_than_wrong_is_never_suspended(right: int, wrong: int) -> None:
    """Whatever the numbers."""
    if right >= wrong:
        assert not is_unreliable(right, wrong, 1)


def test_how_many_wrong_ones_it_takes() -> None:
    """Four of four in a group, eight of eight or nine of ten in the county; seven of ten are not enough."""
    assert not is_unreliable(0, IN_A_GROUP - 1, IN_A_GROUP)
    assert is_unreliable(0, IN_A_GROUP, IN_A_GROUP)
    assert not is_unreliable(1, 5, IN_A_GROUP)
    assert is_unreliable(1, 7, IN_A_GROUP)
    assert is_unreliable(0, IN_THE_COUNTY, IN_THE_COUNTY)
    assert not is_unreliable(0, IN_THE_COUNTY - 1, IN_THE_COUNTY)
    assert is_unreliable(1, 9, IN_THE_COUNTY)
    assert not is_unreliable(3, 7, IN_THE_COUNTY)
