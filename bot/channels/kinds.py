"""Which class speaks for which kind of channel."""

from __future__ import annotations

from datetime import tzinfo

from bot.channels.bridge import BridgeChannel, BridgeKeys
from bot.channels.channel import Channel
from bot.clock import RealTime
from bot.config import ChannelKind, ChannelSettings
from bot.errors import SettingError


def build_channel(settings: ChannelSettings, zone: tzinfo, real_time: RealTime) -> Channel:
    """The channel of one [[channels]] table; raises `SettingError`."""
    if settings.kind is not ChannelKind.BRIDGE:
        raise SettingError(
            f"channel {settings.name}: this version does not speak {settings.kind} yet; remove it"
        )
    secret = settings.secret.get_secret_value().encode()
    return BridgeChannel(BridgeKeys(settings.name, secret, settings.deliver_url, zone), real_time)
