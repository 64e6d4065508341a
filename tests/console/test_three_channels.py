"""One matter through all three channels in a real browser: the bridge, the WeCom application, the AI bot."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.window import TICKETS, Window, number_in

Open = Callable[[int], Window]
widths = pytest.mark.parametrize("width", [1280, 360])


@widths
def test_a_private_matter_from_her_words_to_closing(open_window: Open, width: int) -> None:
    """She speaks in the group; owner, worker and cadre press buttons in WeCom; the chief asks by @."""
    window = open_window(width).open("wang.group-xingfu-3", "li.private-li", "zhao.private-zhao")
    wang, li, zhao = (window.phone(place) for place in (1, 2, 3))
    wang.say("我婆婆天天骂我，昨天还动手打我，这日子没法过了")
    number = number_in(wang.is_answered("已收到"))
    li.hears("我婆婆天天骂我")
    li.press("是")
    zhao.hears(f"【{number}号】")
    zhao.press("接单")
    zhao.hears(f"已接单【{number}号】")
    zhao.say(f"办结 {number} 两家坐到一起说开了，婆婆当面认错")
    zhao.hears(f"已报请【{number}号】办结，等周主任同意")

    window.open("zhou.private-zhou", "sun.group-wr-liuwan", "sun.private-sun", "wang.private-wang")
    zhou, sun, privately, wang = (window.phone(place) for place in (1, 2, 3, 4))
    zhou.hears(f"请审批【{number}号】")
    sun.say(f"进度 {number}", at=False)
    expect(sun.see().locator(".remark").last).to_have_text("没有 @助手，平台没有把这句话带给助手")
    sun.say("待办", at=True)
    sun.hears("待办已私聊发给您")
    privately.hears("待办")
    zhou.press("同意")
    wang.hears(f"【{number}号】已办结")
    wang.say(f"满意 {number}")
    wang.hears(f"【{number}号】已销号")
    expect(window.see(TICKETS).locator(f"#ticket-{number} .status")).to_have_text("销号")


@widths
def test_the_workers_group_asks_its_bot(open_window: Open, width: int) -> None:
    """In the internal group the bot answers whoever names it, and is told nothing else."""
    window = open_window(width).open("zhao.group-wr-liuwan", "qian.group-wr-liuwan")
    zhao, qian = window.phone(1), window.phone(2)
    ticket = window.page.locator("#tickets details", has_text="涝坝跟前").get_attribute("id") or ""
    number = ticket.removeprefix("ticket-")
    zhao.say(f"进度 {number}", at=True)
    said = zhao.hears(f"【{number}号】办理中")
    qian.say("各村把水利隐患排一遍", at=False)
    expect(qian.see().locator(".remark").last).to_be_visible()
    assert qian.see().locator(".post.bot").last.locator(".bubble").inner_text() == said


def test_a_card_is_pressed_once(open_window: Open) -> None:
    """After a press the buttons give way to a word, on every page that shows the card."""
    window = open_window(1280).open("zhang.group-xingfu-3", "li.group-xingfu-3", "zhao.private-zhao")
    zhang, li, zhao = (window.phone(place) for place in (1, 2, 3))
    zhang.say("戏台跟前的路灯坏了五天没人修")
    number = number_in(zhang.is_answered("请确认"))
    li.say(f"确认 {number}")
    zhao.hears(f"接单 {number}")
    zhao.press("接单")
    zhao.hears(f"已接单【{number}号】")
    card = zhao.see().locator(".card").last
    expect(card.locator(".buttons")).to_have_count(0)
    expect(card.locator(".pressed")).to_have_text("已收到")
