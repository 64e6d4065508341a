"""When a thing is to be over, as people tell it."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from handlers.expected import expected_at
from models.calendar import Calendar

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(ZONE, (time(21, 0), time(7, 30)), time(8, 30))
NOW = datetime(2026, 3, 2, 17, 40, tzinfo=ZONE)  # a Monday

TOLD = {
    "正在抢修 预计今晚8点恢复": "2026-03-02 20:00",
    "晚上八点半来水": "2026-03-02 20:30",
    "预计20:15恢复": "2026-03-02 20:15",
    "8点能好": "2026-03-02 20:00",
    "争取8点前修好": "2026-03-02 20:00",
    "明天上午10点恢复": "2026-03-03 10:00",
    "明早7点半来电": "2026-03-03 07:30",
    "明晚9点": "2026-03-03 21:00",
    "今晚12点前恢复": "2026-03-03 00:00",
    "大概两个小时": "2026-03-02 19:40",
    "还要半小时": "2026-03-02 18:10",
    "一个半小时后来水": "2026-03-02 19:10",
    "40分钟左右": "2026-03-02 18:20",
    "周三下午3点通车": "2026-03-04 15:00",
    "3月5日上午9点供气": "2026-03-05 09:00",
    "明天恢复": "2026-03-04 00:00",
    "明天中午能好": "2026-03-03 13:00",
    "施工8点到22点": "2026-03-02 22:00",
}
NOT_TOLD = (
    "正在抢修",
    "已联系水厂",
    "下午3点开始抢修",
    "昨天就报了",
    "2点多发现的，今天下午2点",
    "3月1日停的",
    "五六户没水",
    "电话12345",
    "3栋2单元先修",
    "30分钟前到现场",
    "一点办法都没有了，再等等",
    "有点难",
)


@pytest.mark.parametrize(("words", "expected"), TOLD.items())
def test_it_is_read(words: str, expected: str) -> None:
    """The last moment ahead that is named."""
    found = expected_at(words, NOW, CALENDAR)
    assert found is not None
    assert f"{found.astimezone(ZONE):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize("words", NOT_TOLD)
def test_what_names_no_end(words: str) -> None:
    """No moment, or one that has passed."""
    assert expected_at(words, NOW, CALENDAR) is None
