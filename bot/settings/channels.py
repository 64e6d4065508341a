"""The settings of a channel: one gateway or platform account through which people reach the bot."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import SecretStr, StringConstraints, ValidationInfo, field_validator

from bot.settings.table import NEED_SECRETS, Table, demand
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


FROM_THE_CONSOLE: Mapping[ChannelKind, frozenset[str]] = {
    ChannelKind.WECOM_APP: frozenset({"secret", "token", "aes_key"}),
    ChannelKind.WECOM_AIBOT: frozenset({"token", "aes_key"}),
}
"""The secrets that a platform's admin console shows, by the kind that cannot do without them."""
AES_KEY = re.compile(r"[A-Za-z0-9]{43}", re.ASCII)
AGENT_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


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

    @field_validator("secret", "token", "aes_key")
    @classmethod
    def _platform_has_secret(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        key, kind = str(info.field_name), info.data.get("kind")
        if kind is None or key not in FROM_THE_CONSOLE.get(kind, ()):
            return value
        if not _must_work(info):
            return value
        if not value.get_secret_value().strip():
            raise wrong(f"missing; copy it from the admin console into {key}, or name a {key}_file")
        if key == "aes_key" and not AES_KEY.fullmatch(value.get_secret_value()):
            raise wrong("not an EncodingAESKey; copy its 43 letters and digits from the admin console")
        return value

    @field_validator("app_id")
    @classmethod
    def _app_has_corp(cls, value: str, info: ValidationInfo) -> str:
        known = value or info.data.get("corp_id")
        if info.data.get("kind") is ChannelKind.WECOM_APP and not known and _must_work(info):
            raise wrong("missing, and so is corp_id; copy the 企业ID from the page 我的企业 into corp_id")
        return value

    @field_validator("agent_id")
    @classmethod
    def _app_has_agent(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("kind") is not ChannelKind.WECOM_APP or AGENT_ID.fullmatch(value):
            return value
        if value or _must_work(info):
            raise wrong("missing or no number; copy the AgentId from the application's page")
        return value

    @field_validator("deliver_url")
    @classmethod
    def _bridge_delivers(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("kind") is ChannelKind.BRIDGE:
            raise wrong("missing; a bridge needs the http(s) address that its gateway listens on")
        return value

    @property
    def receive_ids(self) -> tuple[str, ...]:
        """For whom a callback may be meant: `corp_id` and `app_id` are two names of one thing (CONTRACT)."""
        return tuple(dict.fromkeys(one for one in (self.corp_id, self.app_id) if one))


def _must_work(info: ValidationInfo) -> bool:
    """Whether the command will open the channel, so that nothing it needs may be missing."""
    return bool((info.context or {}).get(NEED_SECRETS))
