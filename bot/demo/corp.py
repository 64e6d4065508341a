"""青禾县's corporation in WeCom: its members, the application and the bot, as its admin console has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.config import Settings
from bot.demo.cast import CADRES, WORKERS, Cast, the_cast
from bot.demo.county import build_county
from bot.demo.settings import BOT_ID, CORP_ID, reached_at
from bot.sandbox.corp import App, Bot, Corp, Member, Room
from bot.settings.channels import ChannelSettings

BOT_NAME = "网格群助手"
ANY_DAY = date(2026, 1, 1)
"""Who is in office does not hang on the day for which the county is made."""


def the_corp(settings: Settings) -> Corp:
    """The corporation that the demo's two WeCom channels belong to."""
    cast, channels = the_cast(), {one.name: one for one in settings.channels}
    return Corp(
        CORP_ID,
        members=_members(),
        apps=(_app(channels[CADRES], _callback(settings, CADRES)),),
        bots=(_bot(channels[WORKERS], _callback(settings, WORKERS)),),
        rooms=tuple(_rooms(cast)),
    )


def _members() -> tuple[Member, ...]:
    rows: Mapping[str, str] = {
        row["user"]: row["name"] for row in build_county(ANY_DAY).staff if row["channel"] == CADRES
    }
    return tuple(Member(userid, name) for userid, name in rows.items())


def _app(channel: ChannelSettings, callback: str) -> App:
    return App(
        int(channel.agent_id),
        channel.secret.get_secret_value(),
        channel.token.get_secret_value(),
        channel.aes_key.get_secret_value(),
        callback,
        name=BOT_NAME,
    )


def _bot(channel: ChannelSettings, callback: str) -> Bot:
    token, key = channel.token.get_secret_value(), channel.aes_key.get_secret_value()
    return Bot(BOT_ID, BOT_NAME, token, key, callback)


def _rooms(cast: Cast) -> list[Room]:
    groups = [one for one in cast.groups.values() if one.channel == WORKERS]
    return [
        Room(one.id, one.name, tuple(who.wecom for who in cast.members(one.id)), (BOT_ID,)) for one in groups
    ]


def _callback(settings: Settings, channel: str) -> str:
    server = settings.server
    return f"http://{reached_at(server.host)}:{server.port}/callback/{channel}"
