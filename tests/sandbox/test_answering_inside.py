"""What bots and applications answer inside callbacks."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.app_replies import PASSIVE as APP_PASSIVE
from bot.sandbox.bot_replies import PASSIVE as BOT_PASSIVE
from bot.sandbox.platform import Platform
from bot.sandbox.posts import AppChat, BotChat, Post, Why
from tests.sandbox.asking import ROOM, WORDS, asked, said
from tests.sandbox.client import Client, card
from tests.sandbox.corps import AGENT, CORP_ID
from tests.sandbox.program import Answer, Program, in_json, in_xml


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (in_json({"msgtype": "stream", "stream": {"id": "s", "finish": True, "content": "好"}}), ["好"]),
        (in_json({"msgtype": "template_card", "template_card": card()}), ["请确认【1号】\n路灯不亮"]),
        (
            in_json(
                {
                    "msgtype": "stream_with_template_card",
                    "stream": {"id": "s", "finish": True, "content": "好"},
                    "template_card": card(),
                }
            ),
            ["好", "请确认【1号】\n路灯不亮"],
        ),
        (in_json({"msgtype": "text", "text": {"content": "好"}}), []),
        (in_json(WORDS), []),
        (in_json({"msgtype": "stream", "stream": {"id": "s", "finish": 1, "content": "好"}}), []),
        (in_json({"msgtype": "stream", "stream": {"finish": True, "content": "好"}}), []),
        (in_json({"msgtype": "stream", "stream": {"id": "s", "finish": True, "content": "字" * 6827}}), []),
        (in_json({}), []),
        (b"", []),
        (b"success", []),
        (b"[]", []),
    ],
)
def test_what_a_bot_may_answer_inside(
    platform: Platform, program: Program, answer: Answer, shown: list[str]
) -> None:
    """To words: a stream, a card or both. Everything else is thrown away without a word."""
    program.script.append(answer)
    asked(platform, program)
    assert said(platform) == shown


@pytest.mark.parametrize(
    "changes",
    [
        {"timestamp": "1795320000"},
        {"timestamp": True},
        {"nonce": "another"},
        {"msgsignature": "0"},
        {"encrypt": 1},
    ],
)
def test_a_wrong_envelope_is_thrown_away(
    platform: Platform, program: Program, changes: dict[str, Any]
) -> None:
    """Numbers must be numbers, the nonce the callback's, the signature right."""
    good = {"msgtype": "stream", "stream": {"id": "s", "finish": True, "content": "好"}}
    program.script.append(in_json(good, **changes))
    asked(platform, program)
    assert said(platform) == []
    assert platform.tally.count(BOT_PASSIVE) == 1


def test_whoever_enters_may_be_greeted(platform: Platform, program: Program) -> None:
    """There, and only there, by plain text."""
    program.script.append(in_json({"msgtype": "text", "text": {"content": "您好"}}))
    assert platform.people.enter_bot("li", "aib-1").heard
    assert said(platform, BotChat("aib-1", "li")) == ["您好"]


def clicked(platform: Platform, program: Program, client: Client, answer: dict[str, Any]) -> Post:
    """A card of the bot in the room, clicked by 孙网格长, whose click is answered so."""
    client.answer(asked(platform, program), {"msgtype": "template_card", "template_card": card()})
    post = platform.posts(ROOM)[-1]
    program.script.append(in_json(answer))
    assert platform.click("sun", post.id, "yes").heard
    return platform.posts(ROOM)[-1]


def test_a_click_is_answered_by_another_card(platform: Platform, program: Program, client: Client) -> None:
    """It must name the task of the click; whom it names sees the change, the others go on seeing buttons."""
    notice = card(
        card_type="text_notice", card_action={"type": 1, "url": "u"}, main_title={"title": "已受理"}
    )
    update = {"response_type": "update_template_card", "userids": ["SUN"], "template_card": notice}
    post = clicked(platform, program, client, update)
    for who, title in (("sun", "已受理"), ("li", "请确认【1号】")):
        seen = post.card_for(who)
        assert seen is not None
        assert seen.title == title
    assert platform.click("sun", post.id, "yes").why is Why.NOT_A_BUTTON
    assert platform.click("li", post.id, "yes").heard


@pytest.mark.parametrize(
    "answer",
    [
        {"response_type": "update_template_card", "template_card": card("t-2")},
        {"response_type": "update_template_card", "template_card": {}},
        {"msgtype": "stream", "stream": {"id": "s", "finish": True, "content": "好"}},
    ],
)
def test_a_wrong_answer_to_a_click_changes_nothing(
    platform: Platform, program: Program, client: Client, answer: dict[str, Any]
) -> None:
    """Another task, no card, or something that is no update."""
    assert clicked(platform, program, client, answer).card == platform.posts(ROOM)[-1].card
    assert platform.tally.count(BOT_PASSIVE) >= 1
    assert len(said(platform)) == 1


REPLY = (
    "<xml><ToUserName>{to}</ToUserName><FromUserName>{frm}</FromUserName><CreateTime>1795320000</CreateTime>"
    "<MsgType>text</MsgType><Content>{words}</Content></xml>"
)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (in_xml(REPLY.format(to="ZhaoLiu", frm=CORP_ID, words="好")), ["好"]),
        (in_xml(REPLY.format(to="ZhaoLiu", frm=CORP_ID, words="字" * 700)), ["字" * 682]),
        (in_xml(REPLY.format(to="li", frm=CORP_ID, words="好")), []),
        (in_xml(REPLY.format(to="ZhaoLiu", frm="ZhaoLiu", words="好")), []),
        (in_xml("<xml><MsgType>text</MsgType></xml>"), []),
        (in_xml("no xml"), []),
        (in_xml(REPLY.format(to="ZhaoLiu", frm=CORP_ID, words="好")).replace(b"<Nonce>n", b"<Nonce>m"), []),
        (b"<xml/>", []),
        (b"success", []),
    ],
)
def test_what_an_application_may_answer_inside(
    platform: Platform, program: Program, answer: Answer, shown: list[str]
) -> None:
    """Words of 2048 bytes, from the corporation to the member who wrote."""
    program.script.append(answer)
    assert platform.write_to_app("zhaoliu", AGENT, "您好").heard
    assert said(platform, AppChat(AGENT, "ZhaoLiu")) == shown
    assert platform.tally.count(APP_PASSIVE) == (0 if answer == b"success" else 1)


def test_an_application_may_replace_a_clicked_card(
    platform: Platform, program: Program, client: Client
) -> None:
    """In XML, where every list repeats its tag."""
    client.send(msgtype="template_card", template_card=card(), touser="li")
    program.script.append(
        in_xml(
            f"<xml><ToUserName>li</ToUserName><FromUserName>{CORP_ID}</FromUserName><CreateTime>1</CreateTime>"
            "<MsgType>update_template_card</MsgType><TemplateCard><CardType>button_interaction</CardType>"
            "<MainTitle><Title>已受理</Title></MainTitle><HorizontalContentList><KeyName>网格</KeyName>"
            "<Value>三网格</Value></HorizontalContentList><ButtonList><Text>接单</Text><Style>1</Style><Key>a</Key>"
            "</ButtonList><ButtonList><Text>转</Text><Style>2</Style><Key>b</Key></ButtonList></TemplateCard></xml>"
        )
    )
    assert platform.click("li", platform.posts()[-1].id, "yes").heard
    found = platform.posts()[-1].card
    assert found is not None
    assert (found.title, found.text, [one.key for one in found.buttons]) == (
        "已受理",
        "网格：三网格",
        ["a", "b"],
    )
