"""However the platform or its libraries write a callback, it says the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime

import pytest

from bot.channels.wecom_aibot_message import read_aibot_message
from bot.channels.wecom_app_message import read_app_message
from bot.channels.wecom_gate import Ignored, Said
from handlers.message import Attachment, Message
from tests.bot.making import REAL_NOON
from tests.channels.envelopes import text_xml, to_bot

Reader = Callable[[str, datetime, bytes], Said | Ignored]
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
TAG = re.compile(r"</?\w+>")
IN_GROUP = to_bot(
    "@助手 接单 17", chattype="group", chatid="wr1", quote={"msgtype": "text", "text": {"content": "甲"}}
)


def as_json(xml: str) -> str:
    """The elements of a flat document as a JSON object, numbers as numbers."""
    pairs = re.findall(r"<(\w+)>(?:<!\[CDATA\[)?([^<\]]*)(?:\]\]>)?</\1>", xml)
    return json.dumps({name: int(value) if value.isdigit() else value for name, value in pairs})


SPELLINGS: dict[str, Callable[[str], str]] = {
    "no CDATA": lambda xml: CDATA.sub(r"\1", xml),
    "small letters": lambda xml: TAG.sub(lambda tag: tag.group().lower(), xml),
    "capitals": lambda xml: TAG.sub(lambda tag: tag.group().upper(), xml),
    "snake case": lambda xml: xml.replace("MsgType", "msg_type").replace("FromUserName", "from_user_name"),
    "blanks": lambda xml: "\n  " + xml.replace("><", ">\n<").replace("<![CDATA[", " <![CDATA[") + "\n\0",
    "a byte order mark": lambda xml: "\ufeff" + xml,
    "a declaration": lambda xml: '<?xml version="1.0" encoding="gb2312"?>' + xml,
    "attributes": lambda xml: xml.replace("<Content>", '<Content type="text" lang="zh">'),
    "comments": lambda xml: xml.replace("<MsgType>", "<!-- the type --><MsgType>"),
    "more keys": lambda xml: xml.replace("</xml>", "<New><Inside>1</Inside></New></xml>"),
    "control characters": lambda xml: xml.replace("待", "\x08\x01待"),
    "JSON": as_json,
    "JSON in a wrapper": lambda xml: f'{{"xml": {as_json(xml)}}}',
    "JSON with a list of one": lambda xml: as_json(xml).replace('"text"', '["text"]'),
}


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_an_application_reads_every_spelling(spelled: str) -> None:
    """The same message, its number of nineteen digits whole."""
    plain = text_xml("待办 17", sender="Zhao")
    told = read_app_message("app", REAL_NOON, SPELLINGS[spelled](plain).encode())
    assert told == read_app_message("app", REAL_NOON, plain.encode())
    assert isinstance(told, Said)
    assert (told.message.text, told.message.message_id) == ("待办 17", "7000000000000000001")


@pytest.mark.parametrize(
    "spell",
    [
        lambda plain: plain.replace('"msgtype"', '"MsgType"').replace('"userid"', '"UserId"'),
        lambda plain: "\ufeff \n" + plain + "\0\n",
        lambda plain: plain.replace('"chatid": "wr1"', '"chat_id": ["wr1"], "new": {"a": [[1], null, true]}'),
        lambda plain: plain.replace('"group"', '"GROUP"').replace('"msgtype": "text"', '"msgtype": "TEXT"'),
        lambda plain: plain.replace('"from": {"userid": "zhao"}', '"from": "zhao"'),
    ],
)
def test_an_ai_bot_reads_every_spelling(spell: Callable[[str], str]) -> None:
    """Capitals, blanks, keys that are new, lists of one."""
    plain = json.dumps(IN_GROUP, ensure_ascii=False)
    told = read_aibot_message("aibot", REAL_NOON, spell(plain).encode())
    assert isinstance(told, Said)
    assert told == read_aibot_message("aibot", REAL_NOON, plain.encode())


def test_numbers_are_as_good_as_texts() -> None:
    """Ids of digits, whole."""
    fields = to_bot("待办") | {
        "msgid": 7000000000000000001,
        "from": {"userid": 13800000001},
        "create_time": 1795320000,
    }
    told = read_aibot_message("aibot", REAL_NOON, json.dumps(fields).encode())
    assert isinstance(told, Said)
    assert (told.message.message_id, told.message.sender_id) == ("7000000000000000001", "13800000001")


def test_what_was_a_recording_has_words_where_the_platform_wrote_them_down() -> None:
    """WeCom does not, its elder sister does; without them there is nothing to hear."""
    voice = text_xml("").replace("[text]", "[voice]")
    heard = read_app_message(
        "app", REAL_NOON, voice.replace("<MsgId>", "<Recognition>待办</Recognition><MsgId>").encode()
    )
    assert isinstance(heard, Said)
    assert heard.message.text == "待办"
    assert isinstance(read_app_message("app", REAL_NOON, voice.encode()), Ignored)


def test_a_group_robots_xml_is_heard_by_the_bot() -> None:
    """The older robots write the same in XML, with the name of whoever spoke."""
    item = "<MsgItem><MsgType>{0}</MsgType><{1}><{2}>{3}</{2}></{1}></MsgItem>"
    items = item.format("text", "Text", "Content", "@助手 路灯不亮") + item.format(
        "image", "Image", "ImageUrl", "https://p/1"
    )
    plain = (
        "<xml><ChatId><![CDATA[wr1]]></ChatId><MsgId>m1</MsgId><ChatType>group</ChatType><From><UserId>zhao</UserId>"
        f"<Name>赵网格员</Name></From><MsgType>mixed</MsgType><MixedMessage>{items}</MixedMessage></xml>"
    )
    heard = read_aibot_message("aibot", REAL_NOON, plain.encode())
    assert isinstance(heard, Said)
    assert heard.message == Message(
        channel="aibot",
        message_id="m1",
        sender_id="zhao",
        sender_name="赵网格员",
        text="@助手 路灯不亮",
        sent_at=REAL_NOON,
        group_id="wr1",
        mentions_bot=True,
        attachments=(Attachment("image", "https://p/1"),),
    )


@pytest.mark.parametrize(
    ("read", "plain", "word"),
    [
        (read_app_message, "<xml><InfoType>suite_ticket</InfoType></xml>", "代开发"),
        (read_aibot_message, '{"cmd": "aibot_msg_callback", "body": {}}', "长连接"),
        (read_app_message, '{"msgid": "1", "from": "a", "msgtime": 1, "msgtype": "text"}', "会话内容存档"),
        (read_app_message, '{"webhook_url": "u", "msgtype": "text"}', "群机器人"),
        (read_app_message, '{"aibotid": "b", "msgtype": "text"}', "wecom_aibot"),
        (read_aibot_message, "<xml><ToUserName>t</ToUserName><MsgType>text</MsgType></xml>", "wecom_app"),
    ],
)
def test_what_belongs_to_another_channel_says_so(read: Reader, plain: str, word: str) -> None:
    """The operator has entered one address for the other."""
    told = read("x", REAL_NOON, plain.encode())
    assert isinstance(told, Ignored)
    assert told.alarming
    assert word in told.reason
