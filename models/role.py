"""What people are: the roles of CONTRACT, and where in the tree they count."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The posts a person can hold; the value is the code of imports and of the command line."""

    OWNER = "owner"
    GRID_WORKER = "grid_worker"
    CHIEF = "chief"
    CADRE = "cadre"
    ADVISER = "adviser"
    DEPARTMENT = "department"
    TOWN = "town"
    COUNTY = "county"
    LEADER = "leader"
    ELDER = "elder"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """The users' word for it."""
        return LABELS[self]


LABELS = {
    Role.OWNER: "群主",
    Role.GRID_WORKER: "网格员",
    Role.CHIEF: "网格长",
    Role.CADRE: "村干部",
    Role.ADVISER: "法律顾问",
    Role.DEPARTMENT: "部门",
    Role.TOWN: "镇综治",
    Role.COUNTY: "县综治",
    Role.LEADER: "领导",
    Role.ELDER: "老党员",
    Role.ADMIN: "管理员",
}
ALIASES = {"乡贤": Role.ELDER, "老党员/乡贤": Role.ELDER, "新乡贤": Role.ELDER, "老干部": Role.ELDER}

HANDLERS = (Role.GRID_WORKER, Role.CHIEF)
"""Who first handles a ticket of a place, in this order."""

SUPERIORS = (Role.CHIEF, Role.CADRE, Role.TOWN, Role.COUNTY, Role.ADMIN)
"""Who answers for a place, nearest rank first."""


def find_role(word: str) -> Role | None:
    """The role of a code or of the users' word for it."""
    by_word = {role.label: role for role in Role} | {role.value: role for role in Role} | ALIASES
    return by_word.get(word.strip())
