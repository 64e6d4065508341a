"""The pictures of the README: a demo of its own, a short scene played in a real browser, looked at.

`make screenshots` runs it. Without a Chinese font every word would be a box, so it asks for one first.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.console.conftest import ROOT, served_demo
from tests.console.window import TICKETS, Window, number_in
from tests.servers import debian_program

IMAGES = ROOT / "docs" / "images"
CLOCK = "2026-11-18T10:00:00+08:00"
DESK, PHONE = (1280, 800), (360, 740)
SETTLED_MS = 700
"""Until what was just said has stopped moving."""

Shoot = Callable[[Window, str], None]


def main() -> None:
    """Write docs/images/*.png."""
    if not _reads_chinese():
        sys.exit("no Chinese font is installed; install Debian's fonts-noto-cjk first")
    IMAGES.mkdir(exist_ok=True)
    program = debian_program("chromium", "chromium")
    with (
        tempfile.TemporaryDirectory() as home,
        served_demo(Path(home), CLOCK) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-lcd-text"]
        )
        _play(browser, demo)
        browser.close()


def _play(browser: Browser, demo: str) -> None:
    desk, phone = (_window(browser, demo, size) for size in (DESK, PHONE))
    number = _lamp(desk)
    shoot(desk, "desk")
    _on_a_phone(phone, number)
    _private_matter(desk)
    shoot(desk, "cards")
    _morning(desk, phone)


def _lamp(desk: Window) -> str:
    """A street lamp: said, confirmed, handed on; and why it was recognised."""
    desk.open()
    wang, li, zhao = (desk.phone(place) for place in (1, 2, 3))
    wang.say("3组东头的路灯坏了四天了，晚上出门黑得很")
    number = number_in(wang.hears("请确认"))
    li.say("1")
    li.hears("已登记")
    zhao.hears(f"【{number}号】")
    zhao.press("接单")
    zhao.hears("已接单")
    asked = wang.see().locator(".post.mine").last
    asked.get_by_role("link", name="为什么").click()
    expect(asked.locator(".because")).to_be_visible()
    asked.evaluate("one => one.scrollIntoView({block: 'start'})")
    return number


def _on_a_phone(phone: Window, number: str) -> None:
    """The same matter as its reporter and as the ledger see it."""
    phone.open("wang.group-xingfu-3")
    phone.phone(1).hears("正在办理")
    shoot(phone, "resident")
    phone.see(TICKETS)
    expect(phone.page.locator(f"#ticket-{number} .path")).to_be_visible()
    shoot(phone, "ticket")


def _private_matter(desk: Window) -> None:
    """What is sensitive is asked in private, by a card; the workers' bot hears only what names it."""
    desk.open("liu.group-xingfu-3", "li.private-li", "zhao.group-wr-liuwan")
    liu, li, zhao = (desk.phone(place) for place in (1, 2, 3))
    liu.say("我爸喝了酒就打我妈，拦都拦不住，咋办")
    li.hears("打我妈")
    zhao.say("待办", at=True)
    zhao.hears("待办")
    zhao.say("下午两点到镇上开会", at=False)


def _morning(desk: Window, phone: Window) -> None:
    """The quarter's first working day: the clock on its way, and the list in the cadre's hand."""
    desk.open("zhou.private-zhou", "qian.private-qian", "wu.private-wu")
    desk.page.get_by_role("button", name="到季末").click()
    clock = desk.page.locator("#head time")
    expect(clock).to_contain_text("12月", timeout=120_000)
    shoot(desk, "clock")
    expect(clock).to_have_text("1月4日 周一 08:30", timeout=240_000)
    expect(desk.page.locator("#head .running")).to_have_count(0, timeout=240_000)
    phone.open("zhou.private-zhou")
    digest = phone.phone(1).see().locator(".post.bot").last
    digest.evaluate("one => one.scrollIntoView({block: 'start'})")
    shoot(phone, "cadre")


def shoot(window: Window, name: str) -> None:
    """Take the picture once nothing moves."""
    window.page.mouse.move(0, 0)
    window.page.wait_for_timeout(SETTLED_MS)
    window.page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")
    sys.stdout.write(f"docs/images/{name}.png\n")


def _window(browser: Browser, demo: str, size: tuple[int, int]) -> Window:
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=width < DESK[0])
    return Window(context.new_page(), demo)


def _reads_chinese() -> bool:
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


if __name__ == "__main__":
    main()
