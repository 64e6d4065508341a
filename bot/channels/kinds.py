"""Which class speaks for which kind of channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from bot.channels.bridge import BridgeChannel, BridgeKeys
from bot.channels.channel import Channel
from bot.channels.reply_paths import ReplyPaths, ReplyPathsInMemory
from bot.channels.reply_paths_in_redis import ReplyPathsInRedis
from bot.channels.together import Together
from bot.channels.wecom_aibot import BotKeys, WeComAiBot
from bot.channels.wecom_app import AppKeys, WeComApp
from bot.channels.wecom_client import ApiAccount
from bot.channels.wecom_crypto import CryptoError
from bot.clock import RealTime
from bot.config import ChannelKind, ChannelSettings
from bot.errors import SettingError
from bot.redis_store import RedisStore


@dataclass(frozen=True, slots=True)
class Around:
    """What channels find around them. `store`: None where one process does everything."""

    zone: tzinfo
    real_time: RealTime
    store: RedisStore | None = None
    platform_time: RealTime | None = None
    """By which a platform's tokens, limits and one-time addresses run out, if that is not the real time."""

    @property
    def platforms(self) -> RealTime:
        """The time that counts at the platform."""
        return self.platform_time or self.real_time

    def together(self, *account: str) -> Together | None:
        """What processes share of an account, where there are several."""
        return Together(self.store, *account) if self.store is not None else None


def build_channel(settings: ChannelSettings, around: Around) -> Channel:
    """The channel of one [[channels]] table; raises `SettingError`."""
    build = BUILDERS.get(settings.kind)
    if build is None:
        raise SettingError(
            f"channel {settings.name}: this version does not speak {settings.kind} yet; remove it"
        )
    try:
        return build(settings, around)
    except CryptoError as error:
        raise SettingError(f"channel {settings.name}: aes_key: {error.reason}") from None


def _bridge(settings: ChannelSettings, around: Around) -> Channel:
    secret = settings.secret.get_secret_value().encode()
    keys = BridgeKeys(settings.name, secret, settings.deliver_url, around.zone)
    return BridgeChannel(keys, around.real_time)


def _app(settings: ChannelSettings, around: Around) -> Channel:
    if not settings.receive_ids or not settings.agent_id:
        raise SettingError(f"channel {settings.name}: corp_id or agent_id is missing; set both")
    secret = settings.secret.get_secret_value()
    keys = AppKeys(
        account=ApiAccount(settings.name, settings.receive_ids[0], secret, settings.api_base_url),
        receive_ids=settings.receive_ids,
        agent_id=int(settings.agent_id),
        token=settings.token.get_secret_value(),
        aes_key=settings.aes_key.get_secret_value(),
        max_age=settings.max_age,
    )
    account = keys.account
    together = around.together(account.root, account.corp_id, account.secret)
    return WeComApp(keys, around.platforms, together)


def _aibot(settings: ChannelSettings, around: Around) -> Channel:
    keys = BotKeys(
        name=settings.name,
        token=settings.token.get_secret_value(),
        aes_key=settings.aes_key.get_secret_value(),
        receive_ids=("", *settings.receive_ids),  # a corporation's own bot names nobody
        max_age=settings.max_age,
    )
    paths: ReplyPaths = ReplyPathsInMemory(around.platforms)
    if around.store is not None:
        paths = ReplyPathsInRedis(around.store, around.platforms)
    return WeComAiBot(keys, paths, around.platforms, around.together(keys.name, keys.token))


BUILDERS: Mapping[ChannelKind, Callable[[ChannelSettings, Around], Channel]] = {
    ChannelKind.BRIDGE: _bridge,
    ChannelKind.WECOM_APP: _app,
    ChannelKind.WECOM_AIBOT: _aibot,
}
