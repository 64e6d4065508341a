"""What people tell an AI bot (智能机器人), and which of its callbacks say nothing to us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.channels import wecom_strays as strays
from bot.channels.wecom_app_message import chosen_options
from bot.channels.wecom_cards import said_by
from bot.channels.wecom_gate import Ignored, Said, Unreadable
from bot.channels.wecom_ids import is_id, made_id, moment
from bot.channels.wecom_tree import Node
from handlers.message import Attachment, Message, Quote

PICTURED = ("image", "file", "video")
SPOKEN = ("text", "mixed", "voice", "markdown", *PICTURED)
ITEMS = ("mixed/msgitem", "mixedmessage/msgitem")
"""Where the items of a message in several parts stand, as the AI bot and as a group robot writes it."""
SILENT_EVENTS: Mapping[str, str] = {
    "enter_chat": "somebody opened the chat, and said nothing",
    "feedback_event": "a judgement on an answer is no report; it is read in the admin console",
    "disconnected_event": "an event of the long connection, which this channel does not use",
    "add_to_chat": "the bot is in a group; nobody said anything yet",
    "delete_from_chat": "the bot is no longer in a group",
}
STRAYS: Mapping[str, str] = {
    "infotype": strays.PROVIDERS,
    "cmd": strays.LONG_CONNECTION,
    "msgtime": strays.ARCHIVE,
    "tousername": strays.APP,
}
CARD_EVENT = "template_card_event"
NO_STREAMS = "our streamed answers end with their first piece; the platform is told that this one has ended"
UNKNOWN = "a type or event of which we know nothing"


def read_aibot_message(channel: str, now: datetime, plain: bytes) -> Said | Ignored:
    """The decrypted callback of an AI bot. Raises `Unreadable`."""
    fields = strays.opened(plain)
    elsewhere = strays.stray(fields, STRAYS)
    if elsewhere is not None:
        return elsewhere
    kind = fields.text("msgtype").lower()
    if not kind:
        raise Unreadable("the decrypted callback has no msgtype")
    if kind == "stream":
        return Ignored(NO_STREAMS, stream_id=fields.text("stream/id"))
    if kind == "event":
        return _event(channel, fields, now)
    return _said(channel, fields, _words(fields), now) if kind in SPOKEN else Ignored(UNKNOWN)


def _event(channel: str, fields: Node, now: datetime) -> Said | Ignored:
    event = next(fields.each("event"), Node())
    kind = event.text("eventtype").lower()
    if kind != CARD_EVENT:
        return Ignored(SILENT_EVENTS.get(kind, UNKNOWN))
    click = next(event.each("templatecardevent"), event)  # some frames hold it flat
    words = said_by([click.text("eventkey"), *chosen_options(click)])
    if not words:
        return Ignored("a click on a card that is not ours")
    return replace(_said(channel, fields, words, now), card=click.text("taskid"))


def _said(channel: str, fields: Node, words: str, now: datetime) -> Said:
    """In a group only what @ names the bot gets here, hence every message of one is addressed to it."""
    sender, chat, given = fields.text("from/userid", "from"), fields.text("chatid"), fields.text("msgid")
    in_group = _is_group(fields)
    if not is_id(sender) or (in_group and not is_id(chat)):
        raise Unreadable("the decrypted callback has no usable from.userid or chatid")
    seconds = fields.text("createtime")
    message = Message(
        channel=channel,
        message_id=given if is_id(given) else made_id(sender, seconds, words),
        sender_id=sender,
        sender_name=fields.text("from/name") or None,
        text=words,
        sent_at=moment(seconds, now),
        group_id=chat if in_group else None,
        mentions_bot=in_group,
        quote=_quote(fields),
        attachments=_attachments(fields),
    )
    return Said(message, response_url=fields.text("responseurl"))


def _is_group(fields: Node) -> bool:
    kind = fields.text("chattype").lower()
    return kind == "group" or (kind != "single" and bool(fields.text("chatid")))


def _quote(fields: Node) -> Quote | None:
    """The platform tells what was quoted, never whose it was nor which message."""
    words = "\n".join(filter(None, map(_words, fields.each("quote"))))
    return Quote(text=words) if words else None


def _words(part: Node) -> str:
    """The words of a message, a quote or an item; those of a recording are the platform's transcript."""
    found = (item.text(f"{kind}/content") for kind, item in _items(part))
    return "\n".join(filter(None, found))


def _attachments(part: Node) -> tuple[Attachment, ...]:
    """Pictures and files by addresses that hold for five minutes; what is there is encrypted."""
    found = (
        (kind, item.text(f"{kind}/url", f"{kind}/imageurl"))
        for kind, item in _items(part)
        if kind in PICTURED
    )
    return tuple(Attachment(kind, url) for kind, url in found if url)


def _items(part: Node) -> list[tuple[str, Node]]:
    kind = part.text("msgtype").lower()
    if kind != "mixed":
        return [(kind, part)] if kind else []
    items = (item for path in ITEMS for item in part.each(path))
    return [(kind, item) for item in items if (kind := item.text("msgtype").lower())]
