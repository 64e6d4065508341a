"""The cast: who plays on the stage, and in which groups. The simulator shows and the county employs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from bot.demo.names import table

CHANNEL = "demo"
"""The name of the demo's bridge channel."""


@dataclass(frozen=True, slots=True)
class Player:
    """Someone whose part the visitor can take; `id` is the account on the channel.

    `role` and `grid` are empty for residents; `say` holds suggested phrases for "group" and "bot".
    """

    id: str
    name: str
    part: str
    about: str
    groups: tuple[str, ...] = ()
    role: str = ""
    grid: str = ""
    unit: str = ""
    say: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageGroup:
    """A group chat on the stage; without a `grid` it is bound to nothing."""

    id: str
    name: str
    grid: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """All players and their groups."""

    players: dict[str, Player]
    groups: dict[str, StageGroup]

    def members(self, group: str) -> list[Player]:
        """Who is in a group."""
        return [player for player in self.players.values() if group in player.groups]

    def in_office(self, grid: str, role: str) -> Player | None:
        """The player who holds a role at a place, if it is a stage role."""
        return next((one for one in self.players.values() if (one.grid, one.role) == (grid, role)), None)


@cache
def the_cast() -> Cast:
    """The cast of data/cast.toml."""
    told = table("cast")
    players = [Player(**{**one, "groups": tuple(one["groups"])}) for one in told["people"]]
    groups = [StageGroup(**one) for one in told["groups"]]
    return Cast({one.id: one for one in players}, {one.id: one for one in groups})
