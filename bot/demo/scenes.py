"""Which scenes the last weeks held: what was said where, by whom, from when on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from bot.demo.cast import CADRES, CHANNEL, the_cast
from bot.demo.county import County, Row
from bot.demo.names import SEED, table
from bot.demo.screenplay import Line, read

DAYS = 20
MATTERS = 110
PLACES = 26
TICKING_CADRES = 10
WAKING_HOURS = (7, 21)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody of the county: the account on the bridge, the name, and in WeCom the userid of staff."""

    account: str
    name: str
    userid: str = ""

    def on(self, channel: str) -> str:
        """What they are called on a channel."""
        return self.account if channel == CHANNEL else self.userid


@dataclass(frozen=True, slots=True)
class Scene:
    """Lines from a moment on; `group` is where they are said, `actors` who stands behind the parts."""

    starts: datetime
    group: str
    lines: list[Line]
    actors: Mapping[str, Actor] = field(default_factory=dict)


def all_scenes(county: County, end: datetime) -> list[Scene]:
    """Every scene of the weeks before `end`."""
    writer = _Writer(county, end)
    return [*writer.stage(), *writer.matters(), *writer.ticks()]


class _Writer:
    """Casts the invented people in the plays of data/."""

    def __init__(self, county: County, end: datetime) -> None:
        self.chance = Random(SEED + 1)  # noqa: S311 - it makes up a story, it guards nothing
        self.end = end
        self.staff: dict[tuple[str, str], dict[str, Row]] = {}
        for row in county.staff:
            self.staff.setdefault((row["grid"], row["role"]), {})[row["channel"]] = row
        self.residents: dict[str, list[Row]] = {}
        for row in county.households:
            self.residents.setdefault(row["grid"], []).append(row)
        bound = {one.id for one in the_cast().groups.values()}
        self.groups = [row for row in county.groups if row["group_id"] not in bound]

    def stage(self) -> Iterator[Scene]:
        """The last days on the stage."""
        players = {one.id: Actor(one.id, one.name, one.wecom) for one in the_cast().players.values()}
        for told in table("stage_days")["scene"]:
            day = self.end.date() - timedelta(days=told["days_ago"])
            starts = datetime.combine(day, time.fromisoformat(told["at"]), tzinfo=self.end.tzinfo)
            yield Scene(starts, "xingfu-3", read(told["lines"]), players)

    def matters(self) -> Iterator[Scene]:
        """What people raised, spread over places and weeks."""
        courses = table("courses")["course"]
        for group, matter in self._raised():
            kinds = (matter["kind"], "any")
            course = self._weighted([one for one in courses if one["kind"] in kinds])
            words = {"text": matter["text"], "outcome": matter["outcome"]}
            yield Scene(self._moment(), group["group_id"], read(course["lines"], words), self._actors(group))

    def ticks(self) -> Iterator[Scene]:
        """Some cadres tick off what the quarter's first digest asked."""
        (course,) = (one for one in table("courses")["course"] if one["kind"] == "tasks")
        first = datetime.combine(self.end.date() - timedelta(days=DAYS - 3), time(10), tzinfo=self.end.tzinfo)
        for number, group in enumerate(self.chance.sample(self.groups, TICKING_CADRES)):
            starts = first + timedelta(hours=number)
            yield Scene(starts, group["group_id"], read(course["lines"]), self._actors(group))

    def _raised(self) -> Iterator[tuple[Row, dict[str, str]]]:
        """Places and matters, no two alike."""
        places = self.chance.sample(self.groups, PLACES)
        texts = [{**one, "text": text} for one in table("matters")["matter"] for text in one["texts"]]
        pairs = [(place, text) for place in places for text in texts]
        yield from self.chance.sample(pairs, MATTERS)

    def _actors(self, group: Row) -> dict[str, Actor]:
        grid = group["grid"]
        resident = self.chance.choice(self.residents[grid])
        return {
            "居民": Actor(f"r-{resident['code'].lower()}", resident["name"]),
            "群主": self._in_office(grid, "owner"),
            "网格员": self._in_office(grid, "grid_worker"),
            "网格长": self._in_office(grid, "chief"),
            "村干部": self._in_office(grid[:-2], "cadre"),
        }

    def _in_office(self, grid: str, role: str) -> Actor:
        rows = self.staff[grid, role]
        return Actor(rows[CHANNEL]["user"], rows[CHANNEL]["name"], rows[CADRES]["user"])

    def _weighted(self, courses: list[dict[str, Any]]) -> dict[str, Any]:
        return self.chance.choices(courses, [one["weight"] for one in courses])[0]

    def _moment(self) -> datetime:
        day = self.end.date() - timedelta(days=self.chance.randint(1, DAYS - 1))
        clock = time(self.chance.randint(*WAKING_HOURS), self.chance.randint(0, 59))
        return datetime.combine(day, clock, tzinfo=self.end.tzinfo)
