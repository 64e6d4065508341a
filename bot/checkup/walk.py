"""The walk through a channel: the steps of its kind in the order in which an operator takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from bot.checkup import address, aibot, bridge, platform, values, visible
from bot.checkup.heard import heard_when
from bot.checkup.site import Site
from bot.checkup.step import Step, Topic
from bot.config import ChannelKind

Look = Callable[[Site], Step]

WALKS: Mapping[ChannelKind, tuple[Look, ...]] = {
    ChannelKind.WECOM_APP: (
        values.corp_id,
        values.agent_id,
        values.secret,
        values.token,
        values.aes_key,
        address.public_url,
        address.here,
        address.outside,
        address.saved,
        platform.platform,
        platform.trusted,
        platform.access,
        platform.callers,
        platform.agent,
        visible.visible,
        visible.send,
        heard_when("in WeCom open 工作台 → the application, write 帮助"),
    ),
    ChannelKind.WECOM_AIBOT: (
        values.mode,
        values.token,
        values.aes_key,
        values.corp_of_bot,
        address.public_url,
        address.here,
        address.outside,
        address.saved,
        aibot.ways,
        aibot.rooms,
        heard_when("in WeCom write @the bot 帮助 in the group, or 帮助 to it in private"),
    ),
    ChannelKind.BRIDGE: (
        bridge.secret,
        bridge.here,
        bridge.wrong_signature,
        bridge.outside,
        bridge.gateway,
        heard_when("write 帮助 to the bot through the gateway"),
    ),
}
KIND = Topic("kind", "渠道")


def walk(site: Site) -> Iterator[Step]:
    """Every step, as it stands now."""
    looks = WALKS.get(site.channel.kind)
    if looks is None:
        spoken = ", ".join(WALKS)
        yield KIND.wrong(f"this version does not speak {site.channel.kind} yet", f"use one of {spoken}")
        return
    yield from (look(site) for look in looks)
