"""The roles as processes: web on Granian, and the loops of worker and scheduler."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from bot.delivery import run_delivery
from bot.errors import AddressError
from bot.fetch.fetcher import run_fetching
from bot.logs import logging_config
from bot.parts import Parts
from bot.scheduler import start_scheduler, start_watch
from bot.web.app import Extension, build_application

BLOCKING_THREADS = 48
"""How many requests a process answers at once; a page that listens for news holds one."""
DRAIN_SECONDS = 9
"""How long what is under way may still take after SIGTERM."""
FORGET_SECONDS = 10
STOPPING = (signal.SIGTERM, signal.SIGINT)


def serve_web(parts: Parts, extensions: Sequence[Extension] = (), *, workers: int, everything: bool) -> None:
    """Serve HTTP until SIGTERM or Ctrl-C; `everything`: delivery and scheduler live in the one worker too.

    `parts` is built before the workers are forked, so that they share the dictionaries.
    """
    server = parts.settings.server
    _check_free(server.host, server.port)
    parts.close()
    multiprocessing.set_start_method("fork", force=True)
    granian = Server(
        "gridbot",
        address=server.host,
        port=server.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        backpressure=BLOCKING_THREADS * 4,
        workers_kill_timeout=DRAIN_SECONDS,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=logging_config(),
    )
    granian.on_startup(partial(_say, parts))
    loader = partial(_load_worker, parts, tuple(extensions), everything)
    granian.serve(target_loader=loader, wrap_loader=False)


def run_worker(parts: Parts) -> None:
    """Deliver, and fetch files, until SIGTERM or Ctrl-C."""
    _stop_on_signals(parts)
    stop_watching = start_watch(parts)
    fetching = threading.Thread(target=run_fetching, args=(parts, parts.stop), name="files")
    fetching.start()
    run_delivery(parts, parts.stop)
    fetching.join()
    stop_watching()
    parts.close()


def run_scheduler(parts: Parts) -> None:
    """Keep the time until SIGTERM or Ctrl-C."""
    _stop_on_signals(parts)
    stop_watching, end = start_watch(parts), start_scheduler(parts)
    parts.stop.wait()
    end()
    stop_watching()
    parts.close()


def _load_worker(parts: Parts, extensions: Sequence[Extension], everything: bool) -> Callable[..., Any]:
    """In the forked worker: the application, and the loops beside it if this process has every role."""
    threading.Thread(target=_watch_signals, args=(parts, _signal_socket()), daemon=True).start()
    threading.Thread(target=_forget, args=(parts,), name="memory").start()
    threading.Thread(target=_watch_rules, args=(parts,), name="rules").start()
    if everything:
        threading.Thread(target=run_delivery, args=(parts, parts.stop), name="delivery").start()
        threading.Thread(target=run_fetching, args=(parts, parts.stop), name="files").start()
        threading.Thread(target=_keep_time, args=(parts,), name="scheduler").start()
    return build_application(parts, extensions)


def _forget(parts: Parts) -> None:
    """The short memory is promised to be short, even in a process that nobody speaks to any more."""
    while not parts.stop.wait(FORGET_SECONDS):
        parts.office.memory.forget(parts.clock())


def _watch_rules(parts: Parts) -> None:
    stop = start_watch(parts)
    parts.stop.wait()
    stop()


def _keep_time(parts: Parts) -> None:
    end = start_scheduler(parts)
    parts.stop.wait()
    end()


def _signal_socket() -> socket.socket:
    """A socket on which this process hears of its signals, beside Granian's own handlers."""
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    signal.set_wakeup_fd(theirs.detach(), warn_on_full_buffer=False)
    return ours


def _watch_signals(parts: Parts, heard: socket.socket) -> None:
    while signals := heard.recv(16):
        if any(number in STOPPING for number in signals):
            parts.stop.set()
            parts.wake.set()
            return


def _stop_on_signals(parts: Parts) -> None:
    def stop(_number: int, _frame: object) -> None:
        parts.stop.set()
        parts.wake.set()

    for number in STOPPING:
        signal.signal(number, stop)


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = (
                "is taken"
                if error.errno == errno.EADDRINUSE
                else f"cannot be used ({os.strerror(error.errno or 0)})"
            )
            raise AddressError(f"{host}:{port} {reason}; set another [server] host or port") from error


def _say(parts: Parts) -> None:
    server = parts.settings.server
    host = f"[{server.host}]" if ":" in server.host else server.host
    print(f"Gridbot serves on http://{host}:{server.port} (Ctrl-C stops it)", flush=True)  # noqa: T201
