"""Group robots: whoever has the key posts into the room."""

from __future__ import annotations

from bot.sandbox.platform import Platform
from tests.bot.making import Hand
from tests.sandbox.asking import ROOM
from tests.sandbox.client import Client, card
from tests.sandbox.corps import ROBOT


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
