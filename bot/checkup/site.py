"""Where a checkup takes place: one channel of a configuration, and what the database knows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.channels.wecom_crypto import CallbackCrypto, CryptoError
from bot.checkup.talk import Talk
from bot.config import ChannelKind, ChannelSettings, Settings
from models.reached import Reached

OF_A_BOT = ("",)
"""For whom the callbacks of a corporation's own bot are meant."""


@dataclass(frozen=True)
class Site:
    """All that a step may look at."""

    settings: Settings
    channel: ChannelSettings
    real_time: Callable[[], datetime]
    known: Reached | None = None
    """None while there is no database to ask."""
    folder: Path | None = None
    """Where it is remembered which secrets the platform refused."""
    send_to: str = field(default="", repr=False)

    @cached_property
    def talk(self) -> Talk:
        """What passes between the platform and us."""
        return Talk(self.channel, self.real_time, self.folder)

    @cached_property
    def crypto(self) -> CallbackCrypto | None:
        """That of the callbacks; None while token or aes_key are not there."""
        channel = self.channel
        ids = channel.receive_ids if channel.kind is ChannelKind.WECOM_APP else OF_A_BOT
        token, key = channel.token.get_secret_value(), channel.aes_key.get_secret_value()
        if not token or not ids:
            return None
        try:
            return CallbackCrypto(token, key, ids)
        except CryptoError:
            return None

    @property
    def here(self) -> str:
        """The callback's address on this machine."""
        server = self.settings.server
        host = "127.0.0.1" if _is_everywhere(server.host) else server.host
        return f"http://{f'[{host}]' if ':' in host else host}:{server.port}/callback/{self.channel.name}"

    @property
    def outside(self) -> str:
        """The callback's address as others call it; "" while there is none."""
        public = self.settings.server.public_url.rstrip("/")
        return f"{public}/callback/{self.channel.name}" if public else ""

    @property
    def is_hidden(self) -> bool:
        """Whether the public address is one that only this machine or its neighbours can call."""
        host = urlsplit(self.outside).hostname or ""
        try:
            return not ip_address(host).is_global
        except ValueError:
            return host == "localhost" or host.endswith((".local", ".lan", ".internal"))


def _is_everywhere(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False
