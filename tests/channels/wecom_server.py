"""The sandbox platform as the channels' tests look at it: one script, what was asked, what was done."""

from __future__ import annotations

import io
import json
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import requests

from bot.sandbox.corp import App, Bot, Corp, Member, Room
from bot.sandbox.faults import FaultScript
from bot.sandbox.platform import Platform
from bot.sandbox.server import SandboxServer
from bot.sandbox.web import body_of
from bot.wiring import real_time
from tests.channels.envelopes import AES_KEY, CORP, TOKEN
from tests.sandbox.program import Program

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SECRET = "secret-of-the-application"
HANG_UP, SLOW, RUBBISH = "hang up after", "slow 30", "rubbish"
Step = int | str | dict[str, Any]
"""What a script says of one request: an error code, an HTTP status as "500", keys of the answer, a fault."""
MEMBERS = ("zhao", "u-zhao", "sun", "li", "userid1", *(f"u{number}" for number in range(24)))
BOT, ROOM = "aib-tests", "wr-tests"
RESPONSE = "aibot/response"


class WeComServer:
    """Keeps what programs ask, and what of it was shown in a chat."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.script: deque[Step] = deque()
        self.token_script: deque[Step] = deque()
        self.tokens_given = 0
        self.asked: list[dict[str, Any]] = []
        """Every message/send and every answer at a one-time address, whatever came of it."""
        self.taken: list[dict[str, Any]] = []
        """Those that were carried out."""
        self.used: set[str] = set()
        self._addresses: dict[str, str] = {}
        self._faults = FaultScript()
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._program = self._stack.enter_context(Program())
        corp = _corp(self._program)
        self._server = SandboxServer(lambda url: Platform(corp, url, real_time, real_time, self._faults))
        self._server.mount(self._answer)

    @property
    def url(self) -> str:
        """What `api_base_url` is set to."""
        return self._server.platform.url

    def response_url(self, name: str) -> str:
        """A one-time address under a name of the test's: 赵网格员 has just called the bot in a room."""
        if name not in self._addresses:
            assert self._server.platform.write_in_room("zhao", ROOM, name, [BOT]).heard
            self._addresses[name] = self._program.to_bot[-1]["response_url"]
        return self._addresses[name]

    def spend(self, name: str) -> None:
        """Somebody else uses a one-time address up."""
        words = {"msgtype": "markdown", "markdown": {"content": "别人说的"}}
        requests.post(self.response_url(name), json=words, timeout=5)

    def forget_tokens(self) -> None:
        """Every token is invalid from now on."""
        self._server.platform.forget_tokens()

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        call, body = environ["PATH_INFO"].removeprefix("/cgi-bin/"), body_of(environ)
        environ["wsgi.input"] = io.BytesIO(body)
        with self._lock:
            step = self._next(call, body)
            if isinstance(step, dict) or step == "302":
                return _canned(step, environ, start_response)
            self._faults.add(call, _fault(step))
            shown = len(self._server.platform.posts())
            try:
                return self._server.platform(environ, start_response)
            finally:
                if len(self._server.platform.posts()) > shown:
                    self.taken.append(json.loads(body))
                    self._note_used(environ)

    def _next(self, call: str, body: bytes) -> Step:
        if call == "gettoken":
            self.tokens_given += 1
            return self.token_script.popleft() if self.token_script else 0
        self.asked.append(json.loads(body))
        return self.script.popleft() if self.script else 0

    def _note_used(self, environ: WSGIEnvironment) -> None:
        code = parse_qs(environ["QUERY_STRING"]).get("response_code", [""])[0]
        self.used |= {name for name, url in self._addresses.items() if code and url.endswith(code)}

    def __enter__(self) -> WeComServer:
        self._stack.enter_context(self._server)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def _corp(program: Program) -> Corp:
    """Everybody whom the tests write to, an application and a bot."""
    return Corp(
        CORP,
        members=tuple(Member(userid, userid) for userid in MEMBERS),
        apps=(App(1000002, SECRET, TOKEN, AES_KEY, program.app_url),),
        bots=(Bot(BOT, "网格助手", TOKEN, AES_KEY, program.bot_url),),
        rooms=(Room(ROOM, "网格员群", MEMBERS, (BOT,)),),
    )


def _fault(step: int | str) -> str:
    if isinstance(step, int):
        return f"code {step}" if step else "ok"
    return f"status {step}" if step.isdecimal() else step


def _canned(step: Step, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """An answer that no platform gives by itself."""
    if isinstance(step, dict):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps({"errcode": 0, "errmsg": "ok"} | step).encode()]
    start_response("302 Found", [("Location", environ["PATH_INFO"])])
    return [b""]
