"""Which channels of a configuration know one account as one person."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.spaces import account_spaces
from bot.config import ChannelSettings
from models.space import Space

BRIDGE = {"kind": "bridge", "deliver_url": "http://h/"}


def spaces(**tables: Mapping[str, object]) -> dict[str, Space]:
    """The spaces of these channels."""
    return account_spaces(ChannelSettings.model_validate({"name": name, **tables[name]}) for name in tables)


def test_channels_of_one_corporation_share_their_members() -> None:
    """Each begins with itself; a gateway's ids are its own."""
    app = {"kind": "wecom_app", "corp_id": "ww1", "agent_id": 1}
    found = spaces(app=app, bot={"kind": "wecom_aibot", "app_id": "ww1"}, bridge=BRIDGE)
    assert found == {"app": Space(("app", "bot"), caseless=True), "bot": Space(("bot", "app"), caseless=True)}
    assert found["app"].name == found["bot"].name


def test_a_bot_that_names_no_corporation_is_alone() -> None:
    """Nobody's rights are taken from a guess; its capitals mean nothing all the same."""
    app = {"kind": "wecom_app", "corp_id": "ww1", "agent_id": 1}
    found = spaces(app=app, bot={"kind": "wecom_aibot"}, other={"kind": "wecom_aibot", "corp_id": "ww2"})
    assert {name: one.channels for name, one in found.items()} == {
        name: (name,) for name in ("app", "bot", "other")
    }
    assert found["bot"].key("ZhangSan") == "zhangsan"
