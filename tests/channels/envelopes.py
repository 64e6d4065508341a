"""The platform's side of a callback, written from its description and not from our code: seals and signs."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.channels.channel import WireAnswer, WireRequest
from bot.channels.wecom_xml import read_xml

TOKEN = "token0of0the0tests"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
CORP = "ww0123456789abcdef"
NONCE = "nonce-of-the-tests"


@dataclass(frozen=True)
class Sealer:
    """Seals for one receiver; what is wrong about it is set here."""

    receive_id: str = CORP
    token: str = TOKEN
    aes_key: str = AES_KEY

    def sealed(self, plain: bytes) -> str:
        """The ciphertext of a message."""
        text = b"0123456789abcdef" + len(plain).to_bytes(4, "big") + plain + self.receive_id.encode()
        fill = 32 - len(text) % 32
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(text + bytes([fill]) * fill) + encryptor.finalize()).decode()

    def opened(self, encrypted: str) -> bytes:
        """The message inside a ciphertext of the bot's."""
        decryptor = self._cipher().decryptor()
        text = decryptor.update(base64.b64decode(encrypted)) + decryptor.finalize()
        text = text[: -text[-1]]
        end = 20 + int.from_bytes(text[16:20], "big")
        assert text[end:].decode() == self.receive_id
        return text[20:end]

    def signature(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """Over everything that matters."""
        return hashlib.sha1("".join(sorted([self.token, timestamp, nonce, encrypted])).encode()).hexdigest()

    def handshake(self, at: datetime, echo: bytes = b"1288432023552776189") -> WireRequest:
        """The check of the address."""
        sealed = self.sealed(echo)
        return WireRequest("GET", self._query(at, sealed) | {"echostr": sealed})

    def xml(self, at: datetime, plain: str | bytes) -> WireRequest:
        """A callback as an application gets it."""
        sealed = self.sealed(plain.encode() if isinstance(plain, str) else plain)
        body = (
            f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
        )
        return WireRequest("POST", self._query(at, sealed), body=body.encode())

    def json(self, at: datetime, plain: dict[str, Any] | bytes) -> WireRequest:
        """A callback as a robot gets it."""
        sealed = self.sealed(plain if isinstance(plain, bytes) else json.dumps(plain).encode())
        return WireRequest("POST", self._query(at, sealed), body=json.dumps({"encrypt": sealed}).encode())

    def reply_in_xml(self, answer: WireAnswer) -> str:
        """The message of a passive reply, its signature checked."""
        xml = read_xml(answer.body)
        parts = [xml.findtext(tag) or "" for tag in ("TimeStamp", "Nonce", "Encrypt", "MsgSignature")]
        assert self.signature(*parts[:3]) == parts[3]
        return self.opened(parts[2]).decode()

    def reply_in_json(self, answer: WireAnswer) -> Any:
        """The message of a robot's passive reply, its signature checked."""
        fields = json.loads(answer.body)
        assert (type(fields["timestamp"]), fields["nonce"]) == (int, NONCE)
        signed = self.signature(str(fields["timestamp"]), fields["nonce"], fields["encrypt"])
        assert signed == fields["msgsignature"]
        return json.loads(self.opened(fields["encrypt"]))

    def _query(self, at: datetime, sealed: str) -> dict[str, str]:
        timestamp = str(int(at.timestamp()))
        signed = self.signature(timestamp, NONCE, sealed)
        return {"msg_signature": signed, "timestamp": timestamp, "nonce": NONCE}

    def _cipher(self) -> Cipher[modes.CBC]:
        key = base64.b64decode(self.aes_key + "=")
        return Cipher(algorithms.AES256(key), modes.CBC(key[:16]))


def text_xml(
    words: str, *, sender: str = "zhao", message_id: str = "7000000000000000001", at: int = 1795320000
) -> str:
    """What an application is told when a member writes to it."""
    return (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>{at}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{words}]]></Content><MsgId>{message_id}</MsgId><AgentID>1000002</AgentID></xml>"
    )


def click_xml(key: str, options: tuple[str, ...] = (), spelled: str = "Option") -> str:
    """What an application is told when a member clicks on a card."""
    chosen = "".join(f"<{spelled}Id><![CDATA[{one}]]></{spelled}Id>" for one in options)
    return (
        f"<xml><ToUserName>{CORP}</ToUserName><FromUserName>li</FromUserName><CreateTime>1795320000</CreateTime>"
        f"<MsgType>event</MsgType><Event>template_card_event</Event><EventKey><![CDATA[{key}]]></EventKey>"
        f"<TaskId>d-1</TaskId><CardType>button_interaction</CardType><ResponseCode>r</ResponseCode>"
        f"<AgentID>1000002</AgentID><SelectedItems><SelectedItem><QuestionKey>q</QuestionKey>"
        f"<{spelled}Ids>{chosen}</{spelled}Ids></SelectedItem></SelectedItems></xml>"
    )


def to_bot(words: str, **rest: Any) -> dict[str, Any]:
    """What an AI bot is told when somebody writes to it in private."""
    return {
        "msgid": "CAIQabc/=",
        "aibotid": "bot",
        "chattype": "single",
        "from": {"userid": "zhao"},
        "msgtype": "text",
        "text": {"content": words},
    } | rest
