"""Answers inside callbacks: opened as the platform opens them, or thrown away with a reason."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree.ElementTree import Element

from bot.sandbox.calling import Given
from bot.sandbox.markup import NotXml, read_xml, words_of
from bot.sandbox.seal import Seal, SealError

_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


class BadAnswer(ValueError):  # noqa: N818  what a program did wrong
    """The platform throws an answer away without a word; this is the word."""


def xml_answer(given: Given, seal: Seal) -> Element | None:
    """What an application answers; None for nothing. Raises `BadAnswer`."""
    if given.body.strip() in (b"", b"success"):
        return None
    try:
        envelope = read_xml(given.body)
        names = ("Encrypt", "TimeStamp", "Nonce", "MsgSignature")
        sealed, timestamp, nonce, signature = (words_of(envelope, name) for name in names)
        if not _SECONDS.fullmatch(timestamp):
            raise BadAnswer("TimeStamp is no whole number of seconds")
        _check(seal, (timestamp, nonce, sealed), signature)
        return read_xml(seal.open(sealed))
    except NotXml:
        raise BadAnswer("not XML") from None
    except SealError as error:
        raise BadAnswer(str(error)) from None


def json_answer(given: Given, seal: Seal) -> dict[str, Any] | None:
    """What an AI bot answers; None for nothing. Raises `BadAnswer`."""
    if not given.body.strip():
        return None
    envelope = _object(given.body)
    sealed, signature, nonce = (envelope.get(key) for key in ("encrypt", "msgsignature", "nonce"))
    timestamp = envelope.get("timestamp")
    if not isinstance(sealed, str) or not isinstance(signature, str):
        raise BadAnswer("encrypt or msgsignature is missing or no string")
    if isinstance(timestamp, bool) or not isinstance(timestamp, int):
        raise BadAnswer("timestamp is no whole number")
    if nonce != given.nonce:
        raise BadAnswer("nonce is not the one of the callback")
    _check(seal, (str(timestamp), given.nonce, sealed), signature)
    try:
        return _object(seal.open(sealed)) or None
    except SealError as error:
        raise BadAnswer(str(error)) from None


def _check(seal: Seal, signed: tuple[str, str, str], signature: str) -> None:
    if seal.sign(*signed) != signature:
        raise BadAnswer("the signature is wrong")


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise BadAnswer("not JSON") from None
    if not isinstance(found, dict):
        raise BadAnswer("not a JSON object")
    return found
