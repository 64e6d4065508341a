"""A browser window on the simulator, in the words of whoever plays: be somebody, say, hear."""

from __future__ import annotations

import re
from urllib.parse import urlencode

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
        self._skip_guide()
        self.page.goto(f"{self.address}/simulator/as/{player}")
        return self

    def open(self, *phones: str) -> Window:
        """Have these phones side by side: who, and which room; none for what a stranger sees."""
        self._skip_guide()
        self.page.goto(f"{self.address}/simulator?{urlencode([('p', one) for one in phones])}")
        return self

    def phone(self, place: int) -> Phone:
        """The phone at a place, from 1 on."""
        return Phone(self.page, f"phone-{place}")

    def see(self, kind: str) -> Locator:
        """The group, the private chat or the tickets; on a narrow page their tab is chosen first."""
        section = self.page.locator("#backstage" if kind == TICKETS else f"main > [data-kind={kind}]")
        tab = self.page.locator(f"[data-shows={TICKETS if kind == TICKETS else section.get_attribute('id')}]")
        if not section.is_visible() and tab.is_visible():
            tab.click()
        expect(section).to_be_visible()
        return section

    def say(self, kind: str, words: str) -> None:
        """Type into a chat and send; the words stand in it then."""
        chat = self.see(kind)
        said = chat.locator(".mine .text")
        before = said.count()
        chat.locator("input[name=text]").fill(words)
        chat.get_by_role("button", name="发送").click()
        expect(said).to_have_count(before + 1)  # the same words may have been the last before
        expect(said.last).to_have_text(words)

    def hears(self, kind: str, words: str | re.Pattern[str]) -> str:
        """The bot says something last in a chat, without any reload; all of what it says."""
        last = self.see(kind).locator(".post").last
        expect(last).to_have_class(re.compile("bot"))
        expect(last.locator(".bubble")).to_contain_text(words)
        return last.locator(".bubble").inner_text()

    def _skip_guide(self) -> None:
        self.page.context.add_cookies([{"name": "guide", "value": "seen", "url": self.address}])

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


class Phone:
    """One of several phones on a page."""

    def __init__(self, page: Page, key: str) -> None:
        """`key`: the element's id."""
        self._page = page
        self._key = key

    def see(self) -> Locator:
        """The phone; on a narrow page its tab is chosen first."""
        phone, tab = self._page.locator(f"#{self._key}"), self._page.locator(f"[data-shows={self._key}]")
        if not phone.is_visible() and tab.is_visible():
            tab.click()
        expect(phone).to_be_visible()
        return phone

    def say(self, words: str, *, at: bool | None = None) -> None:
        """Type and send, with or without @助手."""
        phone = self.see()
        if at is not None:
            phone.locator(".at input").set_checked(at, force=True)
        said = phone.locator(".mine .text")
        before = said.count()
        phone.locator("input[name=text]").fill(words)
        phone.get_by_role("button", name="发送").click()
        expect(said).to_have_count(before + 1)
        expect(said.last).to_contain_text(words)

    def hears(self, words: str | re.Pattern[str]) -> str:
        """The bot says something, the last of what it says; all of it."""
        last = self.see().locator(".post.bot").last
        expect(last.locator(".bubble")).to_contain_text(words)
        return last.locator(".bubble").inner_text()

    def is_answered(self, words: str) -> str:
        """The bot says something after the last words of this phone; all of it."""
        mine = self.see().locator(".post.mine").last
        answer = mine.locator("xpath=following-sibling::*").filter(has_text=words).first
        expect(answer.locator(".bubble")).to_contain_text(words)
        return answer.locator(".bubble").inner_text()

    def press(self, label: str) -> None:
        """Press a button of the newest card."""
        self.see().locator(".buttons").last.get_by_role("button", name=label).click()


def number_in(words: str) -> str:
    """The ticket's number in a reply."""
    found = NUMBER.search(words)
    assert found is not None, words
    return found[1]
