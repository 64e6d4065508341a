"""The platform's numbers. A test may play with shorter waits; nothing else should change them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """Spans run by the platform's clock, waits in real seconds."""

    token_life: timedelta = timedelta(seconds=7200)
    wrong_secrets: int = 5
    """So many from one address within an hour, and it is banned for the next; the real number is not told."""
    response_url_life: timedelta = HOUR
    response_code_life: timedelta = timedelta(hours=72)
    recall_within: timedelta = timedelta(hours=24)
    stream_life: timedelta = timedelta(minutes=6)
    member_a_minute: int = 30
    """Messages of one application to one member; what is more is dropped without a word."""
    chat_a_minute: int = 30
    chat_an_hour: int = 1000
    """An AI bot's in one chat."""
    robot_a_minute: int = 20
    under_way: int = 3
    """Messages of one member to one bot that are not answered yet."""
    callback_tries: int = 4
    """The first and three retries: one msgid, but a nonce, timestamp and signature for each."""
    callback_seconds: float = 5
    url_check_seconds: float = 1
    refresh_seconds: float = 1
    """Between two questions how a streamed answer goes on; the real pace is not told."""
    option_tag: str = "OptionId"
    """How a click's options are spelled: OptionId as the page of 2025 has it, OpitonId as the older ones."""
    counts_unasked: bool = True
    """Whether the repetition check sees earlier messages that were sent without it; not confirmed."""
