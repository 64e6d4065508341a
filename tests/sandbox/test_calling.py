"""Callbacks: their retries, what is lost, the check of an address, who is not there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import requests

from bot.sandbox.corp import App, Bot, Corp, CorpError, Member, Robot, Room
from bot.sandbox.faults import CALLBACK, FaultError, FaultScript, fault_of
from bot.sandbox.platform import Platform
from bot.sandbox.posts import RoomChat, Why
from bot.sandbox.rules import Rules
from bot.sandbox.server import SandboxServer
from tests.bot.making import Hand
from tests.sandbox.client import Client, card
from tests.sandbox.corps import AES_KEY, AGENT, SECRET, TOKEN, make_corp
from tests.sandbox.program import Program

ROOM = RoomChat("wr-workers")
NOWHERE = "http://127.0.0.1:9/callback"


def test_only_200_counts(platform: Platform, program: Program) -> None:
    """Anything else brings the same message again, sealed anew under a nonce of its own."""
    program.script.extend([500, 204, 302])
    sent = platform.write_to_app("li", AGENT, "待办")
    assert (sent.heard, sent.brought[0].tries, sent.brought[0].status) == (True, 4, 200)
    assert len({one.findtext("MsgId") for one in program.to_app}) == 1
    assert len({one["nonce"] for one in program.queries}) == 4


def test_after_three_retries_it_is_over(platform: Platform, program: Program) -> None:
    """What was written stands in the chat all the same."""
    program.script.extend([503] * 4)
    sent = platform.write_in_room("li", "wr-workers", "路灯不亮", ["aib-1"])
    assert (sent.why, sent.brought[0].tries, sent.brought[0].status) == (Why.NOT_TAKEN, 4, 503)
    assert sent.post in platform.posts(ROOM)
    assert len({one["msgid"] for one in program.to_bot}) == 1


def test_nobody_is_waited_for_without_end(program: Program, hand: Hand) -> None:
    """A program that does not answer in time is asked again, and then no more."""
    program.go_on.clear()
    corp, rules = make_corp(program.app_url), Rules(callback_seconds=0.1)
    with SandboxServer(lambda url: Platform(corp, url, hand, hand, rules=rules)) as server:
        sent = server.platform.write_to_app("li", AGENT, "待办")
    assert (sent.why, sent.brought[0].status) == (Why.NOT_TAKEN, None)


def test_a_lost_200_brings_it_again(platform: Platform, program: Program, faults: FaultScript) -> None:
    """On a script; so does a callback that never arrives."""
    faults.add(CALLBACK, "lost", "hang up before")
    assert platform.write_to_app("li", AGENT, "待办").brought[0].tries == 3
    assert len(program.to_app) == 2


@pytest.mark.parametrize("url", ["", NOWHERE, "nonsense", "ftp://127.0.0.1/", "http://127.0.0.1:port/"])
def test_an_address_that_leads_nowhere(hand: Hand, url: str) -> None:
    """Is told as what it is, and harms nobody."""
    platform = Platform(make_corp(url, url), "http://127.0.0.1:1", hand, hand)
    wanted = Why.NOT_TAKEN if url else Why.NO_ADDRESS
    assert platform.write_to_app("li", AGENT, "待办").why is wanted
    assert platform.write_to_bot("li", "aib-1", "待办").why is wanted
    assert not platform.check_url(f"app:{AGENT}").is_good


def test_an_address_proves_to_be_the_programs(platform: Platform, program: Program) -> None:
    """By the decrypted number alone, within a second; whom nobody knows has no address."""
    assert platform.check_url(f"app:{AGENT}").is_good
    assert platform.check_url("bot:aib-1").is_good
    program.echoes = False
    assert "bare" in platform.check_url("bot:aib-1").why
    for unknown in ("app:1", "app:x", "bot:x", "room:wr-workers", ""):
        assert not platform.check_url(unknown).is_good


def test_who_is_not_there_says_nothing(platform: Platform, program: Program) -> None:
    """Strangers, unknown chats, and whom an application is not visible to."""
    assert platform.write_to_app("qian", AGENT, "待办").why is Why.NOT_VISIBLE
    for sent in (
        platform.write_to_app("nobody", AGENT, "待办"),
        platform.write_to_app("li", 1, "待办"),
        platform.write_to_bot("nobody", "aib-1", "待办"),
        platform.write_in_room("li", "wr-unknown", "待办"),
        platform.people.enter_app("li", 1),
        platform.people.enter_bot("li", "x"),
        platform.people.show_to_bot("li", "x", "image", "u"),
        platform.people.show_to_app("nobody", AGENT, "u"),
        platform.people.judge("li", "p1"),
        platform.click("li", "p1", "yes"),
    ):
        assert sent.why is Why.NOT_THERE
    assert platform.posts() == []
    assert program.queries == []


def test_only_who_sees_a_card_can_click(platform: Platform, program: Program, client: Client) -> None:
    """And only what is on it."""
    client.send(msgtype="template_card", template_card=card(), touser="li")
    post_id = platform.posts()[-1].id
    assert platform.click("sun", post_id, "yes").why is Why.NOT_THERE
    assert platform.click("li", post_id, "maybe").why is Why.NOT_A_BUTTON
    assert platform.click("li", post_id, "").why is Why.NOT_A_BUTTON
    assert platform.people.judge("li", post_id, "不好").why is Why.NOT_A_BUTTON
    assert program.queries == []


@pytest.mark.parametrize(
    ("fault", "code", "shown"),
    [("code 45033", 45033, 0), ("slow 0", 0, 1), ("ok", 0, 1), ("code -1", -1, 0)],
)
def test_codes_on_a_script(
    platform: Platform, client: Client, faults: FaultScript, fault: str, code: int, shown: int
) -> None:
    """Nothing is done, and the answer says so."""
    client.fetch_token()
    faults.add("message/send", fault)
    assert client.send()["errcode"] == code
    assert len(platform.posts()) == shown


@pytest.mark.parametrize(
    ("fault", "status", "shown"),
    [
        ("status 500", 500, 0),
        ("status 599", 599, 0),
        ("rubbish", 200, 0),
        ("rubbish after", 200, 1),
        ("hang up before", None, 0),
        ("hang up after", None, 1),
    ],
)
def test_spoiled_answers_on_a_script(
    platform: Platform, client: Client, faults: FaultScript, fault: str, status: int | None, shown: int
) -> None:
    """What comes is no answer; whether it was done, the next look into the chat tells."""
    token = client.fetch_token()["access_token"]
    faults.add("message/send", fault)
    content: dict[str, Any] = {"touser": "li", "agentid": AGENT, "msgtype": "text", "text": {"content": "好"}}
    url, found = f"{platform.url}/cgi-bin/message/send?access_token={token}", None
    try:
        answer = requests.post(url, json=content, timeout=5)
        found = answer.status_code
        assert answer.text.startswith("<html>")
    except requests.ConnectionError:
        assert status is None
    assert found == status
    assert len(platform.posts()) == shown


@pytest.mark.parametrize(
    "path", ["/", "/cgi-bin/", "/cgi-bin/dance", "/cgi-bin/message/send", "/people/corp"]
)
def test_other_addresses_are_not_there(platform: Platform, path: str) -> None:
    """404, as for a GET of what wants a POST."""
    assert requests.get(f"{platform.url}{path}", timeout=5).status_code == 404


@pytest.mark.parametrize("text", ["", "explode", "code", "code x", "slow", "status 5000000"])
def test_a_fault_that_is_none(text: str) -> None:
    """Is refused with the list of those that are."""
    with pytest.raises(FaultError):
        fault_of(text)


@pytest.mark.parametrize(
    "changes",
    [
        {"rooms": (Room("r", "群", ("li",), ("aib",), external=True),)},
        {"rooms": (Room("r", "群", (), external=True),), "robots": (Robot("k", "r"),)},
        {"rooms": (Room("r", "群", ("nobody",)),)},
        {"rooms": (Room("r", "群", ("li",), ("unknown",)),)},
        {"members": (Member("li", "李"), Member("LI", "李二"))},
    ],
)
def test_the_console_refuses(changes: dict[str, Any]) -> None:
    """Bots and robots in external groups, unknown members, two of one userid."""
    good = Corp("ww", (Member("li", "李"),), (App(1, SECRET),), (Bot("aib", "助手", TOKEN, AES_KEY),))
    with pytest.raises(CorpError):
        replace(good, **changes)
