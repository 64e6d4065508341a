"""People and programs: who hears what, in which form, and what the platform makes of the answers."""

from __future__ import annotations

from bot.sandbox.platform import Platform
from bot.sandbox.posts import AppChat, Post, RoomChat, Why
from tests.sandbox.client import Client, card
from tests.sandbox.corps import AGENT
from tests.sandbox.program import Program, in_xml


def test_an_application_hears_its_members(platform: Platform, program: Program) -> None:
    """Sealed, signed, and with a number that no other message has."""
    sent = platform.write_to_app("zhaoliu", AGENT, "待办 <1>")
    assert sent.why is Why.BROUGHT
    (told,) = program.to_app
    assert [told.findtext(tag) for tag in ("MsgType", "Content", "FromUserName")] == [
        "text",
        "待办 <1>",
        "ZhaoLiu",
    ]
    assert 0 < int(told.findtext("MsgId") or 0) < 2**63
    assert sent.post in platform.posts(AppChat(AGENT, "ZhaoLiu"))


def test_a_bot_hears_only_what_calls_it(platform: Platform, program: Program) -> None:
    """Not the talk of the room, and no reply that merely quotes its words."""
    quoted = platform.write_in_room("sun", "wr-workers", "【1号】已受理").post
    assert platform.write_in_room("li", "wr-workers", "属实", quote=quoted).why is Why.NOT_CALLED
    assert program.to_bot == []
    sent = platform.write_in_room("li", "wr-workers", "属实", ["aib-1"], quoted)
    assert sent.heard
    (told,) = program.to_bot
    assert told["text"] == {"content": "@网格助手 属实"}
    assert told["quote"] == {"msgtype": "text", "text": {"content": "【1号】已受理"}}


def test_words_can_be_quoted_that_this_platform_never_showed(platform: Platform, program: Program) -> None:
    """A stage that shows more than one platform quotes by the words alone."""
    elsewhere = Post("m-17", RoomChat("wr-workers"), "", "【17号】已登记")
    assert platform.write_in_room("li", "wr-workers", "属实", ["aib-1"], elsewhere).heard
    assert platform.write_to_bot("li", "aib-1", "属实", elsewhere).heard
    assert [told["quote"]["text"]["content"] for told in program.to_bot] == ["【17号】已登记"] * 2


def test_no_group_is_heard_without_a_bot(platform: Platform, program: Program) -> None:
    """Neither a room of cadres by an application, nor a residents' group by anything."""
    assert platform.write_in_room("sun", "wr-quiet", "路灯不亮").why is Why.NO_GROUPS
    assert platform.write_in_room("li", "wr-residents", "路灯不亮", ["aib-1"]).why is Why.EXTERNAL
    assert platform.write_in_room("zhou", "wr-workers", "路灯不亮").why is Why.NOT_THERE
    assert program.queries == []


def test_a_bot_answers_once_by_its_address(platform: Platform, program: Program, client: Client) -> None:
    """Then the address is spent."""
    platform.write_in_room("li", "wr-workers", "路灯不亮", ["aib-1"])
    url, words = (
        program.to_bot[0]["response_url"],
        {"msgtype": "markdown", "markdown": {"content": "【1号】"}},
    )
    assert client.answer(url, words)["errcode"] == 0
    assert client.answer(url, words)["errcode"] == 60140
    assert [post.text for post in platform.posts(RoomChat("wr-workers"))] == ["@网格助手 路灯不亮", "【1号】"]


def test_a_click_changes_its_card(platform: Platform, program: Program, client: Client) -> None:
    """The buttons give way to a word, and can be clicked no more."""
    seen: list[Post] = []
    platform.watch(seen.append)
    client.send(msgtype="template_card", template_card=card())
    program.script.append(
        in_xml(
            "<xml><ToUserName>zhaoliu</ToUserName><FromUserName>ww0123456789abcdef</FromUserName>"
            "<CreateTime>1795320000</CreateTime><MsgType>update_button</MsgType>"
            "<Button><ReplaceName>已收到</ReplaceName></Button></xml>"
        )
    )
    assert platform.click("zhaoliu", seen[0].id, "yes").heard
    assert program.to_app[0].findtext("EventKey") == "yes"
    assert [one.card.replaced for one in seen if one.card] == [None, "已收到"]
    assert {one.id for one in seen} == {seen[0].id}
    assert platform.click("zhaoliu", seen[0].id, "yes").why is Why.NOT_A_BUTTON
