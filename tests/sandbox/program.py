"""A program behind the callback addresses: real HTTP, opened and sealed by the tests' own sealer."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element, fromstring

from tests.channels.envelopes import Sealer
from tests.sandbox.corps import AES_KEY, CORP_ID, TOKEN

Answer = bytes | int | Callable[[dict[str, str]], bytes]
"""A body, an HTTP status, or a body made for the query of the callback."""
APP, BOT = Sealer(CORP_ID, TOKEN, AES_KEY), Sealer("", TOKEN, AES_KEY)


class Program:
    """Keeps what it was told, in clear, and answers with the next of its script, else with nothing."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.script: deque[Answer] = deque()
        self.echoes = True
        self.queries: list[dict[str, str]] = []
        self.envelopes: list[bytes] = []
        self.to_app: list[Element] = []
        self.to_bot: list[dict[str, Any]] = []
        self.go_on = threading.Event()
        self.go_on.set()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.program = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def app_url(self) -> str:
        """Where the application takes callbacks."""
        return f"http://127.0.0.1:{self._server.server_port}/app"

    @property
    def bot_url(self) -> str:
        """Where the bot does."""
        return f"http://127.0.0.1:{self._server.server_port}/bot?from=test"

    def take(self, path: str, query: dict[str, str], body: bytes) -> Answer:
        """One request, checked and opened."""
        sealer = APP if path == "/app" else BOT
        self.go_on.wait(30)
        with self._lock:
            if "echostr" in query:
                _check(sealer, query, query["echostr"])
                return sealer.opened(query["echostr"]) if self.echoes else b'"no"'
            self.queries.append(query)
            self.envelopes.append(body)
            sealed = _sealed(body)
            _check(sealer, query, sealed)
            plain = sealer.opened(sealed)
            if sealer is APP:
                self.to_app.append(fromstring(plain))
            else:
                self.to_bot.append(json.loads(plain))
            return self.script.popleft() if self.script else b""

    def __enter__(self) -> Program:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def in_xml(plain: str) -> bytes:
    """An application's passive reply."""
    sealed = APP.sealed(plain.encode())
    signature = APP.signature("1795320000", "n", sealed)
    return (
        f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt><MsgSignature>{signature}</MsgSignature>"
        f"<TimeStamp>1795320000</TimeStamp><Nonce>n</Nonce></xml>"
    ).encode()


def in_json(answer: dict[str, Any], **changes: Any) -> Callable[[dict[str, str]], bytes]:
    """A bot's passive answer, under the nonce of its callback; `changes` to the envelope."""

    def made(query: dict[str, str]) -> bytes:
        sealed = BOT.sealed(json.dumps(answer).encode())
        signature = BOT.signature("1795320000", query["nonce"], sealed)
        envelope = {"encrypt": sealed, "msgsignature": signature}
        return json.dumps(envelope | {"timestamp": 1795320000, "nonce": query["nonce"]} | changes).encode()

    return made


def _check(sealer: Sealer, query: dict[str, str], sealed: str) -> None:
    assert sealer.signature(query["timestamp"], query["nonce"], sealed) == query["msg_signature"]


def _sealed(body: bytes) -> str:
    if body.startswith(b"<"):
        return fromstring(body).findtext("Encrypt") or ""
    return str(json.loads(body)["encrypt"])


class _Server(ThreadingHTTPServer):
    program: Program
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def _answer(self, body: bytes) -> None:
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        answer = cast(_Server, self.server).program.take(address.path, query, body)
        if callable(answer):
            answer = answer(query)
        told = answer if isinstance(answer, bytes) else b""
        self.send_response(answer if isinstance(answer, int) else 200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
