"""The signing page in a real browser: on a phone and on a desk, by finger and by mouse."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web.app import build_application
from models.database import Database
from tests.stories.test_signing import TEXT, Table
from tests.town import Town

WIDTHS = pytest.mark.parametrize("width", [360, 1280])


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Desk:
    """A table whose pages are served, and a browser."""

    table: Table
    browser: Browser
    address: str

    def phone(self, width: int, path: str, **rest: object) -> Page:
        """Open a link on a screen of a width; what its console says is an error here."""
        view = {"width": width, "height": 700}
        context = self.browser.new_context(viewport=view, has_touch=width < 800, **rest)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        complaints: list[str] = []
        page.goto(self.address + path)
        assert complaints == []
        return page


@pytest.fixture(name="desk")
def _desk(sqlite: Database, make_town: Callable[[Database], Town], browser: Browser) -> Iterator[Desk]:
    """The agreement of the stories, over HTTP."""
    table = Table(make_town(sqlite))
    server = make_server("127.0.0.1", 0, build_application(table.parts), WSGIServer, _Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield Desk(table, browser, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()
    thread.join()


def _write_name(page: Page) -> None:
    """Two strokes in the frame, with the pointer down."""
    box = page.locator("#pad").bounding_box()
    assert box is not None
    for points in ([(0.2, 0.3), (0.5, 0.35), (0.3, 0.8), (0.6, 0.85)], [(0.7, 0.2), (0.75, 0.85)]):
        places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place, steps=6)
        page.mouse.up()


@WIDTHS
def test_a_name_is_drawn_and_sent(desk: Desk, width: int) -> None:
    """Read, write, wipe, write again, sign; the link says so afterwards."""
    path = desk.table.asks()["张三"]
    page = desk.phone(width, path)
    expect(page.get_by_text(TEXT)).to_be_visible()
    page.get_by_role("button", name="同意并签字").click()
    expect(page.get_by_role("alert")).to_have_text("请先在框里用手指写名字")
    _write_name(page)
    expect(page.get_by_role("alert")).to_be_hidden()
    page.get_by_role("button", name="清掉重写").click()
    page.get_by_role("button", name="同意并签字").click()
    expect(page.get_by_role("alert")).to_be_visible()
    _write_name(page)
    page.get_by_role("button", name="同意并签字").click()
    expect(page.get_by_role("status")).to_contain_text("签字，不用再签")
    assert desk.table.states() == ["open", "signed"]
    page.go_back()
    expect(page.get_by_text(TEXT)).to_be_hidden()


@WIDTHS
def test_no_takes_two_taps(desk: Desk, width: int) -> None:
    """不同意 is folded away, so that nobody says it by a slip."""
    page = desk.phone(width, desk.table.asks()["张三"])
    expect(page.get_by_role("button", name="确认不同意")).to_be_hidden()
    page.get_by_text("我不同意").click()
    page.get_by_role("button", name="确认不同意").click()
    expect(page.get_by_role("status")).to_contain_text("表示不同意")
    assert desk.table.states() == ["open", "refused"]


def test_a_finger_writes_where_there_are_no_pointer_events(desk: Desk) -> None:
    """An old phone has touch events only."""
    path = desk.table.asks()["张三"]
    context = desk.browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True)
    context.add_init_script("delete window.PointerEvent")
    page = context.new_page()
    page.goto(desk.address + path)
    page.evaluate(
        """() => {
        const pad = document.getElementById("pad"), box = pad.getBoundingClientRect();
        const touch = (type, x, y) => {
            const one = new Touch({identifier: 7, target: pad, clientX: box.left + x, clientY: box.top + y});
            const about = {changedTouches: [one], touches: [one], cancelable: true};
            pad.dispatchEvent(new TouchEvent(type, about));
        };
        touch("touchstart", 40, 40);
        for (let n = 0; n < 40; n += 1) { touch("touchmove", 40 + n * 5, 40 + (n % 10) * 9); }
        touch("touchend", 240, 120);
    }"""
    )
    page.get_by_role("button", name="同意并签字").click()
    expect(page.get_by_role("status")).to_contain_text("签字，不用再签")
    assert desk.table.states() == ["open", "signed"]


def test_it_is_large_enough_and_fits(desk: Desk) -> None:
    """At 360 px nothing is cut off; text is at least 18 px, targets 44 px, contrast 4.5 to 1."""
    page = desk.phone(360, desk.table.asks()["张三"])
    page.get_by_text("我不同意").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = page.evaluate(
        """() => {
        const wrong = [];
        const light = (text) => {
            const [r, g, b] = text.match(/[0-9.]+/g).map(Number).slice(0, 3).map((one) => {
                const part = one / 255;
                return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ground = (node) => {
            for (let one = node; one; one = one.parentElement) {
                const color = getComputedStyle(one).backgroundColor;
                if (color !== "rgba(0, 0, 0, 0)") { return color; }
            }
            return "rgb(255, 255, 255)";
        };
        for (const node of document.querySelectorAll("main *")) {
            const own = [...node.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
            if (!own || !node.getClientRects().length) { continue; }
            const style = getComputedStyle(node);
            if (parseFloat(style.fontSize) < 18) { wrong.push(["small", node.tagName, style.fontSize]); }
            const pair = [light(style.color), light(ground(node))].sort((a, b) => b - a);
            const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
            if (ratio < 4.5) { wrong.push(["pale", node.tagName, ratio]); }
        }
        for (const node of document.querySelectorAll("button, summary")) {
            const box = node.getBoundingClientRect();
            if (box.height < 44 || box.width < 44) { wrong.push(["narrow", node.tagName, box.height]); }
        }
        return wrong;
    }"""
    )
    assert found == []


def test_a_wrong_link_says_what_to_do(desk: Desk) -> None:
    """One sentence in Chinese, with the status of what is not there."""
    page = desk.browser.new_context(viewport={"width": 360, "height": 700}).new_page()
    answer = page.goto(desk.address + "/s/nothing")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("status")).to_have_text("链接不对，请让调解员重新发给您")
    assert re.search("[一-鿿]", page.title())
