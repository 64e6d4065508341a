"""What bots answer by one-time addresses."""

from __future__ import annotations

from bot.sandbox.platform import Platform
from bot.sandbox.rules import Rules
from bot.sandbox.server import SandboxServer
from tests.bot.making import Hand
from tests.sandbox.asking import WORDS, asked, said
from tests.sandbox.client import Client, card
from tests.sandbox.corps import make_corp
from tests.sandbox.program import Program, in_json


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


def test_so_many_answers_an_hour_in_one_chat(program: Program, hand: Hand) -> None:
    """A thousand really; the minute's limit is another."""
    corp, rules = make_corp("", program.bot_url), Rules(chat_an_hour=3)
    with SandboxServer(lambda url: Platform(corp, url, hand, hand, rules=rules)) as server:
        client, codes = Client(server.platform.url), []
        for _ in range(4):
            codes.append(client.answer(asked(server.platform, program), WORDS)["errcode"])
            hand.move(minutes=10)
        hand.move(minutes=25)
        codes.append(client.answer(asked(server.platform, program), WORDS)["errcode"])
    assert codes == [0, 0, 0, 45009, 0]


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
