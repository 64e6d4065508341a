"""A gateway as a bridge's other end: a real HTTP server that fails on a script and keeps what it took."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

DROP = 0
"""In a script: hang up without an answer."""


class Gateway:
    """Answers each POST with the next status of its script, and with 200 once that is used up."""

    def __init__(self, script: Iterable[int] = ()) -> None:
        """Listen on a free port of this machine."""
        self.script = deque(script)
        self.taken: list[dict[str, Any]] = []
        """The parcels that were answered with a 2xx."""
        self.seen: list[dict[str, Any]] = []
        """Every parcel that came, whatever was answered."""
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.gateway = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Where parcels are posted."""
        return f"http://127.0.0.1:{self._server.server_port}/deliver"

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """Judge one request by the script."""
        with self._lock:
            status = self.script.popleft() if self.script else 200
            parcel = json.loads(body)
            self.requests.append((headers, body))
            self.seen.append(parcel)
            if status // 100 == 2:
                self.taken.append(parcel)
            return status

    def __enter__(self) -> Gateway:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    gateway: Gateway
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        status = cast(_Server, self.server).gateway.take(headers, body)
        if status == DROP:
            self.close_connection = True
            return
        self.send_response(status)
        if status // 100 == 3:
            self.send_header("Location", self.path)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
