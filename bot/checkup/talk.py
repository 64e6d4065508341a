"""What passes between the platform and a checkup: each question is asked once, whoever wants to know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.channels.channel import ChannelError
from bot.channels.probe import Asked, Look, look_at
from bot.channels.wecom_client import GETTOKEN, ApiAccount, WeComApi
from bot.channels.wecom_refusals import PlatformRefused
from bot.checkup.refused import RefusedSecrets
from bot.config import ChannelSettings

WRONG_SECRET = (40001, 40091)
WRONG_CORP = 40013
NOT_TRUSTED = 60020
MOST_LISTS = 200
"""Departments and labels that are looked into."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a question has no answer."""

    code: str
    """The platform's error code, or our own short word."""
    call: str = ""
    our_address: str = ""
    remedy: str = ""
    again_at: datetime | None = None
    """It was not asked, for the same was refused a short while ago."""

    @property
    def number(self) -> int:
        """The platform's error code; 0 if it said none."""
        return int(self.code) if self.code.lstrip("-").isdigit() else 0

    @property
    def at_the_token(self) -> bool:
        """Whether not even a token was given."""
        return self.call in (GETTOKEN, "")


Answer = Mapping[str, Any] | Trouble


class Talk:
    """The platform as one application may ask it."""

    def __init__(
        self, channel: ChannelSettings, real_time: Callable[[], datetime], folder: Path | None
    ) -> None:
        """Nothing is asked yet."""
        corp_id = next(iter(channel.receive_ids), "")
        self.account = ApiAccount(
            channel.name, corp_id, channel.secret.get_secret_value().strip(), channel.api_base_url
        )
        self._agent_id = channel.agent_id
        self._real_time = real_time
        self._refused = RefusedSecrets(folder)
        self._api = WeComApi(self.account, real_time, alarm=lambda *_: None)

    @property
    def is_ready(self) -> bool:
        """Whether there is enough to ask with."""
        return bool(self.account.corp_id and self.account.secret)

    @cached_property
    def hello(self) -> Look:
        """Whether the platform can be reached at all, and what its clock shows."""
        return look_at(Asked(f"{self.account.root}getcallbackip"), self._real_time)

    @cached_property
    def agent(self) -> Answer:
        """The application as the console has it."""
        return self.ask("agent/get", agentid=self._agent_id)

    @cached_property
    def visible(self) -> frozenset[str] | Trouble:
        """The userids, in small letters, that the visible range names or holds."""
        agent = self.agent
        if isinstance(agent, Trouble):
            return agent
        found = {_userid(one) for one in _items(agent, "allow_userinfos", "user")}
        lists = [
            *(
                ("user/simplelist", {"department_id": str(one), "fetch_child": "1"}, "userlist")
                for one in _items(agent, "allow_partys", "partyid")
            ),
            *(("tag/get", {"tagid": str(one)}, "userlist") for one in _items(agent, "allow_tags", "tagid")),
        ]
        for call, query, key in lists[:MOST_LISTS]:
            listed = self.ask(call, **query)
            if isinstance(listed, Trouble):
                return listed
            found |= {_userid(one) for one in listed.get(key) or ()}
        return frozenset(found)

    def ask(self, call: str, **query: str) -> Answer:
        """One question; a secret that was refused is not tried again for a while."""
        return self._carefully(lambda: self._api.get(call, query))

    def send(self, userid: str, text: str) -> Answer:
        """One message to one member."""
        content = {
            "touser": userid,
            "agentid": int(self._agent_id),
            "msgtype": "text",
            "text": {"content": text},
        }
        return self._carefully(lambda: self._api.post("message/send", content))

    def _carefully(self, call: Callable[[], Mapping[str, Any]]) -> Answer:
        until = self._refused.until(self.account, self._real_time())
        if until is not None:
            return Trouble(str(WRONG_SECRET[0]), GETTOKEN, again_at=until)
        try:
            return call()
        except PlatformRefused as refused:
            if refused.call == GETTOKEN and refused.number in (*WRONG_SECRET, WRONG_CORP):
                self._refused.note(self.account, self._real_time())
            return Trouble(refused.code, refused.call, refused.our_address, refused.remedy)
        except ChannelError as error:
            return Trouble(error.code)


def _items(agent: Mapping[str, Any], table: str, key: str) -> Iterator[Any]:
    inner = agent.get(table)
    yield from (inner.get(key) or ()) if isinstance(inner, dict) else ()


def _userid(one: Any) -> str:
    return str(one.get("userid", "")).lower() if isinstance(one, dict) else str(one).lower()
