"""What members tell an application (自建应用), and which of its events say nothing to us."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from xml.etree.ElementTree import Element

from bot.channels.wecom_cards import said_by
from bot.channels.wecom_gate import Ignored, Said, Unreadable
from bot.channels.wecom_ids import is_id, made_id, moment
from bot.channels.wecom_xml import NotXml, read_xml, text_of
from handlers.message import Attachment, Message

CARD_EVENTS = ("template_card_event", "taskcard_click")
SILENT_TYPES: Mapping[str, str] = {
    "voice": "the platform gives an application no words of a recording",
    "video": "a video has no words, and its media id is no address",
    "location": "a place alone says nothing; it is asked for in words",
    "link": "a forwarded page is not what its sender says",
    "update_button": "our own reply, not something that comes in",
}
_VISIBLE = "who may see the application is the administrator's business"
_MENU = "we put no menu into the application"
_CUSTOMERS = "customers of the corporation are none of ours, and their groups are heard by the archive only"
_OFFICE = "the corporation's own office work is none of ours"
SILENT_EVENTS: Mapping[str, str] = {
    "subscribe": _VISIBLE,
    "unsubscribe": _VISIBLE,
    "share_": _VISIBLE,
    "enter_agent": "somebody looked, and said nothing",
    "click": _MENU,
    "view": _MENU,
    "scancode_": _MENU,
    "pic_": _MENU,
    "location_select": _MENU,
    "location": "where members walk is not for us to know",
    "template_card_menu_event": "our cards have no menu",
    "change_contact": "the staff list is imported, not followed",
    "change_external_": _CUSTOMERS,
    "customer_acquisition": _CUSTOMERS,
    "kf_": "customer service is another kind of channel",
    "msgaudit_notify": "the archive is another kind of channel",
    "batch_job_result": "we start no such jobs",
    "upload_media_job_finish": "we start no such jobs",
    "open_approval_change": _OFFICE,
    "sys_approval_change": _OFFICE,
    "meeting_": _OFFICE,
    "living_": _OFFICE,
    "modify_": _OFFICE,
    "delete_": _OFFICE,
    "add_": _OFFICE,
}
"""By how an event's name begins; the first that fits counts."""
ALARMING_EVENTS: Mapping[str, str] = {
    "inactive_alert": "WeCom will switch this unused application off; open it in the admin console",
    "close_inactive_agent": "WeCom has switched this application off; enable it in the admin console",
    "low_active_alert": "WeCom will switch this little used application off; open it in the admin console",
    "low_active": "WeCom will switch this little used application off; open it in the admin console",
}
UNKNOWN = "a type or event of which we know nothing"


def read_app_message(channel: str, now: datetime, plain: bytes) -> Said | Ignored:
    """The decrypted XML of an application's callback. Raises `Unreadable`."""
    try:
        xml = read_xml(plain)
    except NotXml as error:
        raise Unreadable(f"the decrypted callback is not plain XML: {error}") from None
    kind = text_of(xml, "MsgType")
    if not kind:
        if text_of(xml, "InfoType"):
            return Ignored("an event for providers of applications (代开发), which this is not")
        raise Unreadable("the decrypted callback has no MsgType")
    if kind == "event":
        return _event(channel, xml, now)
    if kind in SILENT_TYPES:
        return Ignored(SILENT_TYPES[kind])
    if kind not in _WORDS:
        return Ignored(UNKNOWN)
    sender, seconds, text = _sender(xml), text_of(xml, "CreateTime"), xml.findtext("Content") or ""
    given, pictures = text_of(xml, "MsgId"), _WORDS[kind](xml)
    message = Message(
        channel=channel,
        message_id=given if is_id(given) else made_id(sender, seconds, text),
        sender_id=sender,
        text=text,
        sent_at=moment(seconds, now),
        attachments=pictures,
    )
    return Said(message)


def _event(channel: str, xml: Element, now: datetime) -> Said | Ignored:
    event = text_of(xml, "Event").lower()
    if event in CARD_EVENTS:
        return _click(channel, xml, now)
    if event in ALARMING_EVENTS:
        return Ignored(ALARMING_EVENTS[event], alarming=True)
    reasons = (reason for name, reason in SILENT_EVENTS.items() if event.startswith(name))
    return Ignored(next(reasons, UNKNOWN))


def _click(channel: str, xml: Element, now: datetime) -> Said | Ignored:
    """A click says what its button's key holds; the platform has spelled the options in two ways."""
    key, task, seconds = (text_of(xml, path) for path in ("EventKey", "TaskId", "CreateTime"))
    items = xml.iterfind("SelectedItems/SelectedItem")
    options = [one.text or "" for item in items for path in _OPTIONS for one in item.iterfind(path)]
    words = said_by([key, *options])
    if not words:
        return Ignored("a click on a card that is not ours")
    sender = _sender(xml)
    message = Message(
        channel=channel,
        message_id=made_id(sender, seconds, key, task, *options),
        sender_id=sender,
        text=words,
        sent_at=moment(seconds, now),
    )
    return Said(message, is_click=True)


def _sender(xml: Element) -> str:
    sender = text_of(xml, "FromUserName")
    if not is_id(sender):
        raise Unreadable("the decrypted callback has no usable FromUserName")
    return sender


def _picture(xml: Element) -> tuple[Attachment, ...]:
    address = text_of(xml, "PicUrl")
    return (Attachment("image", address),) if address else ()


_OPTIONS = ("OptionIds/OptionId", "OpitonIds/OpitonId")
_WORDS: Mapping[str, Callable[[Element], tuple[Attachment, ...]]] = {
    "text": lambda _: (),
    "image": _picture,
}
