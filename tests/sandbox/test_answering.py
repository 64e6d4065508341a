"""What bots and applications answer: one-time addresses, answers inside callbacks, streams, robots."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.app_replies import PASSIVE as APP_PASSIVE
from bot.sandbox.bot_replies import PASSIVE as BOT_PASSIVE
from bot.sandbox.platform import Platform
from bot.sandbox.posts import AppChat, BotChat, Post, RoomChat, Why
from tests.bot.making import Hand
from tests.sandbox.client import Client, card
from tests.sandbox.corps import AGENT, CORP_ID, ROBOT
from tests.sandbox.program import Answer, Program, in_json, in_xml
from tests.sandbox.waiting import wait_until

WORDS = {"msgtype": "markdown", "markdown": {"content": "【1号】已受理"}}
ROOM = RoomChat("wr-workers")


def asked(platform: Platform, program: Program, words: str = "路灯不亮") -> str:
    """Somebody calls the bot in the room; its way to answer."""
    assert platform.write_in_room("li", "wr-workers", words, ["aib-1"]).heard
    return str(program.to_bot[-1]["response_url"])


def said(platform: Platform, chat: Any = ROOM) -> list[str]:
    """What programs say in a chat."""
    return [post.text for post in platform.posts(chat) if ":" in post.author]


# response_url


def test_a_refused_answer_may_be_tried_again(platform: Platform, program: Program, client: Client) -> None:
    """Only one that was shown uses the address up."""
    url = asked(platform, program)
    assert client.answer(url, {"msgtype": "text", "text": {"content": "您好"}})["errcode"] == 40008
    assert (
        client.answer(url, {"msgtype": "markdown", "markdown": {"content": "字" * 6827}})["errcode"] == 45002
    )
    assert client.answer(url, b'{"encrypt": "sealed"}')["errcode"] == 40058
    assert client.answer(url, WORDS)["errcode"] == 0
    assert said(platform) == ["【1号】已受理"]


def test_an_address_lives_an_hour(platform: Platform, program: Program, client: Client, hand: Hand) -> None:
    """Counted from the message; an invented one never lived."""
    url = asked(platform, program)
    hand.move(minutes=60)
    assert client.answer(url, WORDS)["errcode"] == 60140
    assert client.answer(f"{url}x", WORDS)["errcode"] == 60140
    assert said(platform) == []


def test_thirty_answers_a_minute_in_one_chat(
    platform: Platform, program: Program, client: Client, hand: Hand
) -> None:
    """The next one is refused and may come a minute later, by the same address; other chats go on."""
    urls = [asked(platform, program) for _ in range(31)]
    assert [client.answer(url, WORDS)["errcode"] for url in urls] == [0] * 30 + [45009]
    assert platform.write_to_bot("li", "aib-1", "您好").heard
    assert client.answer(program.to_bot[-1]["response_url"], WORDS)["errcode"] == 0
    hand.move(seconds=60)
    assert client.answer(urls[-1], WORDS)["errcode"] == 0


def test_a_bots_task_id_is_taken_once(platform: Platform, program: Program, client: Client) -> None:
    """In whatever chat, and however it is answered."""
    shown = {"msgtype": "template_card", "template_card": card()}
    assert client.answer(asked(platform, program), shown)["errcode"] == 0
    assert client.answer(asked(platform, program), shown)["errcode"] == 42014
    program.script.append(in_json(shown))
    asked(platform, program)
    assert len(said(platform)) == 1


def test_nobody_speaks_for_a_bot_unasked(client: Client) -> None:
    """There is no call for it over HTTP."""
    assert client.answer(f"{client.url}/cgi-bin/aibot/response", WORDS)["errcode"] == 60140


# Answers inside callbacks


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


# Streams


def test_a_stream_is_asked_after_until_it_ends(platform: Platform, program: Program) -> None:
    """Each answer replaces the words; the post stays the same."""
    seen: list[Post] = []
    platform.watch(seen.append)
    for content, finish in (("正在查", False), ("", False), ("查到了", True)):
        stream = {"id": "s", "finish": finish, "content": content}
        program.script.append(in_json({"msgtype": "stream", "stream": stream}))
    asked(platform, program)
    wait_until(lambda: platform.streams == 0)
    assert [post.text for post in seen if post.form == "stream"] == ["正在查", "查到了"]
    assert said(platform) == ["查到了"]
    assert [one["msgtype"] for one in program.to_bot] == ["text", "stream", "stream"]
    assert "response_url" not in program.to_bot[-1]


def test_a_stream_is_asked_after_for_six_minutes(platform: Platform, program: Program, hand: Hand) -> None:
    """By the platform's clock; then nobody asks any more."""
    program.script.append(in_json({"msgtype": "stream", "stream": {"id": "s", "content": "正在查"}}))
    asked(platform, program)
    wait_until(lambda: len(program.to_bot) > 2)
    hand.move(minutes=6)
    wait_until(lambda: platform.streams == 0)
    assert said(platform) == ["正在查"]


def test_three_messages_to_a_bot_may_be_under_way(platform: Platform, program: Program) -> None:
    """Of one member; a fourth is not brought until one has ended. Another member is not concerned."""
    for number in range(3):
        stream = {"id": f"s{number}", "finish": False, "content": "正在查"}
        program.script.append(in_json({"msgtype": "stream", "stream": stream}))
        asked(platform, program)
    assert platform.write_in_room("li", "wr-workers", "还有", ["aib-1"]).why is Why.TOO_MANY
    assert platform.write_in_room("sun", "wr-workers", "还有", ["aib-1"]).heard


# Robots


def test_a_robot_posts_into_its_room(platform: Platform, client: Client) -> None:
    """With whom it mentions; markdown_v2 and notices too, but no buttons."""
    url = f"{client.url}/cgi-bin/webhook/send?key={ROBOT}"
    text = {"content": "今日巡查", "mentioned_list": ["li", "@all"]}
    assert client.answer(url, {"msgtype": "text", "text": text})["errcode"] == 0
    assert (
        client.answer(url, {"msgtype": "markdown_v2", "markdown_v2": {"content": "字" * 1365}})["errcode"]
        == 0
    )
    assert (
        client.answer(url, {"msgtype": "markdown", "markdown": {"content": "字" * 1366}})["errcode"] == 45002
    )
    assert client.answer(url, {"msgtype": "text", "text": {"content": "字" * 683}})["errcode"] == 45002
    assert client.answer(url, {"msgtype": "template_card", "template_card": card()})["errcode"] == 40058
    notice = card(card_type="text_notice", card_action={"type": 1, "url": "u"})
    assert client.answer(url, {"msgtype": "template_card", "template_card": notice})["errcode"] == 0
    assert platform.posts(ROOM)[0].at == ("li", "@all")
    assert client.answer(f"{url}x", {"msgtype": "text", "text": text})["errcode"] == 93000


def test_a_robot_posts_twenty_times_a_minute(client: Client, hand: Hand) -> None:
    """Then it waits."""
    url = f"{client.url}/cgi-bin/webhook/send?key={ROBOT}"
    text = {"msgtype": "text", "text": {"content": "今日巡查"}}
    assert [client.answer(url, text)["errcode"] for _ in range(21)] == [0] * 20 + [45009]
    hand.move(seconds=60)
    assert client.answer(url, text)["errcode"] == 0
