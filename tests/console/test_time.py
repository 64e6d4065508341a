"""Time as the page moves it: a quarter from its opening to its end, a week that plays by itself, a reset."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.console.conftest import served_demo, windows
from tests.console.window import Window

MONDAY_OF_THE_NEW_QUARTER = "2027-01-04T07:00:00+08:00"
A_MORNING_MS, A_QUARTER_MS = 60_000, 300_000
"""How long it may take on a busy machine until the county was told everything of a morning, of a quarter."""


@pytest.fixture(scope="module")
def new_quarter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo in the morning of the quarter's first working day, before anybody was told anything."""
    with served_demo(tmp_path_factory.mktemp("quarter"), MONDAY_OF_THE_NEW_QUARTER) as address:
        yield address


@pytest.fixture
def open_there(browser: Browser, new_quarter: str) -> Iterator[Callable[[int], Window]]:
    """Opens windows of a width on that demo."""
    with windows(browser, new_quarter) as open_one:
        yield open_one


def test_from_the_opening_to_the_end(open_there: Callable[[int], Window]) -> None:
    """The cadre gets his list in WeCom, ticks off and puts off; what stays open is told the town."""
    window = open_there(1280).open("zhou.private-zhou", "qian.private-qian", "wu.private-wu")
    zhou, qian = window.phone(1), window.phone(2)
    clock = window.page.locator("#head time")
    for hour in ("08:0", "09:0"):
        window.page.get_by_role("button", name="+1 小时").click()
        expect(clock).to_contain_text(hour, timeout=A_MORNING_MS)
    digest = zhou.hears("【1月4日提醒】")
    assert "请联系" in digest
    zhou.say("完成 1")
    zhou.hears("已完成 1")
    zhou.say("没打通 2")
    zhou.hears("2 号没打通")
    window.page.get_by_role("button", name="到季末").click()
    expect(window.page.locator("#head .running")).to_be_visible()
    expect(clock).to_have_text("4月1日 周四 08:30", timeout=A_QUARTER_MS)
    expect(qian.see().locator(".post.bot", has_text="周主任")).not_to_have_count(0)
    zhou.hears("【4月1日提醒】")


def test_the_clock_is_stopped_on_its_way(open_there: Callable[[int], Window]) -> None:
    """A movement is seen, and ends where it is when it is told to."""
    window = open_there(360).open("zhou.private-zhou")
    window.page.get_by_role("button", name="到季末").click()
    stop = window.page.get_by_role("button", name="停")
    expect(stop).to_be_visible()
    stop.click()
    expect(stop).to_have_count(0, timeout=A_MORNING_MS)
    expect(window.page.get_by_role("button", name="到季末")).to_be_visible()
    expect(window.page.locator("#head time")).not_to_contain_text("7月")


def test_a_week_plays_by_itself(open_there: Callable[[int], Window]) -> None:
    """The village week is begun, held, resumed and ended on the page, which follows whoever speaks."""
    window = open_there(1280).open()
    window.page.get_by_role("button", name="看一周").click()
    running = window.page.locator("#head .running")
    expect(running).to_contain_text("村里的一周 · 周一", timeout=A_MORNING_MS)
    expect(window.phone(1).see().locator(".text", has_text="今儿逢集")).to_be_visible(timeout=A_MORNING_MS)
    window.page.get_by_role("button", name="等一下").click()
    window.page.get_by_role("button", name="接着演").click()
    expect(window.page.get_by_role("button", name="等一下")).to_be_visible()
    expect(running).to_contain_text("第 3 句", timeout=A_MORNING_MS)
    window.page.get_by_role("button", name="停").click()
    expect(running).to_have_count(0, timeout=A_MORNING_MS)


def test_everything_begins_anew(open_there: Callable[[int], Window]) -> None:
    """Reset asks first; then the county's day and the chats are those of the opening, on every page."""
    window = open_there(1280).open("wang.group-xingfu-3")
    wang = window.phone(1)
    wang.say("3组东头的路灯坏了四天了，晚上出门黑得很")
    wang.hears("请确认")
    window.page.locator("summary", has_text="重来").click()
    window.page.get_by_role("button", name="真的重来").click()
    expect(window.page.locator("#head time")).to_contain_text("1月4日 周一 07:")
    expect(wang.see().locator(".text", has_text="3组东头")).to_have_count(0)
