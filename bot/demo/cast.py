"""The cast: who plays on the stage, and in which groups. The simulator shows and the county employs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from bot.demo.names import table

CHANNEL = "demo"
"""The bridge: residents' groups, and residents in private."""
CADRES = "cadres"
"""The self-built WeCom application: staff in private."""
WORKERS = "workers"
"""The AI bot: the grid workers' internal WeCom group."""
CHANNELS = (CHANNEL, CADRES, WORKERS)


@dataclass(frozen=True, slots=True)
class Player:
    """Someone whose part the visitor can take; `id` is the account on the bridge, `wecom` the WeCom userid.

    `role`, `grid` and `wecom` are empty for residents; `say` holds suggested phrases, by the kind of room.
    """

    id: str
    name: str
    part: str
    about: str
    groups: tuple[str, ...] = ()
    role: str = ""
    grid: str = ""
    unit: str = ""
    wecom: str = ""
    phone: str = ""
    say: dict[str, list[str]] = field(default_factory=dict)

    @property
    def private_channel(self) -> str:
        """By which channel this person and the bot talk alone."""
        return CADRES if self.wecom else CHANNEL

    def account(self, channel: str) -> str:
        """What this person is called on a channel."""
        return self.id if channel == CHANNEL else self.wecom


@dataclass(frozen=True, slots=True)
class StageGroup:
    """A group chat on the stage; without a `grid` it is bound to nothing."""

    id: str
    name: str
    short: str
    grid: str = ""
    owner: str = ""
    channel: str = CHANNEL


@dataclass(frozen=True, slots=True)
class Cast:
    """All players and their groups."""

    players: dict[str, Player]
    groups: dict[str, StageGroup]

    def members(self, group: str) -> list[Player]:
        """Who is in a group."""
        return [player for player in self.players.values() if group in player.groups]

    def player_on(self, channel: str, account: str | None) -> Player | None:
        """Whose account it is; a platform's userid has no case."""
        if channel == CHANNEL:
            return self.players.get(account or "")
        userid = (account or "").lower()
        return next((one for one in self.players.values() if userid and one.wecom.lower() == userid), None)

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
