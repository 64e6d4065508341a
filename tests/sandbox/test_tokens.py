"""Who may call: tokens, secrets, addresses, and what an application may ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.sandbox.platform import Platform
from bot.sandbox.server import SandboxServer
from tests.bot.making import Hand
from tests.sandbox.client import Client
from tests.sandbox.corps import AGENT, CORP_ID, make_corp


def test_one_token_while_it_lives(client: Client, hand: Hand) -> None:
    """The same for all who ask; what is left of its life is told."""
    first = client.fetch_token()
    assert (first["errcode"], first["expires_in"]) == (0, 7200)
    hand.move(seconds=7000)
    assert client.fetch_token() == first | {"expires_in": 200}
    hand.move(seconds=200)
    assert client.fetch_token()["access_token"] != first["access_token"]


def test_a_token_ends(client: Client, platform: Platform, hand: Hand) -> None:
    """With its time, or because an administrator made all invalid."""
    assert client.send()["errcode"] == 0
    hand.move(seconds=7200)
    assert client.send()["errcode"] == 42001
    platform.forget_tokens()
    assert client.send()["errcode"] == 40014
    client.token = ""
    assert client.send()["errcode"] == 0


def test_a_call_without_a_token_is_refused(client: Client) -> None:
    """As is one with somebody's guess."""
    assert client.get("user/get", userid="li")["errcode"] == 41001
    assert client.get("user/get", userid="li", access_token="guess")["errcode"] == 40014


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({}, 41002),
        ({"corpid": CORP_ID}, 41004),
        ({"corpid": "ww", "corpsecret": "x"}, 40013),
        ({"corpid": CORP_ID, "corpsecret": "x"}, 40001),
    ],
)
def test_no_token_for_strangers(client: Client, query: dict[str, str], code: int) -> None:
    """Each mistake has its code."""
    assert client.get("gettoken", **query)["errcode"] == code


def test_who_insists_with_a_wrong_secret_is_banned(client: Client, hand: Hand) -> None:
    """For an hour, whatever the address asks with from then on."""
    assert [client.fetch_token("wrong")["errcode"] for _ in range(6)] == [40001] * 5 + [45009]
    assert client.fetch_token()["errcode"] == 45009
    hand.move(hours=1)
    assert client.fetch_token()["errcode"] == 0


@pytest.mark.parametrize(
    ("trusted", "code"), [("127.0.0.0/8", 0), ("203.0.113.9", 60020), ("nonsense", 60020)]
)
def test_only_trusted_addresses_are_let_in(hand: Hand, trusted: str, code: int) -> None:
    """The refusal names the address, so that it can be entered."""
    corp = replace(make_corp(), trusted_addresses=frozenset({trusted}))
    with SandboxServer(lambda url: Platform(corp, url, hand, hand)) as server:
        answer = Client(server.platform.url).fetch_token()
    assert answer["errcode"] == code
    assert code == 0 or "from ip: 127.0.0.1" in answer["errmsg"]


def test_an_application_knows_whom_it_may_see(client: Client) -> None:
    """By userid without case; who is outside its range, and who does not exist, differ."""
    assert client.ask("user/get", userid="ZHAOLIU")["name"] == "赵网格员"
    assert client.ask("user/get", userid="qian")["errcode"] == 60011
    assert client.ask("user/get", userid="nobody")["errcode"] == 60111
    seen = client.ask("user/simplelist", department_id=1)["userlist"]
    assert [one["userid"] for one in seen] == ["ZhaoLiu", "sun", "li", "zhou"]
    assert client.ask("user/simplelist", department_id=2)["errcode"] == 60011


def test_an_application_knows_itself(client: Client) -> None:
    """Its visible range is told by userids; another's is none of its business."""
    told = client.ask("agent/get", agentid=AGENT)
    assert (told["name"], told["allow_partys"]) == ("网格助手", {"partyid": []})
    assert {"userid": "zhaoliu"} in told["allow_userinfos"]["user"]
    assert client.ask("agent/get", agentid=1000003)["errcode"] == 40056


def test_the_platform_tells_its_addresses(client: Client) -> None:
    """From which callbacks come, and to which calls go."""
    assert client.ask("getcallbackip")["ip_list"] == ["127.0.0.1"]
    assert client.ask("get_api_domain_ip")["ip_list"] == ["127.0.0.1"]
