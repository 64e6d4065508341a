"""A real browser, and the real demo served by a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.console.window import Window
from tests.servers import debian_program, free_port, wait_for

ROOT = Path(__file__).parents[2]
SERVING = "Gridbot serves"
WEDNESDAY_MORNING = "2026-11-18T10:00:00+08:00"
HEIGHT = 760
PATIENCE_MS = 20_000
"""How long a page may take on a busy machine until it shows what is awaited."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    program = debian_program("chromium", "chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo on a Wednesday in November."""
    with served_demo(tmp_path_factory.mktemp("demo"), WEDNESDAY_MORNING) as address:
        yield address


@contextmanager
def served_demo(folder: Path, clock: str) -> Iterator[str]:
    """The address of a demo with a county of its own; it must end cleanly when it is told to."""
    port = free_port()
    command = [sys.executable, "-m", "bot", "demo", "--home", str(folder), "--port", str(port)]
    environ = os.environ | {"GRIDBOT_CLOCK": clock}
    log = folder / "log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as served,
    ):
        assert served.stdout is not None
        try:
            assert any(SERVING in line for line in served.stdout), log.read_text()
            wait_for(port, served)
            yield f"http://127.0.0.1:{port}"
        finally:
            served.send_signal(signal.SIGTERM)
    assert served.returncode == 0, log.read_text()


@pytest.fixture
def open_window(browser: Browser, demo: str) -> Iterator[Callable[[int], Window]]:
    """Opens windows of a width on the demo."""
    with windows(browser, demo) as open_one:
        yield open_one


@contextmanager
def windows(browser: Browser, demo: str) -> Iterator[Callable[[int], Window]]:
    """Opens windows of a width on a demo; in the end none of them may have complained."""
    opened: list[Window] = []

    def open_one(width: int) -> Window:
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, has_touch=width < 800)
        opened.append(Window(context.new_page(), demo))
        return opened[-1]

    yield open_one
    for window in opened:
        window.page.context.close()
        assert window.complaints == []
