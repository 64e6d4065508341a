"""What an AI bot is shown lies encrypted at its address: it is opened with the channel's key."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from bot.channels.channel import OpensFiles
from bot.channels.reply_paths import ReplyPathsInMemory
from bot.channels.wecom_aibot import BotKeys, WeComAiBot
from tests.bot.making import Hand
from tests.fetch.photo_server import photo

RAW = bytes(range(32))
KEY = base64.b64encode(RAW).decode().rstrip("=")


def _locked(content: bytes) -> bytes:
    """As the platform documents it: AES-256-CBC, the IV the key's first 16 bytes, padded to 32."""
    padder, cipher = PKCS7(256).padder(), Cipher(algorithms.AES256(RAW), modes.CBC(RAW[:16])).encryptor()
    return cipher.update(padder.update(content) + padder.finalize()) + cipher.finalize()


def test_a_picture_is_opened() -> None:
    """With the right key it is the picture again; what no key opens stays as it is."""
    bot = WeComAiBot(BotKeys("bot", "token", KEY, ("",), 3600), ReplyPathsInMemory(Hand()), Hand())
    assert isinstance(bot, OpensFiles)
    assert bot.open_file(_locked(photo())) == photo()
    for other in (b"", b"x" * 31, b"<html>" * 16):
        assert bot.open_file(other) == other
