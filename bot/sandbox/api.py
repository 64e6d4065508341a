"""The calls of the platform: who may make which, and what goes wrong on a script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.sandbox.card_updates import UPDATE, CardUpdates
from bot.sandbox.corp import App
from bot.sandbox.directory import Directory
from bot.sandbox.faults import Fault, FaultScript, Way
from bot.sandbox.ground import Ground
from bot.sandbox.reading import read_json
from bot.sandbox.refusals import Refused
from bot.sandbox.responses import RESPONSE, Responses
from bot.sandbox.robots import WEBHOOK, Robots
from bot.sandbox.sending import RECALL, SEND, Sending
from bot.sandbox.tokens import Tokens

GETTOKEN = "gettoken"
RUBBISH = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
Answer = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the platform."""

    method: str
    name: str
    """Its path after cgi-bin: "message/send"."""
    query: Mapping[str, str]
    body: bytes = field(repr=False)
    address: str
    """From where it came."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back; a `fault` may still spoil it."""

    status: int
    answer: Answer = field(default_factory=dict)
    fault: Fault | None = None


class Api:
    """Every call by its name."""

    def __init__(
        self, ground: Ground, faults: FaultScript, means: tuple[Sending, CardUpdates, Responses]
    ) -> None:
        """`faults`: what goes wrong; `means`: by which something gets into the chats."""
        sending, updates, responses = means
        self._ground = ground
        self._faults = faults
        self._responses = responses
        self.tokens = Tokens(ground)
        self._robots = Robots(ground)
        asked = Directory(ground)
        self._told: Mapping[str, Callable[[App, Mapping[str, str]], Answer]] = {
            "user/get": asked.user,
            "user/simplelist": asked.users,
            "agent/get": asked.agent,
            "getcallbackip": lambda _app, _query: asked.addresses(),
            "get_api_domain_ip": lambda _app, _query: asked.addresses(),
        }
        self._done: Mapping[str, Callable[[App, Mapping[str, object]], Answer]] = {
            SEND: sending.send,
            RECALL: sending.recall,
            UPDATE: updates.update,
            "user/list_id": lambda app, _fields: asked.ids(app),
        }

    def answer(self, call: Call) -> Reply:
        """The answer to a call, or how it is spoiled."""
        if not self._knows(call):
            return Reply(404)
        fault = self._faults.draw(call.name)
        if fault.way is not Way.OK:
            self._ground.tally.add(call.name, f"fault {fault.way}")
        if not fault.is_done:
            if fault.way is Way.CODE:
                return Reply(200, Refused(fault.number).told(call.address))
            return Reply(fault.number if fault.way is Way.STATUS else 200, {}, fault)
        try:
            answer = {"errcode": 0, "errmsg": "ok", **self._carried_out(call)}
        except Refused as refused:
            answer = refused.told(call.address)
        self._ground.tally.add(call.name, str(answer["errcode"]))
        return Reply(200, answer, None if fault.way is Way.OK else fault)

    def _knows(self, call: Call) -> bool:
        if call.method == "GET":
            return call.name == GETTOKEN or call.name in self._told
        return call.method == "POST" and call.name in (*self._done, RESPONSE, WEBHOOK)

    def _carried_out(self, call: Call) -> Answer:
        if call.name == GETTOKEN:
            return self.tokens.give(call.query, call.address)
        if call.name == RESPONSE:
            return self._responses.respond(call.query, read_json(call.body))
        if call.name == WEBHOOK:
            return self._robots.send(call.query, read_json(call.body))
        app = self.tokens.check(call.query, call.address)
        if call.method == "GET":
            return self._told[call.name](app, call.query)
        return self._done[call.name](app, read_json(call.body))
