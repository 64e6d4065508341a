"""What stands in the chats of the stand-in platform, and what became of what somebody wrote there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class AppChat:
    """A member's chat with an application."""

    agent_id: int
    userid: str


@dataclass(frozen=True, slots=True)
class BotChat:
    """A member's chat with an AI bot."""

    bot_id: str
    userid: str


@dataclass(frozen=True, slots=True)
class RoomChat:
    """A group chat."""

    chat_id: str


Chat = AppChat | BotChat | RoomChat


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a card. `style` as the platform numbers it: 1 stands out, 2 is plain."""

    text: str
    key: str
    style: int = 1


@dataclass(frozen=True, slots=True)
class Card:
    """A template card as a member sees it."""

    card_type: str
    task_id: str
    title: str
    text: str
    buttons: tuple[Button, ...] = ()
    replaced: str | None = None
    """The word that took the place of the buttons; None while they can be clicked."""
    can_change: bool = True
    """Whether its application may change it later: not a notice without a menu."""

    def can_click(self, key: str) -> bool:
        """Whether there is such a button, and still one to click."""
        return self.replaced is None and bool(key) and any(one.key == key for one in self.buttons)


@dataclass(frozen=True, slots=True)
class Post:
    """One message in a chat. When a card or a streamed answer changes, it is told again under the same id."""

    id: str
    chat: Chat
    author: str
    """A userid, or "app:<agent id>", "bot:<bot id>", "robot:<name>"."""
    text: str = field(repr=False)
    form: str = "text"
    """The platform's word: text, textcard, markdown, markdown_v2, stream, template_card, news."""
    card: Card | None = None
    cards: Mapping[str, Card] = field(default_factory=dict)
    """By userid in lower case: who sees another state of the card than `card`."""
    at: tuple[str, ...] = ()
    """Whom it mentions: bot ids, userids, "@all"."""
    quote: str = field(repr=False, default="")
    """The words of the message that it answers."""
    feedback_id: str = ""
    """Under which a bot wants to hear what people think of this answer."""
    said_at: datetime = LONG_AGO
    recalled: bool = False

    def card_for(self, userid: str) -> Card | None:
        """The card as this member sees it."""
        return self.cards.get(userid.casefold(), self.card)

    @property
    def words(self) -> str:
        """What can be quoted of it."""
        return f"{self.card.title}\n{self.card.text}".strip() if self.card else self.text


class Why(StrEnum):
    """What became of something that somebody wrote or clicked."""

    BROUGHT = "brought to the callback address and answered with 200"
    NOT_TAKEN = "brought to the callback address, and never answered with 200 in time"
    NO_ADDRESS = "nobody has set a callback address"
    NOT_CALLED = "a bot hears only what @ names it; a quoted reply is not enough"
    NO_GROUPS = "an application hears no group, and no bot is in this one"
    EXTERNAL = "no bot can be in an external group"
    NOT_THERE = "no such member, chat or card"
    NOT_VISIBLE = "the application is not visible to this member"
    NOT_A_BUTTON = "the card has no such button, or no longer"
    TOO_MANY = "three messages to this bot are under way already"


@dataclass(frozen=True, slots=True)
class Brought:
    """How a callback went: to whom, after how many tries, and the last HTTP status (None: none came)."""

    receiver: str
    tries: int
    status: int | None

    @property
    def taken(self) -> bool:
        """Whether it was received; the platform counts 200 alone."""
        return self.status == 200


@dataclass(frozen=True, slots=True)
class Sent:
    """What a member did: the message in the chat (None for a click), and what the platform made of it."""

    why: Why
    post: Post | None = None
    brought: tuple[Brought, ...] = ()

    @property
    def heard(self) -> bool:
        """Whether a program took it."""
        return self.why is Why.BROUGHT
