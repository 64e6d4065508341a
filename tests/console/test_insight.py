"""Why words became a ticket, why others did not, and the ticket's way beside the chat."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.window import GROUP, TICKETS, Window, number_in

Open = Callable[[int], Window]
widths = pytest.mark.parametrize("width", [1280, 360])


@widths
def test_recognised_words_say_why(open_window: Open, width: int) -> None:
    """Under a resident's words stands which of them hit, by which rule, and how much that weighs."""
    window = open_window(width).be("liu")
    window.say(GROUP, "厂里拖欠我们三个月工资，老板电话也不接了")
    number = number_in(window.hears(GROUP, "请确认"))
    mine = window.see(GROUP).locator(".post.mine").last
    mine.get_by_role("link", name="为什么").click()
    because = mine.locator(".because")
    expect(because.locator("mark").first).to_be_visible()
    expect(because).to_contain_text("劳资欠薪")
    expect(because.locator("tr", has_text="拖欠我们")).to_contain_text("+3.25")
    expect(because).to_contain_text("时间 三个月")
    because.get_by_role("button", name="收起").click()
    expect(because).to_have_count(0)
    open_window(1280).be("li").say(GROUP, f"误报 {number}")


@widths
def test_talk_says_why_not(open_window: Open, width: int) -> None:
    """Words that led to nothing can be asked about; they are judged on the spot."""
    window = open_window(width).be("wang")
    window.say(GROUP, "邻居送了我一筐青菜")
    mine = window.see(GROUP).locator(".post.mine").last
    mine.locator(".bubble").click()
    window.page.get_by_role("menuitem", name="为什么不说话").click()
    expect(mine.locator(".because")).to_contain_text("不作声")
    expect(mine.locator(".because .against").first).to_contain_text("像闲聊")


@widths
def test_a_number_opens_its_ticket(open_window: Open, width: int) -> None:
    """A number in a chat leads to the ticket: its way, whom it waits for, its timeline."""
    window = open_window(width).be("zhang" if width > 1000 else "wang")
    words = "涝坝边上的垃圾堆了半个月没人清" if width > 1000 else "小学门口的下水道堵了，污水流了一地"
    window.say(GROUP, words)  # what was told already is no second ticket
    number = number_in(window.hears(GROUP, "请确认"))
    window.see(GROUP).locator(".post.bot .number").last.click()
    ticket = window.see(TICKETS).locator(f"#ticket-{number}")
    expect(ticket).to_have_attribute("open", "")
    expect(ticket.locator(".path [aria-current=step]")).to_have_text("待确认")
    expect(ticket.locator(".waits")).to_contain_text("等李群主确认")
    expect(ticket.locator(".events li")).to_have_count(1)
    other = open_window(1280).be("li")
    other.say(GROUP, f"确认 {number}")
    expect(ticket.locator(".path [aria-current=step]")).to_have_text("待受理")
    expect(ticket.locator(".waits")).to_have_text("等赵网格员接单")
    expect(ticket.locator(".due")).to_contain_text("期限")


@widths
def test_what_was_played_is_saved_as_a_test(open_window: Open, width: int) -> None:
    """What people just did is shown as a story test, to copy or to keep, and it is one."""
    window = open_window(width).be("wang")
    window.say(GROUP, "今天谁去镇上赶集呀")
    window.page.get_by_role("link", name="存成测试").click()
    window.page.wait_for_load_state("load")  # with its style sheets: the width is that of the finished page
    text = window.page.locator("#story").inner_text()
    compile(text, "story", "exec")
    assert "今天谁去镇上赶集呀" in text
    assert window.page.evaluate("document.documentElement.scrollWidth") <= width
    with window.page.expect_download() as download:
        window.page.get_by_role("link", name="下载").click()
    assert download.value.suggested_filename == "test_saved_story.py"
