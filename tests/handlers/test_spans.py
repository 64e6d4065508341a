"""Ends of spans of time as people name them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.spans import end_of
from models.calendar import Calendar
from tests.town import ZONE

CALENDAR = Calendar(ZONE, (time(21, 0), time(7, 30)), time(8, 30))
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("1小时", NOON + timedelta(hours=1)),
        ("1.5小时", NOON + timedelta(minutes=90)),
        ("两个半钟头", NOON + timedelta(minutes=150)),
        ("90分", NOON + timedelta(minutes=90)),
        ("到6点", datetime(2026, 3, 3, 6, 0, tzinfo=ZONE)),
        ("到下午6点半", datetime(2026, 3, 2, 18, 30, tzinfo=ZONE)),
        ("到今天18点", datetime(2026, 3, 2, 18, 0, tzinfo=ZONE)),
        ("到明天9点", datetime(2026, 3, 3, 9, 0, tzinfo=ZONE)),
        ("后天", datetime(2026, 3, 4, 7, 30, tzinfo=ZONE)),
        ("到今天9点", None),
        ("到3月1日", None),
        ("一会儿", None),
        ("到18点80分", None),
    ],
)
def test_ends(words: str, ends: datetime | None) -> None:
    """A span, a clock time, a day; what has passed or means nothing is none."""
    assert end_of(words, NOON, CALENDAR) == ends


@given(st.text(alphabet="0123456789半一两十到至今明后天日周小时钟头分点:：.上下午晚", max_size=12))
def test_property_any_words_end_later_or_never(words: str) -> None:
    """Hypothesis: no words break it, and what it gives lies ahead."""
    found = end_of(words, NOON, CALENDAR)
    assert found is None or found > NOON
