"""message/send to the letter: recipients, lengths, limits, cards, repetitions, recall."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.platform import Platform
from bot.sandbox.posts import AppChat
from bot.sandbox.sending import DROPPED, SEND
from tests.bot.making import Hand
from tests.sandbox.client import Client, card
from tests.sandbox.corps import AGENT

CARD = "template_card"


def read(platform: Platform, userid: str) -> list[str]:
    """What a member reads in the application."""
    return [post.text for post in platform.posts(AppChat(AGENT, userid))]


def test_members_are_found_whatever_their_case(client: Client, platform: Platform) -> None:
    """Once each, however often they are named."""
    assert client.send("您好", touser="zhaoliu|SUN|Sun")["errcode"] == 0
    assert (read(platform, "ZhaoLiu"), read(platform, "sun")) == (["您好"], ["您好"])


def test_who_is_not_reached_is_told_beside_a_success(client: Client, platform: Platform) -> None:
    """Unknown, outside the visible range, without a licence; in lower case."""
    answer = client.send(touser="li|Nobody|QIAN|zhou")
    assert (answer["errcode"], answer["invaliduser"], answer["unlicenseduser"]) == (0, "nobody|qian", "zhou")
    assert (read(platform, "li"), read(platform, "qian"), read(platform, "zhou")) == (["您好"], [], [])


def test_everybody_is_everybody_in_range(client: Client, platform: Platform) -> None:
    """@all alone."""
    assert client.send(touser="@all")["errcode"] == 0
    assert [post.chat for post in platform.posts()] == [
        AppChat(AGENT, who) for who in ("ZhaoLiu", "sun", "li")
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"touser": ""}, 82001),
        ({"touser": "nobody|qian"}, 81013),
        ({"touser": "|".join(f"u{n}" for n in range(1001))}, 40058),
        ({"touser": ["li"]}, 40058),
        ({"agentid": 1000003}, 40056),
        ({"agentid": str(AGENT)}, 40058),
        ({"msgtype": "dance"}, 40008),
        ({"msgtype": "image", "image": {"media_id": "m"}}, 40007),
        ({"text": {"content": " "}}, 44004),
        ({"text": "您好"}, 40058),
        ({"text": {"content": "字" * 683}}, 45002),
        ({"safe": 2}, 40058),
        ({"enable_duplicate_check": True}, 40058),
        ({"enable_duplicate_check": 1, "duplicate_check_interval": 14401}, 40058),
        ({"msgtype": "textcard", "textcard": {"title": "题", "description": "述"}}, 40058),
        ({"msgtype": "textcard", "textcard": {"title": "题" * 43, "description": "述", "url": "u"}}, 45002),
        ({"msgtype": "textcard", "textcard": {"title": "题", "description": "述" * 171, "url": "u"}}, 45002),
        ({"msgtype": "markdown", "markdown": {"content": "字" * 683}}, 45002),
        ({"msgtype": "news", "news": {"articles": [{"title": "题"}] * 9}}, 45008),
        ({"msgtype": "news", "news": {"articles": []}}, 40058),
    ],
)
def test_what_is_wrong_is_refused_by_its_code(
    client: Client, platform: Platform, changes: dict[str, Any], code: int
) -> None:
    """And nothing is shown to anybody."""
    assert client.send(**changes)["errcode"] == code
    assert platform.posts() == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_no_message(client: Client, body: bytes) -> None:
    """Whatever it is."""
    assert client.post("message/send", body)["errcode"] == 40035


def test_text_has_2048_bytes(client: Client, platform: Platform) -> None:
    """Bytes, not characters, and not one more."""
    assert client.send("字" * 682 + "ab")["errcode"] == 0
    assert client.send("字" * 682 + "abc")["errcode"] == 45002


def test_the_thirty_first_in_a_minute_is_dropped_without_a_word(
    client: Client, platform: Platform, hand: Hand
) -> None:
    """The answer says ok; the tally knows. Another member is not concerned."""
    assert {client.send(f"第{n}条")["errcode"] for n in range(31)} == {0}
    assert client.send(touser="sun")["errcode"] == 0
    assert len(read(platform, "ZhaoLiu")) == 30
    assert platform.tally.count(SEND, DROPPED) == 1
    hand.move(seconds=60)
    client.send("下一分钟")
    assert read(platform, "ZhaoLiu")[-1] == "下一分钟"


def test_a_repetition_is_dropped_if_it_is_asked_for(client: Client, platform: Platform, hand: Hand) -> None:
    """The same words to the same members within the interval; the first message's id is answered."""
    first = client.send()
    again: dict[str, Any] = {"enable_duplicate_check": 1, "duplicate_check_interval": 60}
    assert client.send(**again)["msgid"] == first["msgid"]
    client.send(**again, touser="sun")
    client.send("别的话", **again)
    client.send()
    assert read(platform, "ZhaoLiu") == ["您好", "别的话", "您好"]
    hand.move(seconds=61)
    client.send(**again)
    assert read(platform, "ZhaoLiu")[3:] == ["您好"]


def test_a_task_id_is_taken_once(client: Client, platform: Platform) -> None:
    """Whoever the second card is for, and however long ago the first was."""
    assert client.send(msgtype=CARD, template_card=card())["errcode"] == 0
    assert client.send(msgtype=CARD, template_card=card(), touser="sun")["errcode"] == 42014
    assert len(platform.posts()) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"card_type": "dance"}, 40058),
        ({"task_id": ""}, 40058),
        ({"task_id": "1号"}, 42016),
        ({"task_id": "t" * 129}, 42016),
        ({"main_title": {"desc": "无题"}}, 40058),
        ({"button_list": []}, 40058),
        ({"button_list": [{"text": "是", "key": f"k{n}"} for n in range(7)]}, 40058),
        ({"button_list": [{"text": "是", "key": "k"}, {"text": "否", "key": "k"}]}, 40058),
        ({"button_list": [{"text": "是", "key": "字" * 342}]}, 45002),
        ({"button_list": [{"text": "是"}]}, 40058),
        ({"button_list": [{"text": "看", "type": 1}]}, 40058),
        ({"button_list": [{"text": "是", "key": "k", "style": 5}]}, 40058),
        ({"horizontal_content_list": [{"keyname": "网格", "value": "三"}] * 7}, 40058),
        ({"horizontal_content_list": [{"keyname": "网格", "type": 1}]}, 40058),
        ({"button_selection": {"question_key": "q", "option_list": []}}, 40058),
        ({"action_menu": {"action_list": []}}, 40058),
        ({"card_type": "text_notice"}, 40058),
        ({"card_type": "text_notice", "card_action": {"type": 3}}, 40058),
        ({"card_type": "news_notice", "card_action": {"type": 1, "url": "u"}}, 40058),
        ({"card_type": "vote_interaction"}, 40058),
        ({"card_type": "multiple_interaction", "select_list": []}, 40058),
    ],
)
def test_a_card_is_checked_to_the_letter(
    client: Client, platform: Platform, changes: dict[str, Any], code: int
) -> None:
    """By the demands of its type."""
    assert client.send(msgtype=CARD, template_card=card(**changes))["errcode"] == code
    assert platform.posts() == []


OPTIONS = {"question_key": "q", "option_list": [{"id": "o1", "text": "一"}, {"id": "o2", "text": "二"}]}
SUBMIT = {"text": "提交", "key": "submit"}


@pytest.mark.parametrize(
    "changes",
    [
        {"card_type": "text_notice", "card_action": {"type": 1, "url": "http://u"}},
        {"card_type": "news_notice", "card_action": {"type": 2, "appid": "a"}, "card_image": {"url": "u"}},
        {"card_type": "vote_interaction", "checkbox": OPTIONS, "submit_button": SUBMIT},
        {"card_type": "multiple_interaction", "select_list": [OPTIONS], "submit_button": SUBMIT},
        {"button_selection": OPTIONS, "horizontal_content_list": [{"keyname": "网格", "value": "三网格"}]},
    ],
)
def test_every_type_of_card_can_be_sent(client: Client, changes: dict[str, Any]) -> None:
    """A response_code comes with those that can be changed later, and not with a plain notice."""
    answer = client.send(msgtype=CARD, template_card=card(**changes))
    assert answer["errcode"] == 0
    assert ("response_code" in answer) is not changes.get("card_type", "").endswith("_notice")


def test_a_response_code_changes_a_card_once(client: Client, platform: Platform) -> None:
    """For the members who are named; whom it does not concern is told."""
    sent = client.send(msgtype=CARD, template_card=card(), touser="li|sun")
    change = {"userids": ["LI", "nobody"], "agentid": AGENT, "response_code": sent["response_code"]}
    word = {"button": {"replace_name": "已受理"}}
    assert client.post("message/update_template_card", change | word)["invaliduser"] == ["nobody"]
    assert client.post("message/update_template_card", change | word)["errcode"] != 0
    shown = {post.chat.userid: post.card for post in platform.posts() if isinstance(post.chat, AppChat)}
    assert [one.replaced if one else "" for one in (shown["li"], shown["sun"])] == ["已受理", None]


def test_a_whole_card_can_take_its_place(client: Client, platform: Platform) -> None:
    """For everybody, under the task id of the first."""
    sent = client.send(msgtype=CARD, template_card=card())
    notice = card(
        card_type="text_notice", card_action={"type": 1, "url": "u"}, main_title={"title": "已受理"}
    )
    change = {"atall": 1, "agentid": AGENT, "response_code": sent["response_code"], CARD: notice}
    assert client.post("message/update_template_card", change)["errcode"] == 0
    (post,) = platform.posts()
    assert post.card is not None
    assert (post.card.title, post.card.task_id, post.card.buttons) == ("已受理", "t-1", ())


def test_a_response_code_lives_72_hours(client: Client, hand: Hand) -> None:
    """Then it is worth nothing."""
    sent = client.send(msgtype=CARD, template_card=card())
    hand.move(hours=72)
    client.token = ""
    change = {"agentid": AGENT, "response_code": sent["response_code"], "button": {"replace_name": "晚了"}}
    assert client.post("message/update_template_card", change)["errcode"] != 0


def test_buttons_need_a_callback_address(client: Client) -> None:
    """The application without one can send notices only."""
    client.token = client.fetch_token("secret-of-another")["access_token"]
    assert client.send(agentid=1000003)["errcode"] == 0
    assert client.send(agentid=1000003, msgtype=CARD, template_card=card())["errcode"] == 40058


def test_a_message_can_be_taken_back_within_a_day(client: Client, platform: Platform, hand: Hand) -> None:
    """By its application; later it stays."""
    first, second = client.send("错了"), client.send("对的")
    assert client.post("message/recall", {"msgid": first["msgid"]})["errcode"] == 0
    assert [(post.text, post.recalled) for post in platform.posts()] == [("", True), ("对的", False)]
    hand.move(hours=25)
    client.token = ""
    assert client.post("message/recall", {"msgid": second["msgid"]})["errcode"] == 40058
