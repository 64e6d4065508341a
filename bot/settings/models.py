"""Every setting, its type and its default: frozen models that `bot.config.load_settings` fills.

The comment of each key stands in config.example.toml, which a test holds against these models.
"""

import base64
from datetime import time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from bot.settings.channels import ChannelSettings
from bot.settings.table import Table, demand
from bot.settings.values import (
    NO_SECRET,
    ClockTime,
    Count,
    DatabaseUrl,
    DataKey,
    FromFile,
    OptionalPath,
    Port,
    Positive,
    RedisUrl,
    RisingMinutes,
    Secret,
    Shares,
    Text,
    TwoSpans,
    WebUrl,
    Who,
    ZoneName,
    wrong,
)


class ServerSettings(Table):
    """[server]: where HTTP is served and under which public address it is reached."""

    host: Text = "127.0.0.1"
    port: Port = 8000
    public_url: WebUrl = ""
    workers: Positive = 2


class DatabaseSettings(Table):
    """[database]: the URL may hold a password, so it is kept out of repr."""

    url: Annotated[DatabaseUrl, FromFile()] = Field("sqlite:///var/gridbot.db", repr=False)


class RedisSettings(Table):
    """[redis]: without a URL everything runs embedded, in one process."""

    url: Annotated[RedisUrl, FromFile()] = Field("", repr=False)


class SecuritySettings(Table):
    """[security]: `secret_key` signs, `data_keys` encrypt what is stored, `anchors` is published."""

    secret_key: Secret = NO_SECRET
    data_keys: Annotated[tuple[DataKey, ...], FromFile()] = ()
    anchors: OptionalPath = None

    @field_validator("secret_key")
    @classmethod
    def _has_secret_key(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        demand(bool(value.get_secret_value().strip()), info)
        return value

    @field_validator("data_keys")
    @classmethod
    def _has_data_keys(cls, value: tuple[SecretStr, ...], info: ValidationInfo) -> tuple[SecretStr, ...]:
        demand(bool(value), info)
        return value

    @property
    def raw_data_keys(self) -> tuple[bytes, ...]:
        """The data keys as 32 bytes each: the first encrypts, all decrypt."""
        return tuple(base64.b64decode(key.get_secret_value()) for key in self.data_keys)


class NlpSettings(Table):
    """[nlp]: rule folders on top of the built-in pack, and the county's own place names."""

    rules: tuple[Path, ...] = ()
    places: OptionalPath = None


class ScheduleSettings(Table):
    """[schedules]: plan folders on top of the built-in pack, and when it is right to speak."""

    plans: tuple[Path, ...] = ()
    turned_on: tuple[str, ...] = ()
    quiet_hours: tuple[ClockTime, ClockTime] = (time(21), time(7, 30))
    digest_at: ClockTime = time(8, 30)
    duty_at: ClockTime = time(18)
    holidays: OptionalPath = None


class Rung(Table):
    """One rung of the ladder (四级七天): `who` at the nearest node of level `at` has `days` working days."""

    name: Text
    who: Who
    at: Text
    days: Count


FOUR_LEVELS_SEVEN_DAYS = (
    Rung(name="社级", who="chief", at="组", days=1),
    Rung(name="村级", who="cadre", at="村", days=2),
    Rung(name="司法所", who="unit:司法所", at="镇", days=2),
    Rung(name="综治中心", who="county", at="县", days=2),
)


class EscalationSettings(Table):
    """[escalation]: who is asked next, and after how long (ladder in working days, the rest in minutes)."""

    ladder: tuple[Rung, ...] = FOUR_LEVELS_SEVEN_DAYS
    remind_at: Shares = (0.75,)
    whistle_minutes: Positive = 30
    call_minutes: Positive = 5
    owner_minutes: RisingMinutes = (30, 120, 720)
    methods: tuple[Text, ...] = ("教育", "帮扶", "化解", "调解", "法律援助")
    supervision_days: tuple[Positive, Positive, Positive, Positive] = (3, 3, 5, 10)
    answer_days: TwoSpans = (3, 5)

    @field_validator("ladder")
    @classmethod
    def _has_rungs(cls, value: tuple[Rung, ...]) -> tuple[Rung, ...]:
        if not value:
            raise wrong("a ladder needs at least one rung; remove the key to have the default")
        return value


class RoomSettings(Table):
    """A room for mediations at every place of a level."""

    name: Text
    at: Text


class MediationSettings(Table):
    """[mediation]: where parties meet; 预约 without a place takes the room of the nearest level.

    `hold_days`: a meeting at most so many working days after a due time of the ladder holds it; 0 never.
    """

    hold_days: Count = 5

    rooms: tuple[RoomSettings, ...] = (
        RoomSettings(name="和事屋", at="村"),
        RoomSettings(name="和事堂", at="镇"),
        RoomSettings(name="调处中心", at="县"),
    )
    signing_hours: Positive = 24


class AttachmentSettings(Table):
    """[attachments]: what is fetched of photos and files that come with a matter."""

    per_ticket: Count = 20
    megabytes: Positive = 15
    megapixels: Positive = 60
    seconds: Positive = 30
    documents: tuple[Literal["pdf"], ...] = ()
    allow_hosts: tuple[Text, ...] = ()


class GatheringSettings(Table):
    """[gathering]: how much of one outage makes it worth asking whether it is one matter."""

    reports: Positive = 3
    groups: Positive = 3
    groups_at_top: Positive = 10
    minutes: Positive = 120


class RetentionSettings(Table):
    """[retention]: how long what is finished is kept."""

    closed_months: Positive = 24
    receipt_days: Positive = 30


class Settings(Table):
    """The whole configuration; `Settings()` is the embedded default without secrets."""

    timezone: ZoneName = "Asia/Shanghai"
    server: ServerSettings = ServerSettings()
    database: DatabaseSettings = DatabaseSettings()
    redis: RedisSettings = RedisSettings()
    security: SecuritySettings = SecuritySettings()
    channels: tuple[ChannelSettings, ...] = ()
    nlp: NlpSettings = NlpSettings()
    schedules: ScheduleSettings = ScheduleSettings()
    escalation: EscalationSettings = EscalationSettings()
    mediation: MediationSettings = MediationSettings()
    attachments: AttachmentSettings = AttachmentSettings()
    gathering: GatheringSettings = GatheringSettings()
    retention: RetentionSettings = RetentionSettings()

    @property
    def zone(self) -> ZoneInfo:
        """The county's time zone."""
        return ZoneInfo(self.timezone)
