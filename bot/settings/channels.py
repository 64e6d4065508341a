"""The settings of a channel: one gateway or platform account through which people reach the bot."""

from enum import StrEnum
from typing import Annotated

from pydantic import SecretStr, StringConstraints, ValidationInfo, field_validator

from bot.settings.table import Table, demand
from bot.settings.values import NO_SECRET, Count, Identifier, Secret, WebUrl, wrong

ChannelName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")]


class ChannelKind(StrEnum):
    """The gateways and platforms we speak with (CONTRACT, Channel kinds)."""

    BRIDGE = "bridge"
    WECOM_AIBOT = "wecom_aibot"
    WECOM_APP = "wecom_app"
    WECOM_ROBOT = "wecom_robot"
    WECOM_ARCHIVE = "wecom_archive"
    WECOM_KF = "wecom_kf"
    WECHAT_MP = "wechat_mp"


class ChannelSettings(Table):
    """[[channels]]: one way in and out; every kind accepts all keys and ignores what it does not need."""

    name: ChannelName
    kind: ChannelKind
    secret: Secret = NO_SECRET
    deliver_url: WebUrl = ""
    corp_id: Identifier = ""
    app_id: Identifier = ""
    agent_id: Identifier = ""
    bot_id: Identifier = ""
    token: Secret = NO_SECRET
    aes_key: Secret = NO_SECRET
    key: Secret = NO_SECRET
    api_base_url: WebUrl = ""
    max_age: Count = 3600

    @field_validator("secret")
    @classmethod
    def _bridge_has_secret(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("kind") is ChannelKind.BRIDGE:
            demand(bool(value.get_secret_value().strip()), info)
        return value

    @field_validator("deliver_url")
    @classmethod
    def _bridge_delivers(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("kind") is ChannelKind.BRIDGE:
            raise wrong("missing; a bridge needs the http(s) address that its gateway listens on")
        return value
