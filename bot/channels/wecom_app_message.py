"""What members tell an application (自建应用), and which of its events say nothing to us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.channels import wecom_strays as strays
from bot.channels.wecom_app_events import ALARMING_EVENTS, SILENT_EVENTS, SILENT_TYPES, UNKNOWN
from bot.channels.wecom_cards import said_by
from bot.channels.wecom_gate import Ignored, Said, Unreadable
from bot.channels.wecom_ids import is_id, made_id, moment
from bot.channels.wecom_tree import Node
from handlers.message import Attachment, Message

CARD_EVENTS = ("template_card_event", "taskcard_click")
WORDS: Mapping[str, str] = {"text": "content", "image": "content", "voice": "recognition"}
"""Where the words of a message stand, by its type."""
STRAYS: Mapping[str, str] = {
    "infotype": strays.PROVIDERS,
    "cmd": strays.LONG_CONNECTION,
    "msgtime": strays.ARCHIVE,
    "webhookurl": strays.ROBOT,
    "aibotid": strays.AIBOT,
}
_OPTIONS = ("optionids/optionid", "opitonids/opitonid")


def read_app_message(channel: str, now: datetime, plain: bytes) -> Said | Ignored:
    """The decrypted callback of an application. Raises `Unreadable`."""
    fields = strays.opened(plain)
    elsewhere = strays.stray(fields, STRAYS)
    if elsewhere is not None:
        return elsewhere
    kind = fields.text("msgtype").lower()
    if not kind:
        raise Unreadable("the decrypted callback has no MsgType")
    if kind == "event":
        return _event(channel, fields, now)
    words = fields.text(WORDS[kind]) if kind in WORDS else ""
    if kind in SILENT_TYPES and not words:
        return Ignored(SILENT_TYPES[kind])
    return _said(channel, fields, words, now) if kind in WORDS else Ignored(UNKNOWN)


def _said(channel: str, fields: Node, words: str, now: datetime) -> Said:
    sender, seconds, given = _sender(fields), fields.text("createtime"), fields.text("msgid")
    picture = fields.text("picurl")
    message = Message(
        channel=channel,
        message_id=given if is_id(given) else made_id(sender, seconds, words),
        sender_id=sender,
        text=words,
        sent_at=moment(seconds, now),
        attachments=(Attachment("image", picture),) if picture else (),
    )
    return Said(message)


def _event(channel: str, fields: Node, now: datetime) -> Said | Ignored:
    event = fields.text("event").lower()
    if event in CARD_EVENTS:
        return _click(channel, fields, now)
    if event in ALARMING_EVENTS:
        return Ignored(ALARMING_EVENTS[event], alarming=True)
    reasons = (reason for name, reason in SILENT_EVENTS.items() if event.startswith(name))
    return Ignored(next(reasons, UNKNOWN))


def _click(channel: str, fields: Node, now: datetime) -> Said | Ignored:
    """A click says what its button's key holds; the platform has spelled the options in two ways."""
    key, task, seconds = (fields.text(name) for name in ("eventkey", "taskid", "createtime"))
    options = chosen_options(fields)
    words = said_by([key, *options])
    if not words:
        return Ignored("a click on a card that is not ours")
    sender = _sender(fields)
    message = Message(
        channel=channel,
        message_id=made_id(sender, seconds, key, task, *options),
        sender_id=sender,
        text=words,
        sent_at=moment(seconds, now),
    )
    return Said(message, card=task)


def chosen_options(click: Node) -> list[str]:
    """The options chosen on a card before its button was clicked, in order."""
    items = click.each("selecteditems/selecteditem")
    return [option.words.strip() for item in items for path in _OPTIONS for option in item.each(path)]


def _sender(fields: Node) -> str:
    sender = fields.text("fromusername")
    if not is_id(sender):
        raise Unreadable("the decrypted callback has no usable FromUserName")
    return sender
