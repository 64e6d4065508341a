"""What may be done with a group chat, and who may: the table beside that of moves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.moves import DECIDERS, Who
from models.role import Role


class GroupDeed(StrEnum):
    """What can be done with a group."""

    MUTE = "mute"
    BIND = "bind"
    """It belongs to a place from now on: who may is asked of that place."""
    UNBIND = "unbind"


@dataclass(frozen=True, slots=True)
class Right:
    """One deed: its name for users, and by whom."""

    label: str
    who: Who


_BINDERS = Who(
    keeper=True,
    roles=DECIDERS | {Role.OWNER, Role.GRID_WORKER},
    told="群主、网格员、网格长或综治人员",
)

GROUP_DEEDS: dict[GroupDeed, Right] = {
    GroupDeed.MUTE: Right(
        "静音", Who(keeper=True, roles=DECIDERS | {Role.OWNER}, told="群主、网格长或综治人员")
    ),
    GroupDeed.BIND: Right("绑定", _BINDERS),
    GroupDeed.UNBIND: Right("解绑", _BINDERS),
}
