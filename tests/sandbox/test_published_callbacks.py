"""Callbacks of the stand-in have the published shapes, and published answers are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from bot.sandbox.faults import FaultScript
from bot.sandbox.platform import Platform
from bot.sandbox.posts import AppChat, Post
from bot.sandbox.rules import Rules
from bot.sandbox.server import SandboxServer
from tests.bot.making import Hand
from tests.published import payload, payloads, vectors
from tests.sandbox.client import Client, card
from tests.sandbox.corps import AGENT, make_corp
from tests.sandbox.program import Program, in_json, in_xml
from tests.sandbox.shapes import shape, xml_shape
from tests.sandbox.waiting import wait_until

OLD_SPELLING = Rules(option_tag="OpitonId", refresh_seconds=0.02)
CHOSEN = {"q1": ("o1", "o2"), "q2": ("o3", "o4")}
WHOLE: dict[str, Any] = {
    "button_selection": {"question_key": "q1", "option_list": [{"id": "o1", "text": "一"}]}
}
NOT_PLAYED: Mapping[str, str] = {
    "ChangeContactEvent": "the address book does not change while the stand-in runs",
    "ChangeExternalChatEvent": "customers' groups are none of an application's business here",
    "Kf": "customer service is another platform",
    "msgaudit": "the archive is another platform",
    "LinkMessageEvent": "members here forward no pages",
    "VoiceMessageEvent": "members here record nothing for an application, which would get no words",
    "ClickPushEvent": "the application has no menu",
    "ViewPushEvent": "the application has no menu",
    "ScanCodePushEvent": "the application has no menu",
    "LocationPushEvent": "nobody is followed",
    "SubscribePushEvent": "the visible range does not change while the stand-in runs",
    "UnsubscribePushEvent": "the visible range does not change while the stand-in runs",
    "CloseInactiveAgentEvent": "the stand-in switches nothing off",
    "TaskCardClickPushEvent": "the cards before template cards",
    "UpdateButtonReply": "an answer, not a callback; it is tested below",
    "ws_msg_callback": "the long connection, another mode of the same bot",
}
"""By how a sample's name begins: why the stand-in sends nothing of the kind."""


@pytest.fixture
def platform(hand: Hand, program: Program) -> Iterator[Platform]:
    """The platform with the older spelling of options, which the published sample has."""
    corp = make_corp(program.app_url, program.bot_url)
    with SandboxServer(lambda url: Platform(corp, url, hand, hand, FaultScript(), OLD_SPELLING)) as server:
        yield server.platform


def _picture(platform: Platform, client: Client) -> None:
    platform.people.show_to_app("li", AGENT, "http://127.0.0.1/lamp.jpg")


def _enters_app(platform: Platform, client: Client) -> None:
    platform.people.enter_app("li", AGENT)


def _clicks_app(platform: Platform, client: Client) -> None:
    client.send(msgtype="template_card", touser="li", template_card=card())
    platform.click("li", platform.posts()[-1].id, "yes", CHOSEN)


TO_APP: Mapping[str, Callable[[Platform, Client], None]] = {
    "ImageMessageEvent": _picture,
    "EnterAgentPushEvent": _enters_app,
    "TemplateCardPushEvent": _clicks_app,
}


@pytest.mark.parametrize("sample", payloads("wecom_app"))
def test_an_application_is_told_in_the_published_shape(
    sample: dict[str, Any], platform: Platform, client: Client, program: Program
) -> None:
    """The same tags in the same order, the same of them numbers; what is not sent has a reason."""
    if sample["name"] not in TO_APP:
        assert _reason(sample["name"])
        return
    TO_APP[sample["name"]](platform, client)
    assert xml_shape(program.to_app[-1]) == xml_shape(fromstring(sample["body"]))


def _reason(name: str) -> str:
    return next(reason for start, reason in NOT_PLAYED.items() if name.startswith(start))


@pytest.mark.parametrize(
    "vector", [one for one in vectors() if str(one.id) in ("go-workwx-post", "not-here")]
)
def test_words_come_as_a_published_vector_has_them(
    vector: dict[str, Any], platform: Platform, program: Program
) -> None:
    """The tags of a text message, and of the envelope around it."""
    platform.write_to_app("li", AGENT, "待办")
    told, published = program.to_app[-1], fromstring(vector["expected_plaintext"])
    assert {one.tag for one in told} == {one.tag for one in published}
    assert {one.tag for one in fromstring(program.envelopes[-1])} == {
        one.tag for one in fromstring(vector["post_body"])
    }


def test_the_published_reply_changes_a_card(platform: Platform, client: Client, program: Program) -> None:
    """With the names of this corporation in place of toUser and fromUser."""
    reply = payload("wecom_app", "UpdateButtonReply").replace("toUser", "li")
    program.script.append(in_xml(reply.replace("fromUser", platform.corp.corp_id)))
    _clicks_app(platform, client)
    (post,) = platform.posts(AppChat(AGENT, "li"))
    assert post.card is not None
    assert post.card.replaced == "ReplaceName"


# What bots are told


def _in_room(platform: Platform, program: Program) -> None:
    quoted = platform.write_in_room("sun", "wr-workers", "这是今天的情况").post
    platform.write_in_room("li", "wr-workers", "你好", ["aib-1"], quoted)


def _mixed(platform: Platform, program: Program) -> None:
    quoted = platform.write_in_room("sun", "wr-workers", "这是今天的情况").post
    picture = "http://127.0.0.1/lamp.jpg"
    platform.people.write_in_room("li", "wr-workers", "你好", ["aib-1"], quoted, [picture])


def _shows(kind: str) -> Callable[[Platform, Program], None]:
    def act(platform: Platform, program: Program) -> None:
        platform.people.show_to_bot("li", "aib-1", kind, "http://127.0.0.1/lamp.jpg")

    return act


def _streams(platform: Platform, program: Program) -> None:
    program.script.append(in_json({"msgtype": "stream", "stream": {"id": "s", "finish": False}}))
    program.script.append(in_json({"msgtype": "stream", "stream": {"id": "s", "finish": True}}))
    platform.write_in_room("li", "wr-workers", "你好", ["aib-1"])
    wait_until(lambda: platform.streams == 0)


def _enters_bot(platform: Platform, program: Program) -> None:
    platform.people.enter_bot("li", "aib-1")


def _answered(platform: Platform, program: Program, content: dict[str, Any]) -> Post:
    platform.write_in_room("li", "wr-workers", "你好", ["aib-1"])
    assert Client(platform.url).answer(program.to_bot[-1]["response_url"], content)["errcode"] == 0
    return platform.posts()[-1]


def _clicks_bot(platform: Platform, program: Program) -> None:
    content = {"msgtype": "template_card", "template_card": card(**WHOLE)}
    post = _answered(platform, program, content)
    platform.click("sun", post.id, "yes", {"q1": ("o1",)})


def _judges(platform: Platform, program: Program) -> None:
    words = {"content": "【1号】", "feedback": {"id": "F1"}}
    post = _answered(platform, program, {"msgtype": "markdown", "markdown": words})
    platform.people.judge("sun", post.id, "没说清楚", [2, 4])


TO_BOT: Mapping[str, Callable[[Platform, Program], None]] = {
    "text_group_quote": _in_room,
    "mixed_group_quote": _mixed,
    "image_single": _shows("image"),
    "voice_single": _shows("voice"),
    "file_single": _shows("file"),
    "video_single": _shows("video"),
    "stream_refresh": _streams,
    "event_enter_chat": _enters_bot,
    "event_template_card": _clicks_bot,
    "event_feedback": _judges,
}


@pytest.mark.parametrize("sample", payloads("wecom_aibot"))
def test_a_bot_is_told_in_the_published_shape(
    sample: dict[str, Any], platform: Platform, program: Program
) -> None:
    """The same keys, types and nesting; what is not sent has a reason."""
    if sample["name"] not in TO_BOT:
        assert _reason(sample["name"])
        return
    TO_BOT[sample["name"]](platform, program)
    assert shape(program.to_bot[-1]) == shape(sample["body"])
