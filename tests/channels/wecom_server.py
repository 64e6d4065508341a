"""A stand-in for the platform's API: tokens that run out, codes on a script, one-time addresses."""

from __future__ import annotations

import json
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

SECRET = "secret-of-the-application"
HANG_UP, SLOW, RUBBISH = "hang up", "slow", "rubbish"
Step = int | str | dict[str, Any]
"""What a script says of one request: an error code, an HTTP status as "500", keys of the answer, a fault."""


class WeComServer:
    """Answers gettoken, message/send and one-time addresses; keeps what it was asked and what it took."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.script: deque[Step] = deque()
        self.token_script: deque[Step] = deque()
        self.tokens_given = 0
        self.token_life = 7200
        self.good_tokens: set[str] = set()
        self.asked: list[dict[str, Any]] = []
        """Every message/send and every answer at a one-time address, whatever came of it."""
        self.taken: list[dict[str, Any]] = []
        """Those that were carried out."""
        self.used: set[str] = set()
        self.go_on = threading.Event()
        """Set to let slow answers come."""
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.platform = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """What `api_base_url` is set to."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def response_url(self, code: str) -> str:
        """A one-time address."""
        return f"{self.url}/cgi-bin/aibot/response?response_code={code}"

    def give_token(self, query: dict[str, list[str]]) -> Step | dict[str, Any]:
        """GET gettoken."""
        with self._lock:
            self.tokens_given += 1
            if self.token_script:
                return self.token_script.popleft()
            if query.get("corpsecret") != [SECRET]:
                return 40001
            token = f"token-{self.tokens_given}"
            self.good_tokens.add(token)
            return {"access_token": token, "expires_in": self.token_life}

    def send(self, query: dict[str, list[str]], content: dict[str, Any]) -> Step | dict[str, Any]:
        """POST message/send."""
        with self._lock:
            self.asked.append(content)
            step: Step = self.script.popleft() if self.script else 0
            if step not in (HANG_UP, SLOW) and query["access_token"][0] not in self.good_tokens:
                return 42001
            if step in (0, HANG_UP, SLOW) or isinstance(step, dict):
                self._take(content)
            return step

    def answer(self, code: str, content: dict[str, Any]) -> Step | dict[str, Any]:
        """POST to a one-time address."""
        with self._lock:
            self.asked.append(content)
            step: Step = self.script.popleft() if self.script else 0
            if code in self.used:
                return 60140
            if step in (0, HANG_UP, SLOW):
                self.used.add(code)
                self.taken.append(content)
            return step

    def _take(self, content: dict[str, Any]) -> None:
        again = content.get("enable_duplicate_check") and any(
            one.get("text") == content.get("text") and one["touser"] == content["touser"]
            for one in self.taken
        )
        if not again:
            self.taken.append(content)

    def __enter__(self) -> WeComServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    platform: WeComServer
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        assert address.path == "/cgi-bin/gettoken"
        self._reply(cast(_Server, self.server).platform.give_token(parse_qs(address.query)))

    def do_POST(self) -> None:
        platform = cast(_Server, self.server).platform
        address, body = urlsplit(self.path), self.rfile.read(int(self.headers["Content-Length"]))
        query = parse_qs(address.query)
        if address.path == "/cgi-bin/aibot/response":
            self._reply(platform.answer(query["response_code"][0], json.loads(body)))
        else:
            assert address.path == "/cgi-bin/message/send"
            self._reply(platform.send(query, json.loads(body)))

    def _reply(self, step: Step) -> None:
        if step == HANG_UP:
            self.close_connection = True
            return
        if step == SLOW:
            cast(_Server, self.server).platform.go_on.wait(30)
        answer: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}
        if isinstance(step, int):
            answer = {"errcode": step, "errmsg": f"told, hint: [1], from ip: 203.0.113.9, see {step}"}
        elif isinstance(step, dict):
            answer |= step
        body = b"<html>" if step == RUBBISH else json.dumps(answer).encode()
        self.send_response(int(step) if isinstance(step, str) and step.isdecimal() else 200)
        if step == "302":
            self.send_header("Location", self.path)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
