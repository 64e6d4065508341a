"""A bridge's JSON object becomes a Message, or a refusal that names the field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from bot.channels.channel import WireRefused
from handlers.message import Attachment, Message, Quote

BAD_REQUEST = 400
LONGEST_ID = 128
MOST_ATTACHMENTS = 100
YEARS = range(2000, 2101)

_HALVES = re.compile("[\ud800-\udfff]")


def to_message(channel: str, fields: Mapping[str, Any], zone: tzinfo) -> Message:
    """The message of a bridge's object; unknown keys are ignored, null and "" mean that nothing is there.

    A `sent_at` without offset is on the clock of `zone`.
    """
    recall_of = _optional_id(fields, "recall_of")
    text = _clean(_required(fields, "text"))
    return Message(
        channel=channel,
        message_id=_id(_required(fields, "message_id"), "message_id"),
        sender_id=_id(_required(fields, "sender_id"), "sender_id"),
        text="" if recall_of else text,
        sent_at=_moment(_required(fields, "sent_at"), zone),
        group_id=_optional_id(fields, "group_id"),
        sender_name=_clean(_optional(fields, "sender_name")) or None,
        group_name=_clean(_optional(fields, "group_name")) or None,
        mentions_bot=_flag(fields, "mentions_bot"),
        quote=_quote(fields),
        attachments=_attachments(fields),
        recall_of=recall_of,
    )


def _quote(fields: Mapping[str, Any]) -> Quote | None:
    quote = fields.get("quote")
    if quote is None:
        return None
    if not isinstance(quote, dict):
        raise WireRefused(BAD_REQUEST, "quote must be an object or null", "quote")
    message_id, text = _optional_id(quote, "message_id", "quote."), _optional(quote, "text", "quote.")
    return Quote(message_id, _clean(text)) if message_id or text else None


def _attachments(fields: Mapping[str, Any]) -> tuple[Attachment, ...]:
    items = fields.get("attachments")
    if items is None:
        return ()
    if not isinstance(items, list) or len(items) > MOST_ATTACHMENTS:
        error = f"attachments must be a list of at most {MOST_ATTACHMENTS} objects or null"
        raise WireRefused(BAD_REQUEST, error, "attachments")
    return tuple(_attachment(item, f"attachments[{index}]") for index, item in enumerate(items))


def _attachment(item: Any, where: str) -> Attachment:
    if not isinstance(item, dict):
        raise WireRefused(BAD_REQUEST, "an attachment must be an object", where)
    kind, url = (_clean(_required(item, key, f"{where}.")) for key in ("kind", "url"))
    return Attachment(kind, url)


def _required(fields: Mapping[str, Any], key: str, prefix: str = "") -> str:
    if fields.get(key) is None:
        raise WireRefused(BAD_REQUEST, f"{prefix}{key} is missing", prefix + key)
    return _optional(fields, key, prefix)


def _optional(fields: Mapping[str, Any], key: str, prefix: str = "") -> str:
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise WireRefused(BAD_REQUEST, f"{prefix}{key} must be a string", prefix + key)
    return value or ""


def _optional_id(fields: Mapping[str, Any], key: str, prefix: str = "") -> str | None:
    value = _optional(fields, key, prefix)
    return _id(value, prefix + key) if value else None


def _id(value: str, where: str) -> str:
    if not value.strip() or len(value) > LONGEST_ID:
        raise WireRefused(BAD_REQUEST, f"{where} must have 1 to {LONGEST_ID} characters", where)
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in value):
        raise WireRefused(BAD_REQUEST, f"{where} must not hold control characters", where)
    return value


def _flag(fields: Mapping[str, Any], key: str) -> bool:
    value = fields.get(key)
    if value is not None and not isinstance(value, bool):
        raise WireRefused(BAD_REQUEST, f"{key} must be true or false", key)
    return bool(value)


def _moment(value: str, zone: tzinfo) -> datetime:
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        example = "2026-11-22T10:00:00+08:00"
        raise WireRefused(BAD_REQUEST, f"sent_at must be a time in ISO 8601, such as {example}", "sent_at")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _clean(text: str) -> str:
    """Half a surrogate pair is no character and can be stored nowhere."""
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)
