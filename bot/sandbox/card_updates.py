"""message/update_template_card: an application changes a card that it sent, once for each response_code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.sandbox import refusals
from bot.sandbox.cards import read_card
from bot.sandbox.corp import App
from bot.sandbox.ground import Ground
from bot.sandbox.ids import OneTimeCodes
from bot.sandbox.posts import AppChat, Card, Post
from bot.sandbox.reading import Fields, flag, number, part, text, texts
from bot.sandbox.refusals import Refused

UPDATE = "message/update_template_card"
MOST_USERS = 1000


class CardUpdates:
    """Codes by which cards may be changed, and the changes."""

    def __init__(self, ground: Ground) -> None:
        """No code was given yet."""
        self._ground = ground
        self._codes: OneTimeCodes[tuple[int, str]] = OneTimeCodes(ground.rules.response_code_life)

    def code(self, app: App, card: Card) -> str:
        """A new response_code for a card: with its sending, and with each click."""
        return self._codes.give((app.agent_id, card.task_id), self._ground.clock())

    def update(self, app: App, fields: Fields) -> Mapping[str, object]:
        """POST message/update_template_card: once for each response_code. Raises `Refused`."""
        check_agent(app, fields)
        wanted = texts(fields, "userids", most=MOST_USERS)
        how = _change(fields)
        code, now = text(fields, "response_code", need=True), self._ground.clock()
        found = self._codes.look(code, now)
        if found is None or found[0] != app.agent_id or self._codes.spend(code, now) is None:
            raise Refused(refusals.SPENT, "used before, older than 72 hours, or unknown")
        everybody = flag(fields, "atall") or not wanted
        keys = {one.casefold() for one in wanted}
        changed: set[str] = set()
        for post in self._ground.chats.of():
            if isinstance(post.chat, AppChat) and _is_task(post, app, found[1]):
                key = post.chat.userid.casefold()
                if everybody or key in keys:
                    self._ground.chats.change(post.id, lambda old: replace(old, card=how(old.card)))
                    changed.add(key)
        missed = [one for one in wanted if one.casefold() not in changed]
        return {"invaliduser": missed} if missed else {}


def check_agent(app: App, fields: Fields) -> None:
    """Raise `Refused` for an agentid that is not the one whose token is used."""
    if number(fields, "agentid", -1) != app.agent_id:
        raise Refused(refusals.BAD_AGENT)


def _change(fields: Fields) -> Callable[[Card | None], Card | None]:
    """How an update changes a card: a word for the buttons, or another card. Raises `Refused`."""
    if "button" in fields:
        word = text(part(fields, "button", need=True), "replace_name", need=True)
        return lambda card: replace(card, replaced=word) if card else None
    fresh = read_card(part(fields, "template_card", need=True), is_update=True)
    return lambda card: replace(fresh, task_id=card.task_id) if card else None


def _is_task(post: Post, app: App, task_id: str) -> bool:
    chat, card = post.chat, post.card
    is_ours = isinstance(chat, AppChat) and chat.agent_id == app.agent_id
    return is_ours and card is not None and card.task_id == task_id
