"""What people tell an AI bot, read as the platform writes it; what says nothing has a reason."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.wecom_aibot_message import UNKNOWN, read_aibot_message
from bot.channels.wecom_gate import Ignored, Said, Unreadable
from handlers.message import Attachment, Message, Quote
from tests.bot.making import REAL_NOON
from tests.channels.envelopes import to_bot

IN_GROUP: dict[str, Any] = {"chattype": "group", "chatid": "wr1"}


def heard(fields: dict[str, Any]) -> Message:
    """The message of a callback's JSON."""
    said = read_aibot_message("aibot", REAL_NOON, json.dumps(fields).encode())
    assert isinstance(said, Said)
    return said.message


def ignored(fields: dict[str, Any]) -> Ignored:
    """Why a callback's JSON is not acted on."""
    reason = read_aibot_message("aibot", REAL_NOON, json.dumps(fields).encode())
    assert isinstance(reason, Ignored)
    return reason


def test_words_in_private() -> None:
    """No group, and nobody is named."""
    message = heard(to_bot("待办"))
    assert (message.group_id, message.mentions_bot, message.text) == (None, False, "待办")
    assert message.message_id == "CAIQabc/="


def test_words_in_a_group_are_always_to_the_bot() -> None:
    """The platform brings none but those."""
    message = heard(to_bot("@网格助手 接单 17", **IN_GROUP))
    assert (message.group_id, message.mentions_bot) == ("wr1", True)


def test_words_and_pictures_together() -> None:
    """The words in their order, the pictures by their addresses; one item may come alone."""
    text = {"msgtype": "text", "text": {"content": "@助手 路灯不亮"}}
    image = {"msgtype": "image", "image": {"url": "https://p/1"}}
    items = [text, image, {"msgtype": "text", "text": {"content": "三天了"}}, "odd", {"msgtype": 7}]
    message = heard(to_bot("", msgtype="mixed", mixed={"msg_item": items}))
    assert message.text == "@助手 路灯不亮\n三天了"
    assert message.attachments == (Attachment("image", "https://p/1"),)
    assert heard(to_bot("", msgtype="mixed", mixed={"msg_item": text})).text == "@助手 路灯不亮"


def test_a_recording_comes_with_its_words() -> None:
    """The platform writes them down."""
    assert heard(to_bot("", msgtype="voice", voice={"content": "路灯不亮"})).text == "路灯不亮"


@pytest.mark.parametrize("kind", ["image", "file", "video"])
def test_files_come_by_their_address(kind: str) -> None:
    """Without words."""
    message = heard(to_bot("", msgtype=kind, **{kind: {"url": "https://p/1"}}))
    assert (message.text, message.attachments) == ("", (Attachment(kind, "https://p/1"),))


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ({"msgtype": "text", "text": {"content": "【17号】"}}, "【17号】"),
        ({"msgtype": "mixed", "mixed": {"msg_item": [{"msgtype": "text", "text": {"content": "甲"}}]}}, "甲"),
        ({"msgtype": "voice", "voice": {"content": "乙"}}, "乙"),
        ({"msgtype": "markdown", "markdown": {"content": "丙"}}, "丙"),
        ({"msgtype": "image", "image": {"url": "https://p/1"}}, None),
        ({"msgtype": "text", "text": "odd"}, None),
        ({}, None),
        ("odd", None),
    ],
)
def test_what_was_quoted_is_known_by_its_words(quote: Any, words: str | None) -> None:
    """The platform tells neither author nor message."""
    assert heard(to_bot("1", quote=quote)).quote == (Quote(text=words) if words else None)


def test_half_a_surrogate_pair_is_no_character() -> None:
    """It could be stored nowhere."""
    assert heard(to_bot("半个\ud83d字")).text == "半个?字"


@pytest.mark.parametrize("event", ["enter_chat", "feedback_event", "disconnected_event"])
def test_events_say_nothing(event: str) -> None:
    """Each for a reason."""
    fields = to_bot("", msgtype="event", event={"eventtype": event, event: {}})
    assert ignored(fields).reason != UNKNOWN


def test_what_nobody_knows_is_ignored() -> None:
    """The platform adds types now and then."""
    assert ignored(to_bot("", msgtype="hologram")).reason == UNKNOWN
    assert ignored({"msgtype": 7}).reason == UNKNOWN
    assert ignored(to_bot("", msgtype="event", event={"eventtype": "new"})).reason == UNKNOWN


@pytest.mark.parametrize("is_flat", [True, False])
def test_a_click_says_what_is_on_its_button(is_flat: bool) -> None:
    """Some frames hold its fields flat in the event."""
    options = {"selected_item": {"question_key": "q", "option_ids": {"option_id": "say:误报 17"}}}
    for click, words in (
        ({"event_key": "say:确认 17", "task_id": "t"}, "确认 17"),
        ({"event_key": "submit", "selected_items": options}, "误报 17"),
    ):
        body = click if is_flat else {"template_card_event": click}
        event = {"eventtype": "template_card_event", **body}
        message = heard(to_bot("", msgtype="event", event=event, **IN_GROUP))
        assert (message.text, message.group_id, message.sender_id) == (words, "wr1", "zhao")
    theirs = {"eventtype": "template_card_event", "template_card_event": {"event_key": "button"}}
    assert "not ours" in ignored(to_bot("", msgtype="event", event=theirs)).reason


@pytest.mark.parametrize(
    "fields",
    [
        {},
        to_bot("x", **{"from": {}}),
        to_bot("x", **{"from": {"userid": None}}),
        to_bot("x", chattype="group"),
    ],
)
def test_what_lacks_a_sender_or_a_chat_is_unreadable(fields: dict[str, Any]) -> None:
    """It alarms, and is not guessed."""
    with pytest.raises(Unreadable):
        read_aibot_message("aibot", REAL_NOON, json.dumps(fields).encode())
