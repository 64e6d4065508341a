"""Which channels know one account as one person, by their kind and their corporation."""

from __future__ import annotations

from collections.abc import Iterable

from bot.config import ChannelKind, ChannelSettings
from models.space import Space

OF_MEMBERS = frozenset({ChannelKind.WECOM_APP, ChannelKind.WECOM_AIBOT, ChannelKind.WECOM_ROBOT})
"""Kinds that name people by the userid of a member: ZhangSan is zhangsan there."""


def account_spaces(channels: Iterable[ChannelSettings]) -> dict[str, Space]:
    """The spaces of the channels whose accounts are more than words spelled alike, by the channel's name."""
    members = [one for one in channels if one.kind in OF_MEMBERS]
    return {one.name: Space((one.name, *_kin(one, members)), caseless=True) for one in members}


def _kin(channel: ChannelSettings, others: Iterable[ChannelSettings]) -> list[str]:
    """Channels of the same corporation; one that names none is of nobody's."""
    ours = set(channel.receive_ids)
    return [one.name for one in others if one.name != channel.name and ours & set(one.receive_ids)]
