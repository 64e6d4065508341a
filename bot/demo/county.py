"""青禾县: 10 towns, 104 villages, 470 groups with chats, staff and households, as rows for the importers.

The rows carry the column names of CONTRACT, so they could as well stand in an office's spreadsheets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.demo.cast import CADRES, CHANNEL, Player, the_cast
from bot.demo.names import DATA, Registry, table

Row = dict[str, str]

COUNTY = "QH"
STAGE_VILLAGE = "QH0101"
GROUPS_PER_VILLAGE = (4, 5)
HOUSEHOLDS_PER_GROUP = 10
AWAY_SHARE = 0.43
"""How many of the households have somebody working away who agreed to be called: some 2,000 in all."""
REASONS = ("在外务工，家中有老人", "夫妻外出，孩子随老人", "常年在外，家里没人", "季节性外出务工")
DEPARTMENTS = ("司法所", "派出所", "便民服务中心")


@dataclass(frozen=True, slots=True)
class County:
    """Everything that is imported, by kind."""

    grid: list[Row] = field(default_factory=list)
    staff: list[Row] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    households: list[Row] = field(default_factory=list)
    faq: list[Row] = field(default_factory=list)
    notices: list[Row] = field(default_factory=list)


def build_county(today: date) -> County:
    """The whole county; consents were given in the year before `today`."""
    builder = _Builder(today)
    builder.build()
    return builder.county


class _Builder:
    """Fills the tables place by place, from the county down to the household."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.county = County(faq=_csv("faq"), notices=_csv("notices"))
        self.registry = Registry()
        self.cast = the_cast()
        self._hired = 0

    def build(self) -> None:
        towns = table("towns")
        self._place(COUNTY, towns["county"], "县", "")
        self._hire("county", COUNTY)
        for number, (town, villages) in enumerate(towns["towns"].items(), start=1):
            self._town(f"{COUNTY}{number:02}", town, villages)

    def _town(self, code: str, name: str, villages: list[str]) -> None:
        self._place(code, name, "镇", COUNTY)
        coordinator = self._hire("town", code)
        for chat in self.cast.groups.values():
            if chat.grid == code:
                self._bind(chat.channel, chat.id, code, coordinator)
        for unit in DEPARTMENTS:
            self._hire("department", code, unit)
        for number, village in enumerate(villages, start=1):
            self._village(f"{code}{number:02}", village, code)

    def _village(self, code: str, name: str, town: str) -> None:
        self._place(code, name, "村", town)
        cadre = self._hire("cadre", code)
        self._hire("adviser", code, "青禾律师事务所")
        few, many = GROUPS_PER_VILLAGE
        for number in range(1, 1 + (many if int(code[-2:]) % 2 else few)):
            self._group(f"{code}{number:02}", f"{number}组", code, cadre)

    def _group(self, code: str, name: str, village: str, cadre: str) -> None:
        self._place(code, name, "组", village)
        self._hire("grid_worker", code)
        self._hire("chief", code)
        owner = self._hire("owner", code)
        stage = next((one.id for one in self.cast.groups.values() if one.grid == code), None)
        self._bind(CHANNEL, stage or f"g-{code.lower()}", code, owner)
        residents = [one for one in self.cast.players.values() if _lives_in(one, stage)]
        for number in range(1, 1 + HOUSEHOLDS_PER_GROUP):
            player = residents[number - 1] if number <= len(residents) else None
            self._household(f"{code}{number:03}", code, cadre, player)

    def _bind(self, channel: str, chat: str, grid: str, owner: str) -> None:
        self.county.groups.append({"channel": channel, "group_id": chat, "grid": grid, "owner": owner})

    def _place(self, code: str, name: str, level: str, parent: str) -> None:
        self.county.grid.append({"code": code, "name": name, "level": level, "parent": parent})

    def _hire(self, role: str, grid: str, unit: str = "") -> str:
        """Put somebody in office: the player whose part it is, else an invented person.

        One row an account: staff sit in the residents' groups, and are members of the county's corporation,
        whose channels share one account.
        """
        self._hired += 1
        player = self.cast.in_office(grid, role)
        if player and player.unit != unit:
            player = None
        row = {
            "code": f"S{self._hired:04}",
            "name": player.name if player else self.registry.name(),
            "phone": (player and player.phone) or self.registry.phone(),
            "role": role,
            "grid": grid,
            "unit": unit,
        }
        userid = player.wecom if player else f"qh{self._hired:04}"
        accounts = {CHANNEL: player.id if player else f"s{self._hired:04}", CADRES: userid}
        self.county.staff.extend(row | {"channel": one, "user": user} for one, user in accounts.items())
        return row["code"]

    def _household(self, code: str, grid: str, cadre: str, player: Player | None) -> None:
        is_away = player.part == "外出务工" if player else self.registry.chance.random() < AWAY_SHARE
        consent = self.today - timedelta(days=self.registry.chance.randint(60, 360))
        self.county.households.append(
            {
                "code": code,
                "name": player.name if player else self.registry.name(),
                "phone": (player and player.phone) or self.registry.phone(),
                "grid": grid,
                "plans": "contact" if is_away else "",
                "reason": self.registry.chance.choice(REASONS) if is_away else "",
                "consent": consent.isoformat() if is_away else "",
                "away": self.registry.faraway() if is_away else "",
                "responsible": cadre if is_away else "",
                "channel": CHANNEL if player else "",
                "user": player.id if player else "",
            }
        )


def _lives_in(player: Player, group: str | None) -> bool:
    """Whether a player is a resident of the place of a stage group; strangers are on no list."""
    return group in player.groups and not player.role and player.part != "陌生人"


def _csv(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(_rows(csv.DictReader(file)))


def _rows(reader: csv.DictReader[str]) -> Iterator[Row]:
    yield from (dict(row) for row in reader)
