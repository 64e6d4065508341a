"""A message as every channel hands it over, free of any platform's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """The message that was replied to, as far as the channel tells."""

    message_id: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file that came with a message, by its address."""

    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Message:
    """What someone said in a group, or in private (`group_id` None)."""

    channel: str
    message_id: str
    sender_id: str
    text: str
    sent_at: datetime
    group_id: str | None = None
    sender_name: str | None = None
    group_name: str | None = None
    """What the group is called, where the channel tells; read for an address, kept nowhere."""
    mentions_bot: bool = False
    quote: Quote | None = None
    attachments: tuple[Attachment, ...] = ()
    recall_of: str | None = None
    """The id of a message that its sender took back; `text` is empty then."""

    @property
    def is_private(self) -> bool:
        """Whether only the bot heard it."""
        return self.group_id is None
