"""Published requests are taken or refused with a reason; answers have the published shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from bot.sandbox.corp import App, Corp, Member
from bot.sandbox.platform import Platform
from bot.sandbox.server import SandboxServer
from tests.bot.making import Hand
from tests.published import payload, payloads
from tests.sandbox.client import Client, card
from tests.sandbox.corps import AES_KEY, AGENT, ROBOT, SECRET, TOKEN
from tests.sandbox.program import Program
from tests.sandbox.shapes import shape


@pytest.fixture
def sample_corp(hand: Hand, program: Program) -> Iterator[Client]:
    """A corporation with the members and the agentid of the published request."""
    members = tuple(Member(f"UserID{n}", f"成员{n}") for n in (1, 2, 3))
    corp = Corp("ww0123456789abcdef", members, (App(1, SECRET, TOKEN, AES_KEY, program.app_url),))
    with SandboxServer(lambda url: Platform(corp, url, hand, hand)) as server:
        yield Client(server.platform.url)


SENT: Mapping[str, int] = {
    **dict.fromkeys(("text", "markdown", "textcard", "news", "template_card"), 0),
    **dict.fromkeys(("image", "voice", "video", "file", "mpnews"), 40007),  # nothing can be uploaded here
    **dict.fromkeys(("miniprogram_notice", "interactive_taskcard", "template_msg"), 40008),  # not played
}


@pytest.mark.parametrize("kind", SENT)
def test_the_published_request_is_taken(sample_corp: Client, kind: str) -> None:
    """As every type whose body it holds; what is not played is refused by its type."""
    request = payload("wecom_api", "CgibinMessageSendRequest")
    answer = sample_corp.post("message/send", {**request, "msgtype": kind})
    assert answer["errcode"] == SENT[kind]
    if answer["errcode"] == 0:
        assert answer.keys() >= {"msgid", "invalidparty", "invalidtag"}


CALLS: Mapping[str, str] = {
    "CgibinMessageSend": "message/send",
    "CgibinMessageUpdateTemplateCard": "message/update_template_card",
    "CgibinUserListId": "user/list_id",
    "CgibinUserSimpleList": "user/simplelist",
}
BUSINESS: Mapping[str, str] = {
    "CgibinMessageGetStatistics": "figures of messages",
    "CgibinMessageUpdateTaskCard": "the cards before template cards",
    "CgibinMessageAudit": "the archive",
    "CgibinAppChat": "groups that an application makes",
    "CgibinKf": "customer service",
    "CgibinReport": "the industry application 居民联系",
    "CgibinDepartment": "departments: there is one",
    "CgibinUser": "changing the address book, mobile numbers, login",
    "CgibinAuth": "login",
    "CgibinExternalContact": "customers and their groups",
}
"""By how a call's name begins: business of the corporation that the stand-in has none of."""


@pytest.mark.parametrize("sample", payloads("wecom_api"))
def test_every_published_call_is_played_or_named(sample: dict[str, Any], client: Client) -> None:
    """Requests of a call that is played are understood; of the rest it is said what they are."""
    call = next((path for start, path in CALLS.items() if sample["name"].startswith(start)), None)
    if call is None:
        assert next(what for start, what in BUSINESS.items() if sample["name"].startswith(start))
    elif sample["name"].endswith("Response"):
        assert shape(_answer_like(call, client)) == shape(sample["body"])
    else:
        assert client.post(call, sample["body"])["errcode"] in (0, 40056)  # its agentid is not ours


def _answer_like(call: str, client: Client) -> dict[str, Any]:
    """An answer in which all is told that can be told."""
    if call == "user/simplelist":
        return client.ask(call, department_id=1)
    if call == "user/list_id":
        return client.post(call, {"cursor": "", "limit": 100})
    sent = client.send(
        msgtype="template_card", template_card=card(), touser="li|nobody|zhou", toparty="1", totag="3"
    )
    if call == "message/send":
        return sent
    change = {"userids": ["li", "nobody"], "agentid": AGENT, "response_code": sent["response_code"]}
    return client.post(call, change | {"button": {"replace_name": "已受理"}})


@pytest.mark.parametrize("sample", payloads("wecom_group_robot"))
def test_a_group_robot_hears_nothing(sample: dict[str, Any], client: Client) -> None:
    """Few corporations have its callbacks; here a robot posts, and no more."""
    assert fromstring(sample["body"]).findtext("MsgType") in ("text", "event", "mixed")
    url = f"{client.url}/cgi-bin/webhook/send?key={ROBOT}"
    assert client.answer(url, {"msgtype": "text", "text": {"content": "今日巡查"}})["errcode"] == 0
