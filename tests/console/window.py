"""A browser window on the simulator, in the words of whoever plays: be somebody, say, hear."""

from __future__ import annotations

import re

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

GROUP, PRIVATE, TICKETS = "group", "private", "tickets"
NUMBER = re.compile(r"【(\d+)号】")


class Window:
    """One page; `complaints` are its console's errors and warnings."""

    def __init__(self, page: Page, address: str) -> None:
        """`address`: where the demo is served."""
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def be(self, player: str) -> Window:
        """Take somebody's part."""
        self.page.goto(f"{self.address}/simulator/as/{player}")
        return self

    def see(self, kind: str) -> Locator:
        """The group, the private chat or the tickets; on a narrow page their tab is chosen first."""
        section = self.page.locator(f"main > [data-kind={kind}]")
        tab = self.page.locator(f"[data-shows={kind}]")
        if not section.is_visible() and tab.is_visible():
            tab.click()
        expect(section).to_be_visible()
        return section

    def say(self, kind: str, words: str) -> None:
        """Type into a chat and send; the words stand in it then."""
        chat = self.see(kind)
        chat.locator("input[name=text]").fill(words)
        chat.get_by_role("button", name="发送").click()
        expect(chat.locator(".mine .text").last).to_have_text(words)

    def hears(self, kind: str, words: str | re.Pattern[str]) -> str:
        """The bot says something last in a chat, without any reload; all of what it says."""
        last = self.see(kind).locator(".post").last
        expect(last).to_have_class(re.compile("bot"))
        expect(last.locator(".bubble")).to_contain_text(words)
        return last.locator(".bubble").inner_text()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


def number_in(words: str) -> str:
    """The ticket's number in a reply."""
    found = NUMBER.search(words)
    assert found is not None, words
    return found[1]
