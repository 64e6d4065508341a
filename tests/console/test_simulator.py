"""The simulator in a real browser: the village's chats work on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.window import GROUP, PRIVATE, TICKETS, Window, number_in

Open = Callable[[int], Window]
widths = pytest.mark.parametrize("width", [1280, 360])


@widths
def test_a_street_lamp_from_the_residents_words_to_closing(open_window: Open, width: int) -> None:
    """A resident's words are confirmed by one character, handled by the worker, closed by the resident."""
    resident, owner, worker = (open_window(width) for _ in range(3))
    resident.be("wang").say(GROUP, "3组东头的路灯坏了四天了，晚上出门黑得很")
    number = number_in(resident.hears(GROUP, "@李群主 请确认"))
    owner.be("li").say(GROUP, "1")
    owner.hears(GROUP, f"【{number}号】已登记，交赵网格员办理")
    worker.be("zhao").hears(PRIVATE, f"接单 {number}")
    worker.say(PRIVATE, f"接单 {number}")
    worker.hears(PRIVATE, f"已接单【{number}号】")
    worker.say(PRIVATE, f"办结 {number} 已换灯泡")
    resident.hears(GROUP, f"【{number}号】已办结：已换灯泡")
    resident.say(GROUP, f"满意 {number}")
    resident.hears(GROUP, f"【{number}号】已销号")
    expect(resident.see(TICKETS).locator(f"#ticket-{number} .status")).to_have_text("销号")


@widths
def test_talk_is_left_alone(open_window: Open, width: int) -> None:
    """The bot is silent about a market day, and a private question right after is answered at once."""
    window = open_window(width).be("wang")
    window.say(GROUP, "今天谁去镇上赶集呀")
    window.say(PRIVATE, "公开 低保")
    window.hears(PRIVATE, "低保申请办事流程")
    expect(window.see(GROUP).locator(".post").last).to_have_class(re.compile("mine"))


def test_private_words_show_as_unread_to_others(open_window: Open) -> None:
    """The badge on a player counts what the bot told him in private, and goes when he looks."""
    watcher, cadre = open_window(1280).be("luren"), open_window(1280)
    cadre.be("chen").say(PRIVATE, "帮助")
    cadre.hears(PRIVATE, "可以这样说")
    badge = watcher.page.locator("#unread-zhao")
    resident = open_window(1280).be("zhang")
    resident.say(GROUP, "俺家的自来水停了两天咧，没水做饭，咋弄哩")
    resident.hears(GROUP, "请确认")
    open_window(1280).be("li").say(GROUP, "1")
    expect(badge).to_be_visible()
    open_window(1280).be("zhao").hears(PRIVATE, "请办理")
    expect(badge).to_be_hidden()


@widths
def test_a_phrase_is_quoted_and_recalled(open_window: Open, width: int) -> None:
    """Suggested phrases fill the line, a bubble's menu quotes it, and takes one's own words back for all."""
    window, other = open_window(width).be("liu"), open_window(width).be("chen")
    chat = window.see(GROUP)
    chat.locator("[data-phrase]").first.click()
    expect(chat.locator("input[name=text]")).to_have_value(re.compile("工资"))
    window.say(GROUP, "我先去上班了")
    chat.locator(".mine .bubble").last.click()
    window.page.get_by_role("menuitem", name="引用").click()
    window.say(GROUP, "晚上再说")
    expect(chat.locator(".mine .quoted").last).to_have_text("小刘：我先去上班了")
    chat.locator(".mine .bubble").last.click()
    window.page.get_by_role("menuitem", name="撤回").click()
    expect(chat.locator(".chip").last).to_have_text("你撤回了一条消息")
    expect(other.see(GROUP).locator(".chip").last).to_have_text("小刘撤回了一条消息")


def test_the_clock_moves(open_window: Open) -> None:
    """A press moves the county's clock, and what comes due on the way is said before one's eyes."""
    window = open_window(1280).be("zhou")
    clock = window.page.locator("#head time")
    expect(clock).to_contain_text("11月18日 周三")
    window.page.get_by_role("button", name="次日早上").click()
    expect(clock).to_have_text("11月19日 周四 08:30")


@widths
def test_words_with_markup_are_words(open_window: Open, width: int) -> None:
    """What is typed is shown as it was typed, whatever a browser would make of it."""
    window = open_window(width).be("luren")
    window.say(GROUP, "<img src=x onerror=alert(1)> &amp; {{7*7}}")
    window.page.reload()
    expect(window.see(GROUP).locator(".mine .text").last).to_have_text(
        "<img src=x onerror=alert(1)> &amp; {{7*7}}"
    )


@widths
@pytest.mark.parametrize("player", ["wang", "qian", "luren"])
def test_nothing_runs_over_the_edge(open_window: Open, width: int, player: str) -> None:
    """No page is wider than its window."""
    window = open_window(width).be(player)
    assert window.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_is_for_thumbs(open_window: Open) -> None:
    """On a phone whatever is pressed is at least 44 px high, and text is typed at 18 px."""
    window = open_window(360).be("luren")
    pressed = window.page.locator("button:visible, a:visible:not(.number)")
    heights = pressed.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= 44
    typed = window.see(GROUP).locator("input[name=text]")
    assert typed.evaluate("one => getComputedStyle(one).fontSize") == "18px"
