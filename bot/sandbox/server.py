"""The platform on a port of its own, with the standard library's server."""

from __future__ import annotations

import threading
from collections.abc import Callable
from socketserver import ThreadingMixIn
from types import TracebackType
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from bot.sandbox.platform import Platform

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

POLL_SECONDS = 0.05


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128

    def server_bind(self) -> None:
        """Without asking a name server who we are."""
        self.socket.bind(self.server_address)
        host, port = self.socket.getsockname()[:2]
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(host), int(port)
        self.setup_environ()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: addresses hold secrets."""


class SandboxServer:
    """A platform that listens on this machine; use it with `with`, or call `serve`."""

    def __init__(self, build: Callable[[str], Platform], port: int = 0, host: str = "127.0.0.1") -> None:
        """`build` makes the platform for its URL; port 0 takes any free one. Raises `OSError`."""
        self._server = _Threads((host, port), _Quiet)
        self.platform = build(f"http://{host}:{self._server.server_port}")
        self.mount(self.platform)
        self._thread = threading.Thread(target=self.serve, name="sandbox", daemon=True)

    def mount(self, application: WSGIApplication) -> None:
        """Answer with another application, which leads to the platform."""
        self._server.set_app(application)

    def serve(self) -> None:
        """Answer until `stop`."""
        self._server.serve_forever(POLL_SECONDS)

    def stop(self) -> None:
        """Answer nobody any more."""
        self.platform.close()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> SandboxServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._thread.join()
