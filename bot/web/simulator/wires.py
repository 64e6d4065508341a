"""Wires: by which a room's words reach the product. A room has one, whatever it looks like on the stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.demo.cast import Player
from bot.web.simulator.posts import Post


@dataclass(frozen=True, slots=True)
class Words:
    """What a player types: the text, whether @bot is on, the id of the post that is quoted."""

    text: str
    mentions_bot: bool = False
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of words. `remark`: what the platform made of them, for whoever wonders at the silence."""

    taken: bool
    remark: str = ""


class Wire(Protocol):
    """One way between the stage and the product."""

    recalls: bool
    """Whether the product hears of it when words are taken back."""

    def carry(self, player: Player, post: Post, words: Words, quoted: Post | None, /) -> Carried:
        """Bring a player's words to the product."""
        ...

    def recall(self, player: Player, post: Post, /) -> bool:
        """Tell the product that a player took words back; False if it did not answer."""
        ...

    def press(self, player: Player, post: Post, key: str, /) -> Carried:
        """A player presses a button of a card."""
        ...
