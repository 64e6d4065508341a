"""What people tell an AI bot (智能机器人), and which of its callbacks say nothing to us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels.channel import WireRefused
from bot.channels.strict_json import read_object
from bot.channels.wecom_cards import said_by
from bot.channels.wecom_gate import Ignored, Said, Unreadable
from bot.channels.wecom_ids import is_id, made_id, moment, whole
from handlers.message import Attachment, Message, Quote

PICTURED = ("image", "file", "video")
SPOKEN = ("text", "mixed", "voice", *PICTURED)
SILENT_EVENTS: Mapping[str, str] = {
    "enter_chat": "somebody opened the chat, and said nothing",
    "feedback_event": "a judgement on an answer is no report; it is read in the admin console",
    "disconnected_event": "an event of the long connection, which this channel does not use",
}
CARD_EVENT = "template_card_event"
NO_STREAMS = "we begin no streamed answers; the platform is told that this one has ended"
UNKNOWN = "a type or event of which we know nothing"


def read_aibot_message(channel: str, now: datetime, plain: bytes) -> Said | Ignored:
    """The decrypted JSON of an AI bot's callback. Raises `Unreadable`."""
    try:
        fields = read_object(plain)
    except WireRefused as refused:
        raise Unreadable(f"the decrypted callback is no JSON object: {refused.error}") from None
    kind = fields.get("msgtype")
    if kind is None and "cmd" in fields:
        return Ignored("a frame of the long connection, which is another mode of the same bot")
    if kind == "stream":
        return Ignored(NO_STREAMS, stream_id=_text(_object(fields, "stream").get("id")))
    if kind == "event":
        return _event(channel, fields, now)
    if kind not in SPOKEN:
        if not isinstance(kind, str):
            raise Unreadable("the decrypted callback has no msgtype")
        return Ignored(UNKNOWN)
    return _said(channel, fields, _words(fields), now)


def _event(channel: str, fields: Mapping[str, Any], now: datetime) -> Said | Ignored:
    event = _object(fields, "event")
    kind = _text(event.get("eventtype"))
    if kind != CARD_EVENT:
        return Ignored(SILENT_EVENTS.get(kind, UNKNOWN))
    click = _object(event, CARD_EVENT) or event  # some frames hold it flat
    words = said_by([_text(click.get("event_key")), *_options(click)])
    return _said(channel, fields, words, now) if words else Ignored("a click on a card that is not ours")


def _said(channel: str, fields: Mapping[str, Any], words: str, now: datetime) -> Said:
    """In a group only what @ names the bot gets here, hence every message of one is addressed to it."""
    sender, chat = _object(fields, "from").get("userid"), fields.get("chatid")
    in_group = fields.get("chattype") == "group" or (chat is not None and fields.get("chattype") != "single")
    if not is_id(sender) or (in_group and not is_id(chat)):
        raise Unreadable("the decrypted callback has no usable from.userid or chatid")
    given = fields.get("msgid")
    message = Message(
        channel=channel,
        message_id=str(given)
        if is_id(given)
        else made_id(str(sender), str(fields.get("create_time")), words),
        sender_id=str(sender),
        text=words,
        sent_at=moment(fields.get("create_time"), now),
        group_id=str(chat) if in_group else None,
        mentions_bot=in_group,
        quote=_quote(fields),
        attachments=_attachments(fields),
    )
    return Said(message, response_url=_text(fields.get("response_url")))


def _quote(fields: Mapping[str, Any]) -> Quote | None:
    """The platform tells what was quoted, never whose it was nor which message."""
    words = _words(_object(fields, "quote"))
    return Quote(text=words) if words else None


def _words(part: Mapping[str, Any]) -> str:
    """The words of a message, a quote or an item; those of a recording are the platform's transcript."""
    return "\n".join(text for item in _items(part) if (text := _text(_body(item).get("content"))))


def _attachments(part: Mapping[str, Any]) -> tuple[Attachment, ...]:
    """Pictures and files by addresses that hold for five minutes; what is there is encrypted."""
    found = ((item["msgtype"], _text(_body(item).get("url"))) for item in _items(part))
    return tuple(Attachment(kind, url) for kind, url in found if kind in PICTURED and url)


def _items(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if part.get("msgtype") != "mixed":
        return [part] if isinstance(part.get("msgtype"), str) else []
    items = _object(part, "mixed").get("msg_item")
    return [one for one in _list(items) if isinstance(one, dict) and isinstance(one.get("msgtype"), str)]


def _body(item: Mapping[str, Any]) -> Mapping[str, Any]:
    return _object(item, item["msgtype"])


def _options(click: Mapping[str, Any]) -> list[str]:
    items = _list(_object(click, "selected_items").get("selected_item"))
    chosen = [_object(one, "option_ids").get("option_id") for one in items if isinstance(one, dict)]
    return [_text(option) for options in chosen for option in _list(options)]


def _object(fields: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = fields.get(key)
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    """A list of one may come as the one alone."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return whole(value) if isinstance(value, str) else ""
