"""The one door to wechatpy: calls of the platform's API with a token, its traps held shut.

wechatpy 2.0.0a26 left alone renews a refused token without end, sends its request for a token to Tencent
whatever API_BASE_URL says, and waits for ever. So `auto_retry` is off and we try once more ourselves, we tell
it where tokens are, and the session it speaks through bounds every wait. Its exceptions hold addresses with
secrets in them: none leaves this file.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import requests
from wechatpy.exceptions import WeChatClientException
from wechatpy.work import WeChatClient

from bot.channels.channel import ChannelError
from bot.channels.plain_http import WAITS, plain_session
from bot.channels.together import Together
from bot.channels.wecom_codes import Code, Reaction, code_of, token_code_of
from bot.channels.wecom_refusals import PlatformRefused, Refused, log_refusal
from bot.channels.wecom_tokens import TokenCache

PUBLIC = "https://qyapi.weixin.qq.com/cgi-bin/"
API_ROOT = "cgi-bin"
GETTOKEN = "gettoken"
USUAL_LIFE = 7200

_ADDRESS = re.compile(r"from ip: ?([0-9a-fA-F.:]{3,45})")


@dataclass(frozen=True, slots=True)
class ApiAccount:
    """Whose calls they are. `base_url` is "" for the platform's own."""

    channel: str
    corp_id: str
    secret: str = field(repr=False)
    base_url: str = ""
    waits: tuple[float, float] = WAITS

    @property
    def root(self) -> str:
        """Where the calls are, with a slash at the end; a bare host is taken for the whole platform."""
        if not self.base_url:
            return PUBLIC
        trimmed = self.base_url.rstrip("/")
        return f"{trimmed}/" if trimmed.endswith(f"/{API_ROOT}") else f"{trimmed}/{API_ROOT}/"


class WeComApi:
    """Calls of one application. Raises `ChannelError` and nothing else."""

    def __init__(
        self,
        account: ApiAccount,
        real_time: Callable[[], datetime],
        alarm: Callable[[str, PlatformRefused], None] | None = None,
        together: Together | None = None,
    ) -> None:
        """Open no connection yet. `alarm` is told of the channel and of what an operator should know."""
        self._account = account
        self._alarm = alarm or log_refusal
        self._together = together
        self._real_time = real_time
        self._local = threading.local()
        self._tokens = TokenCache(self._fetch, real_time, together)
        self._held: dict[str, tuple[datetime, int]] = {}

    def post(self, call: str, content: Mapping[str, object]) -> Mapping[str, Any]:
        """Make a call that does something; its answer, if that is a success."""
        return self._call(call, {"data": dict(content)})

    def get(self, call: str, query: Mapping[str, str]) -> Mapping[str, Any]:
        """Make a call that only asks; its answer, if that is a success."""
        return self._call(call, {"params": dict(query)})

    def _call(self, call: str, content: Mapping[str, dict[str, Any]]) -> Mapping[str, Any]:
        """With a renewed token if ours is refused."""
        self._respect_hold(call)
        token = self._tokens.token()
        try:
            try:
                return self._once(call, content, token)
            except Refused as refused:
                if code_of(refused.number).reaction is not Reaction.RENEW:
                    raise
            return self._once(call, content, self._tokens.token(but_not=token))
        except Refused as refused:
            code = code_of(refused.number)
            if code.reaction is Reaction.DONE:
                return {}
            raise self._judge(call, refused, code) from None

    def _once(self, call: str, content: Mapping[str, dict[str, Any]], token: str) -> Mapping[str, Any]:
        client, params = self._client(), content.get("params", {}) | {"access_token": token}
        with _told_safely():
            if "data" in content:
                answer = client.post(call, data=content["data"], params=params)
            else:
                answer = client.get(call, params=params)
        if not isinstance(answer, dict) or "errcode" not in answer:
            raise ChannelError("bad_answer")
        return answer

    def _fetch(self) -> tuple[str, int]:
        self._respect_hold(GETTOKEN)
        held = self._together and self._together.held(GETTOKEN)
        if held:
            raise ChannelError(str(held[0]))
        account = self._account
        params = {"corpid": account.corp_id, "corpsecret": account.secret}
        try:
            with _told_safely():
                answer = self._client()._fetch_access_token(account.root + GETTOKEN, params)
                token, life = answer["access_token"], int(answer.get("expires_in", USUAL_LIFE))
        except Refused as refused:
            raise self._judge(GETTOKEN, refused, token_code_of(refused.number)) from None
        if not isinstance(token, str) or not token:
            raise ChannelError("bad_answer")
        return token, life

    def _judge(self, call: str, refused: Refused, code: Code) -> ChannelError:
        """What an error code means for a parcel; where we are not to insist, the call is held for a while."""
        if code.pause_seconds:
            until = self._real_time() + timedelta(seconds=code.pause_seconds)
            self._held[call] = (until, refused.number)
            if self._together and call == GETTOKEN:
                self._together.hold(call, refused.number, code.pause_seconds)
        error = PlatformRefused(refused, code, call)
        if code.reaction in (Reaction.STOP, Reaction.PAUSE, Reaction.RENEW, Reaction.GIVE_UP):
            self._alarm(self._account.channel, error)
        return error

    def _respect_hold(self, call: str) -> None:
        until, number = self._held.get(call, (None, 0))
        if until is not None and self._real_time() < until:
            raise ChannelError(str(number))

    def _client(self) -> Any:
        """A client of this thread: what it speaks through is not made for several."""
        client = getattr(self._local, "client", None)
        if client is None:
            account = self._account
            client = WeChatClient(account.corp_id, account.secret, timeout=account.waits, auto_retry=False)
            client.API_BASE_URL = account.root
            client._http = plain_session(account.waits)
            self._local.client = client
        return client


@contextmanager
def _told_safely() -> Iterator[None]:
    """Turn what wechatpy and requests raise into words of ours: theirs hold tokens and secrets."""
    try:
        yield
    except WeChatClientException as error:
        raise _refusal(error) from None
    except requests.Timeout:
        raise ChannelError("timeout") from None
    except requests.exceptions.JSONDecodeError:
        raise ChannelError("bad_answer") from None
    except requests.RequestException:
        raise ChannelError("unreachable") from None
    except (KeyError, TypeError, ValueError):
        raise ChannelError("bad_answer") from None


def _refusal(error: WeChatClientException) -> Refused | ChannelError:
    if error.errcode is None:
        return ChannelError(f"http_{error.response.status_code}")
    found = _ADDRESS.search(str(error.errmsg))
    return Refused(int(error.errcode), found.group(1) if found else "")
